"""Which of our languages suits the one somebody's app is set to."""

from flows.definitions.languages import CHINESE, ENGLISH

READ_CHINESE = frozenset(("zh", "yue", "nan", "hak", "cmn"))
"""Languages (BCP 47) whose readers read Chinese characters first: Chinese itself, Cantonese, Taiwanese, Hakka."""


def spoken(code: str) -> str:
    """Our language for a code like `zh-Hant-TW`, `en` or `ja`; "" when the app does not say.

    Simplified Chinese gets the Chinese we have; every other language English, which more of its speakers read.
    One tap on the first screen changes it."""
    first = code.replace("_", "-").partition("-")[0].lower()
    if not first:
        return ""
    return CHINESE if first in READ_CHINESE else ENGLISH
