"""The desk page: its sentence, the next one, the skyline, groups, cover, paging, empty states, statements."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest

from tests.cast import Cast, on
from tongban.agencies.actions.posts import record_absence
from tongban.cases.actions.review import review_task
from tongban.cases.pages import desk as page
from tongban.cases.queries import desk
from tongban.cases.queries.tasks import open_tasks
from tongban.kernel.actor import SYSTEM

NASTY_KEYS = (
    "x", "~", "\x00", "9999-99-99~1~1", "2026-11-09~no~3", "0001-01-01T00:00:00+14:00~" + "0" * 32, "9" * 10_000,
    "²~²~²", "2026-11-09T00:00:00+08:00~" + "0" * 32 + "~²",
)  # fmt: skip
MOST_BYTES, MOST_STATEMENTS = 60_000, 15


def text(client: Any, address: str = "/desk/") -> str:
    response = client.get(address)
    assert response.status_code == 200
    return str(response.content.decode())


def test_the_sentence_gives_true_figures(cast: Cast, sign_in: Any, clock: Any) -> None:
    for day in (2, 3, 5):
        cast.receive(on(11, day))
    clock(on(11, 10))
    assert "要您办 3 件：1 件超期，1 件今天到期，1 件在 3 个工作日内到期。" in text(sign_in("market_review"))


def test_the_next_one_stands_first_with_its_act(cast: Cast, sign_in: Any) -> None:
    cast.receive(on(11, 6))
    sooner = cast.receive(on(11, 5))
    shown = text(sign_in("market_review"))
    following = shown.split('class="next')[1].split("</section>")[0]
    assert sooner.number[:6] in following
    assert "受理，或一次性告知" in following
    assert f"/desk/c/{sooner.case_id}/#op" in following


def test_a_row_says_what_is_left_and_what_happens_then(cast: Cast, sign_in: Any) -> None:
    cast.receive(on(11, 5))
    row = text(sign_in("market_review")).split("data-row")[1].split("</tr>")[0]
    assert "还剩 3 个工作日" in row
    assert "过时未告知，自11月5日起视为受理" in row
    assert 'class="ruler"' in row


def test_each_case_is_one_shape_in_the_skyline(cast: Cast, sign_in: Any, clock: Any) -> None:
    for day in (2, 5, 6):
        cast.receive(on(11, day))
    clock(on(11, 10))
    sky = text(sign_in("market_review")).split('class="sky"')[1].split("</ol>")[0]
    assert sky.count("<li") == 11
    assert sky.count('class="x-') == 3


def test_a_full_column_of_the_skyline_ends_in_the_number_of_the_others(
    cast: Cast, sign_in: Any, clock: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Many that are late hide no day behind them, and what is past the cap is not counted short."""
    for day in (2, 2, 2, 2, 5, 5, 5):
        cast.receive(on(11, day))
    clock(on(11, 10))
    monkeypatch.setattr(page, "DRAWN", 2)

    def drawn() -> list[tuple[int, str]]:
        sky = text(sign_in("market_review")).split('class="sky"')[1].split("</ol>")[0]
        return [(one.count('class="x-'), one.partition('class="s">')[2].partition("</a>")[0])
                for one in sky.split("<li")[1:]]  # fmt: skip

    assert [one for one in drawn() if one[0]] == [(2, "+2"), (2, "+1")]
    monkeypatch.setattr(desk, "MOST", 5)
    over, late = (one for one in drawn() if one[0])
    assert over == (2, "+2")
    assert late[0] == 2
    assert "更多" in late[1]


def test_on_a_day_off_the_skyline_shows_the_ten_days_to_come(cast: Cast, sign_in: Any, clock: Any) -> None:
    cast.receive(on(11, 5))
    clock(on(11, 8))
    sky = text(sign_in("market_review")).split('class="sky"')[1].split("</ol>")[0]
    assert sky.count("<li") == 11
    assert 'class="today"' not in sky


