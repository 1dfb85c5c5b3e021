"""The audit as a task of django-tasks, Wagtail's own queue."""

from django_tasks import task, task_backends
from django_tasks.backends.dummy import DummyBackend
from django_tasks.backends.immediate import ImmediateBackend


def runs_in_the_request() -> bool:
    """Whether tasks are run at once, or not at all: then a browser must not be started by one,
    and ``manage.py audit_worker`` does what is due."""
    return isinstance(task_backends["default"], ImmediateBackend | DummyBackend)


@task()
def audit_what_is_due() -> int:
    """Audit pages until none is due; return how many that were. The browser is kept warm."""
    from a11y.worker import shared_worker

    return shared_worker().work_off()
