"""Reminding of the signed copy: once, by mail and where a message is free, on a clock that is moved by hand."""

import asyncio
from collections.abc import AsyncIterator
from datetime import datetime, timedelta
from email import message_from_bytes, policy
from email.message import EmailMessage
from pathlib import Path

import pytest

from bot.cases.sent_copies import last_sent
from bot.channels.base import Notification
from bot.conversation.submission import sent_in
from bot.conversation.turn_processor import TurnProcessor
from bot.documents.document_store import DocumentStore
from bot.mail.smtp import MailTransport
from bot.notifications.dispatch import Dispatch
from bot.notifications.mailer import Mailer
from bot.notifications.notifier import Notifier
from bot.notifications.reminders import Reminders
from bot.one_time_links.address_confirmation import AddressConfirmation
from bot.outbox.worker import Handler, Worker
from flows.events.codec import to_json
from flows.events.submitted.signed_copy import CopySent
from flows.interface.inbound import Text
from flows.interface.messages import Message
from flows.session.submitted.signed_copy import CopyState, copy_state
from storage.cases.applications import Applications
from storage.cases.deliveries import Deliveries
from storage.cases.files import Files
from storage.cases.mail_limits import MailLimits
from storage.cases.one_time_links import OneTimeLinks
from storage.cases.sent_copies import SentCopies
from storage.cases.staff_actions import StaffAction
from storage.engine.database import Database
from storage.engine.secrets import Secrets
from storage.erasure import Erasure
from storage.journal.journal import Journal
from storage.journal.outcomes import Appended
from storage.outbox.jobs import Jobs
from storage.records import NewTurn
from storage.stored_names import JobKind
from tests.support.lobby import ANSWERS, START, Visitor, replica
from tests.support.programmes import NOW, catalogue

CASE = "113-0001"
DUE = datetime.fromisoformat("2024-06-23T10:00+08:00")
CLOSED = datetime.fromisoformat("2024-12-01T00:00+08:00")


class Office:
    """The service's worker with a clock in the hand; mails are files, messages are kept."""

    def __init__(self, database: Database, journal: Journal, folder: Path) -> None:
        self.database = database
        self.journal = journal
        self.letters = folder / "mail"
        self.now = NOW
        self.told: list[tuple[str, Message]] = []
        self.turns: TurnProcessor = replica(database, journal, clock=lambda: self.now)

    async def tell(self, news: Notification) -> None:
        """Say something unasked."""
        self.told.append((news.user, news.messages[0]))

    def reminders(self) -> Reminders:
        """As bot/job_handlers.py puts them together, with two channels that can say something unasked."""
        known, deliveries = catalogue(), Deliveries(self.database)
        documents = DocumentStore(known, Files(self.database))
        transport = MailTransport(None, "bot@example.tw", mail_dir=self.letters)
        dispatch = Dispatch(deliveries, transport, lambda: self.now)
        secrets, applications = Secrets(self.database), Applications(self.database)
        links = OneTimeLinks(self.database)
        confirmation = AddressConfirmation(links, applications, secrets, "https://here.example")
        mailer = Mailer(
            known, documents, dispatch, confirmation, MailLimits(self.database, secrets),
            "bot@example.tw", {"diagnosis": ["s@example.tw"]},
        )  # fmt: skip
        notify_by_channel = {"line": self.tell, "telegram": self.tell}
        notifier = Notifier(known, self.journal, notify_by_channel, lambda: self.now)
        return Reminders(Applications(self.database), Jobs(self.database), mailer, notifier)

    async def at(self, now: datetime) -> None:
        """What is due at that moment is done, by two replicas."""
        self.now = now
        for _ in range(2):
            reminders = self.reminders()
            handlers: dict[str, Handler] = {
                JobKind.REMIND: reminders.due,
                JobKind.REMIND_CHAT: reminders.chat,
            }
            worker = Worker("w", Jobs(self.database), handlers, asyncio.Event(), lambda: self.now)
            while await worker.step():
                pass

    @property
    def mails(self) -> list[EmailMessage]:
        """The mails that went out."""
        paths = sorted(self.letters.iterdir()) if self.letters.exists() else []
        return [message_from_bytes(path.read_bytes(), policy=policy.default) for path in paths]


@pytest.fixture
async def office(database: Database, tmp_path: Path) -> AsyncIterator[Office]:
    journal = Journal(database)
    yield Office(database, journal, tmp_path)
    await journal.close()


async def submitted(office: Office, channel: str = "line") -> Visitor:
    """Somebody who has just submitted."""
    visitor = Visitor(channel=channel)
    for content in START:
        await visitor.send(office.turns, content)
    await visitor.act([office.turns], ANSWERS)
    assert visitor.screen[-1].title.endswith(CASE)
    return visitor


