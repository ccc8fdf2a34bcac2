"""Whether words are the name, title or text that was asked for, or were said to the chat: doubts, never refusals.

The first doubt found is told; its first reading is what would remain without what was said around it.
"""

import re
from collections.abc import Iterator
from typing import Final

from flows.answers.base import Known
from flows.answers.parsing import cue_words
from flows.answers.parsing.cue_words import Subject
from flows.answers.parsing.option_matcher import fold
from flows.answers.parsing.said_around import without
from flows.answers.spoken import corrections, marks, people
from flows.definitions.questionnaire import Kind, Question

CODES: Final = frozenset(
    {"question", "chat", "command", "not_a_name", "surrounded", "contact", "business", "suffix", "many"}
)

_ANSWER_FROM: Final = 12
_ENGLISH_FROM: Final = 40
"""A text of several lines' room is an answer from so many characters on, unless it ends as a question."""

_MOST_BRANDS: Final = 5
_A_WORD: Final = 2
"""「無」 and 「沒有」 are titles; 「沒有職稱」 says that there is none."""

_QUESTION: Final = re.compile(cue_words.QUESTION_CUES, re.I)
_ASKS: Final = re.compile(cue_words.QUESTION_ENDS)
_ASKS_IN_ENGLISH: Final = re.compile(cue_words.QUESTION_STARTS, re.I)
_SAID: Final = re.compile(cue_words.SAID)
_TALKS: Final = re.compile(cue_words.SENTENCE_STARTS, re.I)
_TALKS_IN_ENGLISH: Final = re.compile(rf"(?:{cue_words.SENTENCE_STARTS_IN_ENGLISH})\b", re.I)
_BUSINESS: Final = re.compile(rf"(?:{cue_words.BUSINESS_ENDS})$", re.I)
_SAME: Final = re.compile(cue_words.SAME_AS)
_NOTHING: Final = re.compile(cue_words.NOTHINGS)
_RANKED: Final = re.compile(
    rf"(?P<name>.{{0,2}}?)[ 　]?(?:{cue_words.RANKS})|(?:{cue_words.RANKS}) \w+", re.I
)
_COMPANY: Final = re.compile(cue_words.PERSON_ENDS_AS_BUSINESS, re.I)
_LEAD_INS: Final = {
    subject: re.compile(rf"(?:{words})[ ,，]*", re.I) for subject, words in cue_words.LEAD_INS.items()
}
_CLOSE: Final = re.compile(cue_words.SOMEBODY_CLOSE, re.I)
_THAT: Final = re.compile(cue_words.NAMED_BEFORE)
_ELSEWHERE: Final = re.compile(cue_words.SEEN_ELSEWHERE, re.I)
_EXTENSION: Final = re.compile(cue_words.EXTENSION)
_TOO_MANY: Final = re.compile(cue_words.TOO_MANY_TO_SAY)
_ANOTHER_FIELD: Final = re.compile(cue_words.ANOTHER_FIELD, re.I)
_FIELD_LEFT: Final = re.compile(cue_words.FIELD_LEFT, re.I)
_TWO_PEOPLE: Final = re.compile(cue_words.TWO_PEOPLE)
_BEHIND_A_PERSON: Final = re.compile(cue_words.BEHIND_A_PERSON)
_PARTICLES: Final = re.compile(cue_words.PARTICLES, re.I)
_SLASHED: Final = re.compile(r"/[A-Za-z_]{2,}")
_OTHER_KINDS: Final = (marks.EMAIL, marks.WHOLE_URL, marks.WHOLE_DATE, marks.PHONE, marks.AMOUNT, marks.UBN)
"""What is nothing but one of these tells nothing, however much room there is for words."""

_IS: Final = re.compile(r"^(?:我們?|(?:本|敝)?公司)?的?就?是[:： ]*(?=.)")
_LIST: Final = re.compile(r"[^、]{1,8}(?:、[^、]{1,8})+")
_BRANDS: Final = re.compile(r"[、，,;；/\n]")
_NAMES: Final = frozenset({Subject.COMPANY, Subject.PERSON, Subject.TITLE, Subject.BRAND})


def subject_of(question: Question) -> Subject | None:
    """What a question in words asks for; None where words are not looked at."""
    if question.kind not in (Kind.TEXT, Kind.LONG_TEXT) or question.options:
        return None
    return Subject(question.subject) if question.subject else None


