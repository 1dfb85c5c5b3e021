"""Template tags that render what `blocks.document.resolve` returns."""

from typing import Any

from django import template
from django.utils.safestring import SafeString

from blocks.elements import Element
from blocks.files import file_label

register = template.Library()
register.filter(file_label)


@register.simple_tag(takes_context=True)
def element(context: template.Context, value: Element | None, **extra: Any) -> SafeString:
    """Render an element or a component: ``{% element self.image sizes="50vw" %}``.

    Keyword arguments join the context of its template. Nothing is rendered for None, nor for
    what a template's context does not have.
    """
    if not value:
        return SafeString("")
    return value.render({**context.flatten(), **extra})