async def test_after_three_days_a_mail_reminds_of_the_signed_copy(office: Office) -> None:
    await submitted(office)
    receipt = "<113-0001.applicant.5eed@example.tw>"
    await Deliveries(office.database).queued(CASE, "applicant", receipt, "a@example.tw", NOW)
    await office.at(DUE - timedelta(seconds=1))
    assert office.mails == []
    await office.at(DUE)
    (mail,) = office.mails
    assert mail["To"].addresses[0].addr_spec == ANSWERS["contact_email"]
    assert mail["Subject"] == f"[{CASE}] 還差一步：請傳回已簽章的申請書"
    assert mail["In-Reply-To"] == receipt
    body = mail.get_body(("plain",))
    assert body
    assert "最晚請在這一天傳回：113 年 11 月 30 日（星期六）" in body.get_content()
    assert [part.get_filename() for part in mail.iter_attachments()] == [f"{CASE}_application.pdf"]


async def test_where_a_message_is_free_it_is_told_once_there_too(office: Office) -> None:
    await submitted(office, "telegram")
    await office.at(DUE)
    await office.at(DUE + timedelta(days=1))
    ((user, message),) = office.told
    assert user == "mei"
    assert "最晚 113 年 11 月 30 日（星期六）" in message.body


async def test_on_line_it_would_cost_quota_so_only_the_mail_goes_out(office: Office) -> None:
    await submitted(office, "line")
    await office.at(DUE)
    assert office.told == []
    assert len(office.mails) == 1


async def test_never_a_second_time(office: Office) -> None:
    await submitted(office)
    await office.at(DUE)
    await office.at(DUE + timedelta(days=30))
    assert len(office.mails) == 1


async def test_a_job_that_runs_twice_writes_once(office: Office) -> None:
    """A worker died after the mail was accepted and before it could say so."""
    await submitted(office)
    office.now = DUE
    job = await Jobs(office.database).lease("w", DUE, 60, {JobKind.REMIND})
    assert job
    for _ in range(2):
        await office.reminders().due(job)
    assert len(office.mails) == 1
    assert [one.kind for one in await Jobs(office.database).for_case(CASE)].count(JobKind.REMIND_CHAT) == 1


async def sent_back(office: Office, *findings: str) -> None:
    """A signed copy comes in, and this is seen on it."""
    application = await Applications(office.database).get(CASE)
    assert application
    stored = await office.journal.load_session(application.session)
    assert stored
    event = CopySent("hash", 1, NOW.isoformat(), (1,), [[code, ""] for code in findings])
    turn = NewTurn(
        application.session,
        stored.seq + 1,
        "telegram:bot",
        f"copy {stored.seq}",
        NOW,
        [to_json(event)],
        case_number=CASE,
        sent=sent_in([event]),
    )
    assert isinstance(await office.journal.append(turn), Appended)


async def test_a_signed_copy_that_came_in_meanwhile_makes_it_needless(office: Office) -> None:
    await submitted(office, "telegram")
    await sent_back(office)
    await office.at(DUE)
    assert (office.mails, office.told) == ([], [])


async def test_one_that_does_not_look_signed_does_not(office: Office) -> None:
    await submitted(office, "telegram")
    await sent_back(office, "red_box_empty")
    await office.at(DUE)
    (mail,), ((_, message),) = office.mails, office.told
    text, html = (mail.get_body((kind,)) for kind in ("plain", "html"))
    assert text
    assert html
    for told in (text.get_content(), html.get_content(), message.body):
        assert "第 1 頁的簽章欄（紅框）看起來是空的" in told
        assert "還沒有收到" not in told, "it came, and was passed on"


async def test_unless_staff_say_that_it_is_signed(office: Office) -> None:
    await submitted(office, "telegram")
    copies, said = SentCopies(office.database), StaffAction(NOW, "staff", "signed", CASE)
    assert not await copies.confirm(said), "none has come in"
    await sent_back(office, "red_box_empty")
    assert await copies.confirm(said)
    await office.at(DUE)
    assert (office.mails, office.told) == ([], [])
    await sent_back(office, "blurred")
    application = await Applications(office.database).get(CASE)
    assert copy_state(last_sent(application)) is CopyState.CONFIRM, "a later copy has to be looked at anew"


async def test_nobody_is_reminded_of_an_erased_case(office: Office) -> None:
    await submitted(office, "telegram")
    await Erasure(office.database).erase_case(CASE, NOW)
    await office.at(DUE)
    assert (office.mails, office.told) == ([], [])


async def test_nor_after_the_closing_when_the_worker_was_away(office: Office) -> None:
    await submitted(office, "telegram")
    await office.at(CLOSED)
    assert (office.mails, office.told) == ([], [])


async def test_who_comes_back_after_that_day_sees_it_above_the_receipt(office: Office) -> None:
    visitor = await submitted(office)
    office.now = DUE - timedelta(hours=1)
    screen = await visitor.send(office.turns, Text("你好"))
    assert "最晚" not in "".join(note.text for note in screen[0].notes)
    office.now = DUE + timedelta(days=1)
    screen = await visitor.send(office.turns, Text("你好"))
    assert [note.text for note in screen[0].notes] == [
        "還沒收到簽名或蓋章的申請書。請簽好後拍照傳到這裡，最晚 113 年 11 月 30 日（星期六）。"
    ]
    again = await visitor.send(office.turns, Text("進度"))
    assert not [note for message in again for note in message.notes]
