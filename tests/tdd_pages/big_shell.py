"""A shell as large as a big organisation's: 62 regions, and a menu of 175 entries."""

from collections.abc import Iterator
from itertools import count
from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.utils.text import slugify
from wagtail.models import Page, Site

from tdd_pages.shell.menus import MainMenu
from tdd_pages.shell.region_site import RegionSite
from tdd_pages.shell.settings import ShellSettings
from tests.streams import block, item

REGIONS = """
americas: United States of America en US | Argentina es AR | Brasil pt BR | Canada en CA English |
  Canada fr CA Français | Chile es CL | Colombia es CO | Costa Rica es CR | Ecuador es EC |
  Latinoamérica es 419 | México es MX | Panama es PA | Paraguay es PY | Perú es PE |
  Puerto Rico es PR | Uruguay es UY
europe: Adriatic en -HR | Belgique fr BE Français | België nl BE Nederlands | Bulgaria bg BG |
  Danmark da DK | Deutschland de DE | España es ES | Europe en 150 | France fr FR | Ireland en IE |
  Italia it IT | Magyarország hu HU | Nederland nl NL | Norge nb NO | Polska pl PL |
  Portugal pt PT | Romania ro RO | Schweiz de CH Deutsch | Slovenská_republika sk SK |
  Suisse fr CH Français | Suomi fi FI | Sverige sv SE | United Kingdom en GB | Österreich de AT |
  Česká_republika cs CZ | Ελλάδα el GR | Российская_Федерация ru RU | Србија sr RS | Україна uk UA
middle-east-africa: Arabia en -SA | Central Europe, Middle East & Africa en -AE | ישראל he IL |
  South Africa and Sub-Sahara en -ZA | Türkiye tr TR
asia-pacific: Australia and New Zealand en -AU | Bangladesh en -BD | Indian Subcontinent en -IN |
  Philippines en PH | Singapore en SG | Thailand th TH | Vietnam vi VN | 中国 zh CN |
  台灣地區 zh TW | 日本 ja JP | 香港特區 zh HK | 대한민국 ko KR
"""


def regions() -> list[RegionSite]:
    """The 62 regions, not yet in the database."""
    return [_region(group, entry.split()) for group, text in _groups() for entry in text.split("|")]


def make_regions() -> list[RegionSite]:
    """Put the 62 regions into the database, each as the editor's form would let it."""
    made = regions()
    for region in made:
        region.full_clean()
    return RegionSite.objects.bulk_create(made)


def _groups() -> Iterator[tuple[str, str]]:
    group, text = "", ""
    for line in REGIONS.strip().splitlines():
        if not line.startswith(" "):
            if group:
                yield group, text
            group, _, line = line.partition(":")
            text = ""
        text += line
    yield group, text


def _region(group: str, words: list[str]) -> RegionSite:
    # From the end: a language's name, a code (with a dash where only the tag has it), a language.
    label = "" if words[-1].lstrip("-").isupper() or words[-1].isdigit() else words.pop()
    code, language = words.pop(), words.pop()
    name = " ".join(words).replace("_", " ")
    return RegionSite(
        name=name,
        language=language,
        language_label=label,
        territory="" if code.startswith("-") else code,
        hreflang="-".join((language, code.strip("-"))),
        url=f"https://{code.strip('-').lower()}-{language}.example.org/",
        group=group,
    )


SHAPE = [(10, 38), (9, 32), (9, 32), (9, 32)]
"""For each section: entries of the second level, and of the third."""

WORDS = "Amber Basil Cedar Delta Ember Fern Garnet Hazel Iris Juniper Koala Lilac Maple".split()


class Tree:
    """Pages, put into the database all at once: one by one they would take a minute."""

    def __init__(self, home: Page) -> None:
        self.home = home
        self.pages: list[Page] = []
        self.taken = home.numchild
        self.names = (f"{word} {number}" for number in count(1) for word in WORDS)

    def page(self, parent: Page) -> Page:
        """Return a new page below another one."""
        if parent is self.home:
            self.taken += 1
        else:
            parent.numchild += 1
        nth = self.taken if parent is self.home else parent.numchild
        title = next(self.names)
        page = Page(
            title=title,
            draft_title=title,
            slug=slugify(title),
            path=Page._get_path(parent.path, parent.depth + 1, nth),
            depth=parent.depth + 1,
            url_path=f"{parent.url_path}{slugify(title)}/",
            locale_id=parent.locale_id,
            content_type=ContentType.objects.get_for_model(Page),
        )
        self.pages.append(page)
        return page

    def save(self) -> None:
        """Write all pages; their keys are known from then on."""
        Page.objects.bulk_create(self.pages)
        Page.objects.filter(pk=self.home.pk).update(numchild=self.taken)
        self.home.refresh_from_db()


def make_menu(home: Page) -> MainMenu:
    """Make a menu of 4, 37 and 134 pages, and show it on the default site."""
    tree = Tree(home)
    sections = [_section(tree, *sizes) for sizes in SHAPE]
    contact = tree.page(home)
    tree.save()
    menu = MainMenu(
        name="Main",
        tagline="Calm, exact, invented",
        locale=home.locale,
        sections=[
            block("section", page.title, **_value(page, children)) for page, children in sections
        ],
        utility=[block("link", "contact", **_value(contact))],
    )
    menu.save()
    site = Site.objects.get(is_default_site=True)
    ShellSettings.objects.update_or_create(site=site, defaults={"menu": menu})
    return menu


Branch = tuple[Page, list["Branch"]]


def _section(tree: Tree, second: int, third: int) -> Branch:
    landing = tree.page(tree.home)
    groups: list[Branch] = [(tree.page(landing), []) for _ in range(second)]
    for nth in range(third):
        group, under = groups[nth % second]
        under.append((tree.page(group), []))
    return landing, groups


def _value(page: Page, children: list[Branch] | None = None) -> dict[str, Any]:
    value: dict[str, Any] = {"text": "", "page": page.pk, "url": ""}
    if children:
        value["children"] = [item(child.title, _value(child, below)) for child, below in children]
    return value
