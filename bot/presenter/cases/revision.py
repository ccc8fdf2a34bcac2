"""In words: questions of a submitted application are answered again, because the office asked for it."""

from collections.abc import Sequence
from datetime import date

from bot.presenter.cases.days import short_day
from bot.presenter.context import Context
from flows.events.answering import Answered
from flows.events.conversation import Returned
from flows.events.event import Event
from flows.events.submitted.submission import RevisionClosed, RevisionSent
from flows.interface.callback_data import Verb
from flows.interface.messages import Line, Look, Message, Note, Tone, Weight
from flows.screens import prompts as p
from flows.screens.submitted.prompt import RevisionCheck
from flows.session.answers import Answer


def check(context: Context, prompt: RevisionCheck) -> Message:
    """What has changed, old and new; send it in."""
    send = context.button("revision_send", Verb.REVISION, str(prompt.request), weight=Weight.PRIMARY)
    return Message(
        look=Look.SUBMIT,
        title=context.say("revision.title"),
        body=context.say("revision.body" if prompt.changes else "revision.unchanged"),
        lines=tuple(
            Line(
                label=context.short(question),
                value=context.say(
                    "revision.change",
                    before=_shown(context, question.id, before),
                    after=_shown(context, question.id, after),
                ),
                number=question.number,
                tap=context.tap(Verb.EDIT, question.id),
            )
            for question, before, after in prompt.changes
        ),
        buttons=(send, context.button("human", Verb.COMMAND, "human")),
        language=context.words.language,
    )


def notes(context: Context, prompt: p.Prompt, events: Sequence[Event]) -> list[Note]:
    """What the office asks for, where one of its questions is shown: before the first answer, and on coming back."""
    revision = context.session.revision
    if revision is None or not isinstance(prompt, p.Ask | p.Doubt):
        return []
    begins = revision.left == revision.questions and not any(isinstance(one, Answered) for one in events)
    if not begins and not any(isinstance(one, Returned) for one in events):
        return []
    asked = context.say(
        "revision.asked", due=due(context, revision.due), which=numbers(context, revision.questions)
    )
    said = context.say("revision.said", note=" ".join(revision.note.split())) if revision.note.strip() else ""
    return [Note(Tone.WARN, asked + said)]


def note(context: Context, event: RevisionClosed | RevisionSent) -> Note:
    """What became of it."""
    if isinstance(event, RevisionSent):
        return Note(Tone.DONE, context.say("revision.sent", number=event.revision))
    return Note(Tone.INFO, context.say("revision.closed"))


def due(context: Context, day: str) -> str:
    """The day as the person reads it."""
    return short_day(date.fromisoformat(day), context.words.language)


def numbers(context: Context, questions: Sequence[str]) -> str:
    """The numbers of these questions, in the order of the form."""
    by_id = context.edition.questionnaire.by_id
    known = sorted({by_id[one].number or 0 for one in questions if one in by_id} - {0})
    return context.say("missing.between").join(map(str, known))


def _shown(context: Context, question: str, answer: Answer | None) -> str:
    asked = context.edition.questionnaire.by_id[question]
    return context.shown_answer(asked, answer) if answer else context.say("revision.none")
