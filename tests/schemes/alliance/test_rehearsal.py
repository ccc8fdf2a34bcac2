"""An alliance plays from hello to its case number through real HTTP; its book says everything once, and the same
everywhere."""

import asyncio
import json
import re
from collections.abc import Awaitable, Callable, Sequence
from pathlib import Path
from typing import Any

import pikepdf
import pytest

from bot.app import built
from bot.config.catalogue import ALLIANCE
from bot.conversation.turn_processor import TurnProcessor
from bot.demo.alliance.player import AlliancePlayer
from bot.demo.alliance.rehearsal import Play
from bot.demo.rehearsal import rehearse
from bot.documents.preview import page_texts
from bot.paths import TEMPLATES
from flows.interface.callback_data import Verb, decode
from flows.interface.inbound import Inbound, Tap
from flows.interface.ports import PendingReply
from tests.schemes.alliance.examples import ALLIANCES
from tests.support.services.lost_transactions import insisted

pytestmark = pytest.mark.xdist_group("alliance rehearsal")

EXAMPLE = next(each for each in ALLIANCES if each["id"] == "P1")
INSTRUCTIONS = re.compile("(?<!申)請|範例|說明文字|例：")
"""Words of a form that tells people how to fill it; a book has none (slides of 113, lines 575–576)."""


@pytest.fixture(scope="module")
def played(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The first example, played once. Whenever it is sent in, the process is lost at one boundary of a commit after
    another, and the message comes again."""
    folder = tmp_path_factory.mktemp("alliance")
    told = {**EXAMPLE, "then": ["leave", "resend", "withdraw"]}
    (folder / "alliance.json").write_text(json.dumps(told), encoding="utf-8")
    with pytest.MonkeyPatch.context() as patch:
        plays: list[Play] = []
        patch.setattr(Play, "player", _noted(plays, Play.player))
        sends: list[Inbound] = []
        patch.setattr(TurnProcessor, "receive", _lost_when_it_sends(plays, sends, TurnProcessor.receive))
        assert asyncio.run(rehearse(folder / "alliance.json", folder, "web")) == 0
    assert len(sends) == 2
    return folder


def _noted(plays: list[Play], real: Callable[..., AlliancePlayer]) -> Callable[..., AlliancePlayer]:
    def player(self: Play, *of: Any) -> AlliancePlayer:
        plays.append(self)
        return real(self, *of)

    return player


def _lost_when_it_sends(
    plays: Sequence[Play],
    sends: list[Inbound],
    real: Callable[[TurnProcessor, Inbound], Awaitable[PendingReply]],
) -> Callable[[TurnProcessor, Inbound], Awaitable[PendingReply]]:
    async def receive(self: TurnProcessor, inbound: Inbound) -> PendingReply:
        service, now = plays[0].service, plays[0].clock.now

        async def brought() -> None:
            async with built(service.settings, schemes=[ALLIANCE], now=now) as another:
                await (await another.turn_processor.receive(inbound)).messages()

        tap = decode(inbound.content.data) if isinstance(inbound.content, Tap) else None
        if tap and tap.verb is Verb.PANEL and tap.first == "send" and self is service.turn_processor:
            sends.append(inbound)
            await insisted(brought, spared=service.database)
        return await real(self, inbound)

    return receive


def reported(played: Path) -> dict[str, Any]:
    """What the rehearsal reports."""
    report: dict[str, Any] = json.loads((played / "report.json").read_text(encoding="utf-8"))
    return report


def test_the_first_example_is_sent_in_as_written(played: Path) -> None:
    report, expected = reported(played), EXAMPLE["expect"]
    assert (report["case_number"], report["status"], report["stopped_at"]) == ("113-A001", "待審核", "")
    for key in ("blocked_by", "soft", "base", "target", "percent"):
        assert report[key] == expected[key], key
    assert report["messages"]["leader"] <= 160


def test_the_leader_sees_nothing_of_a_members_form(played: Path) -> None:
    """Contact and head of a member are in its form, which the chat never shows."""
    seen = (played / "transcript-leader.txt").read_text(encoding="utf-8")
    assert "member3@example.com" not in seen
    assert "張宏雅" not in seen
    assert "凝光面膜股份有限公司" in seen


def test_the_book_has_its_parts_and_three_pages_for_each_company(played: Path) -> None:
    pages = reported(played)["pages"]
    assert list(pages) == [
        "book", "cover", "part1", "summary", "part2", "part3", "part4", "part5", "annex1", "annex2",
    ]  # fmt: skip
    assert (pages["summary"], pages["annex1"]) == (1, 3 * len(EXAMPLE["members"]))
    texts = page_texts((played / "book.pdf").read_bytes())
    assert len(texts) == pages["book"] == sum(pages.values()) - pages["book"]
    for number, text in enumerate(texts, 1):
        assert f"113-A001 r1 · {number}/{len(texts)}" in text


def test_every_number_is_the_same_in_all_three_tables(played: Path) -> None:
    pages, texts = reported(played)["pages"], page_texts((played / "book.pdf").read_bytes())
    begins, at = {}, 0
    for name, count in list(pages.items())[1:]:
        begins[name] = "".join(texts[at : at + count])
        at += count
    for number in ("45,000,000", "2,000,000", "5,500,000", "1,000"):
        assert number in begins["part4"]
        assert number in begins["part5"]
    assert "52,500,000" in begins["summary"]
    assert "16.6%" in begins["part4"]
    assert "100.0" in begins["part5"]


def test_the_book_carries_its_data_and_no_instructions(played: Path) -> None:
    with pikepdf.open(played / "book.pdf") as pdf:
        carried = json.loads(pdf.attachments["proposal.json"].get_file().read_bytes())
        assert b"<pdfaid:part>3</pdfaid:part>" in pdf.Root.Metadata.read_bytes()
        assert bool(pdf.Root.MarkInfo.Marked)
    assert (carried["case"], carried["revision"]) == ("113-A001", 1)
    assert re.fullmatch(r"[0-9a-f]{64}", carried["sha256"])
    headings = (TEMPLATES / "alliance" / "document" / "words.toml").read_text(encoding="utf-8")
    assert INSTRUCTIONS.findall(headings) == []
    label = "".join(page_texts((played / "label.pdf").read_bytes()))
    assert "非以郵戳為憑" in label
    assert "以郵戳日期為憑" not in label


def test_after_sending_a_member_leaves_it_is_sent_again_and_withdrawn(played: Path) -> None:
    """What was sent stays as it was sent; the last revision counts; a withdrawn proposal holds no company."""
    companies = [member["name"] for member in EXAMPLE["members"]]
    left, resent, withdrawn = reported(played)["then"]
    assert left["revisions"] == {"1": companies}
    assert sorted(left["seats"]) == sorted(left["claimed"]) == sorted(companies[:-1])
    assert resent["revisions"] == {"1": companies, "2": companies[:-1]}
    assert "案號 113-A001，第 2 版，狀態「待審核」" in resent["leader"]
    assert withdrawn["revisions"] == resent["revisions"]
    assert (sorted(withdrawn["seats"]), withdrawn["claimed"]) == (sorted(companies[:-1]), [])
    assert "案件 113-A001 已撤案" in withdrawn["leader"]
