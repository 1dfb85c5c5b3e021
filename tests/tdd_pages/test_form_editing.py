"""What an editor of forms is stopped at, and who sees what was sent."""

import csv
import io
import json
from collections.abc import Iterator
from typing import Any

import pytest
from bs4 import BeautifulSoup
from django.contrib.auth import get_user_model
from django.contrib.auth.models import Group, Permission
from django.core.exceptions import ValidationError
from django.test import Client
from django.urls import reverse
from openpyxl import load_workbook
from wagtail.blocks.base import get_error_json_data
from wagtail.models import Page

from tdd_pages.forms.models import FormPage, Submission
from tests.forms import add_form, add_notice, branching_steps, option, question, step
from tests.streams import block

pytestmark = pytest.mark.django_db

STEPS = FormPage._meta.get_field("steps").stream_block
A = question("short_text", "a", "Your name")
B = step("b", "B", question("email", "b", "B"))


def leaves(error: Any, path: str = "") -> Iterator[tuple[str, str]]:
    """Each message with the path of the field it stands at."""
    for message in error.get("messages", []):
        yield path, message
    for name, inner in error.get("blockErrors", {}).items():
        yield from leaves(inner, f"{path}.{name}".strip("."))


def faults(*steps: dict[str, Any]) -> dict[str, str]:
    """What publishing these steps is told, by field."""
    try:
        STEPS.clean(STEPS.to_python(list(steps)))
    except ValidationError as error:
        return dict(leaves(get_error_json_data(error)))
    return {}


def radios(*options: dict[str, Any], **value: Any) -> dict[str, Any]:
    return question("radios", "which", "Which?", options=list(options), **value)


def test_a_form_that_is_right_can_be_published() -> None:
    assert faults(*branching_steps(add_notice())) == {}


@pytest.mark.parametrize(
    ("steps", "expected"),
    [
        ([step("a", "A", question("short_text", "a", ""))], {"0.questions.0.label"}),
        ([step("a", "A")], {"0.questions"}),
        ([step("done", "A", A)], {"0.address"}),
        (
            [step("a", "A", A), step("a", "B", question("short_text", "b", "B"))],
            {"1.address"},
        ),
        ([step("a", "A", A, then="nowhere")], {"0.then"}),
        ([step("a", "A", A, then="a")], {"0.then"}),
        (
            [step("a", "A", A, then="b", last=True), B],
            {"0.then", "1.address"},
        ),
        (
            [step("a", "A", A, last=True), B],
            {"1.address"},
        ),
        (
            [step("a", "A", A), step("b", "B", radios(option("x", "X", step="a")))],
            {"1.questions.0.options.0.step"},
        ),
        (
            [step("a", "A", radios(option("x", "X", step="nowhere")))],
            {"0.questions.0.options.0.step"},
        ),
        (
            [step("a", "A", radios(option("x", "X"), option("y", "Y", "x")))],
            {"0.questions.0.options.1.value"},
        ),
        (
            [step("a", "A", radios(option("x", "X"), option("y", "X")))],
            {"0.questions.0.options.1.label"},
        ),
        ([step("a", "A", A, question("email", "a", "Mail"))], {"0.questions.1.name"}),
        ([step("a", "A", question("email", "ticket", "Mail"))], {"0.questions.0.name"}),
        ([step("a", "A", question("email", "A B", "Mail"))], {"0.questions.0.name"}),
        (
            [step("a", "A", A, question("short_text", "b", "Your name"))],
            {"0.questions.1.missing", "0.questions.1.malformed"},
        ),
        (
            [step("a", "A", A, question("short_text", "b", "B", missing="Fill in “Your name”."))],
            {"0.questions.1.missing"},
        ),
        ([step("a", "About {product}", A)], {"0.title"}),
        ([step("a", "A", A, intro="<p>About {{product}}</p>")], {"0.intro"}),
        ([step("a", "A", radios(option("x", "X {product}")))], {"0.questions.0.options.0.label"}),
        ([step("a", "A", question("email", "b", "B", hint="{b}"))], {"0.questions.0.hint"}),
        ([step("a b", "A", A)], {"0.address"}),
    ],
)
def test_what_is_wrong_with_a_form_is_named_at_its_field(
    steps: list[dict[str, Any]], expected: set[str]
) -> None:
    found = faults(*steps)
    assert set(found) == expected
    assert all(found.values())


