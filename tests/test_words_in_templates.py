"""Words that people read are in templates and questionnaires: no Chinese in Python, but where it is a parser's own."""

import ast
import re
from collections.abc import Iterator, Mapping

from tests.support.paths import ROOT

CHINESE = re.compile("[\u3007\u3040-\u30ff\u3400-\u9fff\uf900-\ufaff]")
"""Characters of words. What stands between words, such as 、 and ：, is no word."""

WHY: Mapping[str, str] = {
    "bot/demo/alliance/": "what people of an alliance that is played type, and made-up companies",
    "bot/demo/player.py": "which characters are Chinese ones",
    "bot/demo/standins/": "what the registers that are played say",
    "bot/gallery/screens.py": "made-up companies",
    "bot/mail/bounce_words.py": "what mail servers write",
    "bot/presenter/cases/days.py": "the days of the week, in the order of Python's",
    "bot/presenter/context.py": "how a day is written",
    "bot/registry/http.py": "what registers answer when they refuse",
    "flows/answers/": "what people type as an answer, and how a number, day or sum is written back",
    "flows/document/charset.py": "which characters can be printed",
    "flows/document/fill.py": "how a day is written on the form",
    "flows/intents/": "what people type who ask something",
    "flows/registry/": "what registers say",
    "flows/schemes/alliance/indicator_lines.py": "what people type as an indicator; the unit kept with it",
    "flows/schemes/alliance/screens/row_answers.py": "what people type for a month",
    "flows/schemes/alliance/schedule_lines.py": "what people type to change a schedule",
    "flows/schemes/diagnosis/suggestions.py": "a title as the form, which is in Chinese, has it",
    "flows/screens/": "what people type to be understood anywhere",
}
"""Where Chinese may stand in Python, and what it is there. Only ever shrinks."""


def chinese() -> Iterator[tuple[str, int, str]]:
    """The texts in Python with Chinese in them, save docstrings: file, line, text."""
    for room in ("bot", "flows", "storage"):
        for path in sorted((ROOT / room).rglob("*.py")):
            tree = ast.parse(path.read_text(encoding="utf-8"))
            texts = [node for node in ast.walk(tree) if isinstance(node, ast.Constant)]
            docstrings = {id(node.value) for node in ast.walk(tree) if isinstance(node, ast.Expr)}
            for node in texts:
                if CHINESE.search(str(node.value)) and id(node) not in docstrings:
                    yield path.relative_to(ROOT).as_posix(), node.lineno, str(node.value)


def test_what_people_read_is_in_templates() -> None:
    assert [one for one in chinese() if not one[0].startswith(tuple(WHY))] == []


def test_no_exception_is_left_over() -> None:
    files = {file for file, _, _ in chinese()}
    assert [place for place in WHY if not any(file.startswith(place) for file in files)] == []
