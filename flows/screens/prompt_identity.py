"""What a typed text would be an answer to: two prompts of which this is the same may take the same text."""

from typing import TypeAlias

from flows.screens.prompts import (
    Applied,
    Ask,
    CopyCheck,
    Doubt,
    Prompt,
    RegisterCard,
    ReplaceCheck,
    Review,
    Warnings,
)

Asked: TypeAlias = tuple[str, ...]


def asked(prompt: Prompt) -> Asked:
    """The kind of prompt, and whatever of it makes another text the right one."""
    match prompt:
        case Ask():
            return ("Ask", prompt.question.id, prompt.row, prompt.awaiting)
        case Doubt():
            return ("Doubt", prompt.question.id, prompt.row, prompt.code, repr(list(prompt.candidates)))
        case RegisterCard():
            return ("RegisterCard", prompt.record.ubn)
        case Review():
            return ("Review", str(prompt.page))
        case Warnings():
            return ("Warnings", *(finding.fingerprint for finding in prompt.findings))
        case Applied():
            return ("Applied", repr(prompt))
        case CopyCheck():
            return ("CopyCheck", prompt.draft.file)
        case ReplaceCheck():
            return ("ReplaceCheck", str(prompt.request))
        case _:
            return (type(prompt).__name__,)


def question_of(asked: Asked) -> str:
    """The id of the question that was asked, or whose answer was doubted; empty where it was none."""
    return asked[1] if asked[0] in ("Ask", "Doubt") else ""
