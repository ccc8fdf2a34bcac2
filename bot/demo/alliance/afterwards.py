"""What an alliance does once it was sent in, where its file says `then`: a member leaves, it is resent, withdrawn."""

from collections.abc import Sequence
from typing import Any

from bot.demo.alliance.player import AlliancePlayer
from bot.service import Service
from storage.alliances.alliances import Alliances


async def afterwards(
    service: Service, players: Sequence[AlliancePlayer], steps: Sequence[str], case_number: str
) -> list[dict[str, Any]]:
    """Each step, with what is kept then: the revisions with the companies in each, and whose seats are live."""
    first, *others = [each for each in players if not each.name.startswith("other-")]
    told = []
    for step in steps:
        match step:
            case "leave":
                await others[-1].act("leave")
                await others[-1].act("leave_yes")
            case "resend":
                await first.act("go", "board")
                await first.act("go", "checks")
                await first.act("send")
            case "withdraw":
                await first.act("go", "board")
                await first.act("go", "sent")
                await first.act("go", "sent.withdraw")
                await first.act("withdraw")
        told.append({"step": step, "leader": first.screen, **await _kept(service, case_number)})
    return told


async def _kept(service: Service, case_number: str) -> dict[str, Any]:
    alliances = Alliances(service.database)
    application = await service.applications.get(case_number)
    revisions = await alliances.revisions(case_number)
    seats = await alliances.seats(application.session) if application else ()
    return {
        "revisions": {
            str(each.revision): [one["company"] for one in each.record["members"]] for each in revisions
        },
        "seats": [each.company for each in seats],
        "claimed": [each.company for each in seats if await alliances.claims(each.session)],
    }
