"""A message taken back: what it carried is withdrawn, whatever else was given stays, the question is asked again."""

from collections.abc import Mapping, Sequence

from flows.answers.base import Value
from flows.definitions.questionnaire import Kind, Question
from flows.events.answering import Drafted
from flows.events.conversation import Asked
from flows.events.corrections import Withdrawn
from flows.events.event import Event, Events
from flows.interface.inbound import Unsent
from flows.screens.decision import Decision
from flows.screens.signed_copy import withdrawal_events
from flows.session.answers import Answer, Draft, came_from, parts, without


def on_unsent(decision: Decision, content: Unsent) -> Events:
    """The facts of an unsent message. Once submitted, the application is with the staff: only they can help."""
    session, message = decision.session, content.message
    if gone := withdrawal_events(session, message):
        return gone
    if session.case_number and not session.joined:
        return (Asked("unsent_submitted"),)
    facts: list[Event] = []
    for question in decision.edition.questionnaire.questions:
        draft, answer = session.drafts.get(question.id), session.answers.get(question.id)
        doubted = session.doubt and session.doubt.question == question.id
        if came_from(draft, message) or came_from(answer, message):
            facts.append(Withdrawn(question.id, message))
            given = draft if came_from(draft, message) else None if draft else answer
            facts += remaining(question, given, message) if given else ()
        elif doubted and session.doubt and session.doubt.message == message:
            facts.append(Withdrawn(question.id, message))
    return tuple(facts) or (Withdrawn("", message),)


def remaining(question: Question, given: Answer | Draft, message: str) -> tuple[Drafted, ...]:
    """What is left of an answer or draft without the parts this message carried: a draft to go on with."""
    gone = parts(given, message)
    whole = isinstance(given, Answer) and given.message == message
    if whole or not gone:
        return ()
    match given.value:
        case Mapping() as rows:
            value = {row: cell for row, cell in rows.items() if row not in gone}
            return (Drafted(question.id, value, messages=without(given.messages, gone)),) if value else ()
        case Sequence() as rows if question.kind is Kind.TABLE:
            return _table(question, rows, given, gone)
        case _:
            return (_wordless(question, given, gone),)


def _table(
    question: Question, rows: Sequence[Value], given: Answer | Draft, gone: tuple[str, ...]
) -> tuple[Drafted, ...]:
    kept = [str(place) for place in range(len(rows)) if str(place) not in gone]
    value = [row for place, row in enumerate(rows) if str(place) in kept]
    messages = {str(new): given.messages[old] for new, old in enumerate(kept) if old in given.messages}
    return (Drafted(question.id, value, messages=messages),) if value else ()


def _wordless(question: Question, given: Answer | Draft, gone: tuple[str, ...]) -> Drafted:
    """The choice without the words beside it, which are wanted again."""
    texts = {option: words for option, words in given.texts.items() if option not in gone}
    messages = without(given.messages, gone)
    if isinstance(given, Answer) and given.message:
        messages[""] = given.message
    return Drafted(question.id, given.value, texts, gone[0], messages)