def test_a_step_behind_answers_that_all_lead_elsewhere_is_not_reached() -> None:
    deciding = radios(option("x", "X", step="c"), option("y", "Y", step="c"))
    steps = [
        step("a", "A", deciding),
        step("b", "B", A),
        step("c", "C", question("email", "c", "C")),
    ]
    assert set(faults(*steps)) == {"1.address"}
    steps[0]["value"]["questions"][0]["value"]["required"] = False
    assert faults(*steps) == {}


def test_two_questions_of_a_step_cannot_both_decide() -> None:
    second = question("radios", "b", "B?", options=[option("z", "Z", step="b")])
    steps = [step("a", "A", radios(option("x", "X", step="b")), second), step("b", "B", A)]
    assert set(faults(*steps)) == {"0.questions.1.options.0.step"}


def test_a_notice_is_asked_once_and_must_be_published() -> None:
    notice = add_notice()
    asked = [block("consent", name, notice=notice.pk, required=False) for name in ("x", "y")]
    assert "0.questions.1.notice" in faults(step("a", "A", *asked))
    notice.live = False
    notice.save()
    assert set(faults(step("a", "A", asked[0]))) == {"0.questions.0.notice"}


def test_a_draft_with_everything_wrong_is_saved_and_shown(home: Page) -> None:
    steps = [
        step("a", "About {product}", A, A, radios(option("", "")), then="a"),
        step("a", "", question("email", "", ""), block("consent", "c", notice=None)),
        block("step", "empty"),
    ]
    STEPS.clean_deferred(STEPS.to_python(steps))
    page = add_form(home, steps)
    form = page.form()
    assert [step.then for step in form.steps][-1] is None
    assert "{" not in form.model_dump_json().replace('{"', "")
    assert Client().get("/contact/").status_code == 200


def test_a_key_left_empty_is_made_of_the_label_and_stays(home: Page) -> None:
    steps = [step("a", "A", question("short_text", "", "Your full name"))]
    cleaned = STEPS.clean(STEPS.to_python(steps))
    asked = cleaned[0].value["questions"][0].value
    assert asked["name"] == "your_full_name"
    asked["label"] = "What is your name?"
    assert STEPS.clean(cleaned)[0].value["questions"][0].value["name"] == "your_full_name"


def test_the_editor_shows_the_fault_at_its_field(admin_client: Client, home: Page) -> None:
    page = add_form(home, [step("a", "A", A)])
    response = admin_client.get(reverse("wagtailadmin_pages:edit", args=[page.pk]))
    assert response.status_code == 200
    for mode in ("step:a", "done", "step:gone"):
        request = page.make_preview_request(preview_mode=mode)
        assert request.status_code == 200


def test_a_form_without_steps_is_previewed(admin_client: Client, home: Page) -> None:
    page = add_form(home, [])
    for mode, _name in page.preview_modes:
        assert page.make_preview_request(preview_mode=mode).status_code == 200
    draft = admin_client.get(reverse("wagtailadmin_pages:view_draft", args=[page.pk]))
    assert draft.status_code == 200


def test_another_wording_needs_another_version() -> None:
    notice = add_notice()
    notice.full_clean()
    notice.text = "<p>Other words.</p>"
    with pytest.raises(ValidationError, match="give the new wording another"):
        notice.full_clean()
    notice.version = "2026-02"
    notice.full_clean()


def test_notices_with_keys_that_begin_alike_are_asked_side_by_side(home: Page) -> None:
    long = "I consent to the processing of my personal data for the purpose of being told about"
    labels = (f"{long} news", f"{long} studies", "2026: news", "2027: studies")
    notices = [add_notice(label=label, key="") for label in labels]
    asked = [block("consent", n.label, notice=n.pk, required=False) for n in notices]
    steps = [step("a", "A", *asked)]
    assert faults(*steps) == {}
    assert len(add_form(home, steps).form().consents) == len(notices)


def test_a_notice_is_previewed_as_visitors_see_it() -> None:
    notice = add_notice()
    response = notice.make_preview_request()
    assert response.status_code == 200
    assert "Version 2026-01" in response.content.decode()


# ---------------------------------------------------------------------- what was sent

FORMULA = '=HYPERLINK("https://evil.example")'


