"""What the speaking files share: the words, the programme's facts, and how an answer is shown."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from functools import cached_property

from bot.presenter.cases.days import weekday
from bot.presenter.contribution.facts import ContributionFacts
from bot.presenter.handover.facts import HandoverFacts
from flows.answers.base import Texts, Value
from flows.answers.display import shown
from flows.cases.stage import CaseState
from flows.definitions.edition import Edition
from flows.definitions.languages import ENGLISH, comma
from flows.definitions.programme import ROC_OFFSET, TAIPEI, Programme, roc_year
from flows.definitions.questionnaire import Question
from flows.definitions.words import Words
from flows.interface.callback_data import Verb, encode
from flows.interface.messages import Attachment, Button, Line, Weight
from flows.rules.verdict import Verdict
from flows.scheme.definition import Definition
from flows.session.answers import Answer
from flows.session.case_number import case_number
from flows.session.check_code import with_code
from flows.session.state import Session
from flows.session.submitted.signed_copy import SentCopy
from flows.signing.facts import SentBack

LONG = 60
"""Characters of an answer repeated in a note; the whole stands in the review."""


@dataclass(frozen=True, slots=True)
class MyApplication:
    """One of a person's applications as they know it: `case_number` is empty while it is a draft, `company` until it
    has a name; `current` is the one the chat is about; `service` is what it applies for, where that might be several
    things. `joined` is a colleague's; another one took the place of a
    `superseded` one."""

    number: int
    year: int
    company: str
    case_number: str
    current: bool
    service: str = ""
    joined: bool = False
    superseded: bool = False


@dataclass(frozen=True)
class CaseFacts:
    """What is known of a submitted application: its document, the state of its deliveries, when the programme's
    mailbox took the signed copy that was sent a moment ago, a further paper where one was asked for, the
    check code beside the case number, for whoever submitted it, and the last signed copy that came in for it."""

    attachment: Attachment | None = None
    lines: tuple[Line, ...] = ()
    copy_received: datetime | None = None
    extra: Attachment | None = None
    code: str = ""
    sent: SentCopy | None = None
    none_left: bool = False
    """Whether every place is taken or held, for whoever stands at the door."""
    state: CaseState | None = None
    """Where the case stands as far as the applicant was told."""
    applications: tuple[MyApplication, ...] = ()
    """All of the person's, where they asked for them."""
    signing_on: bool = False
    """Whether the authorised manager may sign online."""
    sign_link: str = ""
    """The link asked for last, while it may be good."""
    sent_back: SentBack | None = None
    """What the signer said who would not sign by it."""
    handover: HandoverFacts = field(default_factory=HandoverFacts)
    contribution: ContributionFacts = field(default_factory=ContributionFacts)


