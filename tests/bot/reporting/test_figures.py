"""The figures: what is counted of a day, that counting again changes nothing, and that no answer is among them."""

from datetime import timedelta
from pathlib import Path

import pytest
from sqlalchemy import select

from bot.channels.telegram.parse import Private, read_update
from bot.config.settings import Settings
from bot.reporting.daily_figures import DailyFigures
from flows.definitions.programme import taipei_day
from flows.interface.inbound import Text
from storage.figures.figures import Figures
from storage.schema.tables import figure
from tests.bot.office.opened_office import CASE, LIN, Office, office
from tests.bot.retention.test_retention import HALF, chats
from tests.faults.crowd import update as platform_update
from tests.stories.test_export import sheet
from tests.support.scripts import application, ubns


async def says(desk: Office, number: int, text: str) -> None:
    """Somebody types one thing."""
    event = read_update(platform_update(7000 + number, Text(text)), "7")
    assert isinstance(event, Private)
    await (await desk.service.turn_processor.receive(event.inbound)).messages()


async def count(desk: Office) -> dict[tuple[str, str, str], int]:
    """Count every day until today, and sum it up."""
    service = desk.service
    today = taipei_day(service.now())
    await DailyFigures(service).count(today)
    return await Figures(service.database).summed(service.programme.id, today - timedelta(days=400), today)


def sealing(given: Settings) -> Settings:
    return given.model_copy(update={"secret_key": "of this test alone"})


@pytest.mark.parametrize("sealed", [False, True])
async def test_a_day_is_counted_by_codes_and_options_and_never_by_what_was_said(
    tmp_path: Path, *, sealed: bool
) -> None:
    async with office(tmp_path, sealing if sealed else lambda given: given) as desk:
        await chats(desk.service, 2, "exporter", HALF)
        await says(desk, 2, "不知道啦這是什麼鬼東西")
        counts = await count(desk)
        answers = application("non_exporter", ubns(1)[-1])[1]
        assert sum(number for (kind, _, _), number in counts.items() if kind == "submitted") == 1
        assert counts["county", answers["registered_address"]["county"], ""] == 1
        for need in answers["guidance_needs"]:
            assert counts["option", "guidance_needs", need] == 1
        assert counts["channel", "telegram", ""] == 1
        assert counts["consented", "", ""] == 2
        answered = [
            number for (kind, name, _), number in counts.items() if (kind, name) == ("answered", "ubn")
        ]
        assert answered == [2]
        async with desk.service.database.read() as connection:
            kept = repr((await connection.execute(select(figure))).all())
        assert "不知道啦" not in kept
        for private in ("contact_name", "contact_email", "company_name", "ubn"):
            assert str(answers[private]) not in kept


async def test_counting_again_changes_nothing_and_days_that_were_missed_are_made_up(desk: Office) -> None:
    before = await count(desk)
    await Figures(desk.service.database).keep(taipei_day(desk.service.now()), {})
    assert await count(desk) == {}, "that day was counted: it is not looked at again"
    desk.later(days=3)
    assert await DailyFigures(desk.service).count(taipei_day(desk.service.now())) == 3
    assert before


async def test_who_stopped_is_told_at_the_question_they_stopped_at(desk: Office) -> None:
    await chats(desk.service, 2, "exporter", HALF)
    desk.later(days=7)
    stopped = {name: number for (kind, name, _), number in (await count(desk)).items() if kind == "stopped"}
    assert sum(stopped.values()) == 1
    assert set(stopped) <= {
        question.id for question in desk.service.editions["113.1"].questionnaire.questions
    }


async def test_the_page_and_its_workbook_say_the_same_numbers(desk: Office) -> None:
    await count(desk)
    lin = await desk.signed_in(LIN)
    status, text, _ = await lin.go("GET", "/desk/figures")
    assert status == 200
    for told in ("每週收件", "資格判定", "縣市", "目標市場", "各題作答情形", "<svg"):
        assert told in text
    assert 'href="/desk/figures"' in (await lin.go("GET", f"/desk/{CASE}"))[1]
    cookie = "; ".join(f"{name}={value}" for name, value in lin.cookies.items())
    async with desk.client.get("/desk/figures.xlsx", headers={"Cookie": cookie}) as response:
        cells, _ = sheet(await response.read())
    assert "telegram" in cells.values()
    assert "答了" in cells.values()
