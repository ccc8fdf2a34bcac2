"""What staff do from the command line: list, show, resend, erase, stats. Each prints plain text."""

from collections import Counter

from bot.cases.sent_copies import last_sent, sent_copies
from bot.cli.decisions import action
from bot.cli.export import copy_cells
from bot.cli.mail_status import sendings
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
from flows.session.signed_copy import CopyState, copy_state
from storage.records import Application, NewJob
from storage.stored_names import JobKind, MailKind

SCRUB_AGAIN = "PostgreSQL 的檔案裡還有刪除前的內容：請在沒人用的時候執行 python -m bot scrub。"

_PLACES = {
    "held": "沒有查到登記，名額待確認：place --grant 或 --refuse",
    "granted": "名額已准",
    "refused": "名額不准",
}


async def listed(service: Service, *, unsigned: bool = False) -> str:
    """One line per application; `unsigned`: those in force of which no copy has come that looks signed."""
    lines = []
    async for page in service.applications.pages():
        for application in page:
            sent = last_sent(application)
            if unsigned and (not _in_force(application) or (sent and sent.enough)):
                continue
            words = service.editions[application.questionnaire].speak(STAFF_LANGUAGE)
            state = words.say(f"submit.{application.verdict}") if application.verdict else ""
            lines.append(
                f"{application.case_number}  {clock(application.submitted_at)}  {application.ubn:8}  "
                f"{application.company or '（已刪除）'}  {state}  {_signed(words, application)}"
                f"{_succession(application)}".rstrip()
            )
    return "\n".join(lines) or ("沒有未簽章的申請案。" if unsigned else "還沒有申請案。")


def _in_force(application: Application) -> bool:
    return not (application.erased_at or application.superseded_at)


def _signed(words: Words, application: Application) -> str:
    """What is known of the signed copy: nothing is called signed that was not seen to be."""
    if not _in_force(application):
        return ""
    sent = last_sent(application)
    state = f"{words.say('status.signed_copy')}：{words.say(f'copy.state.{copy_state(sent)}')}"
    return f"{state}（{clock(moment(sent.at))}）" if sent else state


def _succession(application: Application) -> str:
    """Which application took this one's place, and whose place it took."""
    parts = []
    if application.superseded_by:
        parts.append(f"已被 {application.superseded_by} 取代")
    if application.supersedes:
        parts.append(f"取代 {application.supersedes}")
    if application.waits:
        parts.append(f"要取代 {application.replaces}，等候同意，尚未生效")
    if application.refused:
        parts.append(f"未獲同意取代 {application.replaces}，沒有生效")
    if application.asked_by:
        parts.append(f"{application.asked_by} 要取代本件，等候同意")
    if application.place:
        parts.append(_PLACES[application.place])
    return f"（{'；'.join(parts)}）" if parts else ""


async def shown(service: Service, case: str) -> str | None:
    """Everything about one case; None if there is none of that number."""
    application = await service.applications.get(case)
    if application is None:
        return None
    facts = mail_facts(service.definition(application), application, STAFF_LANGUAGE)
    named, state = with_code(case, application.code), f"{facts.state_text}{_succession(application)}"
    parts = [f"{named}  {facts.company}（{facts.ubn}）  {state}"]
    parts += facts.reasons
    parts += [f"⚠ {warning}" for warning in facts.warnings]
    for title, rows in facts.sections:
        parts += ["", f"── {title}", *(f"{label}：{value}" for label, value in rows)]
    parts += _signing(service, application)
    parts += _copies(service, application)
    parts += await _actions(service, case)
    parts += ["", "── 寄送", *await sendings(service, application)]
    return "\n".join(parts)


def _signing(service: Service, application: Application) -> list[str]:
    """The block above the signature, which belongs to no page of questions."""
    edition, answers = service.editions[application.questionnaire], thawed(application.answers)
    words = edition.speak(STAFF_LANGUAGE)
    rows = [
        f"{words.of(question.id, 'short')}：{in_words(question, given.value, given.texts, words)}"
        for question in edition.questionnaire.signing
        if (given := answers.get(question.id))
    ]
    return ["", "── 聲明及簽章", *rows] if rows else []


