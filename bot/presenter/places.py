"""Limited places in words: held, all taken, a position in the waiting list, moved up."""

from datetime import datetime

from bot.presenter.context import Context, clock, moment
from flows.definitions.words import Words
from flows.events.places import PlaceHeld
from flows.interface.callback_data import Verb
from flows.interface.messages import Line, Look, Message, Note, Tone, Weight
from flows.screens.prompts import Full
from storage.records import Application


def full(context: Context, prompt: Full) -> Message:
    """No place is left: how to join the waiting list, or one's position in it."""
    answer = context.answer("contact.email")
    facts = {"position": prompt.position, "email": answer.value if answer else ""}
    key = "waiting" if prompt.position else "full"
    queue = context.button("queue", Verb.QUEUE, weight=Weight.PRIMARY)
    status = context.button("status", Verb.COMMAND, "status", weight=Weight.PRIMARY)
    human = context.button("human", Verb.COMMAND, "human")
    return Message(
        look=Look.CONFIRM,
        title=context.say(f"places.{key}_title", **facts),
        body=context.say(f"places.{key}", **facts),
        buttons=(status if prompt.position else queue, human),
        language=context.words.language,
    )


def place(context: Context) -> list[Line]:
    """Until when the place is held, on the summary; or that staff decide about it."""
    if context.session.unproved and context.programme.places:
        return [Line(context.say("places.held"), context.say("places.for_staff"), tone=Tone.WARN)]
    until = context.session.place.until
    if not until:
        return []
    return [Line(context.say("places.held"), context.say("places.until", at=clock(moment(until))))]


def decided(application: Application, words: Words) -> list[Line]:
    """What staff decided about the place, among the facts of a case."""
    if application.place is None:
        return []
    tone = Tone.DONE if application.place == "granted" else Tone.WARN
    return [Line(words.say("places.held"), words.say(f"places.{application.place}_state"), tone=tone)]


def note(context: Context, event: PlaceHeld) -> Note | None:
    """Good news: the waiting list has come to this person."""
    if not event.moved_up:
        return None
    return Note(Tone.DONE, context.say("places.moved_up", at=clock(moment(event.until))))


def offered(context: Context, until: datetime) -> Message:
    """Somebody who waited has got a place: how to go on, as a message of its own."""
    go_on = context.button("continue", Verb.COMMAND, "start", weight=Weight.PRIMARY)
    return Message(
        look=Look.CONFIRM,
        title=context.say("places.offered_title"),
        body=context.say("places.moved_up", at=clock(until)),
        buttons=(go_on,),
        language=context.words.language,
    )


def letter(context: Context, until: datetime) -> tuple[str, str]:
    """The same as a mail: subject and text."""
    return context.say("places.mail_subject"), context.say("places.mail_body", at=clock(until))
