"""Pages beside each other: what is the same on several pages is to look and be called the same."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any
from urllib.parse import urldefrag

from a11y.engine.check import Check, Verdict, asked, asks, failed, fails, passes
from a11y.engine.model import Audience, Impact, Layer, LinkFact, PageResult, Rule
from a11y.engine.site import SITE, Site, Spot
from a11y.engine.wcag import criteria

_NAVIGATION = ("banner", "navigation", "contentinfo", "complementary")
_HELP = ("mailto:", "tel:", "sms:")
_HELP_WORDS = frozenset(
    "contact help support faq chat kontakt hilfe aide contactez ayuda contacto".split()
)
_MIN_LINKS = 3


# Examples: several pages, each after a comment that says its path


def page(path: str, title: str, body: str) -> str:
    """A page of a site example."""
    return (
        f'<!-- page {path} -->\n<!doctype html>\n<html lang="en"><title>{title}</title>\n'
        f"<body>{body}</body></html>\n"
    )


def _nav(*names: str) -> str:
    links = "".join(f'<li><a href="/{name}">{name}</a></li>' for name in names)
    return f"<nav><ul>{links}</ul></nav>"


def _form(action: str, purpose: str) -> str:
    return (
        f'<form method="post" action="{action}"><label>{purpose} '
        f'<input autocomplete="{purpose}"></label></form>'
    )


# Titles


def _titled(site: Site) -> Iterable[Spot]:
    return (
        (spot for spot in site.spots() if spot.page.title.strip()) if len(site.audited) > 1 else ()
    )


def _has_own_title(spot: Spot) -> Verdict | None:
    title = spot.page.title.strip()
    if spot.site.titles[title.casefold()] < 2:
        return None
    others = [
        page
        for page in spot.site.audited
        if page is not spot.page
        and page.title.strip().casefold() == title.casefold()
        and page.facts.heading != spot.page.facts.heading
        and page.redirected_to not in (spot.page.url, spot.page.redirected_to or "-")
    ]
    if not others:
        return None
    return Verdict("shared", {"title": title, "other": others[0].url, "count": len(others)})


# Navigation


def _navigations(site: Site) -> Iterator[Spot]:
    """The landmarks with links that come back on another page, on each page but the first."""
    first: dict[str, PageResult] = {}
    for page in site.audited:
        for landmark in dict.fromkeys(link.landmark for link in page.facts.links):
            if landmark.split(":")[0] not in _NAVIGATION:
                continue
            if landmark in first:
                link = next(link for link in page.facts.links if link.landmark == landmark)
                yield Spot(page, site, link.target, landmark, link)
            else:
                first[landmark] = page


def _keeps_order(spot: Spot) -> Verdict | None:
    site, landmark = spot.site, spot.excerpt
    links = (link.url for link in spot.page.facts.links if link.landmark == landmark)
    here = list(dict.fromkeys(links))
    for there, page in site.before(spot.page, site.orders[landmark]):
        known, own = set(there), set(here)
        shared = [url for url in there if url in own]
        mine = [url for url in here if url in known]
        if len(shared) < _MIN_LINKS or shared == mine:
            continue
        names = {link.url: link.name for link in spot.page.facts.links}
        moved = next(url for url, other in zip(mine, shared, strict=True) if url != other)
        facts = {"landmark": landmark.rstrip(":"), "other": page.url, "name": names[moved]}
        return Verdict("reordered" if own == known else "moved", facts)
    return None


# Names


def _repeated_links(site: Site) -> Iterator[Spot]:
    return (
        spot
        for spot in site.links()
        if spot.link and spot.link.landmark.split(":")[0] in _NAVIGATION and spot.link.name
    )


def _is_called_the_same(spot: Spot) -> Verdict | None:
    link, site = spot.link, spot.site
    if link is None:
        return None
    for names, page in site.before(spot.page, site.names[link.url, link.landmark]):
        alike = [name for name in names if name]
        if alike and all(_words(name).isdisjoint(_words(link.name)) for name in alike):
            facts = {"name": link.name, "other_name": alike[0], "other": page.url}
            return Verdict("renamed", facts)
    return None


def _words(name: str) -> frozenset[str]:
    return frozenset(name.casefold().split())


# Help


def _is_help(link: LinkFact) -> bool:
    return link.url.startswith(_HELP) or not _HELP_WORDS.isdisjoint(_words(link.name))


def _helped(site: Site) -> Iterator[Spot]:
    """Each page's links to help that other pages have too."""
    for page in site.audited:
        for link in page.facts.links:
            if _is_help(link):
                yield Spot(page, site, link.target, link.name, link)


