"""Building the demo site and taking it down again."""

from dataclasses import dataclass
from urllib.parse import urlsplit

from django.conf import settings
from django.contrib.auth import get_user_model
from django.contrib.auth.models import Group, Permission
from django.db import transaction
from wagtail.documents import get_document_model
from wagtail.images import get_image_model
from wagtail.models import Collection, Locale, Page, ReferenceIndex, Site

from blocks.models import Reference
from blocks.registries import RegistryEntry
from tdd_pages.pages.models import HomePage
from tdd_pages.shell.region_site import RegionSite
from tdd_pages.shell.settings import ShellSettings

from . import source
from .files import (
    DOCUMENTS,
    PICTURES,
    create_document,
    create_image,
    document_title,
    image_title,
    names,
)
from .names import COMPANY
from .references import WORKS
from .writing import KINDS, Writer

COLLECTION = "Demonstration"


class SiteOccupiedError(Exception):
    """The default site has a root page that is neither the demo's nor Wagtail's welcome page."""


@dataclass(frozen=True)
class Built:
    """What was made."""

    pages: list[Page]
    references: int
    files: int


def demo_home() -> HomePage | None:
    """The demo's home page, whatever an editor has made of its title and text."""
    slug = source.pages(source.FIRST)["home"]["slug"]
    return HomePage.objects.filter(slug=slug, sites_rooted_here__is_default_site=True).first()


@transaction.atomic
def build() -> Built:
    """Make the demo the default site. Raises SiteOccupiedError where that would hide another."""
    _refuse_to_hide_another_site()
    references = [_publish_reference(work.key) for work in WORKS]
    collection = _collection()
    files = [
        *(create_image(name, collection) for name in names(PICTURES)),
        *(create_document(name, collection) for name in names(DOCUMENTS)),
    ]
    writer = Writer()
    writer.write_first()
    site = _serve(writer.pages["home"])
    translated = [page for language in source.TRANSLATIONS for page in writer.translate(language)]
    ShellSettings.objects.update_or_create(
        site=site,
        defaults={name: writer.entries[name, "main"] for name in ("menu", "footer")},
    )
    for region in source.regions():
        _publish_region(region)
    return Built([*writer.pages.values(), *translated], len(references), len(files))


@transaction.atomic
def take_down() -> None:
    """Delete the demo's pages, files, references and what pages share, edits and all.

    Accounts and languages stay. Without a demo site nothing is deleted, nor is a reference that a
    page outside it cites.
    """
    home = demo_home()
    if home is None:
        return
    # A site needs a root page: until the next one stands, it shows Wagtail's own root.
    Site.objects.filter(root_page=home).update(root_page=Page.get_first_root_node())
    for root in home.get_translations(inclusive=True):
        for page in root.get_descendants(inclusive=True).order_by("-depth"):
            Page.objects.get(pk=page.pk).delete()
    titles = {
        get_image_model(): map(image_title, names(PICTURES)),
        get_document_model(): map(document_title, names(DOCUMENTS)),
    }
    for model, known in titles.items():
        for file in model.objects.filter(collection=_collection(), title__in=known):
            file.delete()
    _delete_what_pages_share()
    for reference in Reference.objects.filter(key__in=[work.key for work in WORKS]):
        if not ReferenceIndex.get_references_to(reference).exists():
            reference.delete()


def create_accounts() -> list[str]:
    """Make the accounts that do not exist yet, each with its name as password; return all names."""
    users = get_user_model()._default_manager
    if not users.filter(username="demo").exists():
        users.create_superuser("demo", "demo@example.com", "demo")
    editors = Group.objects.filter(name="Editors").first()
    if editors and not users.filter(username="editor").exists():
        editor = users.create_user("editor", "editor@example.com", "editor")
        editor.groups.add(editors)
        # Wagtail lets this group edit pages and images; the reference library is ours.
        editors.permissions.add(
            *Permission.objects.filter(
                content_type__app_label=Reference._meta.app_label,
                codename__in=("add_reference", "change_reference", "view_reference"),
            )
        )
    return [name for name in ("demo", "editor") if users.filter(username=name).exists()]


def served_port() -> int:
    """Return the port that links to the demo name, after WAGTAILADMIN_BASE_URL."""
    return urlsplit(settings.WAGTAILADMIN_BASE_URL).port or 80


def follow_port(home: Page) -> None:
    """Let the demo's links name the port it is served on now."""
    Site.objects.filter(root_page=home).update(port=served_port())
    Site.clear_site_root_paths_cache()


def _refuse_to_hide_another_site() -> None:
    """Only a database with Wagtail's own beginnings, or with what `take_down` left, will do."""
    sites = list(Site.objects.select_related("root_page"))
    pages = Page.objects.filter(depth__gt=1)
    untouched = all(_is_welcome(page) for page in pages)
    ours = all(site.hostname == "localhost" for site in sites)
    if len(sites) > 1 or not untouched or not ours:
        found = next((page.title for page in pages if not _is_welcome(page)), sites[0].hostname)
        raise SiteOccupiedError(found)


def _is_welcome(page: Page) -> bool:
    """Whether this is the page that Wagtail's own migrations made, with nothing under it."""
    return page.specific_class is Page and page.slug == "home" and page.numchild == 0


def _publish_reference(key: str) -> Reference:
    """Return the reference with this key from the library, first adding it where it is missing."""
    if known := Reference.objects.filter(key=key).first():
        return known
    reference = next(work for work in WORKS if work.key == key).to_reference()
    reference.full_clean()
    reference.save()
    reference.save_revision().publish()
    return reference


def _collection() -> Collection:
    root = Collection.get_first_root_node()
    return root.get_children().filter(name=COLLECTION).first() or root.add_child(name=COLLECTION)


def _serve(home: Page) -> Site:
    """Make ``home`` the default site's root page and delete the welcome page it replaces."""
    site = Site.objects.filter(is_default_site=True).first()
    replaced = site.root_page if site else None
    site = site or Site(is_default_site=True)
    site.hostname, site.port = "localhost", served_port()
    site.site_name, site.root_page = COMPANY, home
    site.save()
    if replaced and _is_welcome(replaced):
        replaced.delete()
    return site


def _publish_region(fields: dict[str, str]) -> None:
    """Add a region. One for a language of this website names it in ``locale``."""
    own = Locale.objects.filter(language_code=fields.get("locale", "")).first()
    region = RegionSite(**{**fields, "locale": own})
    region.full_clean()
    region.save()
    region.save_revision().publish()


def _delete_what_pages_share() -> None:
    for kind, model in reversed(KINDS.items()):
        written = source.shared(source.FIRST).get(kind, {})
        found = (
            model.objects.filter(key__in=written)
            if issubclass(model, RegistryEntry)
            else model.objects.filter(name__in=[fields["name"] for fields in written.values()])
        )
        keys = list(found.values_list("translation_key", flat=True))
        for item in model.objects.filter(translation_key__in=keys):
            item.delete()
    urls = [region["url"] for region in source.regions() if "url" in region]
    RegionSite.objects.filter(url__in=urls).delete()
    RegionSite.objects.filter(
        locale__language_code__in=(source.FIRST, *source.TRANSLATIONS)
    ).delete()
