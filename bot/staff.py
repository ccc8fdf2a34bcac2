"""What staff do from the command line: list, show, export, resend, erase, stats. Each prints plain text."""

import csv
import io
import json
from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from typing import Any

from bot.deciding import action
from bot.jobs import untried
from bot.mail.headers import signed_kind
from bot.mail_facts import contact_address, mail_facts
from bot.one_time.confirming import confirmation_of
from bot.sendings import sendings
from bot.service import Service
from bot.speech.context import clock
from bot.submission import APPLICANT_MAIL, SIGNED_MAIL, STAFF_MAIL, thawed
from flows.check_code import with_code
from flows.shown import shown as in_words
from flows.words import Words
from storage.one_time_links import LinkFor
from storage.records import Application, NewJob

LANGUAGE = "zh-TW"


async def listed(service: Service) -> str:
    """One line per application."""
    lines = []
    async for page in service.applications.pages():
        for application in page:
            words = service.editions[application.questionnaire].speak(LANGUAGE)
            state = words.say(f"submit.{application.verdict}") if application.verdict else ""
            lines.append(
                f"{application.case_number}  {clock(application.submitted_at)}  {application.ubn:8}  "
                f"{application.company or '（已刪除）'}  {state}{_succession(application)}"
            )
    return "\n".join(lines) or "還沒有申請案。"


def _succession(application: Application) -> str:
    """Which application took this one's place, and whose place it took."""
    parts = []
    if application.superseded_by:
        parts.append(f"已被 {application.superseded_by} 取代")
    if application.supersedes:
        parts.append(f"取代 {application.supersedes}")
    return f"（{'；'.join(parts)}）" if parts else ""


async def shown(service: Service, case: str) -> str | None:
    """Everything about one case; None if there is none of that number."""
    application = await service.applications.get(case)
    if application is None:
        return None
    facts = mail_facts(service.editions, service.programme, application, LANGUAGE)
    named, state = with_code(case, application.code), f"{facts.state_text}{_succession(application)}"
    parts = [f"{named}  {facts.company}（{facts.ubn}）  {state}"]
    parts += facts.reasons
    parts += [f"⚠ {warning}" for warning in facts.warnings]
    for title, rows in facts.sections:
        parts += ["", f"── {title}", *(f"{label}：{value}" for label, value in rows)]
    parts += _signing(service, application)
    parts += await _actions(service, case)
    parts += ["", "── 寄送", *await sendings(service, application)]
    return "\n".join(parts)


def _signing(service: Service, application: Application) -> list[str]:
    """The block above the signature, which belongs to no page of questions."""
    edition, answers = service.editions[application.questionnaire], thawed(application.answers)
    words = edition.speak(LANGUAGE)
    rows = [
        f"{words.of(question.id, 'short')}：{in_words(question, given.value, given.texts, words)}"
        for question in edition.questionnaire.signing
        if (given := answers.get(question.id))
    ]
    return ["", "── 聲明及簽章", *rows] if rows else []


async def _actions(service: Service, case: str) -> list[str]:
    """What staff did to the case, and how many people have to wait after wrong check codes."""
    rows = [f"{clock(one.at)}  {one.who}  {one.what}" for one in await service.actions.of_case(case)]
    lines = ["", "── 處理紀錄", *rows] if rows else []
    if waiting := await service.attempts.waiting(case):
        lines += ["", f"最近有 {waiting} 人輸入過錯誤的檢查碼；要讓他們馬上再試：unlock {case}"]
    return lines


async def exported(service: Service, form: str) -> bytes:
    """All applications as csv, xlsx or json."""
    rows: list[Mapping[str, Any]] = []
    confirmed = await service.confirmation.all_confirmed()
    async for page in service.applications.pages():
        rows += [_row(service, application, form, confirmed) for application in page]
    if form == "json":
        return json.dumps(rows, ensure_ascii=False, indent=1).encode()
    headers = list(dict.fromkeys(key for row in rows for key in row)) or ["case_number"]
    table = [[row.get(header, "") for header in headers] for row in rows]
    return _xlsx(headers, table) if form == "xlsx" else _csv(headers, table)


def _row(
    service: Service, application: Application, form: str, confirmed: Mapping[LinkFor, datetime]
) -> dict[str, Any]:
    """Stored values for json; for people's spreadsheets the answers in words."""
    address = "" if application.erased_at else contact_address(application)
    at = confirmed.get(confirmation_of(application.case_number, address))
    row: dict[str, Any] = {
        "case_number": application.case_number,
        "check_code": application.code,
        "submitted_at": application.submitted_at.isoformat(),
        "verdict": application.verdict,
        "language": application.language,
        "supersedes": application.supersedes or "",
        "superseded_by": application.superseded_by or "",
        "email_confirmed_at": at.isoformat() if at else "",
    }
    if form == "json":
        return row | {"answers": application.answers, "record": application.record}
    edition = service.editions[application.questionnaire]
    answers, words = thawed(application.answers), edition.speak(LANGUAGE)
    for question in edition.questionnaire.questions:
        if question.id in answers:
            answer = answers[question.id]
            row[_label(words, question.id)] = in_words(question, answer.value, answer.texts, words)
    return row


