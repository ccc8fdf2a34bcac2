"""The statements by which a turn changes an alliance: a seat moves on, codes are made, a company is taken out, what was
sent in is sent again. They run inside the turn's transaction."""

from datetime import datetime

from sqlalchemy import ColumnElement, Connection, insert, literal, select, update

from storage.cases import summary_statements
from storage.cases.company.supersede import append_to_journals
from storage.engine import json_text
from storage.engine.database import Database
from storage.engine.sealing import key_for, key_for_case
from storage.records import NewTurn, Resent, SeatState
from storage.schema.tables import application, invitation, revision, seat

LIVE_KEY = "seat_live_key"
"""The constraint by which a company has one live seat in a programme."""


def settle(database: Database, connection: Connection, new: NewTurn) -> None:
    """Everything this turn changes of an alliance."""
    if new.seat is not None:
        move(database, connection, new.session, new.seat, new.at)
    for code_hash, ubn in new.invitations.items():
        row = {"code_hash": code_hash, "alliance": new.session, "ubn": ubn, "used_by": None}
        _end(connection, new.session, ubn)
        adding = database.insert(invitation).values(**row, expires_at=new.invited_until)
        connection.execute(adding.on_conflict_do_nothing())
    if new.unseats:
        _unseat(connection, new)
    if new.admits:
        _admit(connection, new)
    if new.frees:
        theirs = seat.c.alliance == new.session
        connection.execute(update(seat).where(theirs).values(freed=True, live_key=None))
    for session, events in new.tells.items():
        append_to_journals(connection, [session], events, (new.account, new.event_id), new.at)
    if new.resent is not None:
        _claim_again(connection, new.session)
        _send_again(connection, new, new.resent)


def first_revision(connection: Connection, new: NewTurn, case_number: str) -> None:
    """Keep what is sent in for the first time, where there may be a second."""
    submission = new.submission
    if submission is not None and submission.revised:
        row = {"case_number": case_number, "revision": 1, "at": new.at}
        key = key_for(connection, new.session)
        told = {
            "answers": key.seal(json_text.dump(submission.answers)),
            "record": key.seal(json_text.dump(submission.record)),
        }
        connection.execute(insert(revision).values(**row, **told))


def move(database: Database, connection: Connection, session: str, state: SeatState, at: datetime) -> None:
    """The seat is as far as this now. Its company takes part in this alliance alone if it is in no other one."""
    key = key_for(connection, session)
    row = {
        "alliance": state.alliance, "programme": state.programme, "ubn": state.ubn, "company": state.company,
        "done": state.done, "total": state.total, "page": state.page, "confirmed": state.confirmed,
        "changed": state.changed, "gone": state.gone, "admitted": state.admitted, "quiet": state.quiet,
        "figures": key.seal(json_text.dump(state.figures)),
        "form": key.seal(json_text.dump(state.form)), "at": at,
    }  # fmt: skip
    adding = database.insert(seat).values(session=session, freed=False, **row)
    still = seat.c.gone.is_(False)
    connection.execute(adding.on_conflict_do_update(index_elements=["session"], set_=row, where=still))
    this = seat.c.session == session
    if state.invitation:
        used = invitation.c.code_hash == state.invitation
        connection.execute(update(invitation).where(used).values(used_by=session))
    if state.gone or not state.ubn or not state.admitted:
        connection.execute(update(seat).where(this).values(live_key=None))
        return
    live = f"{state.programme}:{state.ubn}"
    other = seat.alias("other")
    taken = select(literal(1)).where(other.c.live_key == live, other.c.session != session).exists()
    connection.execute(
        update(seat).where(this, seat.c.live_key.is_not(None), seat.c.live_key != live).values(live_key=None)
    )
    may_claim = (this, still, seat.c.freed.is_(False), seat.c.live_key.is_(None))
    connection.execute(update(seat).where(*may_claim).where(~taken).values(live_key=live))


def _admit(connection: Connection, new: NewTurn) -> None:
    """Let companies in that came by a code for anybody; from now on the company is this alliance's, unless it is in
    another one. Their people are told with their next message."""
    theirs = (seat.c.session.in_(new.admits), seat.c.alliance == new.session)
    waiting = (*theirs, seat.c.gone.is_(False), seat.c.admitted.is_(False))
    let_in = list(connection.execute(select(seat.c.session).where(*waiting)).scalars())
    connection.execute(update(seat).where(seat.c.session.in_(let_in)).values(admitted=True))
    _claim(connection, seat.c.session.in_(let_in))
    append_to_journals(connection, let_in, new.admitted, (new.account, new.event_id), new.at)


def _claim_again(connection: Connection, alliance: str) -> None:
    """What was withdrawn is sent again: its companies are its own again, but those that have gone elsewhere."""
    theirs = seat.c.alliance == alliance
    connection.execute(update(seat).where(theirs).values(freed=False))
    _claim(connection, theirs)


def _claim(connection: Connection, which: ColumnElement[bool]) -> None:
    """These seats have their companies, where no other seat has."""
    live, other = seat.c.programme + literal(":") + seat.c.ubn, seat.alias("other")
    taken = select(literal(1)).where(other.c.live_key == live).exists()
    free = (seat.c.live_key.is_(None), seat.c.gone.is_(False), seat.c.admitted.is_(True), seat.c.ubn != "")
    connection.execute(update(seat).where(which, *free).where(~taken).values(live_key=live))


def _end(connection: Connection, alliance: str, ubn: str) -> None:
    """An earlier code for the same company is good no longer."""
    if ubn:
        same = (invitation.c.alliance == alliance, invitation.c.ubn == ubn, invitation.c.used_by.is_(None))
        connection.execute(update(invitation).where(*same).values(used_by=""))


def _unseat(connection: Connection, new: NewTurn) -> None:
    """Take companies out of the alliance; their people are told with their next message."""
    theirs = (seat.c.session.in_(new.unseats), seat.c.alliance == new.session, seat.c.gone.is_(False))
    gone = list(connection.execute(select(seat.c.session).where(*theirs)).scalars())
    connection.execute(update(seat).where(seat.c.session.in_(gone)).values(gone=True, live_key=None))
    append_to_journals(connection, gone, new.unseated, (new.account, new.event_id), new.at)


def _send_again(connection: Connection, new: NewTurn, resent: Resent) -> None:
    """The last revision is the one that counts."""
    seals = key_for_case(connection, resent.case_number)
    told = {
        "answers": seals.seal(json_text.dump(resent.answers)),
        "record": seals.seal(json_text.dump(resent.record)),
    }
    key = {"case_number": resent.case_number, "revision": resent.revision, "at": new.at}
    connection.execute(insert(revision).values(**key, **told))
    this = application.c.case_number == resent.case_number
    connection.execute(update(application).where(this).values(**told))
    summary_statements.touch(connection, resent.case_number)
