"""What the reader understands, and what it refuses by name with the element's id."""

from random import Random

import pytest

from tongban.kernel.flow.bpmn import read_bpmn
from tongban.kernel.flow.compiler import flow_findings
from tongban.kernel.flow.findings import Finding, FlowRefused
from tongban.kernel.flow.model import Kind
from tongban.kernel.tests.flow.drawings import sound, to_bpmn

HEAD = (
    '<definitions xmlns="http://www.omg.org/spec/BPMN/20100524/MODEL" xmlns:tb="urn:tongban:flow:1" '
    'xmlns:di="http://www.omg.org/spec/BPMN/20100524/DI" xmlns:v="urn:vendor">'
)
LANE = (
    '<laneSet id="ls"><documentation/><lane id="l" name="受理岗" tb:post="@holder/accept"><documentation/>'
    "<flowNodeRef>t</flowNodeRef></lane></laneSet>"
)
START = '<startEvent id="s"/><sequenceFlow id="f1" sourceRef="s" targetRef="t"/>'
TASK = '<userTask id="t" name="受理" tb:act="accept"/>'
END = '<sequenceFlow id="f2" sourceRef="t" targetRef="e"/><endEvent id="e"/>'


def drawn(
    *, lane: str = LANE, start: str = START, task: str = TASK, end: str = END, more: str = "", outer: str = ""
) -> bytes:
    return f'{HEAD}{outer}<process id="p" name="流程">{lane}{start}{task}{end}{more}</process></definitions>'.encode()


def refusals(xml: bytes) -> list[Finding]:
    with pytest.raises(FlowRefused) as refused:
        read_bpmn(xml)
    return list(refused.value.findings)


def codes(xml: bytes) -> set[tuple[str, str]]:
    return {(finding.code, finding.element) for finding in refusals(xml)}


@pytest.mark.parametrize("seed", range(15))
def test_what_is_written_is_read_back(seed: int) -> None:
    kinds = (Kind.USER, Kind.SERVICE, Kind.RECEIVE, Kind.TIMER)
    model = sound(Random(seed), 10, kinds).model()
    assert read_bpmn(to_bpmn(model)) == model


def test_notes_layout_pools_and_foreign_attributes_are_passed_over() -> None:
    notes = "<documentation>x</documentation><extensionElements><v:a/></extensionElements>"
    xml = drawn(
        task=f'<userTask id="t" name="受理" v:colour="red">{notes}<incoming>f1</incoming></userTask>',
        more='<textAnnotation id="n"/><association id="a"/>' + notes,
        outer=f'<collaboration id="c"><participant id="p1"/></collaboration><di:BPMNDiagram/><message id="m"/>{notes}',
    )
    assert [node.id for node in read_bpmn(xml).nodes] == ["s", "t", "e"]


def test_a_catching_event_waits_for_a_message_or_a_timer() -> None:
    catch = '<intermediateCatchEvent id="t" name="等" {}>{}</intermediateCatchEvent>'
    message = read_bpmn(drawn(task=catch.format("", "<messageEventDefinition/>")))
    timer = read_bpmn(
        drawn(task=catch.format('tb:limit="wait"', "<timerEventDefinition><documentation/></timerEventDefinition>"))
    )
    assert [model.nodes[1].kind for model in (message, timer)] == [Kind.RECEIVE, Kind.TIMER]


TWO_POOLS = '<participant id="a"/><participant id="b"/>'
FIVE_DAYS = '<timeDuration id="d">P5D</timeDuration>'
GROOVY = '<conditionExpression language="groovy">x</conditionExpression>'
OTHER_LANE = '<lane id="l2" name="乙" tb:post="@system"><flowNodeRef>t</flowNodeRef></lane></laneSet>'
CATCH = '<intermediateCatchEvent id="t" name="等">{}</intermediateCatchEvent>'


