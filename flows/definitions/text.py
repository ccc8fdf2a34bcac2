"""The form in which short texts are compared: what is typed with what is written on buttons."""

import unicodedata


def normal(text: str) -> str:
    """A short reply in the form it is compared in: NFKC, lower case, no blanks or full stop around it."""
    return unicodedata.normalize("NFKC", text).strip().strip("。.!！").strip().lower()
