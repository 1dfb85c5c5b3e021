"""What in a page's blocks the editor's validation would not let pass.

Drafts are saved without what is required, and ways to publish other than the editor do not ask
again.
"""

from collections.abc import Iterator
from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from wagtail.blocks.list_block import ListBlockValidationError
from wagtail.blocks.stream_block import StreamBlockValidationError
from wagtail.blocks.struct_block import StructBlockValidationError, StructValue
from wagtail.fields import StreamField

from a11y.engine.model import Place
from a11y.places import place_of


def invalid_values(page: Any) -> Iterator[tuple[Place, str]]:
    """The places in the page's stream fields that are not valid, and what is said of each."""
    for field in page._meta.concrete_fields:
        if not isinstance(field, StreamField):
            continue
        value = field.value_from_object(page)
        try:
            field.stream_block.clean(value)
        except ValidationError as error:
            for path, message in _messages(error, value, field.name):
                yield place_of(page, path), message
        except Exception as error:  # of the project's own blocks, which may ask other systems
            words = _("It could not be checked whether this is valid: %s")
            yield place_of(page, field.name), words % type(error).__name__


def _messages(error: Any, value: Any, path: str) -> Iterator[tuple[str, str]]:
    """The innermost messages of a block's error, with their content paths."""
    if isinstance(error, StreamBlockValidationError | ListBlockValidationError):
        children = value.bound_blocks if isinstance(error, ListBlockValidationError) else value
        for index, inner in error.block_errors.items():
            child = children[index]
            yield from _messages(inner, child.value, f"{path}.{child.id}")
    elif isinstance(error, StructBlockValidationError):
        # The value of some structs is no struct: an ImageBlock's is an image.
        values = value if isinstance(value, StructValue) else {}
        for name, inner in error.block_errors.items():
            yield from _messages(inner, values.get(name), f"{path}.{name}")
    elif isinstance(error, ValidationError):
        yield from ((path, str(message)) for message in error.messages)
        return
    for own in error.non_block_errors.as_data():
        yield from ((path, str(message)) for message in own.messages)
