"""The order of the packages that talk and of those that remember: what lies lower never imports what lies higher."""

from collections import Counter
from collections.abc import Sequence
from pathlib import Path

import pytest

from tests.support.paths import ROOT
from tests.support.source.source_files import imports, within

Floors = Sequence[frozenset[str]]

BOT: Floors = tuple(
    frozenset(floor.split())
    for floor in (
        "paths",
        "languages",
        "cases channels command_words limits mail presenter spreadsheets",
        "config gallery one_time_links outbox",
        "documents registry web",
        "selection signed_copy",
        "sandbox",
        "conversation",
        "notifications",
        "signing",
        "enabled_channels service",
        "year",
        "contribution office",
        "handover reporting retention workspace",
        "committee consultants",
        "proposals",
        "case_routes",
        "app job_handlers",
        "demo",
        "cli",
        "__main__",
    )
)
"""Packages and files of bot from the ground up; those on one floor do not know each other."""

STORAGE: Floors = tuple(
    frozenset(floor.split())
    for floor in (
        "errors records schema stored_names",
        "migrations",
        "engine",
        "backup outbox",
        "cases",
        "alliances figures handover places selection staff",
        "replacements",
        "retention",
        "erasure journal rotation",
    )
)

ROOMS = {"bot": BOT, "storage": STORAGE}

KNOWS_ONLY = {
    "bot/presenter": ("flows", "storage.records", "bot.presenter"),
    "bot/mail": (
        "flows.definitions",
        "flows.rules",
        "flows.scheme.mail_spec",
        "storage.records",
        "storage.stored_names",
        "bot",
    ),
    "bot/outbox": ("storage", "bot.mail.errors", "bot.outbox"),
}
"""Packages that know less than their floor allows."""

MOST_FILES = 20
"""Python files of a folder that somebody can still look through, its `__init__.py` among them."""


def files(*rooms: str) -> list[str]:
    """Python files of these rooms, relative to the project."""
    return sorted(str(path.relative_to(ROOT)) for room in rooms for path in (ROOT / room).rglob("*.py"))


def may_import(path: str, name: str) -> bool:
    """Whether a file of bot or storage may import this dotted name of its own room."""
    room, package = Path(path).with_suffix("").parts[:2]
    floors = ROOMS[room]
    floor = next((floor for floor, packages in enumerate(floors) if package in packages), None)
    if floor is None:
        return False  # a new package has to be given its floor
    below = (f"{room}.{each}" for packages in floors[:floor] for each in packages)
    return within(name, f"{room}.{package}", *below)


@pytest.mark.parametrize("room", ROOMS)
def test_packages_import_only_what_lies_below_them(room: str) -> None:
    for path in files(room):
        if Path(path).parts != (room, "__init__.py"):
            upward = [name for name in imports(path) if within(name, room) and not may_import(path, name)]
            assert upward == [], path


@pytest.mark.parametrize(
    ("path", "name"),
    [
        ("bot/presenter/notes.py", "bot.conversation.case_status.CaseStatus"),
        ("bot/documents/document_store.py", "bot.conversation.submission"),
        ("bot/config/settings.py", "bot.web.server"),
        ("bot/a_new_package/file.py", "bot.paths"),
        ("storage/records.py", "storage.cases.files"),
        ("storage/places/places.py", "storage.replacements.statements"),
    ],
)
def test_the_rule_sees_what_lies_above(path: str, name: str) -> None:
    assert not may_import(path, name)


@pytest.mark.parametrize("package", KNOWS_ONLY)
def test_a_package_that_is_to_know_little_does(package: str) -> None:
    for path in files(package):
        ours = [name for name in imports(path) if within(name, "flows", "storage", "bot", "tests")]
        assert [name for name in ours if not within(name, *KNOWS_ONLY[package])] == [], path


def test_what_plays_the_outside_world_is_known_to_the_demo_alone() -> None:
    for path in files("bot", "storage", "flows"):
        if not path.startswith("bot/demo/"):
            assert [name for name in imports(path) if within(name, "bot.demo.standins")] == [], path


@pytest.mark.parametrize("room", [*ROOMS, "flows"])
def test_a_folder_is_small_enough_to_be_looked_through(room: str) -> None:
    """Only the steps of the schema grow for ever, in the order of their names: a list, and nobody reads through it."""
    steps = "storage/migrations/versions"
    looked_at = (one for one in files(room) if not one.startswith(steps))
    folders = Counter(str(Path(path).parent) for path in looked_at)
    assert {folder: count for folder, count in folders.items() if count > MOST_FILES} == {}
