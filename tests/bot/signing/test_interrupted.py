"""Cut off before or after each commit, sent again, done by two workers, in two processes: one signature comes of it."""

import asyncio
import re
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

import pytest

from bot.job_handlers import work_of
from bot.signing.assembly import OnlineSigning
from flows.signing.facts import ProofMethod
from flows.signing.request import TRIES_A_CODE
from storage.cases.signing_requests import NewFacts
from storage.engine.database import Database
from storage.errors import Unavailable
from storage.stored_names import JobKind
from tests.bot.signing.signer import DRAWING, Answer, Case, Signer, browser, eventually, submitted


class Cuts:
    """The connection to the database is lost at the first commit of each kind of fact: `before` it or after."""

    def __init__(self, case: Case, *, before: bool) -> None:
        self.requests = case.signing.cases.requests
        self.append = self.requests.append
        self.before, self.seen = before, set[tuple[object, object]]()
        self.requests.append = self.cut  # type: ignore[method-assign]

    def mend(self) -> None:
        """Nothing is cut any more."""
        self.requests.append = self.append  # type: ignore[method-assign]

    async def cut(self, new: NewFacts) -> bool:
        """Append, or lose the connection."""
        first = new.facts[0]
        key = (first["is"], first.get("page"))
        if key in self.seen:
            return await self.append(new)
        self.seen.add(key)
        if not self.before:
            await self.append(new)
        raise Unavailable("cut")


async def twice(signer: Signer, form: str, **fields: object) -> Answer:
    """Send a form whose answer is lost, and send it again, as a browser does when its page is loaded anew."""
    lost = await signer.send(form, **fields)
    assert (lost.status, "系統暫時無法使用" in lost.text) == (503, True)
    page = await signer.send(form, **fields)
    assert (page.status, 'role="alert"' in page.text) == (200, False), page.text
    return page


async def test_cut_off_at_every_step_one_signature_comes_of_it(tmp_path: Path) -> None:
    async with submitted(tmp_path) as case:
        for count, before in enumerate((True, False), 1):
            async with browser(await case.link(ProofMethod.CHAT)) as signer:
                cuts = Cuts(case, before=before)
                await _signs(case, signer)

                async def sealing_was_cut(cuts: Cuts = cuts) -> bool:
                    return ("SigningFinished", None) in cuts.seen

                assert await eventually(sealing_was_cut)
                await _seals_twice_at_once(case)
                await _signed_once(case, count)
                assert "signed.pdf" in (await signer.ask()).text
            cuts.mend()


async def _signs(case: Case, signer: Signer) -> None:
    page = await twice(signer, "start")
    number = re.search(r'class="number">(\d\d)<', page.text)
    assert number
    with pytest.raises(Unavailable):
        await case.typed(number[1])
    assert await case.typed(number[1]) is True
    for following in (2, 3):
        await twice(signer, "page", page=following)
    page = await twice(signer, "drawn", strokes=DRAWING)
    document = re.search(r'name="document" value="(\w+)"', page.text)
    assert document
    boxes = {f"statement{box}": "1" for box in (1, 2, 3)}
    page = await twice(signer, "sign", document=document[1], **boxes)
    assert "已收到您的簽署" in page.text or "簽署完成" in page.text


async def _seals_twice_at_once(case: Case) -> None:
    service = case.stage.service
    jobs = [each for each in await service.jobs.for_case(case.number) if each.kind == JobKind.SIGNING_SEAL]
    seal = work_of(service).handlers[JobKind.SIGNING_SEAL]
    await asyncio.gather(seal(jobs[-1]), seal(jobs[-1]))


async def _signed_once(case: Case, count: int) -> None:
    """So many requests, each signed once: in the facts, the jobs, the record and the mailbox of the programme."""
    service = case.stage.service
    facts = [fact["is"] for fact in await case.signing.cases.requests.facts(case.number, count)]
    assert [facts.count(kind) for kind in ("SignedOnline", "SigningFinished")] == [1, 1]
    kinds = [each.kind for each in await service.jobs.for_case(case.number)]
    assert [kinds.count(kind) for kind in (JobKind.SIGNING_SEAL, JobKind.SIGNED_MAIL)] == [count, count]
    application = await service.applications.get(case.number)
    assert application
    assert len(application.record["copies"]) == count

    async def mails() -> bool:
        return sum("授權主管已在網頁上簽署" in mail.subject for mail in case.stage.mailbox.messages) == count

    assert await eventually(mails)


@asynccontextmanager
async def another_process(case: Case) -> AsyncIterator[OnlineSigning]:
    """Signing online of a second process of the service, over the same database."""
    service, signing = case.stage.service, case.signing
    database = Database.open(service.settings.database_url)
    parts = (service.catalogue, service.documents, service.now, signing.cases.wake, signing.seal)
    yield OnlineSigning.of(service.settings, database, *parts)
    await database.close()


async def test_numbers_and_codes_are_checked_and_counted_by_every_process_alike(tmp_path: Path) -> None:
    async with submitted(tmp_path) as case, another_process(case) as other:
        async with browser(await case.link(ProofMethod.CHAT)) as signer:
            page = await signer.send("start")
            number = re.search(r'class="number">(\d\d)<', page.text)
            assert number
            wrong = "11" if number[1] != "11" else "12"
            assert await case.typed(wrong) is False
            assert await other.cases.typed_number(case.number, 1, wrong) is False
            assert await other.cases.typed_number(case.number, 1, number[1]) is True
            assert "請讀第 1 頁" in (await signer.ask()).text
        async with browser(await case.link(ProofMethod.MAIL)) as signer:
            await signer.send("start")
            code = int(await case.code())
            guesses = [f"{(code + step) % 10**6:06}" for step in range(1, 16)]
            answers = await asyncio.gather(*(signer.send("code", code=guess) for guess in guesses))
            assert {answer.status for answer in answers} <= {200, 503}
            facts = [fact["is"] for fact in await case.signing.cases.requests.facts(case.number, 2)]
            assert facts.count("CodeMissed") <= TRIES_A_CODE, (
                "guessed all at once they are counted one by one"
            )
            page = await signer.send("code", code=f"{code:06}")
            spent = facts.count("CodeMissed") == TRIES_A_CODE
            assert ("這組驗證碼試太多次了" if spent else "請讀第 1 頁") in page.text
