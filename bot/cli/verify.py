"""`inspect FILE.pdf`: says plainly whether a document is ours and unaltered, and what shows it."""

import asyncio
import logging
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from bot.cli.stored_original import against_database
from bot.cli.verify_words import DIFFERENCES, UNKNOWN, WORDS
from bot.config.settings import Settings
from bot.documents.seal import seal_of
from bot.documents.signatures import Signature
from bot.documents.verification import Report, inspect
from flows.document.attachment import DIGEST, PREFIX


def inspect_file(settings: Settings, file: Path) -> int:
    """Print the report on a file; returns 0 when no change is found, 1 when one is, 2 when it cannot be told."""
    try:
        content = file.read_bytes()
    except OSError as error:
        print(f"{file}: {error.strerror}", file=sys.stderr)
        return UNKNOWN
    logging.getLogger("pyhanko").setLevel(
        logging.CRITICAL
    )  # what it finds suspicious is told below, in words
    seal = seal_of(settings)
    report, compared_with = asyncio.run(
        against_database(settings, content, inspect(content, seal.certificates[0] if seal else None))
    )
    code, chinese, english = WORDS[report.finding]
    changes = [f"  - {DIFFERENCES[one]}" for one in report.differences]
    print(*_described(report), compared_with, chinese, english, *changes, sep="\n")
    return code


def _described(report: Report) -> list[str]:
    if report.data is None:
        return []
    return [
        *_facts(report.data),
        f"電子印章 seal: {_signature(report.seal)}",
        f"申請人簽章 applicant's signature: {_signature(report.applicant)}",
    ]


def _facts(data: Mapping[str, Any]) -> list[str]:
    answers: Mapping[str, Any] = data.get("answers", {})
    verdict = data.get("verdict") or {}
    facts = {
        "案件編號 case number": data.get("case_number") or "草稿 draft",
        "企業名稱 company": answers.get("company_name", ""),
        "統一編號 UBN": answers.get("ubn", ""),
        "申請資格 verdict": " ".join([verdict.get("state", ""), *verdict.get("reasons", [])]),
        "送件時間 submitted": data.get("submitted_at", ""),
        "問卷版本 questionnaire": data.get("questionnaire", {}).get("version", ""),
        "資料雜湊 SHA-256": data.get(DIGEST, ""),
        "頁尾所印 printed": str(data.get(DIGEST, ""))[:PREFIX],
    }
    return [f"{name}: {_shown(value)}" for name, value in facts.items()] + [
        "填答資料 answers:",
        *(f"  {_shown(name)}: {_shown(value)}" for name, value in answers.items()),
    ]


def _shown(value: object) -> str:
    """Without what could steer a terminal: the file may come from anybody."""
    return "".join(character if character.isprintable() else "·" for character in str(value))


def _signature(signature: Signature | None) -> str:
    if signature is None:
        return "無 none"
    state = "簽後未變更 unaltered since" if signature.holds else "無效 broken"
    return (
        f"{state}；憑證上的姓名，未經驗證 name in the certificate, not verified: {_shown(signature.signer)}"
    )
