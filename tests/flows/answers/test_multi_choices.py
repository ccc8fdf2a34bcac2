"""Several options at once, and rankings."""

import pytest

from flows.answers import show
from flows.answers.base import Accepted, Doubtful, Incomplete, Rejected
from flows.definitions.questionnaire import Kind, Limits
from tests.flows.answers.sample import EN, MARKETS, MODES, TARGETS, ZH, question, read, rejected, value


@pytest.mark.parametrize(
    "text",
    [
        "日本、泰國、越南，謝謝", "我要日本、泰國、越南",
        "7,3,5", "7，3，5", "7、3、5", "7 3 5", "7;3;5", "7/3/5", "7／3／5", "7+3+5", "7\n3\n5",
        "７、３、５", "7, 3 和 5",
        "日本、泰國、越南", "日本,泰國,越南", "日本 泰國 越南", "日本和泰國及越南", "日本與泰國跟越南",
        "日本／泰國／越南",
        "日本\n泰國\n越南", "Japan, Thailand and Vietnam", "japan thailand vietnam", "jp th vn",
        "日本、3、vn", "7.日本\n3.泰國\n5.越南",
        "1. 日本\n2. 泰國\n3. 越南", "日本、日本、泰國、越南", "7、日本、泰國、越南", "(7) (3) (5)",
        "日本，還有泰國、越南", "日本>泰國>越南",
    ],
)  # fmt: skip
def test_separators(text: str) -> None:
    """However the parts are separated, the same three come out, in order and once each."""
    assert value(MARKETS, text) == ["jp", "th", "vn"]


@pytest.mark.parametrize(
    ("text", "ids"),
    [
        ("1-3", ["sg", "my", "th"]),
        ("1～3", ["sg", "my", "th"]),
        ("1到3、7", ["sg", "my", "th", "jp"]),
        ("12", ["eu"]),
        ("South Korea, EU countries", ["kr", "eu"]),
    ],
)
def test_ranges_and_numbers(text: str, ids: list[str]) -> None:
    """Ranges count up; two digits are one number when there is such an option."""
    assert value(MARKETS, text) == ids


@pytest.mark.parametrize(
    ("text", "ids"),
    [
        ("海外進口商／代理商／經銷商", ["distributor"]),
        ("代理商／經銷商", ["distributor"]),
        ("經銷商", ["distributor"]),
        ("海外進口商/代理商/經銷商、展會/快閃", ["distributor", "exhibition"]),
        ("展會／快閃 海外進口商／代理商／經銷商", ["exhibition", "distributor"]),
        ("純服務，無商品品牌", ["service"]),
        ("品牌直接出口，純服務，無商品品牌，展會／快閃", ["direct", "service", "exhibition"]),
        ("台灣品牌建構與形象", ["local"]),
        ("臺灣品牌建構與形象和展會／快閃", ["local", "exhibition"]),
        ("直播、直接出口", ["livestream", "direct"]),
        ("純服務，無商品品牌 直播帶貨或代操商品", ["service", "livestream"]),
        ("純服務，無商品品牌/展會／快閃 和 品牌直接出口", ["service", "exhibition", "direct"]),
        ("Overseas importer / agent / distributor and Exhibitions / pop-ups", ["distributor", "exhibition"]),
        ("皆無", ["none"]),
        ("沒有", ["none"]),
    ],
)
def test_names_that_hold_separators(text: str, ids: list[str]) -> None:
    """A name that holds a separator is taken whole before anything is cut."""
    assert value(MODES, text) == ids


def test_all_means_every_plain_option() -> None:
    """全部 leaves out what excludes others and what asks for words; the limit still counts."""
    plain = ["direct", "distributor", "exhibition", "livestream", "service", "local"]
    assert [value(MODES, text) for text in ("全部", "以上皆是", "都有", "all")] == [plain] * 4
    assert read(MARKETS, "全部") == Rejected("too_many", {"max": "5", "count": "12"})


def test_nothing_is_kept_of_what_is_half_understood() -> None:
    """The refusal names what was understood and what was not."""
    outcome = read(MARKETS, "日本、火星、泰國、月球")
    assert outcome == Rejected("unknown", {"unknown": "火星、月球", "understood": "日本、泰國"})


@pytest.mark.parametrize(
    ("text", "refusal"),
    [
        ("皆無、品牌直接出口", Rejected("exclusive", {"option": "皆無"})),
        ("1,99", Rejected("out_of_range", {"max": "8", "number": "99"})),
        ("1-99", Rejected("out_of_range", {"max": "8", "number": "99"})),
        ("", Rejected("empty")),
        ("、、", Rejected("empty")),
        (
            "商品、展會",
            Rejected("ambiguous", {"part": "商品", "options": "直播帶貨或代操商品、純服務，無商品品牌"}),
        ),
    ],
)
def test_refuses(text: str, refusal: Rejected) -> None:
    """What contradicts itself, points nowhere, or says nothing."""
    assert read(MODES, text) == refusal


