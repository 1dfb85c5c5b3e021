"""A contact form with two branches and everything that forms have, as it is stored."""

from typing import Any

from wagtail.models import Page

from blocks.models import Product
from tdd_pages.forms.models import ConsentNotice, FormPage
from tests.streams import block, item, uid

WORDING = "<p>You can <b>unsubscribe</b> whenever you like.</p>"


def option(name: str, label: str, value: str = "", **more: str) -> dict[str, Any]:
    """An option of a question."""
    return item(name, {"label": label, "value": value or name, "hint": "", "step": "", **more})


def question(type: str, name: str, label: str, **value: Any) -> dict[str, Any]:
    """A question, required where nothing else is said."""
    value = {"label": label, "name": name, "required": True, **value}
    return {"type": type, "id": uid(name), "value": value}


def step(address: str, title: str, *questions: dict[str, Any], **value: Any) -> dict[str, Any]:
    """A step of a form."""
    return block("step", address, address=address, title=title, questions=list(questions), **value)


def role_step() -> dict[str, Any]:
    """The question that decides which step follows."""
    return step(
        "about-you",
        "About you",
        question(
            "radios",
            "role",
            "What best describes you?",
            options=[
                option("hcp", "I treat people", step="your-work"),
                option("patient", "I am treated", hint="Or care for somebody", step="your-care"),
            ],
        ),
    )


def branching_steps(notice: ConsentNotice) -> list[dict[str, Any]]:
    """Four steps: a question that decides, a step for each answer, and one for all."""
    return [
        role_step(),
        step(
            "your-work",
            "Your work",
            question(
                "checkboxes",
                "interests",
                "What are you interested in?",
                options=[option("training", "Training"), option("data", "Study data")],
            ),
            question("country", "country", "Where do you work?"),
            then="your-message",
        ),
        step(
            "your-care",
            "Your care",
            question("product", "product", "Which product do you ask about?"),
            question(
                "select",
                "since",
                "How long have you had {product|your pump}?",
                required=False,
                options=[option("short", "Less than a year"), option("long", "Longer")],
            ),
        ),
        step(
            "your-message",
            "Your message about {product|our products}",
            question("short_text", "name", "Your name", autocomplete="name"),
            question("email", "email", "Your e-mail address", hint="We answer to it."),
            question("telephone", "phone", "Your telephone number", required=False),
            question("long_text", "message", "Your message"),
            block("consent", "updates", notice=notice.pk, required=False, missing=""),
            intro="<p>We answer within two days.</p>",
        ),
    ]


def add_notice(**value: Any) -> ConsentNotice:
    """A live consent notice."""
    fields = {"label": "Send me news", "text": WORDING, "version": "2026-01", "key": "news"}
    return ConsentNotice.objects.create(**{**fields, **value})


def add_product() -> Product:
    """A live product."""
    return Product.objects.create(key="calmo", name="Calmo 3", mark="™", summary="A pump.")


def add_form(parent: Page, steps: list[dict[str, Any]], **fields: Any) -> FormPage:
    """A live form page, loaded afresh."""
    given = {"title": "Contact us", "slug": "contact", "end_title": "Thank you", **fields}
    page = FormPage(steps=steps, **given)
    parent.add_child(instance=page)
    page.save_revision().publish()
    return FormPage.objects.get(pk=page.pk)
