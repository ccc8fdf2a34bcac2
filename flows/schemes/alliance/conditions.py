"""A01–A27: what has to be right before a proposal can be sent. A machine turns no company down: it blocks sending, or
lets it through marked for staff.

Source: the programme's slides of 113, lines as named at each check; what has no line is constructed.
"""

from collections.abc import Callable, Mapping

from flows.rules.verdict import State
from flows.schemes.alliance.findings import NOTHING, Said, blocked_at, blocks, for_staff
from flows.schemes.alliance.growth import total
from flows.schemes.alliance.indicators import LEAST_CHANNELS, LEAST_OWN, LEAST_TOOLS
from flows.schemes.alliance.proposal import (
    INDUSTRIES,
    OTHER_MARKETS,
    NameCheck,
    Proposal,
    Prose,
    occurrences,
)
from flows.schemes.alliance.schedule import Item

LEAST_MEMBERS = 6
"""Companies of an alliance, the leader included (lines 156, 581)."""


def enough_members(proposal: Proposal) -> Said:
    """A01: six members that count (lines 156, 581)."""
    return blocks(len(proposal.counted) < LEAST_MEMBERS)


def every_member_small(proposal: Proposal) -> Said:
    """A02: none is too large for an SME; one that staff have to look at counts, marked (line 156)."""
    large = [one.ubn for one in proposal.confirmed if one.verdict is State.NOT_ELIGIBLE]
    doubtful = tuple(one.ubn for one in proposal.confirmed if one.verdict is State.NEEDS_STAFF)
    return {**blocked_at(large), **for_staff(bool(doubtful), doubtful)}


def one_leader(proposal: Proposal) -> Said:
    """A03: exactly one leads, and is a confirmed member (line 569)."""
    return blocks(len(proposal.leaders) != 1 or not proposal.leaders[0].confirmed)


def distinct_members(proposal: Proposal) -> Said:
    """A04: no company twice (line 764)."""
    return blocked_at(number for number, times in occurrences(proposal.members).items() if times > 1)


def one_market(proposal: Proposal) -> Said:
    """A05: one market; of those the slides do not name, staff decide (lines 170–171, 591)."""
    return {**blocks(not proposal.market), **for_staff(proposal.market in OTHER_MARKETS)}


def known_industry(proposal: Proposal) -> Said:
    """A06: one of the three industries (line 175)."""
    return blocks(proposal.industry not in INDUSTRIES)


def both_events(proposal: Proposal) -> Said:
    """A07: a digital event and a physical one (lines 253–261)."""
    return blocks({event.digital for event in proposal.indicators.events} != {True, False})


def enough_tools(proposal: Proposal) -> Said:
    """A08: three kinds of tools, each measured (lines 263–269)."""
    tools = proposal.indicators.tools
    unmeasured = [tool.what for tool in tools if not tool.indicators]
    return blocks(len({tool.kind for tool in tools}) < LEAST_TOOLS or bool(unmeasured), unmeasured)


def enough_channels(proposal: Proposal) -> Said:
    """A09: two new channels abroad (lines 273–277)."""
    return blocks(len(proposal.indicators.channels) < LEAST_CHANNELS)


def enough_growth(proposal: Proposal) -> Said:
    """A10: overseas revenue of all members up by 15 %; without any to compare with, staff decide (lines 279–281)."""
    revenue = total(one.revenue for one in proposal.counted)
    return blocks(not revenue.met) if revenue.base else for_staff(True)


def enough_of_its_own(proposal: Proposal) -> Said:
    """A11: one indicator of the alliance's own (lines 283–287)."""
    return blocks(len(proposal.indicators.own) < LEAST_OWN)


def evidence_for_all(proposal: Proposal) -> Said:
    """A12: evidence for everything that is measured (lines 674–679)."""
    return blocked_at(one.name for one in proposal.indicators.every() if not one.evidence)


def halves_add_up(proposal: Proposal) -> Said:
    """A13: both halves make the whole (lines 710–711)."""
    wrong = [one.name for one in proposal.indicators.every() if one.goal.missing]
    return blocks(bool(wrong) or any(goal.missing for goal in proposal.indicators.typed), wrong)


