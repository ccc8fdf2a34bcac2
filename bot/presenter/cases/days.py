"""A day of about now, as people write it."""

from datetime import date

_WEEKDAYS = {"zh-TW": "一二三四五六日", "en": ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")}
_MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")


def short_day(day: date, language: str) -> str:
    """12/7（一）, or Mon 7 Dec."""
    if language == "en":
        return f"{_WEEKDAYS['en'][day.weekday()]} {day.day} {_MONTHS[day.month - 1]}"
    return f"{day.month}/{day.day}（{_WEEKDAYS['zh-TW'][day.weekday()]}）"
