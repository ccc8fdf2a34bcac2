"""LINE's rich menus: the field of buttons beneath the chat on a phone. Absent on LINE for PC, so never the only way.

There is one for each state of an application and each language; the first is the default, the others are linked to
whom they suit (personal_menus.py). Installing replaces what an earlier install left: the new menus are complete before
anybody's is taken away. Source: Messaging API reference, rich menus, August 2026.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from bot.channels.line.account_api import AccountApi
from bot.channels.line.limits import Json
from bot.channels.line.transport import Response

NAME = "intake"
"""By this name a later install knows our menus from those made by hand."""

ALIAS = "intake-menu"
"""What the alias of every menu of ours begins with."""


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
    """A menu: whom it suits, its picture's size, the words on the bar that opens it, its fields, the picture as PNG."""

    submitted: bool
    language: str
    width: int
    height: int
    bar: str
    fields: tuple[Field, ...]
    picture: bytes


def alias_of(language: str, *, submitted: bool) -> str:
    """The alias of the menu for somebody of that language whose application is submitted, or is not. At most 32 lower-
    case letters, digits and hyphens."""
    return f"{ALIAS}-{'submitted' if submitted else 'draft'}-{language.lower()}"


async def install(account: AccountApi, menus: Sequence[Menu]) -> list[str]:
    """Create the menus, give them our aliases, make the first everybody's default; returns their ids. MenuError."""
    earlier, names = await _ours(account), await aliases(account)
    made: list[str] = []
    try:
        for menu in menus:
            made.append(str(_done("create", await account.create_menu(_body(menu)))["richMenuId"]))
            _done("picture", await account.set_menu_picture(made[-1], menu.picture))
        for menu, number in zip(menus, made, strict=True):
            alias = alias_of(menu.language, submitted=menu.submitted)
            name = account.update_alias if alias in names else account.create_alias
            _done("alias", await name(alias, number))
        _done("default", await account.set_default_menu(made[0]))
    except MenuError:
        for alias, number in names.items():
            await account.update_alias(alias, number)
        for number in made:
            await account.delete_menu(number)
        raise
    used = {alias_of(menu.language, submitted=menu.submitted) for menu in menus}
    for alias in set(names) - used:
        _done("alias", await account.delete_alias(alias))
    for old in earlier:
        _done("delete", await account.delete_menu(old))
    return made


async def remove(account: AccountApi) -> int:
    """Take our menus away, and the aliases and the default that named them; how many there were. Raises MenuError."""
    ours = await _ours(account)
    for alias in await aliases(account):
        _done("alias", await account.delete_alias(alias))
    if ours:
        _done("default", await account.cancel_default_menu())
    for menu in ours:
        _done("delete", await account.delete_menu(menu))
    return len(ours)


async def aliases(account: AccountApi) -> dict[str, str]:
    """Our aliases with the menus they stand for. Raises MenuError."""
    listed = _done("aliases", await account.aliases()).get("aliases", [])
    found = {str(each["richMenuAliasId"]): str(each["richMenuId"]) for each in listed}
    return {alias: menu for alias, menu in found.items() if alias.startswith(ALIAS)}


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


def _done(step: str, answer: Response) -> Json:
    if answer.status != 200:
        raise MenuError(f"{step}: LINE answered {answer.status}")
    return answer.body
