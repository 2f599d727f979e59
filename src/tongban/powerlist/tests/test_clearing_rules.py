"""Rounds, overlaps, practices and domains without a database: dated tables, and broken variants that are seen."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import date, datetime
from typing import Any
from uuid import UUID

import pytest

from tongban.powerlist.rules import overlaps as overlap_rules
from tongban.powerlist.rules.docket import barred, called_by
from tongban.powerlist.rules.domains import DOMAINS, DomainYear, Life, domain_years, domains_problem
from tongban.powerlist.rules.increase.entry import Entry
from tongban.powerlist.rules.overlaps import BOTH, ONE, OTHER, Pair, called, overlaps, unheard
from tongban.powerlist.rules.practices import answer_problem
from tongban.powerlist.rules.rounds import Ballot, Tally, outcome, said, tally, too_early, voters

CLOSES = date(2026, 11, 13)
A, B = UUID(int=1), UUID(int=2)


def counted(*votes: str, may_vote: int = 9) -> Tally:
    into = {"merge:a": ("merge", A), "merge:b": ("merge", B)}
    return tally((Ballot(*into.get(vote, (vote, None))) for vote in votes), may_vote, quorum_thirds=2, majority=50)


VOTES = [
    (("cancel",) * 5 + ("keep",) * 4, "cancel", True),
    (("cancel",) * 3 + ("keep",) * 3, "keep", False),  # half is no majority
    (("merge:a",) * 3 + ("merge:b",) * 3 + ("keep",) * 2, "keep", False),  # two mergers are two outcomes
    (("delegate",) * 4 + ("cancel",) * 3, "delegate", True),
    (("keep",) * 9, "keep", True),
]


@pytest.mark.parametrize(("votes", "choice", "carried"), VOTES)
def test_d_29_an_outcome_needs_more_than_half_of_the_votes_cast(
    votes: tuple[str, ...], choice: str, carried: bool
) -> None:
    won, by_majority = outcome(counted(*votes))
    assert (won.choice, by_majority) == (choice, carried)


def most_votes(found: Tally) -> tuple[Ballot, bool]:
    """A broken variant: the most frequent ballot wins, majority or not."""
    return found.votes[0][0], True


def test_d_29_a_rule_that_lets_the_most_votes_win_would_be_found() -> None:
    wrong = [votes for votes, choice, carried in VOTES if most_votes(counted(*votes)) != (Ballot(choice), carried)]
    assert len(wrong) == 2


@pytest.mark.parametrize(("may_vote", "needed"), [(9, 6), (8, 6), (7, 5), (3, 2), (1, 1), (0, 1)])
def test_d_29_the_quorum_is_rounded_up(may_vote: int, needed: int) -> None:
    assert counted(may_vote=may_vote).needed == needed


@pytest.mark.parametrize(
    ("votes", "day", "code"),
    [
        (("keep",) * 8, CLOSES, "round_open"),
        (("keep",) * 9, date(2026, 11, 2), ""),
        (("keep",) * 6, date(2026, 11, 14), ""),
        (("keep",) * 5, date(2026, 11, 14), "round_quorum"),
    ],
)
def test_d_29_when_an_item_can_be_decided(votes: tuple[str, ...], day: date, code: str) -> None:
    problem = too_early(counted(*votes), CLOSES, day)
    assert (problem.code if problem else "") == code


def test_d_29_the_lead_body_has_no_vote() -> None:
    posts = [(UUID(int=11), A), (UUID(int=12), A), (UUID(int=13), B)]
    assert voters(posts, A) == {UUID(int=13)}
    assert len(voters(posts, None)) == 3


def test_outcomes_in_words() -> None:
    assert (said("merge", "zh", "QH-1"), said("cancel", "en")) == ("合并到“QH-1”", "cancel")
    assert called_by("round", "cancel", "zh") == "清理轮次：取消这个事项"


@pytest.mark.parametrize(
    ("do", "cause", "wanted", "stops"),
    [
        ("keep", "law", "", False), ("keep", "round", "cancel", True), ("draft", "round", "cancel", True),
        ("cancel", "round", "cancel", False), ("suspend", "round", "cancel", True),
        ("cancel", "overlap", "change", True), ("draft", "practice", "change", False),
        ("publish", "overlap", "change", False), ("publish", "round", "cancel", True),
    ],
)  # fmt: skip
def test_d_29_the_docket_does_what_was_decided_and_nothing_else(do: str, cause: str, wanted: str, stops: bool) -> None:
    assert (barred(do, cause, wanted) is not None) == stops


ARTICLE = "城市市容和环境卫生管理条例第十一条"
ADS = Entry(code="QH-1", name="户外广告设置审批", kind="01", body="market", bases=(ARTICLE,))
PAIRS: list[tuple[str, Entry, bool]] = [
    ("the same in other words", replace(ADS, code="QH-2", name="户外广告设置许可", body="urban"), True),
    ("without a basis", replace(ADS, code="QH-2", name="户外广告设置核准", body="urban", bases=()), True),
    ("nearly, on one article", replace(ADS, code="QH-2", name="大型户外广告设置审批", body="urban"), True),
    ("the same body", replace(ADS, code="QH-2", name="户外广告设置许可"), False),
    ("another conduct", replace(ADS, code="QH-2", name="户外广告设置检查", body="urban", kind="06"), False),
    ("another object", replace(ADS, code="QH-2", name="门店招牌备案", body="urban"), False),
    ("held by no body of its own", replace(ADS, code="QH-2", name="户外广告设置许可", body=""), False),
]


def verdicts(find: Callable[[Sequence[Entry]], list[Pair]]) -> list[bool]:
    return [bool(find([ADS, other])) for _, other, _ in PAIRS]


def test_d_22_same_object_and_same_conduct_of_two_bodies_overlap() -> None:
    assert verdicts(overlaps) == [wanted for _, _, wanted in PAIRS]


def test_d_22_a_search_that_forgets_the_conduct_would_be_found() -> None:
    def without_conduct(entries: Sequence[Entry]) -> list[Pair]:
        return overlaps([replace(one, kind="01") for one in entries])

    assert verdicts(without_conduct) != [wanted for _, _, wanted in PAIRS]


def test_d_22_a_long_list_gives_each_pair_once_in_the_order_of_codes() -> None:
    many = [Entry(code=f"QH-{no:04}", name=f"第{no}类特种设备检验", kind="07", body=f"b{no % 7}") for no in range(300)]
    found = overlaps([*many, ADS, PAIRS[0][1]])
    assert ("QH-1", "QH-2") in [(pair.one.code, pair.other.code) for pair in found]
    assert len({(pair.one.code, pair.other.code) for pair in found}) == len(found)


@pytest.mark.parametrize(("heard", "hour", "early"), [((A,), 16, True), ((A, B), 9, False), ((), 18, False)])
def test_d_22_both_are_heard_or_their_day_has_passed(heard: tuple[UUID, ...], hour: int, early: bool) -> None:
    until = datetime(2026, 11, 9, 17)
    assert (unheard(heard, A, B, until, until.replace(hour=hour)) is not None) == early


def test_d_22_what_a_decision_wants_of_the_list() -> None:
    assert called(ONE) == ((OTHER, "cancel"), (ONE, "change"))
    assert called(OTHER) == ((ONE, "cancel"), (OTHER, "change"))
    assert {wanted for _, wanted in called(BOTH)} == {"change"}
    assert overlap_rules.outcome_problem("nobody") is not None


TODAY, LAST = date(2026, 11, 2), date(2028, 11, 2)


@pytest.mark.parametrize(
    ("answer", "gap", "document", "until", "code"),
    [
        ("adopted", "silent", "文", None, ""),
        ("adopted", "conflict", "文", None, "practice_conflict"),
        ("adopted", "silent", " ", None, "practice_document"),
        ("trial", "conflict", "文", LAST, ""),
        ("trial", "conflict", "文", TODAY, "practice_until"),
        ("refused", "conflict", "", None, ""),
        ("later", "silent", "", None, "practice_answer"),
    ],
)
def test_d_24_which_answers_stand(answer: str, gap: str, document: str, until: Any, code: str) -> None:
    problem = answer_problem(answer, gap, document, until, TODAY, LAST)
    assert (problem.code if problem else "") == code


LIVES = [
    Life("A", "甲", ("health",), date(2023, 5, 1), date(2025, 3, 1)),
    Life("B", "乙", ("health", "business"), date(2024, 1, 1)),
    Life("C", "丙", ("health",), date(2025, 2, 1), date(2025, 9, 1)),
    Life("D", "丁", (), date(2023, 1, 1)),
    Life("E", "戊", ("health",), date(2026, 7, 1)),
]


def year(domain: str, wanted: int, today: date = date(2026, 6, 30)) -> tuple[str, ...]:
    found = domain_years(LIVES, [wanted], today)
    one = next(each for each in found if each.domain == domain)
    return tuple("".join(life.code for life in some) for some in (one.began, one.added, one.removed, one.kept))


def test_d_09_removed_and_kept_are_told_by_domain_and_year() -> None:
    assert year("health", 2023) == ("", "A", "", "A")
    assert year("health", 2024) == ("A", "B", "", "AB")
    assert year("health", 2025) == ("AB", "C", "AC", "B")
    assert year("health", 2026) == ("B", "", "", "B")  # what comes after today is not there yet
    assert year("business", 2024) == ("", "B", "", "B")


def adds_up(one: DomainYear) -> bool:
    return len(one.began) + len(one.added) == len(one.removed) + len(one.kept)


def test_d_09_the_figures_of_each_domain_and_year_add_up() -> None:
    found = domain_years(LIVES, range(2022, 2028), date(2027, 12, 31))
    assert all(map(adds_up, found))
    assert len(found) == 6 * len(DOMAINS)
    assert not adds_up(replace(found[0], kept=(LIVES[0],)))


def test_s_42_the_priority_fields_of_the_source_are_domains() -> None:
    words = {zh for zh, _ in DOMAINS.values()}
    assert {"富民", "创业就业", "便民", "营商环境", "企业投资", "教育", "科技", "文化", "卫生健康"} <= words
    problem = domains_problem(["health", "space"])
    assert problem is not None
    assert problem.code == "domain_unknown"
