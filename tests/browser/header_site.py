"""A site of one page with a header as large as a big organisation's; it needs no database."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import re_path
from django.utils.translation import override

from blocks.elements import Link
from blocks.languages import text_direction
from tdd_pages.shell.menus import Menu, MenuGroup, MenuLink, MenuSection
from tdd_pages.shell.navigation import NOWHERE
from tdd_pages.shell.regions import Region, RegionGroup, Regions, Text
from tdd_pages.shell.shell import Shell
from tests.tdd_pages.big_shell import SHAPE, regions

SECTIONS = ["Healthcare professionals", "Patients and families", "About the company", "Our impact"]


def menu(language: str) -> Menu:
    """A menu of 4, 37 and 134 entries; the reader is on one of the third level."""
    sections = []
    for text, (second, third) in zip(SECTIONS, SHAPE, strict=True):
        groups = []
        for nth in range(second):
            size = third // second + (nth < third % second)
            links = [entry(MenuLink, f"{text[:7]} {nth}.{n} in detail") for n in range(size)]
            groups.append(entry(MenuGroup, f"{text[:7]} topic {nth}", children=links))
        sections.append(entry(MenuSection, text, children=groups))
    marked = sections[1].children[0].children[0].model_copy(update={"current": "page"})
    sections[1].children[0].children[0] = marked
    sections[1] = sections[1].model_copy(update={"current": "ancestor"})
    return Menu(language=language, direction=text_direction(language), items=sections)


def entry(kind: type[MenuLink], text: str, **more: object) -> MenuLink:
    """An entry that leads to a page of its own."""
    href = f"/{text.lower().replace(' ', '-')}/"
    return kind(text=text, href=href, page_id=None, **more)


def selector(page: bool) -> Regions:
    """The 62 regions, with or without a page that lists them."""
    groups: dict[str, list[Region]] = {}
    for region in regions():
        item = Region(
            code=region.hreflang.lower(),
            name=Text.of(region.name, region.language),
            exonym=Text.of("In English", "en") if region.hreflang.startswith("el") else None,
            language=Text.of(region.language_label, region.language)
            if region.language_label
            else None,
            href=region.url,
            hreflang=region.hreflang,
            current=region.hreflang == "de-AT",
        )
        groups.setdefault(region.group, []).append(item)
    return Regions(
        current="de-at",
        page=Link(text="Regions", href="/regions/", kind="page", page_id=2) if page else None,
        groups=[RegionGroup(heading=name.title(), items=items) for name, items in groups.items()],
    )


def view(request: HttpRequest) -> HttpResponse:
    """Answer every address with a page about itself: ``?language=ar`` in Arabic."""
    language = request.GET.get("language", "en")
    shell = Shell(
        language=language,
        direction=text_direction(language),
        site_name="Lindgrove Therapies",
        tagline="Medicine delivered where it is needed",
        home="/",
        origin="http://localhost",
        regions=selector(page="no-page" not in request.GET),
        menu=menu("en"),
        utility=[Link(text="Contact and support", href="/contact/", kind="page")],
        site_map=Link(text="Site map", href="/site-map/", kind="page"),
        search=None,
        footer=None,
        document_control=None,
        **dict(NOWHERE),
    )
    with override(language):
        context = {
            "shell": shell,
            "direction": shell.direction,
            "page": {"title": request.path, "pk": 2 if request.path == "/regions/" else 1},
        }
        name = "regions" if request.path == "/regions/" else "component"
        return render(request, f"tdd_pages/pages/{name}_page.html", context)


urlpatterns = [re_path("", view)]
