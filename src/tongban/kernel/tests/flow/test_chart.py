"""The chart says what the net does, overlaps nothing, and keeps to what a strict page allows."""

import re
from dataclasses import replace
from pathlib import Path
from random import Random
from xml.etree import ElementTree

import pytest

from tongban.kernel.flow import chart_text
from tongban.kernel.flow.bpmn import read_bpmn
from tongban.kernel.flow.chart import chart_steps, chart_svg
from tongban.kernel.flow.compiler import compile_flow
from tongban.kernel.flow.model import Kind
from tongban.kernel.flow.net import Net
from tongban.kernel.tests.flow.drawings import sound
from tongban.kernel.tests.flow.test_soundness import flow

LICENCE = Path(__file__).with_name("licence.bpmn")
SVG = "{http://www.w3.org/2000/svg}"
Box = tuple[float, float, float, float]
Segment = tuple[float, float, float, float]


@pytest.fixture(scope="module")
def licence() -> Net:
    return compile_flow(read_bpmn(LICENCE.read_bytes()))


def shapes(svg: str) -> tuple[list[Box], list[list[Segment]]]:
    """The outlines of tasks, gateways and circles, and the segments of each line, in chart units."""
    root = ElementTree.fromstring(svg)
    boxes: list[Box] = []
    for rect in root.iter(SVG + "rect"):
        if "fc-task" in rect.get("class", ""):
            x, y, width, height = (float(rect.get(key, "0")) for key in ("x", "y", "width", "height"))
            boxes.append((x, y, x + width, y + height))
    for circle in root.iter(SVG + "circle"):
        x, y, r = (float(circle.get(key, "0")) for key in ("cx", "cy", "r"))
        boxes.append((x - r, y - r, x + r, y + r))
    lines = []
    for path in root.iter(SVG + "path"):
        numbers = [float(number) for number in re.findall(r"-?[\d.]+", path.get("d", ""))]
        points = list(zip(numbers[::2], numbers[1::2], strict=False))
        if path.get("class") == "fc-gate":
            xs, ys = [x for x, _ in points], [y for _, y in points]
            boxes.append((min(xs), min(ys), max(xs), max(ys)))
        elif path.get("class") == "fc-line":
            lines.append([(*one, *other) for one, other in zip(points, points[1:], strict=False)])
    return boxes, lines


def collisions(svg: str) -> list[str]:
    """Boxes upon boxes, lines that are not upright or level, and lines through boxes."""
    boxes, lines = shapes(svg)
    found = [f"{a} on {b}" for i, a in enumerate(boxes) for b in boxes[:i] if _meet(a, b)]
    for line in lines:
        for x1, y1, x2, y2 in line:
            if x1 != x2 and y1 != y2:
                found.append(f"slanting {x1, y1, x2, y2}")
            hull = (min(x1, x2), min(y1, y2), max(x1, x2), max(y1, y2))
            found += [f"line {hull} through {box}" for box in boxes if _meet(hull, box)]
    return found


def shared_lines(svg: str, arrows: list[tuple[str, str]]) -> list[str]:
    """Arrows with neither source nor target in common that run along each other."""
    _, lines = shapes(svg)
    found = []
    for one, line in enumerate(lines):
        for other, other_line in enumerate(lines[:one]):
            if arrows[one][0] != arrows[other][0] and arrows[one][1] != arrows[other][1]:
                found += [f"{arrows[one]} along {arrows[other]}" for a in line for b in other_line if _along(a, b)]
    return found


def _along(one: Segment, other: Segment) -> bool:
    for flat in (1, 0):  # level lines, then upright ones
        if one[flat] == one[flat + 2] == other[flat] == other[flat + 2]:
            low, high = sorted((one[1 - flat], one[3 - flat]))
            other_low, other_high = sorted((other[1 - flat], other[3 - flat]))
            return min(high, other_high) - max(low, other_low) > 1.5
    return False


