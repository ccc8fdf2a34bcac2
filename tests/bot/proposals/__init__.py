"""Pages and messages about proposals after their qualification."""
