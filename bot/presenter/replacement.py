"""In words: somebody asks for the place of one's application, or one's own waits for the place of another."""

from bot.presenter.context import Context
from flows.definitions.words import Words
from flows.events.company.replacement import ReplacementAnswered
from flows.interface.callback_data import Verb
from flows.interface.messages import Line, Look, Message, Note, Tone, Weight
from flows.session.company.replacement import AGREE, REFUSE
from storage.records import Application


def check(context: Context) -> Message:
    """To the earlier contact: agree, or not; nothing about who asks."""
    request = str(context.session.replacement.request)
    buttons = (
        context.button("replace_refuse", Verb.REPLACEMENT, REFUSE, request, weight=Weight.PRIMARY),
        context.button("replace_agree", Verb.REPLACEMENT, AGREE, request, weight=Weight.DANGER),
        context.button("human", Verb.COMMAND, "human"),
    )
    return Message(
        look=Look.CONFIRM,
        title=context.say("replacement_consent.title"),
        body=context.say("replacement_consent.body"),
        buttons=buttons,
        language=context.words.language,
    )


def note(context: Context, event: ReplacementAnswered) -> Note:
    """What came of the answer."""
    if event.agreed:
        return Note(Tone.DONE, context.say("replacement_consent.agreed"))
    return Note(Tone.DONE, context.say("replacement_consent.refused"))


def state(context: Context) -> str:
    """Whether one's own application is in force, for whoever asked for the place of another; else empty."""
    replacement = context.session.replacement
    if not replacement.waits_for:
        return ""
    key = "not_in_force" if replacement.refused else "waits"
    return context.say(f"replacement_consent.{key}", earlier=replacement.waits_for)


def lines(application: Application, words: Words) -> list[Line]:
    """The same among the facts of a case, on both sides, as the database has it."""
    told = []
    if application.replaces:
        key = (
            "status_waits"
            if application.waits
            else "status_refused"
            if application.refused
            else "status_allowed"
        )
        label = words.say("replacement_consent.status", earlier=application.replaces)
        tone = Tone.DONE if application.allowed else Tone.WARN
        told.append(Line(label, words.say(f"replacement_consent.{key}"), tone=tone))
    if application.asked_by:
        told.append(
            Line(
                words.say("replacement_consent.asked"),
                words.say("replacement_consent.status_asked"),
                tone=Tone.WARN,
            )
        )
    return told
