"""What staff did to cases, who and when: appended in the transaction that does it, shown with the case."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection, insert, select

from storage.engine.database import Database
from storage.schema.tables import staff_action


@dataclass(frozen=True, slots=True)
class StaffAction:
    """Something one of the staff did to a case, as the command that was given."""

    at: datetime
    who: str
    what: str
    case_number: str


def record(connection: Connection, action: StaffAction) -> None:
    """Append an action, within the transaction of what it did."""
    connection.execute(
        insert(staff_action).values(
            at=action.at, who=action.who, what=action.what, case_number=action.case_number
        )
    )


class StaffActions:
    """The staff's actions. Unavailable."""

    def __init__(self, database: Database) -> None:
        self._database = database

    async def add(self, action: StaffAction) -> None:
        """Record what was done by other means than this room's."""
        await self._database.transact(lambda connection: record(connection, action))

    async def of_case(self, case_number: str) -> tuple[StaffAction, ...]:
        """Everything staff did to a case, oldest first."""
        columns = (
            staff_action.c.at,
            staff_action.c.who,
            staff_action.c.what,
            staff_action.c.case_number,
        )
        query = select(*columns).where(staff_action.c.case_number == case_number).order_by(staff_action.c.id)
        async with self._database.read() as connection:
            rows = (await connection.execute(query)).all()
        return tuple(StaffAction(**row._mapping) for row in rows)
