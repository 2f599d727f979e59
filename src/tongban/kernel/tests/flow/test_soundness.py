"""Unsound flows are refused with the place named; the checker agrees with a plain exploration of all tokens."""

from random import Random

import pytest

from tongban.kernel.flow import compiler
from tongban.kernel.flow.compiler import compile_flow, flow_findings
from tongban.kernel.flow.findings import Finding, FlowRefused
from tongban.kernel.flow.model import Drawn, Edge, FlowModel, Kind
from tongban.kernel.flow.soundness import soundness_findings
from tongban.kernel.flow.structure import structure_findings
from tongban.kernel.tests.flow.drawings import LANES, damaged, mended_conditions, sound
from tongban.kernel.tests.flow.token_game import TokenGame, is_sound

KINDS = {"s": Kind.START, "t": Kind.USER, "x": Kind.EXCLUSIVE, "p": Kind.PARALLEL, "e": Kind.END}


def flow(*arrows: str) -> FlowModel:
    """A flow from arrows like "s-t1"; the first letter tells the kind of a node. Conditions are put in."""
    pairs = [arrow.split("-") for arrow in arrows]
    names = list(dict.fromkeys(name for pair in pairs for name in pair))
    nodes = tuple(Drawn(name, KINDS[name[0]], name.upper(), lane="lane_a" if name[0] == "t" else "") for name in names)
    edges = tuple(Edge(f"f{number}", *pair) for number, pair in enumerate(pairs))
    return mended_conditions(FlowModel("flow", "", "", LANES, nodes, edges))


def faults(model: FlowModel) -> set[tuple[str, str]]:
    return {(finding.code, finding.element) for finding in flow_findings(model) if finding.blocks}


@pytest.mark.parametrize(
    ("arrows", "expected"),
    [
        (("s-t1", "t1-e"), set()),
        (("s-t1", "t1-x", "x-t2", "x-e", "t2-t1"), set()),
        (("s-p", "p-t1", "p-t2", "t1-p2", "t2-p2", "p2-t3", "t3-e"), set()),
        (("s-x", "x-t1", "x-t2", "t1-p", "t2-p", "p-t3", "t3-e"), {("stuck", "p"), ("never", "p"), ("never", "t3")}),
        (("s-p", "p-t1", "p-t2", "t1-x", "t2-x", "x-t3", "t3-e"), {("twice", "t3"), ("left_behind", "e")}),
        (("s-p", "p-t1", "p-t2", "t1-e1", "t2-e2"), {("left_behind", "e1"), ("left_behind", "e2")}),
        (("s-p", "p-t1", "p-e1", "t1-e2"), {("left_behind", "e1")}),
        (("s-p", "p-t1", "p-p2", "t1-x", "x-p2", "x-t1", "p2-e"), set()),
        (("s-p", "p-x1", "p-x2", "x1-t1", "x2-t2", "t1-x1", "t2-x2"), {("no_end", "flow")}),
        (
            ("s-t1", "t1-p", "p-t2", "p-x", "x-t1", "x-e", "t2-e2"),
            {("twice", "t2"), ("left_behind", "e"), ("left_behind", "e2")},
        ),
    ],
)
def test_faults_are_named(arrows: tuple[str, ...], expected: set[tuple[str, str]]) -> None:
    found = faults(flow(*arrows))
    assert expected <= found if expected else not found


def test_a_flow_with_too_many_branches_at_once_is_refused_by_name() -> None:
    branches = [
        arrow for n in range(17) for arrow in (f"p-x{n}", f"x{n}-t{n}", f"t{n}-x{n}b", f"x{n}b-x{n}", f"x{n}b-p2")
    ]
    assert faults(flow("s-p", *branches, "p2-e")) == {("too_many_states", "flow")}


def test_twelve_long_branches_at_once_are_still_checked() -> None:
    steps = [f"p-t{n}a t{n}a-t{n}b t{n}b-t{n}c t{n}c-p2" for n in range(12)]
    assert not faults(flow("s-p", *" ".join(steps).split(), "p2-e"))


