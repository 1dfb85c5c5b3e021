"""The demo's content as it is written: YAML files, in a folder for each language.

`site.yaml` has what pages share, by kind and key: products, terms, notices, menu, footer. Every
other file is a page, and its name the page's key.
"""

from functools import cache
from pathlib import Path
from typing import Any

import yaml

FOLDER = Path(__file__).parent / "content"

FIRST = "en"
"""The site's own language, of which the others are translations."""

TRANSLATIONS = ("fr", "ar", "ja")

PAGES = (
    "home",
    "severe-spasticity",
    "clinical-evidence",
    "orrivane",
    "orrivane-care",
    "patients",
    "training",
    "safety-information",
    "glossary",
    "contact",
    "regions",
    "site-map",
    "search",
    "accessibility",
    "privacy",
)
"""The pages in the order of the tree: a page stands after the one it is under."""


@cache
def read(path: Path) -> Any:
    """Return what a file of the demo's says."""
    return yaml.safe_load(path.read_text(encoding="utf-8"))


def pages(language: str) -> dict[str, dict[str, Any]]:
    """Return the fields of each page that is written in a language, by key."""
    files = {key: FOLDER / language / f"{key}.yaml" for key in PAGES}
    return {key: read(path) for key, path in files.items() if path.exists()}


def shared(language: str) -> dict[str, dict[str, Any]]:
    """Return what the pages of a language share, by kind and key."""
    return read(FOLDER / language / "site.yaml")


def regions() -> list[dict[str, str]]:
    """Return the sites for other regions."""
    return read(FOLDER / "regions.yaml")
