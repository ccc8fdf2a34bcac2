"""A day of about now, as people write it, and the names of weekdays."""

from datetime import date

from flows.definitions.languages import ENGLISH

_WEEKDAYS = "一二三四五六日"
_ENGLISH_WEEKDAYS = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")
_MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")


def weekday(day: date, language: str) -> str:
    """Its short name: 一, or Mon."""
    return (_ENGLISH_WEEKDAYS if language == ENGLISH else _WEEKDAYS)[day.weekday()]


def short_day(day: date, language: str) -> str:
    """12/7（一）, or Mon 7 Dec."""
    name = weekday(day, language)
    if language == ENGLISH:
        return f"{name} {day.day} {_MONTHS[day.month - 1]}"
    return f"{day.month}/{day.day}（{name}）"
