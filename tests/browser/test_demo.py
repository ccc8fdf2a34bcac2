"""A real headless Chromium: the whole questionnaire by keyboard, then the mail and the PDF in the staff mailbox."""

import asyncio
import json
import os
from typing import Any

from playwright.async_api import Page, expect

from bot.config.catalogue import shipped
from flows.definitions.questionnaire import Kind, Question, Section
from tests.browser.marks import IN_BROWSER
from tests.support.paths import PERSONAS
from tests.support.scripts import ubns

QUESTIONS = shipped()["113.1"].questionnaire
PICTURES = os.environ.get("PICTURES", "")
"""A folder to keep screenshots in; empty for none."""

pytestmark = IN_BROWSER


async def until(page: Page, holds: str) -> None:
    """Wait until this holds on the page. Playwright's own wait evaluates strings there, which our policy forbids."""
    async with asyncio.timeout(15):
        while not await page.evaluate(holds):  # noqa: ASYNC110 - a browser has no event for us
            await asyncio.sleep(0.02)


class Applicant:
    """Somebody with a keyboard and no mouse."""

    def __init__(self, page: Page) -> None:
        self.page = page

    async def types(self, text: str) -> None:
        """Type into whatever has the focus, send, wait for the answer."""
        turns = self.page.locator("#log > *")
        before = await turns.count()
        await self.page.keyboard.type(text)
        await self.page.keyboard.press("Enter")
        await until(self.page, f"() => document.querySelectorAll('#log > *').length >= {before + 2}")

    async def answers(self, question: Question, answer: Any) -> None:
        """Type a persona's answer: a table row by row and then 完成, several options or rows at once."""
        if question.kind is Kind.TABLE:
            for row in answer if isinstance(answer, list) else [answer]:
                await self.types(row)
            await self.types("完成")
        elif isinstance(answer, dict):
            await self.types("；".join(map(str, answer.values())))
        else:
            await self.types("、".join(answer) if isinstance(answer, list) else str(answer))

    async def sees(self, text: str) -> None:
        """The newest message says so."""
        await expect(self.page.locator("#log > *").last).to_contain_text(text)

    async def pictures(self, name: str) -> None:
        """Keep a screenshot, where wanted."""
        if PICTURES:
            await self.page.screenshot(path=f"{PICTURES}/{name}.png")


async def test_the_whole_questionnaire_by_keyboard(page: Page) -> None:
    script: dict[str, Any] = json.loads((PERSONAS / "messy_typist.json").read_text(encoding="utf-8"))
    answers = script["answers"]
    applicant = Applicant(page)
    await applicant.sees("申請")
    await applicant.types("開始")
    await applicant.sees("個人資料保護法")
    await applicant.types("同意")
    taken = {"company_name", "registration_type", "responsible_person", "established_date", "paid_in_capital"}
    for question in QUESTIONS.ask_order:
        if question.id in answers and question.section is not Section.SIGNING:
            if question.id in taken | {"registered_address"}:
                continue
            await applicant.answers(question, answers[question.id])
            if question.id == "ubn":
                await applicant.sees("這是您的公司嗎")
                await applicant.pictures("company")
                await applicant.types("是")
            if question.id == "export_share":
                await applicant.pictures("chat")
    await applicant.sees("請確認第 1 頁的答案")
    await applicant.pictures("review")
    for _ in range(3):
        await applicant.types("正確")
    await applicant.sees("聲明")
    for signing in ("declare_sme_truth", "signatory_name", "signatory_title"):
        await applicant.types(answers[signing])
    await applicant.sees("都準備好了")
    await applicant.types("確認送出")
    await applicant.sees("113-0001")
    await _mail_arrives(applicant)


async def _mail_arrives(applicant: Applicant) -> None:
    page = applicant.page
    letter = page.get_by_text("[113-0001] 阿珠手工皂行").first
    await expect(letter).to_be_visible()
    await letter.click()
    await expect(page.get_by_text("113-0001_application.pdf").first).to_be_visible()
    await applicant.pictures("mailbox")
    await page.get_by_text("113-0001_application.pdf").first.click()
    await expect(page.get_by_text("第 1 頁／共 3 頁").last).to_be_visible()
    await until(
        page,
        "() => [...document.images].some(image => image.src.includes('/pages/1.png') && image.naturalWidth > 500)",
    )
    await applicant.pictures("form")
    await page.keyboard.press("ArrowRight")
    await expect(page.get_by_text("第 2 頁／共 3 頁").last).to_be_visible()


async def test_a_company_that_is_too_large_sees_why(page: Page) -> None:
    answers = json.loads((PERSONAS / "large_company.json").read_text(encoding="utf-8"))["answers"]
    applicant = Applicant(page)
    await applicant.types("開始")
    await applicant.types("同意")
    for text in (answers["ubn"], "是", answers["employee_count"]):
        await applicant.types(text)
    await applicant.sees("還不符合申請資格")
    await applicant.sees("第 2 條")
    await applicant.pictures("not_eligible")


async def test_words_that_are_too_long_are_counted_while_typing_and_given_back(page: Page) -> None:
    applicant = Applicant(page)
    for text in ("開始", "同意", next(iter(ubns(1)))):
        await applicant.types(text)
    await applicant.sees("企業名稱（全銜）")
    counter, field = page.locator("#counter"), page.locator("#composer-text")
    await expect(counter).to_be_hidden()
    await page.keyboard.type("甲")
    await expect(counter).to_have_text("1／60")
    await applicant.types("乙" * 60)
    await applicant.sees("多了 1 個")
    await expect(field).to_have_value("甲" + "乙" * 60)
    await expect(counter).to_have_text("61／60")
    await applicant.pictures("too_long")
    await page.keyboard.press("Backspace")
    await applicant.types("")
    await applicant.sees("登記型態")
    await expect(counter).to_be_hidden()
