"""Mail that comes back is recognised, whoever's server says so, and the applicant is told the truth."""

import time
from datetime import timedelta
from pathlib import Path

import pytest

from bot.config.catalogue import shipped
from bot.conversation.case_progress import CaseProgress
from bot.conversation.case_status import CaseStatus
from bot.mail.bounce_parser import Bounce, read_bounce
from bot.notifications.bounces import EVERY, BounceFolder
from flows.session.state import Session
from storage.cases.deliveries import Deliveries
from storage.cases.files import Files
from storage.cases.stream.case_events import CaseEvents
from storage.engine.database import Database
from storage.journal.journal import Journal
from tests.bot.mail import bounce_samples as samples
from tests.bot.mail.bounce_samples import OURS
from tests.storage.make import LATER, NOW, SOON, submit
from tests.support.lobby import confirmation
from tests.support.paths import FIXTURES
from tests.support.programmes import catalogue, programme


@pytest.mark.parametrize(
    ("notice", "error"),
    [
        (samples.POSTFIX, "bounce 5.1.1"),
        (samples.HEADERS_ONLY, "bounce 5.2.2"),
        (samples.QMAIL, "bounce 5.7.1"),
        (samples.EXIM, "bounce"),
        (samples.CHINESE, "bounce 5.1.10"),
    ],
    ids=["postfix", "headers-only", "qmail", "exim", "chinese"],
)
@pytest.mark.parametrize("ends", ["\n", "\r\n"], ids=["lf", "crlf"])
def test_a_notice_names_our_mail_and_the_reason(notice: str, error: str, ends: str) -> None:
    assert read_bounce(notice.replace("\n", ends).encode()) == Bounce(OURS, error)


NOTICES = FIXTURES / "bounces"
"""Made-up mails in the ways many servers write them: failures, and what only looks like one."""


@pytest.mark.parametrize("name", sorted(file.stem for file in (NOTICES / "failed").iterdir()))
@pytest.mark.parametrize("ends", [b"\n", b"\r\n"], ids=["lf", "crlf"])
def test_whoever_writes_it_a_failure_is_recognised(name: str, ends: bytes) -> None:
    bounce = read_bounce((NOTICES / "failed" / f"{name}.eml").read_bytes().replace(b"\n", ends))
    assert bounce
    assert bounce.message_id == OURS
    assert set(bounce.recipients) <= {"staff@programme.example"}


@pytest.mark.parametrize("name", sorted(file.stem for file in (NOTICES / "other").iterdir()))
def test_what_only_looks_like_a_failure_is_none(name: str) -> None:
    assert read_bounce((NOTICES / "other" / f"{name}.eml").read_bytes()) is None


def test_a_report_written_carelessly_is_read() -> None:
    """A reason of several lines that are not folded, and its fields in any order."""
    careless = samples.POSTFIX.replace(
        "Final-Recipient: rfc822; staff@programme.example\nAction: failed\nStatus: 5.1.1\n"
        "Diagnostic-Code: smtp; 550 5.1.1 <staff@programme.example>: no such user\n",
        "Diagnostic-Code: smtp; 550-first\n550 second: not folded\nStatus: 5.1.1\nACTION: Failed\n"
        "Final-Recipient: rfc822; Staff@Programme.example\n",
    )
    bounce = read_bounce(careless.encode())
    assert bounce == Bounce(OURS, "bounce 5.1.1")
    assert bounce.recipients == ("staff@programme.example",)


async def test_one_of_two_out_of_reach_takes_nothing_from_the_other(deliveries: Deliveries) -> None:
    both = "staff@programme.example, Second <second@programme.example>"
    await deliveries.queued("113-0001", "staff", OURS, both, NOW)
    await deliveries.accepted("113-0001", "staff", SOON)
    assert await deliveries.bounced(OURS, "bounce 5.1.1", LATER, ("Staff@programme.example",))
    [known] = await deliveries.of_case("113-0001")
    assert (known.returned, known.missing) == (False, {"staff@programme.example": "bounce 5.1.1"})
    assert [one.case_number for one in await deliveries.bounced_since(NOW)] == ["113-0001"], "it is told"
    await deliveries.bounced(OURS, "bounce 5.2.2", LATER, ("second@programme.example",))
    [known] = await deliveries.of_case("113-0001")
    assert known.returned


