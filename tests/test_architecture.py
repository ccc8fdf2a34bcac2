"""Who may import whom, and the house rules a machine can check. Each broken rule is named with its place."""

import ast
import re
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.support.house_rules import misnamed, misnamed_classes, only_declares, too_long
from tests.support.source.package_order import may_import, upward
from tests.support.source.private_names import is_own, is_private, private_attributes, private_names
from tests.support.source.source_files import ROOMS, imports, parsed, sources, top, within

PARSERS = {"phonenumbers", "email_validator", "cn2an"}
DATABASES = {"sqlmodel", "sqlalchemy", "alembic", "asyncpg", "aiosqlite", "sqlite3"}

ONLY_IN = {
    "typst": ("bot/documents/compiler.py",),
    "pypdfium2": ("bot/documents/preview.py", "tests"),
    "segno": ("bot/documents/qr_code.py",),
    "aiosmtplib": ("bot/mail",),
    "linebot": ("bot/channels/line", "tests"),
    **dict.fromkeys(("cv2", "PIL", "pi_heif", "zxingcpp"), ("bot/signed_copy", "tests")),
    "telegram": ("bot/channels/telegram", "tests"),
    "tests": ("tests",),
    **dict.fromkeys(DATABASES, ("storage", "tests")),
}
"""Outside libraries, and tests, by the places that may import them: folders, files, beginnings of names."""

WORLD = {"os", "io", "time", "random", "secrets", "uuid", "logging", "socket", "asyncio", "subprocess"}
WORLDLY = {"open", "print", "input", "datetime.now", "datetime.utcnow", "date.today"}

SQL = re.compile(
    r"\b(SELECT|INSERT INTO|UPDATE|DELETE FROM|CREATE TABLE|ALTER TABLE|DROP TABLE|PRAGMA) [\w*]"
)


def broken(rule: Callable[[str], list[str]], *rooms: str) -> dict[str, list[str]]:
    """What offends against a rule, by file."""
    return {path: found for path in sources(*rooms) if (found := rule(path))}


def test_flows_imports_nothing_but_flows_and_pure_parsers() -> None:
    allowed = sys.stdlib_module_names | PARSERS | {"flows"}
    assert broken(lambda path: [name for name in imports(path) if top(name) not in allowed], "flows") == {}


def test_flows_knows_no_clock_no_chance_and_no_world() -> None:
    """Pure: no I/O, clock, randomness or logging."""

    def impure(path: str) -> list[str]:
        called = {ast.unparse(node.func) for node in ast.walk(parsed(path)) if isinstance(node, ast.Call)}
        return [name for name in imports(path) if top(name) in WORLD] + sorted(called & WORLDLY)

    assert broken(impure, "flows") == {}


def test_packages_of_flows_import_only_what_lies_below_them() -> None:
    assert broken(upward, "flows") == {}


@pytest.mark.parametrize(
    ("path", "name"),
    [
        ("flows/answers/text.py", "flows.screens.command_words.command"),
        ("flows/session/places.py", "flows.interface.known.PlaceKnown"),
        ("flows/interface/inbound.py", "flows.document.model.PrintedForm"),
        ("flows/screens/prompts.py", "flows.schemes.common.sme.judge"),
        ("flows/schemes/common/sme.py", "flows.schemes.diagnosis.checks.CHECKS"),
        ("flows/schemes/diagnosis/checks.py", "flows.session.state.Session"),
    ],
)
def test_the_rule_sees_what_lies_above(path: str, name: str) -> None:
    assert not may_import(path, name)


def test_schemes_are_imported_by_the_catalogue_alone() -> None:
    """It hands them to the engine, which knows none."""
    found = broken(
        lambda path: [name for name in imports(path) if within(name, "flows.schemes")], "flows", "bot"
    )
    assert {path for path in found if not path.startswith("flows/schemes/")} == {"bot/config/catalogue.py"}


def test_storage_knows_no_other_room_than_the_types_of_flows() -> None:
    def foreign(path: str) -> list[str]:
        return [name for name in imports(path) if within(name, "bot", "tests")]

    assert broken(foreign, "storage") == {}


def test_a_channel_knows_flows_and_itself() -> None:
    def foreign(path: str) -> list[str]:
        own = ".".join(Path(path).with_suffix("").parts[:3])
        known = ("flows", "bot.channels.shared", "bot.channels.base", own)
        return [name for name in imports(path) if within(name, *ROOMS) and not within(name, *known)]

    assert broken(foreign, "bot/channels") == {}


def test_outside_libraries_are_imported_where_they_belong() -> None:
    def misplaced(path: str) -> list[str]:
        return [name for name in imports(path) if not path.startswith(ONLY_IN.get(top(name), ("",)))]

    assert broken(misplaced) == {}