@dataclass(frozen=True)
class Context:
    """One reply's surroundings."""

    definition: Definition
    session: Session
    now: datetime
    case: CaseFacts
    several: bool = False
    """Whether the person has more than one application."""

    @property
    def edition(self) -> Edition:
        """The edition the session is pinned to."""
        return self.definition.edition

    @property
    def programme(self) -> Programme:
        """The programme the session is pinned to."""
        return self.definition.programme

    @cached_property
    def words(self) -> Words:
        """The words of the session's language, as the chat says them this year."""
        return self.edition.speak(self.session.language).in_chat(roc_year(self.now))

    def say(self, key: str, **facts: object) -> str:
        """A chat phrase, with the programme's facts at hand for its placeholders."""
        return self.words.filled(key, facts, lambda: self.facts)

    @cached_property
    def facts(self) -> Mapping[str, object]:
        """The programme's facts every phrase may name."""
        spoken = self.programme.words.get(self.session.language) or next(iter(self.programme.words.values()))
        contact, period = self.programme.contact, self.programme.period(self.now)
        return {
            **spoken,
            **{f"retention_{name}": days for name, days in self.programme.retention.rules()},
            "contact_name": contact.name,
            "contact_phone": contact.phone,
            "contact_email": contact.email,
            "opening": day(period.opens, self.words.language),
            "closing": closing(period.closes, self.words.language),
            "page": self.programme.links.get("page", ""),
            "case_number": self.session.case_number,
            "case_and_code": with_code(self.session.case_number, self.case.code),
            "case_example": with_code(case_number(self.definition.series, 42), "K7QX2MR"),
        }

    def answer(self, role: str) -> Answer | None:
        """The answer to the question that plays a role, if there is one."""
        return self.session.answers.get(self.edition.roles.question(role))

    def shown(self, question: Question, value: Value, texts: Texts | None = None) -> str:
        """A value as the person reads it."""
        return shown(question, value, texts or {}, self.words)

    def shown_answer(self, question: Question, answer: Answer) -> str:
        """An answer as the person reads it, whole."""
        return self.shown(question, answer.value, answer.texts)

    def repeated(self, question: Question, value: Value, texts: Texts | None = None) -> str:
        """The same where it is said again in passing: of a scale its steps in a row."""
        if not question.is_scale or not isinstance(value, Mapping):
            return self.shown(question, value, texts)
        return comma(self.words.language).join(map(str, value.values()))

    def checked(self, question: Question, answer: Answer) -> str:
        """An answer as it is checked before it is confirmed: whole, on one line; of a scale each row by its name."""
        if not question.is_scale or not isinstance(answer.value, Mapping):
            return " ".join(self.shown_answer(question, answer).split())
        between = comma(self.words.language)
        return between.join(f"{self.row_name(question, row)} {step}" for row, step in answer.value.items())

    def row_name(self, question: Question, row: str) -> str:
        """A row's name without what explains it: 顧客輪廓資訊 of 「顧客輪廓資訊：掌握海外客群是誰」."""
        return re.split(r"[:：]", self.words.row(question.id, row), maxsplit=1)[0]

    def short(self, question: Question) -> str:
        """The question's label in lists and notes."""
        return self.words.of(question.id, "short") or self.words.of(question.id, "label")

    def example(self, question: Question, awaiting: bool) -> str:
        """Something one could type: an answer, or (when `awaiting`) the words beside a free-text option."""
        return self.say("ask.free_text_example") if awaiting else self.words.of(question.id, "example")

    def reasons(self, verdict: Verdict) -> str:
        """Why the verdict is what it is, each reason with its article."""
        return "\n".join(self.reason(reason) for reason in verdict.reasons)

    def reason(self, reason: str) -> str:
        """One reason with the answers it rests on."""
        facts = {
            name: self.shown_answer(
                self.edition.questionnaire.by_id[self.edition.roles.question(role)], answer
            )
            for name, role in (("capital", "company.capital"), ("employees", "company.employees"))
            if (answer := self.answer(role))
        }
        return self.say(f"reason.{reason}", **facts)

    def tap(self, verb: Verb, *names: str) -> str:
        """A button's data for this application."""
        return encode(verb, self.session.drawn_for, *names)

    def button(
        self,
        key: str,
        verb: Verb,
        *names: str,
        weight: Weight = Weight.PLAIN,
        says: str = "",
        **facts: object,
    ) -> Button:
        """A button whose label is the phrase `button.<key>`."""
        label = self.say(f"button.{key}", **facts)
        return Button(label, self.tap(verb, *names), weight, says or label)


def day(instant: datetime, language: str) -> str:
    """A day in Taipei with its weekday, which is always computed: 113 年 11 月 30 日（星期六）."""
    local = instant.astimezone(TAIPEI)
    name, plain = weekday(local, language), plain_day(local, language)
    return f"{name} {plain}" if language == ENGLISH else f"{plain}（星期{name}）"


def plain_day(which: date, language: str) -> str:
    """A day without its weekday: 115 年 11 月 28 日."""
    if language == ENGLISH:
        return f"{which.day} {which:%B %Y}"
    return f"{which.year - ROC_OFFSET} 年 {which.month} 月 {which.day} 日"


def closing(instant: datetime, language: str) -> str:
    """The last day before a closing instant, and the hour unless it is the end of that day: people who read the day
    alone take it whole."""
    local = instant.astimezone(TAIPEI)
    last = day(instant - timedelta(seconds=1), language)
    return f"{last} {local:%H:%M}" if local.hour or local.minute else last


def moment(written: str) -> datetime:
    """An instant as an event keeps it."""
    return datetime.fromisoformat(written)


def clock(instant: datetime) -> str:
    """A moment in Taipei, to the minute: 11/22 14:02."""
    return f"{instant.astimezone(TAIPEI):%m/%d %H:%M}"


def cut(text: str, length: int = LONG) -> str:
    """A text on one line, shortened with an ellipsis."""
    line = " ".join(text.split())
    return line if len(line) <= length else line[: length - 1] + "…"
