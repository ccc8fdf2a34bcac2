"""`retention`: erase now what is past its time, or say what would be."""

from collections import Counter

from bot.command_words import phrase
from bot.retention.nightly_erasure import NightlyErasure
from bot.service import Service


async def erase_expired(service: Service, *, dry_run: bool) -> str:
    """A line for each rule with how many cases, drafts, files or entries."""
    chore = NightlyErasure(service)
    if dry_run:
        found = Counter([one.name async for one in chore.due.look(service.now())])
        return _told("would", found) or phrase("retention.none")
    told = _told("done", await chore.erase())
    if not told:
        return phrase("retention.none")
    return told if service.database.is_sqlite else f"{told}\n{phrase('erase.scrub')}"


def _told(state: str, counts: Counter[str]) -> str:
    return "\n".join(
        phrase(f"retention.{state}", what=phrase(f"retention.rules.{name}"), count=count)
        for name, count in counts.items()
        if count
    )
