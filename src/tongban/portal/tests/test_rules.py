"""Words for dates, figures, facts and doors, without a framework."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, datetime, time
from types import SimpleNamespace
from typing import Any

import pytest

from tongban.kernel.clock.ruler import Cell
from tongban.portal.rules import dates, drawings, fields, items, navigation, numbers
from tongban.powerlist.rules.words import LIFE_EVENTS

TODAY = date(2026, 11, 23)


@pytest.mark.parametrize(
    ("day", "language", "words"),
    [
        (date(2026, 11, 26), "zh", "11月26日"),
        (date(2027, 1, 15), "zh", "2027年1月15日"),
        (date(2026, 11, 26), "en", "26 November"),
        (date(2027, 1, 15), "en", "15 January 2027"),
    ],
)
def test_the_year_is_said_only_when_it_differs(day: date, language: str, words: str) -> None:
    assert dates.plain_day(day, TODAY, language) == words


@pytest.mark.parametrize(
    ("working", "language", "words"),
    [
        (True, "zh", "今天是 2026年11月23日（周一），工作日。"),
        (False, "zh", "今天是 2026年11月23日（周一），不是工作日。"),
        (None, "zh", "今天是 2026年11月23日（周一）。"),
        (True, "en", "Today is Monday 23 November 2026, a working day."),
    ],
)
def test_the_banner_says_the_day_and_its_kind(working: bool | None, language: str, words: str) -> None:
    assert dates.today_words(TODAY, working, language) == words


@pytest.mark.parametrize(
    ("day", "language", "words"),
    [
        (date(2026, 11, 1), "zh", "2026年11月"),
        (date(2026, 1, 31), "zh", "2026年1月"),
        (date(2026, 1, 31), "en", "January 2026"),
    ],
)
def test_a_month_is_named_with_its_year(day: date, language: str, words: str) -> None:
    assert dates.month_words(day, language) == words


def test_counters_closed_today_say_when_they_open_again() -> None:
    words = dates.opening_words(False, time(17), date(2026, 11, 24), TODAY, "zh")
    assert words == "今天窗口不办公，11月24日（周二）再开。网上随时可以申请。"


def test_counters_of_an_unknown_calendar_say_nothing() -> None:
    assert dates.opening_words(None, time(17), None, TODAY, "zh") == ""


def test_counters_open_today_say_until_when() -> None:
    assert dates.opening_words(True, time(17), None, TODAY, "en") == "Counters are open until 17:00 today."


def test_a_moment_names_day_weekday_and_minute() -> None:
    assert dates.moment_words(datetime(2026, 11, 20, 9, 5), TODAY, "zh") == "11月20日（周五）09:05"


@pytest.mark.parametrize(
    ("part", "base", "words"),
    [
        (17453, 18195, "95.92 %（17,453 / 18,195）"),
        (5, 28, "28 件中 5 件"),
        (None, 100, "—"),
        (0, 0, "—"),
        (0, 30, "0.00 %（0 / 30）"),
    ],
)
def test_a_rate_stands_beside_its_base(part: int | None, base: int, words: str) -> None:
    assert numbers.rate_words(part, base, 30, english=False) == words


@pytest.mark.parametrize(
    ("percent", "base", "words"),
    [("95.92 %", 18195, "95.92 %"), (92.0, 30, "92.0"), (71.43, 29, "基数不足 30"), ("—", 0, "—"), (None, 40, "—")],
)
def test_a_13_c_05_a_percentage_of_a_small_base_is_not_told(percent: object, base: int, words: str) -> None:
    assert numbers.share_words(percent, base, 30, english=False) == words


def test_missing_and_nought_never_look_alike() -> None:
    assert (numbers.count_words(None), numbers.count_words(0), numbers.count_words(12345)) == ("—", "0", "12,345")


@pytest.mark.parametrize(
    ("number", "words"),
    [
        ("QH202611050417", "QH2026 1105 0417"),
        ("QH2026 1105 0417", "QH2026 1105 0417"),
        ("JC-2026-0087", "JC-2026-0087"),
        ("开餐饮店一件事 QH202611050417", "开餐饮店一件事 QH2026 1105 0417"),
    ],
)
def test_case_numbers_are_grouped_for_reading(number: str, words: str) -> None:
    assert numbers.case_no_words(number) == words


@pytest.mark.parametrize(
    ("cell", "soft", "names"),
    [
        (Cell(TODAY), False, ""),
        (Cell(TODAY, used=True, is_limit=True), False, "u end"),
        (Cell(TODAY, over=True, week_starts=True), False, "o w"),
        (Cell(TODAY, over=True), True, "y"),
        (Cell(TODAY, paused=True), False, "p"),
        (Cell(TODAY, used=True, done=True), False, "d"),
        (Cell(TODAY, over=True, done=True), False, "o"),
    ],
)
def test_a_cell_is_drawn_as_what_it_is(cell: Cell, soft: bool, names: str) -> None:
    assert drawings.cell_class(cell, soft=soft) == names


def test_a_ruler_of_three_months_is_light():
    ahead = tuple(Cell(TODAY, week_starts=day % 5 == 0, used=day < 5, is_limit=day == 64) for day in range(65))
    html = drawings.cells_html(ahead)
    assert html.count("<i") == html.count("</i>") == 65
    assert html.startswith('<i class="u w"></i><i class="u"></i>')
    assert html.endswith('<i></i><i class="end"></i>')
    assert 50 * len(html) < 35_000  # of the 60,000 bytes of a page with fifty rows


def week(*days: int, **what: Any) -> list[Cell]:
    return [Cell(date(2026, 11, day), **what) for day in days]


def test_rulers_on_one_axis_share_its_days_and_weekends() -> None:
    axis = drawings.shared_axis([week(19, 20), week(20, 23, 24)], TODAY)
    assert [(day.day.day, day.week_starts, day.today) for day in axis] == [
        (19, False, False), (20, False, False), (23, True, True), (24, False, False)]  # fmt: skip
    assert drawings.on_axis(week(19, 20, used=True), axis) == ("u", "u", "x w", "x")


def test_labels_of_an_axis_never_touch_the_word_of_today() -> None:
    axis = drawings.shared_axis([week(16, 17, 18, 19, 20, 23, 24, 25, 26)], TODAY)
    assert [day.label for day in axis] == ["11/16", "", "", "19", "", "", "", "", "26"]


def test_an_unknown_state_is_a_fault_of_the_caller() -> None:
    with pytest.raises(ValueError, match="no such state"):
        drawings.state_key("green")


@pytest.mark.parametrize(("value", "most", "place"), [(0, 4, 6), (4, 4, 114), (9, 4, 114), (2, 4, 60), (3, 0, 6)])
def test_dots_stand_on_one_scale_from_nought(value: int, most: int, place: int) -> None:
    assert drawings.place_on_scale(value, most) == place


def test_a_question_tells_help_and_fault_to_those_who_do_not_see_it() -> None:
    question = {"key": "size", "label": {"zh": "面积"}, "type": "number", "unit": "平方米", "help": {"zh": "按图"}}
    view = fields.item_field_view(question, "24", "请填数字", "zh")
    assert (view.id, view.value, view.described_by) == ("q_size", "24", "q_size-help q_size-error")
    assert dict(view.attrs)["inputmode"] == "decimal"


@pytest.mark.parametrize(("answer", "chosen"), [(True, "yes"), ("no", "no"), (None, "")])
def test_yes_and_no_are_two_answers_and_none_is_neither(answer: object, chosen: str) -> None:
    view = fields.item_field_view({"key": "gas", "label": "燃气", "type": "yesno"}, answer, "", "zh")
    assert "".join(option.value for option in view.options if option.chosen) == chosen
    assert view.options[0].id == view.id


def test_several_answers_stay_ticked() -> None:
    question = {"key": "kinds", "label": "项目", "type": "multi", "options": [{"value": v, "label": v} for v in "abc"]}
    view = fields.item_field_view(question, ["a", "c"], "", "zh")
    assert [option.chosen for option in view.options] == [True, False, True]


@dataclass
class Content:
    case_type: str = "promised"
    max_visits: int = 0
    fee: Any = field(default_factory=lambda: SimpleNamespace(charged=False))
    promised: Any = None

    def limit(self, key: str) -> Any:
        return {"whole_promised": self.promised}.get(key)


SEVEN = SimpleNamespace(length=7, unit="working_day")


@pytest.mark.parametrize(
    ("content", "language", "facts"),
    [
        (Content(promised=SEVEN), "zh", ("承诺 7 个工作日", "跑 0 次", "不收费")),
        (Content(promised=SEVEN), "en", ("promised in 7 working days", "no visit", "free of charge")),
        (Content("on_the_spot", 1, SimpleNamespace(charged=True)), "zh", ("当场办结", "跑 1 次", "收费")),
        (Content(), "zh", ("跑 0 次", "不收费")),
    ],
)
def test_the_three_facts_are_said_or_left_out(content: Content, language: str, facts: tuple[str, ...]) -> None:
    assert items.guide_facts(content, language) == facts


@pytest.mark.parametrize(
    ("duties", "seen"),
    [
        (
            {"review"},
            ["cases:desk", "supervision:cards", "centres:contacts", "ratings:desk", "exchange:entrants"]
            + ["powerlist:list"],
        ),
        ({"assist"}, ["cases:desk", "cases:proxy", "hotline:grid_desk", "powerlist:list"]),
        (
            {"lead", "decide"},
            ["cases:desk", "portal:leader", "supervision:wall", "hotline:topic_tasks", "hotline:figures"]
            + [
                "delegation:board",
                "delegation:tasks",
                "ratings:desk",
                "exchange:entrants",
                "cases:charges",
                "cases:withheld",
                "cases:documents",
                "certificates:list",
                "powerlist:list",
                "portal:publications",
                "delegation:candidates",
                "appraisal:two_way",
                "appraisal:plans",
            ]
            + ["powerlist:rounds", "powerlist:overlaps", "powerlist:practices", "powerlist:increases"],
        ),
        (
            {"receive"},
            [
                "cases:desk",
                "cases:window",
                "centres:calling",
                "centres:contacts",
                "ratings:desk",
                "powerlist:list",
                "rights:requests",
            ],
        ),
        ({"audit"}, ["cases:desk", "powerlist:list", "agencies:office_acts", "agencies:office_access"]),
        ({"security"}, ["cases:desk", "powerlist:list", "agencies:office_access", "rights:requests"]),
    ],
)
def test_a_post_sees_the_doors_of_its_duties(duties: set[str], seen: list[str]) -> None:
    assert [door.url_name for door in navigation.doors_for(duties)] == seen


def test_turns_of_life_are_words_by_which_items_are_found() -> None:
    known = {word for zh, en in LIFE_EVENTS.values() for word in (*zh.split(), en)}
    assert {word for pair in (*navigation.TURNS, *navigation.EXAMPLES) for word in pair} - known == set()
