"""The signed copy in words: how it would be sent in, what was seen on it, what became of it."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime
from typing import TypeAlias

from bot.presenter.context import Context, clock
from flows.definitions.languages import comma, is_chinese
from flows.definitions.words import Words
from flows.events.codec import to_json
from flows.events.submitted.signed_copy import (
    CopyDropped,
    CopyPartRefused,
    CopyRefused,
    CopySent,
    CopyWithdrawn,
)
from flows.interface.callback_data import Verb
from flows.interface.messages import Line, Look, Message, Note, Tone, Weight
from flows.session.submitted.signed_copy import (
    SEALING_PAGE,
    CopyDraft,
    CopyFinding,
    OnlineSigning,
    SentCopy,
    sent_from_json,
)

CopyNews: TypeAlias = CopyRefused | CopyPartRefused | CopyWithdrawn | CopyDropped | CopySent

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
        photo=True,
    )


def _pages(context: Context, draft: CopyDraft) -> tuple[Line, ...]:
    """Which pages came in, and which are taken from the unsigned document."""
    theirs, ours = pages(context.words, draft.pages, context.edition.questionnaire.pages)
    lines = [Line(context.say("copy.yours"), theirs, tone=Tone.DONE)]
    return (*lines, Line(context.say("copy.ours"), ours)) if ours else tuple(lines)


def pages(words: Words, came: Sequence[int], all_pages: int) -> tuple[str, str]:
    """The pages that came in, and those taken from the unsigned document; empty where there are none."""
    between = comma(words.language)

    def told(numbers: Sequence[int]) -> str:
        counted = [number for number in numbers if number != SEALING_PAGE]
        said = [words.say("copy.pages", pages=between.join(map(str, counted)))] if counted else []
        return between.join([*said, words.say("copy.sealing_page")] if SEALING_PAGE in numbers else said)

    return told(came), told([page for page in range(1, all_pages + 1) if page not in came])


def seen(words: Words, findings: Sequence[CopyFinding]) -> tuple[str, ...]:
    """What was seen on a copy, as everybody may read it: applicants, staff, whoever opens an export."""
    return tuple(words.say(f"copy.problem.{finding.code}", other=finding.other) for finding in findings)


def online(words: Words, signing: OnlineSigning) -> tuple[str, ...]:
    """How a copy was signed on a web page: what stands in the field, and how the signer proved who they are."""
    return words.say(f"copy.online_{signing.kind}"), words.say(f"copy.online_by_{signing.way}")


def problems(context: Context, findings: Sequence[CopyFinding]) -> str:
    """The same in a sentence."""
    comma = "、" if is_chinese(context.words.language) else "; "
    return comma.join(seen(context.words, findings)) or context.say("copy.problem_unknown")


def _told(context: Context, finding: CopyFinding) -> str:
    (problem,) = seen(context.words, [finding])
    return context.say("copy.told", problem=problem, remedy=context.say(f"copy.remedy.{finding.code}"))


def note(context: Context, event: CopyNews) -> Note:
    """What has just become of a copy."""
    match event:
        case CopyRefused() | CopyPartRefused():
            return Note(Tone.REJECTED, context.say(f"copy.refused.{event.code}", **event.facts))
        case CopyWithdrawn():
            return Note(Tone.INFO, context.say("copy.withdrawn"))
        case CopyDropped():
            return Note(Tone.INFO, context.say("copy.dropped"))
        case CopySent():
            told = _sent(context, sent_from_json(to_json(event)), again=event.number > 1)
            at = context.case.copy_received
            return (
                replace(told, text=f"{told.text}\n{context.say('copy.received', at=clock(at))}")
                if at
                else told
            )


def _sent(context: Context, sent: SentCopy, *, again: bool) -> Note:
    """Nobody is told to be done before somebody has looked at what was doubtful."""
    said = [context.say("copy.replaced")] if again else []
    if sent.looks_signed:
        said.append(context.say("copy.to_confirm" if sent.to_confirm else "copy.sent"))
        return Note(Tone.INFO if sent.to_confirm else Tone.DONE, "\n".join(said))
    said.append(context.say("copy.doubtful", problems=problems(context, sent.findings)))
    return Note(Tone.WARN, "\n".join(said))


def received(context: Context, at: datetime, sent: SentCopy | None) -> Message:
    """The signed copy has reached the programme, later than the reply to it could wait; a message of its own."""
    doubtful = sent is None or sent.to_confirm
    return Message(
        look=Look.CONFIRM,
        title=context.say("copy.received_doubtful" if doubtful else "copy.received_title"),
        body=context.say("copy.received", at=clock(at)),
        buttons=(context.button("status", Verb.COMMAND, "status"),),
        language=context.words.language,
    )
