"""The editor's field for citing references outside running text."""

from django.utils.translation import gettext_lazy as _
from wagtail.blocks import ListBlock
from wagtail.snippets.blocks import SnippetChooserBlock


def citations_block(*, required: bool = False) -> ListBlock:
    """Return a list of references from the library, cited as one group.

    ``required``: whether a published page must have at least one.
    """
    return ListBlock(
        SnippetChooserBlock("tdd_blocks.Reference", label=_("Reference")),
        default=[],
        min_num=1 if required else None,
        collapsed=False,
        label=_("Sources"),
        search_index=False,
    )
