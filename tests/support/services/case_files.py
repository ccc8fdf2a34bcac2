"""What a database holds of a case's files."""

from sqlalchemy import select

from storage.cases.files import Files
from storage.engine.database import Database
from storage.schema.tables import case_file, file
from tests.support.colleagues import CASE


async def roles(database: Database) -> list[str]:
    """What the case has files for."""
    async with database.read() as connection:
        rows = (await connection.execute(select(case_file.c.role).order_by(case_file.c.role))).scalars()
    return [role.partition("_")[0] + "_" + role.split("_")[1] if "_" in role else role for role in rows]


async def contents(database: Database) -> list[bytes]:
    """Every file in the database."""
    async with database.read() as connection:
        return list((await connection.execute(select(file.c.content).order_by(file.c.content))).scalars())


async def draft(database: Database) -> bytes:
    """The copy that waits for 「送出」."""
    found = await Files(database).of_case(CASE, "copy_draft")
    return found.content if found else b""
