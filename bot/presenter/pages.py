"""The screens besides questions: welcome, notice, verdict, warnings, submit, receipt, help and the like."""

from collections.abc import Sequence
from dataclasses import replace

from bot.presenter.context import Context
from flows.definitions.languages import CHINESE, ENGLISH
from flows.definitions.programme import Window
from flows.events.conversation import Paused, SaidToStaff, StaffCalled
from flows.events.erasure import Erased
from flows.events.event import Event
from flows.events.submitted.signed_copy import CopyArrived, CopyPartRefused, CopyRead, CopyRefused
from flows.interface.callback_data import Verb, encode
from flows.interface.messages import Button, Choice, Copied, Link, Look, Message, Weight
from flows.scheme.definition import Definition
from flows.screens.prompts import NotEligible


def welcome(context: Context) -> Message:
    """What this is, or why it is closed."""
    language = context.button(
        "language", Verb.LANGUAGE, CHINESE if context.words.language == ENGLISH else ENGLISH
    )
    window = context.programme.window(context.now)
    about = context.button("about", Verb.COMMAND, "about")
    if window is not Window.OPEN:
        key = window.value
        return plain(context, f"welcome.{key}_title", f"welcome.{key}", (about, language), look=Look.WELCOME)
    if context.definition.offered and not context.session.started:
        return replace(
            plain(context, "welcome.several_title", "welcome.several", (about, language), look=Look.WELCOME),
            choices=tuple(
                _offer(context, number, each) for number, each in enumerate(context.definition.offered, 1)
            ),
        )
    ways = (start_button(context), about, language)
    return plain(context, "welcome.title", "welcome.body", ways, look=Look.WELCOME)


def start_button(context: Context) -> Button:
    """The way in."""
    return context.button("start", Verb.COMMAND, "start", weight=Weight.PRIMARY)


def _offer(context: Context, number: int, definition: Definition) -> Choice:
    """A scheme one may begin."""
    service = definition.service(context.words.language)
    return Choice(number, service, encode(Verb.SCHEME, "", definition.programme.id))


def notice(context: Context) -> Message:
    """The personal-data notice with the six elements of Article 8 of the Personal Data Protection Act."""
    agree = Button(
        context.say("consent.agree"),
        context.tap(Verb.CONSENT, context.programme.notice_version),
        Weight.PRIMARY,
        context.say("consent.agree_says"),
    )
    decline = Button(
        context.say("consent.decline"), context.tap(Verb.DECLINE), says=context.say("consent.decline")
    )
    body = str(context.facts["notice"]).format_map({name: str(fact) for name, fact in context.facts.items()})
    return Message(
        look=Look.NOTICE,
        title=context.say("consent.title"),
        body=body,
        buttons=(agree, decline),
        language=context.words.language,
    )


def not_agreed(context: Context) -> Message:
    """Nothing was kept; one may still agree."""
    again = Button(
        context.say("consent.again"), context.tap(Verb.COMMAND, "start"), says=context.say("consent.again")
    )
    return plain(context, "consent.declined_title", "consent.declined", (again,))


def erase_check(context: Context) -> Message:
    """Really erase everything?"""
    erase = context.button("erase", Verb.ERASE, weight=Weight.DANGER)
    keep = context.button("erase_keep", Verb.KEEP, weight=Weight.PRIMARY)
    body = "erase.body_several" if context.several else "erase.body"
    return plain(context, "erase.title", body, (keep, erase), look=Look.CONFIRM)