def _label(words: Words, question: str) -> str:
    return words.of(question, "short") or words.of(question, "label")


def _csv(headers: Sequence[str], table: Iterable[Sequence[Any]]) -> bytes:
    """CSV with a byte order mark, so that Excel reads it as UTF-8."""
    out = io.StringIO()
    writer = csv.writer(out)
    writer.writerow(headers)
    writer.writerows([_harmless(cell) for cell in row] for row in table)
    return b"\xef\xbb\xbf" + out.getvalue().encode()


def _harmless(cell: object) -> str:
    """A cell no spreadsheet takes for a formula (OWASP: CSV injection)."""
    text = str(cell)
    return f"'{text}" if text.startswith(("=", "+", "-", "@", "\t", "\r")) else text


def _xlsx(headers: Sequence[str], table: Iterable[Sequence[Any]]) -> bytes:
    """An Excel workbook; every cell is text, so that a 統一編號 keeps its leading zeros."""
    import xlsxwriter

    out = io.BytesIO()
    workbook = xlsxwriter.Workbook(
        out, {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    )
    sheet = workbook.add_worksheet("applications")
    for number, row in enumerate([headers, *table]):
        for column, cell in enumerate(row):
            sheet.write_string(number, column, str(cell))
    sheet.freeze_panes(1, 1)
    workbook.close()
    return out.getvalue()


async def resent(service: Service, case: str, *, dry_run: bool) -> str | None:
    """Queue the mails of a case again, with the same Message-IDs: both of the application, and the signed copy in
    force if there is one. Whatever else of the case was given up is settled. None if there is no such case."""
    application = await service.applications.get(case)
    if application is None:
        return None
    if application.superseded_by:
        return f"{case}：已被 {application.superseded_by} 取代，不再寄送。"
    jobs = await service.jobs.for_case(case)
    copies = [job for job in jobs if job.kind == SIGNED_MAIL]
    mails = "兩封信（執行單位、申請人）" + ("與已簽章的申請書" if copies else "")
    if dry_run:
        return f"{case}：會重新寄出{mails}。"
    now = service.now()
    await service.actions.add(action(service, case, "resend"))
    for kind, delivery in ((STAFF_MAIL, "staff"), (APPLICANT_MAIL, "applicant")):
        await service.deliveries.reopen(case, delivery)
        await service.jobs.settle(case, kind, now)
        await service.jobs.add(NewJob(kind, {}, now, case), now)
    if copies:
        await service.deliveries.reopen(case, signed_kind(len(copies)))
        await service.jobs.redo(copies[-1], untried(copies[-1].payload), now)
    for kind in {job.kind for job in jobs}:
        await service.jobs.settle(case, kind, now)
    return f"{case}：已排入重新寄送{mails}。"


async def erased(service: Service, case: str, *, dry_run: bool) -> str:
    """Erase everything personal of a case. Raises storage.errors.UnknownCase."""
    counts = await service.erasure.erase_case(case, service.now(), dry_run=dry_run)
    if not dry_run:
        await service.actions.add(action(service, case, "erase"))
    verb = "會刪除" if dry_run else "已刪除"
    parts = f"對話 {counts.turns} 則、檔案 {counts.files} 個、連結 {counts.links} 個、寄送紀錄 {counts.deliveries} 筆"
    return f"{case}：{verb}申請內容、{parts}。"


async def stats(service: Service) -> str:
    """How many applications by verdict, and what waits or is stuck."""
    counts = await service.applications.count_by_verdict(service.programme.year)
    words = service.editions[service.programme.questionnaire].speak(LANGUAGE)
    lines = [f"{words.say(f'submit.{verdict}')}：{count}" for verdict, count in sorted(counts.items())]
    if service.places:
        seen = await service.places.occupancy(service.now())
        lines.append(f"名額：{seen.taken}／{service.programme.places}（含保留中），候補 {seen.waiting} 人")
    if superseded := await service.applications.superseded(service.programme.year):
        lines.append(f"已被取代（不計入）：{superseded}")
    stuck = await service.jobs.stuck()
    lines.append(f"合計：{sum(counts.values())}")
    lines.append(f"卡住的工作：{len(stuck)}")
    lines += [f"  {job.kind} {job.case_number}：{job.error}" for job in stuck]
    return "\n".join(lines)
