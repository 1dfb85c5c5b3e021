"""A form as a headless front end reads and sends it."""

import json
from typing import Any

import pytest
from django.test import Client
from wagtail.models import Page, PageViewRestriction

from tdd_pages.forms.models import ConsentNotice, FormPage, Submission
from tests.forms import add_form, add_notice, add_product, branching_steps

pytestmark = pytest.mark.django_db

ANSWERS = {
    "role": "hcp",
    "interests": ["data"],
    "country": "FR",
    "name": "Ada",
    "email": "ada@example.org",
    "message": "Hello",
    "consent_news": True,
}


@pytest.fixture(autouse=True)
def _at_once(settings: Any) -> None:
    settings.TDD_FORMS = {"SECONDS_AT_LEAST": 0}


@pytest.fixture
def page(home: Page) -> FormPage:
    return add_form(home, branching_steps(add_notice()), end_text="<p>See you.</p>")


def address(page: FormPage) -> str:
    return f"/api/v3-preview/forms/{page.pk}/"


def read(client: Client, page: FormPage, **query: str) -> dict[str, Any]:
    response = client.get(address(page), query)
    assert response.status_code == 200, response.content
    return response.json()


def post(client: Client, page: FormPage, body: Any) -> Any:
    return client.post(address(page), json.dumps(body), content_type="application/json")


def send(client: Client, page: FormPage, answers: dict[str, Any], **more: Any) -> Any:
    ticket = read(client, page)["ticket"]
    return post(client, page, {"ticket": ticket, "answers": answers, **more})


def test_the_definition_says_all_that_a_front_end_needs(client: Client, page: FormPage) -> None:
    form = read(client, page)
    assert [step["name"] for step in form["steps"]] == [
        "about-you",
        "your-work",
        "your-care",
        "your-message",
    ]
    role = form["steps"][0]
    assert role["routes"] == [
        {"question": "role", "value": "hcp", "step": "your-work"},
        {"question": "role", "value": "patient", "step": "your-care"},
    ]
    assert role["questions"][0]["messages"]["missing"] == (
        "Choose an answer to “What best describes you?”."
    )
    assert [step["then"] for step in form["steps"]][1:] == ["your-message", "your-message", None]
    consent = form["steps"][3]["questions"][-1]
    assert (consent["type"], consent["version"], consent["required"]) == (
        "consent",
        "2026-01",
        False,
    )
    assert "unsubscribe" in consent["wording"]["content"]
    assert form["product"] is None


def test_no_cache_hands_one_ticket_to_two_visitors(client: Client, page: FormPage) -> None:
    assert "no-store" in client.get(address(page))["Cache-Control"]


def test_no_form_has_an_id_as_large_as_that(client: Client, page: FormPage) -> None:
    assert client.get(f"/api/v3-preview/forms/{'9' * 30}/").status_code == 404


def test_html_and_json_have_the_same_words(client: Client, page: FormPage) -> None:
    form = read(client, page)
    html = client.get("/contact/").content.decode()
    question = form["steps"][0]["questions"][0]
    for text in (question["label"], *(option["label"] for option in question["options"])):
        assert text in html


def test_a_product_settles_the_texts(client: Client, page: FormPage) -> None:
    add_product()
    form = read(client, page, product="calmo")
    assert form["product"] == {"key": "calmo", "name": "Calmo 3™"}
    assert form["steps"][3]["title"] == "Your message about Calmo 3™"
    assert (
        read(client, page, product="{x}")["steps"][3]["title"] == "Your message about our products"
    )


def test_what_is_sent_is_kept_as_if_it_came_from_a_page(client: Client, page: FormPage) -> None:
    response = send(client, page, {**ANSWERS, "since": "long", "unknown": "x"})
    assert response.status_code == 201, response.content
    assert response.json() == {"title": "Thank you", "text": "<p>See you.</p>"}
    submission = Submission.objects.get()
    assert submission.form_data == {**ANSWERS, "phone": ""}
    assert submission.consents[0]["given"] is True


def test_what_is_wrong_is_told_field_by_field(client: Client, page: FormPage) -> None:
    response = send(client, page, {"role": "patient", "email": "ada"})
    assert response.status_code == 422
    body = response.json()
    assert set(body) == {"title", "errors"}
    assert body["title"] == "There is a problem"
    assert [error["field"] for error in body["errors"]] == ["product", "name", "email", "message"]
    assert body["errors"][2] == {
        "field": "email",
        "href": "#field-email",
        "text": "Write “Your e-mail address” like this: name@example.com.",
    }
    assert not Submission.objects.exists()


