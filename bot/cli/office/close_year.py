"""`close-year`: the archive of a programme, then the erasure of all its cases, each after two people confirmed it."""

from pathlib import Path

from bot.cli.decisions import staff_member
from bot.cli.export import exported
from bot.command_words import STAFF, phrase
from bot.office.management.year_page import managers_of
from bot.service import Service
from bot.year.archive import DamagedArchive, check, digest_of, write_archive
from bot.year.state import Closing, closing
from storage.erasure import Reason
from storage.retention.years import ClosingStep, TakenStep, Years
from storage.selection.rounds import Rounds

YEAR = "year"
"""The rule that proofs of these erasures name."""


async def close_year(
    service: Service, programme: str, *, archive: Path | None, erase: Path | None
) -> int | str:
    """Make the archive, or erase what is in it; exit code 2 with what is missing."""
    years = Years(service.database)
    if programme not in service.catalogue.programmes:
        return _refused("unknown", known="、".join(service.catalogue.programmes))
    state = closing(await years.of(programme))
    if state.erased_at and not await years.cases(programme):
        return phrase("close_year.already", programme=programme)
    if archive:
        return await _archive(service, years, programme, state, archive)
    assert erase
    return await _erase(service, years, programme, state, erase)


async def _archive(service: Service, years: Years, programme: str, state: Closing, out: Path) -> int | str:
    if not state.agreed(ClosingStep.CONFIRM_ARCHIVE, managers_of(service.settings.staff_mail)):
        return _refused("not_agreed", step=phrase("close_year.archive"), people="、".join(state.archive_by))
    try:
        workbook = await exported(service, "xlsx", programme)
        written = await write_archive(service, programme, workbook, out)
    except FileExistsError:
        return _refused("there", file=out)
    except (DamagedArchive, OSError) as error:
        return _refused("damaged", file=out, error=type(error).__name__)
    await years.take(
        programme, TakenStep(ClosingStep.ARCHIVED, staff_member(), service.now(), written.sha256)
    )
    return phrase(
        "close_year.archived", cases=written.cases, files=written.files, sha256=written.sha256, file=out
    )


async def _erase(service: Service, years: Years, programme: str, state: Closing, file: Path) -> int | str:
    if state.archived is None:
        return _refused("not_archived")
    if not state.agreed(ClosingStep.CONFIRM_ERASURE, managers_of(service.settings.staff_mail)):
        return _refused("not_agreed", step=phrase("close_year.erasure"), people="、".join(state.erasure_by))
    try:
        check(file)
    except DamagedArchive as error:
        return _refused("damaged", file=file, error=error)
    if digest_of(file) != state.archived.detail:
        return _refused("other", file=file)
    cases = await years.cases(programme)
    await Rounds(service.database).erase(programme)
    for case_number in cases:
        await service.erasure.erase_case(case_number, service.now(), reason=Reason(YEAR, alone=True))
    await years.take(programme, TakenStep(ClosingStep.ERASED, staff_member(), service.now()))
    told = phrase("close_year.erased", count=len(cases))
    return told if service.database.is_sqlite else f"{told}\n{phrase('erase.scrub')}"


def _refused(why: str, **facts: object) -> int:
    print(phrase(f"close_year.{why}", STAFF, **facts))
    return 2
