"""The signed copies that an application's record keeps: staff say of the last one that it is signed."""

from sqlalchemy import Connection, select, update

from storage.cases import file_statements, staff_actions, summary_statements
from storage.cases.staff_actions import StaffAction
from storage.engine import json_text
from storage.engine.database import Database
from storage.schema.tables import application


class SentCopies:
    """What staff add to the record. Unavailable."""

    def __init__(self, database: Database) -> None:
        self._database = database

    async def confirm(self, action: StaffAction) -> bool:
        """Keep that the last signed copy of the action's case is signed; False if none has come in. UnknownCase."""
        this = application.c.case_number == action.case_number

        def work(connection: Connection) -> bool:
            file_statements.lock_case(connection, action.case_number)
            record = json_text.load(
                (connection.execute(select(application.c.record).where(this))).scalar_one()
            )
            if not (sent := record.get(file_statements.SENT_COPIES)):
                return False
            sent[-1]["confirmed_at"] = action.at.isoformat()
            connection.execute(update(application).where(this).values(record=json_text.dump(record)))
            staff_actions.record(connection, action)
            summary_statements.touch(connection, action.case_number)
            return True

        return await self._database.transact(work)
