"""What the components' examples are made of. Names, figures and sources in them are invented."""

from collections.abc import Callable, Iterator, Mapping
from functools import cached_property

from django.templatetags.static import static

from .base import Component
from .bibliography import CSLDate, CSLItem, CSLName
from .citations import collapse, run_text, runs
from .elements import Citation, CitationLink, Heading, Image, Rendition, Rich


class Examples(Mapping[str, Component]):
    """Named examples, built when somebody first looks at them.

    Not earlier: URLs of static files and rendered citations are not to be had while modules are
    being imported.
    """

    def __init__(self, build: Callable[[], dict[str, Component]]) -> None:
        self._build = build

    @cached_property
    def _built(self) -> dict[str, Component]:
        return self._build()

    def __getitem__(self, name: str) -> Component:
        return self._built[name]

    def __iter__(self) -> Iterator[str]:
        return iter(self._built)

    def __len__(self) -> int:
        return len(self._built)


def heading(text: str, level: int = 2, id: str = "example") -> Heading:
    """Return a heading."""
    return Heading(text=text, level=level, id=f"h-{id}")


def citation(ordinal: int, *numbers: int) -> Citation:
    """Return the nth marker of an example; it cites entries of `LIBRARY` by number."""
    keys = {number: LIBRARY[number - 1].id for number in sorted(numbers)}
    return Citation(
        anchor=f"cite-{ordinal}",
        label=collapse(numbers),
        numbers=list(keys),
        references=list(keys.values()),
        links=[
            CitationLink(text=run_text(run), href=f"#ref-{keys[run[0]]}") for run in runs(numbers)
        ],
    )


def rich(html: str, *citations: Citation) -> Rich:
    """Return formatted text in which each ``{}`` stands for a citation."""
    markers = (marker.render().strip() for marker in citations)
    return Rich(content=html.format(*markers), citations=list(citations))


def image(name: str, alt: str = "", width: int = 1600, height: int = 1200) -> Image:
    """Return a drawing of ours; without ``alt`` it is decorative."""
    url = static(f"tdd_blocks/examples/{name}.svg")
    drawing = Rendition(url=url, width=width, height=height, type="image/svg+xml")
    return Image(id=None, alt=alt, decorative=not alt, renditions=[drawing])


def _names(*names: str) -> list[CSLName]:
    pairs = (name.rsplit(" ", 1) for name in names)
    return [CSLName(family=family, given=given) for family, given in pairs]


# 10.5555 is the prefix that DOIs in examples have.
LIBRARY = [
    CSLItem(
        id="authors-2021",
        type="article-journal",
        title="An example of an article with more authors than a list of references names",
        author=_names("Abel A", "Berg BB", "Chen C", "Diaz D", "Eze EE", "Fofana F", "Groß G"),
        container_title_short="J Ex Results",
        issued=CSLDate(date_parts=[[2021]]),
        volume="12",
        issue="3",
        page="145–152",
        doi="10.5555/example.2021.0145",
    ),
    CSLItem(
        id="pair-2018",
        type="article-journal",
        title="Two authors, one question: does an example need a result?",
        author=_names("Moreau JP", "Nkemelu IO"),
        container_title_short="Ann Example Med",
        issued=CSLDate(date_parts=[[2018]]),
        volume="87",
        issue="11",
        page="1509–1515",
        doi="10.5555/example.2018.1509",
    ),
    CSLItem(
        id="chapter-2016",
        type="chapter",
        title="How chapters are cited",
        author=_names("Okafor C"),
        editor=_names("Lind P", "Sato H"),
        container_title="The Handbook of Examples",
        edition="3",
        publisher="Example Press",
        issued=CSLDate(date_parts=[[2016]]),
        page="21–31",
    ),
    CSLItem(
        id="web-2024",
        type="webpage",
        title="A page on the web whose address is long enough to need a break",
        author=[CSLName(literal="Example Institute for Things That Are Looked Up")],
        container_title="Example Institute",
        issued=CSLDate(date_parts=[[2024, 5, 6]]),
        accessed=CSLDate(date_parts=[[2025, 2, 1]]),
        url="https://example.org/library/a-path/without-any-space/that-is-longer-than-a-phone-is-wide",
    ),
    CSLItem(
        id="thesis-2012",
        type="thesis",
        title="Rückenmarksflüssigkeitsdruckmessung in Beispielen",
        author=_names("Weißenfels Ä"),
        publisher="Universität Beispielstadt",
        issued=CSLDate(date_parts=[[2012]]),
        language="de",
    ),
    CSLItem(
        id="arabic-2019",
        type="article-journal",
        title="مثال على مقالة مكتوبة باللغة العربية",
        author=[CSLName(literal="فريق الأمثلة")],
        container_title="مجلة الأمثلة",
        issued=CSLDate(date_parts=[[2019]]),
        volume="4",
        page="10–18",
        language="ar",
    ),
]
"""Sources to cite, numbered from 1."""
