"""Sending one mail of a case and recording, for each recipient, what became of it."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from email.message import EmailMessage

from bot.mail.errors import MailError, Retry
from bot.mail.smtp import MailTransport
from bot.outbox.worker import REFUSED_REASON, REMAINING_RECIPIENTS
from storage.cases.deliveries import Deliveries
from storage.cases.delivery import Delivery
from storage.records import Json


@dataclass(frozen=True)
class Dispatch:
    """Sends by the mail transport; the delivery row tells the outcome. `now` is read after the server has spoken."""

    deliveries: Deliveries
    transport: MailTransport
    now: Callable[[], datetime]

    async def accepted(self, case_number: str, kind: str, left: Json) -> bool:
        """Whether nothing is left to do, since a worker that died before it could say so has sent this mail."""
        known = await self._known(case_number, kind)
        sent = known is not None and known.accepted_at and not known.bounced_at
        return bool(sent and not _waiting(known, left))

    async def ident(self, case_number: str, kind: str) -> str:
        """The Message-ID this mail has; empty when there was none yet."""
        known = await self._known(case_number, kind)
        return known.message_id if known else ""

    async def withhold(self, case_number: str, kind: str, message: EmailMessage, why: str) -> None:
        """Record that the mail is not sent, and why."""
        ident, to = str(message["Message-ID"]), str(message["To"])
        if await self.deliveries.queued(case_number, kind, ident, to, self.now()):
            await self.deliveries.failed(case_number, kind, why, self.now())

    async def send(self, case_number: str, kind: str, message: EmailMessage, left: Json) -> None:
        """Send the mail to everybody, or to those an earlier attempt did not reach (see bot/outbox/worker.py).

        Raises MailError when somebody has not got it. Does nothing when the case was erased meanwhile."""
        known, ident = await self._known(case_number, kind), str(message["Message-ID"])
        if not await self.deliveries.queued(case_number, kind, ident, str(message["To"]), self.now()):
            return
        to = _waiting(known, left)
        lost = {one: why for one, why in (known.missing if known else {}).items() if one not in to}
        try:
            await self.transport.send(message, to=to)
        except MailError as error:
            await self._failed(case_number, kind, error, lost, to)
            raise
        await self.deliveries.accepted(case_number, kind, self.now(), lost if to or lost else None)
        if refused := left.get(REFUSED_REASON):
            raise MailError(Retry.NEVER, refused)

    async def _failed(
        self, case_number: str, kind: str, error: MailError, lost: dict[str, str], to: tuple[str, ...]
    ) -> None:
        if error.delivered or (to and error.kind is Retry.NEVER):
            refused = {one: why.reason for one, why in error.refusals.items()} or dict.fromkeys(
                to, error.reason
            )
            await self.deliveries.accepted(case_number, kind, self.now(), {**lost, **refused})
        elif error.unclear:
            await self.deliveries.unclear(case_number, kind, self.now())
        elif error.kind is Retry.NEVER:
            await self.deliveries.failed(case_number, kind, error.reason, self.now())

    async def _known(self, case_number: str, kind: str) -> Delivery | None:
        known = await self.deliveries.of_case(case_number)
        return next((one for one in known if one.kind == kind), None)


def _waiting(known: Delivery | None, left: Json) -> tuple[str, ...]:
    """Those who have nothing while others have it; empty means everybody, or that none is left. A job of one recipient
    may have that address where others have the list."""
    to = left.get(REMAINING_RECIPIENTS)
    if isinstance(to, list) and to:
        return tuple(to)
    return tuple(known.missing) if known and known.accepted_at and not known.bounced_at else ()
