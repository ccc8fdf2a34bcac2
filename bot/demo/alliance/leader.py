"""The leader's way: questions, invitations, indicators, schedule, files, the proven mail address, sending."""

import re
from collections.abc import Sequence

from bot.demo.alliance.player import CODE, AlliancePlayer
from bot.demo.alliance.sample_pdf import sample_pdf
from bot.demo.alliance.script import AllianceScript, MemberScript
from bot.demo.standins.mailbox import Mailbox

MAIL_CODE = re.compile(r"\b(\d{6})\b")
SECTIONS = range(16)
"""Sections of the chapters of prose."""

PARAGRAPH, NEXT = "聯盟成員各有產品與通路，共同拓展海外市場並分享數位工具與經驗。" * 4, "完成"
"""What is typed for each, and what ends it."""

INDICATORS = ("events", "tools", "channels", "bonus")


async def invite(player: AlliancePlayer, members: Sequence[MemberScript]) -> list[str]:
    """Name the members' numbers, have codes made; each member's code, in order."""
    await player.act("go", "members")
    await player.say("\n".join(member.ubn for member in members))
    await player.act("invite")
    return CODE.findall(player.screen)


async def plan(player: AlliancePlayer, script: AllianceScript) -> None:
    """Indicators, first half of the rise, schedule, text and files."""
    await indicators(player, script)
    await _back(player, "overseas")
    await player.say(f"{int(script.given.get('h1_overseas') or 0)}元")
    await _back(player, "schedule")
    await player.act("template", script.template)
    if script.weights:
        await player.say(script.weights)
    await _back(player, "prose")
    await _prose(player, script.prose)
    await _back(player, "files")
    await player.send(sample_pdf(1, "Registration"))
    await player.send(sample_pdf(5, "Slides"))


async def _prose(player: AlliancePlayer, how: str) -> None:
    """Chapters three and four: typed section by section, as a PDF, or the whole book."""
    if how != "typed":
        await player.send(sample_pdf(4, "Parts 3 and 4"))
        await player.act("agrees")
        return
    await player.act("go")
    for _ in SECTIONS:
        await player.say(PARAGRAPH)
        await player.say(NEXT)


async def indicators(player: AlliancePlayer, script: AllianceScript) -> None:
    """The rows of each indicator that has some."""
    await player.act("go", "board")
    rows, typed = script.rows(), script.typed_numbers()
    for indicator in INDICATORS:
        lines = rows[indicator]
        if not lines and indicator not in typed:
            continue
        await player.act("go", "kpi")
        await player.act("go", f"kpi.{indicator}")
        if lines:
            await player.say("\n".join(lines))
            while await player.act("drop"):  # a row in a month outside the guidance, say, is left out
                pass
        if indicator in typed:
            await player.say(typed[indicator])


async def prove(player: AlliancePlayer, mailbox: Mailbox) -> None:
    """Have the mail address proven by the code that is mailed to it."""
    await _back(player, "checks")
    await player.act("go", "mail")
    before = len(mailbox.messages)
    if not await player.act("code"):
        return
    letters = await mailbox.wait_for(before + 1, 30)
    if found := MAIL_CODE.search(letters[-1].subject):
        await player.say(found[1])


async def send(player: AlliancePlayer) -> None:
    """Agree to the statement and send, by the button if there is one, else by its words, which is refused."""
    await player.act("consent")
    if not await player.act("send"):
        await player.say("送出申請")


async def _back(player: AlliancePlayer, chapter: str) -> None:
    await player.act("go", "board")
    await player.act("go", chapter)