def test_groups_count_the_whole_list(cast: Cast, sign_in: Any, clock: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    for day in (5, 6, 6, 6):
        cast.receive(on(11, day))
    monkeypatch.setattr(page, "number", lambda key, on: 2 if key == "list.page_size" else 3)
    shown = text(sign_in("market_review"))
    assert "3 个工作日内（1 件）" in shown
    assert "以后（3 件）" in shown
    assert "第 1-2 件，共 4 件" in shown


def test_pages_follow_each_other_without_gap(
    cast: Cast, sign_in: Any, clock: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    numbers = [cast.receive(on(11, day)).number for day in (3, 4, 5)]
    monkeypatch.setattr(page, "number", lambda key, on: 2 if key == "list.page_size" else 3)
    client = sign_in("market_review")
    first = client.get("/desk/")
    second = client.get("/desk/", {"after": first.context["after"]})
    seen = [line.row.number for response in (first, second) for line in response.context["lines"]]
    assert seen == numbers
    assert "第 3-3 件，共 3 件" in second.content.decode()


def test_cover_stands_in_the_row_and_not_in_a_second_list(cast: Cast, sign_in: Any) -> None:
    cast.receive(on(11, 5))
    absent = cast.county.holders["market_review"][0]
    record_absence(official_id=absent, starts=on(11, 9, 8), ends=on(11, 11), reason="leave", by=SYSTEM, at=on(11, 9, 8))
    shown = text(sign_in("market_review", 1))
    assert "代张敏办理" in shown.split("data-row")[1].split("</tr>")[0]


def test_b_has_nothing_of_the_post_while_a_is_there(cast: Cast, sign_in: Any) -> None:
    number = cast.receive(on(11, 5)).number
    assert number[-4:] not in sign_in("market_review", 1).get("/desk/").content.decode()


def test_what_waits_with_others_names_the_hands(cast: Cast, sign_in: Any) -> None:
    receipt = cast.accepted(on(11, 5), on(11, 9, 9))
    client = sign_in("market_review")
    assert "等别人 0" in text(client)  # its own review is still open
    task = next(task for task in open_tasks(receipt.case_id) if task.node == "review_market")
    officer = cast.officer("market_review", on(11, 9, 9))
    review_task(task_id=task.id, opinion="agree", reasons="", by=officer, at=on(11, 9, 9))
    shown = text(client, "/desk/?tab=others")
    assert "等别人 1" in shown
    assert "赵刚，提出审查意见" in shown


def test_done_is_listed_with_when(cast: Cast, sign_in: Any) -> None:
    cast.accepted(on(11, 5), on(11, 9, 9))
    shown = text(sign_in("market_review"), "/desk/?tab=done")
    assert "近 30 日办结 1" in shown
    assert "11月9日（周一）办结" in shown


def test_an_empty_desk_says_why(cast: Cast, sign_in: Any) -> None:
    shown = text(sign_in("market_review"))
    assert shown.count("现在没有要您办的件") == 1, "said once"
    assert "分到您岗位的件会立即出现在这里。" in shown
    assert 'class="tabs"' in shown


def test_nasty_addresses_show_the_first_page(cast: Cast, sign_in: Any) -> None:
    client = sign_in("market_review")
    for after in NASTY_KEYS:
        for tab in ("mine", "others", "done", "\x00", "é" * 5000):
            assert client.get("/desk/", {"after": after, "tab": tab}).status_code == 200


def test_fifty_rows_keep_their_budget(cast: Cast, sign_in: Any, count_statements: Any) -> None:
    client = sign_in("market_review")
    for hour in range(50):
        cast.receive(on(11, 2) + timedelta(hours=hour))
    client.get("/desk/")
    with count_statements() as sent:
        response = client.get("/desk/")
    assert len(response.context["lines"]) == 50
    assert sent.count <= MOST_STATEMENTS
    assert len(response.content) <= MOST_BYTES
