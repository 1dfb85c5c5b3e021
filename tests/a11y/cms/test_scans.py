"""Scans: what they audit, what they leave out, their screens, their downloads, their command."""

from collections.abc import Callable
from io import StringIO
from typing import Any

import pytest
from django.contrib.auth import get_user_model
from django.contrib.auth.models import Group, Permission
from django.core.management import CommandError, call_command
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from wagtail.models import GroupPagePermission, PageViewRestriction, Site

from a11y.engine.model import Occurrence as EngineOccurrence
from a11y.engine.model import Scheme, Viewport
from a11y.models import Finding, Occurrence, PageAudit, Scan
from a11y.pages import pages_of_site
from a11y.profiles import AuditProfile
from a11y.record import record
from a11y.scans import report as kept_results
from a11y.scans.report import report_of
from a11y.scans.start import NothingToAuditError, as_ascii, pages_of_section, start_scan
from a11y.scans.visible import visible_audits
from tests.a11y.cms import results
from tests.a11y.site.models import PlainPage

QUICK = AuditProfile(viewports=(Viewport(1280, 800),), driven=False)
FORM = {
    "what": "site",
    "level": "AA",
    "viewports": "1280x800, 320x256",
    "schemes": ["light"],
    "use": "rest",
}
ADDRESS = "https://1.1.1.1/"


@pytest.fixture
def database(db: None) -> None:
    """Nothing here has threads: what is written is rolled back."""


def everything() -> Any:
    return pages_of_site(Site.objects.get())


def make_private(page: Any) -> None:
    PageViewRestriction.objects.create(page=page, restriction_type=PageViewRestriction.LOGIN)


def someone(*codenames: str) -> Any:
    """Somebody who may enter the admin and has these permissions."""
    user = get_user_model().objects.create_user(f"may {codenames}", "one@example.org", "password")
    codes = ("access_admin", *codenames)
    user.user_permissions.set(Permission.objects.filter(codename__in=codes))
    return user


def finish(audit: PageAudit, *findings: Any, change: str = "new", result: Any = None) -> None:
    """Close the audit as a worker would, with these findings."""
    PageAudit.objects.filter(pk=audit.pk).update(
        state=PageAudit.State.DONE,
        finished_at=timezone.now(),
        result=result or {"rules": {}, "page": page_data(audit.url)},
    )
    for one in findings:
        said = {"outcome": one.outcome, "impact": one.impact, "message": one.message}
        Occurrence.objects.create(audit=audit, finding=one, change=change, **said)


def page_data(url: str) -> dict[str, Any]:
    from a11y.engine.model import PageResult
    from a11y.engine.reports.json import page_as_data

    return page_as_data(PageResult(url, title="A page"))["page"]


# What a scan audits


def test_a_scan_orders_every_live_page_once(home: Any, make_page: Callable[..., Any]) -> None:
    make_page("One")
    scan = start_scan("All", QUICK, pages=everything())
    assert [(one.title, one.url) for one in scan.audits.order_by("pk")] == [
        ("Plain home", "http://localhost:8000/"),
        ("One", "http://localhost:8000/one/"),
    ]
    assert {(one.reason, one.profile) for one in scan.audits.all()} == {("scan", QUICK.key)}


def test_what_is_left_out_is_counted_and_not_named(
    home: Any, make_page: Callable[..., Any]
) -> None:
    make_private(make_page("Secret"))
    make_page("Draft", live=False)
    scan = start_scan("All", QUICK, pages=everything())
    assert scan.audits.count() == 1
    assert scan.left_out == [
        ["http://localhost:8000", "1 page: private"],
        ["http://localhost:8000", "1 page: not live"],
    ]


def test_private_pages_are_scanned_for_those_who_may_edit_them(
    home: Any, make_page: Callable[..., Any], admin: Any
) -> None:
    make_private(make_page("Secret"))
    assert start_scan("All", QUICK, pages=everything(), user=admin).audits.count() == 2


def test_a_section_is_a_page_and_all_below(home: Any, make_page: Callable[..., Any]) -> None:
    section = make_page("Section")
    section.add_child(instance=PlainPage(title="Inner"))
    make_page("Other")
    scan = start_scan("Section", QUICK, pages=pages_of_section(section), root=section)
    assert sorted(one.title for one in scan.audits.all()) == ["Inner", "Section"]