@pytest.mark.parametrize(
    ("parts", "expected"),
    [
        ({"more": '<subProcess id="x" name="子流程"/>'}, ("not_supported", "x")),
        ({"more": '<inclusiveGateway id="x"/>'}, ("not_supported", "x")),
        ({"more": '<boundaryEvent id="x"/>'}, ("not_supported", "x")),
        ({"more": '<v:own id="x"/>'}, ("not_supported", "x")),
        ({"task": '<task id="t" name="受理"/>'}, ("not_supported", "t")),
        ({"task": '<userTask id="t" name="受理"><ioSpecification id="m"/></userTask>'}, ("not_supported", "m")),
        ({"start": '<startEvent id="s"><signalEventDefinition id="d"/></startEvent>'}, ("not_supported", "d")),
        ({"end": '<endEvent id="e"><terminateEventDefinition id="d"/></endEvent>'}, ("not_supported", "d")),
        ({"task": CATCH.format('<signalEventDefinition id="d"/>')}, ("not_supported", "d")),
        ({"task": CATCH.format("")}, ("waits_for", "t")),
        ({"task": CATCH.format("<timerEventDefinition/>")}, ("timer_limit", "t")),
        ({"task": CATCH.format(f"<timerEventDefinition>{FIVE_DAYS}</timerEventDefinition>")}, ("time_in_flow", "d")),
        ({"task": '<userTask id="t"/>'}, ("name", "t")),
        ({"task": f'<userTask id="t" name="{"长" * 81}"/>'}, ("name_long", "t")),
        ({"task": '<userTask id="t" name="受理" tb:limt="x"/>'}, ("attribute", "t")),
        ({"task": '<userTask id="t" name="受理" tb:limit="5 天"/>'}, ("key", "t")),
        ({"task": '<userTask id="t" name="受理" tb:clock="maybe"/>'}, ("clock", "t")),
        ({"task": '<userTask id="t" name="受理" tb:persons="3"/>'}, ("persons", "t")),
        ({"task": '<serviceTask id="t" name="受理" tb:persons="2"/>'}, ("persons", "t")),
        ({"task": f'<userTask id="t" name="受理" tb:risk="{"长" * 201}"/>'}, ("risk", "t")),
        ({"task": '<receiveTask id="t" name="等" tb:risk="等"/>'}, ("risk", "t")),
        ({"task": '<receiveTask id="t" name="受理" instantiate="true"/>'}, ("attribute", "t")),
        ({"task": '<userTask id="受理" name="受理"/>'}, ("id", "受理")),
        ({"more": '<userTask id="t" name="又一个"/>'}, ("id_twice", "t")),
        ({"lane": LANE.replace("@holder/accept", "受理岗")}, ("lane_post", "l")),
        ({"lane": LANE.replace(' tb:post="@holder/accept"', "")}, ("lane_post", "l")),
        ({"lane": LANE.replace(">t<", "> gone <")}, ("lane_node", "p")),
        ({"lane": LANE.replace("</lane>", '<childLaneSet id="x"/></lane>')}, ("not_supported", "x")),
        ({"lane": LANE.replace("</laneSet>", '<partition id="x"/></laneSet>')}, ("not_supported", "x")),
        ({"lane": LANE.replace("</laneSet>", OTHER_LANE)}, ("two_lanes", "l2")),
        ({"end": END.replace('"e"/><', '"e"><dataInput id="x"/></sequenceFlow><')}, ("not_supported", "x")),
        ({"end": END.replace('"e"/><', f'"e">{GROOVY}</sequenceFlow><')}, ("condition_language", "f2")),
        ({"outer": f"<collaboration>{TWO_POOLS}</collaboration>"}, ("not_supported", "b")),
        ({"outer": '<collaboration id="c"><messageFlow id="x"/></collaboration>'}, ("not_supported", "x")),
        ({"outer": '<choreography id="x"/>'}, ("not_supported", "x")),
        ({"outer": '<process id="other"/>'}, ("one_process", "p")),
        ({"more": "".join(f'<endEvent id="x{n}"/>' for n in range(200))}, ("too_large", "p")),
        ({"more": "".join(f'<sequenceFlow id="x{n}"/>' for n in range(600))}, ("too_large", "p")),
    ],
)  # fmt: skip
def test_a_file_is_refused_by_name(parts: dict[str, str], expected: tuple[str, str]) -> None:
    assert expected in codes(drawn(**parts))


def test_a_refusal_names_kind_id_and_name_in_both_languages() -> None:
    finding = refusals(drawn(more='<subProcess id="x" name="子流程"/>'))[0]
    assert finding.sentence("zh") == "还不支持 subProcess（x，子流程），请换成任务、等待、网关或顺序流。"
    assert finding.sentence("en").startswith("subProcess (x, 子流程) is not supported")


def test_all_refusals_come_at_once_but_not_more_than_fifty() -> None:
    assert len(refusals(drawn(more="<subProcess/>" * 70))) == 50


