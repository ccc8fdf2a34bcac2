"""The looks that the demo's chat can put on: its own, LINE's, Telegram's."""

LOOKS = ("", "line", "telegram")
