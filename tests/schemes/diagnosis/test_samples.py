"""Every persona gets where its note says, through the engine and its words alone."""

import pytest

from tests.support.chat import CASE, Chat
from tests.support.personas import NAMES, answers, persona
from tests.support.player import here, play

ENDS = {
    "english": ("receipt", "eligible"),
    "exporter": ("receipt", "eligible"),
    "foreign_branch": ("receipt", "needs_staff"),
    "large_company": ("verdict", "not_eligible"),
    "messy_typist": ("receipt", "eligible"),
    "non_exporter": ("receipt", "eligible"),
    "sole_proprietor": ("receipt", "eligible"),
}


@pytest.mark.parametrize("name", [name for name in NAMES if "company_name" in answers(name)])
def test_a_persona_arrives(name: str) -> None:
    """At the receipt with its case number, or at the page that says why not.

    Who lets the registers answer is played where there are registers (tests/stories)."""
    chat = play(Chat(persona(name)["lang"]), name)
    end, verdict = ENDS[name]
    assert (here(chat.messages), chat.session.verdict[0]) == (end, verdict)
    assert chat.session.case_number == (CASE if end == "receipt" else "")
