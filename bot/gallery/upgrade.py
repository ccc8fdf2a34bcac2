"""The screens of the gallery on which a draft is offered to move on."""

from collections.abc import Iterator
from dataclasses import replace

from bot.presenter.context import Context
from bot.presenter.presenter import screen
from flows.interface.messages import Message
from flows.scheme.carry_over import carried_over
from flows.screens.prompts import UpgradeCheck, UpgradeNotice


def moving_on(context: Context) -> Iterator[tuple[str, Message]]:
    """A draft that may move on to the year after, that must, and to an edition of the same year; the other notice."""
    now = context.definition
    year = replace(context.programme, year=context.programme.year + 1)
    for name, later, must in (
        ("", year, False),
        (" after closing", year, True),
        (" edition", now.programme, False),
    ):
        told = replace(context, definition=replace(now, successor=replace(now, programme=later)))
        carried = carried_over(now, replace(now, programme=later), context.session)
        yield f"upgrade{name}", screen(told, UpgradeCheck(carried, must))
        if not name:
            yield "upgrade notice", screen(told, UpgradeNotice())
