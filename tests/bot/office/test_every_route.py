"""Every address of the desk and of reviewers, whatever is added to it: nobody is let in without a session, nothing is
done by looking or by a form from elsewhere, and of two who act on one case the second is told what happened."""

import re
from collections.abc import AsyncIterator, Iterator
from pathlib import Path

import pytest
from sqlalchemy import select

from flows.cases.proposal.events import ContractSent, ResultAnnounced
from storage.schema.tables import metadata
from tests.bot.committee.committee import Committee, R, declare
from tests.bot.committee.committee import hidden as carried
from tests.bot.office.opened_office import CASE, LIN, WANG, Browser, Office, copy_came
from tests.bot.office.proposals.opened_alliance import CASE as PROPOSAL
from tests.bot.office.proposals.opened_alliance import alliance_office
from tests.bot.proposals.alliances import PROGRAMME, Alliances, soon

OPEN = (
    "/desk/office.css", "/desk/htmx.min.js", "/desk/login", "/desk/login/code", "/desk/login/{token}", "/desk/link/",
    "/review/login", "/review/in/",
)  # fmt: skip
"""What is there before anybody is known, or has a link of its own to say who asks (test_sign_in, test_act_links)."""

FILLED = {
    "act": "ask", "name": "document", "mail": "1", "token": "none", "programme": PROGRAMME, "sha256": "0" * 64,
}  # fmt: skip

ACTS = {
    "/desk/{case}/proposal/{act}": ("paper", "late", "point", "passed", "failed", "gone"),
    "/desk/{case}/outcome/{act}": (
        "move_up", "signed", "failed", "milestone", "accept", "revoke", "conclude",
    ),
    "/desk/selection/{programme}/{act}": (
        "cases", "invite", "weights", "draw", "open", "recuse", "clear", "reopen", "remove", "chair", "note", "close",
        "release",
    ),
}  # fmt: skip
"""What may be asked for where an address names an act, beyond the desk's own."""

BOOKKEEPING = {"access", "case_summary"}
"""Who saw what, and copies of what a list shows."""


@pytest.fixture
async def desk(tmp_path: Path) -> AsyncIterator[Office]:
    """Both schemes: an application of the diagnosis, and a proposal."""
    async with alliance_office(tmp_path) as found:
        yield found


def routes(desk: Office, *methods: str, under: str = "/desk") -> Iterator[tuple[str, str]]:
    """Method and path of each that wants a session, for a case of either scheme."""
    assert desk.client.app
    for route in desk.client.app.router.routes():
        path = route.resource.canonical if route.resource else ""
        public = any(path == one or (one.endswith("/") and path.startswith(one)) for one in OPEN)
        if route.method not in methods or not path.startswith(under) or public:
            continue
        for act in ACTS.get(path, ("ask",)):
            for case in (CASE, PROPOSAL) if "{case}" in path else ("",):
                yield route.method, path.format_map(FILLED | {"case": case, "act": act})


async def reviewing(desk: Office, wang: Browser) -> Browser:
    """A reviewer who is signed in, and free in the proposal that is scored."""
    committee = Committee(desk, wang)
    await committee.done("cases", case=[PROPOSAL])
    people = await committee.invited(*R)
    await committee.done("weights", reading="A", sure="1")
    await committee.done("draw")
    await committee.done("open")
    await declare(people[R[0]], PROPOSAL)
    return people[R[0]]


async def everything(desk: Office) -> str:
    async with desk.service.database.read() as connection:
        tables = [one for name, one in sorted(metadata.tables.items()) if name not in BOOKKEEPING]
        return str([(one.name, (await connection.execute(select(one))).all()) for one in tables])


async def token(browser: Browser) -> str:
    """What the forms of this session carry."""
    return (await browser.go("GET", "/desk"))[1].partition('name="csrf" value="')[2].partition('"')[0]


async def refuses(desk: Office, browser: Browser, path: str, csrf: str, *wrong: str) -> None:
    """A form with such tokens is not taken, nor the right one from elsewhere."""
    for given in wrong:
        assert (await browser.go("POST", path, csrf=given, seen="0"))[0] in (400, 403, 415), path
    cookie = "; ".join(f"{name}={value}" for name, value in browser.cookies.items())
    headers = {"Cookie": cookie, "Sec-Fetch-Site": "cross-site"}
    async with desk.client.post(path, data={"csrf": csrf}, headers=headers) as response:
        assert response.status == 403, path


async def test_nobody_is_let_in_without_a_session_or_once_their_address_is_gone(desk: Office) -> None:
    lin = await desk.signed_in(LIN)
    committee = Committee(desk, await desk.signed_in(WANG))
    reviewer = await reviewing(desk, committee.wang)
    own = carried((await reviewer.go("GET", f"/review/{PROPOSAL}"))[1])
    await committee.done("remove", reviewer=R[0], reason="請辭")
    csrf, before = await token(lin), await everything(desk)
    desk.service.settings = desk.service.settings.model_copy(update={"staff_mail": f"{WANG}:主管"})
    asked = [*routes(desk, "GET", "HEAD", "POST")]
    assert len(asked) > 120
    for visitor in (desk.browser(), lin):
        for method, path in asked:
            form = {"csrf": csrf, "seen": "0"} if method == "POST" else {}
            status, _, leads = await visitor.go(method, path, **form)
            assert (status, leads.partition("?")[0]) == (303, "/desk/login"), (method, path)
    for visitor in (desk.browser(), lin, reviewer):
        for method, path in routes(desk, "GET", "HEAD", "POST", under="/review"):
            status, _, leads = await visitor.go(method, path, **(own if method == "POST" else {}))
            assert (status, leads) == (303, "/review/login"), (method, path)
    assert await everything(desk) == before


