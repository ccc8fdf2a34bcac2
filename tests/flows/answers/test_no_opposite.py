"""No option is made of words that may mean its opposite, and no number of a list is an option.

On the published lists; the rows are of our own making, a few for each kind of slip.
"""

from datetime import date

import pytest

from flows.answers import parse
from flows.answers.base import Accepted, Incomplete, Outcome, Reading, Rejected
from flows.answers.parsing.option_matcher import fold
from flows.definitions.questionnaire import Kind, Question
from tests.flows.answers.sample import ASKED, KEPT, REFUSED, said
from tests.flows.answers.test_published_lists import EDITION, MANY, ONE

BY_ID = EDITION.questionnaire.by_id
PARTICLES = ("喔", "啦", "耶", "！", "，謝謝", "。")


def typed(question: Question | str, text: str) -> Outcome:
    asked = BY_ID[question] if isinstance(question, str) else question
    return parse(asked, text, Reading(date(2024, 5, 20), EDITION.names["zh-TW"][asked.id]))


def ids(outcome: Outcome) -> set[str]:
    """The options an outcome keeps, if any."""
    if not isinstance(outcome, Accepted | Incomplete):
        return set()
    return set(outcome.value) if isinstance(outcome.value, list) else {str(outcome.value)}


@pytest.mark.parametrize(
    ("question", "text"),
    [
        ("export_status", "有在外銷"),
        ("export_status", "外銷"),
        ("ecommerce_status", "有"),
        ("ecommerce_status", "在做"),
        ("marketing_team", "有人負責"),
        ("marketing_team", "有"),
        ("marketing_budget", "有編列"),
        ("marketing_budget", "編列"),
        ("overseas_channels", "固定通路"),
        ("overseas_channels", "有固定通路"),
        ("distributor_status", "有此需求"),
        ("social_channels", "有在經營"),
        ("social_channels", "有經營"),
        ("tools_in_use", "有使用"),
        ("tools_in_use", "有在用"),
        ("tools_wanted", "已決定"),
        ("tools_wanted", "都確定"),
        ("start_timeline", "確定"),
        ("brand_types", "商品"),
        ("brand_types", "無"),
        ("registration_type", "分公司"),
        ("registration_type", "國內分公司"),
        ("target_markets", "中美"),
    ],
)
def test_a_part_never_stands_for_its_opposite(question: str, text: str) -> None:
    """It is asked about or not understood."""
    assert ids(typed(question, text)) == set()


@pytest.mark.parametrize(
    ("question", "text", "option"),
    [
        ("distributor_status", "需要", "need_matching"),
        ("distributor_status", "有需要", "need_matching"),
        ("ecommerce_status", "目前沒有", "none"),
        ("overseas_channels", "還沒有", "none"),
        ("social_channels", "目前沒有", "none"),
        ("pain_points", "預算", "budget"),
        ("pain_points", "人才", "talent"),
        ("tools_wanted", "不確定", "undecided"),
        ("marketing_team", "沒有人", "none"),
        ("export_status", "有規劃", "planning"),
    ],
)
def test_a_part_that_leaves_nothing_open_is_kept(question: str, text: str, option: str) -> None:
    assert ids(typed(question, text)) == {option}


@pytest.mark.parametrize("text", ["沒有", "暫時沒有", "目前沒有", "無"])
def test_nothing_is_asked_about_where_two_options_say_it(text: str) -> None:
    assert isinstance(typed("distributor_status", text), Rejected)


@pytest.mark.parametrize("asked", [*ONE, *MANY], ids=lambda asked: asked.id)
@pytest.mark.parametrize("negation", ["沒有", "沒", "不要", "不是", "並非", "no ", "not ", "without "])
def test_a_negated_name_never_gives_its_option(asked: Question, negation: str) -> None:
    """Unless that is a name of the option as well: 沒有外銷, or 沒有，需要媒合."""
    names = EDITION.names["zh-TW"][asked.id]
    for option in asked.options:
        known = {fold(name) for name in names[option.id]}
        for name in (name for name in names[option.id] if name.isascii() == negation.isascii()):
            got = ids(typed(asked, negation + name))
            assert option.id not in got or fold(negation + name) in known, (name, got)


@pytest.mark.parametrize("asked", [*ONE, *MANY], ids=lambda asked: asked.id)
def test_words_around_a_name_never_give_another_option(asked: Question) -> None:
    for option in asked.options:
        name = EDITION.names["zh-TW"][asked.id][option.id][0]
        meant = ids(typed(asked, name))
        for text in (
            *(name + particle for particle in PARTICLES),
            f"是{name}",
            f"應該是{name}",
            f"我們是{name}",
        ):
            assert ids(typed(asked, text)) <= meant, text


