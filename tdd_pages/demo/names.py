"""The name the demo invents for its company. No real one has it, as far as we know."""

COMPANY = "Wrenmoor Medical"
