"""What people of a case are told unasked, by mail and in the chat: one word for each occasion."""

from enum import StrEnum


class About(StrEnum):
    """The occasion; its words are `news_title.<occasion>` and `news.<occasion>`."""

    INQUIRED = "inquired"
    ASKED = "replace_asked"
    KEPT = "replace_kept"
    ALLOWED = "replace_allowed"
    REFUSED = "replace_refused"
    PLACE_GRANTED = "place_granted"
    PLACE_REFUSED = "place_refused"
    PAPER_MISSING = "paper_missing"
    """A proposal was sent, and its paper has not arrived."""
