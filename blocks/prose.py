"""Prose: running text with lists, links and citations."""

from typing import TYPE_CHECKING, Literal

from django.utils.translation import gettext_lazy as _
from wagtail.blocks import RichTextBlock

from .base import Component, ComponentBlock
from .elements import Rich
from .examples import Examples, citation, rich
from .rich_text import PROSE_FEATURES

if TYPE_CHECKING:
    from .document import Place


class Prose(Component):
    """Running text."""

    type: Literal["prose"] = "prose"
    template = "tdd_pages/components/prose.html"
    stylesheets = ("tdd_blocks/css/prose.css",)

    text: Rich


class ProseBlock(ComponentBlock):
    """Running text."""

    text = RichTextBlock(features=PROSE_FEATURES, label=_("Text"))

    def resolve(self, at: "Place") -> Prose | None:
        text = at.rich("text")
        return Prose(id=at.id, text=text) if text else None

    class Meta:
        component = Prose
        icon = "pilcrow"
        label = _("Text")
        label_format = "{text}"
        group = _("Text")
        description = _("Paragraphs and lists, with links and citations.")


def _examples() -> dict[str, Component]:
    return {
        "full": Prose(
            id="example",
            text=rich(
                "<p>Most people first meet <b>spasticity</b> as stiffness that comes and goes.{} "
                'It can be described in words, and <a href="https://example.org/scales">scored on '
                "a scale</a>;{} neither says by itself whether it should be treated.</p>"
                "<p>Three questions help to decide:</p>"
                "<ol><li>What does it keep the person from doing?</li><li>What does it help with, "
                "such as standing?</li><li>What do those who give care find hardest?"
                "<ul><li>by day</li><li>at night</li></ul></li></ol>"
                '<p>A <a href="/">guide to setting goals (PDF, 182 KB)</a> has room for the '
                "answers.</p>",
                citation(1, 1, 2, 3),
                citation(2, 1, 3, 4),
            ),
        ),
        "one-sentence": Prose(id="example", text=rich("<p>No treatment suits everybody.</p>")),
        "long-words": Prose(
            id="example",
            text=rich(
                '<p lang="de">Medikamentenpumpenimplantationssprechstundenvereinbarungsformular: '
                '<a href="https://example.org/formulare">https://example.org/formulare/medikamenten'
                "pumpenimplantationssprechstundenvereinbarung</a></p>"
            ),
        ),
        "languages": Prose(
            id="example",
            text=rich(
                '<p lang="ar" dir="rtl">التشنج هو زيادة في توتر العضلات مع سرعة الحركة.{} وقد يعيق '
                "الحياة اليومية.</p>"
                '<p lang="el">Η σπαστικότητα είναι αύξηση του μυϊκού τόνου με την ταχύτητα της '
                "κίνησης.</p>"
                '<p lang="ja">痙縮とは、動きの速さに応じて筋肉の緊張が高まることです。</p>',
                citation(1, 1, 2, 3),
            ),
        ),
    }


Prose.examples = Examples(_examples)
