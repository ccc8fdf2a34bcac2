"""A stand-in for the registers over real HTTP, speaking GCIS's, FIA's and the mirror's formats, errors and all."""

import asyncio
import json
import re
from collections import defaultdict
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from typing import Any, Literal

from aiohttp import web

from bot.demo.standins.registry_formats import BRANCH, COMPANY, SHOP, Json, Sample
from bot.demo.standins.registry_samples import SAMPLES

Kind = Literal["503", "429", "hang", "hang_up", "limit", "not_listed", "gone", "html", "truncated", "huge"]
Origin = Literal["gcis", "fia", "g0v"]

TYPES = "673F0FC0-B3A7-429F-9041-E9866836B66D"
BASIC = "5F64D864-61CB-4D0D-8AD9-492047CC1EA6"
ITEMS = "236EE382-4942-41A9-BD03-CA0709025E7C"
BRANCHES = "23632BB3-5DB7-4423-9643-1D4AC140D479"
SHOPS = "7E6AFA72-AD6A-46D3-8681-ED77951D912D"
SHOP_AGENCIES = "426D5542-5F05-43EB-83F9-F1300F14E1F1"

_NO_FILTER = "$filter參數有誤，請查明後繼續。"
_NO_DATA_SET = "此API不存在，請查明後繼續。"
_SAID = {
    "limit": "超出本日最大介接次數",
    "not_listed": "非授權介接之IP(127.0.0.1)，請查明後繼續。",
    "gone": _NO_DATA_SET,
    "html": "<html><head><title>系統</title></head><body>系統忙碌中，請稍後再試</body></html>",
    "truncated": '[{"Business_Accounting_NO":"123',
    "huge": "[" + "0," * 600_000 + "0]",
}
_ONLY_FULL = ("Business_Register_Funds", "Responsible_Name", "Business_Last_Change_Date")
_ONLY_BASIC = ("Capital_Stock_Amount", "Paid_In_Capital_Amount", "Responsible_Name", "Company_Location")


