"""How often one person may try what could be guessed or searched through, whatever the company."""

from datetime import timedelta

FREE_TRIES = 5
"""Wrong check codes one person may name before they have to wait between two."""

FIRST_PAUSE = timedelta(minutes=1)
LONGEST_PAUSE = timedelta(hours=24)

LOOKS = 10
"""Companies one person may ask about at once: more than anybody mistypes their own."""

LOOK_AGAIN = timedelta(minutes=10)
"""After how long they may ask about one more."""


def pause_after(misses: int) -> timedelta:
    """How long a person waits after so many wrong check codes: a minute after the fifth, then four times as long
    each time, up to a day."""
    over = misses - FREE_TRIES
    if over < 0:
        return timedelta()
    return LONGEST_PAUSE if over > 5 else min(LONGEST_PAUSE, FIRST_PAUSE * 4**over)
