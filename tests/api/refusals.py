"""Which refusals an operation of the interface can end in, read from the source: all that each `api` calls."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Final

SOURCE: Final = Path(__file__).parents[2] / "src"
MAKERS: Final = frozenset({"Refusal", "refuse"})
Place = tuple[str, str]


class Module:
    """What one file defines and imports, by name."""

    def __init__(self, name: str, tree: ast.Module) -> None:
        self.name = name
        self.nodes: dict[str, list[ast.stmt]] = {}
        self.imports: dict[str, Place] = {}
        for node in tree.body:
            if isinstance(node, ast.ImportFrom) and node.module and node.module.startswith("tongban"):
                self.imports |= {one.asname or one.name: (node.module, one.name) for one in node.names}
            for known in _names(node):
                self.nodes.setdefault(known, []).append(node)


def _names(node: ast.stmt) -> Iterator[str]:
    if isinstance(node, ast.FunctionDef | ast.ClassDef):
        yield node.name
    targets = node.targets if isinstance(node, ast.Assign) else [node.target] if isinstance(node, ast.AnnAssign) else []
    for target in targets:
        yield from (one.id for one in ast.walk(target) if isinstance(one, ast.Name))


@cache
def modules() -> dict[str, Module]:
    """Every file of the product."""
    found = {}
    for path in sorted((SOURCE / "tongban").rglob("*.py")):
        parts = path.relative_to(SOURCE).with_suffix("").parts
        if {"tests", "migrations"}.isdisjoint(parts):
            name = ".".join(parts).removesuffix(".__init__")
            found[name] = Module(name, ast.parse(path.read_text()))
    return found


def _resolved(place: Place) -> Place | None:
    """Where a name is really defined, through whatever passes it on; None for a module or what is not ours."""
    seen: set[Place] = set()
    while place not in seen:
        seen.add(place)
        module = modules().get(place[0])
        if module is None:
            return None
        if place[1] in module.nodes:
            return place
        if place[1] not in module.imports:
            return None
        place = module.imports[place[1]]
    return None


def _references(module: Module, node: ast.stmt) -> Iterator[Place]:
    for one in ast.walk(node):
        if isinstance(one, ast.Name) and (one.id in module.nodes or one.id in module.imports):
            yield module.name, one.id
        if isinstance(one, ast.Attribute) and isinstance(one.value, ast.Name) and one.value.id in module.imports:
            yield ".".join(module.imports[one.value.id]), one.attr


def reached() -> set[Place]:
    """Everything that an operation may run or read, as (module, name)."""
    waiting: list[Place] = [
        (name, known) for name, module in modules().items() if ".api" in name for known in module.nodes
    ]
    found: set[Place] = set()
    while waiting:
        place = _resolved(waiting.pop())
        if place is None or place in found:
            continue
        found.add(place)
        module = modules()[place[0]]
        waiting += [ref for node in module.nodes[place[1]] for ref in _references(module, node)]
    return found


def refusals() -> dict[str, str]:
    """Code → module of each refusal that an operation can end in."""
    told: dict[str, str] = {}
    for name, known in sorted(reached()):
        for node in modules()[name].nodes[known]:
            for one in ast.walk(node):
                if isinstance(one, ast.Call) and _called(one) in MAKERS and one.args:
                    first = one.args[0]
                    if isinstance(first, ast.Constant):
                        told.setdefault(str(first.value), name)
    return told


def _called(call: ast.Call) -> str:
    return str(getattr(call.func, "id", getattr(call.func, "attr", "")))


# Something in what was sent has to be another: 422.
_INPUT: Final = """
    address_wrong adjustment.decided_elsewhere after_unknown answer_unknown answers_wrong arbitrate_whom
    basis_unknown bundle bundle_empty callback_whole case_needed certificate_holder certificate_needed
    chair_reviewed chair_unknown check_finding check_result choose_township citizen_id_birth
    citizen_id_character complained_body complained_missing contact_how content.malformed decision
    extension_days extension_length extension_reason file_empty file_pages file_type flow.faults ground
    ground_reason handover_reason handover_target hearing_answer hearing_held_late hearing_notice_short
    hearing_received_on hearing_record hearing_unsigned hearing_venue incomplete interested_applicant
    item.blocked item.code item.code_taken item.no_live_basis item.version_later join_misconduct mark_unknown
    merge_into method mobile_digits name_differs name_missing name_too_long name_unprintable no_ground no_points
    no_post no_route no_such_code no_such_view no_village not_deferred not_here not_on_the_list not_the_holder
    opinion other_item outside_no outside_reason paper_unknown pause_document pause_kind pause_site_survey
    pause_until phone_area phone_shape point_unknown promise_needed pushed_down reason_needed reasons_needed
    refusal_reasons request_code request_empty request_long right_body rights_answer rights_confirm
    rights_other_name rights_same_name second_notice statement_taken suspension_until testing_staff
    testing_start uscc_character words_empty words_missing words_needed
"""
INPUT: Final = frozenset(_INPUT.split())
# What the house itself has to put right, or what no sent value can bring about; 422 as long as nothing fits better.
_OURS: Final = """
    certificate_ground certificate_identifier certificate_identifier_check certificate_identifier_shape
    certificate_period condition day_twice document_incomplete document_kind_unknown extension_incomplete
    extension_unit feel file_damaged flow_format incomplete_year limit_too_short no_calendar no_rule
    no_such_node pause_ends_before_start pause_without_document unknown_year
"""
OURS: Final = frozenset(_OURS.split())
GENERAL: Final = frozenset({"fault", "sign_in", "unavailable", "forbidden", "form"})  # these bring their own number
