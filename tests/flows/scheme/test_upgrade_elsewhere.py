"""Moving a draft on where more than one end, a colleague or staff are about: only its owner is asked, and decides."""

from dataclasses import replace
from datetime import timedelta

from flows.contribution.state import Contributions, Invitation
from flows.engine.decide import decide
from flows.events.conversation import Asked, StaffCalled
from flows.events.event import Event, Events
from flows.events.upgrade import Upgraded, UpgradeDeclined, UpgradeNoticeShown, UpgradeOffered
from flows.handover.state import OWNER
from flows.interface.inbound import Content, Inbound, Text
from flows.screens.prompts import Ask, UpgradeCheck
from flows.screens.view import view
from flows.session.evolve import fold
from tests.support.chat import SENDER, Chat
from tests.support.player import play
from tests.support.programmes import NOW, programme
from tests.support.years import two_years

GUEST = 1


def chat_of_last_year() -> Chat:
    """A draft of this year, at a question, once the next year has opened."""
    chat = play(Chat(years=two_years(programme(), NOW + timedelta(days=2))), "exporter", "contact_title")
    chat.wait(timedelta(days=3))
    return chat


def told(chat: Chat, content: Content, lease: int = OWNER, *, staffed: bool = False) -> Events:
    """What a message of that end leads to."""
    assert chat.years is not None
    inbound = Inbound(SENDER, "e", content, chat.now, "m", lease=lease, staffed=staffed)
    return decide(chat.years.of(chat.session, chat.now), chat.session, inbound, chat.now)


def offered(events: Events) -> bool:
    return any(isinstance(event, UpgradeOffered) for event in events)


def after(chat: Chat, *events: Event) -> None:
    """These facts happen."""
    chat.session = fold(chat.session, events)


def held_by_guest(chat: Chat) -> None:
    chat.session = replace(chat.session, handover=replace(chat.session.handover, holder=GUEST))


def test_an_end_that_holds_the_application_for_its_owner_is_not_asked_and_cannot_decide() -> None:
    chat = chat_of_last_year()
    assert offered(told(chat, Text("經理")))
    held_by_guest(chat)
    assert not offered(told(chat, Text("經理"), GUEST))
    after(chat, UpgradeOffered("113.1", "diagnosis-114"))
    for said in ("照原來的繼續填", "帶著答案移過去"):
        events = told(chat, Text(said), GUEST)
        assert not any(isinstance(event, Upgraded | UpgradeDeclined) for event in events)
    after(chat, UpgradeNoticeShown())
    assert Asked("owner_only") in told(chat, Text("同意"), GUEST)


def test_while_a_colleague_is_filling_in_a_page_nothing_moves_under_them() -> None:
    chat = chat_of_last_year()
    until = (chat.now + timedelta(hours=1)).isoformat()
    asked = Contributions(offers=1, invited={1: Invitation(2, until)})
    chat.session = replace(chat.session, contributions=asked)
    assert not offered(told(chat, Text("經理")))
    chat.wait(timedelta(hours=2))
    assert offered(told(chat, Text("經理")))


def test_links_of_colleagues_end_with_the_edition_they_were_made_for() -> None:
    chat = chat_of_last_year()
    asked = Contributions(offers=3, invited={3: Invitation(2, chat.now.isoformat())})
    chat.session = replace(chat.session, contributions=asked)
    after(chat, Upgraded("113.1", "diagnosis-114", "ubn", []))
    assert chat.session.contributions == Contributions(offers=3)


def test_nobody_is_interrupted_in_talking_to_staff() -> None:
    chat = chat_of_last_year()
    after(chat, StaffCalled(chat.now.isoformat()))
    assert not offered(told(chat, Text("經理"), staffed=True))
    assert offered(told(chat, Text("繼續"), staffed=True))


def test_where_the_later_year_has_closed_again_the_draft_goes_on() -> None:
    """Somebody looks at the offer for half a year."""
    chat = chat_of_last_year()
    after(chat, UpgradeOffered("113.1", "diagnosis-114"))
    assert chat.years is not None
    assert isinstance(view(chat.years.of(chat.session, chat.now), chat.session), UpgradeCheck)
    chat.wait(timedelta(days=200))
    assert isinstance(view(chat.years.of(chat.session, chat.now), chat.session), Ask)
