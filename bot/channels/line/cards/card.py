"""A message as Flex bubbles: one where it fits, several where a long list must be parted."""

from bot.channels.line.cards import palette
from bot.channels.line.cards.components import button, column, day_picker, links, postback, row, text
from bot.channels.line.cards.rows import blocks
from bot.channels.line.limits import BUBBLE, Json, sendable_data, size
from flows.interface.messages import Button, Days, Message, Progress, Weight

FRAME = 300
"""Bytes of a bubble and its body box around their contents."""

SHORT_LABEL = 6
"""Graphemes a button may have to stand beside another one."""


LEAST_FILL = 2
"""Per cent of the bar that are always filled, so that it is seen to be a bar."""


def bubbles(message: Message, edit: str, advice: list[str], pick_day: str = "") -> list[Json]:
    """The cards of a message; progress on the first, buttons on the last. `pick_day` labels a calendar."""
    header = {"header": _header(message.progress, palette.accent(message.look))} if message.progress else {}
    buttons = [each for each in message.buttons if sendable_data(each.tap)]
    calendar = [_calendar(pick_day, message.days)] if message.days else []
    leads = not buttons and not message.choices
    ways = [*calendar, *ways_on(buttons), *links(message.links, message.copies, leads=leads)]
    footer = {"footer": column(*ways, spacing="sm", paddingAll="12px")} if ways else {}
    pages = _pages(blocks(message, edit, advice), BUBBLE - FRAME - size(header) - size(footer))
    cards = [_bubble(page) for page in pages]
    if not cards:
        return [_bubble([]) | header | footer] if header or footer else []
    cards[0] |= header
    cards[-1] |= footer
    return cards


def _pages(body: list[Json], most: int) -> list[list[Json]]:
    """The body parted so that no page has more than `most` bytes, unless a single block has."""
    pages: list[list[Json]] = []
    room = 0
    for block in body:
        needed = size(block) + 1
        if needed > room:
            pages.append([])
            room = most
        pages[-1].append(block)
        room -= needed
    return pages


def _bubble(page: list[Json]) -> Json:
    bubble: Json = {"type": "bubble", "size": "mega"}
    if page:
        bubble["body"] = column(*page, spacing="md", paddingAll="16px")
    return bubble


def _header(progress: Progress, accent: str) -> Json:
    percent = min(max(round(progress.done * 100), LEAST_FILL), 100)
    fill = column(height="6px", width=f"{percent}%", backgroundColor=accent, cornerRadius="3px")
    track = column(fill, height="6px", backgroundColor=palette.TRACK, cornerRadius="3px", margin="sm")
    return column(
        text(progress.label, size="xs", color=palette.MUTED),
        track,
        paddingAll="16px",
        paddingBottom="4px",
    )


def _calendar(label: str, days: Days) -> Json:
    return button(day_picker(label, days), style="primary", color=palette.ACCENT)


def ways_on(buttons: list[Button]) -> list[Json]:
    """The buttons beneath a card: what leads on first."""
    leading = [each for each in buttons if each.weight is Weight.PRIMARY]
    others = [each for each in buttons if each.weight is not Weight.PRIMARY]
    return [*(_button(each) for each in leading), *_pairs(others)]


def _pairs(buttons: list[Button]) -> list[Json]:
    """Two short buttons share a row, so that five ways aside do not push the question off the screen."""
    rows: list[Json] = []
    waiting: list[Button] = []
    for each in buttons:
        waiting.append(each)
        if len(waiting) == 2 and all(len(one.label) <= SHORT_LABEL for one in waiting):
            rows.append(row(*(_button(one) for one in waiting), spacing="sm"))
            waiting = []
        elif len(waiting) == 2:
            rows.append(_button(waiting.pop(0)))
    return rows + [_button(one) for one in waiting]


def _button(each: Button) -> Json:
    action = postback(each.label, each.tap, each.says, each.typed)
    match each.weight:
        case Weight.PRIMARY:
            return button(action, style="primary", color=palette.ACCENT)
        case Weight.DANGER:
            return button(action, style="primary", color=palette.DANGER)
        case Weight.PLAIN:
            return button(action, style="secondary")
