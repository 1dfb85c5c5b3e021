"""What every component is: a typed view (Component) and the editor's form for it (ComponentBlock).

To add a component, write both and a template::

    class Quote(Component):
        type: Literal["quote"] = "quote"
        template = "myapp/components/quote.html"
        text: Rich


    class QuoteBlock(ComponentBlock):
        text = RichTextBlock(features=INLINE_FEATURES)

        def resolve(self, at: Place) -> Quote:
            return Quote(id=at.id, text=at.rich("text"))

        class Meta:
            component = Quote
"""

from collections.abc import Mapping
from types import GenericAlias
from typing import TYPE_CHECKING, Annotated, Any, ClassVar, Literal, Union

from django.core.exceptions import ImproperlyConfigured
from django.forms import Media, Script
from django.utils.safestring import SafeString
from django.utils.translation import override
from pydantic import Field, PrivateAttr, TypeAdapter, field_serializer
from pydantic_core import to_jsonable_python
from typing_extensions import TypeAliasType
from wagtail.blocks import StructBlock, StructValue
from wagtail.blocks.base import BoundBlock

from .elements import Element

if TYPE_CHECKING:
    from .document import Place


class ComponentRegistry:
    """Every component class, by type, and the union they form in JSON."""

    def __init__(self) -> None:
        self._classes: dict[str, type[Component]] = {}
        self._list_type: Any = None

    def add(self, cls: "type[Component]") -> None:
        """Add a component class.

        Raises TypeError where another class has its type, and where the union has been handed
        out already: a class that came later would be missing from published schemas.
        """
        name = cls.type_name()
        if self._list_type is not None:
            msg = f"{cls!r} is defined too late: import its module from your app's models module."
            raise TypeError(msg)
        if name in self._classes:
            msg = f"{cls!r} and {self._classes[name]!r} are both of type {name!r}: rename one."
            raise TypeError(msg)
        self._classes[name] = cls

    def __iter__(self) -> Any:
        return iter(self._classes.values())

    def __getitem__(self, name: str) -> "type[Component]":
        return self._classes[name]

    @property
    def list_type(self) -> Any:
        """The type of a list of components, whichever there are: for annotations and schemas."""
        self.complete()
        return self._list_type

    def adapter(self) -> TypeAdapter:
        """Return what validates and describes a list of components."""
        return TypeAdapter(self.list_type)

    def complete(self) -> None:
        """Form the union, now that every app has loaded its own components. Once is enough."""
        if self._list_type is not None:
            return
        classes = tuple(self._classes.values())
        union = Annotated[Union[classes], Field(discriminator="type")]  # type: ignore[valid-type]  # noqa: UP007 - built at run time
        # Components that hold others name the union before it exists: now they are completed.
        for cls in classes:
            if not cls.__pydantic_complete__:
                cls.model_rebuild(_types_namespace={"AnyComponent": union})
        # The alias names the union in schemas, and keeps its discriminator where annotations are
        # read without their extras, as Wagtail's API v3 does.
        alias = TypeAliasType("AnyComponent", union)  # type: ignore[misc]
        self._list_type = GenericAlias(list, (alias,))


components = ComponentRegistry()


class Component(Element):
    """One component of a page, resolved. Subclasses say what readers get, field by field.

    The subclass's ``type`` (a ``Literal`` with a default) names it in JSON; no two share one.
    """

    stylesheets: ClassVar[tuple[str, ...]] = ()
    """Static files with the styles this component needs."""

    scripts: ClassVar[tuple[str, ...]] = ()
    """Static files with the ES modules this component needs."""

    examples: ClassVar[Mapping[str, "Component"]] = {}
    """Named examples. They feed the block chooser's preview, the gallery, the schema and the
    browser audit, so they show the component at its fullest and at its emptiest."""

    in_outline: ClassVar[bool] = True
    """Whether a heading of this component belongs in the page's outline."""

    id: str = Field(description="The id of the block, unique on the page.")

    @classmethod
    def type_name(cls) -> str:
        """Return what this component is called in JSON."""
        return cls.model_fields["type"].default

    @property
    def children(self) -> list["Component"]:
        """The components within this one, in reading order."""
        return []

    @property
    def media(self) -> Media:
        """The stylesheets and scripts that this component and those within it need."""
        return media_of([self])

    @classmethod
    def __pydantic_init_subclass__(cls, **kwargs: Any) -> None:
        super().__pydantic_init_subclass__(**kwargs)
        if "type" in cls.model_fields:
            components.add(cls)


class Plain(Component):
    """A block that is no component: rendered by its own template, in JSON as its own API says."""

    type: Literal["plain"] = "plain"
    block: str = Field(description="The block's name in the stream.")
    value: Any = Field(default=None, description="The block's own API representation.")

    _bound: BoundBlock | None = PrivateAttr(None)

    @classmethod
    def wrap(cls, bound: BoundBlock, id: str) -> "Plain":
        """Return the component that stands for ``bound``, a block of any class."""
        plain = cls(id=id, block=bound.block.name)
        plain._bound = bound
        return plain

    def render_html(self, context: dict[str, Any]) -> SafeString:
        if self._bound is None:
            return SafeString("")
        # Each child gets its own id: Wagtail would let an ancestor's shadow it.
        return self._bound.render({**context, "id": self.id})

    @field_serializer("value")
    def _represent(self, value: Any) -> Any:
        if self._bound is None:
            return value
        represented = self._bound.block.get_api_representation(self._bound.value, context=None)
        return to_jsonable_python(represented, fallback=str)


class ComponentBlock(StructBlock):
    """The editor's form for one component."""

    once: ClassVar[bool] = False
    """Whether a page shows this component at most once: only the first is resolved."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not hasattr(self.meta, "component"):
            msg = f"{type(self).__name__}.Meta names no component: add `component = …`."
            raise ImproperlyConfigured(msg)

    def resolve(self, at: "Place") -> Component | None:
        """Return the component for the value at this place, or None to leave it out.

        ``at`` reads the value's fields resolved: ``at.rich("text")``, ``at.image("image")`` …
        A value may come from a draft: every field can be empty, and nothing may raise.
        """
        raise NotImplementedError

    def render(self, value: StructValue, context: Mapping[str, Any] | None = None) -> SafeString:
        """Render the block alone, outside a component stream, as a document of one."""
        from .document import About, resolve_alone

        about = About.of_context(context)
        component = resolve_alone(self, value, about, id=str((context or {}).get("id", "")))
        with override(about.language):
            return component.render(context) if component else SafeString("")

    def get_preview_context(self, value: Any, parent_context: dict | None = None) -> dict:
        component: type[Component] = self.meta.component
        return {**(parent_context or {}), "component": next(iter(component.examples.values()))}

    @property
    def is_previewable(self) -> bool:
        return bool(self.meta.component.examples)

    class Meta:
        component: type[Component]
        preview_template = "tdd_pages/previews/component.html"


def media_of(resolved: list[Component]) -> Media:
    """Return the stylesheets and scripts that these components and those within them need."""
    css: dict[str, None] = {}
    js: dict[str, None] = {}
    stack = list(resolved)
    while stack:
        component = stack.pop(0)
        css.update(dict.fromkeys(component.stylesheets))
        js.update(dict.fromkeys(component.scripts))
        stack.extend(component.children)
    return Media(css={"all": list(css)}, js=[Script(path, type="module") for path in js])
