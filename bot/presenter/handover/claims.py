"""What the new end is told: the two digits to type in the old chat, or why there are none."""

from datetime import datetime

from bot.presenter.context import clock
from flows.definitions.words import Words
from flows.interface.messages import Look, Message


def claim_page(words: Words, outcome: str, digits: str, until: datetime | None) -> Message:
    """The digits of a claim that holds (`outcome` "shown", until then), else why it does not."""
    if outcome == "shown" and until is not None:
        return Message(
            Look.CONFIRM,
            title=words.say("handover.claimed_title"),
            body=words.say("handover.claimed", number=digits, until=clock(until)),
            language=words.language,
        )
    return Message(
        Look.PLAIN,
        title=words.say(f"handover.claim_{outcome}_title"),
        body=words.say(f"handover.claim_{outcome}"),
        language=words.language,
    )