def test_a_scan_of_nothing_is_refused_with_the_reason(
    home: Any, make_page: Callable[..., Any]
) -> None:
    draft = make_page("Draft", live=False)
    with pytest.raises(NothingToAuditError, match="1 page: not live"):
        start_scan("None", QUICK, pages=pages_of_section(draft))
    assert not Scan.objects.exists()


def test_sixty_pages_are_ordered_with_as_few_queries_as_six(
    home: Any, django_assert_max_num_queries: Any, settings: Any
) -> None:
    # Wagtail keeps in the cache where sites begin; the tests' cache keeps nothing.
    backend = "django.core.cache.backends.locmem.LocMemCache"
    settings.CACHES = {"default": {"BACKEND": backend, "LOCATION": "this test"}}
    for number in range(60):
        home.add_child(instance=PlainPage(title=f"Page {number}"))
    with django_assert_max_num_queries(20):
        start_scan("All", QUICK, pages=everything())
    assert PageAudit.objects.count() == 61


# Starting one in the admin


def start(client: Client, **said: Any) -> Any:
    given = {**FORM, "site": Site.objects.get().pk, **said}
    return client.post(reverse("tdd_a11y:start_scan"), given)


def test_a_whole_site_is_scanned_by_the_form(home: Any, as_admin: Client) -> None:
    answer = start(as_admin, schemes=["light", "dark"], best_practices="on", use="driven")
    scan = Scan.objects.get()
    assert answer.url == reverse("tdd_a11y:scan", args=[scan.pk])
    assert scan.title == "Whole site: localhost"
    assert scan.audit_profile == AuditProfile(schemes=(Scheme.LIGHT, Scheme.DARK))


def test_a_section_is_scanned_by_the_form(
    home: Any, as_admin: Client, make_page: Callable[..., Any]
) -> None:
    page = make_page("Section")
    start(as_admin, what="section", section=page.pk)
    assert [one.title for one in Scan.objects.get().audits.all()] == ["Section"]
    assert Scan.objects.get().root_id == page.pk


@pytest.mark.parametrize(
    ("said", "expected"),
    [
        ({"viewports": "wide"}, "Sizes look like 1280x800"),
        ({"viewports": ",".join(f"{n}x100" for n in range(101, 109))}, "At most 6 windows"),
        ({"schemes": ["sepia"]}, "Select a valid choice"),
        ({"level": "B"}, "Select a valid choice"),
        ({"what": "galaxy"}, "Select a valid choice"),
        ({"what": "section"}, "Say which."),
        ({"what": "section", "section": "999999"}, "There is no such page."),
        ({"what": "addresses", "addresses": " \n"}, "Say which."),
        ({"what": "addresses", "addresses": "nonsense"}, "nonsense does not start with http"),
        (
            {"what": "addresses", "addresses": "\n".join(f"{ADDRESS}{n}" for n in range(501))},
            "At most 500 addresses",
        ),
    ],
)
def test_bad_input_gets_a_clear_message(
    home: Any, as_admin: Client, said: dict[str, Any], expected: str
) -> None:
    answer = start(as_admin, **said)
    assert expected in answer.content.decode()
    assert not Scan.objects.exists()


def test_each_refused_address_is_named_with_its_reason(
    home: Any, as_admin: Client, settings: Any
) -> None:
    settings.TDD_A11Y = {"ALLOWED_HOSTS": ["127.0.0.1", "1.1.1.1"]}
    given = "http://127.0.0.1/x\nhttps://example.org/\nhttps://1.1.1.1/"
    text = start(as_admin, what="addresses", addresses=given).content.decode()
    assert "http://127.0.0.1/x leads into the own network." in text
    assert "https://example.org/ is on a host that may not be scanned." in text
    assert "1.1.1.1/ is" not in text
    assert not Scan.objects.exists()


def test_allowed_addresses_are_ordered_each_once(
    home: Any, as_admin: Client, settings: Any
) -> None:
    settings.TDD_A11Y = {"ALLOWED_HOSTS": ["1.1.1.1"]}
    start(as_admin, what="addresses", addresses=f"{ADDRESS}\n{ADDRESS}\n{ADDRESS}b")
    audits = Scan.objects.get().audits.order_by("pk")
    assert [(one.url, one.page_id) for one in audits] == [(ADDRESS, None), (f"{ADDRESS}b", None)]


