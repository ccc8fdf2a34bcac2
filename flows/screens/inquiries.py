"""What people ask besides answering: recognised where no answer was, told by the reply, and nothing else changes."""

import re
from typing import Final

from flows.answers import parse
from flows.answers.base import Accepted, Doubtful, Outcome, Rejected, Value
from flows.answers.parsing.cue_words import PLAIN_ANSWERS
from flows.answers.parsing.option_matcher import fold
from flows.answers.parsing.option_scan import scan
from flows.answers.parsing.yes_no import ANSWERS_NO, ANSWERS_YES
from flows.definitions.questionnaire import Kind, Question
from flows.definitions.text import normal
from flows.events.answering import Kept
from flows.events.consent import Started
from flows.events.conversation import Asked, Inquired
from flows.events.event import Events
from flows.intents.recognise import PROSE, Recognised, recognise
from flows.screens.decision import Decision
from flows.screens.prompts import Ask, Doubt, EraseCheck

IN_WORDS: Final = frozenset({Kind.TEXT, Kind.LONG_TEXT})
"""Kinds whose answer may be any words."""

_OVERRULED: Final = frozenset({"question", "chat", "command", "not_a_name"})
"""Doubts that say less than the intent does."""

_TOLD: Final = 12
"""Characters from which on a text of several lines' room tells something; four times as many in Latin letters."""

_ADDRESSED: Final = re.compile("我|請|你|您|這")
_HAN: Final = re.compile("[\u3400-\u9fff]")

_SAYS_HOW: Final = frozenset({
    "consent_first", "yes_or_number", "change_by_number", "register_choice", "copy_choice", "queue_choice",
    "applied_choice", "claim_choice", "replace_choice", "upgrade_choice", "upgrade_only", "proposals_choice",
    "proposal_choice",
})  # fmt: skip
"""What a screen says to words it does not know: how to answer it, which a mere 「好的」 needs to be told as well."""

_MAY_REFUSE: Final = frozenset({"取消", "撤回", "算了", "不要了", "cancel", "never mind"})
"""Alone on a screen that asks to decide these may as well refuse what is asked there, so that is asked for."""

_NOT_UNDERSTOOD: Final = _SAYS_HOW | {"again", "submitted", "thanked", "case_ask"}

_FILL_WORDS: Final = frozenset({"就填", "就填這個", "照填", "use it", "use that", "fill in"})


def seen(decision: Decision, text: str) -> Recognised | None:
    """The intent a text shows, if any."""
    return recognise(decision.edition.intents, text)


def inquired(found: Recognised, question: str = "", typed: str = "", message: str = "") -> Inquired:
    """The fact that an intent was shown, and a second one with it."""
    return Inquired(found.intent, question, typed, message, next(iter(found.others), ""))


def beside_answer(
    decision: Decision, question: Question, text: str, outcome: Outcome
) -> Inquired | Outcome | None:
    """What a text that its question's own words did not settle may ask instead; None for nothing.

    Where any words may be an answer only what is surely meant for the chat is answered; the rest is asked about."""
    found = seen(decision, text)
    if found is None or (question.must_be_true and found.intent == "ack"):
        return None
    if question.kind in IN_WORDS:
        return _in_words(decision, question, text, outcome, found)
    if question.kind is Kind.BOOLEAN and isinstance(outcome, Accepted):
        replied = found.chat or not (found.asks or found.whole) or _is_reply(decision, question, text)
        return None if replied else inquired(found, question.id)
    if not isinstance(outcome, Rejected) or _holds_answer(decision, question, text, found):
        return None
    return inquired(found, question.id)


def _is_reply(decision: Decision, question: Question, text: str) -> bool:
    """Whether a text is yes or no in so many words, and not by what a sentence says."""
    names = (name for called in decision.reading(question).names.values() for name in called)
    return fold(text) in {fold(word) for word in (*ANSWERS_YES, *ANSWERS_NO, *names)}


