"""What is known of one person's form, worked out from the events of their session."""