def test_a_section_that_one_may_not_know_of_is_no_section(
    home: Any, client: Client, auditor: Any, make_page: Callable[..., Any]
) -> None:
    secret = make_page("Most secret")
    make_private(secret)
    client.force_login(auditor)
    text = start(client, what="section", section=secret.pk).content.decode()
    assert "There is no such page." in text
    assert "Most secret" not in text


# The bulk action


def bulk(pages: list[Any]) -> str:
    ids = "&".join(f"id={page.pk}" for page in pages)
    return f"{reverse('wagtail_bulk_action', args=['wagtailcore', 'page', 'tdd_a11y_scan'])}?{ids}"


def test_selected_pages_are_scanned_from_the_explorer(
    home: Any, as_admin: Client, make_page: Callable[..., Any]
) -> None:
    pages = [make_page("One"), make_page("Two"), make_page("Draft", live=False)]
    make_page("Not selected")
    assert "Draft" in as_admin.get(bulk(pages)).content.decode()
    answer = as_admin.post(bulk(pages), FORM)
    scan = Scan.objects.get()
    assert answer.url == reverse("tdd_a11y:scan", args=[scan.pk])
    assert [one.title for one in scan.audits.order_by("pk")] == ["One", "Two"]
    assert scan.left_out == [["http://localhost:8000", "1 page: not live"]]


def test_pages_below_those_selected_are_scanned_where_wanted(
    home: Any, as_admin: Client, make_page: Callable[..., Any]
) -> None:
    section = make_page("Section")
    section.add_child(instance=PlainPage(title="Inner"))
    as_admin.post(bulk([section]), {**FORM, "include_descendants": "on"})
    assert Scan.objects.get().audits.count() == 2


def test_the_bulk_action_names_no_page_that_one_may_not_know_of(
    home: Any, client: Client, auditor: Any, make_page: Callable[..., Any]
) -> None:
    secret = make_page("Most secret")
    make_private(secret)
    client.force_login(auditor)
    text = client.get(bulk([secret, make_page("Public")])).content.decode()
    assert "Public" in text
    assert "Most secret" not in text
    assert client.post(bulk([secret]), FORM).status_code == 403
    client.post(bulk([home, secret]), FORM)
    assert Scan.objects.get().audits.count() == 1


def test_the_bulk_action_is_for_those_who_run_scans(home: Any, client: Client) -> None:
    client.force_login(someone("view_finding"))
    assert client.post(bulk([home]), FORM).status_code == 403
    assert not Scan.objects.exists()


# Stop, resume, and who may


def test_a_scan_is_stopped_and_goes_on(home: Any, as_admin: Client) -> None:
    scan = start_scan("All", QUICK, pages=everything())
    as_admin.post(reverse("tdd_a11y:stop_scan", args=[scan.pk]))
    assert scan.progress()["stopped"] == 1
    as_admin.post(reverse("tdd_a11y:resume_scan", args=[scan.pk]))
    assert scan.progress()["due"] == 1


REFUSED = 302
"""Wagtail's answer where a permission is missing: back to the admin's front page."""

VIEWS = [
    ("scans", 200, 200),
    ("start_scan", 200, REFUSED),
    ("scan", 200, 200),
    ("scan_live", 200, 200),
    ("stop_scan", 405, REFUSED),
    ("resume_scan", 405, REFUSED),
    ("scan_report", 200, 200),
]


@pytest.mark.parametrize(("name", "runs", "sees"), VIEWS)
def test_each_view_is_for_those_with_its_permission(
    home: Any, client: Client, name: str, runs: int, sees: int
) -> None:
    scan = start_scan("All", QUICK, pages=everything())
    args = {"scan_report": [scan.pk, "json"], "scans": [], "start_scan": []}.get(name, [scan.pk])
    for user, expected in [
        (someone("add_scan"), runs),
        (someone("view_finding"), sees),
        (someone(), REFUSED),
    ]:
        client.force_login(user)
        answer = client.get(reverse(f"tdd_a11y:{name}", args=args))
        assert answer.status_code == expected
        assert expected != REFUSED or answer.url == reverse("wagtailadmin_home")


def test_stopping_is_only_for_those_who_run_scans(home: Any, client: Client) -> None:
    scan = start_scan("All", QUICK, pages=everything())
    client.force_login(someone("view_finding"))
    client.post(reverse("tdd_a11y:stop_scan", args=[scan.pk]))
    assert scan.progress()["due"] == 1


