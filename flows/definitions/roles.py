"""What the questions of an edition mean to rules, mails and documents: roles.toml, beside the questionnaire.

No part of the published hash: it says how we read a form, not what applicants saw.
"""

import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from flows.definitions.issues import Issue, Malformed

FILE = "roles.toml"

_KEYS = {"roles", "meanings", "subjects", "copies", "proposals", "summary"}
_SUMMARY_KEYS = {"last_look", "staff_mail", "matching"}


@dataclass(frozen=True)
class Roles:
    """`questions`: the question that plays each role, such as `company.id`; a form has none for what it does not ask.
    `meanings`: of a role whose question is a choice, what each option means, by option. `subjects`: by question
    what words it asks for, such as a person's name. `copies` and `proposals`, by question: the earlier one whose answer
    may be taken over by one tap, and what works an answer out, where the published form names none. The summaries
    name questions that nobody else reads: `last_look`, line by line, is shown before submitting, `staff_mail` and
    `matching` in the mail to the staff."""

    questions: Mapping[str, str] = field(default_factory=dict)
    meanings: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    subjects: Mapping[str, str] = field(default_factory=dict)
    copies: Mapping[str, str] = field(default_factory=dict)
    proposals: Mapping[str, str] = field(default_factory=dict)
    last_look: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    staff_mail: Mapping[str, str] = field(default_factory=dict)
    matching: tuple[str, ...] = ()

    def question(self, role: str) -> str:
        """The id of the question that plays a role; empty when the form has none."""
        return self.questions.get(role, "")

    def meaning(self, role: str, option: object) -> str:
        """What an option of that role's question means; empty when it is not said."""
        return self.meanings.get(role, {}).get(str(option), "")

    def option(self, role: str, meaning: str) -> str:
        """The first option of that role's question with this meaning; empty when there is none."""
        meant = self.meanings.get(role, {})
        return next((option for option, means in meant.items() if means == meaning), "")

    def named(self) -> frozenset[str]:
        """Every question that any of it names."""
        looked_at = (question for line in self.last_look.values() for question in line)
        return frozenset(
            {
                *self.questions.values(),
                *looked_at,
                *self.staff_mail.values(),
                *self.matching,
                *self.subjects,
                *self.copies,
                *self.copies.values(),
                *self.proposals,
            }
        )


def read_roles(text: str) -> Roles:
    """Roles from the text of a roles.toml. Raises Malformed with every mistake."""
    try:
        data = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise Malformed([Issue("not_toml", FILE, f"mend the syntax: {error}")]) from None
    if issues := [*_wrong(data)]:
        raise Malformed(issues)
    summary = data.get("summary", {})
    return Roles(
        questions=data.get("roles", {}),
        meanings={
            role: {option: meaning for meaning, options in meant.items() for option in options}
            for role, meant in data.get("meanings", {}).items()
        },
        subjects={
            question: subject for subject, asked in data.get("subjects", {}).items() for question in asked
        },
        copies=data.get("copies", {}),
        proposals=data.get("proposals", {}),
        last_look={name: tuple(line) for name, line in summary.get("last_look", {}).items()},
        staff_mail=summary.get("staff_mail", {}),
        matching=tuple(summary.get("matching", ())),
    )


def _wrong(data: Mapping[str, Any]) -> Iterator[Issue]:
    for key in sorted(set(data) - _KEYS):
        yield Issue("unknown_key", f"{FILE}: {key}", "remove it or correct its name")
    for key in sorted(set(data.get("summary", {})) - _SUMMARY_KEYS):
        yield Issue("unknown_key", f"{FILE}: summary.{key}", "remove it or correct its name")
    for role, question in data.get("roles", {}).items():
        if not isinstance(question, str):
            yield Issue("wrong_type", f"{FILE}: roles.{role}", "name one question")
    for role, meant in data.get("meanings", {}).items():
        if role not in data.get("roles", {}):
            yield Issue("meaning_without_role", f"{FILE}: meanings.{role}", "name its question under [roles]")
        options = [option for several in meant.values() for option in several]
        for option in sorted({each for each in options if options.count(each) > 1}):
            yield Issue("meant_twice", f"{FILE}: meanings.{role}", f"{option}: give it one meaning")
