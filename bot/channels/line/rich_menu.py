"""LINE's rich menu: the field of buttons beneath the chat on a phone. Absent on LINE for PC, so never the only way.

Installing replaces what an earlier install left: the new menu is complete before anybody's is taken away.
Source: Messaging API reference, rich menus, August 2026.
"""

from dataclasses import dataclass

from bot.channels.line.client import Answer, LineClient
from bot.channels.line.limits import Json

NAME = "intake"
"""By this name a later install knows our menus from those made by hand."""

ALIAS = "intake-menu"
MENUS = "/v2/bot/richmenu"
EVERYBODY = "/v2/bot/user/all/richmenu"


class MenuError(Exception):
    """LINE refused a step; says which and with what status."""


@dataclass(frozen=True, slots=True)
class Field:
    """A part of the picture (pixels from the top left corner), and what a tap on it says for the person."""

    x: int
    y: int
    width: int
    height: int
    label: str
    text: str


@dataclass(frozen=True, slots=True)
class Menu:
    """A menu: its picture's size, the words on the bar that opens it, its fields, the picture as PNG."""

    width: int
    height: int
    bar: str
    fields: tuple[Field, ...]
    picture: bytes


async def install(client: LineClient, menu: Menu) -> str:
    """Create the menu, give it our alias, make it everybody's default; returns its id. Raises MenuError."""
    earlier = await _ours(client)
    made = str(_done("create", await client.call("POST", MENUS, _body(menu)))["richMenuId"])
    try:
        _done("picture", await client.upload(f"{MENUS}/{made}/content", menu.picture))
        await _name(client, made)
        _done("default", await client.call("POST", f"{EVERYBODY}/{made}"))
    except MenuError:
        await client.call("DELETE", f"{MENUS}/{made}")
        raise
    for old in earlier:
        _done("delete", await client.call("DELETE", f"{MENUS}/{old}"))
    return made


async def remove(client: LineClient) -> int:
    """Take our menus away, and the alias and default that named them; how many there were. Raises MenuError."""
    ours = await _ours(client)
    alias = await client.call("GET", f"{MENUS}/alias/{ALIAS}")
    if alias.status == 200:
        _done("alias", await client.call("DELETE", f"{MENUS}/alias/{ALIAS}"))
    if ours:
        _done("default", await client.call("DELETE", EVERYBODY))
    for menu in ours:
        _done("delete", await client.call("DELETE", f"{MENUS}/{menu}"))
    return len(ours)


def _body(menu: Menu) -> Json:
    return {
        "size": {"width": menu.width, "height": menu.height},
        "selected": True,
        "name": NAME,
        "chatBarText": menu.bar,
        "areas": [_area(field) for field in menu.fields],
    }


def _area(field: Field) -> Json:
    bounds = {"x": field.x, "y": field.y, "width": field.width, "height": field.height}
    return {"bounds": bounds, "action": {"type": "message", "label": field.label, "text": field.text}}


async def _ours(client: LineClient) -> list[str]:
    listed = _done("list", await client.call("GET", f"{MENUS}/list"))
    return [str(menu["richMenuId"]) for menu in listed.get("richmenus", []) if menu.get("name") == NAME]


async def _name(client: LineClient, menu: str) -> None:
    known = (await client.call("GET", f"{MENUS}/alias/{ALIAS}")).status == 200
    path = f"{MENUS}/alias/{ALIAS}" if known else f"{MENUS}/alias"
    body = {"richMenuId": menu} if known else {"richMenuAliasId": ALIAS, "richMenuId": menu}
    _done("alias", await client.call("POST", path, body))


def _done(step: str, answer: Answer) -> Json:
    if answer.status != 200:
        raise MenuError(f"{step}: LINE answered {answer.status}")
    return answer.body
