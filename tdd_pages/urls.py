from django.conf import settings
from django.conf.urls.i18n import i18n_patterns
from django.conf.urls.static import static
from django.urls import include, path
from wagtail import urls as wagtail_urls
from wagtail.admin import urls as wagtailadmin_urls
from wagtail.api.v3.urls import api as api_v3
from wagtail.documents import urls as wagtaildocs_urls

from tdd_pages.api import api_v2

urlpatterns = [
    path("admin/", include(wagtailadmin_urls)),
    path("documents/", include(wagtaildocs_urls)),
    path("api/v2/", api_v2.urls),
    path("api/v3-preview/", api_v3.urls),
    path("components/", include("tdd_pages.gallery")),
    *static(settings.MEDIA_URL, document_root=settings.MEDIA_ROOT),
    # The first language has no prefix, so that its addresses outlive the coming of others.
    *i18n_patterns(path("", include(wagtail_urls)), prefix_default_language=False),
]

handler404 = "tdd_pages.errors.page_not_found"
handler500 = "tdd_pages.errors.server_error"
