"""Pages that sitemaps list."""

import gzip
import itertools

import pytest

from a11y.engine.discover import SitemapLimits, in_sitemap
from a11y.engine.errors import DiscoveryError
from tests.a11y.discover.site import HANG, NAMESPACE, skipped, urls

ENTITIES = '<!DOCTYPE urlset [<!ENTITY page "http://host.example/">]>'
LAUGHS = (
    '<!DOCTYPE urlset [<!ENTITY a "http://host.example/">'
    + "".join(f'<!ENTITY {b} "{f"&{a};" * 10}">' for a, b in itertools.pairwise("abcdefghi"))
    + "]>"
)
# Without the time of day in it, so that a test beside this one has the same name.
ZIPPED = gzip.compress(b" " * 3_000_000, mtime=0)


def test_a_sitemap_gives_each_of_its_pages_once_wherever_they_are(site):
    pages = "http://a.example/", "https://b.example/x?a=1&amp;b=2", "HTTP://A.example:80"
    found = urls(in_sitemap(site.sitemap("/pages.xml", *pages)))
    assert found == ["http://a.example/", "https://b.example/x?a=1&b=2"]


@pytest.mark.parametrize("namespace", ["", NAMESPACE, 'xmlns="http://www.google.com/schemas/0.84"'])
def test_a_sitemap_may_be_in_any_namespace_and_after_white_space(site, namespace):
    image = '<i:image xmlns:i="image"><i:loc>http://host.example/image.png</i:loc></i:image>'
    url = f"<url>{image}<loc><!-- new -->\n http://host.example/ \n</loc></url>"
    sitemap = site.put("/s", f"\n<?xml version='1.0'?><urlset {namespace}>{url}</urlset>")
    assert urls(in_sitemap(sitemap)) == ["http://host.example/"]


def test_gzip_is_known_by_its_content(site):
    site.sitemap("/s", "http://host.example/")
    zipped = gzip.compress(site.answers["/s"][2])
    for body in (zipped, gzip.compress(zipped)):
        sitemap = site.put("/pages.xml", body, Content_Type="text/xml")
        assert urls(in_sitemap(sitemap)) == ["http://host.example/"]


def test_an_index_is_followed_into_the_sitemaps_it_names(site):
    inner = site.index("/inner", site.sitemap("/2", "http://host.example/2"))
    outer = site.index("/outer", site.sitemap("/1", "http://host.example/1"), inner)
    assert urls(in_sitemap(outer)) == ["http://host.example/1", "http://host.example/2"]


def test_an_index_that_names_itself_is_read_once(site):
    index = site.address + "/index"
    site.index("/index", index, site.index("/other", index, site.sitemap("/1", "http://a.example")))
    assert urls(in_sitemap(index)) == ["http://a.example/"]
    assert site.asked == ["/index", "/other", "/1"]


def test_a_broken_sitemap_in_an_index_is_skipped_and_the_rest_goes_on(site):
    broken = {
        site.address + "/missing": "answers with HTTP status 404",
        site.put("/cut", "<urlset><url>"): "is not well-formed XML",
        site.put("/zip", gzip.compress(b"x" * 99)[:20]): "has broken gzip data",
        site.put("/feed", "<rss/>"): "is not a sitemap but a document of <rss>",
        site.redirect("/round", "/round"): "redirects more than 10 times",
        site.put("/slow", HANG): "does not answer within 0.3 seconds",
        "ftp://host.example/sitemap.xml": "it is no web address",
    }
    index = site.index("/index", *broken, site.sitemap("/good", "http://host.example/"))
    found = [*in_sitemap(index, limits=SitemapLimits(timeout=0.3))]
    assert urls(found) == ["http://host.example/"]
    reasons = skipped(found)
    assert reasons.keys() == broken.keys()
    assert all(broken[url] in reasons[url] for url in broken), reasons


