"""What may not stand on the power-and-duty list, or stands there unfinished: names, bases, duties, risk points (D-01,
D-02, D-04). The naming rule is that of the importer, so that no door takes what another one refuses.
"""

from __future__ import annotations

from typing import Final

from tongban.powerlist.rules import codes
from tongban.powerlist.rules.lint import BLOCKS, HINTS, LintRule, Places, Subject
from tongban.powerlist.rules.rows import name_fault

# The acts in which an official can do wrong by what he decides or lets lie.
RISKY: Final = frozenset({"accept", "review", "decide"})


def name_not_standard(subject: Subject) -> Places:
    """A name that no list may bear, whichever way it came in."""
    if name_fault(subject.content.name.zh):
        yield "name.zh"


def power_without_basis(subject: Subject) -> Places:
    """A power that names no law at all (职权法定)."""
    if _guides(subject) and not subject.content.legal_basis:
        yield "legal_basis"


def power_without_duty(subject: Subject) -> Places:
    """A power without a step that somebody does and without a duty (有权必有责)."""
    if _guides(subject) and not subject.nodes and not subject.content.duties:
        yield "duties"


def _guides(subject: Subject) -> bool:
    """A power that is not handled here; what an item that is must have is asked of it anyway."""
    return codes.is_power(subject.content.item_type) and not subject.content.whole


def step_without_risk(subject: Subject) -> Places:
    """A step in which somebody accepts, checks or decides, with no risk point told."""
    yield from (f"flow:{node.id}" for node in subject.nodes if node.act in RISKY and not node.risk)


LIST_RULES: Final[tuple[LintRule, ...]] = (
    LintRule(
        "name_not_standard",
        BLOCKS,
        ("名称不规范", "the name is not standard"),
        ("名称前后不留空格、不换行，写明具体事项", "no blanks around it, one line, and the very matter"),
        name_not_standard,
    ),
    LintRule(
        "power_without_basis",
        BLOCKS,
        ("职权没有依据", "this power has no legal basis"),
        ("写明法律名称和条款，没有依据的不列入清单", "name the law and the article; without one it is not listed"),
        power_without_basis,
    ),
    LintRule(
        "power_without_duty",
        BLOCKS,
        ("职权没有责任", "this power has no duty"),
        ("画出办理流程，或者写明责任和责任科室", "draw its flow, or write its duties and who owns them"),
        power_without_duty,
    ),
    LintRule(
        "flow_risk",
        HINTS,
        ("环节没有写风险点", "this step has no risk point"),
        ("写明这一步容易出什么问题", "say what may go wrong in it"),
        step_without_risk,
    ),
)