def test_counts() -> None:
    """More than the question takes, and fewer."""
    assert read(MARKETS, "1-6") == Rejected("too_many", {"max": "5", "count": "6"})
    two = question(Kind.MULTI_CHOICE, "jp", "th", "none", limits=Limits(min_items=2))
    assert read(two, "日本") == Rejected("too_few", {"min": "2", "count": "1"})
    assert read(two, "皆無") == Accepted(["none"])


@pytest.mark.parametrize(
    ("text", "ids", "words"),
    [
        ("日本、其他：土耳其", ["jp", "other"], "土耳其"),
        ("其他：土耳其、日本", ["other", "jp"], "土耳其"),
        ("日本、其他：土耳其、波蘭", ["jp", "other"], "土耳其、波蘭"),
        ("7,13：土耳其", ["jp", "other"], "土耳其"),
        ("7 其他：土耳其", ["jp", "other"], "土耳其"),
        ("其他（土耳其）", ["other"], "土耳其"),
        ("other: Turkey, Poland", ["other"], "Turkey、Poland"),
        ("日本\n其他 土耳其和波蘭", ["jp", "other"], "土耳其和波蘭"),
    ],
)
def test_words_among_several(text: str, ids: list[str], words: str) -> None:
    """Words beside 其他 end where another option is named."""
    assert read(MARKETS, text) == Accepted(ids, {"other": words})


@pytest.mark.parametrize(
    ("text", "ids"),
    [("日本、其他", ["jp", "other"]), ("其他 日本", ["other", "jp"]), ("7,13", ["jp", "other"])],
)
def test_missing_words_among_several(text: str, ids: list[str]) -> None:
    """What was chosen is kept while the words are asked for."""
    assert read(MARKETS, text) == Incomplete("other", ids)


def test_digits_run_together_are_asked_about() -> None:
    """135 of seven options may have meant three of them."""
    assert read(MODES, "135") == Doubtful(
        "digits",
        (["direct", "exhibition", "service"],),
        {"options": "品牌直接出口、展會／快閃、純服務，無商品品牌"},
    )
    assert read(MARKETS, "⑦③⑤") == Doubtful("digits", (["jp", "th", "vn"],), {"options": "日本、泰國、越南"})
    assert rejected(MODES, "115") == "out_of_range"
    assert rejected(MODES, "139") == "out_of_range"


@pytest.mark.parametrize(
    "text",
    ["7,3,5", "日本、泰國、越南", "1.日本 2.泰國 3.越南", "1. 日本\n2. 泰國\n3. 越南",
     "1、日本\n2、泰國\n3、越南", "日本＞泰國＞越南",
     "日本→泰國→越南", "1. 日本、2. 泰國、3. 越南", "(1)日本 (2)泰國 (3)越南"],
)  # fmt: skip
def test_rankings_keep_their_order(text: str) -> None:
    """Numbers alone are options; numbers that count the names are ranks."""
    assert value(TARGETS, text) == ["jp", "th", "vn"]


def test_ranking_limits() -> None:
    """At most three, and undecided stands alone; one ranked name is a rank, not option 1."""
    assert read(TARGETS, "1,2,3,4") == Rejected("too_many", {"max": "3", "count": "4"})
    assert read(TARGETS, "日本、未定") == Rejected("exclusive", {"option": "尚未確定，希望顧問建議"})
    assert value(TARGETS, "尚未確定，希望顧問建議") == ["undecided"]
    assert value(TARGETS, "1. 日本") == ["jp"]
    assert value(TARGETS, "日本、日本") == ["jp"]


@pytest.mark.parametrize("names", [ZH, EN])
def test_reads_what_it_shows(names: object) -> None:
    """Rows of labels and rankings can be sent back."""
    chosen = ["distributor", "service", "exhibition", "other"]
    shown = show(MODES, chosen, {"other": "市集"}, names)  # type: ignore[arg-type]
    assert read(MODES, shown) == Accepted(chosen, {"other": "市集"})
    assert value(TARGETS, show(TARGETS, ["vn", "sg", "jp"], {}, names)) == ["vn", "sg", "jp"]  # type: ignore[arg-type]


def test_shows_labels_in_a_row() -> None:
    """With 、 in Chinese, commas in English; ranks before the names."""
    assert show(MARKETS, ["jp", "th"], {}, ZH) == "日本、泰國"
    assert show(MARKETS, ["jp", "th"], {}, EN) == "Japan, Thailand"
    assert show(TARGETS, ["jp", "th"], {}, ZH) == "1. 日本、2. 泰國"
