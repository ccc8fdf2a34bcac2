"""What may be picked in answer to a question: options, ticked or ranked; rows; days of a calendar; all at one tap."""

from bot.presenter.context import Context, cut
from flows.answers.dates import EARLIEST
from flows.definitions.languages import comma
from flows.definitions.programme import TAIPEI
from flows.definitions.questionnaire import Kind, Option, Question
from flows.interface.callback_data import TOGETHER, Verb
from flows.interface.messages import Button, Choice, Days, Line, Ticks
from flows.screens.drafts import REST
from flows.screens.prompts import Ask

FEW_LEFT = 3
"""So many more ticks or fewer are said to be left."""

SEVERAL = frozenset({Kind.MULTI_CHOICE, Kind.RANKING})
"""Kinds of question that take several options."""


def choices(context: Context, prompt: Ask) -> tuple[Choice, ...]:
    """The options, with what is taken of them."""
    question = prompt.question
    if question.is_scale:
        return tuple(_step(context, prompt, step) for step in question.scale)
    verb = Verb.TOGGLE if question.kind in SEVERAL else Verb.ANSWER
    return tuple(
        _choice(context, prompt, option, number, verb) for number, option in enumerate(question.options, 1)
    )


def _choice(context: Context, prompt: Ask, option: Option, number: int, verb: Verb) -> Choice:
    question, words = prompt.question, context.words
    taken = option.id in prompt.ticked
    return Choice(
        number=number,
        label=words.option(question.id, option.id),
        brief=words.brief(question.id, option.id),
        tap=context.tap(verb, question.id, option.id),
        ticked=taken if question.kind in SEVERAL else None,
        group=words.group(option.group),
        rank=prompt.ticked.index(option.id) + 1 if taken and question.kind is Kind.RANKING else 0,
        last=_last(context, question, option.id) if verb is Verb.TOGGLE and not option.exclusive else None,
    )


def _last(context: Context, question: Question, options: str) -> Button:
    """The button that takes these options, and what is ticked, as the answer."""
    labels = [context.words.option(question.id, option) for option in options.split(TOGETHER)]
    tap = context.tap(Verb.FINISH, question.id, options)
    return Button(context.say("ask.last"), tap, says=context.say("says.last", option="＋".join(labels)))


def combinations(context: Context, prompt: Ask) -> tuple[Choice, ...]:
    """Options that often go together, to be ticked at one tap, unless one of them is already."""
    question, words = prompt.question, context.words
    if prompt.ticked or prompt.awaiting:
        return ()
    return tuple(
        Choice(
            number=0,
            label="＋".join(words.brief(question.id, option) for option in together),
            tap=context.tap(Verb.TOGGLE, question.id, ids),
            ticked=False,
            last=_last(context, question, ids),
        )
        for together in words.combinations.get(question.id, ())
        for ids in [TOGETHER.join(together)]
    )


def _step(context: Context, prompt: Ask, step: str) -> Choice:
    """A step of a scale for the row asked for; beside it, the same for every row that is left."""
    question, label = prompt.question, context.words.step(prompt.question.id, step)
    rest = Button(
        context.say("ask.rows_rest" if prompt.draft else "ask.rows_all"),
        context.tap(Verb.ANSWER, question.id, step, REST),
        says=context.say("button.rows_rest" if prompt.draft else "button.rows_all", step=label),
    )
    return Choice(
        int(step),
        label,
        context.tap(Verb.ANSWER, question.id, step, prompt.row),
        brief=context.words.questions[question.id].get(f"scale_brief.{step}", label),
        last=rest,
    )


def _marks(context: Context, question: Question, row: str) -> tuple[Choice, ...]:
    """The steps of a scale for one row."""
    name = context.words.row(question.id, row)
    return tuple(
        Choice(int(step), f"{step} {name}", context.tap(Verb.ANSWER, question.id, step, row))
        for step in question.scale
    )


def ticks(context: Context, prompt: Ask) -> Ticks | None:
    """What is ticked so far and how many more may be; None where only one option is taken, or its words are wanted."""
    question, taken = prompt.question, len(prompt.ticked)
    if question.kind not in SEVERAL or prompt.awaiting:
        return None
    label = context.say("button.whole_list")
    whole = Button(label, context.tap(Verb.INQUIRE, "repeat"), says=label)
    title = context.short(question)
    if not taken:
        return Ticks(context.say("ask.ticked_none"), whole, title)
    between = comma(context.words.language)
    names = [context.words.option(question.id, option) for option in prompt.ticked]
    most = question.limits.max_items
    key = "all" if taken == most else "limited" if most - taken <= FEW_LEFT else "some"
    said = context.say(f"ask.ticked_{key}", count=taken, options=between.join(names), left=most - taken)
    return Ticks(said, whole, title)


FILLED = 16
"""Characters of a typed text that a button repeats."""


def filled(context: Context, text: str) -> str:
    """The label of the button that takes a typed text as the answer."""
    return context.say("button.fill", typed=cut(text, FILLED))


YEARS_AGO = 10
"""A company that applies was founded about so many years ago; a calendar that opens today needs 120 months of swiping
to get there."""


def days(context: Context, prompt: Ask) -> Days | None:
    """The days a calendar offers: those flows/answers/dates.py accepts; it opens at the present answer."""
    question = prompt.question
    if question.kind is not Kind.DATE:
        return None
    today = context.now.astimezone(TAIPEI).date()
    given = prompt.current.value if prompt.current else None
    initial = str(given) if given else today.replace(year=today.year - YEARS_AGO, day=1).isoformat()
    return Days(context.tap(Verb.ANSWER, question.id), EARLIEST.isoformat(), today.isoformat(), initial)


def rows(context: Context, prompt: Ask) -> tuple[Line, ...]:
    """The rows of a table given so far; all rows of a scale before the first is answered."""
    question = prompt.question
    if question.is_scale and prompt.row and not prompt.draft:
        return tuple(
            Line(context.words.row(question.id, row), "", index, marks=_marks(context, question, row))
            for index, row in enumerate(question.rows, 1)
        )
    if question.kind is not Kind.TABLE or not isinstance(prompt.draft, list):
        return ()
    return tuple(
        Line(str(index), context.shown(question, [row])) for index, row in enumerate(prompt.draft, 1)
    )


def short_ways(context: Context, prompt: Ask) -> list[Button]:
    """One tap for all that is left: the lowest step for every row, or the option that stands at the end of a long
    list and excludes all others."""
    question = prompt.question
    if question.is_scale and prompt.row:
        key, lowest = ("rows_rest" if prompt.draft else "rows_all"), question.scale[0]
        step = context.words.step(question.id, lowest)
        return [context.button(key, Verb.ANSWER, question.id, lowest, REST, step=step)]
    if question.kind in SEVERAL and not prompt.awaiting and any(option.group for option in question.options):
        return [
            Button(label, context.tap(Verb.ANSWER, question.id, option.id), says=label)
            for option in question.options
            if option.exclusive and (label := context.words.brief(question.id, option.id))
        ]
    return []
