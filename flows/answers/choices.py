"""Kinds `single_choice` and `boolean`: one option by number, name, synonym or part of a name."""

import re

from flows.answers.base import Accepted, Doubtful, Incomplete, Names, Outcome, Reading, Rejected, Texts, Value
from flows.answers.parsing import amount_bands, normalise, option_list, polarity
from flows.answers.parsing.option_matcher import (
    AmbiguousMatch,
    Match,
    NoMatch,
    Options,
    OutOfRange,
    SingleMatch,
)
from flows.answers.parsing.yes_no import ANSWERS_NO, ANSWERS_YES
from flows.definitions.languages import is_chinese
from flows.definitions.questionnaire import Option, Question


class SingleChoice:
    """Reads 3, 第三個, ③, 泰國, 其他：手工皂."""

    rejects = frozenset({"unknown", "unknown_else", "ambiguous", "out_of_range", "too_long", "negated"})
    doubts = frozenset({"band", "named"})

    def parse(self, question: Question, text: str, reading: Reading) -> Outcome:
        """One option's id; an option that asks for words without them is incomplete.

        Where options are bands of money, an amount is the band it falls into, before it is a part of a name."""
        options = option_list.options_of(question, reading)
        exact = options.exactly(normalise.line(text))
        if isinstance(exact, NoMatch | OutOfRange) and (band := amount_bands.read(question, text, reading)):
            return band
        if len(ids := option_list.doubted(text, reading)) > 1:
            return Doubtful("named", ids)
        match = options.match(normalise.line(text))
        if isinstance(match, NoMatch):
            found = option_list.free_words(question, text, reading, options)
            band = amount_bands.read(question, text, reading, ranges=True)
            return _worded(*found) if found else band or Rejected("unknown")
        return _single(question, match, text, reading)

    def show(self, question: Question, value: Value, texts: Texts, names: Names) -> str:
        """The option's label, its words after it."""
        return shown(question, str(value), texts, names)


class Boolean:
    """Reads yes and no, as options or as people say them."""

    rejects = frozenset({"unknown", "ambiguous", "out_of_range"})
    doubts = frozenset({"agree", "named"})

    def parse(self, question: Question, text: str, reading: Reading) -> Outcome:
        """`yes` or `no`; the first clause decides (沒有，謝謝)."""
        said = {"yes": ANSWERS_YES, "no": ANSWERS_NO}
        ids = [option.id for option in question.options] or list(said)
        names = {option: (*reading.names.get(option, ()), *said.get(option, ())) for option in ids}
        options, line = Options.of(ids, names, reading.synonyms), normalise.line(text)
        match = options.match(line)
        if isinstance(match, NoMatch) or not question.must_be_true:
            meant = "" if question.must_be_true else polarity.answer(line)
            if meant == "both":
                return Rejected(
                    "ambiguous",
                    {"part": normalise.excerpt(text), "options": option_list.labels(reading, ids)},
                )
            if meant in ids and not isinstance(options.exactly(line), SingleMatch):
                unsure = meant == "yes" and polarity.is_unsure(line)
                return Doubtful("named", (meant,)) if unsure else Accepted(meant)
        if isinstance(match, NoMatch):
            match = options.exactly(re.split(r"[，,。！!；;、]", line)[0])
        return _single(question, match, text, reading)

    def show(self, question: Question, value: Value, texts: Texts, names: Names) -> str:
        """The label of yes or no."""
        return names.option(question.id, str(value))


def shown(question: Question, option: str, texts: Texts, names: Names) -> str:
    """An option's label; where words were given, they stand in place of （請說明）."""
    name = names.option(question.id, option)
    if not texts.get(option):
        return name
    colon = "：" if is_chinese(names.language) else ": "
    return f"{normalise.without_asides(name)}{colon}{texts[option]}"


def too_long(words: str) -> Rejected | None:
    """The refusal of words beside an option that do not fit, or None."""
    facts = {"max": str(option_list.FREE_TEXT_MAX), "length": str(len(words))}
    return Rejected("too_long", facts) if len(words) > option_list.FREE_TEXT_MAX else None


def lacks_words(option: Option | None, texts: Texts) -> bool:
    """Whether an option asks for words that are not given."""
    return option is not None and option.free_text and not texts.get(option.id)


def _single(question: Question, match: Match, text: str, reading: Reading) -> Outcome:
    match match:
        case SingleMatch(option):
            incomplete = lacks_words(question.option(option), {})
            return Incomplete(option, option) if incomplete else Accepted(option)
        case AmbiguousMatch(ids):
            return Rejected(
                "ambiguous", {"part": normalise.excerpt(text), "options": option_list.labels(reading, ids)}
            )
        case OutOfRange(number):
            return Rejected("out_of_range", {"max": str(len(question.options) or 2), "number": str(number)})
        case NoMatch():
            return Rejected("unknown")


def _worded(option: str, words: str) -> Outcome:
    return too_long(words) or Accepted(option, {option: words})
