"""Every screen the product has, and any text: what is asked is answered in one message and changes nothing, and no text
becomes an answer of another kind in silence."""

from collections.abc import Sequence
from copy import copy
from datetime import timedelta
from functools import cache
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from flows.answers import parse
from flows.answers.base import Accepted, Reading
from flows.answers.parsing.said_around import without
from flows.events.answering import Answered, Drafted
from flows.events.company.company_claim import CaseEnded
from flows.events.company.replacement import ReplacementAsked
from flows.events.contribution import Contributed, ContributorInvited, ProposalsOpened
from flows.events.conversation import Asked, Inquired
from flows.events.erasure import Erased
from flows.events.event import Event
from flows.events.handover import HandoverOffered
from flows.events.review import Reviewed
from flows.interface.callback_data import Verb, encode
from flows.screens import prompts
from tests.flows.answers.test_any_text import FRAGMENTS
from tests.flows.intents.test_recognise import NAMES, phrasings
from tests.flows.screens.test_inquiries import QUESTIONS, SAID, at, reached
from tests.flows.screens.test_other_kinds import TAKES
from tests.support.chat import Chat
from tests.support.paths import TRANSCRIPTS
from tests.support.programmes import NOW
from tests.support.transcript import moments

UNTIL = (NOW + timedelta(minutes=10)).isoformat()

GONE_THROUGH = {
    prompts.NotAgreed: "declined", prompts.RegisterCard: "register_branch", prompts.NotEligible: "not_registered",
    prompts.Warnings: "warnings", prompts.Full: "places", prompts.Applied: "already_applied",
    prompts.UpgradeCheck: "upgrade_declined", prompts.UpgradeNotice: "upgrade_declined",
}  # fmt: skip
"""Screens that come when something turns out; the transcript that comes to them."""

PROPOSED = (
    ContributorInvited(1, 1, UNTIL),
    Contributed(
        1,
        "林小姐",
        NOW.isoformat(),
        NOW.isoformat(),
        {"website": {"value": "https://a.example", "texts": {}}},
    ),
)
TOLD: dict[type[Any], tuple[str, Sequence[Event]]] = {
    prompts.HandoverWait: ("employee_count", (HandoverOffered(1, "web", UNTIL),)),
    prompts.Proposals: ("employee_count", PROPOSED),
    prompts.ProposalCheck: ("employee_count", (*PROPOSED, ProposalsOpened())),
    prompts.ReplaceCheck: ("receipt", (ReplacementAsked(1),)),
    prompts.Superseded: ("receipt", (CaseEnded("superseded"),)),
}
"""Screens that come by what others do, and where from."""

SCREENS = (*GONE_THROUGH, *TOLD)


@cache
def _on(name: str, language: str) -> Chat:
    screen = next(screen for screen in SCREENS if screen.__name__ == name)
    if screen in TOLD:
        state, events = TOLD[screen]
        chat = at(state, language)
        chat._commit(events)
    else:
        written = (TRANSCRIPTS / f"{GONE_THROUGH[screen]}.txt").read_text(encoding="utf-8")
        chat = next(chat for chat in moments(written) if isinstance(chat.prompt, screen))
        if language != chat.session.language:
            chat.press(encode(Verb.LANGUAGE, chat.session.drawn_for, language))
    assert isinstance(chat.prompt, screen), chat.prompt
    return chat


def on(screen: type[Any], language: str) -> Chat:
    """A conversation of one's own on that screen."""
    return own(_on(screen.__name__, language))


def own(chat: Chat) -> Chat:
    """A copy of a conversation."""
    mine = copy(chat)
    mine.journal, mine.sayings, mine.buttons = list(chat.journal), list(chat.sayings), list(chat.buttons)
    return mine


@pytest.mark.parametrize("language", ["zh-TW", "en"])
@pytest.mark.parametrize("screen", SCREENS, ids=lambda screen: screen.__name__)
def test_every_intent_is_answered_on_every_other_screen(screen: type[Any], language: str) -> None:
    for intent in NAMES:
        for text in SAID[intent]:
            chat = on(screen, language)
            before = chat.session
            messages = chat.say(text)
            case = (screen.__name__, intent, text, chat.events)
            assert not any(
                isinstance(event, Answered | Drafted | Erased | Reviewed) for event in chat.events
            ), case
            assert chat.session.values() == before.values(), case
            assert chat.session.case_number == before.case_number, case
            assert isinstance(chat.prompt, screen), case
            asked = [event.intent for event in chat.events if isinstance(event, Inquired)]
            told = intent == "ack" and any(isinstance(event, Asked) for event in chat.events)
            assert asked == [intent] or told, case
            assert len(messages) == 1, case


DECORATIONS = (
    ("", ""),
    ("是", ""),
    ("", "喔"),
    ("", "，謝謝"),
    ("我的是 ", ""),
    ("", "！"),
    ("就是", "啦"),
    ("  ", "\n"),
)
GIVEN = {
    "contact_phone": st.from_regex(r"09[0-9]{2}-?[0-9]{3}-?[0-9]{3}", fullmatch=True),
    "contact_email": st.from_regex(r"[a-z]{2,9}@[a-z]{3,9}\.com\.tw", fullmatch=True),
    "website": st.from_regex(r"https://www\.[a-z]{3,9}\.com(\.tw)?", fullmatch=True),
    "established_date": st.from_regex(r"民國(8[0-9]|9[0-9])年[1-9]月[12][0-9]日", fullmatch=True),
    "paid_in_capital": st.from_regex(r"[1-9][0-9]{1,3}萬元", fullmatch=True),
    "registered_address": st.from_regex(
        r"(臺北市中山區|高雄市左營區|彰化縣鹿港鎮)光華路[1-9]{1,3}號", fullmatch=True
    ),
}
"""What answers these questions, whatever it is in particular."""


@settings(max_examples=150, deadline=None)
@given(st.data())
def test_no_answer_to_another_question_is_taken_in_silence(data: st.DataObject) -> None:
    """As test_other_kinds has it for examples, for any answer of six kinds and what people say around it."""
    kind = data.draw(st.sampled_from(sorted(GIVEN)))
    takes = {question for question, taken in TAKES if taken == kind} | {kind}
    question = data.draw(st.sampled_from([each for each in QUESTIONS if each not in takes]))
    before, behind = data.draw(st.sampled_from(DECORATIONS))
    chat = own(reached(question))
    chat.say(before + data.draw(GIVEN[kind]) + behind)
    assert not any(isinstance(event, Answered | Drafted) for event in chat.events), chat.events


SAYINGS = tuple(said for _, said in phrasings())


@settings(max_examples=150, deadline=None)
@given(st.sampled_from(QUESTIONS), FRAGMENTS | st.sampled_from(SAYINGS))
def test_no_text_whatever_becomes_an_answer_its_parser_does_not_read(question: str, text: str) -> None:
    """What is taken of any text is what the parser of this very question reads of it, or of it without what is said
    around it; all else is asked about or refused."""
    chat = own(reached(question))
    asked = chat.edition.questionnaire.by_id[question]
    names = next(iter(chat.edition.names.values()))[question]
    together, synonyms = chat.edition.together[question], chat.edition.synonyms[question]
    reading = Reading(NOW.date(), names, together=together, synonyms=synonyms)
    chat.say(text)
    taken = [event.value for event in chat.events if isinstance(event, Answered)]
    if not taken or asked.is_scale:
        return
    read = [parse(asked, said, reading) for said in (text, without(text), without(text, before=False))]
    assert taken[0] in [outcome.value for outcome in read if isinstance(outcome, Accepted)], (
        question,
        text,
        read,
    )
