"""The parts of the comparison by themselves: wordings, papers, matching, and the claim beside the true change."""

from __future__ import annotations

from dataclasses import replace

import pytest

from tests.increase.pairs import ON, pairs
from tongban.powerlist.rules.increase.compare import compare
from tongban.powerlist.rules.increase.entry import Claim, Entry, Paper
from tongban.powerlist.rules.increase.matching import MERGED, RENAMED, SAME, SPLIT, match
from tongban.powerlist.rules.increase.papers import effort, singly
from tongban.powerlist.rules.increase.reading import entry_of, working_days
from tongban.powerlist.rules.increase.text import core, paper_subject, partners
from tongban.powerlist.rules.increase.words import act_in, disguise_in, disguises, examining

BY_ID = {pair.id: pair for pair in pairs()}


@pytest.mark.parametrize(
    ("one", "other"),
    [("居民身份证（复印件）", "身份证复印件"), ("营业执照（副本）", "营业执照"), ("备案申请表", "申请书"),
     ("无违法犯罪记录证明", "派出所出具的守法情况说明"), ("住所使用证明", "经营场所使用情况说明")],
)  # fmt: skip
def test_a_paper_is_known_under_its_other_name(one: str, other: str) -> None:
    assert paper_subject(one) == paper_subject(other)


def test_a_report_is_no_form() -> None:
    assert paper_subject("水土保持方案报告书") != paper_subject("申请书")


@pytest.mark.parametrize(
    ("lighter", "heavier"),
    [(Paper("身份证复印件"), Paper("村委会证明")), (Paper("村委会证明"), Paper("环境检测报告")),
     (Paper("申请表"), Paper("申请表", 3)), (Paper("租赁合同", must=False), Paper("租赁合同")),
     (Paper("学历证书复印件"), Paper("经公证的学历证书"))],
)  # fmt: skip
def test_what_is_harder_to_get_weighs_more(lighter: Paper, heavier: Paper) -> None:
    assert effort(lighter) < effort(heavier)


def test_names_are_paired_best_first_and_each_once() -> None:
    assert partners(["初审", "现场核查"], ["现场查验", "现场核查"]) == {1: 1}


def test_what_an_item_is_about_and_what_is_done_are_told_apart() -> None:
    assert core("从事食品添加剂批发经营许可（新办）") == "食品添加剂批发经营"
    assert act_in("建设项目用地预审") == "预审"
    assert disguise_in("中医诊所备案", disguises(ON)) == "备案"


@pytest.mark.parametrize(
    ("number", "how"), [(4, RENAMED), (6, SAME), (8, MERGED), (16, SPLIT), (54, RENAMED), (60, MERGED)]
)
def test_items_are_matched_across_versions(number: int, how: str) -> None:
    found = match(BY_ID[number].old, BY_ID[number].new)
    assert [link.how for link in found.links] == [how]
    assert not found.gone
    assert not found.added


def test_a_new_item_on_an_article_of_its_own_is_no_part_of_another() -> None:
    found = match(BY_ID[32].old, BY_ID[32].new)
    assert [entry.code for entry in found.added] == ["N"]


def test_two_items_of_like_names_keep_their_own_partners() -> None:
    found = match(BY_ID[52].old, BY_ID[52].new)
    assert [(link.old[0].code, link.new[0].code) for link in found.links] == [("A", "A"), ("B", "B")]


def test_the_claim_stands_beside_the_true_change() -> None:
    entry = BY_ID[1].old[0]
    others = [replace(entry, code=f"K{n}", name=f"{n}号矿井开采许可", bases=(f"矿产法 第{n}条",)) for n in range(3)]
    new = [*others[:2], *BY_ID[1].new]
    change = compare([entry, *others], new, on=ON, claim=Claim(percent=50)).change
    assert (change.claimed, change.lines_share, change.true_share) == (50, 50, 25)
    assert (change.before.items, change.after.items, change.really_gone) == (4, 3, 1)


def test_splits_and_paper_merges_are_no_cut() -> None:
    for number in (57, 59):
        assert compare(BY_ID[number].old, BY_ID[number].new, on=ON).change.true_share <= 0


def test_sentences_name_the_things_and_both_languages_are_there() -> None:
    found = BY_ID[37].compared().findings[0]
    assert "第三方安全评价报告" in found.zh
    assert found.zh.endswith("。")
    assert found.en.endswith(".")
    assert (found.before, found.after) == (4, 3)


@pytest.mark.parametrize(
    ("length", "unit", "days"), [(7, "day", 5), (20, "working_day", 20), (1, "month", 21), (4, "hour", 1)]
)
def test_limits_of_all_units_are_compared_in_working_days(length: int, unit: str, days: int) -> None:
    assert working_days(length, unit) == days


def test_a_stored_content_becomes_an_entry() -> None:
    content = {
        "name": {"zh": "甲"}, "item_type": "01", "max_visits": 1, "fee": {"charged": False},
        "materials": [{"name": {"zh": "乙"}, "copies": 2, "form": "paper", "necessity": "must", "held": ""},
                      {"name": {"zh": "丙"}, "copies": 1, "form": "paper", "necessity": "must", "held": "库"}],
        "conditions": [{"zh": "取得用地批准文件"}, {"zh": "有固定场所"}],
        "special_procedures": [{"zh": "评审不计入时限"}],
        "limits": [{"key": "whole_promised", "length": 3, "unit": "working_day"}],
        "legal_basis": [{"law": "法", "article": "第一条"}] * 2,
    }  # fmt: skip
    assert entry_of("A", content, ["受理"]) == Entry(
        code="A", name="甲", kind="01", bases=("法 第一条",), papers=(Paper("乙", 2),), steps=("受理",), visits=1,
        days=3, preconditions=("取得用地批准文件",), conditions=("有固定场所",), uncounted=("评审不计入时限",),
    )  # fmt: skip


def test_one_line_that_holds_several_papers_counts_as_those_it_holds() -> None:
    held = singly([Paper("综合材料（含申请书、消防评估报告）"), Paper("营业执照（副本）")])
    assert [paper.name for paper in held] == ["申请书", "消防评估报告", "营业执照（副本）"]


def test_looking_whether_a_form_is_complete_is_no_examination() -> None:
    assert examining(("受理", "形式审查", "实质审查")) == ("实质审查",)