def test_a_refused_flow_says_where_in_both_languages() -> None:
    with pytest.raises(FlowRefused) as refused:
        compile_flow(flow("s-x", "x-t1", "x-t2", "t1-p", "t2-p", "p-e"))
    stuck = refused.value.findings[0]
    assert stuck.sentence("zh") == "“P”要等几条线都到齐，但有的情况下到不齐，办件会停在这里。"
    assert stuck.sentence("en").startswith("“P” waits for all its arrows")
    assert "stuck p" in str(refused.value)


def _disagreements(seeds: range) -> list[int]:
    """Seeds of damaged flows about which the checker and the plain exploration disagree."""
    found = []
    for seed in seeds:
        random = Random(seed)
        model = damaged(sound(random, random.randint(3, 9)).model(), random)
        codes = {code for code, _ in faults(model)}
        book = is_sound(model)
        if book is not None and not codes & {"gateway_circle", "into_start"} and book is bool(codes):
            found.append(seed)
    return found


def test_the_checker_agrees_with_a_plain_exploration() -> None:
    assert _disagreements(range(250)) == []


@pytest.mark.nightly
def test_the_checker_agrees_on_many_more() -> None:
    assert _disagreements(range(1_000, 4_000)) == []


@pytest.mark.parametrize("blind_to", ["stuck", "left_behind"])
def test_a_checker_blind_to_one_fault_is_found_out(monkeypatch: pytest.MonkeyPatch, blind_to: str) -> None:
    def blind(model: FlowModel) -> list[Finding]:
        return [finding for finding in soundness_findings(model) if finding.code not in (blind_to, "never")]

    monkeypatch.setattr(compiler, "soundness_findings", blind)
    assert _disagreements(range(250))


def test_a_step_opened_twice_by_one_move_is_that_fault_alone() -> None:
    twice = flow("s-p", "p-x", "p-x", "x-t", "t-e")
    assert faults(twice) == {("twice", "t"), ("never", "e")}
    assert is_sound(twice) is False


@pytest.mark.parametrize("seed", range(40))
def test_sound_flows_make_the_moves_of_the_book(seed: int) -> None:
    random = Random(seed)
    drawing = sound(random, random.randint(2, 14))
    net, game = compile_flow(drawing.model()), TokenGame(drawing.model())
    step = net.start({})
    game.settle({})
    for _ in range(60):
        assert set(net.open_nodes(step.marking)) == game.open_steps()
        if step.ended:
            break
        facts = {name: draw(random) for name, draw in drawing.facts.items()}
        chosen = random.choice(net.open_nodes(step.marking))
        game.complete(chosen, facts)
        step = net.complete(step.marking, chosen, facts)


def test_a_finding_names_places_by_their_words_and_never_by_an_id_of_the_file() -> None:
    nodes = (
        Drawn("start_1", Kind.START), Drawn("accept_x", Kind.USER, "受理", "Accept", lane="desk"),
        Drawn("acceptance_outcome", Kind.EXCLUSIVE), Drawn("join_y", Kind.PARALLEL),
        Drawn("end_1", Kind.END, "完", "Done"),
    )  # fmt: skip
    arrows = [("start_1", "accept_x"), ("accept_x", "acceptance_outcome"), ("acceptance_outcome", "end_1"),
              ("acceptance_outcome", "join_y"), ("join_y", "end_1")]  # fmt: skip
    edges = tuple(Edge(f"f_{no}", *ends) for no, ends in enumerate(arrows))
    model = FlowModel("flow_1", "", "", (), nodes, edges)
    found = structure_findings(model)
    assert {one.zh for one in found} >= {
        "“受理”之后的分支没有默认线：没有一个条件成立时，办件停在这里等结果。",
        "线（“受理”之后的分支→“完”）从“受理”之后的分支出来，却没有写条件。",
    }
    never = flow_findings(flow("s-p", "p-t1", "p-t2", "t1-x", "t2-x", "x-e"))
    assert not [one for one in never if "{" in one.zh + one.en]
    ids = [one.id for one in (*nodes, *edges)]
    assert not [one for one in found for name in ids if name in one.zh + one.en]
    assert "the choice after “Accept” has no default arrow" in found[0].en
