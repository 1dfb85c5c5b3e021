"""The component gallery: every component with its examples, for those who develop with them.

Mount it where it suits you::

    path("components/", include("tdd_pages.gallery"))

It needs no database. ``?theme=dark`` and ``?dir=rtl`` show everything in another guise.
"""

import inspect
import json
from dataclasses import dataclass
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import path
from django.utils.text import capfirst
from django.views.decorators.clickjacking import xframe_options_sameorigin
from pydantic import BaseModel

from blocks.base import Component, components
from blocks.document import Document
from blocks.elements import citations_in
from blocks.facts import About
from blocks.references import References, example_references

app_name = "tdd_gallery"

SITE_NAME = "Component gallery"
THEMES = ("light", "dark")
DIRECTIONS = ("ltr", "rtl")


@dataclass(frozen=True)
class Field:
    """A field of a component, as its schema describes it."""

    name: str
    type: str
    description: str


@dataclass(frozen=True)
class Example:
    """A named example of a component."""

    name: str
    component: Component

    @property
    def title(self) -> str:
        """The name in words."""
        return capfirst(self.name.replace("-", " "))

    @property
    def json(self) -> str:
        """The example as the API serves it."""
        return json.dumps(self.component.model_dump(mode="json"), indent=2, ensure_ascii=False)


@dataclass(frozen=True)
class Entry:
    """A component as the gallery tells of it."""

    component: type[Component]

    @property
    def type(self) -> str:
        """Its name in JSON."""
        return self.component.type_name()

    @property
    def title(self) -> str:
        """Its name in words."""
        return capfirst(self.type.replace("_", " "))

    @property
    def summary(self) -> str:
        """What it is, in the words of its class."""
        return inspect.getdoc(self.component) or ""

    @property
    def examples(self) -> list[Example]:
        """Its examples, the one for previews first."""
        return [Example(name, example) for name, example in self.component.examples.items()]

    @property
    def fields(self) -> list[Field]:
        """Its fields in JSON. All are always there."""
        return fields_of(self.component)


def fields_of(model: type[BaseModel]) -> list[Field]:
    """Return a model's fields as its schema describes them."""
    schema = model.model_json_schema(mode="serialization")
    if "$ref" in schema:  # a component that can hold its like refers to itself
        schema = schema["$defs"][model.__name__]
    return [
        Field(name, type_of(field), field.get("description", ""))
        for name, field in schema["properties"].items()
    ]


def type_of(schema: dict[str, Any]) -> str:
    """Return a JSON schema's type as one says it: ``list of Rich``, ``Image or null``."""
    if "$ref" in schema:
        return schema["$ref"].rpartition("/")[2]
    if "const" in schema:
        return json.dumps(schema["const"])
    if "enum" in schema:
        return " or ".join(json.dumps(value) for value in schema["enum"])
    if options := schema.get("anyOf"):
        return " or ".join(map(type_of, options))
    if "oneOf" in schema:
        return "any component"
    if schema.get("type") == "array":
        return f"list of {type_of(schema.get('items', {}))}"
    return schema.get("type", "anything")


def index(request: HttpRequest) -> HttpResponse:
    """List the components."""
    context = {**guise(request), "entries": [Entry(cls) for cls in components]}
    return render(request, "tdd_pages/gallery/index.html", context)


def may_frame_itself(view: Any) -> Any:
    """Let the pages of a view frame pages of this site, where django-csp keeps a policy."""
    try:
        from csp.decorators import csp_update
    except ImportError:
        return view
    return csp_update({"frame-src": ["'self'"]})(view)


# The examples stand in frames, because each is a page's worth of ids and headings.
@may_frame_itself
def component(request: HttpRequest, type: str) -> HttpResponse:
    """Show a component: what it is, its examples live and as JSON, its fields."""
    context = {**guise(request), "entry": find(type)}
    return render(request, "tdd_pages/gallery/component.html", context)


# The gallery shows it in a frame; Django forbids frames unless it is told otherwise.
@xframe_options_sameorigin
def example(request: HttpRequest, type: str, name: str) -> HttpResponse:
    """Show one example alone on a page, followed by the references it cites."""
    entry = find(type)
    shown = entry.component.examples.get(name)
    if shown is None:
        raise Http404(f"{entry.title} has no example {name!r}.")
    citations = [] if isinstance(shown, References) else list(citations_in(shown))
    parts = [shown, example_references(citations)] if citations else [shown]
    document = Document(About(title=f"{entry.title}: {Example(name, shown).title}"), parts)
    context = {**guise(request), "document": document}
    return render(request, "tdd_pages/gallery/example.html", context)


def find(type: str) -> Entry:
    """Return a component's entry. Raises Http404 where there is none of this type."""
    try:
        return Entry(components[type])
    except KeyError:
        raise Http404(f"There is no component of type {type!r}.") from None


def guise(request: HttpRequest) -> dict[str, Any]:
    """Return what the query asks for: a theme, a direction. What it gets wrong is left out."""
    chosen = {
        "theme": request.GET.get("theme") if request.GET.get("theme") in THEMES else "",
        "direction": request.GET.get("dir") if request.GET.get("dir") in DIRECTIONS else "",
    }
    return {**chosen, "site_name": SITE_NAME, "query": request.GET.urlencode()}


urlpatterns = [
    path("", index, name="index"),
    path("<slug:type>/", component, name="component"),
    path("<slug:type>/<slug:name>/", example, name="example"),
]
