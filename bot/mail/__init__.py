"""The mails of an application: what is known (facts), what they say (compose), how they leave (send)."""
