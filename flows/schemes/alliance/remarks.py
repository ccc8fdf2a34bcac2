"""W01–W12: what is pointed out to the leader and printed for staff, and keeps nothing from being sent.

Source: the programme's slides of 113, lines as named at each check; what has no line is constructed.
"""

from collections.abc import Callable, Iterator, Mapping

from flows.schemes.alliance.findings import Said, noted, noted_at
from flows.schemes.alliance.growth import shares
from flows.schemes.alliance.indicators import Halves
from flows.schemes.alliance.proposal import SHORT_NAME, Member, NameCheck, Proposal, Source
from flows.schemes.alliance.schedule import FIRST_HALF, MONTHS, MOST_AT_THE_END, Item

MOST_OF_ONE = 800
"""Tenths of a percent of the whole rise that one member may bring before it is pointed out."""


def long_name(proposal: Proposal) -> Said:
    """W01: a name of more than four characters (lines 564, 845)."""
    return noted(len(proposal.name) > SHORT_NAME)


def own_closings(proposal: Proposal) -> Said:
    """W02: figures of the year before that no accountant has certified yet (lines 638–640)."""
    return noted_at(one.ubn for one in proposal.counted if one.source is Source.OWN_CLOSING)


def one_brings_all(proposal: Proposal) -> Said:
    """W03: one member brings more than 80 % of the rise."""
    members = proposal.counted
    found = shares([one.revenue.rise for one in members])
    return noted_at(one.ubn for one, share in zip(members, found, strict=True) if share > MOST_OF_ONE)


def nothing_in_first_half(proposal: Proposal) -> Said:
    """W04: nothing at all to look at in July."""
    goals = (*_halves(proposal).values(), *proposal.indicators.goals())
    return noted(not any(goal.first for goal in goals))


def months_without_promise(proposal: Proposal) -> Said:
    """W05: a promise for a half in which its work item has no month."""
    return noted_at(item for item, goal in _halves(proposal).items() if _unplaced(proposal, item, goal))


def late_work(proposal: Proposal) -> Said:
    """W06: more than 40 % of the work in the last month."""
    return noted(proposal.schedule.monthly()[-1] > MOST_AT_THE_END)


def related_members(proposal: Proposal) -> Said:
    """W07: members that belong together: they say so, or have the same head or address."""
    return noted_at(one.ubn for one in proposal.counted if one.related or _shared(proposal, one))


def other_support(proposal: Proposal) -> Said:
    """W08: a government programme of this year, or with the same content (line 160)."""
    members = tuple(one.ubn for one in proposal.counted if one.supported)
    return noted(bool(members) or proposal.supported, members)


def changed_forms(proposal: Proposal) -> Said:
    """W09: a form that was changed after its member had confirmed it."""
    return noted_at(one.ubn for one in proposal.counted if one.changed)


def flat_indicators(proposal: Proposal) -> Said:
    """W10: an indicator that is to be no higher than it was."""
    return noted_at(one.name for one in proposal.indicators.every() if one.flat)


def unread_book(proposal: Proposal) -> Said:
    """W11: a book of the alliance's own, of which nothing was compared with what was entered."""
    return noted(proposal.files.own_book)


def register_silent(proposal: Proposal) -> Said:
    """W12: names that could not be compared, since the register did not answer."""
    return noted_at(one.ubn for one in proposal.counted if one.name_check is NameCheck.NOT_LOOKED_UP)


def _halves(proposal: Proposal) -> Mapping[Item, Halves]:
    """What is promised of each work item."""
    indicators, rise = proposal.indicators, sum(one.revenue.rise for one in proposal.counted)
    first = indicators.overseas_first_half
    return {
        Item.EVENTS: indicators.of_events(),
        Item.TOOLS: indicators.of_tools(),
        Item.CHANNELS: indicators.of_channels(),
        Item.OVERSEAS: Halves(rise, first, rise - first),
        Item.BONUS: indicators.of_own(),
    }


def _unplaced(proposal: Proposal, item: Item, goal: Halves) -> bool:
    """Whether a half has a promise and no month."""
    row = proposal.schedule.row(item)
    months = set(row.months) if row is not None else set()
    second = set(MONTHS) - set(FIRST_HALF)
    return (goal.first > 0 and not months & set(FIRST_HALF)) or (goal.second > 0 and not months & second)


def _shared(proposal: Proposal, member: Member) -> bool:
    """Whether another member has the same head, or the same address."""
    others = [one for one in proposal.counted if one.ubn != member.ubn]
    return any(same for other in others for same in _same(member, other))


def _same(member: Member, other: Member) -> Iterator[bool]:
    yield bool(member.head) and member.head == other.head
    yield bool(member.address) and member.address == other.address


REMARKS: Mapping[str, Callable[[Proposal], Said]] = {
    "W01": long_name,
    "W02": own_closings,
    "W03": one_brings_all,
    "W04": nothing_in_first_half,
    "W05": months_without_promise,
    "W06": late_work,
    "W07": related_members,
    "W08": other_support,
    "W09": changed_forms,
    "W10": flat_indicators,
    "W11": unread_book,
    "W12": register_silent,
}
