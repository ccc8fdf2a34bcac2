"""What a look-up of a 統一編號 gives: `Found`, `NotFound` or `Unavailable`, and the record that was found.

`Entry` is what one source says, `Record` what all of them say together. Blank text or None always means that
the register does not tell, never that there is none.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from typing import TypeAlias

from flows.answers.base import Value


class Source(StrEnum):
    """A public register. All are open data whose licences ask that the source be named."""

    GCIS = "gcis"
    """經濟部商業發展署, 商工行政資料開放平臺: company and business registration."""
    FIA = "fia"
    """財政部財政資訊中心: tax registration, with the industry code."""
    G0V = "g0v"
    """台灣公司資料, a mirror of both kept by volunteers."""


class Registration(StrEnum):
    """Kinds of company, as the registers tell them apart; blank when they do not say."""

    UNKNOWN = ""
    COMPANY = "company"
    SOLE_PROP = "sole_prop"
    PARTNERSHIP = "partnership"
    LIMITED_PARTNERSHIP = "limited_partnership"
    FOREIGN_BRANCH = "foreign_branch"
    OTHER = "other"


class Status(StrEnum):
    """Whether the organisation still is in business; OTHER is any state we have no word for."""

    UNKNOWN = ""
    ACTIVE = "active"
    SUSPENDED = "suspended"
    DISSOLVED = "dissolved"
    OTHER = "other"


class Trouble(StrEnum):
    """Why a source gave no answer; for staff and metrics, words live with whoever shows them."""

    OFF = "off"
    TIMEOUT = "timeout"
    NETWORK = "network"
    SERVER = "server"
    REFUSED = "refused"
    """This machine's address is not on the source's list."""
    LIMITED = "limited"
    """Asked too often, or too many at once."""
    MAINTENANCE = "maintenance"
    REQUEST = "request"
    """The source no longer knows what we ask for: our mistake, or it has changed."""
    UNREADABLE = "unreadable"
    PAUSED = "paused"
    """Not asked, because it failed several times in a row."""


@dataclass(frozen=True, slots=True)
class Entry:
    """What one source says. `address` as the register writes it, `setup_date` ISO, `capital` in TWD.

    `industry_code` is the tax administration's (its first two digits are the division of the statistical
    classification); `type_note` are the words that go beside the type `other`."""

    source: Source
    name: str = ""
    registration_type: Registration = Registration.UNKNOWN
    type_note: str = ""
    is_branch: bool = False
    head_office: str = ""
    responsible_person: str = ""
    setup_date: str = ""
    capital: int | None = None
    address: str = ""
    industry_code: str = ""
    industry_name: str = ""
    status: Status = Status.UNKNOWN
    status_text: str = ""


@dataclass(frozen=True, slots=True)
class Answer:
    """One source's answer: an entry, or none; `trouble` says that it is not, or not all of, the truth.

    Neither entry nor trouble: the source is sure that it does not know the number."""

    source: Source
    entry: Entry | None = None
    trouble: Trouble | None = None


@dataclass(frozen=True, slots=True)
class Record:
    """A company as the registers know it together.

    `is_branch`: a domestic branch, which is no enterprise of its own; `head_office` is the 統一編號 to use.
    `responsible_person` may be masked (陳O聖). `address`: {zip, county, district, rest} or None when
    `address_text` cannot be read; `industry_section`: a to s. `tax_only`: the tax register knows a shop, the
    commercial register says it has none. `fetched_on`: the day in Taipei the sources were asked."""

    ubn: str
    fetched_on: date
    sources: tuple[Source, ...]
    name: str = ""
    registration_type: Registration = Registration.UNKNOWN
    type_note: str = ""
    is_branch: bool = False
    head_office: str = ""
    responsible_person: str = ""
    setup_date: str = ""
    capital: int | None = None
    address: Mapping[str, Value] | None = None
    address_text: str = ""
    industry_section: str = ""
    industry_name: str = ""
    status: Status = Status.UNKNOWN
    status_text: str = ""
    tax_only: bool = False


@dataclass(frozen=True, slots=True)
class Found:
    """A record. `troubles`: sources that failed to add to it; `stale`: an old one, nobody answers today."""

    record: Record
    troubles: Mapping[Source, Trouble] = field(default_factory=dict)
    stale: bool = False


@dataclass(frozen=True, slots=True)
class NotFound:
    """The official registers that are on all say they do not know the number. It may still exist."""


@dataclass(frozen=True, slots=True)
class Unavailable:
    """Nobody knows: what kept each source from answering; empty when every source is off."""

    troubles: Mapping[Source, Trouble] = field(default_factory=dict)

    @property
    def reason(self) -> Trouble:
        """The first official source's trouble, which tells most."""
        return next((self.troubles[source] for source in Source if source in self.troubles), Trouble.OFF)


Lookup: TypeAlias = Found | NotFound | Unavailable
"""The three things a look-up can end in; they are never mixed up."""
