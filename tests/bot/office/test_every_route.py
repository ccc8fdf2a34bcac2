"""Every address of the desk, whatever is added to it: nobody is let in without a session, nothing is done by looking or
by a form from elsewhere, and of two who act on one case the second is told what happened."""

from collections.abc import Iterator

from sqlalchemy import select

from storage.schema.tables import metadata
from tests.bot.office.opened_office import CASE, LIN, WANG, Browser, Office, copy_came

OPEN = (
    "/desk/office.css", "/desk/htmx.min.js", "/desk/login", "/desk/login/code", "/desk/login/{token}", "/desk/link/",
)  # fmt: skip
"""What is there before anybody is known, or has a link of its own to say who asks (test_sign_in, test_act_links)."""

FILLED = {"case": CASE, "act": "ask", "name": "document", "mail": "1", "token": "none"}

BOOKKEEPING = {"access", "case_summary"}
"""Who saw what, and copies of what a list shows."""


def routes(desk: Office, *methods: str) -> Iterator[tuple[str, str]]:
    """Method and path of each that wants a session."""
    assert desk.client.app
    for route in desk.client.app.router.routes():
        path = route.resource.canonical if route.resource else ""
        public = any(path == one or (one.endswith("/") and path.startswith(one)) for one in OPEN)
        if route.method in methods and path.startswith("/desk") and not public:
            yield route.method, path.format_map(FILLED)


async def everything(desk: Office) -> str:
    async with desk.service.database.read() as connection:
        tables = [one for name, one in sorted(metadata.tables.items()) if name not in BOOKKEEPING]
        return str([(one.name, (await connection.execute(select(one))).all()) for one in tables])


async def token(browser: Browser) -> str:
    """What the forms of this session carry."""
    return (await browser.go("GET", "/desk"))[1].partition('name="csrf" value="')[2].partition('"')[0]


async def test_nobody_is_let_in_without_a_session_or_once_their_address_is_gone(desk: Office) -> None:
    lin = await desk.signed_in(LIN)
    csrf, before = await token(lin), await everything(desk)
    desk.service.settings = desk.service.settings.model_copy(update={"staff_mail": f"{WANG}:主管"})
    asked = [*routes(desk, "GET", "HEAD", "POST")]
    assert len(asked) > 45
    for visitor in (desk.browser(), lin):
        for method, path in asked:
            form = {"csrf": csrf, "seen": "0"} if method == "POST" else {}
            status, _, leads = await visitor.go(method, path, **form)
            assert (status, leads.partition("?")[0]) == (303, "/desk/login"), (method, path)
    assert await everything(desk) == before


async def test_looking_at_any_page_changes_nothing(desk: Office) -> None:
    await copy_came(desk)
    wang = await desk.signed_in(WANG)
    before = await everything(desk)
    for method, path in routes(desk, "GET", "HEAD"):
        assert (await wang.go(method, path))[0] in (200, 404, 409), path
    assert await everything(desk) == before


async def test_no_form_is_taken_without_its_token_or_from_another_site(desk: Office) -> None:
    await copy_came(desk)
    wang = await desk.signed_in(WANG)
    csrf, before = await token(wang), await everything(desk)
    cookie = "; ".join(f"{name}={value}" for name, value in wang.cookies.items())
    for _, path in routes(desk, "POST"):
        for wrong in ("", "x" * len(csrf), csrf[:-1] + "é"):
            assert (await wang.go("POST", path, csrf=wrong, seen="0"))[0] in (400, 403, 415), path
        headers = {"Cookie": cookie, "Sec-Fetch-Site": "cross-site"}
        async with desk.client.post(path, data={"csrf": csrf}, headers=headers) as response:
            assert response.status == 403, path
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
