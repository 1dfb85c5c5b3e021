"""What can be operated or looked at has a name."""

from collections.abc import Iterable

from a11y.engine.check import Check, Verdict, failed, fails, ignores, passes
from a11y.engine.model import Audience, Impact, Rule
from a11y.engine.page.tree import Node, Page
from a11y.engine.probes import PAGE
from a11y.engine.wcag import criteria


def _menu_items(page: Page) -> Iterable[Node]:
    return page.with_role("menuitem", "menuitemcheckbox", "menuitemradio")


def _has_name(node: Node) -> Verdict | None:
    return None if node.name else Verdict("missing", {"role": node.role})


MENUITEM_NAME = Check(
    rule=Rule(
        id="menuitem-name",
        title="Menu items have a name",
        criteria=criteria("4.1.2"),
        impact=Impact.CRITICAL,
        audience=Audience.DEVELOPER,
        act=("m6b1q3",),
        why="A screen reader says “menu item” and nothing else: nobody who cannot see it knows "
        "what it does, and speech input cannot call it.",
        fix="Put text into the item, or name it with aria-label or aria-labelledby.",
    ),
    probe=PAGE,
    applicability=_menu_items,
    expectation=_has_name,
    messages={"missing": failed("This {role} has no accessible name.")},
    examples=(
        fails(
            "An item with an icon only (ACT m6b1q3)",
            '<div role="menu"><button role="menuitem"><img src="data:," alt=""></button></div>',
        ),
        passes("An item with text", '<div role="menu"><div role="menuitem">Cut</div></div>'),
        ignores("An item nobody meets", '<div role="menu" hidden><i role="menuitem"></i></div>'),
    ),
)

CHECKS = (MENUITEM_NAME,)
