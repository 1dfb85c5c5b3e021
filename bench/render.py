"""How long the demo's therapy page takes, beside the same content in plain Wagtail blocks.

Run after `make demo`: `python bench/render.py [rounds]`. Both pages are made from the same stored
data and rendered in turn; each round loads the page afresh from the database. The plain page does
less: its citations have no numbers and its list of references is the whole library.
"""

import os
import statistics
import sys
import time
from collections.abc import Callable
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "tdd_pages.settings.demo")

import django
from django.conf import settings

settings.DEBUG = False
settings.TEMPLATES[0]["DIRS"].append(Path(__file__).parent / "plain" / "templates")
django.setup()

from django.db import connection
from django.http import HttpRequest
from django.template.loader import render_to_string
from django.test import RequestFactory
from django.test.utils import CaptureQueriesContext
from wagtail.models import Site

from bench.plain.blocks import PlainBody
from blocks.models import Reference
from tdd_pages.pages.models import ComponentPage

SLUG = "severe-spasticity"


def components(request: HttpRequest) -> str:
    """Render the page as it is served."""
    page = ComponentPage.objects.get(slug=SLUG)
    return page.serve(request).render().content.decode()


def plain(request: HttpRequest) -> str:
    """Render the same data by plain blocks and their templates."""
    page = ComponentPage.objects.get(slug=SLUG)
    raw = ComponentPage.objects.values_list("body", flat=True).get(slug=SLUG)
    body = PlainBody().to_python(list(raw.raw_data))
    context = {"page": page, "body": body, "request": request, "self": page}
    context["all_references"] = Reference.objects.filter(live=True)
    return render_to_string("plain/page.html", context, request)


def measure(rounds: int) -> dict[str, list[float]]:
    """Return milliseconds per rendering, the two renderings in turn."""
    request = RequestFactory().get(f"/{SLUG}/", headers={"host": "localhost"})
    request.user = None
    Site.find_for_request(request)
    contenders: dict[str, Callable[[HttpRequest], str]] = {"components": components, "plain": plain}
    for name, render in contenders.items():
        render(request)
        with CaptureQueriesContext(connection) as queries:
            html = render(request)
        print(f"{name:<11} {len(html.encode()):>6} bytes {len(queries):>3} queries")
    times: dict[str, list[float]] = {name: [] for name in contenders}
    for _ in range(rounds):
        for name, render in contenders.items():
            start = time.perf_counter()
            render(request)
            times[name].append((time.perf_counter() - start) * 1000)
    return times


if __name__ == "__main__":
    times = measure(int(sys.argv[1]) if len(sys.argv) > 1 else 100)
    medians = {name: statistics.median(values) for name, values in times.items()}
    for name, median in medians.items():
        print(f"{name:<11} median {median:6.1f} ms")
    pairs = [a / b for a, b in zip(times["components"], times["plain"], strict=True)]
    print(f"components / plain, median of the ratios: {statistics.median(pairs):.2f}")
