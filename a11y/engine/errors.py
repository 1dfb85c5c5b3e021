"""What can go wrong, in words for the person who runs the audit."""


class EngineError(Exception):
    """The audit cannot run at all. The message says what happened and what to do."""


class BrowserError(EngineError):
    """There is no browser, or it does not start."""


class AxeMissingError(EngineError):
    """axe-core's script is not where it should be."""


class ConfigError(EngineError):
    """What a file or an option says is not understood, or contradicts another."""


class DiscoveryError(EngineError):
    """The pages cannot be found: the list, folder, sitemap or site that should name them fails."""


class PageError(Exception):
    """One page cannot be audited. The message says why; the scan goes on without it."""
