"""A page as data: the tree a browser showed, with roles and names, and nothing of the browser."""
