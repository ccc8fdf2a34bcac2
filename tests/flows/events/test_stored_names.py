"""Names that lie in journals, in buttons people still see, and in tables: a new version must know every one of them.

`tests/fixtures/stored_names.json` only ever grows. A line that goes from it is old data that nobody can read.
"""

import json
from collections.abc import Mapping
from dataclasses import MISSING, fields
from typing import Any

from flows.cases import codec as cases
from flows.cases.events import REASONS
from flows.events.codec import stored_types
from flows.interface.callback_data import Verb
from flows.interface.notifications import About
from flows.selection import codec as selection
from flows.signing.facts import STORED
from storage.stored_names import FileRole, JobKind, LinkPurpose, MailKind
from tests.support.paths import FIXTURES

FROZEN: dict[str, Any] = json.loads((FIXTURES / "stored_names.json").read_text(encoding="utf-8"))


def _required(kind: type[Any]) -> list[str]:
    return [part.name for part in fields(kind) if part.default is MISSING and part.default_factory is MISSING]


def _fields(kinds: Mapping[str, type[Any]]) -> dict[str, dict[str, str]]:
    """Of each event its fields, and whether one may be missing."""
    return {
        name: {part.name: "required" if part.name in _required(kind) else "optional" for part in fields(kind)}
        for name, kind in kinds.items()
    }


def test_every_event_ever_stored_is_known_and_keeps_its_fields() -> None:
    known = stored_types()
    for name, names in FROZEN["events"].items():
        assert name in known
        assert set(names) <= {part.name for part in fields(known[name])}, name


def test_an_event_asks_for_no_field_that_older_ones_lack() -> None:
    for name, kind in stored_types().items():
        if name in FROZEN["required"]:
            assert set(_required(kind)) <= set(FROZEN["required"][name]), name


def test_new_events_and_verbs_are_frozen_with_the_release_that_brings_them() -> None:
    assert set(stored_types()) == set(FROZEN["events"])
    assert {verb.name: verb.value for verb in Verb} == FROZEN["verbs"]


def test_roles_and_kinds_in_rows_are_those_of_every_earlier_version() -> None:
    """A file, a job or a delivery of an earlier version must still be what it was."""
    lists = {
        "file_roles": FileRole,
        "job_kinds": JobKind,
        "mail_kinds": MailKind,
        "occasions": About,
        "link_purposes": LinkPurpose,
    }
    for name, kinds in lists.items():
        assert {each.name: each.value for each in kinds} == FROZEN[name]


def test_events_of_cases_are_those_of_every_earlier_version() -> None:
    """An event of a case that was ever stored must still be what it was; a new field needs a default."""
    assert _fields(cases.stored_types()) == FROZEN["case_events"]
    assert _fields(selection.stored_types()) == FROZEN["selection_events"]
    assert list(REASONS) == FROZEN["missing_reasons"]


def test_facts_of_signing_online_are_those_of_every_earlier_version() -> None:
    assert {name: sorted(kind.__dataclass_fields__) for name, kind in STORED.items()} == FROZEN[
        "signing_facts"
    ]
