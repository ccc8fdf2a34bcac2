"""The signed copies that an application's record keeps: staff say of the last one that it is signed."""

from sqlalchemy import Connection, insert

from storage.cases import file_statements, staff_actions, summary_statements
from storage.cases.staff_actions import StaffAction
from storage.engine.database import Database
from storage.outbox.jobs import job_row
from storage.records import Json, NewFile, NewJob
from storage.schema.tables import job


class SentCopies:
    """What staff add to the record. Unavailable."""

    def __init__(self, database: Database) -> None:
        self._database = database

    async def confirm(self, action: StaffAction) -> bool:
        """Keep that the last signed copy of the action's case is signed; False if none has come in. UnknownCase."""

        def work(connection: Connection) -> bool:
            file_statements.lock_case(connection, action.case_number)
            record = file_statements.record_of(connection, action.case_number)
            if not (sent := record.get(file_statements.SENT_COPIES)):
                return False
            sent[-1]["confirmed_at"] = action.at.isoformat()
            file_statements.keep_record(connection, action.case_number, record)
            staff_actions.record(connection, action)
            summary_statements.touch(connection, action.case_number)
            return True

        return await self._database.transact(work)

    async def file(self, new: NewFile, sha256: str, sent: Json, mail: NewJob, action: StaffAction) -> bool:
        """Keep a signed copy that staff received: its file, what was seen on it, the job that mails it; False when the
        last one that came in is the very same. FileTooLarge; UnknownCase."""

        def work(connection: Connection) -> bool:
            file_statements.lock_case(connection, new.case_number)
            record = file_statements.record_of(connection, new.case_number)
            copies = record.get(file_statements.SENT_COPIES, [])
            if copies and copies[-1]["file"] == sha256:
                return False
            file_statements.keep(self._database, connection, new, sha256, action.at)
            filed = record | {file_statements.SENT_COPIES: [*copies, sent]}
            file_statements.keep_record(connection, new.case_number, filed)
            connection.execute(insert(job).values(job_row(mail, action.at, None, new.case_number)))
            staff_actions.record(connection, action)
            summary_statements.touch(connection, new.case_number)
            return True

        return await self._database.transact(work)