def weights_add_up(proposal: Proposal) -> Said:
    """A14: the weights make 100 (line 696)."""
    return blocks(proposal.schedule.weight != 100)


def progress_adds_up(proposal: Proposal) -> Said:
    """A15: progress typed month by month is the item's weight and never goes back: with A14 it ends at 100 (line 697).
    Wrong weights alone are said once."""
    return blocked_at(row.item for row in proposal.schedule.rows if row.uneven)


def months_for_all(proposal: Proposal) -> Said:
    """A16: each indicator has a work item, done in months of the guidance (lines 697–699)."""
    missing = [item for item in Item if proposal.schedule.row(item) is None]
    return blocked_at((*missing, *proposal.schedule.outside))


def own_book_agrees(proposal: Proposal) -> Said:
    """A17: the tables are printed from one source; for a book of their own the leader says that it agrees
    (lines 713–715)."""
    return blocks(proposal.prose is Prose.OWN_BOOK and not proposal.files.own_book_agrees)


def summary_fits(proposal: Proposal) -> Said:
    """A18: the summary came out as one page (line 628)."""
    return blocks(proposal.summary_pages != 1)


def nothing_empty(proposal: Proposal) -> Said:
    """A19: nothing printed is empty: a value, or 「無」 (lines 645–648)."""
    return blocked_at(proposal.empty)


def names_as_registered(proposal: Proposal) -> Said:
    """A20: names as in the register; a difference that is explained is for staff (lines 581–587)."""
    explained = tuple(one.ubn for one in proposal.counted if one.name_check is NameCheck.EXPLAINED)
    different = [one.ubn for one in proposal.counted if one.name_check is NameCheck.DIFFERENT]
    return {**blocked_at(different), **for_staff(bool(explained), explained)}


def registration_given(proposal: Proposal) -> Said:
    """A21: a copy of the leader's registration (line 412)."""
    return blocks(not proposal.files.registration)


def slides_given(proposal: Proposal) -> Said:
    """A22: the slides, and the book where it is their own (line 414)."""
    own = proposal.prose is Prose.OWN_BOOK
    return blocks(not proposal.files.slides or (own and not proposal.files.own_book))


def all_declared(proposal: Proposal) -> Said:
    """A23: the declarations of leader and members (lines 160–166)."""
    silent = [one.ubn for one in proposal.counted if not one.declared]
    return blocks(bool(silent) or not proposal.declared, silent)


def nowhere_else(proposal: Proposal) -> Said:
    """A24: no company in another alliance of this year (lines 160, 834; for members constructed)."""
    return blocked_at(one.ubn for one in proposal.members if one.elsewhere)


def in_time(proposal: Proposal) -> Said:
    """A25: the request reached us before closing; the very moment of closing is late (lines 502, 918–921)."""
    if proposal.received is None or proposal.closes is None:
        return NOTHING
    return blocks(proposal.received >= proposal.closes)


def consent_given(proposal: Proposal) -> Said:
    """A26: the statement on personal data is agreed to (line 892)."""
    return blocks(not proposal.consented)


def mail_proven(proposal: Proposal) -> Said:
    """A27: the project's mail address was proven with a code (line 791)."""
    return blocks(not proposal.mail_proven)


CONDITIONS: Mapping[str, Callable[[Proposal], Said]] = {
    "A01": enough_members,
    "A02": every_member_small,
    "A03": one_leader,
    "A04": distinct_members,
    "A05": one_market,
    "A06": known_industry,
    "A07": both_events,
    "A08": enough_tools,
    "A09": enough_channels,
    "A10": enough_growth,
    "A11": enough_of_its_own,
    "A12": evidence_for_all,
    "A13": halves_add_up,
    "A14": weights_add_up,
    "A15": progress_adds_up,
    "A16": months_for_all,
    "A17": own_book_agrees,
    "A18": summary_fits,
    "A19": nothing_empty,
    "A20": names_as_registered,
    "A21": registration_given,
    "A22": slides_given,
    "A23": all_declared,
    "A24": nowhere_else,
    "A25": in_time,
    "A26": consent_given,
    "A27": mail_proven,
}
