"""The publish gate in the admin: what it says, and how it is overridden."""