@pytest.mark.parametrize(
    ("text", "option"),
    [
        ("250萬", "from_1m_to_3m"),
        ("二百萬", "from_1m_to_3m"),
        ("100 萬", "from_500k_to_1m"),
        ("80萬元", "from_500k_to_1m"),
        ("20萬", "up_to_500k"),
        ("50萬", "up_to_500k"),
        ("301萬", "over_3m"),
        ("2000萬", "over_3m"),
        ("20萬以內", "up_to_500k"),
        ("600萬以上", "over_3m"),
    ],
)
def test_an_amount_is_the_band_it_falls_into(text: str, option: str) -> None:
    assert said(typed("marketing_budget", text)) == (KEPT, option)


@pytest.mark.parametrize(
    ("text", "options"),
    [
        ("二百", ("from_1m_to_3m",)),
        ("70", ("from_500k_to_1m",)),
        ("50.5萬", ("up_to_500k", "from_500k_to_1m")),
        ("60到80萬", ("from_500k_to_1m",)),
        ("80到120萬", ("from_500k_to_1m", "from_1m_to_3m")),
    ],
)
def test_an_amount_without_unit_or_between_bands_is_asked(text: str, options: tuple[str, ...]) -> None:
    assert said(typed("marketing_budget", text)) == (ASKED, options)


@pytest.mark.parametrize("text", ["200萬以下", "20萬以上", "預算"])
def test_what_reaches_over_several_bands_is_not_understood(text: str) -> None:
    assert said(typed("marketing_budget", text))[0] == REFUSED


@pytest.mark.parametrize(
    ("question", "text", "options"),
    [
        ("export_markets", "1、泰國 2、越南", ["th", "vn"]),
        ("export_markets", "1、泰國；2、越南；3、日本", ["th", "vn", "jp"]),
        ("export_markets", "1、泰國、2、越南", ["th", "vn"]),
        ("export_markets", "一、泰國 二、越南", ["th", "vn"]),
        ("export_markets", "第一、韓國", ["kr"]),
        ("export_markets", "第一 泰國 第二 越南", ["th", "vn"]),
        ("export_markets", "②④", ["my", "id"]),
        ("export_markets", "①泰國②越南", ["th", "vn"]),
        ("target_markets", "1、越南", ["vn"]),
        ("target_markets", "越南第一，泰國第二", ["vn", "th"]),
        ("target_markets", "第一：越南 第二：泰國", ["vn", "th"]),
        ("guidance_needs", "1、品牌、2、社群", ["brand", "social_kol"]),
        ("pain_points", "1、物流；2、預算不足", ["logistics_payment", "budget"]),
        ("export_markets", "1、3、日本", ["sg", "th", "jp"]),
        ("export_markets", "3. 泰國", ["th"]),
    ],
)
def test_a_number_of_a_list_is_no_option(question: str, text: str, options: list[str]) -> None:
    assert said(typed(question, text)) == (KEPT, options)


@pytest.mark.parametrize("text", ["1、泰國", "2、越南", "第二 越南 第一 泰國", "3、日本 1、韓國"])
def test_numbers_that_count_nothing_are_asked_about(text: str) -> None:
    assert ids(typed("export_markets", text)) == set()


@pytest.mark.parametrize(
    ("text", "answer"),
    [
        ("沒有，去年有申請但沒有通過", "yes"),
        ("無，但是有參加過", "yes"),
        ("有申請，還在審查中", "yes"),
        ("申請過但未獲核定", "yes"),
        ("曾參加", "yes"),
        ("拿過", "yes"),
        ("沒有喔", "no"),
        ("目前還沒", "no"),
        ("尚未申請", "no"),
        ("沒參加過", "no"),
        ("未曾申請", "no"),
        ("應該沒有啦", "no"),
    ],
)
def test_yes_and_no_in_a_sentence(text: str, answer: str) -> None:
    assert said(typed("gov_support_3y", text)) == (KEPT, answer)


@pytest.mark.parametrize(
    "text", ["沒有申請過，但是有拿過", "想申請", "打算參加", "有沒有申請過？", "不知道", "可以申請嗎", "沒過"]
)
def test_what_is_no_answer_to_yes_or_no_is_asked(text: str) -> None:
    assert said(typed("gov_support_3y", text))[0] == REFUSED


def test_every_kind_of_choice_is_among_the_lists() -> None:
    assert {asked.kind for asked in (*ONE, *MANY)} == {
        Kind.SINGLE_CHOICE,
        Kind.BOOLEAN,
        Kind.MULTI_CHOICE,
        Kind.RANKING,
    }
