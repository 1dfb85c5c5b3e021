"""Publishes an article and prints, as JSON, what a visitor and a front end get of it."""

import json
import re
import sys

import django

django.setup()

from django.contrib.staticfiles import finders  # noqa: E402
from django.test import Client  # noqa: E402
from django.utils.translation import gettext, override  # noqa: E402
from home.models import ArticlePage, HomePage  # noqa: E402

BODY = [
    ("prose", {"text": "<p>Muscles tighten after an injury.</p>"}),
    (
        "section",
        {
            "heading": "What the studies say",
            "body": [
                (
                    "stat_cards",
                    {"items": [{"label": "felt less tightness", "value": 97, "unit": "percent"}]},
                )
            ],
        },
    ),
]


def in_stream(children):
    """Return children as a stream keeps them."""
    return [
        {
            "type": name,
            "value": {
                field: in_stream(content) if field == "body" else content
                for field, content in value.items()
            },
        }
        for name, value in children
    ]


article = ArticlePage(title="Spasticity", slug="spasticity", body=json.dumps(in_stream(BODY)))
HomePage.objects.get().add_child(instance=article)
article.save_revision().publish()

client = Client(SERVER_NAME="localhost")
visit = client.get("/spasticity/")
read = client.get(f"/api/v2/pages/{article.pk}/")
html = visit.content.decode()
stylesheets = re.findall(r'href="/static/(tdd_[^"]+[.]css)"', html)

with override("fr"):
    skip_link = gettext("Skip to main content")

print(
    json.dumps(
        {
            "status": visit.status_code,
            "html": html,
            "french": skip_link,
            "api": read.json(),
            "stylesheets": {name: finders.find(name) for name in stylesheets},
            "modules": {
                name: module.__file__
                for name, module in sys.modules.items()
                if name in {"a11y", "blocks", "tdd_pages"}
            },
        }
    )
)
