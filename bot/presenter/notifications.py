"""What people of a case are told unasked, in words: the same as a mail and as a message."""

from collections.abc import Mapping

from bot.one_time_links.replacement_answer import AGREE, REFUSE
from bot.presenter import replacement
from bot.presenter.context import Context
from flows.interface.callback_data import Verb
from flows.interface.messages import Look, Message, Weight
from flows.interface.notifications import About


def letter(context: Context, about: About, links: Mapping[str, str]) -> tuple[str, str]:
    """Subject and text; `links` by purpose, where the reader may answer by one."""
    subject = context.say("news_mail.subject", title=context.say(f"news_title.{about}"))
    parts = [context.say("news_mail.greeting"), context.say(f"news.{about}")]
    if about is About.ASKED and links:
        parts.append(context.say("news_mail.links", agree=links[AGREE], refuse=links[REFUSE]))
    elif about is About.ASKED:
        parts.append(context.say("news_mail.no_links"))
    parts.append(context.say("news_mail.contact"))
    return subject, "\n\n".join(parts)


def message(context: Context, about: About) -> Message:
    """A message of its own; what asks something is the screen that asks it."""
    if about is About.ASKED and context.session.replacement.request:
        return replacement.check(context)
    status = context.button("status", Verb.COMMAND, "status", weight=Weight.PRIMARY)
    return Message(
        look=Look.CONFIRM,
        title=context.say(f"news_title.{about}"),
        body=context.say(f"news.{about}"),
        buttons=(status, context.button("human", Verb.COMMAND, "human")),
        language=context.words.language,
    )
