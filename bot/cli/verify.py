"""`inspect FILE.pdf`: says plainly whether a document is ours and unaltered, and what shows it."""

import asyncio
import logging
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from bot.cli.stored_original import against_database
from bot.command_words import OPERATORS, STAFF, both, phrase
from bot.config.catalogue import shipped
from bot.config.settings import Settings
from bot.documents.seal import seal_of
from bot.documents.signatures import Signature
from bot.documents.verification import Finding, Report, inspect
from flows.definitions.roles import Roles
from flows.document.attachment import DIGEST, PREFIX

UNALTERED, ALTERED, UNKNOWN = 0, 1, 2
"""Exit codes. 0 says that no change was found and the words say what that proves."""

EXIT_CODES: Mapping[Finding, int] = {
    **dict.fromkeys(
        (Finding.ORIGINAL, Finding.RETURNED_KEPT, Finding.RETURNED, Finding.SEALED, Finding.INTACT,
         Finding.RECORD, Finding.RECORD_KEPT), UNALTERED
    ),
    **dict.fromkeys(
        (Finding.UNSEALED, Finding.UNKNOWN_SEAL, Finding.FOREIGN, Finding.ENCRYPTED, Finding.NOT_PDF), UNKNOWN
    ),
    **dict.fromkeys(
        (Finding.NOT_AS_KEPT, Finding.FLIPPED, Finding.APPENDED, Finding.RESAVED, Finding.OTHER_SEAL,
         Finding.DATA_CHANGED, Finding.DATA_MISSING), ALTERED
    ),
}  # fmt: skip


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
    findings = [phrase(f"inspect.findings.{report.finding}", language) for language in (STAFF, OPERATORS)]
    changes = [f"  - {both(f'inspect.differences.{one}', ' ')}" for one in report.differences]
    print(*_described(report), compared_with, *findings, *changes, sep="\n")
    return EXIT_CODES[report.finding]


def _described(report: Report) -> list[str]:
    if report.data is None:
        return []
    return [
        *_facts(report.data),
        f"{both('inspect.seal', ' ')}: {_signature(report.seal)}",
        f"{both('inspect.applicant', ' ')}: {_applicant(report)}",
    ]


def _facts(data: Mapping[str, Any]) -> list[str]:
    answers: Mapping[str, Any] = data.get("answers", {})
    verdict = data.get("verdict") or {}
    edition = shipped().get(data.get("questionnaire", {}).get("version", ""))
    roles = edition.roles if edition else Roles()
    facts = {
        "case_number": data.get("case_number") or both("inspect.draft", " "),
        "company": answers.get(roles.question("company.name"), ""),
        "ubn": answers.get(roles.question("company.id"), ""),
        "verdict": " ".join([verdict.get("state", ""), *verdict.get("reasons", [])]),
        "submitted": data.get("submitted_at", ""),
        "questionnaire": data.get("questionnaire", {}).get("version", ""),
        "sha256": data.get(DIGEST, ""),
        "printed": str(data.get(DIGEST, ""))[:PREFIX],
    }
    return [f"{both(f'inspect.facts.{name}', ' ')}: {_shown(value)}" for name, value in facts.items()] + [
        f"{both('inspect.answers', ' ')}:",
        *(f"  {_shown(name)}: {_shown(value)}" for name, value in answers.items()),
    ]


def _shown(value: object) -> str:
    """Without what could steer a terminal: the file may come from anybody."""
    return "".join(character if character.isprintable() else "·" for character in str(value))


def _applicant(report: Report) -> str:
    if not report.signed_online:
        return _signature(report.applicant)
    state = "unaltered" if report.applicant and report.applicant.holds else "broken"
    return f"{both(f'inspect.{state}', ' ')}；{both('inspect.online', ' ')}"


def _signature(signature: Signature | None) -> str:
    if signature is None:
        return both("inspect.no_signature", " ")
    state = both("inspect.unaltered" if signature.holds else "inspect.broken", " ")
    return f"{state}；{both('inspect.signer', ' ')}: {_shown(signature.signer)}"
