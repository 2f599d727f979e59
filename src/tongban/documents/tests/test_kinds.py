"""The registry of kinds and the form of numbers."""

import pytest

from tongban.documents.rules.complete import content_problem
from tongban.documents.rules.dates import zh_date
from tongban.documents.rules.kinds import KINDS
from tongban.documents.rules.numbers import mark_problem, number_text
from tongban.documents.tests.samples import CONTENT


def test_a_number_has_six_corner_brackets_and_no_leading_zero():
    assert number_text(mark="青市监", word="受", year=2026, no=417) == "青市监受〔2026〕417号"


def test_no_two_kinds_share_a_series():
    words = [kind.word for kind in KINDS.values()]
    assert len(set(words)) == len(words)


@pytest.mark.parametrize("mark", ["", "青市监1", "青 市监", "市" * 11, "Market", "青[市]"])
def test_a_mark_that_is_no_chinese_word_is_refused(mark):
    assert mark_problem(mark).code == "document_mark_form"


@pytest.mark.parametrize("kind", KINDS)
def test_every_kind_is_complete_with_its_sample_and_refused_without_any_one_key(kind):
    assert content_problem(kind, CONTENT[kind]) is None
    for key in KINDS[kind].required:
        assert key in content_problem(kind, {**CONTENT[kind], key: ""}).sentence("zh")


def test_a_refusal_without_remedies_is_not_numbered():
    problem = content_problem("refusal", {**CONTENT["refusal"], "remedies": {"court": "青禾县人民法院"}})
    assert problem.code == "document_incomplete"
    assert "remedies" in problem.sentence("en")


def test_an_unknown_kind_is_refused_in_both_languages():
    problem = content_problem("memo", {})
    assert "目录" in problem.sentence("zh")
    assert "registry" in problem.sentence("en")


@pytest.mark.parametrize(("day", "words"), [("2026-11-06", "2026年11月6日"), ("2027-01-01", "2027年1月1日")])
def test_dates_have_arabic_digits_without_leading_zeros(day, words):
    assert zh_date(day) == words
