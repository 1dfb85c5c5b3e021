"""The audit as a task of django-tasks, Wagtail's own queue."""

from django.utils import timezone
from django_tasks import task, task_backends
from django_tasks.backends.dummy import DummyBackend
from django_tasks.backends.immediate import ImmediateBackend

from a11y.models import PageAudit


def runs_in_the_request() -> bool:
    """Whether tasks are run at once, or not at all: then a browser must not be started by one,
    and ``manage.py audit_worker`` does what is due."""
    return isinstance(task_backends["default"], ImmediateBackend | DummyBackend)


@task()
def audit_what_is_due() -> None:
    """Do the most urgent audit; where others are due, let another task see to them meanwhile."""
    from a11y.worker import shared_worker

    shared_worker().work_once(begun=wake_others)


def wake_others() -> None:
    """Enqueue another task where something is due."""
    if PageAudit.objects.takeable(timezone.now()).exists():
        audit_what_is_due.enqueue()
