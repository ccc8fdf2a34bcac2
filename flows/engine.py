"""The engine's decision: what one inbound message means for a session, as facts.

`decide` is pure. It never raises on what people send: whatever comes becomes at least one event, so that every
turn leaves a trace and a prompt.
"""

from datetime import datetime

from flows import events as e
from flows import tapping
from flows.answering import Turn, candidate, rejected, typed
from flows.commands import LABELS, NO, Command, bare_number, change_number, command, normal
from flows.eligibility import judge
from flows.inbound import Inbound, Opened, Sent, Tap, Text
from flows.journey import applies, next_question, obsolete, previous_question
from flows.loader import Edition
from flows.programme import Programme
from flows.prompts import (
    Ask,
    Doubt,
    EraseCheck,
    NotEligible,
    Prompt,
    ReadyToSubmit,
    Receipt,
    Review,
    Warnings,
    view,
)
from flows.session import Session, fold


def decide(
    edition: Edition, programme: Programme, session: Session, inbound: Inbound, now: datetime
) -> tuple[e.Event, ...]:
    """The facts this message causes, in order; never empty."""
    turn = Turn(edition, programme, session, inbound, now)
    prompt = view(edition.questionnaire, session, programme.latest_year)
    facts = _facts(turn, prompt) or (e.Asked("again"),)
    return facts + _settle(turn, fold(session, facts))


def _settle(turn: Turn, after: Session) -> tuple[e.Event, ...]:
    """What follows from new answers: those that no longer apply leave, the verdict is judged anew."""
    settling: list[e.Event] = []
    while gone := obsolete(turn.edition.questionnaire, after):
        drops = [e.Dropped(question) for question in gone]
        settling += drops
        after = fold(after, drops)
    verdict = judge(after.values())
    if verdict and (verdict.state, *verdict.reasons) != after.verdict:
        settling.append(e.Decided(verdict.state.value, [reason.value for reason in verdict.reasons]))
    return tuple(settling)


def _facts(turn: Turn, prompt: Prompt) -> tuple[e.Event, ...]:
    content = turn.inbound.content
    if not turn.session.consented:
        return _before_consent(turn, content)
    match content:
        case Tap():
            return tapping.tapped(turn, prompt, content.data, _commanded)
        case Text():
            return _text(turn, prompt, content.text)
        case Sent():
            return (e.Misplaced(content.media.value),)
        case Opened():
            return (e.Returned(),)


def _before_consent(turn: Turn, content: Text | Tap | Sent | Opened) -> tuple[e.Event, ...]:
    """Until the notice is agreed to, nothing is asked and nothing is kept."""
    session, start = turn.session, _started(turn)
    match content:
        case Tap():
            return start + tapping.before_consent(turn, content.data)
        case Text():
            said, word = command(content.text), normal(content.text)
            if session.notice_shown and word in YES:
                return start + tapping.consent(turn)
            if session.notice_shown and word in NO:
                return (*start, e.Declined())
            if said in (Command.START, Command.CHINESE, Command.ENGLISH, Command.HELP, Command.HUMAN,
                        Command.LANGUAGE, Command.ABOUT):  # fmt: skip
                return start + tapping.opening(turn, said)
            return start or (e.Asked("consent_first" if session.notice_shown else "again"),)
        case Sent() | Opened():
            return start or (e.Asked("again"),)


def _started(turn: Turn) -> tuple[e.Event, ...]:
    if turn.session.started:
        return ()
    return (e.Started(turn.edition.questionnaire.version, turn.session.language),)


def _text(turn: Turn, prompt: Prompt, text: str) -> tuple[e.Event, ...]:
    number = change_number(text)
    if number is not None:
        return _change(turn, number)
    said = command(text)
    if said and not _is_answer(prompt, said):
        return _commanded(turn, prompt, said)
    if turn.inbound.hasty and isinstance(prompt, Ask | Doubt):
        return (e.Hurried(text),)
    return _plain_text(turn, prompt, text)


def _is_answer(prompt: Prompt, said: Command) -> bool:
    """「英文」 typed where an option's words are wanted is an answer, not a wish to switch languages."""
    return isinstance(prompt, Ask) and bool(prompt.awaiting) and said in (Command.ENGLISH, Command.CHINESE)


def _plain_text(turn: Turn, prompt: Prompt, text: str) -> tuple[e.Event, ...]:
    word = normal(text)
    match prompt:
        case Ask():
            return typed(turn, prompt, text)
        case Doubt():
            return _doubt(turn, prompt, text)
        case EraseCheck():
            return (e.Erased(),) if word in YES or "刪除" in word else (e.Kept(),)
        case Review():
            return _checked(turn, text, (e.Reviewed(prompt.page),))
        case Warnings():
            return _checked(turn, text, tapping.confirm_warnings(prompt))
        case ReadyToSubmit():
            return _checked(turn, text, tapping.submit(turn))
        case NotEligible():
            return _checked(turn, text, ())
        case Receipt():
            return (e.Asked("submitted"),)
        case _:
            return ()