def label_collisions(svg: str) -> list[str]:
    """Words upon words, and lines through words."""
    _, lines = shapes(svg)
    boxes: list[Box] = []
    for text in ElementTree.fromstring(svg).iter(SVG + "text"):
        x, y, wide = float(text.get("x", "0")), float(text.get("y", "0")), chart_text.width(text.text or "")
        left = x - wide / 2 if text.get("text-anchor") == "middle" else x
        boxes.append((left, y - 11, left + wide, y + 3))
    found = [f"words {a} on {b}" for i, a in enumerate(boxes) for b in boxes[:i] if _meet(a, b)]
    hulls = [(min(a, c), min(b, d), max(a, c), max(b, d)) for line in lines for a, b, c, d in line]
    return found + [f"line {hull} through words {box}" for hull in hulls for box in boxes if _meet(hull, box)]


def faults(net: Net, *, upright: bool) -> list[str]:
    svg = chart_svg(net, upright=upright)
    arrows = [(edge.source, edge.target) for edge in net.model.edges]
    return [*collisions(svg), *shared_lines(svg, arrows), *label_collisions(svg)]


def _meet(one: Box, other: Box, slack: float = 1.5) -> bool:
    """Whether two outlines share more than an edge."""
    return (
        one[0] < other[2] - slack
        and other[0] < one[2] - slack
        and one[1] < other[3] - slack
        and other[1] < one[3] - slack
    )


@pytest.mark.parametrize("upright", [False, True])
def test_the_licence_is_drawn_without_collisions(licence: Net, upright: bool) -> None:
    assert faults(licence, upright=upright) == []


@pytest.mark.parametrize("upright", [False, True])
@pytest.mark.parametrize("seed", range(25))
def test_random_flows_are_drawn_without_collisions(seed: int, upright: bool) -> None:
    random = Random(seed)
    kinds = (Kind.USER, Kind.SERVICE, Kind.RECEIVE, Kind.TIMER)
    model = sound(random, random.randint(2, 14), kinds).model()
    named = tuple(replace(edge, name="条件成立" if edge.condition else "") for edge in model.edges)
    assert faults(compile_flow(replace(model, edges=named)), upright=upright) == []


LONG_WAYS = (
    ("s-t1", "t1-x", "x-t2", "t2-x2", "x-x2", "x2-t3", "t3-e"),
    ("s-t1", "t1-x", "x-t1", "x-e"),
    ("s-t1", "t1-t2", "t2-x", "x-t1", "x-t2", "x-e"),
    ("s-x", "x-t1", "x-t2", "x-t3", "t1-t4", "t2-t4", "t3-x2", "t4-x2", "x2-x", "x2-t1", "x2-e"),
    ("s-p", "p-t1", "p-t2", "p-t3", "t1-t4", "t4-p2", "t2-p2", "t3-p2", "p2-x", "x-p", "x-e"),
)


@pytest.mark.parametrize("upright", [False, True])
@pytest.mark.parametrize("arrows", LONG_WAYS)
def test_long_and_backward_ways_keep_clear(arrows: tuple[str, ...], upright: bool) -> None:
    model = flow(*arrows)
    named = tuple(replace(edge, name="条件成立时" if edge.condition else "") for edge in model.edges)
    assert faults(Net(replace(model, edges=named)), upright=upright) == []


def test_a_chart_with_a_box_out_of_place_is_found_out(licence: Net) -> None:
    svg = chart_svg(licence)
    x = re.search(r'<rect class="fc-task fc-user" x="([\d.]+)"', svg)
    assert x is not None
    assert collisions(svg.replace(f'x="{x[1]}"', f'x="{float(x[1]) + 60}"', 1))


def test_every_name_of_the_net_stands_in_the_chart(licence: Net) -> None:
    words = "".join(text.text or "" for text in ElementTree.fromstring(chart_svg(licence)).iter(SVG + "text"))
    drawn = [*licence.model.nodes, *licence.model.edges, *licence.model.lanes]
    assert [part.name for part in drawn if part.name not in words] == []


@pytest.mark.parametrize("language", ["zh", "en"])
def test_the_chart_keeps_to_what_a_strict_page_allows(licence: Net, language: str) -> None:
    svg = chart_svg(licence, language=language, current=("decide",), done=("accept",), counts={"decide": 3})
    assert not re.search(r"style|#[0-9a-fA-F]{3}|<script|\bon\w+=|\bid=", svg)
    root = ElementTree.fromstring(svg)
    assert [child.tag for child in root][:2] == [SVG + "title", SVG + "desc"]
    assert root.get("role") == "img"
    assert root.get("aria-label")


