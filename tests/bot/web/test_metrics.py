"""`/metrics` as a monitor reads it: every figure explained, times by channel and kind, two services apart."""

import asyncio
import re
from datetime import UTC, datetime
from pathlib import Path

import aiohttp
import pytest
from prometheus_client import REGISTRY
from prometheus_client.metrics_core import Metric
from prometheus_client.parser import text_string_to_metric_families

from bot.demo.rehearsal import staged
from bot.paths import ROOT
from bot.web.metric_names import FIGURES, PREFIX
from bot.web.metrics import CONTENT_TYPE, Metrics
from storage.outbox.job import Job
from storage.records import NewJob
from tests.storage.make import NOW


async def _read(url: str) -> dict[str, Metric]:
    async with aiohttp.ClientSession() as session, session.get(f"{url}/metrics") as response:
        assert response.headers["Content-Type"] == CONTENT_TYPE
        return {family.name: family for family in text_string_to_metric_families(await response.text())}


def _counts(family: Metric) -> dict[tuple[str, ...], float]:
    return {
        tuple(each.labels.values()): each.value for each in family.samples if each.name.endswith("_count")
    }


async def _rises(url: str, name: str, to: int) -> None:
    async with asyncio.timeout(10):
        while sum(_counts((await _read(url))[name]).values()) < to:  # noqa: ASYNC110 - a process has no bell for us
            await asyncio.sleep(0.02)


@pytest.mark.parametrize("channel", ["line", "telegram", "web"])
async def test_every_figure_is_explained_and_times_have_their_labels(tmp_path: Path, channel: str) -> None:
    async with staged(tmp_path, channel) as stage:
        await stage.person.open()
        await stage.person.tap("開始申請")
        await stage.service.jobs.add(NewJob("remind", {"case": "113-0001"}, NOW), datetime.now(UTC))
        stage.service.case_status.wake()
        families = await _read(stage.url)
        for name, family in families.items():
            assert family.type in ("counter", "gauge", "histogram"), name
            assert family.documentation.endswith(".") or name.endswith("_created"), name
            assert name.startswith(PREFIX)
        turns = _counts(families["intake_turn_seconds"])
        assert {(channel, "opened"), (channel, "tap")} <= set(turns)
        await _rises(stage.url, "intake_reply_seconds", 2)
        await _rises(stage.url, "intake_job_seconds", 1)
        assert set(_counts((await _read(stage.url))["intake_reply_seconds"])) == {(channel, "sent")}


async def test_two_services_in_one_process_do_not_mix(tmp_path: Path) -> None:
    before = {family.name for family in REGISTRY.collect()}
    (tmp_path / "a").mkdir()
    (tmp_path / "b").mkdir()
    async with staged(tmp_path / "a", "web") as one, staged(tmp_path / "b", "web") as other:
        await one.person.open()
        assert _counts((await _read(one.url))["intake_turn_seconds"])
        assert not _counts((await _read(other.url))["intake_turn_seconds"])
    assert {family.name for family in REGISTRY.collect()} == before


async def test_a_job_that_fails_is_timed_as_one() -> None:
    async def breaks(_job: Job) -> None:
        raise OSError

    metrics = Metrics()
    handler = metrics.timed_jobs({"mail": breaks})["mail"]
    with pytest.raises(OSError):  # noqa: PT011 - any will do
        await handler(Job(1, "mail", None, None, {}, NOW, NOW, 1, None, None, None, None, ""))
    assert 'intake_job_seconds_count{kind="mail",outcome="failed"} 1.0' in metrics.text({}).decode()


def test_what_the_documents_name_is_there() -> None:
    text = "".join((ROOT / "docs" / name).read_text("utf-8") for name in ("deploy.md", "security.md"))
    given = {
        f"{PREFIX}{name}{'_total' if figure.kind == 'counter' else ''}" for name, figure in FIGURES.items()
    }
    given |= {"intake_turn_seconds", "intake_reply_seconds", "intake_job_seconds"}
    assert set(re.findall(r"`(intake_[a-z_]+)", text)) <= given


def test_a_figure_nobody_explained_is_an_error() -> None:
    with pytest.raises(KeyError):
        Metrics().text({"made_up": 1})
