"""The answer of the earlier contact to a request for the place of their application: tapped or typed in the chat."""

from flows.definitions.text import normal
from flows.events.conversation import Asked
from flows.events.event import Events
from flows.events.replacement import ReplacementAnswered
from flows.interface.callback_data import CallbackData
from flows.screens.decision import Decision
from flows.screens.prompts import Prompt, ReplaceCheck
from flows.session.replacement import AGREE, REFUSE

_SAID = {
    **dict.fromkeys(("同意", "同意取代", "我同意", "agree", "i agree"), AGREE),
    **dict.fromkeys(("不同意", "不同意取代", "我不同意", "disagree", "i do not agree"), REFUSE),
}
"""Only these: an application is not given up by a 「好」 meant for something else."""

_LABELS = {"button.replace_agree": AGREE, "button.replace_refuse": REFUSE}


def on_tap(prompt: Prompt, tap: CallbackData) -> Events:
    """A tap on the buttons of a request; one of a request that is settled by now changes nothing."""
    if not isinstance(prompt, ReplaceCheck) or tap.second != str(prompt.request):
        return (Asked("replace_settled"),)
    return _answered(prompt, tap.first)


def on_text(decision: Decision, prompt: ReplaceCheck, text: str) -> Events:
    """The words of a button, unless they were sent before it was shown."""
    answer = _LABELS.get(decision.label(text)) or _SAID.get(normal(text), "")
    return _answered(prompt, "" if decision.inbound.ahead else answer)


def _answered(prompt: ReplaceCheck, answer: str) -> Events:
    if answer not in (AGREE, REFUSE):
        return (Asked("replace_choice"),)
    return (ReplacementAnswered(prompt.request, answer == AGREE),)
