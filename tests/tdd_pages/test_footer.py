"""The footer and the contact details: data in the CMS, words on the page."""

from datetime import time
from typing import Any

import pytest
from bs4 import BeautifulSoup
from django.core.exceptions import ValidationError
from django.test import Client, RequestFactory
from django.utils import timezone
from wagtail.blocks import StructBlockValidationError
from wagtail.models import Locale, Page, PageViewRestriction, Site

from tdd_pages.pages.models import ComponentPage
from tdd_pages.shell.contact import ContactDetails, HoursBlock
from tdd_pages.shell.footer import FollowBlock, Footer, SiteFooter, resolve_footer
from tdd_pages.shell.settings import ShellSettings
from tdd_pages.shell.where import Where

HOURS = {"first_day": "monday", "last_day": "friday", "opens": time(8), "closes": time(20)}


@pytest.fixture
def site(db: None) -> Site:
    return Site.objects.select_related("root_page").get(is_default_site=True)


@pytest.fixture
def page(home: Page) -> ComponentPage:
    return home.add_child(instance=ComponentPage(title="Accessibility statement"))


@pytest.fixture
def contact(db: None) -> ContactDetails:
    return ContactDetails.objects.create(
        locale=Locale.get_default(),
        name="Customer care team",
        address="12 Harbour Street\n\nSpringfield, MN 55000",
        country="US",
        phones=[("phone", {"label": "Toll-free", "number": "800-555-0100"})],
        email="care@example.com",
        hours=[("hours", HOURS)],
        time_zone="America/Chicago",
    )


@pytest.fixture
def footer(site: Site, page: ComponentPage, contact: ContactDetails) -> SiteFooter:
    links = [
        {"text": "Statement", "page": page, "url": ""},
        {"text": "Orders", "page": None, "url": "https://orders.example.com/", "new_window": True},
    ]
    footer = SiteFooter.objects.create(
        locale=Locale.get_default(),
        name="Main",
        groups=[("group", {"heading": "Support", "links": links})],
        follow=[("network", {"network": "youtube", "url": "https://www.youtube.com/@aurelis"})],
        legal=[("link", {"text": "", "page": page})],
        contact=contact,
        copyright_holder="Aurelis",
    )
    settings = ShellSettings.for_site(site)
    settings.footer = footer
    settings.save()
    return footer


def resolved(site: Site, language: str = "en") -> Footer | None:
    return resolve_footer(Where(site, Locale.objects.get(language_code=language)))


def served(client: Client, url: str = "/accessibility-statement/") -> Any:
    return BeautifulSoup(client.get(url).content, "lxml").select_one("footer")


def test_a_site_without_a_footer_still_ends(
    client: Client, site: Site, page: ComponentPage
) -> None:
    assert resolved(site) is None
    assert f"© {timezone.localdate().year}" in served(client).get_text()


def test_a_footer_has_groups_networks_contact_and_legal_links(
    client: Client, footer: SiteFooter
) -> None:
    end = served(client)
    assert [h.get_text() for h in end.select("h2")] == [
        "Support",
        "Follow us",
        "Customer care team",
    ]
    follow = end.select_one('a[href*="youtube"]')
    assert " ".join(follow.get_text().split()) == "Follow us on YouTube"
    assert follow.svg["aria-hidden"] == "true"
    assert f"© {timezone.localdate().year} Aurelis" in " ".join(end.get_text().split())


def test_a_link_to_a_new_window_says_so_by_itself(client: Client, footer: SiteFooter) -> None:
    links = {link.get_text(): link for link in served(client).select("a")}
    assert "Orders (opens in a new window)" in links
    assert links["Orders (opens in a new window)"]["rel"] == ["noopener"]
    assert not links["Statement"].has_attr("target")


def test_links_lead_only_where_the_public_may_go(
    site: Site, page: ComponentPage, footer: SiteFooter
) -> None:
    PageViewRestriction.objects.create(page=page, restriction_type="login")
    found = resolved(site)
    assert found
    assert found.legal == []
    assert [link.text for link in found.groups[0].links] == ["Orders"]


def test_a_footer_in_another_language_says_which(
    client: Client, site: Site, home: Page, page: ComponentPage, footer: SiteFooter
) -> None:
    french = Locale.objects.create(language_code="fr")
    home.copy_for_translation(french).save_revision().publish()
    page.copy_for_translation(french).save_revision().publish()
    address = "/fr/accessibility-statement-fr/"
    assert served(client, address).select_one("[lang]")["lang"] == "en"
    translated = footer.copy_for_translation(french)
    translated.live = False
    translated.save()
    assert resolved(site, "fr").language == "en"
    translated.live = True
    translated.save()
    assert resolved(site, "fr").language == "fr"
    assert served(client, address).select("[lang]") == []


