"""What Wagtail learns from this folder when it starts."""
