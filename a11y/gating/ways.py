"""The ways to publish in the admin, and what people are told on each.

The gate itself stands below all of them, and refuses with an error. Wagtail takes that for a
missing permission, leads to the admin's front page and says nothing of the reason. So it is asked
beforehand where there is a hook; where there is none, its error is caught. What it says where it
only warns is heard in the same places.
"""

import functools
from collections.abc import Callable
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from wagtail.admin.views.generic.workflow import WorkflowAction
from wagtail.admin.views.pages.bulk_actions.page_bulk_action import PageBulkAction
from wagtail.admin.views.pages.create import CreateView
from wagtail.admin.views.pages.edit import EditView

from a11y.gate import GateError, judge_draft, listening
from a11y.gating.messages import refuse, to_editor, warn


def before_publishing(request: HttpRequest, page: Any) -> HttpResponse | None:
    """For ``before_publish_page``: *Publish* in the editor. The draft has been saved."""
    ruling = judge_draft(page, page.get_latest_revision())
    if not ruling.refuses:
        return None
    refuse(request, page, ruling)
    return to_editor(request, page)


def before_publishing_many(
    request: HttpRequest, action_type: str, objects: list[Any], action: Any
) -> HttpResponse | None:
    """For ``before_bulk_action``: take those pages out of the selection that must not go live.

    A page whose pages below are to be published with it stays out if one of these must.
    """
    if action_type != "publish" or not isinstance(action, PageBulkAction):
        return None
    below = action.cleaned_form.cleaned_data.get("include_descendants")
    passed = []
    for page in objects:
        drafts = [page, *(_drafts_below(page, request.user) if below else ())]
        refused = [one for one in drafts if not _passes(request, one.specific)]
        if not refused:
            passed.append(page)
    objects[:] = passed
    return None if passed else redirect(action.next_url)


def _drafts_below(page: Any, user: Any) -> list[Any]:
    """Those that the bulk action publishes, too."""
    drafts = page.get_descendants().not_live().specific()
    return [one for one in drafts if one.permissions_for_user(user).can_publish()]


def _passes(request: HttpRequest, page: Any) -> bool:
    revision = page.get_latest_revision() or page.save_revision(user=request.user)
    ruling = judge_draft(page, revision)
    if ruling.refuses:
        refuse(request, page, ruling)
    elif ruling.objects:
        warn(request, page, ruling)
    return not ruling.refuses


def install() -> None:
    """Say what the gate says in the views that publish, or end a workflow. Once is enough."""
    if getattr(EditView, "_a11y_gate", False):
        return
    EditView._a11y_gate = True
    EditView.form_valid = _explaining(EditView.form_valid, lambda view: view.page)
    CreateView.form_valid = _explaining(_as_draft(CreateView.form_valid), lambda view: view.page)
    WorkflowAction.post = _explaining(WorkflowAction.post, lambda view: view.object)


def _as_draft(create: Callable[..., Any]) -> Callable[..., Any]:
    """Without this, a page that is created to be published is live before anybody is asked."""

    @functools.wraps(create)
    def created(self: Any, form: Any) -> Any:
        form.instance.live = False
        return create(self, form)

    return created


def _explaining(act: Callable[..., Any], page_of: Callable[[Any], Any]) -> Callable[..., Any]:
    @functools.wraps(act)
    def explained(self: Any, *args: Any, **kwargs: Any) -> Any:
        try:
            with listening() as heard:
                response = act(self, *args, **kwargs)
        except GateError:
            return _refused(self, page_of(self).specific)
        for page, ruling in heard:
            if ruling.objects:
                warn(self.request, page, ruling)
        return response

    return explained


def _refused(view: Any, page: Any) -> HttpResponse:
    refuse(view.request, page, judge_draft(page, page.get_latest_revision()))
    response = to_editor(view.request, page)
    if view.request.headers.get("x-requested-with") != "XMLHttpRequest":
        return response
    return view.render_modal_json(
        view.request, {"step": "success", "redirect": response["Location"]}
    )