def not_eligible(context: Context, prompt: NotEligible) -> Message:
    """A page, never an error: the reasons with their articles, other help, and how to correct an answer."""
    buttons = [
        Button(
            context.say("button.change") + " " + context.short(question),
            context.tap(Verb.EDIT, question.id),
            says=context.say("button.change_number", number=question.number),
        )
        for role in context.definition.form.rules.deciding
        if context.answer(role)
        and (question := context.edition.questionnaire.by_id[context.edition.roles.question(role)])
    ]
    article_6 = context.say("verdict.article_6") + "\n" if prompt.verdict.appeal else ""
    deemed = (context.button("deemed", Verb.DEEMED),) if prompt.verdict.appeal else ()
    return Message(
        look=Look.VERDICT,
        title=context.say("verdict.title"),
        body=context.say("verdict.body", reasons=context.reasons(prompt.verdict), article_6=article_6),
        buttons=(*deemed, *buttons, context.button("human", Verb.COMMAND, "human")),
        language=context.words.language,
    )


def topic(context: Context, name: str) -> Message:
    """Help, a human's contact, about the programme: a page of its own."""
    page = plain(context, f"{name}.title", f"{name}.body", ())
    if name == "human" and context.session.case_number and not context.session.revision:
        page = replace(page, body=f"{page.body}\n\n{context.say('office.ask')}")
    return with_contact(context, page) if name == "human" else page


def with_contact(context: Context, message: Message) -> Message:
    """The message with ways to ring the programme's contact, open the programme's page, copy the e-mail address."""
    contact = context.programme.contact
    ways = (("call", contact.dialled), ("page", context.programme.links.get("page", "")))
    links = tuple(Link(context.say(f"link.{way}"), url) for way, url in ways if url)
    return replace(message, links=links, copies=(Copied(context.say("copied.email"), contact.email),))


def case_copied(context: Context) -> tuple[Copied, ...]:
    """The case number to copy, for a mail or a call."""
    return (Copied(context.say("copied.case"), context.session.case_number),)


def languages(context: Context) -> Message:
    """The choice of language."""
    buttons = tuple(
        Button(
            context.say(f"language.{key}"),
            context.tap(Verb.LANGUAGE, tag),
            says=context.say(f"language.{key}"),
        )
        for key, tag in (("zh", CHINESE), ("en", ENGLISH))
    )
    return Message(
        Look.PLAIN, context.say("language.title"), buttons=buttons, language=context.words.language
    )


def paused(context: Context) -> Message:
    """Everything is kept; how to go on."""
    go_on = context.button("continue", Verb.COMMAND, "start", weight=Weight.PRIMARY)
    return plain(context, "pause.title", "pause.body", (go_on,))


def staff_called(context: Context) -> Message:
    """Staff answer here from now on; how to go on with the bot, and how to reach them otherwise."""
    go_on = context.button("continue", Verb.COMMAND, "start", weight=Weight.PRIMARY)
    return with_contact(context, plain(context, "staff_chat.title", "staff_chat.body", (go_on,)))


def erased(context: Context) -> Message:
    """Nothing is left, unless something was submitted before: that is not erased from the chat."""
    if context.several or context.session.case_number:
        mine = context.button("applications", Verb.COMMAND, "applications")
        return plain(context, "erase.drafts_title", "erase.drafts", (mine,))
    return plain(context, "erase.erased_title", "erase.erased", ())


def instead(context: Context, events: Sequence[Event]) -> tuple[Message, ...] | None:
    """What is shown in place of everything else after these events; nothing at all where somebody else answers, or a
    later part of an album will be answered for all of them. None where the screen is due."""
    for event in events:
        match event:
            case Erased():
                return (erased(context),)
            case Paused():
                return (paused(context),)
            case StaffCalled():
                return (staff_called(context),)
            case SaidToStaff():
                return ()
            case _:
                pass
    return () if _album(events) else None


def _album(events: Sequence[Event]) -> bool:
    """A part of an album whose last part will be answered for all of them."""
    told = CopyRead | CopyRefused | CopyPartRefused
    return any(isinstance(event, CopyArrived) for event in events) and not any(
        isinstance(event, told) for event in events
    )


def plain(
    context: Context, title: str, body: str, buttons: tuple[Button, ...], look: Look = Look.PLAIN
) -> Message:
    """A screen of a title and a text, by the keys of their phrases."""
    return Message(
        look, context.say(title), context.say(body), buttons=buttons, language=context.words.language
    )
