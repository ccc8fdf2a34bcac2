"""The data a document carries (application.json, docs/application.schema.json), and the digest that guards it."""

import hashlib
import json
from collections.abc import Mapping
from typing import Any

from flows.document.model import Source

SCHEMA = "sme-intake-application/1"
DIGEST = "sha256"
PREFIX = 12
"""How many hexadecimal digits of the digest are printed at the foot of each page."""


def application_data(
    case_number: str,
    edition: tuple[str, str],
    programme: tuple[int, str],
    answers: Mapping[str, Any],
    verdict: tuple[str, tuple[str, ...]] | None,
    record: Mapping[str, Any],
    submitted_at: str,
) -> dict[str, Any]:
    """The data of one application, with its digest.

    `edition` is the questionnaire's version and SHA-256, `programme` its ROC year and name, `answers` and
    `record` as frozen at submission, `submitted_at` an ISO 8601 instant, empty for a draft. A record without a
    `check_code` (a draft, an application made before there were any) names none; the first answers name no revision.
    """
    questions = sorted({key.partition(".")[0] for key in answers})
    sources = record.get("provenance", {})
    data: dict[str, Any] = {
        "schema": SCHEMA,
        "case_number": case_number,
        "programme": {"year": programme[0], "name": programme[1]},
        "questionnaire": {"version": edition[0], "sha256": edition[1]},
        "answers": dict(answers),
        "verdict": {"state": verdict[0], "reasons": list(verdict[1])} if verdict else None,
        "provenance": {question: _provenance(sources.get(question)) for question in questions},
        "consent": {key: record.get("consent", {}).get(key, "") for key in ("version", "at")},
        "submitted_at": submitted_at,
    }
    if record.get("check_code"):
        data["check_code"] = record["check_code"]
    if record.get("revision", 1) > 1:
        data["revision"] = record["revision"]
    return data | {DIGEST: digest(data)}


def _provenance(source: Mapping[str, str] | None) -> dict[str, str]:
    if source is None:
        return {"source": Source.APPLICANT.value}
    if author := source.get("author"):
        return {"source": source["source"], "author": author}
    return {"source": source["source"], "date": source["as_of"]}


def digest(data: Mapping[str, Any]) -> str:
    """SHA-256 of the data without its digest, as JSON with sorted keys, no spaces and only ASCII, in hex."""
    rest = {key: value for key, value in data.items() if key != DIGEST}
    canonical = json.dumps(rest, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(canonical.encode("ascii")).hexdigest()


def to_text(data: Mapping[str, Any]) -> str:
    """The data as the text of application.json: readable, always valid UTF-8."""
    text = json.dumps(data, ensure_ascii=False, indent=1)
    return text.encode("utf-8", "backslashreplace").decode("utf-8")
