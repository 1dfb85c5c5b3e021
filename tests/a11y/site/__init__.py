"""A site as others build it: plain Wagtail blocks, none of ours, with barriers planted in them."""