def _stays_in_place(spot: Spot) -> Verdict | None:
    link, site = spot.link, spot.site
    if link is None:
        return None
    mine = {other.landmark for other in spot.page.facts.links if other.url == link.url}
    for places, page in site.before(spot.page, site.landmarks[link.url]):
        if mine.isdisjoint(places):
            return Verdict("elsewhere", {"name": link.name, "other": page.url})
    return None


# Links and forms


def _leads_somewhere(spot: Spot) -> Verdict | None:
    if spot.link and spot.link.url in spot.site.broken:
        return Verdict("broken", {"url": spot.link.url}, about=spot.link.url)
    return None


def _steps(site: Site) -> Iterator[Spot]:
    """Pages that a form on another page is sent to: steps of one process."""
    targets = {urldefrag(url)[0] for page in site.audited for url in page.facts.leads_to}
    return (
        spot
        for spot in site.spots()
        if urldefrag(spot.page.url)[0] in targets and spot.page.facts.asks_for
    )


def _asks_once(spot: Spot) -> Verdict | None:
    for page in spot.site.audited:
        before = {urldefrag(url)[0] for url in page.facts.leads_to}
        if page is spot.page or urldefrag(spot.page.url)[0] not in before:
            continue
        again = [purpose for purpose in spot.page.facts.asks_for if purpose in page.facts.asks_for]
        if again:
            return Verdict("again", {"what": ", ".join(again), "other": page.url})
    return None


def _rule(id_: str, title: str, *numbers: str, why: str, fix: str, **more: Any) -> Rule:
    return Rule(
        id=id_, title=title, criteria=criteria(*numbers), layer=Layer.SITE, why=why, fix=fix, **more
    )


PAGE_TITLE_UNIQUE = Check(
    rule=_rule(
        "page-title-unique",
        "Pages with different content have different titles",
        "2.4.2",
        impact=Impact.MODERATE,
        audience=Audience.EDITOR,
        techniques=("G88", "F25"),
        why="The title is what a screen reader says first and what tabs, history and search "
        "results show: where several pages share one, nobody can tell which is open.",
        fix="Begin the title with what this page alone is about.",
    ),
    probe=SITE,
    applicability=_titled,
    expectation=_has_own_title,
    messages={
        "shared": asked(
            "“{title}” is also the title of {other}, whose main heading is another one. Does the "
            "title say what this page is about?"
        )
    },
    examples=(
        asks(
            "Two pages about different things with one title (F25)",
            page("/", "Our company", "<h1>Welcome</h1>")
            + page("/a", "Our company", "<h1>Jobs</h1>"),
        ),
        passes(
            "Two pages with a title each (G88)",
            page("/", "Welcome", "<h1>Welcome</h1>") + page("/a", "Jobs", "<h1>Jobs</h1>"),
        ),
    ),
)

CONSISTENT_NAVIGATION = Check(
    rule=_rule(
        "consistent-navigation",
        "Navigation that comes back on several pages keeps its order",
        "3.2.3",
        impact=Impact.MODERATE,
        techniques=("G61", "F66"),
        why="Who reads a page through a small window, by ear or with difficulty finds a link where "
        "it was on the page before. When the order changes, it has to be searched for anew.",
        fix="List the links in the same order on every page; what one page has more comes between.",
    ),
    probe=SITE,
    applicability=_navigations,
    expectation=_keeps_order,
    messages={
        "reordered": failed(
            "The same links stand in another order in “{landmark}” on {other}, from “{name}” on."
        ),
        "moved": asked(
            "Links that “{landmark}” shares with {other} stand in another order there, from "
            "“{name}” on. Did the visitor ask for that?"
        ),
    },
    examples=(
        fails(
            "The same four links in another order (F66)",
            page("/", "Start", _nav("a", "b", "c", "d"))
            + page("/a", "A", _nav("a", "c", "b", "d")),
        ),
        asks(
            "Shared links in another order, and one more",
            page("/", "Start", _nav("a", "b", "c")) + page("/a", "A", _nav("c", "b", "a", "z")),
        ),
        passes(
            "One page has a link more between the others (G61)",
            page("/", "Start", _nav("a", "b", "c")) + page("/a", "A", _nav("a", "z", "b", "c")),
        ),
    ),
)

