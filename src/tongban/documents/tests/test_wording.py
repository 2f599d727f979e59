"""What the letters say."""

import re

import pytest

from tongban.documents.rules.citing import cited
from tongban.documents.rules.kinds import KINDS
from tongban.documents.rules.mediation import MEDIATION_TEXTS
from tongban.documents.rules.wording import compose_letter
from tongban.documents.tests.samples import frozen

LETTERS = [key for key, kind in KINDS.items() if kind.template == "letter.typ"]


def text_of(kind, **changes):
    letter = compose_letter(
        kind, number="青市监准〔2026〕1号", issued_on="2026-11-26", data=frozen(kind, **changes), addressee="陈小芳"
    )
    return "".join(block.text for block in letter.blocks)


@pytest.mark.parametrize("kind", [kind for kind in LETTERS if kind not in MEDIATION_TEXTS])
def test_each_letter_names_case_and_law(kind):
    text = text_of(kind)
    assert ("QH20261121-000417" in text) or ("JY990823202600417" in text)
    assert KINDS[kind].article.split("条")[0] in text


@pytest.mark.parametrize("kind", MEDIATION_TEXTS)
def test_s_38_papers_of_a_mediation_name_the_dispute_its_day_and_law(kind):
    text = text_of(kind)
    for said in ("邻里、相邻关系", "2026年11月2日", "《中华人民共和国人民调解法》第", "不收取任何费用", "人民法院"):
        assert said in text


@pytest.mark.parametrize("kind", [k for k in LETTERS if KINDS[k].remedies])
def test_decisions_name_both_remedies_with_their_lengths(kind):
    text = text_of(kind)
    assert "60日内向青禾县人民政府申请行政复议" in text
    assert "6个月内向青禾县人民法院提起行政诉讼" in text


def test_where_reconsideration_comes_first_the_letter_says_so():
    how = {**frozen("refusal")["remedies"], "reconsideration_first": True}
    data = {**frozen("refusal"), "remedies": how}
    letter = compose_letter("refusal", number="n", issued_on="2026-11-26", data=data, addressee="")
    assert "应当先自知道" in letter.blocks[-1].text


def test_a_deemed_acceptance_tells_that_the_body_was_late():
    assert "视为受理" in text_of("acceptance", deemed=True)


def test_the_notice_counts_its_points_and_closes_each_with_one_full_stop():
    text = text_of("one_time_notice")
    assert "共2项" in text
    assert "。。" not in text


@pytest.mark.parametrize("kind", LETTERS)
def test_letters_use_full_width_punctuation_only(kind):
    assert not re.search(r"[\u4e00-\u9fff][,;:!?()]|[,;:!?()][\u4e00-\u9fff]", text_of(kind))


@pytest.mark.parametrize("kind", LETTERS)
def test_letters_avoid_words_of_systems_and_of_sales(kind):
    assert not re.search("温馨提示|请您知悉|系统|接口|！|亲", text_of(kind))


def test_a_law_is_named_once_with_its_articles_after_it():
    articles = ["《森林法》第五十六条", "《森林法》第五十七条", "《许可法》第四十二条", "《许可法》第三十八条第一款"]
    assert cited(articles) == "《森林法》第五十六条、第五十七条和《许可法》第四十二条、第三十八条第一款"
    assert cited(["《甲》第一条", "《乙》第二条", "《丙》第三条"]) == "《甲》第一条、《乙》第二条和《丙》第三条"
    assert cited(["《甲》第一条"]) == "《甲》第一条"