def test_pages_are_shown_to_those_who_may_see_their_findings(
    home: Any, make_page: Callable[..., Any], admin: Any, auditor: Any, client: Client
) -> None:
    secret = make_page("Most secret")
    make_private(secret)
    scan = start_scan("All", QUICK, pages=everything(), user=admin)
    group = Group.objects.create(name="Editors of the secret")
    editor = someone("add_scan")
    editor.groups.add(group)
    GroupPagePermission.objects.create(
        group=group, page=secret, permission=Permission.objects.get(codename="change_page")
    )
    shown = {
        one: set(visible_audits(scan, one).values_list("title", flat=True))
        for one in (admin, auditor, editor)
    }
    assert shown[admin] == {"Plain home", "Most secret"}
    assert shown[auditor] == {"Plain home"}
    assert shown[editor] == {"Most secret"}

    hidden = scan.audits.get(page=secret)
    finish(hidden)
    client.force_login(auditor)
    text = client.get(reverse("tdd_a11y:scan", args=[scan.pk])).content.decode()
    assert "Most secret" not in text
    assert "1 page is not listed" in text
    details = reverse("tdd_a11y:scan_page", args=[scan.pk, hidden.pk])
    assert client.get(details).status_code == 404
    report = client.get(reverse("tdd_a11y:scan_report", args=[scan.pk, "json"]))
    assert "most-secret" not in report.content.decode()


def test_the_menu_has_scans_for_those_who_may_see_them(home: Any, client: Client) -> None:
    for permission, shown in [("view_finding", True), ("change_finding", False)]:
        client.force_login(someone(permission))
        text = client.get(reverse("wagtailadmin_home")).content.decode()
        assert (reverse("tdd_a11y:scans") in text) == shown


def test_addresses_are_kept_in_ascii_and_each_once(
    home: Any, as_admin: Client, settings: Any
) -> None:
    settings.TDD_A11Y = {"ALLOWED_HOSTS": ["1.1.1.1"]}
    given = [f"{ADDRESS}tür", f"{ADDRESS}t%C3%BCr", f"{ADDRESS}{'ü' * 400}"]
    form = {**FORM, "what": "addresses", "addresses": "\n".join(given)}
    refused = as_admin.post(reverse("tdd_a11y:start_scan"), form)
    assert "is too long" in str(refused.context["form"].errors["addresses"])
    as_admin.post(reverse("tdd_a11y:start_scan"), {**form, "addresses": "\n".join(given[:2])})
    assert [one.url for one in PageAudit.objects.all()] == [f"{ADDRESS}t%C3%BCr"]


@pytest.mark.parametrize(
    ("address", "sent"),
    [
        (
            "https://bücher.example:8000/ä?q=ö#ü",
            "https://xn--bcher-kva.example:8000/%C3%A4?q=%C3%B6#%C3%BC",
        ),
        ("https://example.org/%41 b", "https://example.org/%41%20b"),
        ("https://[nonsense/ü", "https://[nonsense/%C3%BC"),
    ],
)
def test_an_address_is_written_as_it_is_sent(address: str, sent: str) -> None:
    assert as_ascii(address) == as_ascii(sent) == sent


def test_a_page_whose_address_is_too_long_is_left_out(
    home: Any, make_page: Callable[..., Any], monkeypatch: pytest.MonkeyPatch
) -> None:
    make_page("Long")
    monkeypatch.setattr("a11y.scans.start.LONGEST_ADDRESS", len("http://localhost:8000/"))
    scan = start_scan("All", QUICK, pages=everything())
    assert [one.title for one in scan.audits.all()] == ["Plain home"]
    told = "1 page: with an address that is too long"
    assert scan.left_out == [["http://localhost:8000", told]]


# What a scan says


def test_a_second_scan_tells_what_was_fixed_and_a_third_what_is_back(
    home: Any, as_admin: Client
) -> None:
    one, other = results.barrier("one"), results.barrier("other")
    told = []
    for number, found in enumerate([(one, other), (one,), (one, other)]):
        scan = start_scan(f"Scan {number}", QUICK, pages=everything())
        audit = scan.audits.get()
        finish(audit)
        record(audit, results.result(*found), home)
        context = as_admin.get(reverse("tdd_a11y:scan", args=[scan.pk])).context
        told.append({what: count for what, count in context["changes"] if count})
        row = context["rows"][0]
        assert (row.failed, row.new, row.back, row.gone) == (
            len(found),
            *(told[-1].get(what, 0) for what in ("new", "back", "fixed")),
        )
    assert told == [{"new": 2}, {"fixed": 1, "still there": 1}, {"back": 1, "still there": 1}]


