"""How long a file may be, and which words may not name one."""

import ast
import re
from collections.abc import Mapping
from pathlib import Path

from tests.support.paths import ROOT
from tests.support.source.source_files import parsed

MOST_LINES = 250
MOST_DECLARED = 400
"""Lines of a file that does something, and of one that only declares."""

SYNONYMS: Mapping[str, str] = {
    "applied": "company_claim",
    "aside": "conversation",
    "asides": "conversation",
    "begun": "consent",
    "carried": "attachment",
    "desk": "sqlite_thread, or what the stand-in is",
    "desks": "sqlite_thread, or what the stand-in is",
    "given": "answers",
    "herald": "notifier",
    "hurried": "ahead",
    "journey": "path",
    "limited": "places",
    "paper": "document",
    "papers": "documents",
    "patience": "retry_policy",
    "postman": "mail transport",
    "standing": "company_claim, places or registry",
    "standings": "company_claim, places or registry",
    "submitting": "submission",
    "tapping": "taps",
    "tell": "notification",
    "teller": "notifier",
    "telling": "notifications",
    "ticking": "drafts",
    "turned": "pending_reply",
}
"""Words that once named files and meant several things, and the one word that is used instead."""


CLASS_SYNONYMS: Mapping[str, str] = {
    "Bell": "WakeUp",
    "Chore": "schedule, handler or job",
    "Desk": "SqliteThread, or what it takes in",
    "Face": "HttpServer",
    "Forgetting": "what expires",
    "Herald": "Notifier",
    "Hurried": "TypedAhead",
    "Manners": "limits or behaviour",
    "News": "Notification",
    "Papers": "documents",
    "Postman": "MailTransport",
    "Standing": "state, status or position",
    "Stock": "what is in it",
    "ActContext": "context",
    "Tell": "Notification",
    "Teller": "Notifier",
    "Told": "facts, or Notification",
    "Tried": "attempts",
    "Turned": "PendingReply",
    "Turns": "TurnProcessor or ReplyQueue",
}
"""Words of class names that only who wrote them could guess, and what is said instead."""


def too_long(path: str) -> list[str]:
    """By how many lines a file is too long to be read."""
    lines = (ROOT / path).read_text(encoding="utf-8").count("\n")
    most = MOST_DECLARED if lines > MOST_LINES and only_declares(parsed(path)) else MOST_LINES
    return [f"{lines} lines, at most {most}"] if lines > most else []


def only_declares(module: ast.Module) -> bool:
    """Whether a file decides nothing: imports, constants, classes, and functions of a single statement."""
    functions = (
        node for node in ast.walk(module) if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)
    )
    return all(len(_statements(node)) <= 1 and not _decides(node) for node in functions) and not any(
        isinstance(node, ast.If | ast.For | ast.While | ast.Try | ast.With) for node in module.body
    )


def misnamed(path: str) -> list[str]:
    """Words of a file's name, or of its folders' names, that are not used any more, with the one that is."""
    words = (word for part in Path(path).with_suffix("").parts for word in part.split("_"))
    return [f"{word}: {SYNONYMS[word]}" for word in words if word in SYNONYMS]


def misnamed_classes(path: str) -> list[str]:
    """Classes of a file whose names have a word that is not used any more, with the one that is."""
    names = (node.name for node in ast.walk(parsed(path)) if isinstance(node, ast.ClassDef))
    words = ((name, word) for name in names for word in re.findall(r"[A-Z][a-z0-9]*", name))
    return [f"{name}: {CLASS_SYNONYMS[word]}" for name, word in words if word in CLASS_SYNONYMS]


def _statements(function: ast.FunctionDef | ast.AsyncFunctionDef) -> list[ast.stmt]:
    return function.body[1:] if ast.get_docstring(function) is not None else function.body


def _decides(function: ast.FunctionDef | ast.AsyncFunctionDef) -> bool:
    compound = ast.If | ast.For | ast.AsyncFor | ast.While | ast.Try | ast.With | ast.AsyncWith | ast.Match
    return any(isinstance(node, compound) for node in ast.walk(function))
