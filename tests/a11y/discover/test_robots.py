"""What a site asks of robots is done."""

import itertools

import pytest

from a11y.engine.discover import CrawlLimits, crawl
from a11y.engine.errors import DiscoveryError
from tests.a11y.discover.site import skipped, urls

RULES = {
    "the longest rule decides": ("Disallow: /\nAllow: /public/", {"/public/x": 1, "/private": 0}),
    "of two as long the one that allows": ("Disallow: /a\nAllow: /a", {"/a": 1}),
    "a star is anything": ("Disallow: /*/print*.html", {"/a/b/print-1.html": 0, "/print.html": 1}),
    "a dollar is the end": (
        "Disallow: /*.pdf$",
        {"/a.pdf": 0, "/a.pdf?page=1": 1, "/a.pdf/b.pdf": 0},
    ),
    "a dollar alone is the end too": ("Disallow: /a$", {"/a": 0, "/ab": 1}),
    "what stars share is not matched twice": ("Disallow: /ab*ba$", {"/aba": 1, "/abba": 0}),
    "queries count": ("Disallow: /*?s=", {"/?s=a": 0, "/?t=a": 1}),
    "escapes have one spelling": ("Disallow: /%7eme/ü", {"/~me/%C3%BC": 0}),
    "an empty rule forbids nothing": ("Disallow:", {"/a": 1}),
    "comments and empty lines end nothing": ("\n# Why\n\nDisallow: /a # this", {"/a": 0, "/b": 1}),
}


@pytest.mark.parametrize("name", RULES)
def test_robots_txt_is_obeyed(site, name):
    rules, expected = RULES[name]
    site.put("/robots.txt", f"User-agent: *\n{rules}\nAllow: /start")
    found = [*crawl(site.page("/start", *expected))]
    allowed = [site.address + path for path, allowed in expected.items() if allowed]
    assert urls(found) == [site.address + "/start", *allowed]
    forbidden = {site.address + path for path, allowed in expected.items() if not allowed}
    assert skipped(found) == dict.fromkeys(forbidden, "robots.txt forbids it")


def test_rules_for_this_robot_stand_instead_of_those_for_all(site):
    site.put(
        "/robots.txt",
        "User-agent: *\nDisallow: /\n\nUser-agent: Other\nUser-agent: TDD-Pages-Audit/1.0\n"
        "Disallow: /a\n\nUser-agent: tdd-pages-audit\nDisallow: /b\n",
    )
    found = [*crawl(site.page("/", "/a", "/b"))]
    assert urls(found) == [site.address + "/"]
    assert skipped(found).keys() == {site.address + "/a", site.address + "/b"}


def test_no_redirect_leads_to_what_robots_txt_forbids(site):
    site.put("/robots.txt", "User-agent: *\nDisallow: /b")
    site.redirect("/a", "/b")
    found = [*crawl(site.page("/", "/a"))]
    assert skipped(found) == {
        site.address + "/a": f"it redirects to {site.address}/b, which robots.txt forbids"
    }
    assert "/b" not in site.asked


def test_a_start_that_robots_txt_forbids_says_how_to_allow_it(site):
    site.put("/robots.txt", "User-agent: *\nDisallow: /")
    with pytest.raises(DiscoveryError, match=r"forbids .* Allow it there for tdd-pages-audit"):
        next(crawl(site.page("/")))
    assert site.asked == ["/robots.txt"]


def test_a_site_whose_robots_txt_fails_is_left_alone(site):
    site.put("/robots.txt", "", status=503)
    with pytest.raises(DiscoveryError, match=r"robots\.txt answers with HTTP status 503"):
        next(crawl(site.page("/")))
    with pytest.raises(DiscoveryError, match=r"robots\.txt cannot be fetched: .*refused"):
        next(crawl("http://127.0.0.1:1/"))


def test_the_delay_robots_txt_asks_for_is_kept_up_to_a_limit(site):
    site.put("/robots.txt", "User-agent: *\nCrawl-delay: 0.2")
    [*crawl(site.page("/", "/a", "/b"))]
    pages = site.times[1:]
    assert all(after - before >= 0.2 for before, after in itertools.pairwise(pages))

    site.put("/robots.txt", "User-agent: *\nCrawl-delay: 3600")
    assert len(urls(crawl(site.address + "/", limits=CrawlLimits(delay=0.01)))) == 3
