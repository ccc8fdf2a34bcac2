"""What people of a case are told unasked, in words: the same as a mail and as a message."""

from bot.presenter import replacement
from bot.presenter.context import Context
from flows.interface.callback_data import Verb
from flows.interface.messages import Look, Message, Weight
from flows.interface.notifications import About


def letter(context: Context, about: About, agree: str = "", refuse: str = "") -> tuple[str, str]:
    """Subject and text; the links to agree and to refuse by, where the reader may answer by one."""
    subject = context.say("news_mail.subject", title=context.say(f"news_title.{about}"))
    parts = [context.say("news_mail.greeting"), context.say(f"news.{about}")]
    if about is About.ASKED and agree:
        parts.append(context.say("news_mail.links", agree=agree, refuse=refuse))
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
