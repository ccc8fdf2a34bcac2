"""News of an alliance as a message: to a member, or to the leader."""

from collections.abc import Mapping

from bot.presenter.context import Context
from flows.interface.messages import Look, Message
from flows.session.path import questions_left

NEWS = "alliance_news"
"""Where its words stand among those of the scheme."""


def message(context: Context, about: str, facts: Mapping[str, str]) -> Message:
    """What is said about that; `facts` are the company it is about, the leader's own words, how many have joined and
    how many are done."""
    session, words = context.session, context.words
    invite = session.entries.get("invite") or {}
    roles, values = context.edition.roles, session.values()
    leads = not session.alliance.seat
    alliance = values.get(roles.question("alliance.name"), "") if leads else invite.get("name", "")
    told = {
        **facts,
        "alliance": str(alliance or invite.get("name", "")),
        "leader": str(invite.get("leader", "")),
        "n": str(questions_left(context.edition.questionnaire, session).most),
        "case": session.alliance.case_number,
    }
    said = f"{about}_by_day" if facts.get("day") else about
    lines = [context.say(f"{NEWS}.{said}", **told)]
    if facts.get("words"):
        lines.append(context.say(f"{NEWS}.said", **told))
    if words.has(f"{NEWS}.{about}_how"):
        lines.append(context.say(f"{NEWS}.{about}_how", **told))
    return Message(
        Look.PLAIN, context.say(f"{NEWS}.title", **told), "\n".join(lines), language=words.language
    )
