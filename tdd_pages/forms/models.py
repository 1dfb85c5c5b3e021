"""Contact forms and what is sent with them."""
