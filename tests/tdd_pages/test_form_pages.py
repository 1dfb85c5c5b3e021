"""A contact form as visitors go through it, without a script."""

import re
from datetime import timedelta
from secrets import token_hex
from typing import Any

import pytest
from bs4 import BeautifulSoup
from django.contrib.sessions.models import Session
from django.core import mail
from django.core.management import call_command
from django.test import Client
from django.utils import timezone
from wagtail.models import Page

from tdd_pages.forms.models import ConsentNotice, FormPage, Submission
from tests.forms import (
    WORDING,
    add_form,
    add_notice,
    add_product,
    branching_steps,
    question,
    step,
)
from tests.streams import block

pytestmark = pytest.mark.django_db

MESSAGE = {"name": "Ada", "email": "ada@example.org", "phone": "", "message": "Hello"}
LOCMEM = {"default": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"}}


@pytest.fixture(autouse=True)
def _at_once(settings: Any) -> None:
    settings.TDD_FORMS = {"SECONDS_AT_LEAST": 0}


@pytest.fixture
def notice(db: None) -> ConsentNotice:
    return add_notice()


@pytest.fixture
def page(home: Page, notice: ConsentNotice) -> FormPage:
    return add_form(home, branching_steps(notice))


class Visitor:
    """Somebody with a browser that runs no scripts."""

    def __init__(self) -> None:
        self.client = Client()
        self.address = "/contact/"
        self.response: Any = None

    def open(self, address: str = "/contact/") -> BeautifulSoup:
        self.response = self.client.get(address, follow=True)
        return self._arrived(address)

    def send(self, **answers: Any) -> BeautifulSoup:
        """Fill in the form that is open and press its first button."""
        hidden = {"ticket": self.html.select_one("[name=ticket]")["value"]}
        self.response = self.client.post(self.address, {**hidden, **answers}, follow=True)
        return self._arrived(self.address)

    def _arrived(self, asked: str) -> BeautifulSoup:
        chain = self.response.redirect_chain
        self.address = chain[-1][0] if chain else asked
        self.html = BeautifulSoup(self.response.content, "lxml")
        return self.html

    @property
    def title(self) -> str:
        return self.html.h1.get_text(strip=True)

    @property
    def faults(self) -> list[tuple[str, str]]:
        """What the summary says, with where its links lead."""
        items = self.html.select("[data-tdd-faults] li")
        return [(i.a["href"] if i.a else "", i.get_text(strip=True)) for i in items]


@pytest.fixture
def visitor(page: FormPage) -> Visitor:
    return Visitor()


def to_message(visitor: Visitor) -> None:
    """Go to the last step on the patients' way."""
    visitor.open()
    visitor.send(role="patient")
    visitor.send(product="other", since="long")


def test_an_answer_decides_which_step_follows(visitor: Visitor) -> None:
    visitor.open()
    visitor.send(role="hcp")
    assert (visitor.address, visitor.title) == ("/contact/your-work/", "Your work")
    visitor.send(interests=["data", "training"], country="FR")
    assert visitor.address == "/contact/your-message/"
    visitor.send(**MESSAGE)
    assert (visitor.address, visitor.title) == ("/contact/done/", "Thank you")
    data = Submission.objects.get().form_data
    assert (data["role"], data["interests"], data["country"]) == ("hcp", ["data", "training"], "FR")
    assert "since" not in data


def test_no_answer_is_ever_in_an_address(visitor: Visitor) -> None:
    to_message(visitor)
    visitor.send(**MESSAGE)
    visited = [visitor.address, *(url for url, _status in visitor.response.redirect_chain)]
    assert not any("?" in url or "ada" in url for url in visited)


def test_going_back_loses_nothing_not_even_what_was_not_sent(visitor: Visitor) -> None:
    to_message(visitor)
    visitor.send(**{**MESSAGE, "email": "half-writ"}, back="1")
    assert visitor.address == "/contact/your-care/"
    assert visitor.html.select_one("[name=since] [selected]")["value"] == "long"
    visitor.send(product="other", since="long")
    assert visitor.html.select_one("#field-email")["value"] == "half-writ"
    assert visitor.html.select_one("#field-message").text.strip() == "Hello"
    assert visitor.faults == []


def test_another_branch_discards_the_answers_of_the_one_left(visitor: Visitor) -> None:
    to_message(visitor)
    visitor.open("/contact/")
    visitor.send(role="hcp")
    visitor.open("/contact/")
    visitor.send(role="patient")
    assert visitor.html.select("[name=since] [selected]") == []


@pytest.mark.parametrize("address", ["/contact/your-message/", "/contact/your-work/"])
def test_who_jumps_ahead_comes_to_the_first_step_not_answered(
    visitor: Visitor, address: str
) -> None:
    visitor.open(address)
    assert visitor.address == "/contact/"
    visitor.send(role="patient")
    visitor.open(address)
    assert visitor.address == "/contact/your-care/"


def test_a_step_that_there_is_not_is_not_found(visitor: Visitor) -> None:
    assert visitor.client.get("/contact/nowhere/").status_code == 404


def test_mistakes_are_said_above_and_beside_and_what_was_typed_stays(visitor: Visitor) -> None:
    to_message(visitor)
    html = visitor.send(name="", email="ada at home", message="Hello", phone="call me")
    assert visitor.faults == [
        ("#field-name", "Fill in “Your name”."),
        ("#field-email", "Write “Your e-mail address” like this: name@example.com."),
        (
            "#field-phone",
            "Write “Your telephone number” in digits, like this: +44 20 7946 0000.",
        ),
    ]
    assert html.title.get_text().startswith("Error: Your message about our products")
    assert html.main.find(True)["class"] == ["tdd-faults"]
    email = html.select_one("#field-email")
    assert (email["value"], email["aria-invalid"]) == ("ada at home", "true")
    said = [html.find(id=id).get_text(" ", strip=True) for id in email["aria-describedby"].split()]
    assert said == ["We answer to it.", f"Error: {visitor.faults[1][1]}"]
    assert "aria-invalid" not in html.select_one("#field-message").attrs


def test_without_a_mistake_nothing_is_marked_as_one(visitor: Visitor) -> None:
    html = visitor.open()
    assert html.select("[aria-invalid], [role=alert]") == []
    assert not html.title.get_text().startswith("Error")
    assert html.form.has_attr("novalidate")


def test_no_two_messages_of_a_form_are_alike(page: FormPage) -> None:
    said = [text for q in page.form().questions for text in q.messages.model_dump().values()]
    assert len({text for text in said if text}) == len([text for text in said if text])


def test_groups_have_legends_and_fields_say_what_they_are_for(visitor: Visitor) -> None:
    html = visitor.open()
    assert html.fieldset.legend.get_text(strip=True) == "What best describes you?"
    to_message(visitor)
    tokens = {
        tag["name"]: tag.get("autocomplete") for tag in visitor.html.select(".tdd-field input")
    }
    assert tokens == {"name": "name", "email": "email", "phone": "tel", "consent_news": None}
    for name in ("email", "phone"):
        assert visitor.html.select_one(f"[name={name}]")["dir"] == "ltr"


def test_a_consent_is_asked_unticked_and_kept_word_for_word(
    visitor: Visitor, notice: ConsentNotice, page: FormPage
) -> None:
    to_message(visitor)
    box = visitor.html.select_one("[name=consent_news]")
    assert not box.has_attr("checked")
    assert "Version 2026-01" in visitor.html.find(id="field-consent_news-wording").get_text()
    visitor.send(**MESSAGE, consent_news="yes")
    notice.text, notice.version = "<p>Other words.</p>", "2026-02"
    notice.save()
    submission = Submission.objects.get()
    assert submission.consents == [
        {
            "name": "consent_news",
            "given": True,
            "version": "2026-01",
            "wording": "Send me news\nYou can unsubscribe whenever you like.",
            "html": WORDING,
        }
    ]
    assert submission.language == "en"
    assert submission.revision == page.live_revision


def reword(notice: ConsentNotice) -> None:
    notice.text, notice.version = "<p>We sell your address.</p>", "2026-02"
    notice.save()


def test_nobody_consents_to_words_that_came_after_those_they_read(
    visitor: Visitor, notice: ConsentNotice
) -> None:
    to_message(visitor)
    reword(notice)
    visitor.send(**MESSAGE, consent_news="yes")
    assert visitor.faults == [
        ("#field-consent_news", "The words of “Send me news” have changed: read them again.")
    ]
    assert not visitor.html.select_one("[name=consent_news]").has_attr("checked")
    assert "We sell your address" in visitor.html.main.get_text()
    visitor.send(**MESSAGE, consent_news="yes")
    assert visitor.address == "/contact/done/"
    (consent,) = Submission.objects.get().consents
    assert (consent["given"], consent["version"]) == (True, "2026-02")


def test_a_consent_given_steps_ago_counts_for_the_words_of_then(
    home: Page, notice: ConsentNotice
) -> None:
    consent = block("consent", "c", notice=notice.pk, required=False)
    last = step("b", "B", question("short_text", "name", "Your name"))
    add_form(home, [step("a", "A", consent), last])
    visitor = Visitor()
    visitor.open()
    visitor.send(consent_news="yes")
    reword(notice)
    visitor.send(name="Ada")
    assert visitor.address == "/contact/"
    assert not visitor.html.select_one("[name=consent_news]").has_attr("checked")
    visitor.send()
    visitor.send(name="Ada")
    assert [c["given"] for c in Submission.objects.get().consents] == [False]


def test_who_does_not_consent_is_recorded_so(visitor: Visitor) -> None:
    to_message(visitor)
    visitor.send(**MESSAGE)
    assert [c["given"] for c in Submission.objects.get().consents] == [False]


def test_pressing_twice_refreshing_and_going_back_send_once(visitor: Visitor) -> None:
    to_message(visitor)
    ticket = visitor.html.select_one("[name=ticket]")["value"]
    visitor.send(**MESSAGE)
    again = visitor.client.post(
        "/contact/your-message/", {"ticket": ticket, **MESSAGE}, follow=True
    )
    assert again.redirect_chain[-1][0] == "/contact/done/"
    assert visitor.client.get("/contact/done/").status_code == 200
    assert Submission.objects.count() == 1


def test_a_form_of_one_step_counts_once_too(home: Page) -> None:
    add_form(home, [step("all", "Write to us", question("short_text", "a", "Your name"))])
    visitor = Visitor()
    visitor.open()
    first = visitor.html
    visitor.send(a="Ada")
    visitor.html, visitor.address = first, "/contact/"
    visitor.send(a="Ada")
    assert visitor.address == "/contact/done/"
    assert Submission.objects.count() == 1


def test_the_confirmation_is_for_those_who_have_sent(visitor: Visitor) -> None:
    visitor.open("/contact/done/")
    assert visitor.address == "/contact/"


def test_what_a_visitor_typed_is_kept_in_no_cache(visitor: Visitor) -> None:
    assert "no-store" in visitor.client.get("/contact/")["Cache-Control"]


# ---------------------------------------------------------------------- the product


def test_a_product_is_named_and_chosen_for_who_comes_from_it(visitor: Visitor) -> None:
    add_product()
    visitor.open("/contact/?product=calmo")
    assert visitor.address == "/contact/"
    visitor.send(role="patient")
    assert visitor.html.select_one("[name=product] [selected]")["value"] == "calmo"
    assert "How long have you had Calmo 3™?" in visitor.html.form.get_text()
    visitor.send(product="other", since="")
    assert visitor.title == "Your message about Calmo 3™"
    visitor.send(**MESSAGE)
    assert Submission.objects.get().form_data["product"] == "other"


@pytest.mark.parametrize("key", ["", "unknown", "<script>", "{product}", "\0", "x" * 5000])
def test_a_product_that_there_is_not_is_none(visitor: Visitor, key: str) -> None:
    add_product()
    visitor.response = visitor.client.get("/contact/", {"product": key}, follow=True)
    assert visitor.response.status_code == 200
    visitor._arrived("/contact/")
    to_message(visitor)
    assert visitor.title == "Your message about our products"


# ---------------------------------------------------------------------- machines


def test_a_machine_that_fills_in_everything_is_asked_again_and_a_person_is_let_in(
    visitor: Visitor,
) -> None:
    to_message(visitor)
    visitor.send(**MESSAGE, website="https://spam.example")
    assert visitor.faults == [("", "We could not tell that a person sent this. Send it again.")]
    assert not Submission.objects.exists()
    visitor.send(**MESSAGE)
    assert Submission.objects.count() == 1


def test_who_sends_sooner_than_anybody_can_type_is_asked_again(
    visitor: Visitor, settings: Any
) -> None:
    settings.TDD_FORMS = {"SECONDS_AT_LEAST": 60}
    to_message(visitor)
    visitor.send(**MESSAGE)
    assert len(visitor.faults) == 1
    assert not Submission.objects.exists()


@pytest.mark.parametrize("ticket", ["", "x", "made:up:ticket", "\0"])
def test_only_tickets_that_we_gave_out_count(visitor: Visitor, ticket: str) -> None:
    to_message(visitor)
    visitor.send(**MESSAGE, ticket=ticket)
    assert not Submission.objects.exists()


def test_too_many_from_one_address_are_told_to_wait_and_lose_nothing(
    visitor: Visitor, settings: Any
) -> None:
    settings.CACHES = LOCMEM
    settings.TDD_FORMS = {"SECONDS_AT_LEAST": 0, "SENDS_PER_HOUR": 1}
    to_message(visitor)
    visitor.send(**MESSAGE)
    to_message(visitor)
    visitor.send(**MESSAGE)
    assert visitor.response.status_code == 429
    assert 0 < int(visitor.response["Retry-After"]) <= 3600
    assert visitor.faults == [("", "Too many forms came from your network. Try again in an hour.")]
    assert visitor.html.select_one("#field-name")["value"] == "Ada"
    assert Submission.objects.count() == 1


@pytest.mark.parametrize(
    ("first", "second", "taken"),
    [
        ("2001:db8:1:2::1", "2001:db8:1:2:ffff::2", 1),
        ("2001:db8:1:2::1", "2001:db8:1:3::1", 2),
        ("::ffff:192.0.2.1", "::ffff:192.0.2.2", 2),
        ("192.0.2.1", "192.0.2.2", 2),
        ("", "", 1),
    ],
)
def test_who_has_a_whole_network_to_send_from_counts_once(
    page: FormPage, settings: Any, first: str, second: str, taken: int
) -> None:
    settings.CACHES = {"default": {**LOCMEM["default"], "LOCATION": first + second}}
    settings.TDD_FORMS = {"SECONDS_AT_LEAST": 0, "SENDS_PER_HOUR": 1}
    for sender in (first, second):
        visitor = Visitor()
        visitor.client = Client(REMOTE_ADDR=sender)
        to_message(visitor)
        visitor.send(**MESSAGE)
    assert Submission.objects.count() == taken


def test_nobody_fills_the_store_of_sessions_with_answers_that_are_too_long(
    visitor: Visitor,
) -> None:
    visitor.open()
    visitor.send(role="hcp")
    visitor.send(interests=[token_hex(50_000) for _ in range(20)], country="FR")
    visitor.open("/contact/")
    visitor.send(role="patient")
    visitor.send(product="other", since="")
    visitor.send(**{**MESSAGE, "message": token_hex(500_000)})
    assert visitor.faults == [("#field-message", "“Your message” is too long: shorten it.")]
    assert sum(len(session.session_data) for session in Session.objects.all()) < 100_000


def test_a_form_from_elsewhere_is_not_taken(page: FormPage) -> None:
    client = Client(enforce_csrf_checks=True)
    assert client.post("/contact/", {"role": "hcp"}).status_code == 403
    token = BeautifulSoup(client.get("/contact/").content, "lxml").select_one(
        "[name=csrfmiddlewaretoken]"
    )
    data = {"role": "hcp", "csrfmiddlewaretoken": token["value"]}
    assert client.post("/contact/", data).status_code == 302


HOSTILE = ["\0", "x" * 10_000, "<script>alert(1)</script>", "{product}", "https://"]


@pytest.mark.parametrize("text", HOSTILE)
def test_whatever_is_typed_gets_an_answer(visitor: Visitor, text: str) -> None:
    visitor.open()
    visitor.send(role=text)
    assert visitor.faults == [
        ("#field-role", "Choose one of the answers offered for “What best describes you?”.")
    ]
    to_message(visitor)
    visitor.send(name=text, email=text, phone=text, message=text)
    assert visitor.response.status_code == 200
    assert b"<script>alert" not in visitor.response.content


# ---------------------------------------------------------------------- what becomes of it


def test_recipients_are_told_that_a_form_came_in_but_not_what_it_says(
    visitor: Visitor, page: FormPage
) -> None:
    FormPage.objects.filter(pk=page.pk).update(recipients="a@example.org, b@example.org")
    to_message(visitor)
    visitor.send(**MESSAGE)
    (message,) = mail.outbox
    assert message.to == ["a@example.org", "b@example.org"]
    assert f"/admin/forms/submissions/{page.pk}/" in message.body
    assert "Ada" not in message.body


def test_a_title_of_two_lines_adds_no_recipient_and_costs_nobody_a_message(
    visitor: Visitor, page: FormPage
) -> None:
    FormPage.objects.filter(pk=page.pk).update(recipients="a@example.org")
    Page.objects.filter(pk=page.pk).update(title="Contact\nBcc: evil@example.org")
    to_message(visitor)
    visitor.send(**MESSAGE)
    assert visitor.address == "/contact/done/"
    assert mail.outbox[0].subject == "Contact Bcc: evil@example.org"


def test_a_mail_server_that_is_down_costs_nobody_a_message(
    visitor: Visitor, page: FormPage, settings: Any
) -> None:
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_PORT = 1
    FormPage.objects.filter(pk=page.pk).update(recipients="a@example.org")
    to_message(visitor)
    visitor.send(**MESSAGE)
    assert visitor.address == "/contact/done/"
    assert Submission.objects.count() == 1


def test_submissions_are_deleted_when_their_time_has_come(visitor: Visitor, page: FormPage) -> None:
    to_message(visitor)
    visitor.send(**MESSAGE)
    Submission.objects.update(submit_time=timezone.now() - timedelta(days=31))
    call_command("delete_old_submissions")
    assert Submission.objects.count() == 1
    FormPage.objects.filter(pk=page.pk).update(keep_days=30)
    call_command("delete_old_submissions")
    assert Submission.objects.count() == 0


def test_every_id_stands_once_on_a_page(visitor: Visitor) -> None:
    to_message(visitor)
    ids = re.findall(r'\bid="([^"]*)"', visitor.response.content.decode())
    assert len(ids) == len(set(ids))


def test_countries_stand_where_readers_look_for_them(page: FormPage) -> None:
    (country,) = [q for q in page.form().questions if q.type == "country"]
    names = [option.label for option in country.options]
    assert len(names) > 200
    assert names.index("Åland Islands") < names.index("Albania") < names.index("Zambia")
