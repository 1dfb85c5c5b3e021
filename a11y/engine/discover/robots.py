"""What a site asks of robots: robots.txt as RFC 9309 has it.

The standard library's parser is not used: it takes the first rule that matches instead of the
longest, knows no wildcards, and loses rules after an empty line, so it would go where it was asked
not to.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from a11y.engine.discover.addresses import normal_escapes, origin, web_address
from a11y.engine.discover.fetch import USER_AGENT, Fetcher, FetchError, Response

MAX_BYTES = 500 * 1024
"""What a robot must read at least (RFC 9309, 2.5)."""


@dataclass(frozen=True, slots=True)
class Robots:
    """The rules for this robot: path patterns with whether they allow; seconds between requests."""

    rules: tuple[tuple[str, bool], ...] = ()
    delay: float = 0
    sitemaps: tuple[str, ...] = ()

    def allow(self, address: str) -> bool:
        """Whether an address in normal form may be fetched (RFC 9309, 2.2.2).

        The longest pattern that matches decides; of two as long, the one that allows.
        """
        path = address.removeprefix(origin(address))
        matching = [
            (len(pattern), allowed) for pattern, allowed in self.rules if _matches(pattern, path)
        ]
        return max(matching, default=(0, True))[1]


def robots_of(fetcher: Fetcher) -> Robots:
    """Read the robots.txt of the fetcher's home. Where there is none, nothing is forbidden.

    :raises FetchError: when it cannot be read for reasons other than that there is none; robots
        must then stay away (RFC 9309, 2.3.1.4).
    """
    address = f"{fetcher.home}/robots.txt"
    try:
        response = fetcher.get(address, max_bytes=MAX_BYTES)
    except FetchError as error:
        raise FetchError(f"{address} {error}") from error
    if response.status >= 500:
        raise FetchError(
            f"{address} answers with HTTP status {response.status}, which asks robots to stay away"
        )
    return _read(response) if response.status == 200 else Robots()


def _read(response: Response) -> Robots:
    """The rules for this robot, else those for all; groups for the same robot are one."""
    groups: dict[str, list[tuple[str, str]]] = {}
    agents: list[str] = []
    sitemaps: list[str] = []
    heading = False
    for key, value in _lines(response.body.decode("utf-8-sig", errors="replace")):
        if key == "sitemap":
            sitemaps += filter(None, [web_address(value, response.url)])
        elif key == "user-agent":
            agent = value.lower().partition("/")[0]
            agents = [*agents, agent] if heading else [agent]
            heading = True
            groups.setdefault(agent, [])
        else:
            heading = False
            for agent in agents:
                groups[agent].append((key, value))
    group = groups.get(USER_AGENT, groups.get("*", []))
    rules = tuple(
        (normal_escapes(value), key == "allow")
        for key, value in group
        if key in ("allow", "disallow") and value
    )
    delays = (_seconds(value) for key, value in group if key == "crawl-delay")
    return Robots(rules, max(delays, default=0), tuple(dict.fromkeys(sitemaps)))


def _lines(text: str) -> Iterator[tuple[str, str]]:
    for line in text.splitlines():
        key, colon, value = line.partition("#")[0].partition(":")
        if colon:
            yield key.strip().lower(), value.strip()


def _seconds(value: str) -> float:
    return float(value) if re.fullmatch(r"\d+(\.\d+)?", value, flags=re.ASCII) else 0


def _matches(pattern: str, path: str) -> bool:
    """Whether the path begins as the pattern says; ``*`` is any run, a last ``$`` the end."""
    first, *others = pattern.removesuffix("$").split("*")
    if not path.startswith(first):
        return False
    at = len(first)
    last = others.pop() if others and pattern.endswith("$") else None
    for part in others:
        found = path.find(part, at)
        if found < 0:
            return False
        at = found + len(part)
    if last is not None:
        return path.endswith(last) and len(path) - len(last) >= at
    return at == len(path) or not pattern.endswith("$")
