"""From a confirmed session to an application: frozen answers, verdict and the jobs that follow the commit."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from flows import events as e
from flows.checks import findings
from flows.eligibility import judge
from flows.loader import Edition
from flows.programme import Programme
from flows.session import Answer, Session
from storage.records import Application, NewJob, Submission

DOCUMENT, STAFF_MAIL, APPLICANT_MAIL = "document", "staff_mail", "applicant_mail"


def submission(
    edition: Edition, programme: Programme, session: Session, channel: str, now: datetime
) -> Submission:
    """The application this session becomes; its case number is given inside the transaction."""
    values = session.values()
    verdict = judge(values)
    found = findings(edition.questionnaire, values, programme.latest_year)
    return Submission(
        year=programme.year,
        ubn=str(values.get("ubn", "")),
        company=str(values.get("company_name", "")),
        verdict=verdict.state.value if verdict else "",
        language=session.language,
        questionnaire=session.questionnaire,
        answers=frozen(session.answers),
        record={
            "channel": channel,
            "reasons": [reason.value for reason in verdict.reasons] if verdict else [],
            "consent": {"version": session.consent_version, "at": session.consent_at},
            "warnings": [{"check": finding.check, "facts": dict(finding.facts)} for finding in found],
            "questionnaire_sha256": edition.questionnaire.digest,
        },
        jobs=tuple(NewJob(kind, {}, now) for kind in (DOCUMENT, STAFF_MAIL, APPLICANT_MAIL)),
        seal=lambda case_number: [e.to_json(e.Submitted(case_number, now.isoformat()))],
    )


def frozen(answers: Mapping[str, Answer]) -> dict[str, Any]:
    """Answers as stored and exported: value by question id, words of a free-text option as `question.option`."""
    flat: dict[str, Any] = {}
    for question, answer in answers.items():
        flat[question] = answer.value
        flat |= {f"{question}.{option}": text for option, text in answer.texts.items()}
    return flat


def thawed(answers: Mapping[str, Any]) -> dict[str, Answer]:
    """Frozen answers as the engine knows them."""
    texts: dict[str, dict[str, str]] = {}
    for key, text in answers.items():
        question, dot, option = key.partition(".")
        if dot:
            texts.setdefault(question, {})[option] = str(text)
    return {
        key: Answer(value, texts.get(key, {})) for key, value in answers.items() if "." not in key
    }  # fmt: skip


def consented_at(application: Application) -> datetime | None:
    """When the applicant agreed to the personal-data notice."""
    at = application.record.get("consent", {}).get("at", "")
    return datetime.fromisoformat(at) if at else None
