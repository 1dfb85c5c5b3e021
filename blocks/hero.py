"""Hero: the page's title with what introduces it."""

from typing import TYPE_CHECKING, Literal

from django.utils.translation import gettext_lazy as _
from wagtail.blocks import CharBlock, ChoiceBlock, RichTextBlock

from .base import Component, ComponentBlock
from .elements import Heading, Image, Link, Rich
from .examples import Examples, citation, image, rich
from .images import ImageBlock
from .links import LinkBlock
from .rich_text import INLINE_FEATURES

if TYPE_CHECKING:
    from .document import Place

Tone = Literal["deep", "light"]
TONES: tuple[Tone, ...] = ("deep", "light")
TITLE_ID = "title"


class Hero(Component):
    """The opening of a page. Its title is the page's, the only heading of level 1."""

    type: Literal["hero"] = "hero"
    template = "tdd_pages/components/hero.html"
    stylesheets = ("tdd_blocks/css/hero.css",)

    eyebrow: str = ""
    title: Heading | None
    summary: Rich | None = None
    image: Image | None = None
    tone: Tone = "deep"
    action: Link | None = None


class HeroBlock(ComponentBlock):
    """What introduces the page. The title itself is the page's."""

    once = True

    eyebrow = CharBlock(
        required=False,
        max_length=60,
        label=_("Line above the title"),
    )
    summary = RichTextBlock(required=False, features=INLINE_FEATURES, label=_("Summary"))
    image = ImageBlock(required=False, label=_("Image"))
    action = LinkBlock(required=False, label=_("Action"))
    tone = ChoiceBlock(
        choices=[("deep", _("Deep")), ("light", _("Light"))],
        default="deep",
        required=False,
        label=_("Background"),
    )

    def resolve(self, at: "Place") -> Hero:
        title = at.about.title.strip()
        return Hero(
            id=at.id,
            eyebrow=at.text("eyebrow"),
            title=Heading(text=title, level=1, id=TITLE_ID) if title else None,
            summary=at.rich("summary"),
            image=at.image("image"),
            tone=at.choice("tone", TONES),
            action=at.link("action"),
        )

    class Meta:
        component = Hero
        icon = "image"
        label = _("Hero")
        label_format = "{eyebrow}"
        group = _("Structure")
        description = _("Opens the page: its title, a line above, a summary, a picture.")


def _examples() -> dict[str, Component]:
    title = Heading(text="Treating severe spasticity with a pump", level=1, id=TITLE_ID)
    long_title = Heading(
        text="Rückenmarksnahe Arzneimittelverabreichung bei Bewegungsstörungen",
        level=1,
        id=TITLE_ID,
    )
    summary = rich(
        "<p>Medicine that reaches the spinal cord directly can relax muscles where tablets no "
        "longer help.{} This page says for whom, and how to find out.</p>",
        citation(1, 1, 2),
    )
    action = Link(text="Find a treatment centre", href="/", kind="page")
    return {
        "full": Hero(
            id="example",
            eyebrow="Targeted drug delivery",
            title=title,
            summary=summary,
            image=image("calm"),
            action=action,
        ),
        "light": Hero(
            id="example",
            eyebrow="Targeted drug delivery",
            title=title,
            summary=summary,
            image=image("talk", "A doctor and a woman who uses a wheelchair talk at a table."),
            action=action,
            tone="light",
        ),
        "without-picture": Hero(
            id="example", eyebrow="For professionals", title=title, summary=summary, action=action
        ),
        "title-alone": Hero(id="example", title=title),
        "long-words": Hero(
            id="example",
            eyebrow="Medikamentenpumpenimplantationssprechstunde",
            title=long_title,
            image=image("calm"),
        ),
    }


Hero.examples = Examples(_examples)