@pytest.mark.parametrize(
    "mail",
    [
        samples.DELAYED,
        samples.HOLIDAY,
        samples.READ_RECEIPT,
        "",
        "\x00\xff",
        "Content-Type: multipart/report",
    ],
    ids=["delayed", "holiday", "read-receipt", "empty", "noise", "broken"],
)
def test_other_mails_are_no_bounces(mail: str) -> None:
    assert read_bounce(mail.encode("latin-1", "replace")) is None


def test_a_mail_nested_without_end_stops_nothing() -> None:
    """Anybody may send one to the sender's address; whatever came after it would otherwise wait for ever."""
    mail = "From: mailer-daemon@x\n" + "Content-Type: message/rfc822\n\n" * 3000 + "\nhi"
    assert read_bounce(mail.encode()) is None


@pytest.fixture
async def deliveries(database: Database) -> Deliveries:
    """The mail of case 113-0001 to the staff is on its way."""
    journal = Journal(database)
    await submit(journal)
    await journal.close()
    deliveries = Deliveries(database)
    await deliveries.queued("113-0001", "staff", OURS, "staff@programme.example", NOW)
    return deliveries


@pytest.mark.parametrize("first", ["bounce", "acceptance"])
async def test_a_dropped_notice_marks_the_delivery_whichever_comes_first(
    database: Database, deliveries: Deliveries, tmp_path: Path, first: str
) -> None:
    folder = tmp_path / "bounces"
    folder.mkdir()
    (folder / "1.eml").write_text(samples.POSTFIX, encoding="utf-8")
    if first == "acceptance":
        await deliveries.accepted("113-0001", "staff", SOON)
    await BounceFolder(deliveries, folder).look(LATER)
    if first == "bounce":
        await deliveries.accepted("113-0001", "staff", SOON)
    [known] = await deliveries.of_case("113-0001")
    assert (known.accepted_at, known.bounced_at, known.error) == (SOON, LATER, "bounce 5.1.1")
    assert list(folder.iterdir()) == [], "the notice repeats personal data and is gone"
    known_addresses = confirmation(database)
    progress = CaseProgress(CaseEvents(database), catalogue(programme()), lambda: LATER)
    cases = CaseStatus(
        progress, known_addresses, Files(database), deliveries, "http://localhost", lambda: LATER
    )
    told = Session("113.1", "zh-TW", case_number="113-0001", submitted_at=NOW.isoformat())
    words = shipped()["113.1"].speak("zh-TW")
    lines = (await cases.facts(told, wait=False)).lines
    assert words.say("status.bounced") in [line.value for line in lines]


async def test_what_is_not_ours_is_kept_for_a_person_and_not_read_again(
    deliveries: Deliveries, tmp_path: Path
) -> None:
    folder = tmp_path / "bounces"
    bounces = BounceFolder(deliveries, folder)
    await bounces.look(NOW)  # a folder that does not exist yet is no error
    folder.mkdir()
    (folder / "2.eml").write_text(samples.SOMEBODY_ELSES, encoding="utf-8")
    (folder / "3.eml").write_text(samples.HOLIDAY, encoding="utf-8")
    (folder / "4.eml.part").write_text("still being written", encoding="utf-8")
    await bounces.look(NOW + timedelta(seconds=1))
    assert (folder / "2.eml").exists(), "not every second"
    await bounces.look(NOW + EVERY)
    names = sorted(str(path.relative_to(folder)) for path in folder.rglob("*.eml*"))
    assert names == ["4.eml.part", "unrecognised/2.eml", "unrecognised/3.eml"]
    assert (await deliveries.of_case("113-0001"))[0].bounced_at is None


def test_a_notice_made_to_be_slow_is_read_in_time() -> None:
    """Anybody may write to the sender's address."""
    began = time.process_time()
    for filling in ("\n", "> ", "\n>", "<", "a@", "message-id:\n", "Action: x\n", "5.1."):
        for frame in (samples.QMAIL, samples.POSTFIX):
            place = "Hi. " if "Hi. " in frame else "Action:"
            read_bounce(frame.replace(place, filling * 30_000, 1).encode())
    assert time.process_time() - began < 20
