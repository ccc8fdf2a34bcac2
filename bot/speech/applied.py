"""In words: the company has applied already, joining that application, replacing it, and having been replaced."""

from bot.speech.context import Context, clock, moment
from bot.speech.pages import plain
from flows import events as e
from flows.applied import Applied, Claim
from flows.messages import Look, Message, Note, Tone, Weight
from flows.register.looked import UBN
from flows.standing import JOIN, KNOWN, REPLACE
from flows.taps import Verb


def screen(context: Context, prompt: Applied) -> Message:
    """Nothing about who applied; how to go on, with the case number or without."""
    claim = prompt.claim
    if claim.case_number:
        return _proved(context, claim)
    key = "locked" if claim.left == 0 else "body"
    named = context.button("case_known", Verb.CLAIM, KNOWN, weight=Weight.PRIMARY)
    other = context.button(
        "other_ubn", Verb.EDIT, UBN, weight=Weight.PLAIN if claim.left != 0 else Weight.PRIMARY
    )
    human = context.button("human", Verb.COMMAND, "human")
    buttons = (other, human) if claim.left == 0 else (named, other, human)
    return plain(context, "applied.title", f"applied.{key}", buttons, look=Look.CONFIRM)


def _proved(context: Context, claim: Claim) -> Message:
    buttons = (
        context.button("join", Verb.CLAIM, JOIN, weight=Weight.PRIMARY),
        context.button("replace", Verb.CLAIM, REPLACE),
        context.button("human", Verb.COMMAND, "human"),
    )
    return Message(
        look=Look.CONFIRM,
        title=context.say("applied.proved_title", number=claim.case_number),
        body=context.say("applied.proved", at=clock(moment(claim.at))),
        buttons=buttons,
        language=context.words.language,
    )


def joined(context: Context) -> Message:
    """Taking part in somebody else's application: what one can do here."""
    buttons = (
        context.button("status", Verb.COMMAND, "status", weight=Weight.PRIMARY),
        context.button("human", Verb.COMMAND, "human"),
    )
    return plain(context, "applied.joined_title", "applied.joined", buttons)


def superseded(context: Context) -> Message:
    """Another application took the place of this person's; nothing about whose."""
    buttons = (context.button("human", Verb.COMMAND, "human", weight=Weight.PRIMARY),)
    return plain(context, "applied.superseded_title", "applied.superseded", buttons, look=Look.CONFIRM)


def note(context: Context, event: e.AlreadyApplied | e.CaseMissed | e.Joined | e.Replacing) -> Note | None:
    """What came of a case number, of joining, of replacing; that the other application is gone."""
    match event:
        case e.AlreadyApplied(ubn=""):
            return Note(Tone.DONE, context.say("applied.gone"))
        case e.AlreadyApplied():
            return None
        case e.CaseMissed(left=0):
            return Note(Tone.REJECTED, context.say("applied.missed_last"))
        case e.CaseMissed():
            return Note(Tone.REJECTED, context.say("applied.missed", left=event.left))
        case e.Joined():
            return Note(Tone.DONE, context.say("applied.joining", number=event.case_number))
        case e.Replacing():
            return Note(Tone.DONE, context.say("applied.replacing", number=event.case_number))


def asked(context: Context, event: e.Asked) -> str:
    """What is told instead of 「submitted」 to who has joined an application, or whose was superseded."""
    if event.topic != "submitted" or not (context.session.joined or context.session.superseded):
        return ""
    return context.say("note.superseded" if context.session.superseded else "applied.joined_note")


def letter(context: Context) -> tuple[str, str]:
    """To the contact of an application that was superseded: subject and text."""
    return context.say("applied.mail_subject"), context.say("applied.mail_body")
