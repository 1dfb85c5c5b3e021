"""The admin's menu *Accessibility*. What stands in it is registered with the hook of its name."""

from wagtail.admin.menu import Menu

ITEMS_HOOK = "register_tdd_a11y_menu_item"

accessibility_menu = Menu(register_hook_name=ITEMS_HOOK)
