"""A company's seat: how far its form is, and once it is released, the form and the figures the alliance adds up."""

from collections.abc import Mapping
from hashlib import sha256
from json import dumps
from typing import Any

from flows.definitions.edition import Edition
from flows.registry.compare import differing
from flows.scheme.own_screens import SeatFacts
from flows.schemes.alliance.proposal import NameCheck
from flows.schemes.alliance.screens.entries import number
from flows.session.frozen import frozen
from flows.session.path import is_settled, page_progress, questions_on_path
from flows.session.state import Session

CONFIRMED = "confirmed"
"""The entry that says which form was confirmed, and whether an earlier one was."""

RELEASE = "member_release"
"""The question whether the leader may have the form."""

NAME_REASON = "name_reason"
"""The entry with the word about a name that differs from the register's."""

QUIET = "quiet"
"""The entry of who wants no reminders."""

LEADER_PAGES, MEMBER_PAGES = (2, 3, 4), (1, 2, 3)
"""Pages of the company's own form in the leader's questionnaire and in the members'."""


def member_seat(edition: Edition, session: Session, _key: str) -> SeatFacts | None:
    """The seat of a member, once it has joined."""
    alliance = session.alliance.seat
    return _seat(edition, session, alliance, MEMBER_PAGES, _released(edition, session)) if alliance else None


def leader_seat(edition: Edition, session: Session, key: str) -> SeatFacts | None:
    """The leader's own seat, once its number is given; nobody has to release anything to themselves."""
    if session.company_question not in session.answers:
        return None
    done, total = _progress(edition, session, LEADER_PAGES)
    return _seat(edition, session, key, LEADER_PAGES, done == total)


def fingerprint(edition: Edition, session: Session) -> str:
    """What tells one form from another: the same answers give the same."""
    given = {each.id: session.answers.get(each.id) for each in _asked(edition, session, MEMBER_PAGES)}
    told = frozen({question: answer for question, answer in given.items() if answer})
    return sha256(dumps(told, sort_keys=True, ensure_ascii=False).encode()).hexdigest()[:16]


def name_check(session: Session, name: object) -> NameCheck:
    """How the company's name compares with the register. One that no register knows is for staff, as is a difference
    with a word about it."""
    looked = session.looked
    if looked is None or looked.state == "unavailable":
        return NameCheck.NOT_LOOKED_UP
    if looked.record is None:
        return NameCheck.EXPLAINED
    if not differing(looked.record, {"registry.name": str(name)}):
        return NameCheck.SAME
    return NameCheck.EXPLAINED if session.entries.get(NAME_REASON) else NameCheck.DIFFERENT


def _released(edition: Edition, session: Session) -> bool:
    """Whether the form as it is now was handed over: one that was changed since is not, until it is again."""
    told = session.entries.get(CONFIRMED) or {}
    return session.values().get(RELEASE) == "yes" and told.get("form") == fingerprint(edition, session)


def _asked(edition: Edition, session: Session, pages: tuple[int, ...]) -> list[Any]:
    return [each for each in questions_on_path(edition.questionnaire, session.values()) if each.page in pages]


def _progress(edition: Edition, session: Session, pages: tuple[int, ...]) -> tuple[int, int]:
    asked = _asked(edition, session, pages)
    return sum(is_settled(each, session) for each in asked), len(asked)


def _seat(
    edition: Edition, session: Session, alliance: str, pages: tuple[int, ...], released: bool
) -> SeatFacts:
    done, total = _progress(edition, session, pages)
    values, told = session.values(), session.entries.get(CONFIRMED) or {}
    counts = page_progress(edition.questionnaire, session)
    page = next((each for each in pages if counts[each][0] < counts[each][1]), pages[-1])
    return SeatFacts(
        alliance=alliance,
        ubn=str(values.get(session.company_question, "")),
        company=str(values.get(edition.roles.question("company.name"), "")),
        done=done,
        total=total,
        page=page - pages[0] + 1,
        confirmed=released,
        changed=bool(told.get("again")),
        admitted=not session.alliance.waits,
        quiet=bool(session.entries.get(QUIET)),
        figures=_figures(edition, session) if released else {},
        form=_form(edition, session, pages) if released else {},
    )


def _form(edition: Edition, session: Session, pages: tuple[int, ...]) -> Mapping[str, Any]:
    own = {each.id for each in edition.questionnaire.questions if each.page in pages}
    return frozen({question: answer for question, answer in session.answers.items() if question in own})


def _figures(edition: Edition, session: Session) -> Mapping[str, Any]:
    values = session.values()
    overseas = values.get("overseas_revenue")
    base = number(overseas.get("y1")) if isinstance(overseas, Mapping) else 0
    rows, year = values.get("gov_support_details"), int(edition.questionnaire.version[:3])
    years = [row.get("year") for row in rows if isinstance(row, Mapping)] if isinstance(rows, list) else []
    return {
        "base": base,
        "target": number(values.get("target_overseas")),
        "source": values.get("overseas_source_y1", "") or "filed",
        "verdict": session.verdict[0] if session.verdict else "",
        "declared": _declared(session),
        "name_check": name_check(session, values.get(edition.roles.question("company.name"), "")).value,
        "related": values.get("member_relation") == "yes",
        "supported": year in years,
        "head": str(values.get("responsible_person", "")),
        "address": dumps(values.get("registered_address", ""), ensure_ascii=False, sort_keys=True),
    }


def _declared(session: Session) -> bool:
    values = session.values()
    member = ("member_no_duplicate", "member_no_abnormal", RELEASE)
    leader = ("declare_no_duplicate", "declare_no_abnormal")
    asked = member if session.alliance.seat else leader
    return all(values.get(each) == "yes" for each in asked)