def test_a_scan_keeps_what_it_said_when_a_later_one_says_something_else(
    home: Any, as_admin: Client
) -> None:
    scans = []
    for said in (
        results.barrier(),
        results.barrier(
            impact=None,
            occurrences=(EngineOccurrence(results.WIDE, "Its description says nothing."),),
        ),
    ):
        scan = start_scan("All", QUICK, pages=everything())
        finish(scan.audits.get())
        record(scan.audits.get(), results.result(said), home)
        scans.append(scan)
    words = [("critical", "This image has no"), ("not rated", "Its description says nothing.")]
    for scan, (impact, message) in zip(scans, words, strict=True):
        address = reverse("tdd_a11y:scan_page", args=[scan.pk, scan.audits.get().pk])
        content = as_admin.get(address).content.decode()
        assert impact in content
        assert message in content
        impacts = as_admin.get(reverse("tdd_a11y:scan", args=[scan.pk])).context["impacts"]
        assert {word: count for _key, word, count in impacts if count} == {impact: 1}


def test_the_memory_of_results_is_bounded_and_can_be_emptied_at_any_time(
    home: Any, make_page: Callable[..., Any], monkeypatch: pytest.MonkeyPatch
) -> None:
    make_page("Second")
    make_page("Third")
    scan = start_scan("All", QUICK, pages=everything())
    for audit in scan.audits.all():
        finish(audit)
    monkeypatch.setattr(kept_results, "_MOST_KNOWN", 2)

    class Emptied(dict[Any, Any]):
        """As if another thread emptied it between any two steps."""

        def get(self, key: Any, default: Any = None) -> Any:
            value = super().get(key, default)
            self.clear()
            return value

    for memory in (dict[Any, Any](), Emptied()):
        monkeypatch.setattr(kept_results, "_known", memory)
        for _ in range(3):
            assert [one.error for one in report_of(scan, scan.audits.all()).pages] == ["", "", ""]
            assert len(memory) <= 2


def test_a_scan_tells_what_is_new_back_and_fixed(
    home: Any, as_admin: Client, make_finding: Callable[..., Finding]
) -> None:
    scan = start_scan("All", QUICK, pages=everything())
    audit = scan.audits.get()
    finish(audit, make_finding(home))
    finish(audit, make_finding(home, message="It is back."), change="back")
    Occurrence.objects.create(
        audit=audit, finding=make_finding(home, message="It was mended."), change="gone"
    )
    context = as_admin.get(reverse("tdd_a11y:scan", args=[scan.pk])).context
    assert dict(context["changes"]) == {"new": 1, "back": 1, "fixed": 1, "still there": 0}
    assert ("critical", "critical", 2) in context["impacts"]
    row = context["rows"][0]
    assert (row.failed, row.asked, row.new, row.back, row.gone) == (2, 0, 1, 1, 1)
    details = as_admin.get(reverse("tdd_a11y:scan_page", args=[scan.pk, audit.pk]))
    assert "It was mended." in details.content.decode()


def test_the_screen_of_a_large_scan_costs_as_much_as_that_of_a_small_one(
    home: Any, as_admin: Client, django_assert_max_num_queries: Any
) -> None:
    scan = start_scan("All", QUICK, urls=[f"{ADDRESS}{number}" for number in range(400)])
    as_admin.get(reverse("tdd_a11y:scan_live", args=[scan.pk]))
    with django_assert_max_num_queries(14):
        as_admin.get(reverse("tdd_a11y:scan_live", args=[scan.pk]))


def test_scans_are_listed_and_found_by_name(home: Any, as_admin: Client) -> None:
    start_scan("In spring", QUICK, pages=everything())
    start_scan("In autumn", QUICK, pages=everything())
    text = as_admin.get(reverse("tdd_a11y:scans")).content.decode()
    assert text.index("In autumn") < text.index("In spring")
    found = as_admin.get(reverse("tdd_a11y:scans_results"), {"q": "spring"}).content.decode()
    assert "In spring" in found
    assert "In autumn" not in found


