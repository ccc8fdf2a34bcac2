"""「我的申請」 in words: every application of a person, and which one a screen belongs to."""

from bot.presenter.context import Context, MyApplication
from flows.interface.callback_data import Verb
from flows.interface.messages import Button, Line, Look, Message, Note, Tone, Weight
from flows.screens.applications import NEW

_SHOWN = 8
"""The latest so many are listed; each has a button, and channels take few."""


def listed(context: Context) -> Message:
    """All of them, the current one marked; buttons to go over to another and to begin a further one."""
    mine = context.case.applications[-_SHOWN:]
    others = [each for each in mine if not each.current]
    buttons = [
        Button(
            context.say("applications.switch", number=each.number),
            context.tap(Verb.APPLICATION, str(each.number)),
            says=context.say("applications.switch_says", number=each.number),
        )
        for each in others
    ]
    another = context.button("another", Verb.APPLICATION, NEW, weight=Weight.PRIMARY)
    return Message(
        look=Look.TASKS,
        title=context.say("applications.title"),
        body=context.say("applications.body"),
        lines=tuple(Line(_name(context, each), _state(context, each), each.number) for each in mine),
        buttons=(another, *buttons),
        language=context.words.language,
    )


def current(context: Context) -> Note:
    """Which of several applications the screen below belongs to."""
    answer = context.answer("company.name")
    here = MyApplication(
        context.session.ordinal,
        context.programme.year,
        str(answer.value) if answer else "",
        context.session.case_number,
        current=True,
        service="" if context.definition.alone else context.definition.service(context.words.language),
    )
    return Note(Tone.INFO, context.say("applications.current", name=_name(context, here)))


def _name(context: Context, mine: MyApplication) -> str:
    company = mine.company or context.say("applications.unnamed")
    if mine.service:
        return context.say(
            "applications.name_of_several", year=mine.year, company=company, service=mine.service
        )
    return context.say("applications.name", year=mine.year, company=company)


def _state(context: Context, mine: MyApplication) -> str:
    state = mine.case_number or context.say("applications.draft")
    if mine.superseded:
        state = context.say("applications.superseded", case_number=mine.case_number)
    elif mine.joined:
        state = context.say("applications.joined", case_number=mine.case_number)
    return context.say("applications.here", state=state) if mine.current else state
