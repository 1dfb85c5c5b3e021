"""Whether a page has changed, told without a browser."""

import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest

from a11y.engine.browser.access import Access
from a11y.engine.digest import Digests
from a11y.engine.model import Target


def digest(url, access=None):
    return Digests(access or Access()).of(Target(url))


def test_the_same_page_has_the_same_digest_and_another_has_another(web):
    first = digest(web.page("<p>One</p>"))
    assert first == digest(web.page("<p>One</p>"))
    assert first != digest(web.page("<p>Two</p>"))


def test_what_changes_at_each_request_and_shows_nowhere_changes_nothing(web):
    changing = """<input name="token" value="{0}" type="hidden"><script nonce="{0}">1</script>
        <style nonce='{0}'></style>"""
    digests = [digest(web.page(changing.format(number))) for number in (1, 2)]
    assert digests[0] == digests[1]
    assert digests[0] != digest(web.page(changing.format(1) + "<input value='2'>"))


@pytest.mark.parametrize(
    "markup",
    [
        '<link rel="stylesheet" href="/asset">',
        '<script src="asset"></script>',
        '<img src="/asset" alt="">',
        '<iframe src="/asset"></iframe>',
    ],
)
def test_a_changed_asset_is_a_changed_page(web, markup):
    page = web.page(markup)
    digests = [digest(page)]
    for content in ("one", "two"):
        web.put("/asset", content)
        digests.append(digest(page))
    assert len(set(digests)) == 3


def test_assets_of_other_sites_are_not_asked_for(web):
    web.put("/asset", "one")
    elsewhere = web.address.replace("127.0.0.1", "localhost")
    page = web.page(f'<img src="{elsewhere}/asset" alt="">')
    first = digest(page)
    web.put("/asset", "two")
    assert digest(page) == first


def test_what_cannot_be_fetched_or_leads_elsewhere_has_no_digest(web):
    assert digest(web.address + "/missing") == ""
    assert digest(web.put("/here", "/there", status=302)) == ""
    assert digest("http://nobody.invalid/") == ""


def test_a_page_of_this_machine_has_one(tmp_path):
    file = tmp_path / "page.html"
    file.write_text("<img src='a.png'>")
    first = digest(file.as_uri())
    (tmp_path / "a.png").write_bytes(b"png")
    assert first != digest(file.as_uri())


def test_a_version_is_asked_for_once_and_an_asset_with_one_is_not_fetched():
    asked = []

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self):
            asked.append((self.command, self.path, self.headers.get("X-Key")))
            self.send_response(200)
            self.send_header("Content-Type", "text/html")
            self.send_header("ETag", '"v1"')
            self.end_headers()
            if self.command == "GET":
                self.wfile.write(b"<img src='/asset'>")

        do_HEAD = do_GET  # noqa: N815

        def log_message(self, format, *args):
            pass

    with ThreadingHTTPServer(("127.0.0.1", 0), Handler) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        address = f"http://127.0.0.1:{server.server_port}"
        digests = Digests(Access((address,), headers=(("X-Key", "1"),)))
        pages = [Target(f"{address}/{number}") for number in range(3)]
        assert len(set(digests.of_all(pages[:1]) + digests.of_all(pages[1:]))) == 1
        server.shutdown()
    assert [command for command, path, _ in asked if path == "/asset"] == ["HEAD"]
    assert {key for _, _, key in asked} == {"1"}
