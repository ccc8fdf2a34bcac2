"""What a message means once the application is submitted and a signed copy is on its way back."""

from collections.abc import Sequence
from datetime import datetime
from typing import ClassVar

from flows.definitions.text import normal
from flows.events.conversation import Asked, Misplaced
from flows.events.event import Event, Events
from flows.events.submitted.signed_copy import (
    CopyArrived,
    CopyDropped,
    CopyPartRead,
    CopyPartRefused,
    CopyRead,
    CopyReading,
    CopyRefused,
    CopySent,
    CopyWithdrawn,
)
from flows.interface.callback_data import CallbackData, Verb
from flows.interface.inbound import Media, Upload
from flows.interface.known import CopyBegins, CopySeen, PartSeen
from flows.screens.base import Situation
from flows.screens.decision import Decision
from flows.screens.prompts import CopyCheck
from flows.session.state import Session
from flows.session.submitted.copy_parts import (
    MOST_BYTES,
    MOST_PART_BYTES,
    MOST_PARTS,
    UNFINISHED_AFTER,
    page_to_json,
)
from flows.session.submitted.signed_copy import SentCopy, draft_to_json, sent_to_json

SEND = frozenset(("送出", "確認送出", "send", "submit"))
RETAKE = frozenset(("重拍", "重傳", "retake", "again"))


def on_upload(decision: Decision, upload: Upload) -> Events:
    """A photo or file: the signed copy once the application is submitted, out of place before."""
    if not decision.session.case_number:
        return (Misplaced(upload.media.value),)
    if decision.session.superseded:
        return (Asked("superseded"),)
    if decision.session.replacement.refused:
        return (Asked("not_in_force"),)
    if decision.session.revision:
        return (Asked("revision_first"),)
    if upload.media not in (Media.PHOTO, Media.FILE):
        return (Asked("submitted"),)
    if decision.inbound.message in decision.session.unsent:  # it was taken back, and only now it arrives
        return (Asked("again"),)
    if over := _over(decision.session, upload):
        return (CopyPartRefused(upload.ref, over),)
    return (CopyArrived(upload.ref, upload.name, upload.group, decision.inbound.message, upload.total),)


def _over(session: Session, upload: Upload) -> str:
    """The limit it goes beyond, told before anything is fetched; empty when none."""
    if upload.size > MOST_PART_BYTES:
        return "too_large"
    if len(session.parts) + len(session.arrivals) >= MOST_PARTS:
        return "too_many_parts"
    return "too_much" if _bytes(session) + upload.size > MOST_BYTES else ""


def _bytes(session: Session) -> int:
    return sum(part.size for part in session.parts)


def on_begin(decision: Decision, content: CopyBegins) -> Events:
    """Reading a part begins, unless it began before: then it brought its reader down, or another is at it."""
    arrival = next((one for one in decision.session.arrivals if one.ref == content.ref), None)
    if arrival is None:
        return ()
    if not arrival.begun_at:
        return (CopyReading(content.ref, decision.now.isoformat(), content.by),)
    late = decision.now - datetime.fromisoformat(arrival.begun_at) > UNFINISHED_AFTER
    return (CopyPartRefused(content.ref, "unfinished"),) if content.abandoned or late else ()


def on_part_seen(decision: Decision, content: PartSeen) -> Events:
    """What came of one part; nothing when it was taken back meanwhile."""
    arrival = next((one for one in decision.session.arrivals if one.ref == content.ref), None)
    if arrival is None:
        return ()
    if not content.refused and _bytes(decision.session) + content.size > MOST_BYTES:
        return (CopyPartRefused(content.ref, "too_much"),)
    if content.refused:
        return (CopyPartRefused(content.ref, content.refused, dict(content.facts)),)
    pages = [page_to_json(page) for page in content.pages]
    return (CopyPartRead(content.ref, content.size, pages, arrival.message),)


def on_seen(decision: Decision, content: CopySeen) -> Events:
    """What came of all parts together; nothing when one of them was taken back meanwhile."""
    if not decision.session.case_number:
        return ()
    if content.draft is None:
        return (CopyRefused(content.refused, dict(content.facts), apart=True),)
    kept = {page.file for part in decision.session.parts for page in part.pages}
    if not decision.session.parts or not kept.issuperset(content.draft.parts):
        return ()
    return (CopyRead(draft_to_json(content.draft), apart=True),)


def withdrawal_events(session: Session, message: str) -> Events:
    """The facts of unsending a photo or file that was not sent in yet; nothing when it carried none.

    Of a draft that an earlier version made it is not known which messages it came from: it goes with any.
    """
    arrival = next((one for one in session.arrivals if one.message == message), None)
    if arrival:
        return (CopyWithdrawn(arrival.ref, message),)
    part = next((one for one in session.parts if one.message == message), None)
    if part:
        return (CopyWithdrawn(part.ref, message, draft=session.copy is not None),)
    return (CopyWithdrawn("", message, draft=True),) if session.copy and not session.parts else ()


def kept_files(session: Session) -> frozenset[str]:
    """The files that are kept for a copy that is not sent in yet: its pages, the draft, its preview."""
    pages = {page.file for part in session.parts for page in part.pages}
    draft = {session.copy.file, session.copy.preview, *session.copy.parts} if session.copy else set()
    return frozenset(filter(None, pages | draft))


def released_files(before: Session, events: Sequence[Event], after: Session) -> frozenset[str]:
    """The files that nobody needs after these events; what was sent in stays, with its preview."""
    sent = any(isinstance(event, CopySent) for event in events) and before.copy
    return kept_files(before) - kept_files(after) - ({sent.file, sent.preview} if sent else set())


class CopyScreen:
    """Shows the signed copy as it would be sent in."""

    prompt: ClassVar[type[CopyCheck]] = CopyCheck

    def due(self, situation: Situation) -> CopyCheck | None:
        """While a copy waits for 送出."""
        session = situation.session
        shown = session.case_number and not session.revision
        return CopyCheck(session.copy) if shown and session.copy else None

    def on_text(self, decision: Decision, prompt: CopyCheck, text: str) -> Events:
        """送出 or 重拍, as on its buttons."""
        if decision.agrees(text) or normal(text) in SEND:
            return send(decision)
        if decision.refuses(text) or normal(text) in RETAKE:
            return (CopyDropped(),)
        return (Asked("copy_choice"),)

    def on_tap(self, decision: Decision, prompt: CopyCheck, tap: CallbackData) -> Events | None:
        """送出 names the copy it was drawn for."""
        match tap.verb:
            case Verb.COPY_SEND:
                return send(decision) if prompt.draft.file.startswith(tap.first) else ()
            case Verb.COPY_DROP:
                return (CopyDropped(),)
            case _:
                return None


def retake(decision: Decision) -> Events:
    """重拍 while no copy waits: what was sent so far is dropped too."""
    waiting = decision.session.parts or decision.session.arrivals
    return (CopyDropped(),) if waiting else (Asked("copy_again"),)


def send(decision: Decision) -> Events:
    """The copy that waits is the signed copy from now on; the number counts replacements."""
    draft = decision.session.copy
    if draft is None:
        return ()
    sent = SentCopy(draft.file, decision.now.isoformat(), draft.pages, draft.findings, draft.signer)
    return (CopySent(number=decision.session.copies + 1, **sent_to_json(sent)),)
