"""Moving a draft on, explained: what comes along, what is asked anew, what is no longer asked, the other notice."""

from collections.abc import Sequence
from dataclasses import replace

from bot.presenter.context import Context
from bot.presenter.pages import notice as programme_notice
from flows.definitions.languages import comma, is_chinese
from flows.definitions.programme import ROC_OFFSET
from flows.events.upgrade import Upgraded, UpgradeDeclined
from flows.interface.callback_data import Verb
from flows.interface.messages import Button, Line, Look, Message, Note, Tone, Weight
from flows.scheme.definition import Definition
from flows.screens.prompts import UpgradeCheck, UpgradeNotice
from flows.screens.stages.upgrade import AGREE, MOVE, NOT_AGREE, STAY, needs_consent


def check(context: Context, prompt: UpgradeCheck) -> Message:
    """The offer: to what, and what becomes of each answer."""
    old, new = context.definition, _successor(context)
    kind = "edition" if old.programme.id == new.programme.id else "must" if prompt.must else "year"
    years = {"old_year": _year(context, old), "new_year": _year(context, new)}
    stay = () if prompt.must else (context.button("upgrade_stay", Verb.UPGRADE, STAY),)
    return Message(
        look=Look.CONFIRM,
        title=context.say(f"upgrade.{kind}_title", **years),
        body=context.say(f"upgrade.{kind}", **years),
        lines=tuple(_lines(context, prompt, new)),
        buttons=(context.button("upgrade_move", Verb.UPGRADE, MOVE, weight=Weight.PRIMARY), *stay),
        language=context.words.language,
    )


def _lines(context: Context, prompt: UpgradeCheck, new: Definition) -> list[Line]:
    carried, later = prompt.carried, replace(context, definition=new)
    lines = [Line(context.say("upgrade.kept"), context.say("upgrade.count", count=len(carried.kept)))]
    rows = (("anew", later, carried.anew), ("new", later, carried.new), ("left", context, carried.left))
    lines += [
        Line(context.say(f"upgrade.{name}"), _named(speaking, questions))
        for name, speaking, questions in rows
        if questions
    ]
    place, elsewhere = context.session.place, context.programme.id != new.programme.id
    if elsewhere and (place.until or place.position):
        lines.append(Line(context.say("upgrade.place"), context.say("upgrade.place_lost"), tone=Tone.WARN))
    if needs_consent(context.definition, new, context.session):
        lines.append(Line(context.say("upgrade.notice"), context.say("upgrade.notice_changed")))
    return lines


def _named(context: Context, questions: Sequence[str]) -> str:
    between = comma(context.words.language)
    return between.join(context.short(context.edition.questionnaire.by_id[each]) for each in questions)


def notice(context: Context, _prompt: UpgradeNotice) -> Message:
    """The notice of the later programme, whose yes moves the draft."""
    new = _successor(context)
    shown = programme_notice(replace(context, definition=new))
    agree, decline = shown.buttons
    version = new.programme.notice_version
    buttons = (
        replace(agree, tap=context.tap(Verb.UPGRADE, AGREE, version)),
        Button(decline.label, context.tap(Verb.UPGRADE, NOT_AGREE), says=decline.says),
    )
    return replace(shown, buttons=buttons)


def note(context: Context, event: Upgraded | UpgradeDeclined) -> Note:
    """The draft has moved; or it stays, and until when it can be sent."""
    if isinstance(event, UpgradeDeclined):
        return Note(Tone.DONE, context.say("upgrade.stays"))
    return Note(
        Tone.DONE,
        context.say(
            "upgrade.moved", year=_year(context, context.definition), count=len(context.session.answers)
        ),
    )


def _year(context: Context, definition: Definition) -> int:
    """The programme's year as the language counts it."""
    year = definition.programme.year
    return year if is_chinese(context.words.language) else year + ROC_OFFSET


def _successor(context: Context) -> Definition:
    new = context.definition.successor
    if new is None:
        raise ValueError("nothing to move on to")
    return new
