"""Staff decide about the place of a company that no register knows: seen in every command, told to the applicant."""

import re
from datetime import UTC, datetime, timedelta
from pathlib import Path

from bot.app import built
from bot.channels.telegram.parse import Private, read_update
from bot.cli import decisions, staff
from bot.cli.export import exported
from bot.config.settings import Settings
from bot.demo.standins.mailbox import Mailbox
from bot.demo.standins.registry import RegistryStandin
from bot.job_handlers import running_worker
from storage.journal.outcomes import Appended
from tests.faults.crowd import update
from tests.faults.service import open_programme
from tests.storage.make import submitting
from tests.support.scripts import application, ubns
from tests.support.services.new_databases import new_sqlite

CASE = "113-0001"


async def test_a_case_of_last_years_programme_is_decided_by_its_own_places(tmp_path: Path) -> None:
    """Whose only place is taken, though there are many in the programme that is current."""
    last_year = open_programme(tmp_path)
    text = last_year.read_text(encoding="utf-8")
    last_year.write_text(f"places = 1\n{text}", encoding="utf-8")
    this_year = re.sub("^year = 113", "places = 9\nyear = 114", text, flags=re.MULTILINE)
    opened = f"opens = {(datetime.now(UTC) - timedelta(hours=1)).isoformat()}"
    this_year = re.sub(r"^opens = \S+", opened, this_year, flags=re.MULTILINE)
    (tmp_path / "next.toml").write_text(this_year, encoding="utf-8")
    database = f"sqlite:///{tmp_path}/bot.db"
    settings = Settings(
        database_url=database, programme_file=Path(f"{last_year}:{tmp_path / 'next.toml'}"),
        smtp_url="smtp://127.0.0.1:1", mail_from="intake@programme.example", mail_to="staff@programme.example",
    )  # fmt: skip
    async with built(settings) as service:
        assert service.programme.id == "diagnosis-114"
        for submission in (submitting(1, places=1), submitting(2, places=1, unproved=True)):
            assert isinstance(await service.journal.append(submission), Appended)
        assert "名額已滿" in (await decisions.placed(service, "113-0002", granted=True, dry_run=False) or "")
        assert "名額：0／9" in await staff.stats(service)


async def test_staff_decide_and_the_applicant_hears_of_it(tmp_path: Path) -> None:
    post = Mailbox()
    await post.start()
    programme = open_programme(tmp_path)
    programme.write_text(f"places = 3\n{programme.read_text(encoding='utf-8')}", encoding="utf-8")
    async with RegistryStandin({}).running() as registry:
        settings = Settings(
            database_url=new_sqlite(tmp_path / "bot.db"),
            programme_file=programme,
            smtp_url=post.url,
            mail_from="intake@programme.example",
            mail_to="staff@programme.example",
            registry_gcis_url=registry.gcis_url,
            registry_fia_url=registry.fia_url,
        )
        async with built(settings) as service:
            service.case_status.patience = 0
            for content in application("non_exporter", ubns(1)[0])[0]:
                event = read_update(update(7001, content), "7")
                assert isinstance(event, Private)
                await (await service.turn_processor.receive(event.inbound)).messages()
            async with running_worker(service):
                mails = await post.wait_for(2, 20)
                assert all("的政府公開登記資料，名額" in mail.text for mail in mails)
                assert all("的政府公開登記資料，名額" in mail.html for mail in mails)
                assert "沒有查到登記，名額待確認" in await staff.listed(service)
                assert "沒有查到登記、名額待確認：1" in await staff.stats(service)
                assert "會准許名額" in (
                    await decisions.placed(service, CASE, granted=True, dry_run=True) or ""
                )
                assert "已准許名額" in (
                    await decisions.placed(service, CASE, granted=True, dry_run=False) or ""
                )
                assert "沒有變更" in (
                    await decisions.placed(service, CASE, granted=True, dry_run=False) or ""
                )
                granted = (await post.wait_for(3, 20))[-1]
                assert granted.subject == f"[{CASE}] 名額已經為您保留"
                assert "已不准名額" in (
                    await decisions.placed(service, CASE, granted=False, dry_run=False) or ""
                )
                refused = (await post.wait_for(4, 20))[-1]
                assert refused.subject == f"[{CASE}] 您的申請沒有名額"
            shown = await staff.shown(service, CASE) or ""
            assert "名額不准" in shown.splitlines()[0]
            assert "place --grant" in shown
            assert "place --refuse" in shown
            assert "refused" in (await exported(service, "csv")).decode()
            assert await decisions.placed(service, "113-9999", granted=True, dry_run=False) is None
    await post.close()
