"""The promise about messages taken back: what they said is nowhere in the journal any more."""

import json

from flows.interface.inbound import Unsent
from tests.support.chat import Chat

TELLING = 6
"""Characters from which a text can be told from ids, option numbers and the like."""


def forgotten(chat: Chat, content: Unsent) -> None:
    """Nothing this message said, at first or after an edit, is kept; what others said as well may be."""
    journal = "\n".join(chat.journal)
    others = [text for message, text in chat.sayings if message != content.message]
    for message, text in chat.sayings:
        telling = len(text) >= TELLING and not any(text in other for other in others)
        if message == content.message and telling:
            assert json.dumps(text)[1:-1] not in journal, "the journal keeps what was taken back"
