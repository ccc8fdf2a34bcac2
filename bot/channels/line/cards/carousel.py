"""A long list as a carousel: the question on one card with what is ticked where, and a card per group beside it.

A region and then a country are two steps for the eye and none for the finger: every option is one tap away.
"""

from dataclasses import replace
from itertools import groupby

from bot.channels.line.cards import palette
from bot.channels.line.cards.card import bubbles
from bot.channels.line.cards.components import button, column, postback, text
from bot.channels.line.cards.rows import option
from bot.channels.line.limits import CAROUSEL, CAROUSEL_BUBBLES, Json, sendable_data, size
from flows.definitions.languages import comma
from flows.interface.messages import Choice, Line, Message, Weight

MANY = 12
"""From this many grouped options on, each group has a card of its own."""

Group = tuple[str, tuple[Choice, ...]]


def carousel(message: Message, edit: str, advice: list[str], swipe: str) -> Json | None:
    """The cards of a long grouped list; None for any other message, or one that is too large for it.

    `swipe` says how to get at the groups."""
    groups = _groups(message)
    if len(message.choices) < MANY or not 2 <= len(groups) < CAROUSEL_BUBBLES:
        return None
    between = comma(message.language)
    taken = (_line(group, between) for group in groups if any(each.ticked or each.rank for each in group[1]))
    index = replace(message, choices=(), lines=tuple(taken))
    first = bubbles(index, edit, [swipe, *advice])
    if len(first) > 1:
        return None
    cards = [_card(message, name, choices) for name, choices in groups]
    whole: Json = {"type": "carousel", "contents": [*first, *cards]}
    return whole if size(whole) <= CAROUSEL else None


def _groups(message: Message) -> list[Group]:
    """The groups in order; options that belong to none stand with the last. [] when a group comes twice."""
    found: list[Group] = []
    for name, each in groupby(message.choices, key=lambda choice: choice.group):
        if name or not found:
            found.append((name, tuple(each)))
        else:
            found[-1] = (found[-1][0], (*found[-1][1], *each))
    return found if len({name for name, _ in found}) == len(found) else []


def _line(group: Group, comma: str) -> Line:
    """A group in the overview: what is taken of it, in order."""
    name, choices = group
    taken = sorted((each for each in choices if each.ticked or each.rank), key=lambda each: each.rank)
    marked = comma.join(f"〔{each.rank}〕{each.label}" if each.rank else f"☑ {each.label}" for each in taken)
    return Line(name, marked)


def _card(message: Message, name: str, choices: tuple[Choice, ...]) -> Json:
    taken = sum(bool(each.ticked or each.rank) for each in choices)
    count = f" ☑{taken}" if taken else ""
    head = column(
        text(f"{name}{count}", weight="bold", size="md", color=palette.INK),
        paddingAll="16px",
        paddingBottom="4px",
    )
    body = column(*map(option, choices), spacing="sm", paddingAll="16px")
    card: Json = {"type": "bubble", "size": "mega", "header": head, "body": body}
    ways = [each for each in message.buttons if each.weight is Weight.PRIMARY and sendable_data(each.tap)]
    if ways:
        drawn = (
            button(postback(each.label, each.tap, each.says), style="primary", color=palette.ACCENT)
            for each in ways
        )
        card["footer"] = column(*drawn, spacing="sm", paddingAll="12px")
    return card
