"""A service with SECRET_KEY from hello to the desk: nothing typed stands in its database, and nobody notices."""

from datetime import timedelta
from pathlib import Path

import pytest

from bot.app import built
from bot.cli.export import exported
from bot.config.settings import BadSettings, Settings
from bot.office.summaries import folded
from flows.definitions.programme import taipei_day
from tests.bot.office.opened_office import CASE, LIN, office
from tests.support.scripts import application, ubns


def sealing(given: Settings) -> Settings:
    return given.model_copy(update={"secret_key": "of this test alone"})


async def test_nothing_that_was_typed_is_in_the_files_and_everything_works(tmp_path: Path) -> None:
    answers = application("non_exporter", ubns(1)[-1])[1]
    typed = [str(answers[key]) for key in ("contact_name", "contact_phone", "contact_email")]
    async with office(tmp_path, sealing) as desk:
        mails = await desk.work()
        assert len(mails) >= 2
        lin = await desk.signed_in(LIN)
        page = f"/desk/{CASE}/do/ask"
        day = (taipei_day(desk.service.now()) + timedelta(days=7)).isoformat()
        await lin.press(page, page, reason="other", note="只有承辦知道的話", day=day)
        _, text, _ = await lin.go("GET", f"/desk/{CASE}")
        for one in (*typed, "只有承辦知道的話"):
            assert one in text
        for searched in (typed[0], folded(typed[1])):
            assert f"/desk/{CASE}" in (await lin.go("GET", f"/desk?q={searched}"))[1]
        assert (await lin.go("GET", f"/desk/{CASE}/files/document"))[1].startswith("%PDF")
        assert typed[2].encode() in await exported(desk.service, "json")
    kept = b"".join(one.read_bytes() for one in tmp_path.glob("bot.db*"))
    assert not [one for one in (*typed, "只有承辦知道的話", "%PDF") if one.encode() in kept]
    for settings in (Settings(), Settings(secret_key="another")):
        with pytest.raises(BadSettings, match="SECRET_KEY"):
            async with built(settings.model_copy(update={"database_url": f"sqlite:///{tmp_path}/bot.db"})):
                pass
