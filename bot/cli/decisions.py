"""What staff decide about a case from the command line. Each is recorded with who did it, and prints plain text."""

import os
import pwd

from bot.cases.occasion_jobs import news
from bot.cases.replacement import Decision, settlement
from bot.command_words import phrase
from bot.service import Service
from flows.interface.notifications import About
from flows.session.company.replacement import STAFF
from storage.cases.staff_actions import StaffAction
from storage.errors import Clash


def staff_member() -> str:
    """Who runs the command, as the operating system knows them; through sudo, who asked for it."""
    user = os.getuid()
    if user == 0 and (asked_by := os.environ.get("SUDO_USER")):
        return f"{asked_by} (sudo)"
    try:
        return pwd.getpwuid(user).pw_name
    except KeyError:  # a container's user without a name
        return f"uid {user}"


def action(service: Service, case: str, what: str) -> StaffAction:
    """The record of a command."""
    return StaffAction(service.now(), staff_member(), what, case)


async def unlocked(service: Service, case: str) -> str | None:
    """Let those who named wrong check codes for a case try again at once. None if there is no such case."""
    if await service.applications.get(case) is None:
        return None
    count = await service.attempts.unlock(case, action(service, case, "unlock"))
    if count == 0:
        return phrase("unlock.nobody", case=case)
    return phrase("unlock.done", case=case, count=count)


async def replaced(service: Service, case: str, *, allowed: bool, dry_run: bool) -> str | None:
    """Decide whether a case takes the place of the earlier one; a refusal can still be overruled. None if there is
    no such case."""
    application = await service.applications.get(case)
    if application is None:
        return None
    asked = await service.replacements.of(case)
    if asked is None:
        hint = phrase("replace.use_other", other=application.asked_by) if application.asked_by else ""
        return phrase("replace.not_asked", case=case) + hint
    decision = phrase(f"replace.{'allow' if allowed else 'refuse'}", earlier=asked.earlier)
    if asked.allowed or (asked.allowed is False and not allowed):
        decided = phrase(f"replace.{'allow' if asked.allowed else 'refuse'}", earlier=asked.earlier)
        return phrase("replace.same", case=case, decision=decided)
    if dry_run:
        return phrase("replace.would", case=case, decision=decision)
    done = action(service, case, f"replace --{'allow' if allowed else 'refuse'}")
    cause = (STAFF, f"{case} {service.now().isoformat()}")
    asked_for = Decision(asked.earlier, asked.request, allowed, STAFF, cause)
    try:
        await service.replacements.settle(settlement(asked_for, service.now()), service.now(), done)
    except Clash:
        return phrase("replace.clash", case=case)
    return phrase("replace.done", case=case, decision=decision)


async def signed(service: Service, case: str) -> str:
    """Say that the last signed copy of a case is signed: nobody is reminded any more. UnknownCase."""
    if await service.sent_copies.confirm(action(service, case, "signed")):
        return phrase("signed.done", case=case)
    return phrase("signed.none", case=case)


async def placed(service: Service, case: str, *, granted: bool, dry_run: bool) -> str | None:
    """Decide about the place of a company that no register knows. None if there is no such case."""
    application = await service.applications.get(case)
    if application is None:
        return None
    places = service.places.get(application.programme)
    if places is None:
        return phrase("place.unlimited", case=case)
    if application.place is None:
        return phrase("place.not_needed", case=case)
    decision = phrase("place.grant" if granted else "place.refuse")
    if dry_run:
        return phrase("place.would", case=case, decision=decision)
    now, about = service.now(), About.PLACE_GRANTED if granted else About.PLACE_REFUSED
    done = action(service, case, f"place --{'grant' if granted else 'refuse'}")
    before = len([one for one in await service.actions.of_case(case) if one.what.startswith("place ")])
    outcome = await places.decide(case, news(about, before + 1, now), now, done, granted=granted)
    return phrase(f"place.{outcome}", case=case, decision=decision)


async def links_revoked(service: Service, case: str, *, dry_run: bool) -> str | None:
    """Close every link to the documents of a case. None if there is no such case."""
    if await service.applications.get(case) is None:
        return None
    done = None if dry_run else action(service, case, "links revoke")
    count = await service.files.revoke_links(case, service.now(), done)
    return phrase("links.would" if dry_run else "links.done", case=case, count=count)
