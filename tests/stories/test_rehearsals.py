"""Every persona plays the whole application on every channel, over real HTTP and SMTP, as `rehearse` does."""

import json
from collections.abc import Iterator
from email import message_from_bytes, policy
from email.message import EmailMessage
from pathlib import Path
from typing import Any

import pytest

from bot import documents
from bot.channels.line.cards.quick_replies import FEW
from bot.cli.main import main
from bot.config.catalogue import shipped
from flows.answers.display import shown
from flows.answers.values import choices
from flows.definitions.questionnaire import Kind, Question
from flows.session.answers import Answer
from flows.session.frozen import thawed
from tests.support.effort import advised
from tests.support.effort import played as played_on
from tests.support.paths import PERSONAS

SCRIPTS = sorted(PERSONAS.glob("*.json"))
CHANNELS = ("web", "line", "telegram")
STOPS = ("large_company",)
EDITION = shipped()["113.1"]
WORDS = EDITION.speak("zh-TW")


def every(*, stopping: bool) -> list[Any]:
    """Persona and channel, for the personas that stop early or for those that do not."""
    return [
        pytest.param((path, channel), id=f"{path.stem}-{channel}")
        for path in SCRIPTS
        if (path.stem in STOPS) is stopping
        for channel in CHANNELS
    ]


@pytest.fixture
def played(request: pytest.FixtureRequest, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The folder `python -m bot rehearse` wrote for this persona and channel."""
    persona, channel = request.param
    monkeypatch.chdir(tmp_path)
    assert main(["rehearse", str(persona), "--out", str(tmp_path / "out"), "--channel", channel]) == 0
    return tmp_path / "out"


@pytest.mark.parametrize("played", every(stopping=False), indirect=True)
def test_a_persona_ends_with_the_form_and_two_mails(played: Path) -> None:
    report = _json(played / "report.json")
    assert report["stopped_at"] == ""
    assert report["pushes"] == 0
    assert report["reply_calls"] in (0, report["turns"])
    assert report["messages"] == report["turns"] - 1
    assert report["refused_calls"] == 0
    pdf = (played / "application.pdf").read_bytes()
    pages = documents.page_texts(pdf)
    assert len(pages) == 3
    assert all(report["case_number"] in page for page in pages)
    mails = [_mail(played / f"mail-{number}.eml") for number in (1, 2)]
    assert all(_attached(mail) == pdf for mail in mails)
    assert all(report["case_number"] in str(mail["Subject"]) for mail in mails)
    printed = _bare("".join(pages))
    answers = thawed(_json(played / "answers.json")["answers"])
    missing = [text for text in _expected(answers) if _bare(text) not in printed]
    assert missing == []


@pytest.mark.parametrize("played", every(stopping=True), indirect=True)
def test_a_company_that_is_not_eligible_is_told_so_and_nothing_is_sent(played: Path) -> None:
    report = _json(played / "report.json")
    assert report["stopped_at"] == report["verdict"] == "not_eligible"
    assert "第 2 條" in (played / "transcript.txt").read_text(encoding="utf-8")
    assert not list(played.glob("*.eml"))


@pytest.mark.parametrize(
    ("persona", "changed", "stopped_at", "verdict"),
    [
        ("exporter", {"ubn": None}, "ubn", ""),
        ("exporter", {"employee_count": "很多"}, "employee_count", ""),
        ("exporter", {"contact_phone": "沒有電話"}, "contact_phone", "eligible"),
        ("exporter", {"target_markets": None}, "target_markets", "eligible"),
        ("foreign_branch", {"website": "不是網址"}, "website", "needs_staff"),
        ("foreign_branch", {"signatory_title": None}, "signatory_title", "needs_staff"),
    ],
)
def test_a_persona_who_stops_early_has_the_verdict_known_so_far(
    persona: str,
    changed: dict[str, Any],
    stopped_at: str,
    verdict: str,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    script = _json(PERSONAS / f"{persona}.json")
    script["answers"] |= changed
    (tmp_path / "persona.json").write_text(json.dumps(script), encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    assert main(["rehearse", str(tmp_path / "persona.json"), "--out", str(tmp_path / "out")]) == 0
    report = _json(tmp_path / "out" / "report.json")
    assert (report["case_number"], report["stopped_at"], report["verdict"]) == ("", stopped_at, verdict)


@pytest.mark.parametrize(
    ("persona", "fewer_than", "acts", "read"),
    [
        ("exporter", None, 75, 12_000),
        ("exporter", FEW, 75, 12_000),
        ("exporter", 0, 50, 12_000),
        ("found_company", None, 40, 9_000),
    ],
)
async def test_what_an_application_on_line_asks_of_people(
    persona: str, fewer_than: int | None, acts: int, read: int
) -> None:
    """As docs/rehearsals.md has it: tapping whatever can be (None), done as the screens advise, and typing."""
    script = _json(PERSONAS / f"{persona}.json")
    way = script if fewer_than is None else advised(script, EDITION, fewer_than)
    report = await played_on(way, "line")
    assert report["case_number"]
    assert report["messages"] <= acts
    assert report["read_characters"] <= read


def _json(path: Path) -> Any:
    return json.loads(path.read_text(encoding="utf-8"))


def _mail(path: Path) -> EmailMessage:
    return message_from_bytes(path.read_bytes(), policy=policy.default)


def _attached(mail: EmailMessage) -> bytes:
    return bytes(next(iter(mail.iter_attachments())).get_content())


def _bare(text: str) -> str:
    return "".join(text.split())


def _expected(answers: dict[str, Answer]) -> Iterator[str]:
    """What the printed form must say for each answer: the text, or the option with its tick."""
    for name, answer in answers.items():
        question = EDITION.questionnaire.by_id[name]
        if question.number:
            yield from _printed(question, answer)
            yield from answer.texts.values()


def _printed(question: Question, answer: Answer) -> Iterator[str]:
    match question.kind:
        case Kind.SINGLE_CHOICE | Kind.BOOLEAN | Kind.MULTI_CHOICE:
            yield from (f"☑{_label(question, option)}" for option in choices(answer.value))
        case Kind.RANKING:
            for mark, option in zip("①②③", choices(answer.value), strict=False):
                definition = question.option(option)
                yield f"{'☑' if definition and definition.exclusive else mark}{_label(question, option)}"
        case Kind.MATRIX:
            assert isinstance(answer.value, dict)
            for row, cell in answer.value.items():
                boxes = "☐☐☐☐☐" if question.scale else ""
                ticked = boxes[: int(cell) - 1] + "☑" + boxes[int(cell) :] if question.scale else f"{cell:,}"
                yield WORDS.row(question.id, row) + ticked if question.scale else ticked
        case Kind.TABLE:
            assert isinstance(answer.value, list)
            yield from (str(cell) for row in answer.value for cell in row.values())
        case Kind.TEXT | Kind.LONG_TEXT:
            yield str(answer.value)
        case _:
            yield shown(question, answer.value, answer.texts, WORDS)


def _label(question: Question, option: str) -> str:
    label = WORDS.option(question.id, option)
    return label.partition("（")[0] if option == "other" else label
