"""The signed copy in words: how it would be sent in, what was seen on it, what became of it."""

from collections.abc import Sequence
from datetime import datetime

from bot.speech.context import Context, clock
from flows import events as e
from flows.copies import CopyDraft, Finding
from flows.messages import Line, Look, Message, Note, Tone, Weight
from flows.taps import Verb

SHORT_HASH = 12
"""Characters of the draft's hash in its button: a tap on an older draft's button sends nothing."""


def check(context: Context, draft: CopyDraft) -> Message:
    """The copy as staff would get it: a preview, the pages, what to look at; send it or take it again."""
    findings = tuple(Line(_told(context, finding), "", tone=Tone.WARN) for finding in draft.findings)
    leading, other = (Weight.PLAIN, Weight.PRIMARY) if findings else (Weight.PRIMARY, Weight.PLAIN)
    send = context.button("copy_send", Verb.COPY_SEND, draft.file[:SHORT_HASH], weight=leading)
    retake = context.button("copy_retake", Verb.COPY_DROP, weight=other)
    key = "copy.look_again" if findings else "copy.fine"
    return Message(
        look=Look.CONFIRM,
        title=context.say("copy.title"),
        body=context.say("copy.digital", signer=draft.signer) if draft.signer else context.say(key),
        lines=(*_pages(context, draft), *findings),
        buttons=(retake, send) if findings else (send, retake),
        attachment=context.case.attachment,
        language=context.words.language,
    )


def _pages(context: Context, draft: CopyDraft) -> tuple[Line, ...]:
    """Which pages came in, and which are taken from the unsigned document."""
    pages = context.edition.questionnaire.pages
    kept = [page for page in range(1, pages + 1) if page not in draft.pages]
    lines = [Line(context.say("copy.yours"), _numbers(context, draft.pages), tone=Tone.DONE)]
    if kept:
        lines.append(Line(context.say("copy.ours"), _numbers(context, kept)))
    return tuple(lines)


def _numbers(context: Context, pages: Sequence[int]) -> str:
    comma = "、" if context.words.language.startswith("zh") else ", "
    return context.say("copy.pages", pages=comma.join(map(str, pages)))


def _told(context: Context, finding: Finding) -> str:
    problem = context.say(f"copy.problem.{finding.code}", other=finding.other)
    return context.say("copy.told", problem=problem, remedy=context.say(f"copy.remedy.{finding.code}"))


def note(context: Context, event: e.CopyRefused | e.CopySent | e.CopyDropped) -> Note:
    """What has just become of a copy."""
    match event:
        case e.CopyRefused():
            return Note(Tone.REJECTED, context.say(f"copy.refused.{event.code}", **event.facts))
        case e.CopyDropped():
            return Note(Tone.INFO, context.say("copy.dropped"))
        case e.CopySent():
            told = context.say("copy.replaced" if event.number > 1 else "copy.sent")
            at = context.case.copy_received
            return Note(Tone.DONE, f"{told}\n{context.say('copy.received', at=clock(at))}" if at else told)


def received(context: Context, at: datetime) -> Message:
    """The signed copy has reached the programme, later than the reply to it could wait; a message of its own."""
    return Message(
        look=Look.CONFIRM,
        title=context.say("copy.received_title"),
        body=context.say("copy.received", at=clock(at)),
        buttons=(context.button("status", Verb.COMMAND, "status"),),
        language=context.words.language,
    )
