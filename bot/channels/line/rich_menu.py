"""LINE's rich menu: the field of buttons beneath the chat on a phone. Absent on LINE for PC, so never the only way.

Installing replaces what an earlier install left: the new menu is complete before anybody's is taken away.
Source: Messaging API reference, rich menus, August 2026.
"""

from dataclasses import dataclass

from bot.channels.line.account_api import AccountApi
from bot.channels.line.limits import Json
from bot.channels.line.transport import Response

NAME = "intake"
"""By this name a later install knows our menus from those made by hand."""

ALIAS = "intake-menu"


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


async def install(account: AccountApi, menu: Menu) -> str:
    """Create the menu, give it our alias, make it everybody's default; returns its id. Raises MenuError."""
    earlier = await _ours(account)
    made = str(_done("create", await account.create_menu(_body(menu)))["richMenuId"])
    try:
        _done("picture", await account.set_menu_picture(made, menu.picture))
        await _name(account, made)
        _done("default", await account.set_default_menu(made))
    except MenuError:
        await account.delete_menu(made)
        raise
    for old in earlier:
        _done("delete", await account.delete_menu(old))
    return made


async def remove(account: AccountApi) -> int:
    """Take our menus away, and the alias and default that named them; how many there were. Raises MenuError."""
    ours = await _ours(account)
    alias = await account.alias(ALIAS)
    if alias.status == 200:
        _done("alias", await account.delete_alias(ALIAS))
    if ours:
        _done("default", await account.cancel_default_menu())
    for menu in ours:
        _done("delete", await account.delete_menu(menu))
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


async def _ours(account: AccountApi) -> list[str]:
    listed = _done("list", await account.menus())
    return [str(menu["richMenuId"]) for menu in listed.get("richmenus", []) if menu.get("name") == NAME]


async def _name(account: AccountApi, menu: str) -> None:
    known = (await account.alias(ALIAS)).status == 200
    _done("alias", await (account.update_alias if known else account.create_alias)(ALIAS, menu))


def _done(step: str, answer: Response) -> Json:
    if answer.status != 200:
        raise MenuError(f"{step}: LINE answered {answer.status}")
    return answer.body
