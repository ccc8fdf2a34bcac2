"""The second look of each kind at what its strict parser refused: doubts with candidates, or a refusal that says more.

Nothing is accepted here. It comes after the question whether the text was meant for the chat at all.
"""

import re
from collections.abc import Callable, Mapping, Sequence
from types import MappingProxyType
from typing import Final

from flows.answers import dates, figures
from flows.answers.base import Accepted, Doubtful, Outcome, Reading, Rejected
from flows.answers.multi_choices import judged
from flows.answers.parsing import normalise, option_list, option_scan
from flows.answers.parsing.option_list import Picks
from flows.answers.spoken import simplified
from flows.definitions.questionnaire import Kind, Option, Question

_MOST_CANDIDATES: Final = 6
_AGREES: Final = re.compile(
    r"(?:我|都)?(?:沒問題|沒有問題|了解|瞭解|已了解|已閱讀|看過了|知道了?|明白|屬實|正確|是真的)[了喔啊。!]*"
    r"|fine|got it|understood|no problem",
    re.I,
)
"""Plain agreement to a declaration: the declaration itself is asked for once more."""

_BETWEEN_NUMBERS: Final = re.compile(r"[、,，.．\s]+")
_HAS: Final = re.compile(r"有(?!沒)[^?？嗎不沒無未想要]{1,20}")
"""Something is had or was done: asked about, as it may be something else."""

_Look = Callable[[Question, str, Reading, Rejected], Outcome]


def look_again(question: Question, text: str, reading: Reading, refused: Rejected) -> Outcome:
    """What may have been meant by a text the strict parser refused; the refusal itself when nothing better is known."""
    look = _LOOKS.get(question.kind)
    text = simplified.traditional(text) if question.options else text
    return look(question, text, reading, refused) if look else refused


def _choice(question: Question, text: str, reading: Reading, refused: Rejected) -> Outcome:
    """One option: those named within a sentence, those one word stands for, those a number stands in."""
    if refused.code == "out_of_range":
        number = int(refused.facts.get("number", 0))
        ids = option_scan.together(text, reading) or option_scan.numbered(question, number, reading)
        return Doubtful("named", ids) if ids else refused
    if refused.code not in ("unknown", "ambiguous"):
        return refused
    if ids := option_scan.together(text, reading) or option_scan.counted(question, text.strip(), reading):
        return Doubtful("named", ids[:_MOST_CANDIDATES])
    found = option_scan.scan(question, text, reading)
    if found.negated and len(ids := option_scan.affirmed(question, text, reading)) == 1:
        return Doubtful("named", ids)
    if found.ids and found.negated:
        return Rejected("negated", {"options": option_list.labels(reading, found.ids)})
    if found.ids:
        return Doubtful("named", found.ids[:_MOST_CANDIDATES])
    catch_all = next((option for option in question.options if option.id == "other"), None)
    if refused.code == "unknown" and catch_all:
        return Rejected("unknown_else", {"option": option_list.label(reading, catch_all.id)})
    return refused


def _yes_or_no(question: Question, text: str, reading: Reading, refused: Rejected) -> Outcome:
    """A declaration is agreed to in its own words; what sounds like it is asked about."""
    if refused.code == "unknown" and question.must_be_true and _AGREES.fullmatch(normalise.line(text)):
        return Doubtful("agree", ("yes",))
    if refused.code == "unknown" and not question.must_be_true and _HAS.fullmatch(text.strip()):
        return Doubtful("named", ("yes",))
    return refused


def _choices(question: Question, text: str, reading: Reading, refused: Rejected) -> Outcome:
    """Several options: found ones are offered or kept ticked, what the list lacks is offered beside 「其他」."""
    if group := option_scan.together(text, reading):
        return _all_of(question, text, group, reading)
    if refused.code not in ("unknown", "out_of_range"):
        return refused
    numbers = [option_scan.counted(question, part, reading) for part in _BETWEEN_NUMBERS.split(text.strip())]
    if all(len(number) == 1 for number in numbers):
        return _offered(question, tuple(dict.fromkeys(number[0] for number in numbers)), reading)
    picks = option_list.Reader(question, reading, ranked=question.kind is Kind.RANKING).read(text)
    found = option_scan.scan(question, text, reading)
    if found.negated and (ids := option_scan.affirmed(question, text, reading)):
        return _offered(question, ids, reading)
    if found.negated:
        facts = {"options": option_list.labels(reading, found.ids)}
        return Rejected("negated", facts) if found.ids else refused
    in_order = found.ids if set(picks.ids) <= set(found.ids) else (*picks.ids, *found.ids)
    ids = tuple(dict.fromkeys(in_order))
    left = [part for part in picks.unknown if not option_scan.scan(question, part, reading).ids]
    if ids and not left and not picks.beyond:
        return _offered(question, ids, reading)
    other = _other(question)
    if left and other and not picks.beyond and all(map(option_scan.may_be_other, left)):
        words = "、".join(left)
        chosen = Picks(ids=[*ids, other.id], texts={other.id: words})
        if isinstance(judged(question, chosen, reading), Accepted):
            facts = {"words": words, "option": option_list.label(reading, other.id)}
            return Doubtful("other", (chosen.ids,), facts, {other.id: words})
    if ids and left and isinstance(judged(question, Picks(ids=list(ids)), reading), Accepted):
        facts = {
            "unknown": normalise.excerpt("、".join(left)),
            "understood": option_list.labels(reading, ids),
        }
        return Rejected("partly", facts, ids)
    return refused


def _all_of(question: Question, text: str, ids: Sequence[str], reading: Reading) -> Outcome:
    """One word for several options: all of them, or too many to take."""
    if isinstance(judged(question, Picks(ids=list(ids)), reading), Accepted):
        return Doubtful("named", (list(ids),))
    if len(ids) <= _MOST_CANDIDATES and question.limits.max_items == 1:
        return Doubtful("named", tuple([option] for option in ids))
    return Rejected("region", {"part": normalise.excerpt(text), "options": option_list.labels(reading, ids)})


def _offered(question: Question, ids: Sequence[str], reading: Reading) -> Outcome:
    outcome = judged(question, Picks(ids=list(ids)), reading)
    return Doubtful("named", (list(ids),)) if isinstance(outcome, Accepted) else outcome


def _other(question: Question) -> Option | None:
    return next((option for option in question.options if option.free_text and not option.exclusive), None)


def _date(question: Question, text: str, reading: Reading, refused: Rejected) -> Outcome:
    found = dates.within(text, reading.today)
    return Doubtful("seen", found) if refused.code == "unreadable" and len(found) == 1 else refused


def _figure(question: Question, text: str, reading: Reading, refused: Rejected) -> Outcome:
    return figures.look_again(question, text, reading, refused)


_LOOKS: Mapping[Kind, _Look] = MappingProxyType({
    Kind.SINGLE_CHOICE: _choice,
    Kind.BOOLEAN: _yes_or_no,
    Kind.MULTI_CHOICE: _choices,
    Kind.RANKING: _choices,
    Kind.DATE: _date,
    Kind.AMOUNT: _figure,
    Kind.NUMBER: _figure,
    Kind.PERCENT: _figure,
})  # fmt: skip
