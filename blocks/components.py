"""What you need to write a component of your own, or a body of your own for your pages."""

from .base import Component, ComponentBlock
from .citation_field import citations_block
from .criteria import CriteriaListBlock
from .document import Document, Place
from .elements import Citation, Element, File, Heading, Image, Link, Rich
from .figure import FigureBlock
from .hero import HeroBlock
from .images import ImageBlock
from .links import LinkBlock
from .prose import ProseBlock
from .references import ReferencesBlock
from .rich_text import INLINE_FEATURES, PROSE_FEATURES
from .section import SectionBlock
from .share import ShareBarBlock
from .stats import StatCardsBlock
from .stream import ComponentStreamBlock, PageBody, SectionBody, SubsectionBody

__all__ = [
    "INLINE_FEATURES",
    "PROSE_FEATURES",
    "Citation",
    "Component",
    "ComponentBlock",
    "ComponentStreamBlock",
    "CriteriaListBlock",
    "Document",
    "Element",
    "FigureBlock",
    "File",
    "Heading",
    "HeroBlock",
    "Image",
    "ImageBlock",
    "Link",
    "LinkBlock",
    "PageBody",
    "Place",
    "ProseBlock",
    "ReferencesBlock",
    "Rich",
    "SectionBlock",
    "SectionBody",
    "ShareBarBlock",
    "StatCardsBlock",
    "SubsectionBody",
    "citations_block",
]
