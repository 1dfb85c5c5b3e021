"""The report for machines, and the way back: what resuming and baselines rest on."""

import json
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st
from jsonschema import Draft202012Validator

from a11y.engine.model import Finding, PageResult, Profile, Report, State, Viewport
from a11y.engine.reports.json import (
    SCHEMA_FILE,
    as_data,
    from_data,
    json_schema,
    page_as_data,
    page_from_data,
)
from tests.a11y.reporting import (
    BARRIER,
    EDIT_URL,
    HOSTILE,
    QUESTION,
    RAN,
    full,
    hostile,
    report,
    written,
)

reports = pytest.mark.parametrize("make", [full, report], ids=lambda make: make.__name__)


def through_json(data):
    return json.loads(json.dumps(data))


@reports
def test_a_report_comes_back_as_it_was_written(make):
    assert from_data(json.loads(written("json", make()))) == make()


def test_a_page_comes_back_from_its_line_in_a_journal():
    for page in full().pages:
        assert page_from_data(through_json(page_as_data(page))) == page


def test_only_halves_of_characters_are_replaced():
    """A script can make them; JSON that others read must not have them (RFC 8259, 8.2)."""
    back = from_data(json.loads(written("json", hostile())))
    assert back.pages[0].title == HOSTILE.replace("\ud800", "�")
    assert from_data(through_json(as_data(back))) == back


texts = st.text(max_size=8)
states = st.builds(
    State,
    st.builds(Viewport, st.integers(1, 9999), st.integers(1, 9999)),
    steps=st.lists(texts, max_size=2).map(tuple),
)
profiles = st.builds(Profile, only=st.frozensets(texts), skip=st.frozensets(texts))


@given(
    st.builds(
        Report,
        pages=st.lists(
            st.builds(
                PageResult,
                texts,
                texts,
                texts,
                st.lists(st.sampled_from([BARRIER, QUESTION]), max_size=3).map(tuple),
                texts,
                st.just(RAN),
                st.lists(texts, max_size=2).map(tuple),
                texts,
                st.floats(0, 1e6),
            ),
            max_size=3,
        ).map(tuple),
        states=st.lists(states, max_size=2).map(tuple),
        profile=profiles,
        axe_version=texts,
        skipped=st.just(()),
    )
)
def test_any_report_comes_back_as_it_was_written(made):
    assert from_data(through_json(as_data(made))) == made


@reports
def test_a_report_is_as_its_published_schema_says(make):
    schema = json.loads(SCHEMA_FILE.read_text(encoding="utf-8"))
    Draft202012Validator.check_schema(schema)
    Draft202012Validator(schema).validate(through_json(as_data(make())))


def test_the_published_schema_is_the_one_the_code_has():
    """To publish a changed one: python -m a11y.engine.reports.json > its file."""
    assert json.loads(SCHEMA_FILE.read_text(encoding="utf-8")) == json_schema()


def test_json_has_the_documented_shape():
    data = as_data(full())
    assert data["schema"] == "2.0"
    assert data["finished"] == "2026-03-01T12:30:00Z"
    assert data["summary"] == {
        "pages": 3,
        "errors": 1,
        "skipped": 1,
        "failed": 2,
        "cantTell": 1,
        "causes": 2,
    }
    assert data["profile"] == {
        "level": "AAA",
        "bestPractices": False,
        "experimental": True,
        "layers": ["axe"],
        "only": [],
        "skip": ["x"],
    }
    assert data["criteria"]["1.1.1"] == {
        "name": "Non-text Content",
        "level": "A",
        "url": "https://www.w3.org/WAI/WCAG22/Understanding/non-text-content.html",
        "outcome": "failed",
        "coverage": "partly",
        "failed": 2,
        "cantTell": 0,
    }
    assert data["causes"][0] == {
        "rule": "image-alt",
        "outcome": "failed",
        "impact": "critical",
        "message": "No alt",
        "findings": 2,
        "pages": ["https://x.example/", "https://x.example/b/"],
    }


def test_a_rule_is_told_once_and_findings_refer_to_it():
    data = as_data(full())
    assert list(data["rules"]) == ["contrast", "image-alt", "lang", "odd"]
    assert data["rules"]["image-alt"]["criteria"] == ["1.1.1"]
    finding = data["pages"][0]["findings"][0]
    assert finding["rule"] == "image-alt"
    assert finding["place"] == {"label": "Body › Card 1", "editUrl": EDIT_URL}
    assert finding["occurrences"][1] == {
        "state": {"viewport": "1280x800", "scheme": "dark", "steps": []},
        "message": "No alt either",
    }
    assert data["pages"][0]["rules"][1] == {
        "rule": "contrast",
        "outcome": "passed",
        "elements": 12,
    }


def test_a_report_of_a_later_minor_version_can_be_read():
    data = {**as_data(full()), "schema": "2.7", "news": 1}
    assert from_data(data) == full()


def broken(path, value):
    """A report's data with one thing in it changed."""
    data = through_json(as_data(full()))
    inner = data
    for step in path[:-1]:
        inner = inner[step]
    inner[path[-1]] = value
    return data


@pytest.mark.parametrize(
    ("path", "value", "said"),
    [
        (["schema"], "1.0", "schema"),
        (["schema"], "3.0", "schema"),
        (["pages", 0, "findings", 0, "rule"], "gone", "gone"),
        (["pages", 0, "findings", 0, "occurrences"], [], "occurrences"),
        (["pages", 0, "findings", 0, "screenshot"], "%", "screenshot"),
        (["pages", 0, "findings", 0, "outcome"], "wrong", "outcome"),
        (["rules", "odd", "criteria"], ["9.9.9"], "9.9.9"),
        (["states", 0, "viewport"], "wide", "viewport"),
    ],
)
def test_what_is_no_report_is_refused_and_the_error_says_where(path, value, said):
    with pytest.raises(ValueError, match=said):
        from_data(broken(path, value))


@pytest.mark.parametrize("data", [None, [], "x", {}])
def test_what_is_not_even_an_object_of_ours_is_refused(data):
    with pytest.raises(ValueError, match="ReportData"):
        from_data(data)
    with pytest.raises(ValueError, match="PageLine"):
        page_from_data(data)


def test_every_attribute_of_a_finding_is_kept():
    """A new one must be written and read too, or baselines would change what they keep."""
    default = Finding(BARRIER.rule, BARRIER.outcome, None, (), "", BARRIER.occurrences[:1])
    bare = report(PageResult("u", findings=(default,)))
    assert from_data(as_data(bare)) == bare
    named = set(as_data(bare)["pages"][0]["findings"][0])
    assert len(named) == len(Finding.__dataclass_fields__)


def test_the_time_is_kept_with_its_zone():
    assert from_data(as_data(replace(full(), finished=None))).finished is None
    assert from_data(as_data(full())).finished.utcoffset() is not None
