"""What became of each message about a case: timestamps only, because notices come in any order."""

from collections.abc import Collection, Mapping
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, Connection, Row, Update, func, or_, select, update

from storage.cases import summary_statements
from storage.cases.delivery import Delivery
from storage.engine import json_text
from storage.engine.database import Database
from storage.engine.sealing import case_key_column, key_for_case
from storage.engine.vault import DataKey
from storage.schema.tables import application, delivery

_AFRESH: dict[str, Any] = dict.fromkeys(
    ("accepted_at", "failed_at", "bounced_at", "unclear_at", "missing", "error")
)


class Deliveries:
    """One row per case and kind of message ("staff", "applicant", …)."""

    def __init__(self, database: Database) -> None:
        self._database = database

    async def queued(
        self, case_number: str, kind: str, message_id: str, recipient: str, at: datetime
    ) -> bool:
        """A message is about to be sent; False when its case was erased, so that it must not be.

        Saying it again about the same message changes nothing, so a worker that died between sending and
        noting its job done finds `accepted_at` set and need not send twice. Another recipient or id, or an
        attempt that failed or bounced, starts afresh.
        """
        live = select(application.c.case_number).where(
            application.c.case_number == case_number, application.c.erased_at.is_(None)
        )

        def work(connection: Connection) -> bool:
            if connection.execute(live.with_for_update()).first() is None:
                return False
            to = key_for_case(connection, case_number).seal_alike(recipient)
            values = {"message_id": message_id, "recipient": to, "queued_at": at}
            changed = or_(
                delivery.c.message_id != message_id,
                delivery.c.recipient.not_in([to, recipient]),  # as it was before there was a key
                delivery.c.failed_at.is_not(None),
                delivery.c.bounced_at.is_not(None),
            )
            adding = self._database.insert(delivery).values(case_number=case_number, kind=kind, **values)
            connection.execute(
                adding.on_conflict_do_update(
                    index_elements=["case_number", "kind"], set_=values | _AFRESH, where=changed
                )
            )
            return True

        return await self._database.transact(work)

    async def accepted(
        self, case_number: str, kind: str, at: datetime, missing: Mapping[str, str] | None = None
    ) -> None:
        """A recipient's server took it; the first time counts. `missing` are those who have not, with the reasons;
        None leaves what is known of them."""
        values: dict[str, Any] = {"accepted_at": func.coalesce(delivery.c.accepted_at, at)}

        def work(connection: Connection) -> None:
            if missing is not None:
                key = key_for_case(connection, case_number)
                values["missing"] = key.seal(json_text.dump(dict(missing))) if missing else None
            this = (delivery.c.case_number == case_number) & (delivery.c.kind == kind)
            connection.execute(update(delivery).where(this).values(**values))

        await self._database.transact(work)

    async def unclear(self, case_number: str, kind: str, at: datetime) -> None:
        """The connection was lost after the content: nobody knows whether it was taken."""
        await self._update(case_number, kind, unclear_at=at)

    async def failed(self, case_number: str, kind: str, error: str, at: datetime) -> None:
        """It was refused for good, given up or not sent. `error` is a short class, never content."""
        await self._update(case_number, kind, failed_at=at, error=error)

    async def bounced(
        self, message_id: str, error: str, at: datetime, recipients: Collection[str] = ()
    ) -> bool:
        """A message came back; the notice may arrive before or after the acceptance is recorded, and several times.

        `recipients` are those the notice names, if any. False if no such message is known.
        """
        query = select(delivery).where(delivery.c.message_id == message_id).with_for_update()

        def work(connection: Connection) -> bool:
            row = connection.execute(query).first()
            if row is not None:
                key = key_for_case(connection, row.case_number)
                connection.execute(_came_back(_delivery(row, key), error, at, recipients, key))
                summary_statements.touch(connection, row.case_number)
            return row is not None

        return await self._database.transact(work)

    async def bounced_since(self, at: datetime) -> tuple[Delivery, ...]:
        """The messages that came back since then, oldest first."""
        return await self._found(delivery.c.bounced_at >= at, delivery.c.bounced_at)

    async def reopen(self, case_number: str, kind: str) -> bool:
        """Forget the outcome, because staff want it sent again; False if it was never queued."""
        return await self._update(case_number, kind, **_AFRESH)

    async def of_case(self, case_number: str) -> tuple[Delivery, ...]:
        """Every message of a case, by kind."""
        return await self._found(delivery.c.case_number == case_number, delivery.c.kind)

    async def _found(self, which: ColumnElement[bool], order: ColumnElement[Any]) -> tuple[Delivery, ...]:
        query = select(delivery, case_key_column(delivery.c.case_number)).where(which).order_by(order)
        async with self._database.read() as connection:
            rows = (await connection.execute(query)).all()
        return tuple(_delivery(row, self._database.vault.unwrap(row.key)) for row in rows)

    async def _update(self, case_number: str, kind: str, **values: Any) -> bool:
        this = (delivery.c.case_number == case_number) & (delivery.c.kind == kind)
        async with self._database.write() as connection:
            return (await connection.execute(update(delivery).where(this).values(**values))).rowcount == 1


def _came_back(
    known: Delivery, error: str, at: datetime, recipients: Collection[str], key: DataKey
) -> Update:
    """One of several recipients who is out of reach takes nothing from the others."""
    lost = {address.lower(): error for address in recipients} if len(known.addresses) > 1 else {}
    values: dict[str, Any] = {"missing": key.seal(json_text.dump({**known.missing, **lost}))} if lost else {}
    if known.bounced_at is None:
        values |= {"bounced_at": at, "error": error}
    which = (delivery.c.case_number == known.case_number) & (delivery.c.kind == known.kind)
    return update(delivery).where(which).values(**values or {"bounced_at": known.bounced_at})


def _delivery(row: Row[Any], key: DataKey) -> Delivery:
    values = {name: value for name, value in row._mapping.items() if name != "key"}
    missing = json_text.load(key.open(row.missing)) if row.missing else {}
    return Delivery(**(values | {"recipient": key.open(row.recipient), "missing": missing}))