def test_where_a_case_stands_is_said_in_words_and_by_class(licence: Net) -> None:
    svg = chart_svg(licence, current=("decide",), done=("accept",), counts={"decide": 3}, limits={"delivery": "10 日"})
    assert svg.count("fc-is-now") == svg.count("fc-is-done") == 1
    for word in ("现在在这里", "✓ 已办", "在办 3 件", "10 日"):
        assert word in svg


def test_names_from_outside_cannot_break_the_picture() -> None:
    model = flow("s-t1", "t1-e")
    nodes = tuple(type(n)(n.id, n.kind, '<b>&"x"' if n.kind is Kind.USER else "", lane=n.lane) for n in model.nodes)
    svg = chart_svg(Net(type(model)("f", '"<i>', "", model.lanes, nodes, model.edges)))
    assert "<b>" not in svg
    assert ElementTree.fromstring(svg).get("aria-label", "").startswith('"<i>流程图')


def test_without_lanes_a_chart_is_still_drawn() -> None:
    model = flow("s-t1", "t1-x", "x-t1", "x-e")
    nodes = tuple(type(node)(node.id, node.kind, node.name) for node in model.nodes)
    bare = Net(type(model)("f", "", "", (), nodes, model.edges))
    assert collisions(chart_svg(bare)) == []
    assert chart_steps(bare)[0].lane == ""


def test_the_steps_in_words_say_what_comes_next(licence: Net) -> None:
    steps = {step.node: step for step in chart_steps(licence)}
    assert [step.number for step in chart_steps(licence)] == list(range(1, 10))
    assert steps["accept"].lane == "受理岗"
    assert steps["accept"].limit == "acceptance"
    assert steps["accept"].next == (
        "受理：同时进入第 3 步 审查经营条件、第 4 步 审查消防安全、第 5 步 审查店招和油烟",
        "一次性告知：进入第 2 步 补正材料",
        "不予受理：结束（不予受理）",
    )
    assert steps["review_fire"].next == ("等并行的各步都办完，进入第 6 步 决定",)
    assert steps["deliver"].next == ("结束（准予办结）",)
    assert steps["supplement"].next == ("回到第 1 步 受理",)


def test_the_steps_are_told_in_english_too(licence: Net) -> None:
    decide = next(step for step in chart_steps(licence, "en") if step.node == "decide")
    assert (decide.name, decide.lane) == ("Decide", "Decision")
    assert decide.next == (
        "granted: on to step 7, Issue the certificate", "refused: on to step 8, Deliver the refusal",
    )  # fmt: skip


def test_choices_inside_branches_and_unnamed_ways_are_told() -> None:
    arrows = ("s-t1", "t1-p", "p-x", "x-t2", "x-t3", "t2-y", "t3-y", "y-q", "p-t4", "t4-q", "q-z", "z-t1", "z-e")
    model = flow(*(arrow.replace("y", "x2").replace("q", "p2").replace("z", "x3") for arrow in arrows))
    net = compile_flow(model)
    told = {step.node: step.next for step in chart_steps(net)}
    assert told["t1"] == ('同时进入（way = "f3"：第 3 步 T2；way = "f4"：第 4 步 T3）、第 2 步 T4',)
    assert told["t4"][1] == '等并行的各步都办完，way = "f12"：结束（E）'


def test_an_end_without_a_name_and_a_default_way_are_told() -> None:
    net = compile_flow(sound(Random(3), 6).model())
    phrases = " ".join(phrase for step in chart_steps(net) for phrase in step.next)
    assert "结束" in phrases


@pytest.mark.parametrize(
    ("text", "room", "expected"),
    [
        ("受理", 84, ("受理",)),
        ("送达不予许可决定", 84, ("送达不予", "许可决定")),
        ("消防救援大队审查岗", 84, ("消防救援", "大队审查岗")),
        ("10 个工作日", 76, ("10个工作日",)),
        ("审查完毕。", 44, ("审查", "完毕。")),
        ("Supply what is missing", 84, ("Supply", "what is", "missing")),
        ("Weltraumbehördenverwaltung", 60, ("Weltrau", "mbehörd", "enverwaltung")),
    ],
)
def test_words_are_broken_where_a_reader_would(text: str, room: float, expected: tuple[str, ...]) -> None:
    assert chart_text.lines(text, room) == expected
