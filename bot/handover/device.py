"""What a browser says of itself, as far as its owner would recognise it: the system and the browser's name."""

import re

_SYSTEMS = (
    ("iPhone", "iPhone"), ("iPad", "iPad"), ("Android", "Android"), ("Windows", "Windows"),
    ("CrOS", "ChromeOS"), ("Mac OS X", "Mac"), ("Linux", "Linux"),
)  # fmt: skip
_BROWSERS = (
    ("Edg", "Edge"), ("Firefox", "Firefox"), ("FxiOS", "Firefox"), ("SamsungBrowser", "Samsung Internet"),
    ("OPR", "Opera"), ("Line", "LINE"), ("CriOS", "Chrome"), ("Chrome", "Chrome"), ("Safari", "Safari"),
)  # fmt: skip
"""By what stands in the User-Agent header; the first that does counts, as later ones are named for compatibility."""


def device_of(user_agent: str) -> str:
    """「Windows · Chrome」; "" when neither can be told. Nothing else of the header is kept."""
    system = next((name for sign, name in _SYSTEMS if sign in user_agent), "")
    browser = next((name for sign, name in _BROWSERS if re.search(rf"\b{sign}[A-Za-z]*/", user_agent)), "")
    return " · ".join(filter(None, (system, browser)))
