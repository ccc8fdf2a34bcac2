"""What staff do from the command line: list, show, resend, erase, stats. Each prints plain text."""

from collections import Counter
from collections.abc import Sequence

from bot.cases.sent_copies import last_sent, sent_copies
from bot.cli.decisions import action
from bot.cli.export import copy_cells
from bot.cli.mail_status import sendings
from bot.cli.office.proposals import is_proposal, proposal_counts, proposal_line, proposal_lines
from bot.cli.office.stages import in_stage, stage_named, stage_names
from bot.command_words import phrase
from bot.mail.headers import signed_kind
from bot.notifications.mail_facts import STAFF_LANGUAGE, mail_facts
from bot.outbox.worker import untried
from bot.presenter import signed_copy
from bot.presenter.context import clock, moment
from bot.service import Service
from flows.answers.display import shown as in_words
from flows.definitions.words import Words
from flows.session.check_code import with_code
from flows.session.frozen import thawed
from flows.session.submitted.signed_copy import CopyState, copy_state
from storage.records import Application, NewJob
from storage.stored_names import JobKind, MailKind


async def listed(service: Service, *, unsigned: bool = False, stage: str | None = None) -> str:
    """One line per application; `unsigned`: those in force of which no copy has come that looks signed; those of one
    stage if it is named, in the words of the pages or the code of before."""
    named = stage_named(stage) if stage else None
    if stage and not named:
        known = "、".join(f"{name} ({code})" for code, name in stage_names().items())
        return phrase("list.unknown_stage", stage=stage, known=known)
    lines, chosen = [], await in_stage(service, named) if named else None
    async for page in service.applications.pages():
        for application in page:
            if chosen is not None and application.case_number not in chosen:
                continue
            sent = last_sent(application)
            done = sent is not None and sent.enough
            if unsigned and (done or not _in_force(application) or is_proposal(service, application)):
                continue
            words = service.editions[application.questionnaire].speak(STAFF_LANGUAGE)
            state = words.say(f"submit.{application.verdict}") if application.verdict else ""
            seen = await proposal_line(service, application) or _signed(words, application)
            lines.append(
                f"{application.case_number}  {clock(application.submitted_at)}  {application.ubn:8}  "
                f"{application.company or phrase('list.erased')}  {state}  {seen}"
                f"{_succession(application)}".rstrip()
            )
    return "\n".join(lines) or phrase(
        "list.none_such" if stage else "list.none_unsigned" if unsigned else "list.none"
    )


def _in_force(application: Application) -> bool:
    return not (application.erased_at or application.superseded_at)


def _signed(words: Words, application: Application) -> str:
    """What is known of the signed copy: nothing is called signed that was not seen to be."""
    if not _in_force(application):
        return ""
    sent = last_sent(application)
    facts = {"label": words.say("status.signed_copy"), "value": words.say(f"copy.state.{copy_state(sent)}")}
    return (
        phrase("list.fact_at", at=clock(moment(sent.at)), **facts) if sent else phrase("list.fact", **facts)
    )


def _succession(application: Application) -> str:
    """Which application took this one's place, and whose place it took."""
    others = {
        "superseded": application.superseded_by,
        "supersedes": application.supersedes,
        "waits": application.replaces if application.waits else None,
        "refused": application.replaces if application.refused else None,
        "asked_by": application.asked_by,
    }
    notes = [phrase(f"state.{key}", other=other) for key, other in others.items() if other]
    if application.place:
        notes.append(phrase(f"state.place_{application.place}"))
    return phrase("state.notes", notes=phrase("state.between").join(notes)) if notes else ""


async def shown(service: Service, case: str) -> str | None:
    """Everything about one case; None if there is none of that number."""
    application = await service.applications.get(case)
    if application is None:
        return None
    facts = mail_facts(service.definition(application), application, STAFF_LANGUAGE)
    named, state = with_code(case, application.code), f"{facts.state_text}{_succession(application)}"
    parts = [phrase("show.head", case=named, company=facts.company, ubn=facts.ubn, state=state)]
    parts += facts.reasons
    parts += [f"⚠ {warning}" for warning in facts.warnings]
    for title, rows in facts.sections:
        parts += _section(title, [_fact(label, value) for label, value in rows])
    if is_proposal(service, application):
        parts += _section(phrase("show.stage"), await proposal_lines(service, application))
    else:
        parts += _signing(service, application)
        parts += _copies(service, application)
    parts += await _actions(service, case)
    parts += _section(phrase("show.mails"), await sendings(service, application))
    return "\n".join(parts)


def _section(title: str, rows: Sequence[str]) -> list[str]:
    return ["", phrase("show.section", title=title), *rows]


def _fact(label: str, value: object) -> str:
    return phrase("list.fact", label=label, value=value)


def _signing(service: Service, application: Application) -> list[str]:
    """The block above the signature, which belongs to no page of questions."""
    edition, answers = service.editions[application.questionnaire], thawed(application.answers)
    words = edition.speak(STAFF_LANGUAGE)
    rows = [
        _fact(words.of(question.id, "short"), in_words(question, given.value, given.texts, words))
        for question in edition.questionnaire.signing
        if (given := answers.get(question.id))
    ]
    return _section(phrase("show.signing"), rows) if rows else []


