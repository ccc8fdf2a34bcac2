"""What people ask: about the programme by 「了解計畫」, whatever else by typing it (intents.toml)."""

from dataclasses import replace

from bot.presenter import pages, questions
from bot.presenter.context import Context
from bot.presenter.options import filled
from bot.presenter.pages import with_contact
from flows.definitions.programme import Window
from flows.definitions.questionnaire import Question
from flows.events.conversation import Inquired
from flows.interface.callback_data import Verb
from flows.interface.messages import Button, Look, Message, Note, Tone
from flows.screens.about import CONTACT
from flows.screens.prompts import Ask, Notice, Welcome
from flows.session.path import questions_left

HELP_AFTER = 2
"""After so many misunderstandings on one question its longer help is told."""

WHOLE = frozenset({"repeat"})
"""Intents after which the screen is shown whole again."""

SECONDS_A_QUESTION = 30
"""What a question takes on average, reading and typing included, for the minutes that are left: docs/rehearsals.md."""


def overview(context: Context) -> Message:
    """What the programme is, and what one may ask."""
    return _page(context, context.say("about.title"), context.say("about.body"))


def topic(context: Context, asked: str) -> Message:
    """One answer, and what else one may ask."""
    told = _told_of(context, asked)
    facts = {name: str(fact) for name, fact in told.facts.items()}
    lines = [told.say(f"about.{asked}").format_map(facts)]
    if asked == CONTACT and context.programme.links:
        lines.append(context.say("about.page"))
    page = _page(context, context.say(f"button.about_{asked}"), "\n".join(lines), asked)
    return with_contact(context, page) if asked == CONTACT else page


def _told_of(context: Context, asked: str) -> Context:
    """The context of the scheme that is asked about, where it takes applications here; else the one at hand."""
    here = (*context.definition.offered, *context.definition.guests)
    named = next((each for each in here if each.scheme.key == asked), None)
    return replace(context, definition=named) if named else context


def answer(context: Context, asked: Inquired) -> Note:
    """What was asked besides answering, answered in a few lines."""
    question = context.edition.questionnaire.by_id.get(asked.question)
    key = _key(context, asked.intent, question)
    facts = {name: str(fact) for name, fact in context.facts.items()}
    left = (
        questions_left(context.edition.questionnaire, context.session).most
        if context.session.consented
        else 0
    )
    said = context.say(
        key,
        left=left,
        minutes=max(1, -(-left * SECONDS_A_QUESTION // 60)),
        guidance=context.words.guidance.get(asked.question, ""),
        example=context.words.of(asked.question, "example") if question else "",
        short=context.short(question) if question else "",
    )
    return Note(Tone.INFO, said.format_map(facts))


def _key(context: Context, intent: str, question: Question | None) -> str:
    """The phrase for where the person is: where one may sign online, submitted, at a question that may be left out, at
    any question, before consent, in a programme of limited places, anywhere."""
    places: tuple[str, ...] = ("submitted",) if context.session.case_number else ()
    if context.case.signing_on:
        places = ("submitted_signing" if places else "signing", *places)
    if question is not None:
        places += ("here",) if question.required else ("optional", "here")
    if not context.session.consented:
        places += ("before",)
    if context.programme.places:
        places += ("limited",)
    return next(
        (key for place in places if context.words.has(key := f"intent.{intent}.{place}")),
        f"intent.{intent}.says",
    )


def _page(context: Context, title: str, body: str, but: str = "") -> Message:
    buttons = tuple(_button(context, each) for each in context.definition.scheme.topics if each != but)
    start = (pages.start_button(context),) if at_the_door(context) else ()
    return Message(Look.PLAIN, title, body, buttons=(*start, *buttons), language=context.words.language)


def at_the_door(context: Context) -> bool:
    """Whether somebody has read the welcome and may begin: it need not be said again to whoever asks something."""
    session = context.session
    welcomed = session.started and not (session.consented or session.notice_shown or session.declined)
    return welcomed and context.programme.window(context.now) is Window.OPEN


def before_consent(context: Context, prompt: Welcome | Notice) -> Message:
    """The welcome or the notice after something else was answered, in a line: the whole stands a little above."""
    if isinstance(prompt, Welcome):
        ways = (pages.start_button(context), context.button("about", Verb.COMMAND, "about"))
        return Message(
            Look.WELCOME, context.say("welcome.brief"), buttons=ways, language=context.words.language
        )
    whole, label = pages.notice(context), context.say("consent.again")
    again = Button(label, context.tap(Verb.COMMAND, "start"), says=label)
    return replace(whole, body=context.say("consent.brief"), buttons=(*whole.buttons, again))


def _button(context: Context, topic: str) -> Button:
    label = context.say(f"button.about_{topic}")
    return Button(label, context.tap(Verb.ABOUT, topic), says=label)


def again(context: Context, prompt: Ask, inquiry: Inquired | None) -> Message:
    """The question once more after something else was answered: its wording, what can be tapped, no explanation."""
    whole = questions.ask(context, prompt)
    fill = (
        (
            Button(
                filled(context, inquiry.typed),
                context.tap(Verb.FILL, prompt.question.id),
                says=context.say("button.fill", typed=inquiry.typed),
            ),
        )
        if inquiry and inquiry.question == prompt.question.id
        else ()
    )
    row = context.words.row(prompt.question.id, prompt.row) if prompt.row and not prompt.draft else ""
    return replace(whole, body=row, lines=(), progress=None, buttons=(*fill, *whole.buttons))


def way_out(context: Context, prompt: Ask) -> Note | None:
    """After two tries the question's longer help; after three the example, skipping where allowed, a person."""
    if prompt.tries < questions.PATIENCE:
        guidance = context.words.guidance.get(prompt.question.id, "") if prompt.tries == HELP_AFTER else ""
        return Note(Tone.INFO, guidance) if guidance else None
    parts = [context.say("note.way_out", example=context.example(prompt.question, bool(prompt.awaiting)))]
    if not prompt.question.required:
        parts.append(context.say("note.way_out_skip"))
    parts.append(context.say("note.way_out_human"))
    return Note(Tone.INFO, "".join(parts))
