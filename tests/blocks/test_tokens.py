"""The stylesheets: contrast of the tokens, and the habits that keep every page accessible."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
STYLES = sorted(
    [
        *(ROOT / "blocks/static/tdd_blocks/css").glob("*.css"),
        *(ROOT / "tdd_pages/static/tdd_pages/css").glob("*.css"),
    ]
)
SCRIPTS = sorted(
    [
        *(ROOT / "blocks/static/tdd_blocks/js").glob("*.js"),
        *(ROOT / "tdd_pages/static/tdd_pages/js").glob("*.js"),
    ]
)
BUDGET = 60 * 1024

# WCAG 2.2: 1.4.6 (AAA) for text, 1.4.11 for edges of controls, signs and the focus ring.
TEXT, EDGE = 7.0, 3.0
GROUNDS = ("canvas", "surface", "surface-strong", "mark")
TINTS = ("error-tint", "warning-tint", "success-tint")
PAIRS = [
    *((text, ground, TEXT) for text in ("ink", "link", "link-visited") for ground in GROUNDS),
    *((text, ground, TEXT) for text in ("ink", "link", "link-visited") for ground in TINTS),
    *(("ink-muted", ground, TEXT) for ground in (*GROUNDS, *TINTS)),
    *(("accent", ground, TEXT) for ground in ("canvas", "surface")),
    *(("on-accent", ground, TEXT) for ground in ("accent", "accent-strong")),
    *(("line-strong", ground, EDGE) for ground in GROUNDS),
    *(("focus", ground, EDGE) for ground in (*GROUNDS, *TINTS)),
    *((text, "band", TEXT) for text in ("on-band", "band-muted", "band-accent")),
    # The button in the band: its text is the band's colour.
    *(("band", ground, TEXT) for ground in ("band-accent", "band-accent-strong")),
    ("focus-on-band", "band", EDGE),
    # A citation in the band that a link back has led to.
    *((text, "mark-on-band", TEXT) for text in ("on-band", "band-accent")),
    *(
        (meaning, ground, TEXT)
        for meaning in ("error", "warning", "success")
        for ground in ("canvas", "surface", f"{meaning}-tint")
    ),
]
DECORATION = {"line"}
"""Colours that tell nothing, so need no contrast."""

PHYSICAL = re.compile(
    r"(min-|max-)?(width|height)|top|right|bottom|left"
    r"|(margin|padding|inset|scroll-margin|scroll-padding)-(top|right|bottom|left)"
    r"|border-(top|right|bottom|left)(-\w+)?|border-(top|bottom)-(left|right)-radius"
    r"|overflow-[xy]"
)


@dataclass(frozen=True)
class Declaration:
    """A property with its value, and the selectors and at-rules it stands in, outermost first."""

    within: tuple[str, ...]
    name: str
    value: str


def declarations(path: Path) -> Iterator[Declaration]:
    """Yield every declaration of a stylesheet."""
    css = re.sub(r"/\*.*?\*/", "", path.read_text(), flags=re.DOTALL)
    within: list[str] = []
    for text, end in re.findall(r"([^{};]*)([{};])", css):
        text = " ".join(text.split())
        if end == "{":
            within.append(text)
        elif text and not text.startswith("@"):
            name, _, value = text.partition(":")
            yield Declaration(tuple(within), name.strip(), value.strip())
        if end == "}":
            within.pop()


ALL = [(path.name, found) for path in STYLES for found in declarations(path)]


def colours() -> dict[str, tuple[str, str]]:
    """The colour tokens, light and dark, as tokens.css declares them for everybody."""
    found = {}
    for declared in declarations(ROOT / "blocks/static/tdd_blocks/css/tokens.css"):
        if declared.within[-1] == ":root" and len(declared.within) == 2:
            name = declared.name.removeprefix("--tdd-color-")
            both = re.fullmatch(r"light-dark\((#\w{6}), (#\w{6})\)", declared.value)
            if name != declared.name:
                found[name] = both.groups() if both else (declared.value, declared.value)
    return found


def luminance(colour: str) -> float:
    """Relative luminance, as WCAG 2.2 defines it."""
    channels = [int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)]
    linear = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(one: str, other: str) -> float:
    darker, lighter = sorted((luminance(one), luminance(other)))
    return (lighter + 0.05) / (darker + 0.05)


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize(("colour", "ground", "needed"), PAIRS)
def test_every_pair_of_colours_has_the_contrast_it_needs(
    colour: str, ground: str, needed: float, scheme: str
) -> None:
    index = ("light", "dark").index(scheme)
    tokens = colours()
    assert contrast(tokens[colour][index], tokens[ground][index]) >= needed


def test_every_colour_is_in_a_pair_or_decoration() -> None:
    paired = {name for colour, ground, _ in PAIRS for name in (colour, ground)}
    assert set(colours()) == paired | DECORATION


def test_contrast_is_computed_as_wcag_defines_it() -> None:
    assert contrast("#ffffff", "#000000") == 21
    assert contrast("#777777", "#ffffff") == pytest.approx(4.48, abs=0.005)


def test_colours_come_from_tokens_alone() -> None:
    typed = [
        (file, found)
        for file, found in ALL
        if re.search(r"#[0-9a-f]{3,8}\b|\brgb|\bhsl", found.value)
        and file not in ("tokens.css", "print.css")
    ]
    assert typed == []


def test_everything_is_in_a_layer_so_that_a_site_can_override_it() -> None:
    assert [found for _, found in ALL if not found.within[0].startswith("@layer tdd.")] == []


def test_no_property_is_physical_so_that_every_page_can_be_mirrored() -> None:
    assert [(file, found) for file, found in ALL if PHYSICAL.fullmatch(found.name)] == []
    aligned = r"(text-align|justify-\w+|float|clear): (left|right)"
    assert [f for _, f in ALL if re.match(aligned, f"{f.name}: {f.value}")] == []


def test_nothing_is_important() -> None:
    assert [(file, found) for file, found in ALL if "!" in found.value] == []


def test_selectors_name_classes_of_ours_and_no_ids() -> None:
    selectors = {
        (file, text) for file, found in ALL for text in found.within if not text.startswith("@")
    }
    assert [selector for selector in selectors if re.search(r"#\w", selector[1])] == []
    foreign = r"\.(?!tdd-)[a-zA-Z]"
    assert [selector for selector in selectors if re.search(foreign, selector[1])] == []


def test_nothing_moves_for_readers_who_have_not_agreed_to_it() -> None:
    agreed = "@media (prefers-reduced-motion: no-preference)"
    moving = re.compile(r"(transition|animation|scroll-behavior)\b.*")
    unasked = [f for _, f in ALL if moving.fullmatch(f.name) and agreed not in f.within]
    assert unasked == []


def test_readers_own_colours_are_never_switched_off() -> None:
    assert [found for _, found in ALL if found.name == "forced-color-adjust"] == []


def test_styles_and_scripts_stay_within_their_budget() -> None:
    assert sum(path.stat().st_size for path in (*STYLES, *SCRIPTS)) <= BUDGET
