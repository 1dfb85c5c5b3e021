"""Addresses have one spelling."""

import pytest

from a11y.engine.discover.addresses import web_address


@pytest.mark.parametrize(
    ("reference", "address"),
    [
        ("HTTP://Host.Example:80", "http://host.example/"),
        ("https://host.example:443/?", "https://host.example/"),
        ("https://host.example:80/", "https://host.example:80/"),
        ("http://host.example/a/./b/../%2e%2E/c/..#part", "http://host.example/"),
        ("http://host.example/../a/.", "http://host.example/a/"),
        ("http://host.example/%7Eme/%c3%bc%2f", "http://host.example/~me/%C3%BC%2F"),
        ("http://name:word@host.example/", "http://host.example/"),
        ("http://straße.example/ö?ü=a b", "http://xn--strae-oqa.example/%C3%B6?%C3%BC=a%20b"),
        ("http://[::1]:8000", "http://[::1]:8000/"),
        (" \n//other.example/x\t", "http://other.example/x"),
        ("?page=2#top", "http://host.example/dir/page?page=2"),
        ("../up?", "http://host.example/up"),
        ("#top", "http://host.example/dir/page"),
        ("mailto:someone@host.example", None),
        ("javascript:void(0)", None),
        ("ftp://host.example/", None),
        ("https://", None),
        ("http://host.example:99999/", None),
        ("http://[::1", None),
        ("http://two words/", None),
    ],
)
def test_an_address_has_one_spelling(reference, address):
    assert web_address(reference, "http://host.example/dir/page") == address
    assert address is None or web_address(address) == address
