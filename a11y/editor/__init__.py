"""What editors see: the side panel, counts, their pages' findings."""
