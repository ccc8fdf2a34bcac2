"""The languages that are spoken of by name. Which ones there are follows from the words (bot/languages.py)."""

from typing import Final

CHINESE: Final = "zh-TW"
"""As it is written in Taiwan (BCP 47): of the office, of the forms that count, and of whoever has not chosen yet."""

ENGLISH: Final = "en"


def is_chinese(language: str) -> bool:
    """Whether a text in that language is punctuated as Chinese is."""
    return language.startswith("zh")


def comma(language: str) -> str:
    """What stands between the items of a list."""
    return "、" if is_chinese(language) else ", "
