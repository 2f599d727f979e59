"""The register of proofs: papers without a basis in force, shareable or promisable ones are proposed for deletion."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from tongban.kernel.actor import Actor
from tongban.law.tests.samples import enacted
from tongban.law.tests.statutes import TITLE
from tongban.powerlist.pages.office.proofs import proofs_page
from tongban.powerlist.permissions import Reach
from tongban.powerlist.queries.proofs import proof_register
from tongban.powerlist.rules.content import Material
from tongban.powerlist.rules.proofs import Demand, proposals, step_proposals
from tongban.powerlist.rules.text import Text
from tongban.powerlist.tests.factories import Places, publish
from tongban.powerlist.tests.office import page
from tongban.powerlist.tests.samples import FLOW, whole, words

DAY = date(2026, 11, 23)


def paper(**changes: Any) -> Material:
    told = {
        "kind": "other",
        "form": "electronic",
        "necessity": "must",
        "source": "applicant",
        "basis": "《灯笼条例》第三条",
    }
    return Material(**{"key": "m", "name": Text("证明", ""), **told, **changes})


def row(key: str, **changes: Any) -> dict[str, Any]:
    return {"key": key, "name": words(f"材料{key}"), "kind": "other", "form": "electronic", "necessity": "must",
            "source": "applicant", **changes}  # fmt: skip


@pytest.mark.parametrize(
    ("changes", "stands", "found"),
    [
        ({}, True, ()), ({"basis": ""}, True, ("no_basis",)), ({"basis": "", "kind": "form"}, True, ()),
        ({}, False, ("ended",)),
        ({"source": "government"}, True, ("shared",)), ({"source": "government", "held": "库"}, True, ()),
        ({"promisable": True}, True, ("promised",)),
    ],
)  # fmt: skip
def test_d_21_a_paper_that_need_not_be_asked_for_is_proposed(
    changes: Any, stands: bool, found: tuple[str, ...]
) -> None:
    assert proposals(paper(**changes), stands=stands) == found


LANE = """<bpmn:lane id="l2" name="消防" tb:name_en="Fire" tb:post="willow/review">
<bpmn:flowNodeRef>other</bpmn:flowNodeRef></bpmn:lane></bpmn:laneSet>"""
REVIEW = """<bpmn:userTask id="other" name="消防审查" tb:name_en="Fire review" tb:act="review" tb:limit="acceptance"/>
<bpmn:sequenceFlow id="f3" sourceRef="other" targetRef="e"/><bpmn:endEvent"""
OTHERS = FLOW.replace("</bpmn:laneSet>", LANE).replace('targetRef="e"', 'targetRef="other"')
OTHERS = OTHERS.replace("<bpmn:endEvent", REVIEW)


def test_d_21_a_step_beside_the_departments_own_needs_a_basis_of_its_own() -> None:
    steps = {
        "无依据": (Demand(Text("专家评审", ""), ""), True, ("unnamed",)),
        "已失效": (Demand(Text("检测", ""), "《灯笼条例》第三条"), False, ("ended",)),
        "有依据": (Demand(Text("检测", ""), "《灯笼条例》第三条"), True, ()),
    }
    for step, stands, found in steps.values():
        assert step_proposals(step, stands=stands) == found


@pytest.mark.django_db
def test_d_21_steps_without_a_basis_stand_on_the_register_with_what_the_others_rest_on(
    here: Places, county: Actor
) -> None:
    enacted()
    content = whole(
        materials=[row("m_a", basis=f"《{TITLE}》第三条")], intermediary=words("环境影响评价"),
        special_procedures=[
            words("专家评审"), words(f"听证（《{TITLE}》第三条）"), words(f"公示（《{TITLE}》第九条）"),
        ],
    )  # fmt: skip
    content["form"]["groups"][0]["fields"][0]["evidence"] = ""
    publish(content, flow=OTHERS, code="QH-S")
    found = {one.step.name.zh[:2]: one.proposals for one in proof_register(Reach(everything=True), DAY).steps}
    assert found == {"消防": (), "环境": ("unnamed",), "专家": ("unnamed",), "听证": (), "公示": ("ended",)}
    assert "共 5 个，其中 3 个没有写明有效的依据" in page(county, proofs_page)


@pytest.mark.django_db
def test_d_21_the_register_looks_each_basis_up_in_the_library(here: Places, county: Actor) -> None:
    enacted()
    papers = [row("m_a", basis=f"《{TITLE}》第三条"), row("m_b", basis=f"《{TITLE}》第九条"), row("m_c")]
    content = whole(materials=papers)
    content["form"]["groups"][0]["fields"][0]["evidence"] = ""
    publish(content, flow=FLOW, code="QH-P")
    found = proof_register(Reach(everything=True), DAY)
    assert {one.paper.key: one.proposals for one in found.lines} == {
        "m_a": (), "m_b": ("ended",), "m_c": ("no_basis",),
    }  # fmt: skip
    assert proof_register(Reach(False, here.willow), DAY).lines == ()
    assert "本页 1 个事项共要求 3 份材料，其中 2 份可以不要" in page(county, proofs_page)
