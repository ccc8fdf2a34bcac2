"""Answers that are given again: what the applicant's own journal hears when the office asks for them, or no longer
does; which answers an application has."""

from collections.abc import Sequence
from datetime import datetime

from flows.cases.diagnosis_stage import open_revision
from flows.cases.events import RecordedEvent, RevisionAsked
from flows.cases.stage import told
from flows.events.codec import to_json
from flows.events.submitted.submission import RevisionClosed, RevisionOpened
from storage.records import Application, Json


def journal_events(before: Sequence[RecordedEvent], after: Sequence[RecordedEvent]) -> list[Json]:
    """The events for the journal when a stream has grown: compared as far as the applicant was told."""
    had, has = open_revision(told(before)), open_revision(told(after))
    if has and isinstance(has.event, RevisionAsked) and (had is None or had.number != has.number):
        asked = has.event
        return [to_json(RevisionOpened(has.number, list(asked.questions), asked.due, asked.note))]
    return [to_json(RevisionClosed())] if had and not has else []


def revision_number(application: Application) -> int:
    """How often answers were submitted under its case number."""
    return int(application.record.get("revision", 1))


def answered_at(application: Application) -> datetime:
    """When its present answers were submitted."""
    at = application.record.get("revised_at")
    return datetime.fromisoformat(at) if at else application.submitted_at