async def test_looking_at_any_page_changes_nothing(desk: Office) -> None:
    await copy_came(desk)
    wang = await desk.signed_in(WANG)
    reviewer = await reviewing(desk, wang)
    link = await leader_link(desk)
    before = await everything(desk)
    for browser, under in ((wang, "/desk"), (reviewer, "/review")):
        for method, path in routes(desk, "GET", "HEAD", under=under):
            status, text, leads = await browser.go(method, path)
            assert status in (200, 404, 409) or (status == 303 and PROGRAMME in leads), path
            lost = (under, method, status) == ("/desk", "GET", 404)
            assert not lost or "回到清單" in text, (path, "says how to go on")
    for method in ("GET", "HEAD"):
        for path in (link, f"{link}/contract.pdf", "/review/login", "/review/in/none"):
            assert (await desk.browser().go(method, path))[0] in (200, 404, 410), path
    assert await everything(desk) == before


async def leader_link(desk: Office) -> str:
    """The leader's page, as a mail has it."""
    proposals = Alliances(desk, desk.browser(), desk.browser())
    at = soon(desk, days=1)
    await proposals.append(
        PROPOSAL, ResultAnnounced("selected"), ContractSent("0" * 64, "c.pdf", at[:10], "台北")
    )
    desk.later(minutes=11)
    texts = [
        str(part.get_content())
        for mail in await desk.work()
        for part in mail.walk()
        if part.get_content_type() == "text/plain"
    ]
    found = re.search(r"(/alliance/case/\S+)", "\n".join(texts))
    assert found
    return found[1]


async def test_no_form_is_taken_without_its_token_or_from_another_site(desk: Office) -> None:
    await copy_came(desk)
    wang = await desk.signed_in(WANG)
    reviewer, link = await reviewing(desk, wang), await leader_link(desk)
    csrf, before = await token(wang), await everything(desk)
    for _, path in routes(desk, "POST"):
        await refuses(desk, wang, path, csrf, "", "x" * len(csrf), csrf[:-1] + "é")
    own = carried((await reviewer.go("GET", f"/review/{PROPOSAL}"))[1])["csrf"]
    for _, path in routes(desk, "POST", under="/review"):
        await refuses(desk, reviewer, path, own, "", csrf, own[:-1] + "é")
    for path in (
        link,
        *(f"{link}/{kind}" for kind in ("slides", "page", "evidence")),
        "/review/login",
        "/review/in/none",
    ):
        await refuses(desk, desk.browser(), path, "")
    said = (await wang.go("POST", f"/desk/{CASE}/do/withdraw", csrf="x", seen="0"))[1]
    assert "什麼都沒有改" in said, "in words, on a page"
    assert await everything(desk) == before


async def test_of_two_who_act_at_once_the_second_is_told_what_happened_whatever_the_act(desk: Office) -> None:
    await copy_came(desk)
    lin, wang = await desk.signed_in(LIN), await desk.signed_in(WANG)
    csrf, page = await token(wang), f"/desk/{CASE}/do"
    forms: dict[str, dict[str, object]] = {
        "approve": {},
        "ask": {"reason": "undated", "note": "我打的", "day": "2099-01-01"},
        "revise": {"question": "annual_revenue", "note": "我打的", "day": "2099-01-01"},
        "refuse": {"note": "我打的", "day": "2099-01-01"},
        "withdraw": {"note": "我打的"},
    }
    assert (await lin.press(f"{page}/ask", f"{page}/ask", reason="unsigned", note="", day="2099-01-01"))[
        0
    ] == 303
    seen = 0
    for told in ("lin 請補件", "lin 撤案"):
        for act, form in forms.items():
            status, text, _ = await wang.go("POST", f"{page}/{act}", csrf=csrf, seen=str(seen), **form)
            assert (status, told in text) == (409, True), act
            assert not form or "我打的" in text, act
        if told == "lin 請補件":
            forms["received"] = forms["withdraw"]
            seen = 1
            assert (await lin.press(f"{page}/withdraw", f"{page}/withdraw", note="電話"))[0] == 303
    desk.later(minutes=10)
    await desk.work()
    again = await desk.signed_in(WANG)
    assert (await again.press(f"{page}/reopen", f"{page}/reopen", note="反悔", tell="1"))[0] == 303
    _, _, leads = await wang.go("POST", f"{page}/reopen", csrf=csrf, seen="3", note="我打的")
    assert leads.endswith("?done=already"), "in another window of the same person"
    for path in ("recall", "hasten"):
        status, text, leads = await wang.go("POST", f"/desk/{CASE}/{path}", csrf=csrf, number="1")
        assert status == 409 or leads == f"/desk/{CASE}", "what is gone stays, and the case says so"
