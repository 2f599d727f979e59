"""X-06 at publishing: what is asked though it is known already; and 45 days where no body joins."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from tongban.powerlist.rules.content import (
    Form,
    FormField,
    FormGroup,
    ItemContent,
    ItemLimit,
    Material,
    Option,
    Text,
    parse_content,
)
from tongban.powerlist.rules.known_faults import KNOWN_RULES
from tongban.powerlist.rules.lint import Subject, lint
from tongban.powerlist.tests.samples import whole

LICENCE = Text("营业执照副本", "Business licence")
OFFICIAL = Material(key="m", name=LICENCE, kind="certificate", form="copy", necessity="must", source="government")
OWN = replace(OFFICIAL, source="applicant", kind="other")
JOINT = ItemLimit(
    key="whole_statutory", scope="case", kind="statutory", length=45, unit="working_day", starts="acceptance",
    law="中华人民共和国行政许可法", article="第四十二条第二款",
)  # fmt: skip
SMALL = parse_content(whole())
ASK = FormField(key="id", label=Text("身份证号", "Number"), type="citizen_id")


def codes(content: ItemContent, **more: Any) -> list[str]:
    return [one.code for one in lint(Subject(content, **more), KNOWN_RULES)]


def with_paper(paper: Material) -> ItemContent:
    return replace(SMALL, materials=(paper,), form=Form(), limits=())


@pytest.mark.parametrize(
    ("paper", "issued", "found"),
    [
        (OFFICIAL, frozenset(), True),
        (replace(OFFICIAL, held="电子证照库"), frozenset(), False),  # nobody hands it in
        (OWN, frozenset(), False),
        (OWN, frozenset({"营业执照"}), True),  # issued here, whoever is said to bring it
        (replace(OWN, kind="form"), frozenset({"营业执照"}), False),
    ],
)
def test_x_06_a_paper_that_an_organ_has_is_found_when_it_is_asked_for(
    paper: Material, issued: frozenset[str], found: bool
) -> None:
    assert codes(with_paper(paper), issued=issued) == ["paper_asked_again"] * found


@pytest.mark.parametrize(("field", "found"), [(ASK, True), (replace(ASK, prefill="person.id_number"), False)])
def test_x_06_a_question_that_the_record_answers_is_found(field: FormField, found: bool) -> None:
    form = Form(groups=(FormGroup(key="g", title=Text("一", ""), fields=(field,)),))
    content = replace(SMALL, materials=(), limits=(), form=form)
    assert codes(content) == ["answer_asked_again"] * found


@pytest.mark.parametrize(
    ("limit", "joint", "found"),
    [
        (JOINT, (), True),
        (JOINT, ("fire",), False),
        (replace(JOINT, length=20), (), False),
        (replace(JOINT, law="城市房地产管理法"), (), False),  # a special law's own limit
        (replace(JOINT, rule="licence.joint_days", length=40), (), True),
    ],
)
def test_45_days_belong_to_joint_handling_alone(limit: ItemLimit, joint: tuple[str, ...], found: bool) -> None:
    content = replace(SMALL, materials=(), form=Form(), limits=(limit,), joint_bodies=joint, item_type="01")
    assert codes(content) == ["joint_limit_alone"] * found


@pytest.mark.parametrize(
    ("key", "unlisted", "found"),
    [
        ("activities", {"QH-2"}, ["form.activities.options[1]"]),
        ("activities", set(), []),
        ("other", {"QH-2"}, []),  # the options of another question are no items
    ],
)
def test_s_11_an_activity_whose_item_is_not_published_is_found(key: str, unlisted: set[str], found: list[str]) -> None:
    options = tuple(Option(value=code, label=Text("餐饮服务", "")) for code in ("QH-1", "QH-2"))
    field = FormField(key=key, label=Text("经营活动", ""), type="choices", options=options)
    form = Form(groups=(FormGroup(key="g", title=Text("一", ""), fields=(field,)),))
    subject = Subject(replace(SMALL, materials=(), limits=(), form=form), unlisted=frozenset(unlisted))
    assert [one.path for one in lint(subject, KNOWN_RULES)] == found
