"""The models of the shell's parts; each stands in the module of its part."""

from .contact import ContactDetails
from .footer import SiteFooter
from .menus import MainMenu
from .region_site import RegionSite
from .settings import ShellSettings

__all__ = ["ContactDetails", "MainMenu", "RegionSite", "ShellSettings", "SiteFooter"]
