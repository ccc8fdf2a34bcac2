"""Definitions: which questionnaire and which programme a session or a case belongs to, for good.

A session keeps what it began with. The notice somebody agreed to names collector, purpose and period (個人資料保護法
Art. 8); a case filed under another year's programme was not agreed to.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from functools import cached_property

from flows.definitions.edition import Edition
from flows.definitions.programme import Programme, Window
from flows.rules.answers_by_role import Given
from flows.rules.checks import Finding, run_checks
from flows.rules.verdict import Verdict
from flows.scheme.document_spec import DocumentSpec
from flows.scheme.form import Entry, Form
from flows.scheme.scheme import Scheme
from flows.session.state import Session

COMPANY = "company.id"
"""The role of the question for the company's number, by which the registers and other applications are asked."""


class UnknownProgramme(Exception):
    """A programme that no file describes any more; the message is its id."""


@dataclass(frozen=True, slots=True)
class Definition:
    """What is asked, by which rules, in which year, with which notice, mails and document.

    `offered` is what somebody who has agreed to no notice yet may choose between; empty when that is this alone.
    `successor` is what a draft begun under this may move on to, if there is something later.
    `alone`: whether there is no other scheme, so that nobody need be told which it is. `guests` is what
    people with an invitation begin with."""

    scheme: Scheme
    form: Form
    edition: Edition
    programme: Programme
    offered: tuple["Definition", ...] = ()
    alone: bool = True
    successor: "Definition | None" = None
    guests: tuple["Definition", ...] = ()

    def service(self, language: str) -> str:
        """What is applied for, as the programme calls it."""
        words = self.programme.words
        return (words.get(language) or next(iter(words.values())))["service"]

    @property
    def series(self) -> str:
        """What its case numbers begin with, in which they are counted: `113`, or `113A` by the scheme's letter."""
        return f"{self.programme.year}{self.scheme.series}"

    def given(self, session: Session) -> Given:
        """The session's answers as the rules read them."""
        return Given(self.edition, session.values(), session.record, self.programme.latest_year)

    def verdict(self, session: Session) -> Verdict | None:
        """What the rules say of this applicant; None until enough is known, or where there is nothing to judge."""
        return self.form.rules.judge(self.given(session))

    def findings(self, session: Session) -> tuple[Finding, ...]:
        """What the checks find in the session's answers, confirmed or not."""
        return run_checks(self.form.rules.checks, self.given(session))


def printed_as(definition: Definition) -> DocumentSpec:
    """How an application is printed. Raises ValueError where the form has no document."""
    if definition.form.document is None:
        raise ValueError(f"{definition.scheme.key} prints no document")
    return definition.form.document


