"""Pages that links lead to."""

import gzip

import pytest

from a11y.engine.discover import CrawlLimits, crawl
from a11y.engine.errors import DiscoveryError
from a11y.engine.model import Target
from tests.a11y.discover.site import DRIP, HANG, skipped, urls


def test_a_crawl_finds_what_links_lead_to_nearest_first(site):
    start = site.page("/", "/a", "/b", "/")
    site.page("/a", "deep", "/b#part", "//127.0.0.1:1/", "https://host.example/", "mailto:a@b.c")
    site.page("/b", "/a", "/a/../b", "?")
    site.page("/deep", "/")
    assert urls(crawl(start)) == [site.address + path for path in ("/", "/a", "/b", "/deep")]
    assert sorted(site.asked) == ["/", "/a", "/b", "/deep", "/robots.txt"]


def test_pages_come_while_the_crawl_goes_on(site):
    found = crawl(site.page("/", "/a", "/b"))
    assert next(found) == Target(site.address + "/")
    assert site.asked == ["/robots.txt", "/"]


def test_a_linked_page_that_cannot_be_fetched_is_found_too(site):
    site.put("/slow", HANG)
    site.put("/drip", DRIP)
    site.redirect("/nowhere", "mailto:someone@host.example")
    site.put("/error", "", status=500)
    site.put("/zip", gzip.compress(b"x" * 99)[:20])
    start = site.page("/", "/missing", "/slow", "/drip", "/nowhere", "/error", "/zip")
    found = urls(crawl(start, limits=CrawlLimits(timeout=0.3)))
    assert [url.removeprefix(site.address) for url in found] == [
        "/",
        "/missing",
        "/slow",
        "/drip",
        "/nowhere",
        "/error",
        "/zip",
    ]


def test_what_is_no_page_is_not_found(site):
    start = site.put(
        "/",
        '<p><a href="/pdf">A</a><a href="/data.csv" download>B</a><a name="here">C</a>'
        '<a rel="nofollow" href="/nofollow">D</a><map><area href="/area"></map>',
    )
    site.put("/pdf", "%PDF", Content_Type="application/pdf")
    site.page("/data.csv")
    site.page("/nofollow")
    site.put(
        "/area",
        '<html xmlns="http://www.w3.org/1999/xhtml"/>',
        Content_Type="application/xhtml+xml",
    )
    assert urls(crawl(start)) == [start, site.address + "/nofollow", site.address + "/area"]
    assert "/data.csv" not in site.asked


def test_links_are_resolved_against_the_base_a_page_names(site):
    start = site.page("/a/b", "c", head='<base href="/base/"><base href="/second/">')
    assert urls(crawl(start)) == [start, site.address + "/base/c"]


def test_redirects_are_followed_within_the_site_only(site, sites):
    other = sites().page("/there")
    site.redirect("/old", "/new")
    site.redirect("/older", "/old")
    site.redirect("/away", other)
    site.page("/new")
    found = [*crawl(site.page("/", "/old", "/older", "/away"))]
    assert urls(found) == [site.address + "/", site.address + "/new"]
    assert skipped(found) == {
        site.address + "/away": f"it redirects to {other}, which is another site"
    }


def test_a_door_that_all_pages_lead_to_is_found_a_few_times_only(site):
    for page in "abcd":
        site.redirect(f"/{page}", f"/login?next={page}")
        site.page(f"/login?next={page}")
    found = [*crawl(site.page("/", *"abcd"), limits=CrawlLimits(variants=2))]
    logins = [f"{site.address}/login?next={page}" for page in "ab"]
    assert urls(found) == [site.address + "/", *logins]
    assert [*skipped(found)] == [site.address + "/login?next=c"]


def test_a_start_that_redirects_to_another_site_names_it(site, sites):
    other = sites().page("/there")
    with pytest.raises(
        DiscoveryError, match=rf"redirects to {other}, .*another site\. Start there"
    ):
        next(crawl(site.redirect("/", other)))
    with pytest.raises(DiscoveryError, match=r"not at host\.example"):
        next(crawl("host.example"))


def test_a_crawl_ends_at_its_limits_and_says_what_was_left(site):
    start = site.page("/0", "/1", "/one", "/two")
    for number in range(1, 9):
        site.page(f"/{number}", f"/{number + 1}")
    assert len(urls(crawl(start, limits=CrawlLimits(depth=4)))) == 7

    found = [*crawl(start, limits=CrawlLimits(pages=2))]
    assert urls(found) == [start, site.address + "/1"]
    assert skipped(found) == {site.address + "/one": "2 pages were enough; 3 addresses were left"}


def test_a_calendar_without_end_does_not_hold_a_crawl(site):
    for month in range(1, 50):
        site.page(f"/calendar?month={month}", f"?month={month + 1}", "/about")
    site.page("/about")
    start = site.address + "/calendar?month=1"
    found = [*crawl(start, limits=CrawlLimits(variants=3))]
    assert [url.removeprefix(site.address) for url in urls(found)] == [
        "/calendar?month=1",
        "/calendar?month=2",
        "/about",
        "/calendar?month=3",
    ]
    assert skipped(found) == {
        site.address
        + "/calendar?month=4": "more than 3 addresses differ from it in their query alone"
    }


def test_of_a_huge_page_only_the_beginning_is_searched_for_links(site):
    start = site.put("/", f'<a href="/a">A</a>{" " * 5000}<a href="/b">B</a>')
    site.page("/a")
    assert urls(crawl(start, limits=CrawlLimits(max_bytes=1000))) == [start, site.address + "/a"]


@pytest.mark.parametrize("charset", ["utf-8", "iso-8859-1", "unheard-of"])
def test_links_are_read_in_the_encoding_of_their_page(site, charset):
    body = '<meta charset="utf-8"><a href="/ü">A</a>'
    known = charset.replace("unheard-of", "utf-8")
    start = site.put("/", body.encode(known), Content_Type=f"text/html; charset={charset}")
    assert urls(crawl(start)) == [start, site.address + "/%C3%BC"]


@pytest.mark.parametrize("body", [b"", b"\0\0", b"<!-- -->", b"<div>" * 3000 + b'<a href="/x">'])
def test_an_odd_page_is_a_page(site, body):
    assert urls(crawl(site.put("/", body))) == [site.address + "/"]


def test_headers_are_sent_with_each_request_of_a_crawl(site):
    [*crawl(site.page("/", "/a"), headers={"Cookie": "session=1", "user-agent": "Own"})]
    assert [*site.headers] == ["/robots.txt", "/", "/a"]
    sent = [(headers["Cookie"], headers["User-Agent"]) for headers in site.headers.values()]
    assert set(sent) == {("session=1", "Own")}
