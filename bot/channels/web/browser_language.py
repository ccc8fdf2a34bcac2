"""Which of our languages a browser asks for."""

import re

from bot.channels.shared.language import spoken

_ASKED = re.compile(r"\s*([A-Za-z]{2,8}(?:-[A-Za-z0-9]{1,8})*)\s*(?:;\s*q=([01](?:\.\d{0,3})?))?\s*")


def asked_for(accept_language: str) -> str:
    """Our language for an Accept-Language header (RFC 9110, section 12.5.4): that of its most wanted one; "" when it
    names none that can be read."""
    read = (_ASKED.fullmatch(part) for part in accept_language.split(","))
    wanted = [(float(found[2] or 1), found[1]) for found in read if found]
    return spoken(max(wanted, key=lambda each: each[0])[1]) if wanted else ""
