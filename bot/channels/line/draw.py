"""Messages as what one LINE reply can carry: at most five objects, the last one with quick replies."""

from dataclasses import dataclass, replace

from bot.channels.line.cards import palette
from bot.channels.line.cards.card import bubbles
from bot.channels.line.cards.carousel import carousel
from bot.channels.line.cards.components import button, column, in_browser, text, uri
from bot.channels.line.cards.quick_replies import after_tick_reply, quick_reply
from bot.channels.line.cards.tick_list import after_mark, after_tick, tick_card
from bot.channels.line.limits import MESSAGES, TEXT, Json, fit, sendable_uri, showable
from bot.channels.shared.text import cut_units, split_units
from bot.channels.shared.words import Words, advice
from flows.interface.messages import Attachment, Message, note_text, plain_text


@dataclass(frozen=True, slots=True)
class Drawn:
    """One message object and what it says as text."""

    body: Json
    reading: str


def draw(messages: tuple[Message, ...], words: Words, *, secure: bool, tapped: str = "") -> list[Json]:
    """The objects of one reply, within all limits. `secure`: only https images, as on the real platform;
    `tapped`: the data of the button this answers, if it was one."""
    if len(messages) == 1 and (ticked := after_tick(messages[0], tapped)):
        return _small(ticked, messages[0].title, after_tick_reply(ticked))
    if len(messages) == 1 and (marked := after_mark(messages[0], tapped)):
        return _small(marked, messages[0].title, quick_reply(marked, words))
    drawn = [each for message in messages for each in _message(message, words)]
    bodies = [each.body for each in _squeeze([each for each in drawn if showable(each.body, secure=secure)])]
    quick = quick_reply(messages[-1], words) if messages else None
    if quick and bodies:
        bodies[-1]["quickReply"] = quick
    return fit(bodies)


def _small(message: Message, asked: str, quick: Json | None) -> list[Json]:
    said = dict.fromkeys([asked, message.body, *map(note_text, message.notes)])
    alt_text = "\n\n".join(filter(None, said)) or " "
    body = {"type": "flex", "altText": alt_text, "contents": tick_card(message)}
    return fit([body | ({"quickReply": quick} if quick else {})])


def draw_plainly(messages: tuple[Message, ...]) -> list[Json]:
    """The same as text only: what is sent when LINE refuses a card, so that nobody is stuck on it."""
    reading = "\n\n".join(_reading(message) for message in messages)
    return fit([{"type": "text", "text": piece} for piece in split_units(reading, TEXT)])


def _reading(message: Message) -> str:
    file = message.attachment
    more = [f"{file.name}\n{file.url}"] if file else []
    more += [f"{link.label}\n{link.url}" for link in message.links]
    return "\n\n".join([plain_text(message), *more])


def _message(message: Message, words: Words) -> list[Drawn]:
    reading, alt_text = plain_text(message), _alt_text(message)
    cards = _cards(message, words)
    drawn = [Drawn({"type": "flex", "altText": alt_text, "contents": card}, reading) for card in cards]
    if message.attachment:
        drawn += _attachment(
            message.attachment,
            message.attachment.opens or words(message.language, "channel.open_document"),
        )
    return drawn


def _alt_text(message: Message) -> str:
    """What notifications, the list of chats and old devices show of a card: first what is asked, then what has just
    happened. Never a link to a document, which others may read over a shoulder."""
    asked = plain_text(replace(message, notes=(), progress=None))
    told = "\n".join(note_text(note) for note in message.notes)
    return "\n\n".join(filter(None, (asked, told))) or " "


def _cards(message: Message, words: Words) -> list[Json]:
    edit, helping = words(message.language, "channel.edit"), advice(message, words)
    if message.ticks and any(choice.last for choice in message.choices):
        helping.append(words(message.language, "channel.last"))
    beside = carousel(message, edit, helping, words(message.language, "channel.swipe"))
    calendar = words(message.language, "channel.pick_day")
    return [beside] if beside else bubbles(message, edit, helping, calendar)


def _squeeze(drawn: list[Drawn]) -> list[Drawn]:
    """Five objects at most: what comes too early to find room is said as one text."""
    if len(drawn) <= MESSAGES:
        return drawn
    early, late = drawn[: -(MESSAGES - 1)], drawn[-(MESSAGES - 1) :]
    reading = "\n\n".join(dict.fromkeys(each.reading for each in early))
    return [Drawn({"type": "text", "text": cut_units(reading, TEXT) or " "}, reading), *late]


def _attachment(attachment: Attachment, open_label: str) -> list[Drawn]:
    """LINE bots cannot send files: a picture of the first page and a button to an expiring link."""
    drawn = []
    if attachment.preview_url:
        picture = {
            "type": "image",
            "originalContentUrl": attachment.preview_url,
            "previewImageUrl": attachment.preview_url,
        }
        drawn.append(Drawn(picture, attachment.name))
    if sendable_uri(attachment.url):
        named = f"{attachment.name}\n{attachment.caption}"
        reading = f"{named}\n{attachment.url}"
        card = {"type": "flex", "altText": named, "contents": _document_card(attachment, open_label)}
        drawn.append(Drawn(card, reading))
    return drawn


def _document_card(attachment: Attachment, open_label: str) -> Json:
    body = column(
        text(attachment.name, weight="bold", size="md", color=palette.INK),
        text(attachment.caption, size="sm", color=palette.MUTED),
        spacing="sm",
        paddingAll="16px",
    )
    action = uri(open_label, in_browser(attachment.url))
    footer = column(button(action, style="primary", color=palette.ACCENT), paddingAll="12px")
    return {"type": "bubble", "size": "mega", "body": body, "footer": footer}
