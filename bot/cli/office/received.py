"""`received`: a scan of the signed form that came by another way than the chat is filed to its case."""

import asyncio
from pathlib import Path

from bot.cli.decisions import staff_member
from bot.command_words import phrase
from bot.notifications.mail_facts import STAFF_LANGUAGE, copy_facts
from bot.office.received.filing import ALREADY, CopyFiling
from bot.service import Service
from flows.session.submitted.copy_parts import MOST_PART_BYTES


async def received(service: Service, case: str, file: Path) -> str | None:
    """Read, judge and keep the file; says what was seen, or why it is of no use. None if there is no such case."""
    application = await service.applications.get(case)
    if application is None or application.erased_at:
        return None
    content = await asyncio.to_thread(file.read_bytes)
    if len(content) > MOST_PART_BYTES:
        return phrase("received.too_large", case=case)
    filed = await CopyFiling(service).file(application, [content], staff_member())
    edition = service.definition(application).edition
    if filed.copy is None:
        key, words = f"copy.refused.{filed.why}", edition.speak(STAFF_LANGUAGE)
        known = words.say(key, **filed.facts) if words.has(key) else phrase("received.unread")
        why = phrase("received.already") if filed.why == ALREADY else known
        return phrase("received.refused", case=case, why=why)
    seen = copy_facts(edition, 1, filed.copy)
    doubts = "；".join(seen.doubts) or phrase("received.looks_signed")
    return phrase("received.done", case=case, pages=seen.theirs, doubts=doubts)
