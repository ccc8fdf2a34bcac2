"""`render ANSWERS.json OUT.pdf`: the document alone, for trying a layout or answers by hand."""

import json
import sys
from pathlib import Path
from typing import Any

from bot import document
from bot.editions import shipped
from bot.programme import read_programme
from bot.service import utc_now
from bot.settings import Settings
from bot.submission import thawed
from flows.printing import printed_form


def render_file(settings: Settings, answers: Path, out: Path) -> int:
    """Render an answers file ({"answers": {question id: stored value}}); returns the exit code."""
    try:
        given = _answers(answers)
    except (OSError, ValueError) as error:
        print(f"{answers}: {error}", file=sys.stderr)
        return 1
    programme = read_programme(settings.programme_file)
    edition = shipped()[programme.questionnaire]
    known = {question.id for question in edition.questionnaire.questions}
    strays = sorted(key for key in given if key.partition(".")[0] not in known)
    if strays:
        print(f"{answers}: no such questions: {', '.join(strays)}", file=sys.stderr)
        return 1
    form = printed_form(edition, programme, thawed(given), case_number="")
    out.write_bytes(document.render(form, made_at=utc_now().replace(microsecond=0)))
    return 0


def _answers(path: Path) -> dict[str, Any]:
    data = json.loads(path.read_text(encoding="utf-8"))
    if not isinstance(data, dict) or not isinstance(data.get("answers"), dict):
        raise ValueError('must be {"answers": {question id: value}}')
    answers: dict[str, Any] = data["answers"]
    return answers
