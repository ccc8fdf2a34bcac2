"""Button data: what is written comes back, nothing is longer than Telegram allows, garbage is nobody's button."""

from hypothesis import given
from hypothesis import strategies as st

from flows.definitions.questionnaire import Kind
from flows.interface.callback_data import MAX_BYTES, CallbackData, Verb, decode, encode
from tests.support.programmes import questionnaire

names = st.text(st.characters(exclude_characters=":"), min_size=1, max_size=20)


@given(st.sampled_from(Verb), names, st.lists(names, max_size=3))
def test_what_is_written_comes_back(verb: Verb, version: str, parts: list[str]) -> None:
    padded = [*parts, "", "", ""][:3]
    assert decode(encode(verb, version, *parts)) == CallbackData(verb, version, *padded)


@given(st.text())
def test_no_text_breaks_it(data: str) -> None:
    pressed = decode(data)
    assert pressed is None or pressed.verb in Verb


def test_the_longest_button_of_the_questionnaire_fits() -> None:
    version, longest = questionnaire().version, ""
    for question in questionnaire().questions:
        names = [option.id for option in question.options] or ["", *question.scale]
        rows = question.rows if question.kind is Kind.MATRIX else ("",)
        for name in names:
            for row in rows:
                longest = max(longest, encode(Verb.ANSWER, version, question.id, name, row), key=len)
    assert 30 < len(longest.encode()) <= MAX_BYTES


def test_what_no_version_of_us_wrote_is_nobodys_button() -> None:
    for data in ("", "?:113.1:x", "a:113.1:1:2:3:4", "hello", "A:113.1", "：113.1"):
        assert decode(data) is None