@pytest.mark.parametrize(
    "wrong",
    [
        {"role": ["hcp"]},
        {"role": True},
        {"interests": "data"},
        {"interests": ["unknown"]},
        {"consent_news": "yes"},
        {"name": "\0"},
        {"message": "x" * 6000},
        {"country": "XX"},
    ],
)
def test_answers_of_the_wrong_kind_are_told_by_field(
    client: Client, page: FormPage, wrong: dict[str, Any]
) -> None:
    response = send(client, page, {**ANSWERS, **wrong})
    assert response.status_code == 422
    assert response.json()["errors"][0]["field"] == next(iter(wrong))
    assert response.json()["errors"][0]["text"]


@pytest.mark.parametrize(
    "body",
    [
        None,
        [],
        {},
        {"answers": {}},
        {"ticket": 1, "answers": {}},
        {"ticket": "", "answers": []},
        {"ticket": "x", "answers": {"name": {"a": 1}}},
        {"ticket": "x", "answers": {"name": 5}},
    ],
)
def test_a_body_of_the_wrong_shape_is_refused_without_a_crash(
    client: Client, page: FormPage, body: Any
) -> None:
    assert post(client, page, body).status_code == 422


def test_half_a_character_is_refused_without_a_crash(client: Client, page: FormPage) -> None:
    assert send(client, page, {**ANSWERS, "name": "\ud800"}).status_code in (400, 422)


def test_the_same_ticket_counts_once(client: Client, page: FormPage) -> None:
    body = {"ticket": read(client, page)["ticket"], "answers": ANSWERS}
    assert [post(client, page, body).status_code for _ in range(2)] == [201, 201]
    assert Submission.objects.count() == 1


def test_nobody_consents_to_words_that_came_after_those_they_read(
    client: Client, page: FormPage
) -> None:
    ticket = read(client, page)["ticket"]
    ConsentNotice.objects.update(text="<p>We sell your address.</p>", version="2026-02")
    response = post(client, page, {"ticket": ticket, "answers": ANSWERS})
    assert response.status_code == 422
    assert [error["field"] for error in response.json()["errors"]] == ["consent_news"]
    refused = {**ANSWERS, "consent_news": False}
    assert post(client, page, {"ticket": ticket, "answers": refused}).status_code == 201
    assert Submission.objects.get().consents[0]["given"] is False


@pytest.mark.parametrize("more", [{"website": "x"}, {"ticket": "forged"}])
def test_machines_are_turned_away(client: Client, page: FormPage, more: dict[str, str]) -> None:
    response = send(client, page, ANSWERS, **more)
    assert response.status_code == 422
    assert response.json()["errors"][0]["field"] == ""
    assert not Submission.objects.exists()


def test_too_many_are_told_when_to_come_back(client: Client, page: FormPage, settings: Any) -> None:
    settings.CACHES = {
        "default": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache", "LOCATION": "api"}
    }
    settings.TDD_FORMS = {"SECONDS_AT_LEAST": 0, "SENDS_PER_HOUR": 1}
    assert send(client, page, ANSWERS).status_code == 201
    response = send(client, page, ANSWERS)
    assert response.status_code == 429
    assert int(response["Retry-After"]) > 0


def test_forms_that_the_public_may_not_see_are_not_there(client: Client, page: FormPage) -> None:
    PageViewRestriction.objects.create(page=page, restriction_type=PageViewRestriction.LOGIN)
    assert client.get(address(page)).status_code == 404
    assert post(client, page, {"ticket": "x", "answers": {}}).status_code == 404
    PageViewRestriction.objects.all().delete()
    page.unpublish()
    assert client.get(address(page)).status_code == 404


def test_both_ways_are_typed_in_the_schema(client: Client) -> None:
    schema = client.get("/api/v3-preview/openapi.json").json()
    paths = schema["paths"]["/api/v3-preview/forms/{page_id}/"]
    assert set(paths["post"]["responses"]) >= {"201", "422", "429"}
    components = schema["components"]["schemas"]
    union = components["FormStep"]["properties"]["questions"]["items"]
    assert union["discriminator"]["propertyName"] == "type"
    assert set(union["discriminator"]["mapping"]) >= {"text", "radios", "consent", "country"}
    assert set(components["Fault"]["properties"]) == {"field", "href", "text"}
