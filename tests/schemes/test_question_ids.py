"""Nobody but a scheme spells the id of a question: everybody else reads answers by role (roles.toml)."""

import ast
from collections.abc import Mapping

from bot.config.catalogue import RULES, shipped_editions
from tests.support.source.source_files import parsed, sources

OTHER_MEANINGS: Mapping[str, set[str]] = {
    "bot/conversation/alliance/": {"ubn"},  # a part of what is told of a seat
    "bot/demo/alliance/": {"ubn", "registration_type"},  # parts of an alliance's file
    "bot/demo/office/invented_cases.py": {"ubn"},  # a part of an invented company
    "bot/notifications/alliance/": {"ubn"},  # a part of what is told of a seat
    "bot/presenter/panels/invitations.py": {"ubn"},  # a part of a planned member
    "bot/cli/verify.py": {"ubn"},  # a part of a phrase's key
    "bot/config/programme_file.py": {"contact_name", "contact_phone", "contact_email"},  # gaps in its texts
    "bot/demo/standins/registry.py": {"ubn"},  # a part of an address
    "bot/office/act_links/office_mail.py": {"ubn"},  # a part of what the mail says
    "bot/office/proposals/": {"ubn"},  # a field of a form, a column, a part of what is told of a seat
    "bot/office/spreadsheet.py": {"ubn"},  # a column
    "bot/presenter/context.py": {"contact_name", "contact_phone", "contact_email"},  # gaps in phrases
    "flows/definitions/questionnaire.py": {"ubn"},  # the kind
    "flows/events/consent.py": {"ubn"},  # what journals from before roles mean
    "flows/registry/codec.py": {"registration_type"},  # a field of stored records
    "flows/session/redaction.py": {"ubn"},  # a field of an event
    "storage/": {"ubn"},  # a column
}
"""Places in which such a word is the name of something else, and of what."""


def test_only_schemes_spell_the_ids_of_questions() -> None:
    ids = {question.id for edition in shipped_editions() for question in edition.questionnaire.questions}
    spelt: dict[str, set[str]] = {}
    for path in sources("flows", "bot", "storage"):
        if not path.startswith("flows/schemes/") and (found := ids & _strings(path)):
            place = next((place for place in OTHER_MEANINGS if path.startswith(place)), path)
            spelt.setdefault(place, set()).update(found)
    assert spelt == OTHER_MEANINGS


def test_every_shipped_form_plays_every_role_its_rules_need() -> None:
    """As lint proves of each edition; here that there are rules and roles at all."""
    needs = {role for forms in RULES.values() for rules in forms.values() for role in rules.needs}
    assert needs
    for edition in shipped_editions():
        assert needs == set(edition.roles.questions)


def _strings(path: str) -> set[str]:
    return {
        node.value
        for node in ast.walk(parsed(path))
        if isinstance(node, ast.Constant) and isinstance(node.value, str)
    }
