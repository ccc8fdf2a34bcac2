"""A draft moves on: to a newer edition of its form, or to the programme of a later year."""

from collections.abc import Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class UpgradeOffered:
    """That the draft could move on to this edition, under this programme, was put before the person. `must`: where it
    was begun nothing can be submitted any more, so that there is no staying."""

    questionnaire: str
    programme: str
    must: bool = False


@dataclass(frozen=True, slots=True)
class UpgradeNoticeShown:
    """The person wants to move on, and is shown the notice on personal data that is another one there."""


@dataclass(frozen=True, slots=True)
class UpgradeDeclined:
    """The draft goes on under the edition and the programme it was begun with."""


@dataclass(frozen=True, slots=True)
class Upgraded:
    """The draft belongs to this edition and this programme from now on. `gone` are the questions whose answers, or
    parts of them, do not come along. `notice` is the version agreed to for it at the instant `at` (ISO, UTC); empty
    where the notice agreed to before is still the one."""

    questionnaire: str
    programme: str
    company_question: str
    gone: Sequence[str]
    notice: str = ""
    at: str = ""