CONSISTENT_IDENTIFICATION = Check(
    rule=_rule(
        "consistent-identification",
        "What leads to the same place is called the same on every page",
        "3.2.4",
        impact=Impact.MODERATE,
        audience=Audience.EDITOR,
        techniques=("G197", "F31"),
        why="A link with another name on each page looks like another link to somebody who goes by "
        "names: with a screen reader, by speech, or with a memory that tires.",
        fix="Use one name for one function throughout the site.",
    ),
    probe=SITE,
    applicability=_repeated_links,
    expectation=_is_called_the_same,
    messages={
        "renamed": asked(
            "This link is called “{name}” here and “{other_name}” on {other}, and leads to the "
            "same place. Would visitors know that it is the same?"
        )
    },
    examples=(
        asks(
            "Search here, find there (F31)",
            page("/", "Start", '<nav><a href="/s">Search</a></nav>')
            + page("/a", "A", '<nav><a href="/s">Find</a></nav>'),
        ),
        passes(
            "One name on both pages (G197)",
            page("/", "Start", _nav("a", "b")) + page("/a", "A", _nav("a", "b")),
        ),
    ),
)

CONSISTENT_HELP = Check(
    rule=_rule(
        "consistent-help",
        "Help that several pages offer is in the same place on each",
        "3.2.6",
        impact=Impact.MODERATE,
        techniques=("G220",),
        why="Who needs help is the least able to search for it.",
        fix="Put the way to reach a person, or the link to help, into the same region in the same "
        "order on every page that has it.",
    ),
    probe=SITE,
    applicability=_helped,
    expectation=_stays_in_place,
    messages={
        "elsewhere": asked(
            "“{name}” stands in another region here than on {other}. Is help in the same order on "
            "both pages?"
        )
    },
    examples=(
        asks(
            "In the footer of one page, in the navigation of the other",
            page("/", "Start", '<footer><a href="mailto:a@example.com">Write</a></footer>')
            + page("/a", "A", '<nav><a href="mailto:a@example.com">Write</a></nav>'),
        ),
        passes(
            "In the footer of both (G220)",
            page("/", "Start", '<footer><a href="tel:1">Call</a></footer>')
            + page("/a", "A", '<footer><a href="tel:1">Call</a></footer>'),
        ),
    ),
)

LINK_LEADS_NOWHERE = Check(
    rule=_rule(
        "link-leads-nowhere",
        "Links lead to pages that exist",
        impact=Impact.MODERATE,
        audience=Audience.EDITOR,
        why="Everybody is stuck on an error page; who navigates slowly has paid most for the way.",
        fix="Correct the address, or remove the link.",
    ),
    probe=SITE,
    applicability=Site.links,
    expectation=_leads_somewhere,
    messages={"broken": failed("There is no page at {url}.")},
    examples=(
        fails(
            "A link to a page that answers 404",
            page("/", "Start", _nav("gone")) + "\n<!-- 404 /gone -->\n",
        ),
        passes("A link to a page", page("/", "Start", _nav("a")) + page("/a", "A", "<p>A</p>")),
    ),
)

REDUNDANT_ENTRY = Check(
    rule=_rule(
        "redundant-entry",
        "A process does not ask twice for the same",
        "3.3.7",
        impact=Impact.MODERATE,
        techniques=("G221",),
        why="Typing again what was typed a page ago costs those most who type with difficulty or "
        "forget what they typed.",
        fix="Fill in what is known already, or let the visitor choose it.",
    ),
    probe=SITE,
    applicability=_steps,
    expectation=_asks_once,
    messages={
        "again": asked(
            "The page before ({other}) asks for the same: {what}. Is it filled in here, or is "
            "there a reason to ask again?"
        )
    },
    examples=(
        asks(
            "Two steps that both ask for the mail address",
            page("/", "Step 1", _form("/b", "email")) + page("/b", "Step 2", _form("/c", "email")),
        ),
        passes(
            "Two steps that ask for different things",
            page("/", "Step 1", _form("/b", "email")) + page("/b", "Step 2", _form("/c", "tel")),
        ),
    ),
)

CHECKS = (
    PAGE_TITLE_UNIQUE,
    CONSISTENT_NAVIGATION,
    CONSISTENT_IDENTIFICATION,
    CONSISTENT_HELP,
    LINK_LEADS_NOWHERE,
    REDUNDANT_ENTRY,
)
