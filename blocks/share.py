"""Share bar: ways to pass this page on. Plain links and buttons, no trackers."""

from typing import TYPE_CHECKING, Literal
from urllib.parse import quote

from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from pydantic import Field
from wagtail.blocks import BooleanBlock, CharBlock

from .base import Component, ComponentBlock
from .elements import Heading, Resolved
from .examples import Examples, heading
from .identifiers import one_line

if TYPE_CHECKING:
    from .document import Place

Network = Literal["facebook", "linkedin"]

NETWORKS: dict[Network, tuple[str, str]] = {
    "facebook": ("Facebook", "https://www.facebook.com/sharer/sharer.php?u="),
    "linkedin": ("LinkedIn", "https://www.linkedin.com/sharing/share-offsite/?url="),
}
"""Name and share URL of each network. Their names are not translated."""


class Channel(Resolved):
    """One way to share. ``native``, ``copy`` and ``print`` need a script; the others are links."""

    id: Literal["native", "copy", "email", "print", "facebook", "linkedin"]
    label: str
    href: str | None = None


class ShareBar(Component):
    """Ways to pass this page on."""

    type: Literal["share_bar"] = "share_bar"
    template = "tdd_pages/components/share_bar.html"
    stylesheets = ("tdd_blocks/css/share_bar.css",)
    scripts = ("tdd_blocks/js/share_bar.js",)
    in_outline = False

    heading: Heading
    url: str = Field(description="The page's public address, without query or fragment.")
    title: str
    channels: list[Channel]


class ShareBarBlock(ComponentBlock):
    """The form for the share bar. Networks are off until an editor turns them on."""

    once = True

    heading = CharBlock(required=False, max_length=120, label=_("Heading"))
    # Not a MultipleChoiceBlock: what Wagtail's API v3 reads of one, it cannot write back.
    facebook = BooleanBlock(required=False, default=False, label=_("Facebook"))
    linkedin = BooleanBlock(required=False, default=False, label=_("LinkedIn"))

    def resolve(self, at: "Place") -> ShareBar | None:
        # A draft or a private preview has no public address, and must not be passed on.
        url = at.about.public_url
        if not url:
            return None
        text = at.text("heading") or gettext("Share this page")
        return ShareBar(
            id=at.id,
            heading=Heading(text=text, level=at.level, id=f"h-{at.id}"),
            url=url,
            title=at.about.title,
            channels=channels(url, at.about.title, [n for n in NETWORKS if at.raw(n)]),
        )

    class Meta:
        component = ShareBar
        icon = "link-external"
        label = _("Share bar")
        label_format = ""
        group = _("Structure")
        description = _("Share, copy the link, email, print. Networks only where you choose them.")


def channels(url: str, title: str, networks: list[Network]) -> list[Channel]:
    """Return the ways to share a page, in the order they are shown."""
    links = [
        Channel(
            id=network,
            label=gettext("Share on %(network)s") % {"network": NETWORKS[network][0]},
            href=NETWORKS[network][1] + quote(url, safe=""),
        )
        for network in networks
    ]
    return [
        Channel(id="native", label=gettext("Share this page")),
        Channel(id="copy", label=gettext("Copy link to this page"), href=url),
        Channel(id="email", label=gettext("Email this page"), href=mailto(title, url)),
        Channel(id="print", label=gettext("Print this page")),
        *links,
    ]


def mailto(subject: str, body: str) -> str:
    """Return a mailto URL without a recipient, encoded as RFC 6068 asks (%20, never +)."""
    return f"mailto:?subject={quote(one_line(subject), safe='')}&body={quote(body, safe='')}"


def _examples() -> dict[str, Component]:
    def bar(title: str, networks: list[Network]) -> ShareBar:
        url = "https://www.example.com/therapies/pump/"
        return ShareBar(
            id="example",
            heading=heading("Share this page"),
            url=url,
            title=title,
            channels=channels(url, title, networks),
        )

    return {
        "full": bar("Treating severe spasticity", []),
        "networks": bar("Treating severe spasticity", list(NETWORKS)),
        "long-words": bar("„Muskelspannung“ & mehr: 100 % verständlich?", []),
    }


ShareBar.examples = Examples(_examples)