def _holds_answer(decision: Decision, question: Question, text: str, found: Recognised) -> bool:
    """Whether figures or an option stand in a text that asks nothing: it may well be an answer."""
    if found.asks:
        return False
    choice = question.options and question.kind is not Kind.BOOLEAN
    return found.figures or bool(choice and scan(question, text, decision.reading(question)).ids)


def _in_words(
    decision: Decision, question: Question, text: str, outcome: Outcome, found: Recognised
) -> Inquired | Outcome | None:
    told = question.kind is Kind.LONG_TEXT and (len(_HAN.findall(text)) >= _TOLD or len(text) >= _TOLD * 4)
    if isinstance(outcome, Rejected):
        return inquired(found, question.id) if outcome.code != "too_long" else None
    if isinstance(outcome, Doubtful) and not _overrules(decision, found, outcome):
        return None
    if isinstance(outcome, Accepted) and fold(text) in PLAIN_ANSWERS:
        return None
    if told and question.limits.min_length >= PROSE and not found.marked:
        return None
    if found.business or (told and not found.asks and not _ADDRESSED.match(text)):
        return None
    spoken = (
        isinstance(outcome, Doubtful) and outcome.code == "question" and found.sentence and not found.chat
    )
    if (found.sure or spoken) and not told:
        return inquired(found, question.id, text, decision.inbound.message)
    candidates = outcome.candidates if isinstance(outcome, Doubtful) else (_value(outcome),)
    return Doubtful("intent", candidates, {"intent": found.intent})


def _overrules(decision: Decision, found: Recognised, outcome: Doubtful) -> bool:
    """Whether the intent says more than a doubt: also where what would be left shows the same intent."""
    if outcome.code in _OVERRULED:
        return True
    left = seen(decision, str(outcome.candidates[0])) if outcome.code == "surrounded" else None
    return left is not None and left.intent == found.intent


def _value(outcome: Outcome) -> Value:
    return outcome.value if isinstance(outcome, Accepted) else ""


def besides_doubt(decision: Decision, prompt: Doubt, text: str) -> Events:
    """What is asked while a doubtful answer waits for its confirmation, which goes on waiting."""
    found = seen(decision, text)
    if found is None or found.business:
        return ()
    question = prompt.question
    if question.kind not in IN_WORDS and isinstance(
        parse(question, text, decision.reading(question)), Accepted
    ):
        return ()
    if _holds_answer(decision, question, text, found):
        return ()
    return (inquired(found, question.id),)


def elsewhere(decision: Decision, text: str, facts: Events) -> Events:
    """The same on a screen that asks for no answer in words, once that screen has not understood a text itself."""
    prompt = decision.prompt
    if isinstance(prompt, Ask | Doubt):
        return facts
    told = {fact.topic for fact in facts if isinstance(fact, Asked)}
    not_understood = told <= _NOT_UNDERSTOOD and all(isinstance(fact, Asked | Started) for fact in facts)
    if isinstance(prompt, EraseCheck):
        keeps = decision.refuses(text) or decision.label(text) == "button.erase_keep"
        not_understood = facts == (Kept(erasing=True),) and not keeps
    found = seen(decision, text) if not_understood else None
    if found and told & _SAYS_HOW and (found.intent == "ack" or fold(text) in _MAY_REFUSE):
        return facts
    begun = tuple(fact for fact in facts if isinstance(fact, Started))
    return (*begun, inquired(found)) if found else facts


def on_tap(decision: Decision, intent: str) -> Events:
    """A button that asks; () for an intent no table has."""
    if intent not in {each.name for each in decision.edition.intents}:
        return ()
    prompt = decision.prompt
    return (Inquired(intent, prompt.question.id if isinstance(prompt, Ask | Doubt) else ""),)


def fills(decision: Decision, prompt: Ask, text: str) -> bool:
    """Whether a text says to take what was typed before as the answer after all."""
    waiting = decision.session.inquiry
    if waiting is None or waiting.question != prompt.question.id:
        return False
    said = {
        normal(words.say("button.fill", typed=waiting.typed)) for words in decision.edition.words.values()
    }
    return normal(text) in _FILL_WORDS | said
