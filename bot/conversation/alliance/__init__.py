"""What the conversation of an alliance needs to find out or to keep beside a person's own session."""
