"""The filtered findings as files, read as other programs read them."""

import csv
import io
import json

import pytest
from django.urls import reverse
from jsonschema import Draft7Validator
from openpyxl import load_workbook
from pyld import jsonld

from a11y.engine.reports.json import from_data
from tests.a11y.test_reports_exchange import EARL, sarif_schema  # noqa: F401 - a fixture

ONE_BY_ONE = reverse("tdd_a11y:findings_all")


@pytest.fixture
def database(db):
    """Rolled back: no test here has another thread."""


@pytest.fixture
def page(make_page):
    return make_page("Tides")


def exported(client, name, url=ONE_BY_ONE, **query):
    response = client.get(url, {"export": name, **query})
    assert response.status_code == 200
    assert "attachment" in response["Content-Disposition"]
    return response.getvalue()


def as_table(content):
    return list(csv.DictReader(io.StringIO(content.decode())))


@pytest.mark.parametrize("name", ["csv", "xlsx", "json", "earl", "sarif"])
@pytest.mark.parametrize("url", [ONE_BY_ONE, reverse("tdd_a11y:findings")])
def test_an_export_has_what_is_listed_and_nothing_else(as_admin, page, make_finding, name, url):
    make_finding(page, message="This one", impact="minor")
    make_finding(page, message="Another")
    content = exported(as_admin, name, url, impact="minor")
    if name == "xlsx":
        rows = list(load_workbook(io.BytesIO(content)).active.values)
        content = repr(rows).encode()
    assert b"This one" in content
    assert b"Another" not in content


@pytest.mark.parametrize("start", ["=", "+", "-", "@"])
def test_no_cell_is_taken_for_a_formula(as_admin, page, make_finding, start):
    make_finding(page, message=f"{start}1+1", html=f"{start}1+1")
    [row] = as_table(exported(as_admin, "csv"))
    assert (row["message"] if "message" in row else row["What is wrong"]) == f"'{start}1+1"
    cells = load_workbook(io.BytesIO(exported(as_admin, "xlsx"))).active.iter_rows()
    for row in cells:
        for cell in row:
            assert cell.data_type != "f"
            assert not str(cell.value).startswith(start)


def test_characters_that_no_spreadsheet_can_hold_are_no_error(as_admin, page, make_finding):
    make_finding(page, message="A bell \x07", html="x" * 40_000)
    assert b"bell" in exported(as_admin, "csv")
    load_workbook(io.BytesIO(exported(as_admin, "xlsx")))


def test_a_spreadsheet_has_its_columns_in_the_readers_words(as_admin, admin, page, make_finding):
    make_finding(page, assignee=admin, triage="confirmed", criteria=" 1.1.1 2.4.4 ")
    [row] = as_table(exported(as_admin, "csv"))
    told = {name: row[name] for name in ("Page", "Criteria", "Triage", "Assigned to", "Address")}
    assert told == {
        "Page": "Tides",
        "Criteria": "1.1.1, 2.4.4",
        "Triage": "confirmed",
        "Assigned to": "admin",
        "Address": "http://localhost:8000/tides/",
    }


@pytest.fixture
def findings(make_page, make_finding):
    """A barrier of ours, a question of axe's, and one at an address that is no page of the CMS."""
    first = make_finding(make_page("Tides"), states=["1280x800 light", "320x256 dark"])
    second = make_finding(
        make_page("Lights"),
        rule="some-axe-rule",
        outcome="cantTell",
        impact="",
        target=["iframe", "a{0}"],
        message="A {0} [link](x)",
        help_url="https://rules.example/a b",
    )
    third = make_finding(make_page("Third"), states=[], criteria=" 9.9.9 ", rule="gone-rule")
    type(third).objects.filter(pk=third.pk).update(page=None, url="https://front.example/ä")
    return [first, second, third]


def test_sarif_is_as_the_official_schema_says(as_admin, findings, sarif_schema):  # noqa: F811 - the fixture
    log = json.loads(exported(as_admin, "sarif"))
    Draft7Validator(sarif_schema, format_checker=Draft7Validator.FORMAT_CHECKER).validate(log)
    marks = [one["partialFingerprints"]["tddPages/v1"] for one in log["runs"][0]["results"]]
    assert sorted(marks) == sorted(finding.fingerprint for finding in findings)


def test_earl_is_json_ld_with_an_assertion_for_each_finding(as_admin, findings):
    [expanded] = [jsonld.expand(json.loads(exported(as_admin, "earl")))]
    outcomes = [
        node[f"{EARL}result"][0][f"{EARL}outcome"][0]["@id"].removeprefix(EARL)
        for node in expanded
        if f"{EARL}Assertion" in node["@type"]
    ]
    assert sorted(outcomes) == ["cantTell", "failed", "failed"]


def test_json_is_a_report_that_the_engine_reads(as_admin, findings):
    report = from_data(json.loads(exported(as_admin, "json")))
    assert {page.url for page in report.pages} == {
        "http://localhost:8000/tides/",
        "http://localhost:8000/lights/",
        "https://front.example/ä",
    }
    [ours] = [page.findings[0] for page in report.pages if page.title == "Tides"]
    assert [str(state) for state in ours.states] == findings[0].states
    assert ours.rule.why


@pytest.mark.parametrize("name", ["csv", "xlsx", "json", "earl", "sarif"])
def test_an_export_of_nothing_is_a_file(as_admin, db, name):
    assert exported(as_admin, name)


def test_a_finding_of_an_unpublished_page_has_an_address(as_admin, make_page, make_finding):
    make_finding(make_page("Draft", live=False), live=False, draft=True)
    [row] = as_table(exported(as_admin, "csv"))
    assert row["Address"]
