"""What staff read of a case that went the whole way: nothing of it is missing on the command line."""

import json
from pathlib import Path

import aiohttp

from bot.cli import decisions, staff
from bot.demo.player import Player
from bot.demo.rehearsal import staged
from bot.demo.standins.web_person import WebPerson
from tests.support.paths import PERSONAS
from tests.support.services.commands import command
from tests.support.services.new_databases import new_sqlite

PERSONA = PERSONAS / "sole_proprietor.json"


async def test_show_tells_who_signs_and_what_was_declared(tmp_path: Path) -> None:
    script = json.loads(PERSONA.read_text(encoding="utf-8"))
    async with staged(tmp_path, "web") as stage:
        player = Player(script, stage.service.editions["113.1"], stage.person)
        await player.play()
        told = await staff.shown(stage.service, player.case_number)
    assert told is not None
    assert f"授權主管姓名：{script['answers']['signatory_name']}" in told
    assert f"授權主管職稱：{script['answers']['signatory_title']}" in told
    assert "申請聲明：" in told


def test_a_backup_replaces_no_earlier_one_and_says_what_to_do(tmp_path: Path) -> None:
    url = new_sqlite(tmp_path / "bot.db")
    first, second = (command(tmp_path, "backup", "backup.db", DATABASE_URL=url) for _ in range(2))
    assert first.code == 0, first.stderr
    assert second.code != 0
    assert "已經有這個檔案" in second.stderr
    assert "Errno" not in second.stderr


async def test_what_staff_do_to_a_case_is_shown_with_who_did_it(tmp_path: Path) -> None:
    script = json.loads(PERSONA.read_text(encoding="utf-8"))
    async with staged(tmp_path, "web") as stage:
        service = stage.service
        player = Player(script, service.editions["113.1"], stage.person)
        await player.play()
        case = player.case_number
        assert "處理紀錄" not in (await staff.shown(service, case) or "")
        person = stage.person
        assert isinstance(person, WebPerson)
        async with aiohttp.ClientSession() as client:
            first = person.documents[-1].url
            assert "會關閉" in (await decisions.links_revoked(service, case, dry_run=True) or "")
            assert (await client.get(first)).status == 200
            assert "已關閉" in (await decisions.links_revoked(service, case, dry_run=False) or "")
            assert (await client.get(first)).status == 404
            await person.say("進度")
            assert (await client.get(person.documents[-1].url)).status == 200, "a new link can be had"
        assert "不需要解除" in (await decisions.unlocked(service, case) or "")
        await staff.resent(service, case, dry_run=True)
        await staff.resent(service, case, dry_run=False)
        record = (await staff.shown(service, case) or "").partition("── 處理紀錄\n")[2].splitlines()
        assert [line.split("  ")[2] for line in record[:3]] == ["links revoke", "unlock", "resend"]
        assert all(line.split("  ")[1] == decisions.staff_member() for line in record[:3])
        assert await decisions.unlocked(service, "113-9999") is None
        assert await decisions.links_revoked(service, "113-9999", dry_run=False) is None
