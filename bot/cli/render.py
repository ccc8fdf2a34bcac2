"""`render ANSWERS.json OUT.pdf`: the document alone, for trying a layout or answers by hand."""

import json
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from bot import documents
from bot.config.catalogue import catalogue_of
from bot.config.programme_file import read_programme
from bot.config.settings import Settings
from bot.service import utc_now
from flows.document.attachment import DIGEST, application_data, to_text
from flows.document.fill import FORM_LANGUAGE, Filing, printed_form
from flows.scheme.definition import Definition, printed_as
from flows.session.frozen import thawed
from flows.session.state import Session


def render_file(settings: Settings, answers: Path, out: Path, language: str = FORM_LANGUAGE) -> int:
    """Render an answers file ({"answers": {question id: stored value}}); returns the exit code.

    Any other language than the form's gives a reading copy.
    """
    try:
        given = _answers(answers)
    except (OSError, ValueError) as error:
        print(f"{answers}: {error}", file=sys.stderr)
        return 1
    programme = read_programme(settings.programme_file)
    definition = catalogue_of([programme]).current(programme.opens)
    edition = definition.edition
    known = {question.id for question in edition.questionnaire.questions}
    strays = sorted(key for key in given if key.partition(".")[0] not in known)
    if strays:
        print(f"{answers}: no such questions: {', '.join(strays)}", file=sys.stderr)
        return 1
    out.write_bytes(_drawn(definition, given, language, settings.fonts_dir))
    return 0


def _drawn(definition: Definition, given: Mapping[str, Any], language: str, fonts: Path | None) -> bytes:
    answers, made_at = thawed(given), utc_now().replace(microsecond=0)
    edition, programme = definition.edition, definition.programme
    renderer = documents.Renderer(printed_as(definition))
    verdict = definition.verdict(Session(edition.questionnaire.version, language, answers=answers))
    if language != FORM_LANGUAGE:
        form = printed_form(edition, programme, answers, Filing(verdict=verdict), language)
        return renderer.reading_copy(form, made_at=made_at, fonts=fonts)
    data = application_data(
        "",
        (edition.questionnaire.version, edition.questionnaire.digest),
        (programme.year, programme.words[language]["title"]),
        given,
        (verdict.state.value, tuple(map(str, verdict.reasons))) if verdict else None,
        record={},
        submitted_at="",
    )
    form = printed_form(edition, programme, answers, Filing(digest=data[DIGEST], verdict=verdict))
    return renderer.render(form, made_at=made_at, carried=to_text(data), fonts=fonts)


def _answers(path: Path) -> dict[str, Any]:
    data = json.loads(path.read_text(encoding="utf-8"))
    if not isinstance(data, dict) or not isinstance(data.get("answers"), dict):
        raise ValueError('must be {"answers": {question id: value}}')
    answers: dict[str, Any] = data["answers"]
    return answers