def test_a_footer_costs_few_queries(
    rf: RequestFactory, footer: SiteFooter, django_assert_max_num_queries: Any
) -> None:
    request = rf.get("/")
    where = Where(Site.find_for_request(request), Locale.get_default(), request)
    where.href(where.home)
    with django_assert_max_num_queries(2):
        assert resolve_footer(where)


def test_contact_details_are_data_and_words(site: Site, contact: ContactDetails) -> None:
    found = contact.resolve(Where(site, contact.locale))
    assert found.address == ["12 Harbour Street", "Springfield, MN 55000", "United States"]
    assert [(p.label, p.e164, p.display) for p in found.phones] == [
        ("Toll-free", "+18005550100", "(800) 555-0100")
    ]
    hours = found.hours[0]
    assert (hours.opens, hours.closes, hours.days_text) == ("08:00", "20:00", "Monday to Friday")
    assert found.time_zone
    assert (found.time_zone.id, found.time_zone.label) == ("America/Chicago", "Central Time")


def test_contact_details_are_written_out_accessibly(client: Client, footer: SiteFooter) -> None:
    end = served(client)
    tel = end.select_one('a[href="tel:+18005550100"]')
    assert tel.bdi["dir"] == "ltr"
    assert end.select_one("address").get_text("|", strip=True).endswith("United States")
    assert [t["datetime"] for t in end.select("dl time")] == ["08:00", "20:00"]
    assert "Central Time" in end.get_text()


@pytest.mark.parametrize(
    ("changed", "field"),
    [
        ({"phones": [("phone", {"label": "", "number": "12"})]}, "phones"),
        ({"email": ""}, "email"),
        ({"time_zone": ""}, "time_zone"),
    ],
)
def test_contact_details_that_keep_people_out_are_refused(
    contact: ContactDetails, changed: dict[str, Any], field: str
) -> None:
    for name, value in changed.items():
        setattr(contact, name, value)
    with pytest.raises(ValidationError) as raised:
        contact.full_clean()
    assert list(raised.value.message_dict) == [field]


def test_contact_details_with_gaps_are_shown_as_far_as_they_go(site: Site, db: None) -> None:
    empty = ContactDetails(
        locale=Locale.get_default(),
        phones=[("phone", {}), ("phone", {"number": "no number"})],
        hours=[("hours", {}), ("hours", {"first_day": "someday", "opens": time(8)})],
        time_zone="Nowhere/Land",
        country="XX",
    )
    found = empty.resolve(Where(site, empty.locale))
    assert (found.address, found.phones, found.hours, found.time_zone) == ([], [], [], None)


def test_hours_end_after_they_begin() -> None:
    block = HoursBlock()
    value = block.to_python({**HOURS, "opens": "20:00", "closes": "08:00"})
    with pytest.raises(StructBlockValidationError):
        block.clean(value)


def test_an_address_belongs_to_its_network() -> None:
    block = FollowBlock()
    value = {"network": "youtube", "url": "https://youtube.com.evil.example/@a"}
    with pytest.raises(StructBlockValidationError):
        block.clean(block.to_python(value))
    value["url"] = "https://www.youtube.com/@a"
    assert block.clean(block.to_python(value))


def test_a_network_stands_in_a_footer_once(footer: SiteFooter) -> None:
    footer.follow = [("network", {"network": "x", "url": "https://x.com/a"})] * 2
    with pytest.raises(ValidationError, match="X is here twice"):
        footer.full_clean()


def test_editors_preview_footer_and_contact_details(
    footer: SiteFooter, contact: ContactDetails
) -> None:
    for part in (footer, contact):
        response = part.make_preview_request()
        assert response.status_code == 200
        assert "Central Time" in response.content.decode()


@pytest.mark.parametrize("model", ["sitefooter", "contactdetails"])
def test_the_admin_lists_and_edits_them(
    admin_client: Client, footer: SiteFooter, model: str
) -> None:
    for place in ("", "add/"):
        assert admin_client.get(f"/admin/snippets/tdd_shell/{model}/{place}").status_code == 200
    response = admin_client.get(f"/admin/snippets/tdd_shell/{model}/edit/1/")
    assert response.status_code == 200


@pytest.mark.parametrize("model", ["sitefooter", "contactdetails"])
def test_editors_without_permission_do_not_get_at_them(
    client: Client, django_user_model: Any, footer: SiteFooter, model: str
) -> None:
    client.force_login(django_user_model.objects.create_user("visitor"))
    assert client.get(f"/admin/snippets/tdd_shell/{model}/").status_code == 302
