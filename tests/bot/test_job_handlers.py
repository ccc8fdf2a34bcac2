"""Every kind of job that was ever stored has a handler, whatever is switched on: none waits for ever."""

from pathlib import Path
from typing import Any

from bot.app import built
from bot.config.settings import Settings
from bot.job_handlers import work_of
from storage.stored_names import JobKind
from tests.faults.service import open_programme


async def test_every_kind_of_job_is_handled(tmp_path: Path) -> None:
    plain = {"mail_from": "bot@example.tw", "mail_to": "staff@example.tw"}
    everything = {"operator_mail": "a@b.tw", "bounce_imap_url": "imap://u:p@localhost", "bounce_dir": "."}
    for changes in ({}, everything):
        given: dict[str, Any] = {
            **plain,
            **changes,
            "mail_dir": str(tmp_path),
            "programme_file": open_programme(tmp_path),
        }
        settings = Settings(database_url=f"sqlite:///{tmp_path}/bot.db", **given)
        async with built(settings) as service:
            assert set(work_of(service).handlers) == set(JobKind)
