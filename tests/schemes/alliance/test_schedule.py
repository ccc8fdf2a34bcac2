"""The schedule: evenly spread months add up to the weights, progress never falls, typed lines change what they name."""

import os

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from flows.schemes.alliance.book.pictures import picture_of
from flows.schemes.alliance.book.promises import timetable
from flows.schemes.alliance.growth import percent
from flows.schemes.alliance.schedule import MONTHS, WHOLE, Item, Row, Schedule, placed, spread
from flows.schemes.alliance.schedule_lines import Added, Change, Months, Weight, Weights, changed, read
from flows.schemes.alliance.schedule_templates import TEMPLATES, Template
from flows.schemes.alliance.stored import schedule_json, schedule_of
from tests.support.alliances import LEADER, definition

RUNS = int(os.environ.get("SCHEDULES", "100"))
"""Random schedules that are looked at; ten thousand take a minute."""
WORDS = definition(LEADER).edition.speak("zh-TW")
NAMES = {"活動": "events", "工具": "tools", "通路": "channels", "海外": "overseas", "自訂": "bonus"}

CUMULATIVE = {
    Template.BALANCED: (36, 101, 316, 456, 596, 834, 972, 1000),
    Template.EVENT: (34, 128, 314, 415, 599, 783, 934, 1000),
    Template.CHANNEL: (90, 180, 404, 553, 701, 884, 967, 1000),
}


@st.composite
def schedules(draw: st.DrawFn) -> Schedule:
    """Any rows whose weights make 100."""
    cuts = sorted(draw(st.sets(st.integers(1, 99), min_size=4, max_size=9)))
    weights = [high - low for low, high in zip([0, *cuts], [*cuts, 100], strict=True)]
    months = st.sets(st.sampled_from(MONTHS), min_size=1)
    return Schedule(
        tuple(Row(str(place), weight, tuple(draw(months))) for place, weight in enumerate(weights))
    )


@settings(max_examples=RUNS, deadline=None)
@given(schedules())
def test_rows_make_their_weights_and_progress_ends_at_the_whole(schedule: Schedule) -> None:
    assert all(sum(row.monthly().values()) == row.weight * 10 for row in schedule.rows)
    assert all(min(row.monthly().values()) >= 0 for row in schedule.rows)
    assert list(schedule.cumulative()) == sorted(schedule.cumulative())
    assert schedule.cumulative()[-1] == WHOLE
    assert schedule.complete
    printed = timetable(WORDS, {"schedule": schedule_json(schedule)})
    drawn = picture_of(WORDS, "", {"schedule": schedule_json(schedule)}, "schedule")
    assert schedule_of(schedule_json(schedule)) == schedule
    assert printed["cumulative"] == [percent(each) for each in schedule.cumulative()]
    assert [row["weight"] for row in printed["rows"]] == [row.weight for row in schedule.rows]
    assert all(drawn[key] == printed[key] for key in ("rows", "monthly", "cumulative", "weight"))


@pytest.mark.parametrize("template", Template)
def test_a_template_is_laid_out_as_it_is_printed(template: Template) -> None:
    schedule = TEMPLATES[template]
    assert schedule.cumulative() == CUMULATIVE[template]
    assert schedule.weight == 100
    assert not schedule.outside


def test_the_remainder_goes_to_the_earliest_months() -> None:
    assert spread(25, (10, 4, 5, 6, 7, 8, 9)) == {4: 36, 5: 36, 6: 36, 7: 36, 8: 36, 9: 35, 10: 35}


def test_progress_typed_by_month_has_to_be_the_weight() -> None:
    right, wrong, back = ({4: 60, 5: 40}, {4: 60}, {4: 160, 5: -60})
    assert [Row("events", 10, (4, 5), typed).uneven for typed in (right, wrong, back)] == [False, True, True]


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("權重 20,25,25,20,10", Weights((20, 25, 25, 20, 10))),
        ("20、25、25、20、10", Weights((20, 25, 25, 20, 10))),
        ("20 20 25 25 15", Weights((20, 20, 25, 25, 15))),
        ("２０，２５，２５，２０，１０", Weights((20, 25, 25, 20, 10))),
        ("活動 5,9", Months("events", (5, 9))),
        ("活動：5、9月", Months("events", (5, 9))),
        ("工具 4-10", Months("tools", (4, 5, 6, 7, 8, 9, 10))),
        ("工具4到6月", Months("tools", (4, 5, 6))),
        ("工具 4月到6月", Months("tools", (4, 5, 6))),
        ("活動 6月、9月", Months("events", (6, 9))),
        ("海外 全程", Months("overseas", MONTHS)),
        ("通路 20%", Weight("channels", 20)),
        ("通路 20 %", Weight("channels", 20)),
        ("加一項 商情研析 5% 4-5", Added(Row("商情研析", 5, (4, 5)))),
    ],
)
def test_a_line_says_what_to_change(line: str, expected: Change) -> None:
    assert read(line, NAMES) == expected


@pytest.mark.parametrize(
    "line",
    [
        "",
        "活動",
        "活動 3",
        "活動 9-5",
        "活動 5,12",
        "活動 中秋",
        "活動 五月",
        "隨便",
        "加一項 商情研析 4-5",
        "25",
        "活動 5.9",
    ],
)
def test_what_is_unclear_changes_nothing(line: str) -> None:
    assert read(line, NAMES) is None


def test_a_change_leaves_the_other_rows_as_they_are() -> None:
    plain = TEMPLATES[Template.BALANCED]
    moved = changed(plain, Months("events", (5,)))
    assert moved is not None
    assert moved.rows[1:] == plain.rows[1:]
    assert moved.rows[0] == Row(Item.EVENTS, 20, (5,))
    heavier = changed(plain, Weight("channels", 30))
    assert heavier is not None
    assert heavier.weight == 105


def test_what_does_not_fit_is_refused() -> None:
    plain = TEMPLATES[Template.BALANCED]
    assert changed(plain, Weights((50, 50))) is None
    assert changed(plain, Weight("none", 5)) is None
    assert changed(plain, Months("none", (5,))) is None
    full = plain
    for number in range(5):
        more = changed(full, Added(Row(f"自訂{number}", 1, (4,))))
        assert more is not None
        full = more
    assert changed(full, Added(Row("又一項", 1, (4,)))) is None
    assert changed(plain, Added(Row("events", 1, (4,)))) is None


def test_months_are_kept_in_order_and_once() -> None:
    assert placed(TEMPLATES[Template.EVENT], "events", (9, 5, 9)).rows[0].months == (5, 9)
