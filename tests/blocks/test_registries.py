"""What a registry promises: one entry, one key, the version that readers of a page need."""

from typing import Any

import pytest
from django.contrib.auth.models import Group
from django.core.exceptions import ValidationError
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from wagtail.models import Locale
from wagtail.test.utils.form_data import nested_form_data

from blocks.products import Product
from blocks.registries import RegistryEntry
from blocks.safety_information import SafetyInformation
from blocks.terms import Term
from tests.blocks.conftest import translated

pytestmark = pytest.mark.django_db

MODELS = [Product, Term, SafetyInformation]


class TestKey:
    def test_is_made_from_the_name_without_its_mark(self) -> None:
        assert Product.objects.create(name="Examplar Ⅲ", mark="®").key == "examplar-iii"

    def test_of_a_second_entry_of_that_name_is_numbered(self) -> None:
        keys = [Term.objects.create(term="CNS").key for _ in range(3)]
        assert keys == ["cns", "cns-2", "cns-3"]

    def test_of_a_name_without_latin_letters_is_that_of_its_registry(self) -> None:
        keys = [Term.objects.create(term="痙縮").key for _ in range(2)]
        assert keys == ["term", "term-2"]

    def test_does_not_change_with_the_name_or_when_it_is_emptied(self, pump: Product) -> None:
        pump.name, pump.key = "Other", ""
        pump.save()
        assert pump.key == "examplar"

    def test_that_another_entry_has_is_an_error_on_its_field(self, pump: Product) -> None:
        other = Product(name="Other", key="examplar")
        with pytest.raises(ValidationError) as caught:
            other.clean()
        assert list(caught.value.message_dict) == ["key"]

    def test_is_shared_by_the_translations_of_an_entry(self, pump: Product, french: Locale) -> None:
        assert translated(pump, french).key == "examplar"


class TestShownVersion:
    def test_is_the_one_in_the_language_of_the_page(self, cns: Term, french: Locale) -> None:
        snc = translated(cns, french, term="SNC")
        assert Term.shown({cns.pk}, "fr") == {cns.pk: snc}
        assert Term.shown({snc.pk}, "en") == {snc.pk: cns}

    def test_is_the_chosen_one_where_that_language_has_none(self, cns: Term) -> None:
        assert Term.shown({cns.pk}, "ja") == {cns.pk: cns}

    def test_is_never_a_draft(self, cns: Term, french: Locale) -> None:
        snc = translated(cns, french)
        snc.unpublish()
        assert Term.shown({cns.pk, snc.pk}, "fr") == {cns.pk: cns}
        cns.unpublish()
        assert Term.shown({cns.pk, snc.pk}, "fr") == {}

    @pytest.mark.parametrize("model", MODELS)
    def test_takes_one_query_for_all_entries(self, model: type[RegistryEntry]) -> None:
        facts: dict[str, Any] = {"effective": "2026-01-01"} if model is SafetyInformation else {}
        pks = {model.objects.create(key=f"k{n}", **facts).pk for n in range(20)}
        with CaptureQueriesContext(
            connection,
        ) as captured:
            assert len(model.shown(pks, "en")) == 20
        assert len(captured) == 1


class TestAdmin:
    @pytest.mark.parametrize("model", MODELS)
    def test_lists_and_opens_every_registry(
        self, admin_client: Client, model: type[RegistryEntry]
    ) -> None:
        viewset = model.snippet_viewset
        assert admin_client.get(reverse(viewset.get_url_name("list"))).status_code == 200
        assert admin_client.get(reverse(viewset.get_url_name("add"))).status_code == 200

    @pytest.mark.parametrize("model", MODELS)
    def test_is_closed_to_those_without_permission(
        self, client: Client, django_user_model: Any, model: type[RegistryEntry]
    ) -> None:
        user = django_user_model.objects.create_user("editor", password="x")
        user.groups.add(Group.objects.get(name="Editors"))
        client.force_login(user)
        url = reverse(model.snippet_viewset.get_url_name("list"))
        assert client.get(url).status_code == 302

    def test_saves_a_draft_and_publishes_it(self, admin_client: Client) -> None:
        url = reverse(Term.snippet_viewset.get_url_name("add"))
        data = {"term": "MRI", "expansion": "", "definition": "", "language": "", "key": ""}
        assert admin_client.post(url, data).status_code == 302
        assert not Term.objects.get(key="mri").live
        again = admin_client.post(url, {**data, "key": "mri"})
        assert "Another entry has this key" in again.content.decode()
        assert admin_client.post(url, {**data, "action-publish": "1"}).status_code == 302
        assert Term.objects.get(key="mri-2").live

    def test_previews_entries_that_are_not_saved(self, admin_client: Client) -> None:
        values = {
            Product: {"name": "Examplar", "mark": "™", "summary": "A pump."},
            Term: {"term": "CNS", "expansion": "central nervous system"},
        }
        for model, fields in values.items():
            url = reverse(model.snippet_viewset.get_url_name("preview_on_add"))
            blank = {"generic_name": "", "definition": "", "language": "", "key": "", "page": ""}
            answer = admin_client.post(url, nested_form_data({**blank, **fields}))
            assert answer.json()["is_valid"], answer.content
            html = admin_client.get(url).content.decode()
            assert "Examplar™" in html or "central nervous system" in html

    def test_previews_safety_information(self, safety: SafetyInformation) -> None:
        html = safety.make_preview_request().content.decode()
        assert "Do not stop at once" in html
        assert "Version 3, in force since September 1, 2026" in html

    def test_warns_before_what_pages_use_is_deleted(
        self, admin_client: Client, make_page: Any, pump: Product
    ) -> None:
        make_page([{"type": "product_teaser", "value": {"product": pump.pk, "text": ""}}])
        url = reverse(Product.snippet_viewset.get_url_name("delete"), args=[pump.pk])
        assert "referenced 1 time" in admin_client.get(url).content.decode()
