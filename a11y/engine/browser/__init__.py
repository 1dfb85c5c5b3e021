"""The engine's eyes: a browser, and what is asked of the page inside it."""
