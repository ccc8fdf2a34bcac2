"""The table of intents against what people say: each phrasing is its intent, no true answer is taken for one."""

from collections.abc import Iterator

import pytest

from flows.definitions.intents import read_intents
from flows.definitions.issues import Malformed
from flows.intents.recognise import LONGEST, recognise
from tests.support.paths import FIXTURES
from tests.support.programmes import edition

INTENTS = edition().intents
NAMES = [intent.name for intent in INTENTS]
AROUND = ("{}", "請問{}", "{}🙏", "{}！！", "不好意思，{}", "{} ", "{}～")


def phrasings() -> Iterator[tuple[str, str]]:
    """Each row as what it is and what is said."""
    for line in (FIXTURES / "phrasings.tsv").read_text(encoding="utf-8").splitlines():
        if not line.startswith("#"):
            _, meant, said = line.split("\t")
            yield meant, said


ASKED = [(meant, said) for meant, said in phrasings() if not meant.startswith("answer:")]


def test_every_phrasing_is_its_intent() -> None:
    missed = [
        (meant, said, found and found.intent)
        for meant, said in ASKED
        if (found := recognise(INTENTS, said)) is None or found.intent != meant
    ]
    assert not missed


def test_politeness_signs_and_pictures_change_nothing() -> None:
    """A sign more, a blank, 請問 in front: at most one in fifty is no longer understood."""
    tried = missed = 0
    for meant, said in ASKED:
        for around in AROUND:
            found = recognise(INTENTS, around.format(said))
            tried += 1
            missed += found is None or meant not in (found.intent, *found.others)
    assert missed <= tried / 50


def test_every_intent_has_phrasings_in_both_languages() -> None:
    rows = [
        line.split("\t") for line in (FIXTURES / "phrasings.tsv").read_text(encoding="utf-8").splitlines()
    ]
    for name in NAMES:
        assert {row[0] for row in rows if row[1:2] == [name]} == {"zh", "en"}


@pytest.mark.parametrize(
    "said",
    [
        "謝立功",
        "好好企業社",
        "嗨森文創",
        "等一個人咖啡",
        "Hello World Ltd",
        "12345675",
        "0912345678",
        "不二坊",
        "高興食品",
        "說好的",
    ],
)
def test_a_name_is_no_intent(said: str) -> None:
    found = recognise(INTENTS, said)
    assert found is None or not found.sure


def test_courtesy_yields_to_what_is_asked() -> None:
    found = recognise(INTENTS, "你好，請問要錢嗎？謝謝")
    assert found is not None
    assert found.intent == "cost"


def test_a_long_text_tells_something() -> None:
    assert recognise(INTENTS, "什麼意思" * LONGEST) is None


def test_a_broken_table_is_told_with_its_place() -> None:
    with pytest.raises(Malformed) as told:
        read_intents({"cost": {"zh": ["("], "en": ["x"]}, "why": {"zh": ["為什麼"], "to": []}})
    assert [issue.code for issue in told.value.issues] == ["unreadable", "unknown_key", "missing_key"]