def doubt(question: Question, words: str, known: Known) -> tuple[str, tuple[str, ...]] | None:
    """The doubt about cleaned words and the readings to offer, the words themselves the last; None without doubt.

    `known` are earlier answers in words, by subject and question id: who 「本人」 may be, what 「同公司」 is called."""
    subject = subject_of(question)
    if question.kind is Kind.LONG_TEXT and any(kind.fullmatch(_stated(words)) for kind in _OTHER_KINDS):
        return "contact", (words,)
    if subject is None:
        wordless = question.kind is Kind.LONG_TEXT and not marks.LETTERS.search(words)
        return ("contact", (words,)) if wordless else None
    enough = _ENGLISH_FROM if words.isascii() else _ANSWER_FROM
    if subject is Subject.PROSE and len(words) >= enough and not _ASKS.search(_bare(words)):
        return None
    key = fold(words)
    for code, readings in _found(subject, question, words, key, known):
        return code, tuple(dict.fromkeys((*readings, words)))
    return None


def is_said_again(question: Question, word: str) -> bool:
    """Whether a word that works anywhere is asked about here first, because it may be the answer."""
    subject = subject_of(question)
    return subject is not None and fold(word) in cue_words.COMMANDS.get(subject, frozenset())


_Found = Iterator[tuple[str, tuple[str, ...]]]


def _found(subject: Subject, question: Question, words: str, key: str, known: Known) -> _Found:
    if key in cue_words.PLAIN_ANSWERS and subject in (Subject.TITLE, Subject.BRAND):
        return
    if subject in _NAMES and (new := corrections.corrected(words)):
        yield "surrounded", (new,)
    yield from _contact(subject, words)
    yield from _to_the_chat(subject, words, key)
    yield from _nobody(subject, question, key, known)
    yield from _somebody(subject, words)
    yield from _surrounded(subject, words)
    if _is_question(words):
        yield "question", ()
    yield from _another_kind(subject, words, key, known)


def _to_the_chat(subject: Subject, words: str, key: str) -> _Found:
    """A command, a chat word, or where the answer may be read instead of the answer."""
    if key in cue_words.COMMANDS.get(subject, frozenset()) or _SLASHED.match(words):
        yield "command", ()
    instead = _ELSEWHERE.fullmatch(words) or _SAME.fullmatch(key) if subject is Subject.PROSE else None
    much = subject in (Subject.PROSE, Subject.BRAND) and _TOO_MANY.fullmatch(words)
    if key in cue_words.CHAT or instead or much:
        yield "chat", ()


def _another_kind(subject: Subject, words: str, key: str, known: Known) -> _Found:
    """A business for a person, a person for a title, a legal form for a name, or more brands than there is room."""
    if subject is Subject.PERSON and _COMPANY.search(words):
        yield "business", ()
    if subject is Subject.PERSON and people.is_unlikely(words):
        yield "not_a_name", ()
    if subject is Subject.TITLE and (
        words in known.get(Subject.PERSON, {}).values() or people.is_no_title(words)
    ):
        yield "chat", ()
    if subject is Subject.COMPANY and key in cue_words.BARE_SUFFIXES:
        yield "suffix", ()
    if subject is Subject.BRAND:
        names = [name.strip() for name in _BRANDS.split(words) if name.strip()]
        if len(names) > _MOST_BRANDS:
            yield "many", ("、".join(names[:_MOST_BRANDS]),)


def _contact(subject: Subject, words: str) -> _Found:
    """A telephone, mail or web address, 統一編號 or amount, with what is left without it."""
    found = [
        marks.EMAIL,
        marks.PHONE,
        marks.ADDRESS,
        *((marks.UBN, marks.URL) if subject is not Subject.BRAND else ()),
    ]
    if subject is Subject.PROSE:
        found = [marks.EMAIL, marks.PHONE, marks.UBN]
    elif subject is Subject.PERSON:
        found.append(_EXTENSION)
    for mark in found:
        if mark.search(words):
            rest = _FIELD_LEFT.sub("", mark.sub("", words).strip(" ,，;；:：()（）-"))
            usable = subject is not Subject.PROSE and len(rest) > 1 and mark not in (marks.URL, marks.ADDRESS)
            yield "contact", ((rest,) if usable else ())
    programme = () if subject is Subject.PROSE else (marks.PROGRAMME,)
    whole = (marks.WHOLE_URL, marks.WHOLE_DATE, marks.SHARE, *programme)
    stated = _stated(words)
    if any(mark.fullmatch(stated) for mark in whole):
        yield "contact", ()
    numeric = marks.NUMERIC.fullmatch(stated) and not (subject is Subject.BRAND and words.isdecimal())
    if (
        numeric
        or marks.AMOUNT.fullmatch(stated)
        or (subject is not Subject.PROSE and marks.YEAR.match(stated))
    ):
        yield "contact", ()


