"""Colours of the cards. Text colours keep a contrast of at least 4.5 : 1 on their background (WCAG AA)."""

from flows.interface.messages import Look, Tone

ACCENT = "#0B6B5D"
INK = "#1F2A30"
MUTED = "#5B6770"
FIELD = "#F1F5F4"
CHOSEN = "#D7EEE9"
TRACK = "#D5DEDC"
LINE = "#E3E8E7"
PAPER = "#FFFFFF"
DANGER = "#B3261E"
AMBER = "#8A4B08"

NOTE_INK = {Tone.DONE: "#0B5A3C", Tone.INFO: "#24506F", Tone.WARN: AMBER, Tone.REJECTED: "#97201A"}
NOTE_FIELD = {Tone.DONE: "#E4F4EC", Tone.INFO: "#E8F1F8", Tone.WARN: "#FFF1DC", Tone.REJECTED: "#FCE8E6"}
VALUE_INK = {Tone.DONE: "#0B5A3C", Tone.INFO: INK, Tone.WARN: AMBER, Tone.REJECTED: "#97201A"}


def accent(look: Look) -> str:
    """The colour a card's bar and title mark take: amber where something wants a second look."""
    return AMBER if look is Look.WARNINGS else ACCENT
