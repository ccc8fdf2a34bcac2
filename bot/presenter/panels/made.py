"""What was made just now and is told once: codes to forward, a link to the web page, pictures."""

from collections.abc import Sequence
from datetime import datetime

from bot.presenter.context import Context, clock
from bot.presenter.panels.invitations import invited
from bot.presenter.panels.pictures import pictured
from flows.events.alliance import PageLinkMade
from flows.events.event import Event
from flows.interface.messages import Look, Message


def made(context: Context, events: Sequence[Event]) -> tuple[Message, ...]:
    """A message for each."""
    links = [event for event in events if isinstance(event, PageLinkMade) and event.link]
    pages = tuple(_page_link(context, event) for event in links)
    return (*invited(context, events), *pages, *pictured(context, events))


def _page_link(context: Context, event: PageLinkMade) -> Message:
    """The link stands in the text alone: what is read out in a notification's preview is the title."""
    body = context.say("page.link", link=event.link, until=clock(datetime.fromisoformat(event.until)))
    return Message(Look.PLAIN, context.say("page.link_title"), body, language=context.words.language)