def test_nobody_sees_both_the_database_and_a_channel() -> None:
    """bot/app.py builds everything over what all channels promise (bot/channels/base.py)."""
    common = ("bot.channels.base", "bot.channels.shared")

    def both(path: str) -> list[str]:
        names = list(imports(path))
        channels = [name for name in names if within(name, "bot.channels") and not within(name, *common)]
        return channels if any(within(name, "storage.engine.database") for name in names) else []

    assert broken(both, "bot") == {}


def test_what_a_library_keeps_private_is_not_used() -> None:
    """A name with a leading underscore may change with any release, and does."""
    assert broken(private_names) == {}
    assert broken(private_attributes) == {}


def test_nobody_reaches_into_what_another_object_keeps_private() -> None:
    """In the product only an object itself (`self`, `cls`) knows its own; a test may look."""

    def reached(path: str) -> list[str]:
        found = (node for node in ast.walk(parsed(path)) if isinstance(node, ast.Attribute))
        return [ast.unparse(node) for node in found if is_private(node.attr) and not is_own(node.value)]

    pinned = {
        "bot/documents/seal.py": ["super()._handle_id"]
    }  # pyhanko has no other way; its version is pinned
    assert broken(reached, "bot", "flows", "storage") == pinned


def test_what_a_conversation_is_made_of_is_changed_by_nobody_else() -> None:
    """Whether a typed text is an answer depends on what a CachedSession counts: it has one owner."""

    def assigned(path: str) -> list[str]:
        found = (node for node in ast.walk(parsed(path)) if isinstance(node, ast.Attribute))
        stored = (node for node in found if isinstance(node.ctx, ast.Store))
        return [ast.unparse(node) for node in stored if ast.unparse(node.value) != "self"]

    changed = broken(assigned, "bot", "flows")
    assert [path for path in changed if path.startswith(("bot/conversation", "flows"))] == []


@pytest.mark.parametrize(
    "code",
    [
        "import telegram._utils",
        "from telegram._utils import types",
        "from telegram.request import _requestparameter",
        "import telegram\ntelegram._bot.Bot",
        "import telegram as t\nt.request._httpxrequest",
        "from telegram import Bot\nBot._post",
        "from telegram import Bot\nBot('1:a')._post('getMe')",
        "import linebot.v3.messaging as sdk\nsdk.Configuration._default = None",
        "from linebot.v3.messaging import AsyncApiClient\ngetattr(AsyncApiClient, '_apply_auth_params')",
        "import telegram\ngetattr(telegram, '_bot', None)",
        "import importlib\nimportlib.import_module('telegram._bot')",
        "from bot.documents.preview import _opened as opened",
    ],
)
def test_the_rule_sees_what_is_private(code: str, tmp_path: Path) -> None:
    file = tmp_path / "offender.py"
    file.write_text(code, encoding="utf-8")
    assert private_names(str(file)) or private_attributes(str(file))


def test_a_file_says_what_it_is_for() -> None:
    """In its first lines; a file without any says nothing else either."""

    def silent(path: str) -> list[str]:
        module = parsed(path)
        return [] if ast.get_docstring(module) or not module.body else ["no docstring"]

    assert broken(silent) == {}


def test_a_file_is_short_enough_to_be_read() -> None:
    """250 lines; 400 where it only declares: events, prompts, tables, records, settings."""
    assert broken(too_long) == {}


def test_only_a_file_without_decisions_may_be_longer() -> None:
    declared = "class A:\n    x: int = 0\n    @property\n    def y(self) -> int:\n        return self.x\n"
    assert only_declares(ast.parse(declared))
    assert not only_declares(ast.parse(declared + "def f(a):\n    if a:\n        return 1\n"))
    assert not only_declares(ast.parse(declared + "def f(a):\n    b = a\n    return b\n"))


def test_no_file_has_a_name_that_means_several_things() -> None:
    assert broken(misnamed) == {}
    assert misnamed("bot/telling.py") == ["telling: notifications"]


def test_no_class_has_a_name_that_only_its_author_could_guess(tmp_path: Path) -> None:
    assert broken(misnamed_classes, "bot", "flows", "storage") == {}
    file = tmp_path / "offender.py"
    file.write_text("class StaffBell: ...\n", encoding="utf-8")
    assert misnamed_classes(str(file)) == ["StaffBell: WakeUp"]


def test_only_storage_speaks_sql() -> None:
    def sql(path: str) -> list[str]:
        strings = (node.value for node in ast.walk(parsed(path)) if isinstance(node, ast.Constant))
        return [text for text in strings if isinstance(text, str) and SQL.search(text)]

    assert broken(sql, "flows", "bot") == {}


def test_a_language_is_spelled_in_one_place() -> None:
    """Besides there: commands by their names, and people that stand-ins play."""

    def spelled(path: str) -> list[str]:
        strings = (node.value for node in ast.walk(parsed(path)) if isinstance(node, ast.Constant))
        return [text for text in strings if text == "zh-TW"]

    places = {path for path in broken(spelled, "bot", "flows", "storage") if "/standins/" not in path}
    assert places == {"flows/definitions/languages.py", "flows/screens/command_words.py"}