# Reports


def test_the_report_says_what_was_not_audited(home: Any, make_page: Callable[..., Any]) -> None:
    make_page("Failed")
    make_page("Stopped")
    scan = start_scan("All", QUICK, pages=everything())
    first, second, _third = scan.audits.order_by("pk")
    finish(first)
    PageAudit.objects.filter(pk=second.pk).update(state="failed", error="It hung.")
    scan.stop()
    report = report_of(scan, scan.audits.all())
    assert [page.error for page in report.pages] == ["", "It hung."]
    assert [(page.url, page.reason) for page in report.skipped] == [
        ("http://localhost:8000/stopped/", "stopped")
    ]


def test_another_format_is_not_found(home: Any, as_admin: Client) -> None:
    scan = start_scan("All", QUICK, pages=everything())
    assert as_admin.get(reverse("tdd_a11y:scan_report", args=[scan.pk, "exe"])).status_code == 404


# The command


def command(*arguments: str) -> tuple[str, str]:
    out, err = StringIO(), StringIO()
    call_command("audit_scan", *arguments, stdout=out, stderr=err)
    return out.getvalue(), err.getvalue()


def meanwhile(monkeypatch: pytest.MonkeyPatch, work: Callable[[PageAudit], None]) -> None:
    """Let this happen to one audit each time the command waits."""

    def sleep(_seconds: float) -> None:
        work(PageAudit.objects.filter(state=PageAudit.State.DUE).first())

    monkeypatch.setattr("a11y.management.commands.audit_scan.sleep", sleep)


def test_the_command_orders_a_scan_and_prints_its_number(home: Any) -> None:
    out, _err = command("--level", "AAA", "--viewport", "640x480", "--scheme", "dark", "--at-rest")
    scan = Scan.objects.get()
    assert out.strip() == str(scan.pk)
    assert scan.profile == "AAA+ 640x480 dark rest"


def test_the_command_scans_a_section(home: Any, make_page: Callable[..., Any]) -> None:
    make_page("Section")
    command("--section", "/section/")
    assert [one.title for one in Scan.objects.get().audits.all()] == ["Section"]


def test_waiting_without_barriers_exits_with_0(home: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    meanwhile(monkeypatch, finish)
    _out, err = command("--wait")
    assert "1 pages audited, 0 barriers." in err


def test_waiting_for_barriers_exits_with_1(
    home: Any, monkeypatch: pytest.MonkeyPatch, make_finding: Callable[..., Finding]
) -> None:
    meanwhile(monkeypatch, lambda audit: finish(audit, make_finding(home)))
    with pytest.raises(SystemExit) as caught:
        command("--wait")
    assert caught.value.code == 1


def test_barriers_that_a_person_has_set_aside_do_not_count(
    home: Any, monkeypatch: pytest.MonkeyPatch, make_finding: Callable[..., Finding]
) -> None:
    meanwhile(monkeypatch, lambda audit: finish(audit, make_finding(home, triage="no_barrier")))
    command("--wait")


def test_a_page_that_could_not_be_audited_exits_with_2(
    home: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(audit: PageAudit) -> None:
        PageAudit.objects.filter(pk=audit.pk).update(state="failed", error="It hung.")

    meanwhile(monkeypatch, fail)
    with pytest.raises(SystemExit) as caught:
        command("--wait")
    assert caught.value.code == 2


def test_ctrl_c_exits_with_130_and_leaves_the_scan_going(
    home: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    def interrupt(_audit: PageAudit) -> None:
        raise KeyboardInterrupt

    meanwhile(monkeypatch, interrupt)
    with pytest.raises(SystemExit) as caught:
        command("--wait")
    assert caught.value.code == 130
    assert Scan.objects.get().progress()["due"] == 1


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["--site", "nowhere.example"], "There is no site at nowhere.example"),
        (["--section", "/nowhere/"], "There is no live page at /nowhere/"),
        (["--url", "https://example.org/"], "may not be scanned"),
    ],
)
def test_what_cannot_be_scanned_exits_with_2(home: Any, arguments: list[str], said: str) -> None:
    with pytest.raises(CommandError, match=said) as caught:
        command(*arguments)
    assert caught.value.returncode == 2
    assert not Scan.objects.exists()
