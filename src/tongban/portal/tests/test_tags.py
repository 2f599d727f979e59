"""What the tags write into a page, in both languages."""

from __future__ import annotations

from typing import Any

import pytest
from django import forms
from django.core.files.uploadedfile import SimpleUploadedFile
from django.http import QueryDict
from django.template import Context, Template
from django.utils import translation

from tongban.kernel.refusals import Refused
from tongban.portal.templatetags import tongban as tags
from tongban.portal.tests import styleguide
from tongban.portal.tests.styleguide import QUESTIONS, REFUSAL, TODAY, Sample, clock


@pytest.fixture(autouse=True)
def _monday(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(tags, "today", lambda: TODAY)


def draw(source: str, language: str = "zh-hans", **context: Any) -> str:
    with translation.override(language):
        return Template("{% load tongban %}" + source).render(Context(context))


@pytest.mark.parametrize(
    ("state", "word", "shape"),
    [
        ("on", "按时", "#on"),
        ("double_red", "双红牌", "#dred"),
        ("deemed", "视为受理", "#deemed"),
        ("gap", "未就绪", "#gap"),
    ],
)
def test_a_state_has_word_shape_and_colour(state: str, word: str, shape: str) -> None:
    drawn = draw("{% state_tag state %}", state=state)
    assert word in drawn
    assert shape in drawn
    assert 'class="st ' in drawn


def test_a_ruler_says_what_it_draws() -> None:
    drawn = draw("{% ruler r %}", r=clock(10, "2026-11-06T09:00")["ruler"])
    assert 'aria-label="承诺 10 个工作日，已用 11 个' in drawn
    assert drawn.count("<i ") == 11
    assert drawn.count('"o') == 1


def test_a_deadline_keeps_its_hour_and_word_together() -> None:
    standing = clock(10, "2026-11-13T09:00")["standing"]
    assert draw("{{ s|due_sentence }}", s=standing) == "还剩 4 个工作日，11月27日（周五）17:00\N{NO-BREAK SPACE}前"
    assert draw("{{ s|due_sentence }}", "en", s=standing) == "4 working days left, by 17:00 on Friday 27 November"


def test_a_provisional_deadline_says_so_in_bold_with_its_reason() -> None:
    drawn = draw("{{ d|due_by }}", d=styleguide.everything(filled=False)["provisional"])
    assert "<b>暂定</b>" in drawn
    assert "2027 年放假安排" in drawn


def test_nothing_is_a_dash() -> None:
    assert (
        draw("{{ x|zhdate }}{{ x|zhday }}{{ x|zhdatetime }}{{ x|fulldate }}{{ x|due_by }}{{ x|count }}", x=None)
        == "—" * 6
    )


@pytest.mark.parametrize("reason", [REFUSAL, Refused(REFUSAL), REFUSAL.zh])
def test_a_refusal_is_the_same_sentence_however_it_comes(reason: object) -> None:
    assert REFUSAL.zh in draw("{% refusal r %}", r=reason)


def test_a_refusal_speaks_english_on_an_english_page() -> None:
    assert REFUSAL.en in draw("{% refusal r '/x/' 'Pass it to him' %}", "en", r=REFUSAL)


def test_faults_are_listed_once_and_linked_to_their_fields() -> None:
    form = Sample({"area": "x"})
    drawn = draw("{% error_summary form %}", form=form)
    assert "有 6 处要改" in drawn
    assert '<a href="#id_name">请填写“单位名称”。</a>' in drawn
    assert '<a href="#id_sure">请勾选“我已核对以上内容”。</a>' in drawn


def test_no_fault_draws_no_summary() -> None:
    assert draw("{% error_summary f %}", f={}).strip() == ""


@pytest.mark.parametrize("name", list(Sample.base_fields))
def test_every_field_has_a_label_and_keeps_its_fault_beside_it(name: str) -> None:
    form = Sample({"area": "x"})
    drawn = draw("{% field form_field %}", form_field=form[name])
    assert str(form[name].label) in drawn
    assert ('class="err"' in drawn) == bool(form[name].errors)
    assert (f"{form[name].auto_id}-error" in drawn) == bool(form[name].errors)


@pytest.mark.parametrize("question", QUESTIONS, ids=lambda question: question["key"])
def test_every_kind_of_question_is_drawn_with_its_name(question: dict[str, Any]) -> None:
    drawn = draw("{% item_field q answer 'x' %}", q=question, answer="<b>")
    assert f'name="{question["key"]}"' in drawn
    assert "<b>" not in drawn
    assert ("必填" in drawn) == bool(question.get("required"))


def test_the_pager_keeps_the_filters_and_changes_the_key() -> None:
    class Request:
        GET = QueryDict("body=market&after=old")

    drawn = draw("{% pager 51 100 1284 before='b' after='n' %}", request=Request())
    assert "第 51-100 件，共 1,284 件" in drawn
    assert 'href="?body=market&amp;after=n"' in drawn
    assert 'href="?body=market&amp;before=b"' in drawn


def test_a_branch_in_trouble_offers_its_act_by_name() -> None:
    drawn = draw("{% branches rows %}", rows=styleguide.branch_rows())
    assert '催办<span class="visually-hidden">消防救援大队</span>' in drawn
    assert drawn.count('role="img"') == 4


def test_a_full_day_of_the_skyline_ends_in_a_figure_that_opens_the_rest() -> None:
    drawn = draw("{% skyline days %}", days=styleguide.skyline_days())
    assert '<a href="#day" class="s">+2</a>' in drawn
    assert drawn.count("<li") == 11


class EveryFault(forms.Form):
    """One field for each way in which a typed value can be wrong."""

    long = forms.CharField(label="诉求", max_length=5, min_length=3)
    count = forms.IntegerField(label="人数", min_value=1, max_value=9)
    day = forms.DateField(label="日期")
    choice = forms.ChoiceField(label="种类", choices=[("a", "甲")])
    file = forms.FileField(label="材料")


@pytest.mark.parametrize(
    ("typed", "told"),
    [
        ({"long": "一" * 6}, "“诉求”：最多 5 个字，现在有 6 个，请写短些。"),
        ({"long": "一"}, "“诉求”：至少 3 个字，现在只有 1 个。"),
        ({"long": "一\0二三"}, "“诉求”：有不能识别的符号，请删去后重新输入。"),
        ({"count": "九人"}, "“人数”：请填整数，只写数字，例如 12。"),
        ({"count": "99"}, "“人数”：不能大于 9。"),
        ({"count": "0"}, "“人数”：不能小于 1。"),
        ({"day": "2026-02-30"}, "“日期”：没有这一天，请按年-月-日填写，例如 2026-11-26。"),
        ({"choice": "z"}, "“种类”：请从列出的几项中选择。"),
    ],
)
def test_a_wrong_field_is_told_in_our_words_and_by_name(typed: dict[str, str], told: str) -> None:
    assert told in draw("{% error_summary form %}", form=EveryFault(typed))


def test_what_is_left_empty_is_asked_for_by_what_one_does_with_it() -> None:
    drawn = draw("{% error_summary form %}", form=EveryFault({}))
    assert ">请填写“诉求”。<" in drawn
    assert ">请选择“种类”。<" in drawn
    assert ">请选择文件“材料”。<" in drawn


def test_the_same_fault_of_a_field_is_told_once() -> None:
    form = EveryFault({"long": "一二三"})
    form.add_error("long", "请核对。")
    form.add_error("long", "请核对。")
    assert draw("{% error_summary form %}", form=form).count("请核对。") == 1


def test_an_empty_file_is_told_in_our_words() -> None:
    drawn = draw("{% error_summary form %}", form=EveryFault({}, {"file": SimpleUploadedFile("a.pdf", b"")}))
    assert "“材料”：这个文件是空的（0 字节），请打开看一看，另选一个。" in drawn


def test_the_summary_of_several_forms_names_every_field_and_counts_all() -> None:
    drawn = draw("{% error_summary one more %}", one=EveryFault({}), more=[("w-place", "请选择在哪里申请。")])
    assert "有 6 处要改" in drawn
    assert '<a href="#id_day">请填写“日期”。</a>' in drawn
    assert '<a href="#w-place">请选择在哪里申请。</a>' in drawn
