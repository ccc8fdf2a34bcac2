"""Two years of the diagnosis: the shipped one, and the year after with another notice, and perhaps other questions."""

from dataclasses import replace
from datetime import datetime, timedelta

from flows.definitions.edition import Edition
from flows.definitions.programme import Programme
from flows.definitions.questionnaire import Question
from flows.definitions.words import Words
from flows.scheme.definition import Catalogue
from tests.support.programmes import catalogue, edition, programme

OTHER_WORDS, FEWER_OPTIONS, LEFT, NEW = "contact_title", "export_markets", "website", "line_account"
"""Questions of the other edition: asked in other words, with an option less, no longer, for the first time."""

GONE = "sg"
"""The option of `FEWER_OPTIONS` that the other edition lacks."""

_LABELS = {"zh-TW": ("擔任的職務", "LINE 官方帳號"), "en": ("Position held", "LINE Official Account")}


def next_programme(opens: datetime, questionnaire: str = "113.1") -> Programme:
    """The programme of the year after: another title, another notice."""
    spoken = {
        language: {**words, "title": f"114 {words['title']}"} for language, words in programme().words.items()
    }
    return replace(
        programme(),
        year=114,
        questionnaire=questionnaire,
        opens=opens,
        closes=opens + timedelta(days=180),
        reopened=(),
        notice_version="114-1",
        words=spoken,
    )


def next_edition(version: str = "114.1") -> Edition:
    """An edition that asks one question in other words, one with an option less, one no longer, and a new one."""
    before = edition()
    questions = [_changed(each) for each in before.questionnaire.questions if each.id != LEFT]
    title = next(each for each in questions if each.id == "contact_title")
    new = replace(title, id=NEW, number=0, required=False, subject="")
    place = questions.index(title)
    structure = replace(
        before.questionnaire, version=version, questions=(*questions[:place], new, *questions[place:])
    )
    words = {language: _reworded(words, *_LABELS[language]) for language, words in before.words.items()}
    return replace(before, questionnaire=structure, words=words)


def _changed(question: Question) -> Question:
    if question.id != FEWER_OPTIONS:
        return question
    return replace(question, options=tuple(option for option in question.options if option.id != GONE))


def _reworded(words: Words, title: str, new: str) -> Words:
    questions = dict(words.questions)
    questions[NEW] = {"label": new, "short": new, "help": "", "example": "@muchen"}
    questions[OTHER_WORDS] = {**questions[OTHER_WORDS], "label": title, "short": title}
    return replace(
        words, questions=questions, also={**words.also, NEW: {}}, synonyms={**words.synonyms, NEW: {}}
    )


def two_years(this: Programme, opens: datetime, *, other_questions: bool = False) -> Catalogue:
    """This year's programme and the next, which opens then."""
    if not other_questions:
        return catalogue(this, next_programme(opens))
    known = with_edition(catalogue(this), next_edition())
    following = next_programme(opens, "114.1")
    return replace(known, programmes={**known.programmes, following.id: following})


def with_edition(known: Catalogue, new: Edition) -> Catalogue:
    """The catalogue with a further edition of the diagnosis."""
    scheme = known.schemes["diagnosis"]
    form = scheme.first_form
    form = replace(form, editions={**form.editions, new.questionnaire.version: new})
    return replace(known, schemes={**known.schemes, "diagnosis": replace(scheme, forms={form.key: form})})
