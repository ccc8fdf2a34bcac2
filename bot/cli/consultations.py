"""What staff do about consultants, visits and advice from the command line, as on the desk. Each prints plain text."""

from collections.abc import Sequence
from pathlib import Path

from bot.cases.case_stream import case_of
from bot.cli.decisions import action, staff_member
from bot.command_words import phrase
from bot.consultants.advice import MOST_BYTES, AdviceCheck, Upload
from bot.consultants.execution import ActRequest, Execution
from bot.consultants.people import People
from bot.consultants.visit_forms import VisitAct, VisitFilled, event_of
from bot.conversation.case_answers import new_uid
from bot.conversation.copy_intake.virus_scan import scan_of
from bot.office.rendering import words
from bot.office.sessions import PostedForm
from bot.service import Service
from flows.cases.consultant_acts import Actor
from flows.cases.consultant_events import (
    AdviceReleased,
    AdviceUploaded,
    ConsultantAssigned,
    ConsultantEvent,
)
from flows.cases.matching import BEST, Fit
from flows.cases.stage import Stage
from flows.cases.visit_checks import VisitRefusal
from storage.cases.stream.case_events import CaseEvents
from storage.records import Application, NewFile

_STAGES = frozenset({Stage.MATCHING, Stage.VISIT, Stage.ADVICE})


async def assigned(service: Service, case: str, *, consultant: str, reason: str) -> str | None:
    """Ask a consultant to take a case; without one, say who fits and why. None if there is no such case."""
    application = await service.applications.get(case)
    if application is None or application.erased_at:
        return None
    events = CaseEvents(service.database)
    definition = service.definition(application)
    found = case_of(application, await events.of(case), definition)
    fits = await People(service).fits(application, found.state.consulted)
    if not consultant:
        return "\n".join(map(_fit, fits)) or phrase("assign.nobody")
    fit = next((one for one in fits if one.consultant.address == consultant.lower()), None)
    if found.state.consulted.consultant == consultant.lower() and found.told_state.stage in _STAGES:
        await service.actions.add(action(service, case, f"assign {consultant.lower()}"))
        return _refused(case, VisitRefusal.TWICE)
    if fit is None or fit.excluded:
        why = words()["assign"]["excluded"][fit.excluded.value] if fit and fit.excluded else ""
        return phrase("assign.not_possible", case=case, consultant=consultant, why=why)
    if found.told_state.stage not in _STAGES:
        return _refused(case, VisitRefusal.NOT_NOW)
    best = [one for one in fits if not one.excluded][:BEST]
    if fit not in best and not reason.strip():
        return _refused(case, VisitRefusal.TEXT_MISSING)
    offered = tuple(f"{one.consultant.address} {one.sum}" for one in best)
    event = ConsultantAssigned(fit.consultant.address, fit.consultant.name, offered, reason)
    wish = ActRequest(
        event, Actor.OFFICE, staff_member(), consultant=event.consultant, limit=fit.consultant.limit
    )
    return await _done(
        service, application, wish, f"assign {event.consultant}", phrase("assign.done", case=case)
    )


async def scheduled(  # noqa: PLR0913 - one parameter an argument
    service: Service,
    case: str,
    *,
    times: Sequence[str],
    minutes: int,
    online: str,
    onsite: str,
    agreed: bool,
    cancel: str,
    held: str,
) -> str | None:
    """Propose times for the visit, note one that is agreed on, cancel it, or note that it was. None if there is no such
    case."""
    application = await service.applications.get(case)
    if application is None or application.erased_at:
        return None
    filled = VisitFilled(tuple(times), str(minutes), "online" if online else "onsite", online or onsite)
    act = VisitAct.FIX if agreed else VisitAct.PROPOSE
    if cancel or held:
        act, filled = (VisitAct.CANCEL if cancel else VisitAct.HELD), VisitFilled(note=cancel or held)
    event = event_of(act, filled, new_uid(service.definition(application).programme))
    if isinstance(event, VisitRefusal):
        return _refused(case, event)
    wish = ActRequest(event, Actor.OFFICE, staff_member())
    return await _done(
        service, application, wish, f"schedule {act.value}", phrase("schedule.done", case=case)
    )


async def delivered(service: Service, case: str, *, file: Path | None, release: bool) -> str | None:
    """Keep the written advice, and let the applicant have it. None if there is no such case."""
    application = await service.applications.get(case)
    if application is None or application.erased_at:
        return None
    if file is not None:
        if why := await _keep(service, application, file):
            return why
        if not release:
            return phrase("deliver.kept", case=case)
    event = await _release(service, application)
    if event is None:
        return _refused(case, VisitRefusal.NO_FILE)
    wish = ActRequest(event, Actor.OFFICE, staff_member())
    return await _done(service, application, wish, "deliver", phrase("deliver.done", case=case))


def _uploaded(file: Path) -> Upload:
    content = file.read_bytes() if file.stat().st_size <= MOST_BYTES else b""
    return Upload(PostedForm({}), content, file.name, "" if content else "too_large")


async def _keep(service: Service, application: Application, file: Path) -> str:
    """Keep a file as the advice; what is wrong otherwise."""
    upload = _uploaded(file)
    checked = await AdviceCheck(scan_of(service.settings.clamd_url)).file_of(application.case_number, upload)
    if isinstance(checked, str):
        return phrase("visits.refused", case=application.case_number, why=words()["visit_problem"][checked])
    digest, new = checked
    kept = await _release(service, application)
    kept_already = isinstance(kept, AdviceReleased) and kept.file == digest
    files: dict[str, NewFile] = {digest: new}
    wish = ActRequest(AdviceUploaded(digest, new.name), Actor.OFFICE, staff_member(), files=files)
    execution = Execution(service, CaseEvents(service.database))
    why = None if kept_already else await execution.perform(application, wish)
    if why is None:
        await service.actions.add(action(service, application.case_number, "deliver file"))
    return _refused(application.case_number, why) if why else ""


async def _release(service: Service, application: Application) -> ConsultantEvent | None:
    definition = service.definition(application)
    stored = await CaseEvents(service.database).of(application.case_number)
    uploaded = case_of(application, stored, definition).state.consulted.uploaded
    advice = uploaded.event if uploaded else None
    return AdviceReleased(advice.file, advice.name) if isinstance(advice, AdviceUploaded) else None


async def _done(
    service: Service, application: Application, wish: ActRequest, recorded: str, said: str
) -> str:
    """Do it and record it; also when it was done already, as by a run that was lost before it could be recorded."""
    case = application.case_number
    why = await Execution(service, CaseEvents(service.database)).perform(application, wish)
    if why in (None, VisitRefusal.TWICE):
        await service.actions.add(action(service, case, recorded))
    return _refused(case, why) if why else said


def _refused(case: str, why: VisitRefusal) -> str:
    return phrase("visits.refused", case=case, why=words()["visit_problem"][why.value])


def _fit(fit: Fit) -> str:
    """One line of somebody, with why they are left out."""
    said = words()["assign"]
    facts = {"name": fit.consultant.name, "address": fit.consultant.address}
    if fit.excluded:
        return phrase("assign.left_out", why=said["excluded"][fit.excluded.value], **facts)
    load = said["load"].format(open=fit.load.open_cases, limit=fit.consultant.limit)
    needs = said["needs"].format(matched=len(fit.matched), asked=len(fit.matched) + len(fit.missing))
    return phrase("assign.fit", sum=fit.sum, needs=needs, load=load, **facts)