def _copies(service: Service, application: Application) -> list[str]:
    """Every signed copy that came in, and what was seen on it."""
    edition = service.editions[application.questionnaire]
    words, lines = edition.speak(STAFF_LANGUAGE), []
    for sent in sent_copies(application):
        cells = copy_cells(edition, sent)
        lines.append(f"{cells['signed_at']}  {cells['signed']}")
        if cells["signed_pages"]:
            lines.append(f"  申請人傳回：{cells['signed_pages']}")
        if cells["unsigned_pages"]:
            lines.append(f"  沿用原申請書（未簽章）：{cells['unsigned_pages']}")
        lines += [f"  ⚠ {problem}" for problem in signed_copy.seen(words, sent.findings)]
        if sent.signer:
            lines.append(f"  {words.say('copy.certificate', signer=sent.signer)}")
    return ["", f"── {words.say('status.signed_copy')}", *(lines or [words.say("copy.state.missing")])]


async def _actions(service: Service, case: str) -> list[str]:
    """What staff did to the case, and how many people have to wait after wrong check codes."""
    rows = [f"{clock(one.at)}  {one.who}  {one.what}" for one in await service.actions.of_case(case)]
    lines = ["", "── 處理紀錄", *rows] if rows else []
    if waiting := await service.attempts.waiting(case):
        lines += ["", f"最近有 {waiting} 人輸入過錯誤的檢查碼；要讓他們馬上再試：unlock {case}"]
    return lines


async def resent(service: Service, case: str, *, dry_run: bool) -> str | None:
    """Queue the mails of a case again, with the same Message-IDs: both of the application, and the signed copy in
    force if there is one. Whatever else of the case was given up is settled. None if there is no such case."""
    application = await service.applications.get(case)
    if application is None:
        return None
    if application.superseded_by:
        return f"{case}：已被 {application.superseded_by} 取代，不再寄送。"
    jobs = await service.jobs.for_case(case)
    sent = [job for job in jobs if job.kind == JobKind.SIGNED_MAIL]
    mails = "兩封信（執行單位、申請人）" + ("與回傳的申請書" if sent else "")
    if dry_run:
        return f"{case}：會重新寄出{mails}。"
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
    for given_up in {job.kind for job in jobs}:
        await service.jobs.settle(case, given_up, now)
    return f"{case}：已排入重新寄送{mails}。"


async def erased(service: Service, case: str, *, dry_run: bool) -> str:
    """Erase everything personal of a case. Raises storage.errors.UnknownCase."""
    counts = await service.erasure.erase_case(case, service.now(), dry_run=dry_run)
    if not dry_run:
        await service.actions.add(action(service, case, "erase"))
    verb = "會刪除" if dry_run else "已刪除"
    parts = f"對話 {counts.turns} 則、檔案 {counts.files} 個、連結 {counts.links} 個、寄送紀錄 {counts.deliveries} 筆"
    again = "" if service.database.is_sqlite or dry_run else f"\n{SCRUB_AGAIN}"
    return f"{case}：{verb}申請內容、{parts}。{again}"


async def stats(service: Service) -> str:
    """How many applications by verdict, and what waits or is stuck."""
    counts = await service.applications.count_by_verdict(service.programme.year)
    words = service.editions[service.programme.questionnaire].speak(STAFF_LANGUAGE)
    lines = [f"{words.say(f'submit.{verdict}')}：{count}" for verdict, count in sorted(counts.items())]
    if service.places:
        seen = await service.places.occupancy(service.now())
        lines.append(f"名額：{seen.taken}／{service.programme.places}（含保留中），候補 {seen.waiting} 人")
        if seen.undecided:
            lines.append(
                f"沒有查到登記、名額待確認：{seen.undecided}（最多只占 {service.places.quota.unproved} 個名額）"
            )
    if superseded := await service.applications.superseded(service.programme.year):
        lines.append(f"已被取代（不計入）：{superseded}")
    lines += await _signed_counts(service, words)
    if waiting := await service.applications.waiting(service.programme.year):
        lines.append(f"等候同意取代先前的申請（不計入）：{waiting}")
    stuck = await service.jobs.stuck()
    lines.append(f"合計：{sum(counts.values())}")
    lines.append(f"卡住的工作：{len(stuck)}")
    lines += [f"  {job.kind} {job.case_number}：{job.error}" for job in stuck]
    return "\n".join(lines)


async def _signed_counts(service: Service, words: Words) -> list[str]:
    """How many of the year's applications in force have which kind of signed copy."""
    year, counts = service.programme.year, Counter[CopyState]()
    async for page in service.applications.pages():
        counts.update(
            copy_state(last_sent(application))
            for application in page
            if application.year == year and _in_force(application)
        )
    label = words.say("status.signed_copy")
    return [f"{label}：{words.say(f'copy.state.{state}')}：{counts[state]}" for state in CopyState]
