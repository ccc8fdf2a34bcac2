"""What became of each message about a case: timestamps only, because notices come in any order."""

from datetime import datetime
from typing import Any

from sqlalchemy import Row, case, func, or_, select, update

from storage import codec
from storage.database import Database
from storage.records import Delivery
from storage.tables import delivery

_AFRESH: dict[str, Any] = dict.fromkeys(
    ("accepted_at", "failed_at", "bounced_at", "unclear_at", "missing", "error")
)


class Deliveries:
    """One row per case and kind of message ("staff", "applicant", …)."""

    def __init__(self, database: Database) -> None:
        self._database = database

    async def queued(
        self, case_number: str, kind: str, message_id: str, recipient: str, at: datetime
    ) -> None:
        """A message is about to be sent.

        Saying it again about the same message changes nothing, so a worker that died between sending and
        noting its job done finds `accepted_at` set and need not send twice. Another recipient or id, or an
        attempt that failed or bounced, starts afresh.
        """
        values = {"message_id": message_id, "recipient": recipient, "queued_at": at}
        adding = self._database.insert(delivery).values(case_number=case_number, kind=kind, **values)
        changed = or_(
            delivery.c.message_id != message_id,
            delivery.c.recipient != recipient,
            delivery.c.failed_at.is_not(None),
            delivery.c.bounced_at.is_not(None),
        )
        async with self._database.write() as connection:
            await connection.execute(
                adding.on_conflict_do_update(
                    index_elements=["case_number", "kind"], set_=values | _AFRESH, where=changed
                )
            )

    async def accepted(self, case_number: str, kind: str, at: datetime) -> None:
        """The recipient's server took it; the first time counts."""
        await self._update(case_number, kind, accepted_at=func.coalesce(delivery.c.accepted_at, at))

    async def failed(self, case_number: str, kind: str, error: str, at: datetime) -> None:
        """It was refused for good, or given up. `error` is a short class, never content."""
        await self._update(case_number, kind, failed_at=at, error=error)

    async def bounced(self, message_id: str, error: str, at: datetime) -> bool:
        """A message came back; the notice may arrive before or after the acceptance is recorded, and several times.

        False if no such message is known.
        """
        this = delivery.c.message_id == message_id
        values = {
            "bounced_at": func.coalesce(delivery.c.bounced_at, at),
            "error": case((delivery.c.bounced_at.is_(None), error), else_=delivery.c.error),
        }
        async with self._database.write() as connection:
            return (await connection.execute(update(delivery).where(this).values(**values))).rowcount > 0

    async def bounced_since(self, at: datetime) -> tuple[Delivery, ...]:
        """The messages that came back since then, oldest first."""
        query = select(delivery).where(delivery.c.bounced_at >= at).order_by(delivery.c.bounced_at)
        async with self._database.read() as connection:
            rows = (await connection.execute(query)).all()
        return tuple(_delivery(row) for row in rows)

    async def reopen(self, case_number: str, kind: str) -> bool:
        """Forget the outcome, because staff want it sent again; False if it was never queued."""
        return await self._update(case_number, kind, **_AFRESH)

    async def of_case(self, case_number: str) -> tuple[Delivery, ...]:
        """Every message of a case, by kind."""
        query = select(delivery).where(delivery.c.case_number == case_number).order_by(delivery.c.kind)
        async with self._database.read() as connection:
            rows = (await connection.execute(query)).all()
        return tuple(_delivery(row) for row in rows)

    async def _update(self, case_number: str, kind: str, **values: Any) -> bool:
        this = (delivery.c.case_number == case_number) & (delivery.c.kind == kind)
        async with self._database.write() as connection:
            return (await connection.execute(update(delivery).where(this).values(**values))).rowcount == 1


def _delivery(row: Row[Any]) -> Delivery:
    return Delivery(**(dict(row._mapping) | {"missing": codec.load(row.missing) if row.missing else {}}))