def _checked(turn: Turn, text: str, agreed: tuple[e.Event, ...]) -> tuple[e.Event, ...]:
    """On a page to check: yes agrees, a bare number changes that question."""
    if normal(text) in YES and agreed:
        return agreed
    number = bare_number(text)
    return _change(turn, number) if number is not None else (e.Asked("yes_or_number"),)


def _doubt(turn: Turn, prompt: Doubt, text: str) -> tuple[e.Event, ...]:
    """Yes takes the first reading, 1–n the n-th of several, no asks again; else it is a new try."""
    pending = turn.session.doubt
    if pending is None:
        return ()
    word, number, several = normal(text), bare_number(text), len(prompt.candidates) > 1
    if word in YES and not several:
        return candidate(turn, pending, prompt.candidates[0])
    if several and number is not None and 1 <= number <= len(prompt.candidates):
        return candidate(turn, pending, prompt.candidates[number - 1])
    if word in NO:
        return (e.Retyping(),)
    session = fold(turn.session, [e.Retyping()])
    again = view(turn.edition.questionnaire, session, turn.programme.latest_year)
    renewed = Turn(turn.edition, turn.programme, session, turn.inbound, turn.now)
    return (e.Retyping(), *typed(renewed, again, text)) if isinstance(again, Ask) else (e.Retyping(),)


def _change(turn: Turn, number: int) -> tuple[e.Event, ...]:
    """「修改 12」: go back to that question, if it applies."""
    question = turn.edition.questionnaire.by_number.get(number)
    if turn.session.case_number:
        return (e.Asked("submitted"),)
    if question is None or not applies(question, turn.session.values()):
        return (e.Asked("no_such_number"),)
    return (e.Focused(question.id),)


def _commanded(turn: Turn, prompt: Prompt, said: Command) -> tuple[e.Event, ...]:
    """A word that always works."""
    match said:
        case Command.START:
            return (e.Returned(),)
        case Command.BACK:
            return _back(turn, prompt)
        case Command.SKIP:
            return _skip(turn, prompt)
        case Command.CHANGE | Command.REVIEW:
            return _review(turn)
        case Command.PAUSE:
            return (e.Asked("submitted"),) if turn.session.case_number else (e.Paused(),)
        case Command.CHINESE | Command.ENGLISH:
            return (e.LanguageChosen(said.value),)
        case Command.ERASE:
            return (e.Asked("erase_submitted"),) if turn.session.case_number else (e.EraseAsked(),)
        case Command.STATUS | Command.HELP | Command.LANGUAGE | Command.HUMAN | Command.ABOUT:
            return (e.Asked(said.value),)


def _review(turn: Turn) -> tuple[e.Event, ...]:
    """All answers again: the review itself when everything is answered, a list of what there is before that."""
    if turn.session.case_number:
        return (e.Asked("submitted"),)
    open_question = next_question(turn.edition.questionnaire, turn.session, signing=False)
    return (e.Asked("review"),) if open_question else (e.ReviewOpened(),)


def _back(turn: Turn, prompt: Prompt) -> tuple[e.Event, ...]:
    """To the question before; within a matrix or table to the row before."""
    if turn.session.case_number:
        return (e.Asked("submitted"),)
    if isinstance(prompt, Doubt):
        return (e.Retyping(),)
    if isinstance(prompt, Ask) and prompt.awaiting:
        ticked: list[str] = [option for option in prompt.ticked if option != prompt.awaiting]
        return (e.Drafted(prompt.question.id, list(ticked)),)
    if isinstance(prompt, Ask) and prompt.draft and prompt.row:
        given = list(prompt.draft.items()) if isinstance(prompt.draft, dict) else []
        return (e.Drafted(prompt.question.id, dict(given[:-1])),)
    current = prompt.question.id if isinstance(prompt, Ask) else ""
    before = previous_question(turn.edition.questionnaire, turn.session, current)
    return (e.Focused(before.id),) if before else (e.Asked("no_back"),)


def _skip(turn: Turn, prompt: Prompt) -> tuple[e.Event, ...]:
    if not isinstance(prompt, Ask):
        return (e.Asked("nothing_to_skip"),)
    if prompt.current is not None and turn.session.focus:
        return (e.Kept(),)
    if prompt.question.required:
        return (rejected(turn, prompt.question, "any", "required", ""),)
    return (e.Skipped(prompt.question.id),)