def _stated(words: str) -> str:
    """What is stated, without what is said around it: 我的是…, …喔."""
    return without(_IS.sub("", words))


def _nobody(subject: Subject, question: Question, key: str, known: Known) -> _Found:
    """Nobody's name: oneself, the same as before, nothing, or a rank without a name."""
    people = tuple(text for name, text in known.get(Subject.PERSON, {}).items() if name != question.id)
    same = bool(_SAME.fullmatch(key))
    if subject is Subject.PERSON and (key in cue_words.SELVES or same):
        yield "not_a_name", people
    if subject is Subject.BRAND and same:
        yield "not_a_name", tuple(known.get(Subject.COMPANY, {}).values())
    if subject in (Subject.COMPANY, Subject.TITLE) and (same or key in cue_words.PRONOUNS):
        yield "not_a_name", ()
    if subject is Subject.COMPANY and key in cue_words.SELVES:
        yield "not_a_name", ()
    if _NOTHING.fullmatch(key) and (subject is not Subject.TITLE or len(key) > _A_WORD):
        yield "chat" if subject is Subject.TITLE else "not_a_name", ()


def _somebody(subject: Subject, words: str) -> _Found:
    """A name that stands elsewhere; somebody close, without a name; or two people, where one is asked for."""
    if subject is not Subject.PROSE and _THAT.fullmatch(words):
        yield "not_a_name", ()
    if (
        subject in (Subject.PERSON, Subject.COMPANY)
        and _LIST.fullmatch(words)
        and not _BUSINESS.search(words)
    ):
        yield "not_a_name", tuple(words.split("、")) if subject is Subject.PERSON else ()
    if subject is not Subject.PERSON:
        return
    if _CLOSE.fullmatch(words):
        yield "not_a_name", ()
    if two := _TWO_PEOPLE.fullmatch(words):
        yield "not_a_name", two.groups()
    if both := people.two(words):
        yield "not_a_name", both


def _surrounded(subject: Subject, words: str) -> _Found:
    """What was said before or behind the answer itself: 我們公司叫…, …喔."""
    lead = _LEAD_INS[subject].match(words) if subject in _LEAD_INS else None
    bare = words[lead.end() :] if lead else words
    bare = _PARTICLES.sub("", bare).strip(' ,，。「」『』"') or words
    if subject in _NAMES:
        bare = _ANOTHER_FIELD.sub("", bare) or bare
    if subject is Subject.PERSON:
        bare = people.bare(_BEHIND_A_PERSON.sub("", bare) or bare)
    if subject is Subject.PERSON and (ranked := _RANKED.fullmatch(bare)):
        yield "not_a_name", ((bare,) if bare != words and ranked["name"] else ())
    if subject in _NAMES and bare != words and not _ASKS.search(_bare(words)) and not _is_question(bare):
        yield "surrounded", (bare,)
    if subject is Subject.PROSE and _PARTICLES.search(words) and bare != words:
        yield "surrounded", (bare,)


def _bare(words: str) -> str:
    """The words without the signs and pictures behind them; a question mark stays."""
    return re.sub(r"[^\w?？)）]+$", "", words)


def _is_question(words: str) -> bool:
    """Whether somebody asks, or talks to whoever answers the chat."""
    words = _bare(words)
    if _ASKS.search(words):
        return True
    if _BUSINESS.search(words):
        return words.startswith(("我", "這", "換一")) and words.endswith("公司") and bool(_TALKS.match(words))
    if _SAID.search(words) or _QUESTION.search(words) or _TALKS.match(words):
        return True
    count = len(words.split())
    asks = count >= 3 and bool(_ASKS_IN_ENGLISH.match(words))
    return asks or (count >= 2 and bool(_TALKS_IN_ENGLISH.match(words)))