@dataclass(frozen=True)
class Catalogue:
    """Every scheme by its key, and every programme by its id, that this installation knows."""

    schemes: Mapping[str, Scheme]
    programmes: Mapping[str, Programme]

    @cached_property
    def editions(self) -> Mapping[str, Edition]:
        """Every edition by its version, which no two of any forms share."""
        forms = (form for scheme in self.schemes.values() for form in scheme.forms.values())
        return {version: edition for form in forms for version, edition in form.editions.items()}

    @cached_property
    def _by_scheme(self) -> Mapping[str, tuple[Programme, ...]]:
        """The programmes of each scheme."""
        schemes = {each.scheme for each in self.programmes.values()}
        return {
            key: tuple(each for each in self.programmes.values() if each.scheme == key) for key in schemes
        }

    @cached_property
    def _by_opening(self) -> tuple[Programme, ...]:
        """The programme that opens first comes first."""
        return tuple(sorted(self.programmes.values(), key=lambda each: each.opens))

    @cached_property
    def _definitions(self) -> Mapping[tuple[str, str], Definition]:
        """Every programme, by its id, with every edition of its scheme, by its version."""
        alone = len(self.schemes) == 1
        return {
            (programme.id, version): Definition(scheme, form, edition, programme, alone=alone)
            for programme in self.programmes.values()
            for scheme in (self.schemes[programme.scheme],)
            for form in scheme.forms.values()
            for version, edition in form.editions.items()
        }

    @cached_property
    def _invited(self) -> tuple[Definition, ...]:
        """Of each programme the form that is only for people with an invitation."""
        return tuple(
            self._of(programme, max(form.editions))
            for programme in self.programmes.values()
            for form in self.schemes[programme.scheme].forms.values()
            if form.entry is Entry.INVITED
        )

    def current(self, now: datetime) -> Definition:
        """What newcomers begin with: of the programmes that are open the latest; else the next to open; else the
        latest of all."""
        programmes = self._by_opening
        open_now = [each for each in programmes if each.window(now) is Window.OPEN]
        to_come = [each for each in programmes if each.window(now) in (Window.NOT_YET, Window.BETWEEN)]
        return self._of([*open_now[-1:], *to_come[:1], programmes[-1]][0])

    def offered(self, now: datetime) -> tuple[Definition, ...]:
        """What newcomers may choose between: of each scheme that anybody may begin, the latest programme that is
        open."""
        latest = {each.scheme: each for each in self._by_opening if each.window(now) is Window.OPEN}
        public = [key for key, scheme in self.schemes.items() if scheme.entry is Entry.PUBLIC]
        return tuple(self._of(latest[key]) for key in public if key in latest)

    def of(self, session: Session, now: datetime) -> Definition:
        """What this session is pinned to; before it has begun, what newcomers begin with. Sessions begun before
        programmes were named are known by the notice agreed to. Raises UnknownProgramme."""
        pinned, guests = self._pinned(session, now), self.guests(now)
        pinned = replace(pinned, guests=guests) if guests else pinned
        if session.consented:
            successor = None if session.case_number else self._successor(pinned, now)
            return replace(pinned, successor=successor) if successor else pinned
        offered = self.offered(now)
        return replace(pinned, offered=offered) if len(offered) > 1 else pinned

    def _successor(self, pinned: Definition, now: datetime) -> Definition | None:
        """Of its scheme what opened last and is open, where that is later, or asks by another edition of the form."""
        edition, same = pinned.edition.questionnaire.version, self._by_scheme[pinned.programme.scheme]
        if len(same) == 1 and pinned.programme.questionnaire == edition:
            return None  # as nearly always: no clock needs to be asked
        opened = [each for each in same if each.window(now) is Window.OPEN]
        latest = max(opened, key=lambda each: each.opens, default=pinned.programme)
        if (latest.id, latest.questionnaire) == (pinned.programme.id, edition):
            return None
        if latest.opens < pinned.programme.opens or latest.questionnaire not in pinned.form.editions:
            return None
        return self._of(latest)

    def guests(self, now: datetime) -> tuple[Definition, ...]:
        """What people with an invitation may begin with: of each open programme the form that is only for them."""
        return tuple(each for each in self._invited if each.programme.window(now) is Window.OPEN)

    def _pinned(self, session: Session, now: datetime) -> Definition:
        if session.programme:
            return self._of(self._programme(session.programme), session.questionnaire)
        if not session.started:
            return self.current(now)
        likely = [each for each in self.programmes.values() if each.questionnaire == session.questionnaire]
        agreed = [each for each in likely if each.notice_version == session.consent_version]
        programme = (agreed or likely or [self.current(now).programme])[0]
        return self._of(programme, session.questionnaire)

    def knows(self, session: Session) -> bool:
        """Whether the programme of a session has a file."""
        return not session.programme or session.programme in self.programmes

    def of_case(self, questionnaire: str, programme: str) -> Definition:
        """What a submitted application belongs to, by its questionnaire and its programme. Raises UnknownProgramme."""
        return self._of(self._programme(programme), questionnaire)

    def _of(self, programme: Programme, questionnaire: str = "") -> Definition:
        """The programme with that edition, or with its own."""
        return self._definitions[programme.id, questionnaire or programme.questionnaire]

    def _programme(self, name: str) -> Programme:
        if name not in self.programmes:
            raise UnknownProgramme(name)
        return self.programmes[name]