@pytest.mark.parametrize(
    ("body", "complaint"),
    [
        ("<!doctype html><title>Home</title>", r"is not well-formed XML \(text/html\)"),
        ("", "is not well-formed XML"),
        ("<html/>", "is not a sitemap but a document of <html>"),
        (f"{ENTITIES}<urlset><url><loc>&page;</loc></url></urlset>", "document type declaration"),
        (f"{LAUGHS}<urlset><url><loc>&i;</loc></url></urlset>", "entity|document type"),
        (f'{LAUGHS}<urlset page="&i;"/>', "entity|document type"),
        ('<!DOCTYPE urlset SYSTEM "/dtd"><urlset/>', "document type declaration"),
        (ZIPPED, "is larger than 1 MiB"),
        (gzip.compress(ZIPPED, mtime=0), "is larger than 1 MiB"),
        (b" " * 3_000_000, "is larger than 1 MiB"),
    ],
)
def test_a_sitemap_that_cannot_be_used_is_named_and_so_is_what_is_wrong(site, body, complaint):
    sitemap = site.put("/sitemap.xml", body)
    with pytest.raises(DiscoveryError, match=f"^The sitemap {sitemap} .*({complaint})"):
        next(in_sitemap(sitemap, limits=SitemapLimits(max_bytes=1024 * 1024)))
    assert site.asked == ["/sitemap.xml"], "nothing a sitemap declares is fetched"


def test_a_sitemap_that_cannot_be_reached_is_named(site):
    with pytest.raises(DiscoveryError, match=r"http://127.0.0.1:1/s cannot be fetched: .*refused"):
        next(in_sitemap("http://127.0.0.1:1/s"))
    with pytest.raises(DiscoveryError, match=r"not so: sitemap\.xml"):
        next(in_sitemap("sitemap.xml"))


def test_a_sitemap_without_a_page_is_an_error(site):
    with pytest.raises(DiscoveryError, match=r"No page is listed in .*/empty"):
        [*in_sitemap(site.sitemap("/empty"))]


def test_a_site_is_asked_for_the_sitemaps_its_robots_txt_names(site):
    named = [site.sitemap("/1", "http://host.example/1"), site.address + "/missing"]
    named.append(site.sitemap("/2", "http://host.example/2"))
    site.put("/robots.txt", "User-agent: *\n" + "".join(f"Sitemap: {url}\n" for url in named))
    found = [*in_sitemap(site.address)]
    assert urls(found) == ["http://host.example/1", "http://host.example/2"]
    assert skipped(found) == {named[1]: "this sitemap answers with HTTP status 404"}


def test_a_site_whose_robots_txt_names_none_is_asked_for_the_usual_one(site):
    site.sitemap("/sitemap.xml", "http://host.example/")
    assert urls(in_sitemap(site.address + "/")) == ["http://host.example/"]


def test_a_site_whose_robots_txt_fails_names_no_sitemap(site):
    site.put("/robots.txt", "", status=500)
    with pytest.raises(DiscoveryError, match=r"robots\.txt answers with HTTP status 500"):
        next(in_sitemap(site.address))


def test_beyond_its_limits_a_sitemap_is_left(site):
    pages = site.sitemap("/1", *(f"http://host.example/{number}" for number in range(4)))
    index = site.index("/index", pages, site.sitemap("/2", "http://host.example/x"))

    found = [*in_sitemap(index, limits=SitemapLimits(pages=3))]
    assert len(urls(found)) == 3
    assert skipped(found) == {"http://host.example/3": "the sitemaps list more than 3 pages"}

    found = [*in_sitemap(index, limits=SitemapLimits(sitemaps=1))]
    assert len(urls(found)) == 4
    assert skipped(found) == {site.address + "/2": "there are more than 1 nested sitemaps"}

    found = [*in_sitemap(site.index("/outer", index, pages), limits=SitemapLimits(depth=1))]
    assert len(urls(found)) == 4
    assert skipped(found) == {
        site.address + "/1": "this sitemap is nested more than 1 deep",
        site.address + "/2": "this sitemap is nested more than 1 deep",
    }


def test_headers_go_to_the_site_they_are_for_and_nowhere_else(site, sites):
    other = sites()
    index = site.index(
        "/index",
        site.sitemap("/own", "http://host.example/"),
        other.sitemap("/other", "http://host.example/other"),
        site.redirect("/moved", other.sitemap("/elsewhere", "http://host.example/elsewhere")),
    )
    assert len(urls(in_sitemap(index, headers={"Authorization": "Basic secret"}))) == 3
    assert all("Authorization" in headers for headers in site.headers.values())
    assert [*other.headers] == ["/other", "/elsewhere"]
    assert not any("Authorization" in headers for headers in other.headers.values())