@pytest.mark.parametrize("xml", ["<a/>", '<definitions xmlns="urn:other"/>', HEAD + "</definitions>"])
def test_other_files_are_refused(xml: str) -> None:
    assert codes(xml.encode()) <= {("not_bpmn", ""), ("one_process", "")}


@pytest.mark.parametrize(
    ("parts", "expected"),
    [
        ({"end": '<endEvent id="e"/>'}, ("nothing_leaves", "t")),
        ({"end": END.replace('targetRef="e"', 'targetRef="gone"')}, ("loose_edge", "f2")),
        ({"more": '<startEvent id="s2"/>'}, ("one_start", "s2")),
        ({"start": '<sequenceFlow id="f1" sourceRef="t" targetRef="t"/>'}, ("one_start", "p")),
        ({"end": '<sequenceFlow id="f2" sourceRef="t" targetRef="t"/>'}, ("no_end", "p")),
        ({"more": '<sequenceFlow id="f3" sourceRef="t" targetRef="s"/>'}, ("into_start", "s")),
        ({"more": '<sequenceFlow id="f3" sourceRef="e" targetRef="t"/>'}, ("out_of_end", "e")),
        ({"more": '<endEvent id="e2"/>'}, ("nothing_arrives", "e2")),
        ({"more": '<endEvent id="e2"/>'}, ("unreachable", "e2")),
        ({"more": '<sequenceFlow id="f3" sourceRef="t" targetRef="e"/>'}, ("many_leave", "t")),
        ({"end": '<sequenceFlow id="f2" sourceRef="t" targetRef="t"/><endEvent id="e"/>'}, ("no_way_to_end", "t")),
        ({"lane": ""}, ("no_lane", "t")),
    ],
)
def test_a_drawing_is_refused_by_name(parts: dict[str, str], expected: tuple[str, str]) -> None:
    found = {(finding.code, finding.element) for finding in flow_findings(read_bpmn(drawn(**parts))) if finding.blocks}
    assert expected in found


def choice(first: str, second: str, gateway: str = "") -> set[tuple[str, str, bool]]:
    """Findings for a flow in which a gateway x leads back to t by f3 or on to e by f4."""
    when = "<conditionExpression>{}</conditionExpression>"
    arrows = [("f3", "t", first), ("f4", "e", second)]
    flows = [
        f'<sequenceFlow id="{edge}" sourceRef="x" targetRef="{to}">{when.format(text) if text else ""}</sequenceFlow>'
        for edge, to, text in arrows
    ]
    more = f'<sequenceFlow id="f2" sourceRef="t" targetRef="x"/><exclusiveGateway id="x" {gateway}/><endEvent id="e"/>'
    model = read_bpmn(drawn(end=more, more="".join(flows)))
    return {(finding.code, finding.element, finding.blocks) for finding in flow_findings(model)}


@pytest.mark.parametrize(
    ("first", "second", "gateway", "expected"),
    [
        ("a = 1", "", 'default="f4"', set()),
        ("a = 1", "a != 1", "", {("no_default", "x", False)}),
        ("a = 1", "", "", {("no_default", "x", False), ("no_condition", "f4", True)}),
        ("a = 1", "a = 2", 'default="f4"', {("condition_place", "f4", True)}),
        ("a = = 1", "", 'default="f4"', {("condition", "f3", True)}),
        ("a = 1", "a = 2", 'default="f1"', {("default", "x", True)}),
    ],
)
def test_choices_have_conditions_and_the_default_has_none(
    first: str, second: str, gateway: str, expected: set[tuple[str, str, bool]]
) -> None:
    assert choice(first, second, gateway) == expected


def test_a_circle_of_gateways_without_a_step_is_refused() -> None:
    flows = [("t", "x1"), ("x1", "x2"), ("x2", "x1"), ("x2", "e")]
    texts = [f'<sequenceFlow id="g{n}" sourceRef="{a}" targetRef="{b}"/>' for n, (a, b) in enumerate(flows)]
    gates = '<exclusiveGateway id="x1"/><exclusiveGateway id="x2"/><endEvent id="e"/>'
    model = read_bpmn(drawn(end=gates, more="".join(texts)))
    assert {"x1", "x2"} <= {finding.element for finding in flow_findings(model) if finding.code == "gateway_circle"}
