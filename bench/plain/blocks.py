"""The demo page's content in plain Wagtail blocks: what a project would write without us."""

from wagtail.blocks import (
    BooleanBlock,
    CharBlock,
    ChoiceBlock,
    DecimalBlock,
    IntegerBlock,
    ListBlock,
    PageChooserBlock,
    RichTextBlock,
    StreamBlock,
    StructBlock,
    URLBlock,
)
from wagtail.documents.blocks import DocumentChooserBlock
from wagtail.images.blocks import ImageBlock
from wagtail.snippets.blocks import SnippetChooserBlock

from blocks.criteria import KINDS
from blocks.stats import BOUNDS, UNITS


def sources() -> ListBlock:
    return ListBlock(SnippetChooserBlock("tdd_blocks.Reference"), default=[])


class Hero(StructBlock):
    eyebrow = CharBlock(required=False)
    summary = RichTextBlock(required=False)
    image = ImageBlock(required=False)
    action = StructBlock(
        [
            ("text", CharBlock(required=False)),
            ("page", PageChooserBlock(required=False)),
            ("document", DocumentChooserBlock(required=False)),
            ("url", URLBlock(required=False)),
        ]
    )
    tone = ChoiceBlock(choices=[("deep", "Deep"), ("light", "Light")], required=False)

    class Meta:
        template = "plain/hero.html"


class Prose(StructBlock):
    text = RichTextBlock()

    class Meta:
        template = "plain/prose.html"


class Stat(StructBlock):
    label = CharBlock()
    value = DecimalBlock()
    unit = ChoiceBlock(choices=[(unit, unit) for unit in UNITS], required=False)
    bound = ChoiceBlock(choices=[(bound, bound) for bound in BOUNDS], required=False)
    population = CharBlock(required=False)
    sample_size = IntegerBlock(required=False)
    timeframe = CharBlock(required=False)
    citations = sources()


class StatCards(StructBlock):
    heading = CharBlock(required=False)
    lead_in = RichTextBlock(required=False)
    items = ListBlock(Stat(), default=[])

    class Meta:
        template = "plain/stat_cards.html"


class CriteriaList(StructBlock):
    kind = ChoiceBlock(choices=[(kind, kind) for kind in KINDS], required=False)
    heading = CharBlock(required=False)
    lead_in = RichTextBlock(required=False)
    items = ListBlock(RichTextBlock(), default=[])
    source = sources()

    class Meta:
        template = "plain/criteria_list.html"


class Figure(StructBlock):
    image = ImageBlock()
    caption = RichTextBlock(required=False)
    credit = CharBlock(required=False)

    class Meta:
        template = "plain/figure.html"


class Leaves(StreamBlock):
    prose = Prose()
    stat_cards = StatCards()
    criteria_list = CriteriaList()
    figure = Figure()


class Subsection(StructBlock):
    heading = CharBlock()
    tone = ChoiceBlock(choices=[("plain", "Plain"), ("tinted", "Tinted")], required=False)
    body = Leaves()

    class Meta:
        template = "plain/section.html"


class SectionBody(Leaves):
    section = Subsection()


class Section(Subsection):
    body = SectionBody()


class References(StructBlock):
    heading = CharBlock(required=False)

    class Meta:
        template = "plain/references.html"


class ShareBar(StructBlock):
    heading = CharBlock(required=False)
    facebook = BooleanBlock(required=False)
    linkedin = BooleanBlock(required=False)

    class Meta:
        template = "plain/share_bar.html"


class PlainBody(Leaves):
    hero = Hero()
    section = Section()
    references = References()
    share_bar = ShareBar()