def _copies(service: Service, application: Application) -> list[str]:
    """Every signed copy that came in, and what was seen on it."""
    edition = service.editions[application.questionnaire]
    words, lines = edition.speak(STAFF_LANGUAGE), []
    for sent in sent_copies(application):
        cells = copy_cells(edition, sent)
        lines.append(f"{cells['signed_at']}  {cells['signed']}")
        if cells["signed_pages"]:
            lines.append(phrase("show.theirs", pages=cells["signed_pages"]))
        if cells["unsigned_pages"]:
            lines.append(phrase("show.ours", pages=cells["unsigned_pages"]))
        lines += [f"  {line}" for line in signed_copy.online(words, sent.online)] if sent.online else []
        lines += [f"  ⚠ {problem}" for problem in signed_copy.seen(words, sent.findings)]
        if sent.signer:
            lines.append(f"  {words.say('copy.certificate', signer=sent.signer)}")
    return _section(words.say("status.signed_copy"), lines or [words.say("copy.state.missing")])


async def _actions(service: Service, case: str) -> list[str]:
    """What staff did to the case, and how many people have to wait after wrong check codes."""
    rows = [f"{clock(one.at)}  {one.who}  {one.what}" for one in await service.actions.of_case(case)]
    lines = _section(phrase("show.actions"), rows) if rows else []
    if waiting := await service.attempts.waiting(case):
        lines += ["", phrase("show.locked", count=waiting, case=case)]
    return lines


_NOT_AGAIN = (JobKind.STAFF_MAIL, JobKind.APPLICANT_MAIL, JobKind.SIGNED_MAIL, JobKind.SIGNING_CODE)
"""What `resend` does not try again because it was given up: the first are sent anyhow, of signed copies the last one;
a code has long expired."""


async def resent(service: Service, case: str, *, dry_run: bool) -> str | None:
    """Queue the mails of a case again, with the same Message-IDs: both of the application, the signed copy in force if
    there is one, and whatever else of the case was given up. None if there is no such case."""
    application = await service.applications.get(case)
    if application is None:
        return None
    if application.superseded_by:
        return phrase("resend.superseded", case=case, other=application.superseded_by)
    jobs = await service.jobs.for_case(case)
    sent = [job for job in jobs if job.kind == JobKind.SIGNED_MAIL]
    others = [job for job in jobs if job.failed_at and not job.done_at and job.kind not in _NOT_AGAIN]
    mails = phrase("resend.mails") + (phrase("resend.and_copy") if sent else "")
    mails += phrase("resend.and_others", count=len(others)) if others else ""
    if dry_run:
        return phrase("resend.would", case=case, mails=mails)
    now = service.now()
    await service.actions.add(action(service, case, "resend"))
    for kind, delivery in (
        (JobKind.STAFF_MAIL, MailKind.STAFF),
        (JobKind.APPLICANT_MAIL, MailKind.APPLICANT),
    ):
        await service.deliveries.reopen(case, delivery)
        await service.jobs.settle(case, kind, now)
        await service.jobs.add(NewJob(kind, {}, now, case), now)
    if sent:
        await service.deliveries.reopen(case, signed_kind(len(sent)))
        await service.jobs.redo(sent[-1], untried(sent[-1].payload), now)
    for given_up in others:
        await service.jobs.redo(given_up, untried(given_up.payload), now)
    for kind in _NOT_AGAIN:
        await service.jobs.settle(case, kind, now)
    return phrase("resend.done", case=case, mails=mails)


async def erased(service: Service, case: str, *, dry_run: bool) -> str:
    """Erase everything personal of a case. Raises storage.errors.UnknownCase."""
    counts = await service.erasure.erase_case(case, service.now(), dry_run=dry_run)
    if not dry_run:
        await service.actions.add(action(service, case, "erase"))
    facts = {name: getattr(counts, name) for name in ("turns", "files", "links", "deliveries")}
    told = phrase("erase.would" if dry_run else "erase.done", case=case, **facts)
    return told if service.database.is_sqlite or dry_run else f"{told}\n{phrase('erase.scrub')}"


async def stats(service: Service) -> str:
    """How many applications by verdict, and what waits or is stuck."""
    counts = await service.applications.count_by_verdict(service.programme.id)
    words = service.editions[service.programme.questionnaire].speak(STAFF_LANGUAGE)
    lines = [_fact(words.say(f"submit.{verdict}"), count) for verdict, count in sorted(counts.items())]
    if places := service.places.get(service.programme.id):
        seen, quota = await places.occupancy(service.now()), places.quota
        lines.append(phrase("stats.places", taken=seen.taken, places=quota.places, waiting=seen.waiting))
        if seen.undecided:
            most = quota.unproved
            lines.append(phrase("stats.undecided", count=seen.undecided, most=most))
    if superseded := await service.applications.superseded(service.programme.id):
        lines.append(phrase("stats.superseded", count=superseded))
    lines += await _signed_counts(service, words)
    lines += await proposal_counts(service)
    if waiting := await service.applications.waiting(service.programme.id):
        lines.append(phrase("stats.waiting", count=waiting))
    stuck = await service.jobs.stuck()
    lines.append(phrase("stats.total", count=sum(counts.values())))
    lines.append(phrase("stats.stuck", count=len(stuck)))
    lines += [
        phrase("stats.stuck_job", kind=job.kind, case=job.case_number, error=job.error) for job in stuck
    ]
    return "\n".join(lines)


async def _signed_counts(service: Service, words: Words) -> list[str]:
    """How many of the programme's applications in force have which kind of signed copy."""
    programme, counts = service.programme.id, Counter[CopyState]()
    async for page in service.applications.pages():
        counts.update(
            copy_state(last_sent(application))
            for application in page
            if application.programme == programme and _in_force(application)
        )
    label = words.say("status.signed_copy")
    return [_fact(label, _fact(words.say(f"copy.state.{state}"), counts[state])) for state in CopyState]
