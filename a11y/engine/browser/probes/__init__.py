"""Ways of looking at a page that need the browser: each a script, and the module that reads it."""
