"""How much time is left: the countdown before closing, the grace after it, and that applications opened again."""

from collections.abc import Sequence
from datetime import datetime

from bot.presenter.context import Context, clock
from flows.definitions.programme import TAIPEI, Window
from flows.events.conversation import Asked, Returned
from flows.events.event import Event
from flows.events.submitted.submission import Refused
from flows.interface.messages import Note, Tone
from flows.screens import prompts as p


def notes(context: Context, prompt: p.Prompt, events: Sequence[Event]) -> list[Note]:
    """What the time of day means here: at the door, on coming back, before sending; and all through the grace."""
    refused = any(isinstance(event, Refused) for event in events)
    if context.session.case_number or refused or isinstance(prompt, p.EraseCheck):
        return []
    if until := grace(context):
        return [Note(Tone.WARN, context.say("closing.grace", until=clock(until)))]
    none_left = [Note(Tone.WARN, context.say("places.none_left"))] if context.case.none_left else []
    if isinstance(prompt, p.Welcome):
        return [*_at_the_door(context), *none_left]
    if isinstance(prompt, p.Notice):
        return none_left
    arriving = any(isinstance(event, Returned) or event == Asked("status") for event in events)
    if not context.session.consented or not (arriving or isinstance(prompt, p.ReadyToSubmit)):
        return []
    if context.programme.window(context.now) is Window.OPEN:
        return _countdown(context)
    return [Note(Tone.WARN, context.say(f"note.{context.programme.window(context.now).value}"))]


def grace(context: Context) -> datetime | None:
    """Until when this person may still submit though it has closed; None when that is not the case."""
    if not context.session.consent_at:
        return None
    begun = datetime.fromisoformat(context.session.consent_at)
    return context.programme.grace_until(begun, context.now)


def _at_the_door(context: Context) -> list[Note]:
    programme = context.programme
    if programme.window(context.now) is not Window.OPEN:
        return []
    again = programme.period(context.now) != programme.periods[0]
    reopened = [Note(Tone.INFO, context.say("closing.reopened"))] if again else []
    return [*reopened, *_countdown(context)]


def _countdown(context: Context) -> list[Note]:
    days = context.programme.days_left(context.now)
    if days is None:
        return []
    key = {0: "closing.today", 1: "closing.tomorrow"}.get(days, "closing.days")
    return [
        Note(Tone.WARN, context.say(key, days=days, hour=_hour(context.programme.period(context.now).closes)))
    ]


def _hour(closes: datetime) -> str:
    """The time of closing in Taipei on the last day, which midnight ends."""
    local = closes.astimezone(TAIPEI)
    return f"{local:%H:%M}" if local.hour or local.minute else "24:00"
