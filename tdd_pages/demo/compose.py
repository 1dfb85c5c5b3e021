"""Short ways to write a page's stream data: what `content` is made with.

Every block gets the id that its name makes, so that a site built twice has the same addresses.
References and pages are named by key and slug; they exist before the content is written.
"""

from collections.abc import Iterable
from typing import Any
from uuid import NAMESPACE_URL, uuid5

from django.utils.html import format_html
from django.utils.safestring import SafeString
from wagtail.images import get_image_model
from wagtail.models import Page

from blocks.citation_feature import label_for
from blocks.models import Reference

from .images import PICTURES, image_title

Block = dict[str, Any]

NO_IMAGE: Block = {"image": None, "alt_text": "", "decorative": False}


def block(type: str, name: str, **value: Any) -> Block:
    """A stream child."""
    return {"type": type, "id": _id(type, name), "value": value}


def items(name: str, values: Iterable[Any]) -> list[Block]:
    """The children of a list."""
    return [
        {"type": "item", "id": _id(name, str(index)), "value": value}
        for index, value in enumerate(values)
    ]


def _id(*names: str) -> str:
    return str(uuid5(NAMESPACE_URL, "/".join(("tdd-pages-demo", *names))))


# ------------------------------------------------------------------ in running text


def cite(*keys: str) -> SafeString:
    """A citation of one or several works, by key. Raises KeyError for one the library lacks."""
    pks = references(*keys)
    refs = " ".join(map(str, pks))
    return format_html('<a linktype="citation" refs="{}">{}</a>', refs, label_for(pks))


def page_link(slug: str, text: str) -> SafeString:
    """A link to a page of the demo."""
    return format_html('<a linktype="page" id="{}">{}</a>', page_id(slug), text)


def references(*keys: str) -> list[int]:
    """The primary keys of works, in the order of their keys here."""
    found = dict(Reference.objects.filter(key__in=keys).values_list("key", "pk"))
    return [found[key] for key in keys]


def page_id(slug: str) -> int:
    """The primary key of a page of the demo."""
    return Page.objects.values_list("pk", flat=True).get(slug=slug)


# ------------------------------------------------------------------ components


def hero(
    name: str,
    *,
    eyebrow: str,
    summary: str,
    to: tuple[str, str] | None = None,
    picture: str = "",
    tone: str = "deep",
) -> Block:
    """The opening of a page. ``to`` is a page's slug and the text of the link that leads there."""
    slug, text = to or ("", "")
    return block(
        "hero",
        name,
        eyebrow=eyebrow,
        summary=summary,
        image=image(picture, decorative=True) if picture else NO_IMAGE,
        action={
            "text": text,
            "page": page_id(slug) if slug else None,
            "document": None,
            "url": "",
        },
        tone=tone,
    )


def section(heading: str, *body: Block, tone: str = "plain") -> Block:
    """A heading and what stands under it."""
    return block("section", heading, heading=heading, tone=tone, body=list(body))


def prose(name: str, html: str) -> Block:
    """Running text."""
    return block("prose", name, text=html)


def stat_cards(name: str, *stats: Block, lead_in: str = "", heading: str = "") -> Block:
    """A group of figures."""
    figures = items(name, stats)
    return block("stat_cards", name, heading=heading, lead_in=lead_in, items=figures)


def stat(
    label: str,
    value: str,
    *,
    of: str,
    sources: tuple[str, ...],
    sample_size: int | None = None,
    timeframe: str = "",
) -> Block:
    """One figure, in per cent."""
    return {
        "label": label,
        "value": value,
        "unit": "percent",
        "bound": "exactly",
        "population": of,
        "sample_size": sample_size,
        "timeframe": timeframe,
        "citations": items(label, references(*sources)),
    }


def criteria_list(
    name: str,
    *texts: str,
    kind: str = "criteria",
    heading: str = "",
    lead_in: str = "",
    source: tuple[str, ...] = (),
) -> Block:
    """A list, each item a paragraph of rich text. ``source`` stands for all of it."""
    return block(
        "criteria_list",
        name,
        kind=kind,
        heading=heading,
        lead_in=lead_in,
        items=items(name, (f"<p>{text}</p>" for text in texts)),
        source=items(f"{name} source", references(*source)),
    )


def figure(name: str, *, caption: str) -> Block:
    """A picture with its caption, named as in `images`."""
    return block("figure", name, image=image(name), caption=caption, credit="")


def image(name: str, *, decorative: bool = False) -> Block:
    """A picture of the demo, with its own text alternative or none."""
    pk = get_image_model().objects.values_list("pk", flat=True).get(title=image_title(name))
    alt = "" if decorative else PICTURES[name]
    return {"image": pk, "alt_text": alt, "decorative": decorative}
