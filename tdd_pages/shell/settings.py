"""What each site shows around its pages."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, HelpPanel
from wagtail.contrib.settings.models import BaseSiteSetting
from wagtail.contrib.settings.registry import register_setting

from .cache import watched


@register_setting(icon="site")
class ShellSettings(BaseSiteSetting):
    """Which menu and which footer a site has."""

    menu = models.ForeignKey(
        "tdd_shell.MainMenu",
        verbose_name=_("main menu"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
    )
    footer = models.ForeignKey(
        "tdd_shell.SiteFooter",
        verbose_name=_("footer"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
    )

    panels = [
        HelpPanel(_("Pages in another language show the translations where there are some.")),
        FieldPanel("menu"),
        FieldPanel("footer"),
    ]

    class Meta:
        verbose_name = _("site shell")
        verbose_name_plural = _("site shells")


watched.add(ShellSettings)
