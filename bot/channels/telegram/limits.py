"""Telegram's limits. Source: Bot API 10.1; the most buttons a keyboard takes is known from practice only."""

TEXT = 4096
"""UTF-16 units of a message, counted after its HTML is read."""

CAPTION = 1024
"""UTF-16 units of a document's caption."""

DATA_BYTES = 64
"""Bytes of a button's data: 21 Chinese characters."""

BUTTONS = 100
"""Buttons of one inline keyboard."""

COPIED = 256
"""Characters of a text that a button copies."""

BUTTON_TEXT = 60
"""Graphemes of a button's text. No limit of Telegram's; more is never seen on a phone."""

DESCRIPTION = 256
"""Characters of a command's description."""

FILE_BYTES = 50 * 1024 * 1024
"""Bytes of a file a bot may send."""
