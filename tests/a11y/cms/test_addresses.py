"""Which addresses may be scanned."""

import pytest

from a11y.addresses import AddressError, check_address, check_redirects

pytestmark = pytest.mark.django_db


def test_no_host_may_be_scanned_that_the_project_does_not_name(home):
    with pytest.raises(AddressError, match="may not be scanned"):
        check_address("https://example.org/")


@pytest.mark.parametrize("host", ["example.org", "www.example.org"])
def test_a_name_with_a_dot_stands_for_all_below_it(settings, host, home):
    settings.TDD_A11Y = {
        "ALLOWED_HOSTS": ("example.org", ".example.org"),
        "PRIVATE_ADDRESSES": True,
    }
    check_address(f"https://{host}/")


@pytest.mark.parametrize(
    "address",
    [
        "http://127.0.0.1/",
        "http://localhost:8000/",
        "http://[::1]/",
        "http://169.254.169.254/latest/meta-data/",
        "http://10.0.0.1/",
        "http://[fd00::1]/",
        "http://[::ffff:10.0.0.1]/",
        "http://2130706433/",
        "http://0/",
        "http://[64:ff9b::a00:1]/",
        "http://[2002:7f00:1::]/",
        "http://224.0.0.1/",
    ],
)
def test_the_own_network_is_not_for_everybody(settings, address, home):
    hosts = "127.0.0.1 localhost:* [::1] 169.254.169.254 10.0.0.1 [fd00::1] [::ffff:10.0.0.1] "
    hosts += "2130706433 0 [64:ff9b::a00:1] [2002:7f00:1::] 224.0.0.1"
    settings.TDD_A11Y = {"ALLOWED_HOSTS": tuple(hosts.split())}

    with pytest.raises(AddressError, match="leads into the own network"):
        check_address(address)


@pytest.mark.parametrize(
    "address", ["file:///etc/passwd", "javascript:alert(1)", "http://", "http://[", "data:,x", ""]
)
def test_what_is_no_web_address_is_refused(settings, address, home):
    settings.TDD_A11Y = {"ALLOWED_HOSTS": ("",), "PRIVATE_ADDRESSES": True}

    with pytest.raises(AddressError):
        check_address(address)


@pytest.mark.parametrize(
    "address",
    [
        r"http://127.0.0.1\@example.org/",
        "http://127.0.0.1@example.org/",
        "http://example.org\t/",
        "http://example.org/a b",
    ],
)
def test_what_a_browser_reads_differently_is_refused(settings, address, home):
    settings.TDD_A11Y = {"ALLOWED_HOSTS": ("example.org",), "PRIVATE_ADDRESSES": True}

    with pytest.raises(AddressError, match="backslash"):
        check_address(address)


def test_ports_other_than_the_usual_are_named(settings, home):
    settings.TDD_A11Y = {
        "ALLOWED_HOSTS": ("example.org", "two.example.org:8443"),
        "PRIVATE_ADDRESSES": True,
    }

    check_address("https://two.example.org:8443/")
    for refused in ("http://example.org:9200/", "https://two.example.org/"):
        with pytest.raises(AddressError, match="may not be scanned"):
            check_address(refused)


def test_a_name_that_is_no_hosts_is_said_to_be_unknown(settings, home):
    settings.TDD_A11Y = {"ALLOWED_HOSTS": (".example.org",)}

    with pytest.raises(AddressError, match="not known"):
        check_address(f"http://{'a' * 64}.example.org/")


def test_a_host_that_nobody_knows_is_said_to_be_none(settings, home):
    settings.TDD_A11Y = {"ALLOWED_HOSTS": ("nowhere.invalid",)}

    with pytest.raises(AddressError, match="not known"):
        check_address("http://nowhere.invalid/")


def test_a_redirect_into_the_own_network_is_not_followed(settings, web, home):
    settings.TDD_A11Y = {"ALLOWED_HOSTS": ("127.0.0.1:*",), "PRIVATE_ADDRESSES": True}
    inside = web.page("Secret").replace("127.0.0.1", "[::1]")
    web.answers["/away"] = (302, "text/html", inside.encode())

    with pytest.raises(AddressError, match="may not be scanned"):
        check_redirects(f"{web.address}/away")
