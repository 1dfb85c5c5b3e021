"""Marks on what blocks render, of a page made of plain Wagtail blocks. No browser."""

import re
from contextlib import ExitStack

import pytest
from django.core.cache import cache
from django.template import engines
from django.utils.html import format_html
from django.utils.safestring import SafeString
from wagtail import hooks
from wagtail.blocks import Block, StructValue
from wagtail.images.blocks import ImageChooserBlock
from wagtail.images.models import Image

from a11y import content_paths
from a11y.content_paths import audit_mode, mark, remember
from tests.a11y.site.models import PlainPage

pytestmark = pytest.mark.django_db

CARD = {"source": "s.png", "text": "<p>Some text</p>"}


def item(id, value):
    return {"type": "item", "id": id, "value": value}


BODY = [
    {"type": "card", "id": "c1", "value": CARD},
    {"type": "own", "id": "o1", "value": {"source": "o.png"}},
    {"type": "gallery", "id": "g1", "value": {"cards": [item("i1", CARD), item("i2", CARD)]}},
    {"type": "plain_list", "id": "l1", "value": [item("i3", CARD)]},
    {"type": "text", "id": "t1", "value": "<p>Text</p>"},
    {"type": "heading", "id": "h1", "value": "A < B"},
    {"type": "heading", "id": "h2", "value": "A < B"},
    {"type": "html", "id": "r1", "value": "<hr>"},
]
INCLUDED = "{% load wagtailcore_tags %}{% include_block page.body %}"


def page(body=BODY):
    return PlainPage(title="T", body=PlainPage.body.field.to_python(body))


def rendered(page, template=INCLUDED):
    return engines["django"].from_string(template).render({"page": page})


def audited(page, template=INCLUDED):
    with audit_mode():
        remember(page)
        return rendered(page, template)


def marked(html):
    """The paths in the HTML, each with the HTML directly within it, inner marks taken out."""
    found, open_paths = [], []
    for part in re.split(r"(<!--.*?-->)", html):
        if part == "<!--/a11y-->":
            open_paths.pop()
        elif part.startswith("<!--a11y:"):
            open_paths.append(part[len("<!--a11y:") : -len("-->")])
        elif open_paths:
            found.append((open_paths[-1], part))
    return found


def paths(html):
    return re.findall("<!--a11y:(.*?)-->", html)


def test_every_block_is_marked_once_with_its_path():
    assert paths(audited(page())) == [
        "body",
        "body.c1",
        "body.c1.text",
        "body.o1",
        "body.g1",
        "body.g1.cards.i1",
        "body.g1.cards.i1.text",
        "body.g1.cards.i2",
        "body.g1.cards.i2.text",
        "body.l1",
        "body.l1.i3",
        "body.l1.i3.text",
        "body.t1",
        "body.h1",
        "body.h2",
        "body.r1",
    ]


def test_the_marks_are_all_that_audit_mode_adds():
    without = re.sub("<!--/?a11y.*?-->", "", audited(page()))
    assert without == rendered(page())


@pytest.mark.parametrize(
    "template",
    [
        "{{ page.body }}",
        "{% load wagtailcore_tags %}{% for b in page.body %}{% include_block b %}{% endfor %}",
        "{% for block in page.body %}{{ block }}{% endfor %}",
        "{% for block in page.body %}{{ block.render }}{% endfor %}",
    ],
)
def test_blocks_are_marked_however_a_template_renders_them(template):
    html = audited(page(), template)
    assert set(paths(audited(page()))) - {"body"} <= set(paths(html))
    assert re.sub("<!--/?a11y.*?-->", "", html) == rendered(page(), template)


def test_a_value_whose_block_overrides_render_is_marked():
    template = "{% load wagtailcore_tags %}{% include_block page.body.1.value %}"
    assert paths(audited(page(), template)) == ["body.o1"]


def test_a_value_that_is_put_into_html_by_code_is_marked():
    plain = page()
    with audit_mode():
        remember(plain)
        assert paths(format_html("<p>{}</p>", plain.body[1].value)) == ["body.o1"]


def test_equal_text_in_two_blocks_keeps_its_own_path():
    within = dict(marked(audited(page())))
    assert within["body.h1"] == within["body.h2"] == "A &lt; B"


def test_an_item_without_a_stored_id_belongs_to_its_list():
    body = [{"type": "plain_list", "id": "l1", "value": [CARD]}]
    assert paths(audited(page(body))) == ["body", "body.l1"]


def test_a_value_found_in_two_places_is_marked_in_none():
    shared = StructValue(ImageChooserBlock(), {})
    known = {}
    content_paths._name(known, shared, "body.1")
    content_paths._name(known, shared, "body.2")
    assert known[id(shared)] == (shared, None)


def test_pictures_are_marked_by_their_block():
    picture = Image(title="P")
    block = ImageChooserBlock()
    block.render_basic = lambda value, context=None: SafeString("<img>")
    with audit_mode():
        content_paths._name(content_paths._known.get(), picture, "body.1.picture")
        assert paths(block.render(picture)) == ["body.1.picture"]


def test_content_of_another_page_is_not_marked():
    with audit_mode():
        remember(page())
        assert rendered(page()) == rendered(page())
        assert "a11y" not in rendered(page())


def test_outside_audit_mode_nothing_is_marked_or_remembered():
    remembered = page()
    before = rendered(remembered)
    remember(remembered)
    assert "a11y" not in before
    assert rendered(remembered) == before
    audited(remembered)
    assert rendered(remembered) == before, "audit mode ends with its context"


def test_wagtail_is_wrapped_once():
    content_paths.install()
    wrapped = Block.render
    content_paths.install()
    assert Block.render is wrapped


def test_the_hook_marks_paths_relative_to_the_block_being_rendered():
    [hook] = [fn for fn in hooks.get_hooks("mark_content_path") if fn is mark]

    class Resolving(Block):
        def render_basic(self, value, context=None):
            return hook("x.items.y", SafeString("<b>inner</b>"))

    block, value = Resolving(), {}
    assert block.render(value) == "<b>inner</b>"
    with audit_mode():
        content_paths._name(content_paths._known.get(), value, "body")
        assert paths(block.render(value)) == ["body", "body.x.items.y"]
        assert paths(hook("body.x", SafeString("<b>outer</b>"))) == ["body.x"]


def test_an_id_from_hostile_json_does_not_break_out():
    body = [{"type": "text", "id": "--><script>", "value": "<p>T</p>"}]
    assert "<script>" not in audited(page(body))


def test_nothing_rendered_in_audit_mode_reaches_a_cache(settings):
    settings.CACHES = {"default": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"}}
    cache.set("fragment", "for visitors")
    with ExitStack() as stack:
        stack.enter_context(audit_mode())
        assert cache.get("fragment") is None
        cache.set("fragment", "marked")
    assert cache.get("fragment") == "for visitors"