class RegistryStandin:
    """The registers' side. `calls` are the paths asked; `most_at_once` the most requests served together."""

    def __init__(self, samples: Mapping[str, Sample] = SAMPLES) -> None:
        self.calls: list[str] = []
        self.most_at_once = 0
        self.type_filter = "No"
        self._samples = samples
        self._url = ""
        self._now = 0
        self._troubles: defaultdict[str, list[Kind]] = defaultdict(list)
        self._delay = 0.0
        self._closing = asyncio.Event()

    @property
    def gcis_url(self) -> str:
        """REGISTRY_GCIS_URL."""
        return f"{self._url}/od/data/api"

    @property
    def fia_url(self) -> str:
        """REGISTRY_FIA_URL."""
        return f"{self._url}/OAI/api"

    @property
    def g0v_url(self) -> str:
        """REGISTRY_G0V_URL."""
        return f"{self._url}/api"

    def trouble(self, source: Origin | str, kind: Kind, times: int = 1) -> None:
        """Answer the next `times` requests to a source, or to one data set of GCIS, with trouble."""
        self._troubles[source].extend([kind] * times)

    def slow(self, seconds: float) -> None:
        """Take that long for every request."""
        self._delay = seconds

    def calm(self) -> None:
        """Forget the trouble not used up."""
        self._troubles.clear()
        self._delay = 0.0

    @asynccontextmanager
    async def running(self) -> AsyncIterator["RegistryStandin"]:
        """Serve on a free port of this machine."""
        app = web.Application()
        app.router.add_get("/od/data/api/{set}", self._gcis)
        app.router.add_get("/OAI/api/{path}/{ubn}", self._fia)
        app.router.add_get("/api/show/{ubn}", self._g0v)
        runner = web.AppRunner(app, access_log=None, shutdown_timeout=0.1)
        await runner.setup()
        site = web.TCPSite(runner, "127.0.0.1", 0)
        await site.start()
        self._url = "http://{}:{}".format(*runner.addresses[0][:2])
        try:
            yield self
        finally:
            self._closing.set()
            await runner.cleanup()

    async def _gcis(self, request: web.Request) -> web.StreamResponse:
        data_set = request.match_info["set"].upper()
        return await self._serve(
            request, ("gcis", data_set), lambda: self._gcis_text(data_set, request.query)
        )

    async def _fia(self, request: web.Request) -> web.StreamResponse:
        sample = self._samples.get(request.match_info["ubn"])
        found = sample.fia if sample and sample.fia_path == request.match_info["path"] else None
        return await self._serve(request, ("fia",), lambda: _json(found) if found else None)

    async def _g0v(self, request: web.Request) -> web.StreamResponse:
        sample = self._samples.get(request.match_info["ubn"])
        return await self._serve(request, ("g0v",), lambda: _json({"data": sample.g0v if sample else {}}))

    async def _serve(self, request: web.Request, names: tuple[str, ...], text: Any) -> web.StreamResponse:
        self.calls.append(request.path)
        self._now += 1
        self.most_at_once = max(self.most_at_once, self._now)
        try:
            await asyncio.sleep(self._delay)
            kinds = next((self._troubles[name] for name in names if self._troubles[name]), None)
            return await self._troubled(request, kinds.pop(0)) if kinds else _response(text())
        finally:
            self._now -= 1

    async def _troubled(self, request: web.Request, kind: Kind) -> web.StreamResponse:
        match kind:
            case "503" | "429":
                return web.Response(status=int(kind), text="Service Unavailable")
            case "hang":
                await self._closing.wait()
            case "hang_up" if request.transport:
                request.transport.close()
            case _:
                return web.Response(text=_SAID[kind])
        return web.Response()

    def _gcis_text(self, data_set: str, query: Mapping[str, str]) -> str:
        """Errors come with 200 and in words, an unknown number or a wrong field as nothing at all."""
        asked = dict(re.findall(r"(\w+) eq (\w+)", query.get("$filter", "")))
        if query.get("$format") != "json" or not asked:
            return _NO_FILTER
        if data_set == TYPES:
            return self._types(asked)
        sample = self._samples.get(next(iter(asked.values())), Sample(""))
        answers: dict[str, tuple[str, list[Json | None]]] = {
            BASIC: ("Business_Accounting_NO", [sample.company]),
            ITEMS: ("Business_Accounting_NO", [_without(sample.company, _ONLY_BASIC)]),
            BRANCHES: ("Branch_Office_Business_Accounting_NO", [sample.branch]),
            SHOPS: ("President_No", [row for row in sample.shops if row["Agency"] == asked.get("Agency")]),
            SHOP_AGENCIES: ("President_No", [_without(row, _ONLY_FULL) for row in sample.shops]),
        }
        if data_set not in answers:
            return _NO_DATA_SET
        wanted, found = answers[data_set]
        rows = [row for row in found if row] if wanted in asked else []
        return _json(rows) if rows else ""

    def _types(self, asked: Mapping[str, str]) -> str:
        if self.type_filter not in asked:
            return ""
        sample = self._samples.get(asked[self.type_filter], Sample(""))
        told = [(kind, "Y" if kind in sample.types else "N") for kind in (COMPANY, BRANCH, SHOP)]
        return _json([{"Year": "115", "exist": exist, "TYPE": kind} for kind, exist in told])


def _without(row: Json | None, keys: tuple[str, ...]) -> Json | None:
    return {key: value for key, value in row.items() if key not in keys} if row else None


def _json(value: object) -> str:
    return json.dumps(value, ensure_ascii=False)


def _response(text: str | None) -> web.Response:
    if text is None:
        return web.json_response({"status": 404, "error": "Not Found"}, status=404)
    return web.Response(text=text, content_type="application/json", charset="utf-8")
