"""One reply: the notes of what happened, pages asked for, then whatever is to be shown now."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from bot.presenter import (
    about,
    applications,
    company_claim,
    deadlines,
    pages,
    places,
    questions,
    registry,
    reminder,
    replacement,
    review,
    signed_copy,
    submission,
)
from bot.presenter.cases import case_answers, requests, revision, signing
from bot.presenter.context import CaseFacts, Context
from bot.presenter.contribution import screens as contribution
from bot.presenter.drafts import upgrade
from bot.presenter.handover import screens as handover
from bot.presenter.notes import notes
from bot.presenter.panels import panel
from bot.presenter.panels.made import made
from flows.events.answering import Rejected
from flows.events.consent import Started
from flows.events.conversation import Asked, Inquired, OldTap, Returned
from flows.events.event import Event
from flows.events.submitted.submission import CaseAnswered, RevisionSent, Submitted
from flows.interface.callback_data import Verb
from flows.interface.messages import Button, Message, Note
from flows.scheme.definition import Definition
from flows.screens import prompts as p
from flows.screens.about import asked
from flows.screens.submitted.prompt import RequestCheck, RevisionCheck
from flows.session.state import Session

_TOPICS = frozenset({"help", "human"})


@dataclass(frozen=True)
class Presenter:
    """Puts sessions into words: one per questionnaire edition and programme."""

    definition: Definition

    def reply(
        self,
        session: Session,
        prompt: p.Prompt,
        events: Sequence[Event],
        now: datetime,
        case: CaseFacts | None = None,
        owed: Sequence[Event] = (),
        *,
        several: bool = False,
    ) -> tuple[Message, ...]:
        """What to show after these events; with none, just `prompt`, the session's own. At most three messages.

        `owed` are facts of earlier turns whose replies nobody saw; with `several` applications, screens say to which
        they belong."""
        context = Context(self.definition, session, now, case or CaseFacts(), several)
        if (instead := pages.instead(context, events)) is not None:
            return instead
        told = (
            ([applications.current(context)] if several else [])
            + notes(context, owed)
            + notes(context, events)
            + deadlines.notes(context, prompt, events)
            + reminder.notes(context, events)
            + handover.notes(context, events)
            + handover.arrived(context, events)
            + contribution.notes(context, events)
            + revision.notes(context, prompt, events)
        )
        submitted = any(isinstance(event, Submitted | RevisionSent) for event in owed)
        if isinstance(prompt, p.Receipt) and not (submitted or _arriving(events)):
            asked_for = (*_asked(context, events, prompt), *signing.pages(context, (*owed, *events)))
            return _with_notes(_offering(context, events, asked_for or (_afterwards(context),)), told)
        main = company_claim.again(context, prompt, events) or _again(context, prompt, events)
        if isinstance(prompt, p.Ask) and _rejected(events) and (out := about.way_out(context, prompt)):
            told.append(out)
        (main,) = _offering(context, events, (main,))
        asked_for = (*_asked(context, events, prompt), *contribution.pages(context, events))
        if asked_for and about.at_the_door(context) and _about(events):
            return _with_notes(_offering(context, events, asked_for), told)
        return _with_notes((*asked_for, main), told)

    def elsewhere(
        self, session: Session, lease: int, events: Sequence[Event], now: datetime
    ) -> tuple[Message, ...]:
        """What an end is shown that does not hold the application."""
        return (handover.elsewhere(Context(self.definition, session, now, CaseFacts()), lease, events),)


SCREENS: Mapping[type[object], Callable[[Context, Any], Message]] = {
    p.Welcome: lambda context, _: pages.welcome(context),
    p.Notice: lambda context, _: pages.notice(context),
    p.NotAgreed: lambda context, _: pages.not_agreed(context),
    p.UpgradeCheck: upgrade.check,
    p.UpgradeNotice: upgrade.notice,
    p.EraseCheck: lambda context, _: pages.erase_check(context),
    p.Doubt: questions.doubt,
    p.RegisterCard: lambda context, prompt: registry.card(context, prompt.record),
    p.Ask: questions.ask,
    p.NotEligible: pages.not_eligible,
    p.Review: review.review_page,
    p.Warnings: submission.warnings,
    p.ReadyToSubmit: submission.ready,
    p.Receipt: lambda context, _: _receipt(context),
    p.CopyCheck: lambda context, prompt: signed_copy.check(context, prompt.draft),
    p.Full: places.full,
    p.Applied: company_claim.screen,
    p.Superseded: lambda context, _: company_claim.superseded(context),
    p.HandoverWait: handover.waiting,
    p.Proposals: contribution.proposals,
    p.ProposalCheck: contribution.check,
    p.ReplaceCheck: lambda context, _: replacement.check(context),
    p.Panel: panel.panel,
    RevisionCheck: revision.check,
    RequestCheck: requests.check,
}
"""What says each prompt, by its type."""


def _again(context: Context, prompt: p.Prompt, events: Sequence[Event]) -> Message:
    """The screen; a question whose asker has just been told something else, in its wording alone."""
    asked = any(isinstance(event, Inquired) and event.intent not in about.WHOLE for event in events)
    if asked and isinstance(prompt, p.Ask):
        return about.again(context, prompt, context.session.inquiry)
    begun = any(isinstance(event, Started) for event in events)
    if asked and not begun and isinstance(prompt, p.Welcome) and about.at_the_door(context):
        return about.before_consent(context, prompt)
    if (asked or _about(events)) and isinstance(prompt, p.Notice):
        return about.before_consent(context, prompt)
    return screen(context, prompt)


def _about(events: Sequence[Event]) -> bool:
    """Whether something of 「了解計畫」 was asked for."""
    return any(event == Asked("about") or asked(event) for event in events)


def screen(context: Context, prompt: p.Prompt) -> Message:
    """The message of a prompt."""
    return SCREENS[type(prompt)](context, prompt)


def _receipt(context: Context) -> Message:
    """The whole of it for whoever submitted it, once; later what there is to do."""
    done = context.session.joined or context.session.copies
    return _afterwards(context) if done else submission.receipt(context)


def _afterwards(context: Context) -> Message:
    return company_claim.joined(context) if context.session.joined else submission.afterwards(context)


def _asked(  # noqa: C901 - one case per topic
    context: Context, events: Sequence[Event], prompt: p.Prompt
) -> tuple[Message, ...]:
    """Pages the person asked for, shown before the present prompt."""
    shown: list[Message] = []
    for event in events:
        match event:
            case Asked() if event.topic in _TOPICS:
                shown.append(pages.topic(context, event.topic))
            case Asked(topic="applications") if context.case.applications:
                shown.append(applications.listed(context))
            case Asked("device"):
                shown.append(handover.page(context))
            case Asked(topic="about"):
                shown.append(about.overview(context))
            case Asked() if asked_about := asked(event):
                shown.append(about.topic(context, asked_about))
            case Asked() if event.topic == "language":
                shown.append(pages.languages(context))
            case Asked() if event.topic == "review":
                shown.append(review.so_far(context))
            case Asked() if event.topic == "status" and context.session.case_number:
                shown.append(submission.status(context))
            case CaseAnswered():
                shown += case_answers.answered(context, event)
            case Asked("reading" | "seals" as paper) if context.session.case_number:
                shown.append(submission.extra_document(context, paper))
            case Asked() | Returned() if _wants_tasks(event, context, prompt):
                shown.append(review.tasks(context))
            case _:
                pass
    return (*made(context, events), *shown)


def _wants_tasks(event: Asked | Returned, context: Context, prompt: p.Prompt) -> bool:
    session, elsewhere = context.session, p.HandoverWait | p.EraseCheck | p.UpgradeNotice
    under_way = session.consented and not session.case_number and not isinstance(prompt, elsewhere)
    return under_way and (isinstance(event, Returned) or event.topic == "status")


def _offering(context: Context, events: Sequence[Event], shown: tuple[Message, ...]) -> tuple[Message, ...]:
    """The messages, the last of them with what else it offers."""
    return (*shown[:-1], replace(shown[-1], buttons=(*_extra_buttons(context, events), *shown[-1].buttons)))


def _extra_buttons(context: Context, events: Sequence[Event]) -> tuple[Button, ...]:
    """What else was asked in the same breath; the change offered for a tap on an old question; the ways to begin
    anew."""
    buttons: list[Button] = [*handover.buttons(context, events)]
    for event in events:
        match event:
            case Inquired(also=second) if second and context.words.has(key := f"intent.{second}.asks"):
                label = context.say(key)
                buttons.append(Button(label, context.tap(Verb.INQUIRE, second), says=label))
            case OldTap():
                number = context.edition.questionnaire.by_id[event.question].number
                buttons.append(context.button("change_number", Verb.EDIT, event.question, number=number))
            case Asked(topic="restart"):
                buttons += [_command(context, name) for name in ("review", "erase")]
            case _:
                pass
    return tuple(buttons)


def _command(context: Context, name: str) -> Button:
    """A button for a word that always works, called what Telegram's menu calls it."""
    label = context.say(f"command.{name}")
    return Button(label, context.tap(Verb.COMMAND, name), says=label)


def _arriving(events: Sequence[Event]) -> bool:
    """Whether the whole receipt is due: on submitting, on coming back, and when nothing else is known."""
    return not events or any(isinstance(event, Submitted | RevisionSent | Returned) for event in events)


def _rejected(events: Sequence[Event]) -> bool:
    return any(isinstance(event, Rejected) for event in events)


def _with_notes(messages: tuple[Message, ...], told: list[Note]) -> tuple[Message, ...]:
    """Notes stand above the first message."""
    if not told:
        return messages
    first = messages[0]
    return (replace(first, notes=(*told, *first.notes)), *messages[1:])
