"""What a message means once the application is submitted and a signed copy is on its way back."""

from flows import events as e
from flows.commands import normal
from flows.copies import CopySeen, SentCopy, draft_to_json, sent_to_json
from flows.inbound import Media, Upload
from flows.taps import Pressed, Verb
from flows.turn import Turn

SEND = frozenset(("送出", "確認送出", "send", "submit"))
RETAKE = frozenset(("重拍", "重傳", "retake", "again"))


def uploaded(turn: Turn, upload: Upload) -> tuple[e.Event, ...]:
    """A photo or file: the signed copy once the application is submitted, out of place before."""
    if not turn.session.case_number:
        return (e.Misplaced(upload.media.value),)
    if turn.session.superseded:
        return (e.Asked("superseded"),)
    if upload.media not in (Media.PHOTO, Media.FILE):
        return (e.Asked("submitted"),)
    return (e.CopyArrived(upload.ref, upload.name, upload.group),)


def seen(turn: Turn, content: CopySeen) -> tuple[e.Event, ...]:
    """What was made of it."""
    if not turn.session.case_number:
        return ()
    if content.draft is None:
        return (e.CopyRefused(content.refused, dict(content.facts)),)
    return (e.CopyRead(draft_to_json(content.draft)),)


def typed(turn: Turn, text: str) -> tuple[e.Event, ...]:
    """A text while a copy waits: 送出 or 重拍, as on its buttons."""
    if turn.agrees(text) or normal(text) in SEND:
        return send(turn)
    if turn.refuses(text) or normal(text) in RETAKE:
        return (e.CopyDropped(),)
    return (e.Asked("copy_choice"),)


def tapped(turn: Turn, pressed: Pressed) -> tuple[e.Event, ...] | None:
    """A tap on the copy's buttons; None for any other."""
    if pressed.verb is Verb.COPY_SEND:
        return send(turn) if turn.session.copy and turn.session.copy.file.startswith(pressed.first) else ()
    if pressed.verb is Verb.COPY_DROP:
        return (e.CopyDropped(),) if turn.session.copy else ()
    return None


def send(turn: Turn) -> tuple[e.Event, ...]:
    """The copy that waits is the signed copy from now on; the number counts replacements."""
    draft = turn.session.copy
    if draft is None:
        return ()
    sent = SentCopy(draft.file, turn.now.isoformat(), draft.pages, draft.findings, draft.signer)
    return (e.CopySent(number=turn.session.copies + 1, **sent_to_json(sent)),)