@pytest.fixture
def sent(home: Page) -> FormPage:
    """A form that somebody has sent, with a formula for a name."""
    page = add_form(home, branching_steps(add_notice()))
    client = Client()
    ticket = client.get(f"/api/v3-preview/forms/{page.pk}/").json()["ticket"]
    answers = {"role": "hcp", "interests": ["data"], "country": "FR", "name": FORMULA}
    answers |= {"email": "ada@example.org", "message": "Hello"}
    client.post(
        f"/api/v3-preview/forms/{page.pk}/",
        json.dumps({"ticket": ticket, "answers": answers}),
        content_type="application/json",
    )
    return page


@pytest.fixture(autouse=True)
def _at_once(settings: Any) -> None:
    settings.TDD_FORMS = {"SECONDS_AT_LEAST": 0}


def listing(page: FormPage, **query: str) -> str:
    return reverse("wagtailforms:list_submissions", args=[page.pk])


def test_what_was_sent_is_listed_in_words(admin_client: Client, sent: FormPage) -> None:
    html = BeautifulSoup(admin_client.get(listing(sent)).content, "lxml")
    cells = [cell.get_text(strip=True) for cell in html.select("tbody td")]
    for text in ("I treat people", "Study data", "France", FORMULA, "No"):
        assert text in cells
    assert any(cell.startswith("2026-01: Send me news") for cell in cells)


def test_exports_hold_no_formula(admin_client: Client, sent: FormPage) -> None:
    response = admin_client.get(listing(sent), {"export": "csv"})
    rows = list(csv.DictReader(io.StringIO(response.getvalue().decode())))
    assert rows[0]["Your name"] == f"'{FORMULA}"
    assert rows[0]["What best describes you?"] == "I treat people"
    response = admin_client.get(listing(sent), {"export": "xlsx"})
    sheet = load_workbook(io.BytesIO(response.getvalue())).active
    values = [cell.value for row in sheet.iter_rows(min_row=2) for cell in row]
    assert f"'{FORMULA}" in values
    assert not [value for value in values if isinstance(value, str) and value.startswith("=")]


@pytest.mark.parametrize("letter", ["\x01", "\x0b", "\x1b", "\ufffe"])
@pytest.mark.parametrize("kind", ["csv", "xlsx"])
def test_no_letter_that_a_visitor_sends_keeps_an_export_from_being_made(
    admin_client: Client, sent: FormPage, kind: str, letter: str
) -> None:
    submission = Submission.objects.get()
    submission.form_data["message"] = f"Hel{letter}lo"
    submission.save()
    response = admin_client.get(listing(sent), {"export": kind})
    assert response.status_code == 200
    assert len(response.getvalue()) > 100


@pytest.mark.parametrize("label", ["=1+1", "Your\x0bname"])
def test_no_label_that_an_editor_pastes_harms_an_export(
    admin_client: Client, home: Page, label: str
) -> None:
    page = add_form(home, [step("a", "A", question("short_text", "a", label))])
    rows = admin_client.get(listing(page), {"export": "csv"}).getvalue().decode()
    assert not rows.split(",")[-1].startswith("=")
    assert admin_client.get(listing(page), {"export": "xlsx"}).status_code == 200


@pytest.fixture
def stranger(db: None) -> Client:
    """Somebody who may come into the admin and edit no page."""
    group = Group.objects.create(name="Visitors")
    group.permissions.add(Permission.objects.get(codename="access_admin"))
    user = get_user_model().objects.create_user("stranger", "s@example.org", "secret")
    user.groups.add(group)
    client = Client()
    client.force_login(user)
    return client


def test_who_may_not_edit_the_form_sees_nothing_of_it(stranger: Client, sent: FormPage) -> None:
    for query in ({}, {"export": "csv"}, {"export": "xlsx"}):
        response = stranger.get(listing(sent), query)
        assert response.status_code == 302
    delete = reverse("wagtailforms:delete_submissions", args=[sent.pk])
    chosen = f"{delete}?selected-submissions={Submission.objects.get().pk}"
    assert stranger.post(chosen).status_code == 302
    assert Submission.objects.count() == 1


def test_what_was_sent_can_be_deleted(admin_client: Client, sent: FormPage) -> None:
    delete = reverse("wagtailforms:delete_submissions", args=[sent.pk])
    admin_client.post(f"{delete}?selected-submissions={Submission.objects.get().pk}")
    assert not Submission.objects.exists()
