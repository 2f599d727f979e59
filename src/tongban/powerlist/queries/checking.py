"""What is wrong with a content and its flow, against the bodies known today: for the editor and for publication."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.utils import timezone

from tongban.agencies.queries import standing_bodies
from tongban.kernel.flow.bpmn import read_bpmn
from tongban.kernel.flow.compiler import flow_findings
from tongban.kernel.flow.feel import ConditionRefused, compile_condition
from tongban.kernel.flow.findings import Finding, FlowRefused
from tongban.kernel.flow.model import FlowModel
from tongban.kernel.flow.net import Net
from tongban.powerlist.queries.versions import in_force, listed
from tongban.powerlist.rules.content import ItemContent
from tongban.powerlist.rules.known_faults import KNOWN_RULES
from tongban.powerlist.rules.lint import BLOCKS, LintFinding, Subject, lint
from tongban.powerlist.rules.list_faults import LIST_RULES
from tongban.powerlist.rules.quality import RULES
from tongban.powerlist.rules.scopes import lines_of


@dataclass(frozen=True, slots=True)
class DrawnFlow:
    """A flow as text, read as far as it can be: the drawing, the net that runs, and what is wrong with it."""

    model: FlowModel | None
    net: Net | None
    findings: tuple[Finding, ...]


@dataclass(frozen=True, slots=True)
class Judged:
    """A content with its flow, and everything the rules say about both."""

    lint: tuple[LintFinding, ...]
    flow: DrawnFlow

    @property
    def blocking(self) -> int:
        """How many faults stop publication."""
        return sum(one.severity == BLOCKS for one in self.lint) + sum(one.blocks for one in self.flow.findings)

    @property
    def others(self) -> int:
        """How many warnings and hints there are."""
        return len(self.lint) + len(self.flow.findings) - self.blocking


def drawn_flow(text: str) -> DrawnFlow:
    """A BPMN text, read and judged; an empty one is no flow and no fault."""
    if not text:
        return DrawnFlow(None, None, ())
    try:
        model = read_bpmn(text.encode())
    except FlowRefused as refused:
        return DrawnFlow(None, None, refused.findings)
    found = flow_findings(model)
    blocked = any(finding.blocks for finding in found)
    return DrawnFlow(model, None if blocked else Net(model), found)


def body_keys() -> frozenset[str]:
    """The keys of the bodies known today."""
    return frozenset(body.key for body in standing_bodies())


def findings_of(
    content: ItemContent,
    net: Net | None,
    model: FlowModel | None = None,
    known: frozenset[str] | None = None,
    issued: frozenset[str] | None = None,
    on: date | None = None,
) -> tuple[LintFinding, ...]:
    """What the quality rules find in a content with its flow, against the bodies known today (read once for many).

    Items that it leads to are looked up `on` the day from which it would be in force (None: today).

    Whoever gives the bodies gives the titles of the certificates `issued` here too, or they are not compared.

    A flow that does not run yet is judged by its drawing, so that its absence is no second fault.
    """
    drawing = net.model if net else model
    nodes = tuple(net.nodes.values()) if net else drawing.nodes if drawing else ()
    lanes = drawing.lanes if drawing else ()
    titles = issued if issued is not None else issued_titles() if known is None else frozenset()
    asked, unlisted = _asked(drawing), _unlisted(content, on)
    subject = Subject(content, tuple(nodes), lanes, known or body_keys(), asked, titles, unlisted)
    return lint(subject, (*RULES, *LIST_RULES, *KNOWN_RULES))


def issued_titles() -> frozenset[str]:
    """The titles of the certificates that items in force issue here; one statement."""
    titles = in_force(timezone.localdate()).values_list("content__result__certificate__title__zh", flat=True)
    return frozenset(title for title in titles if title)


def _unlisted(content: ItemContent, on: date | None) -> frozenset[str]:
    """The items behind the activities of a form that the list of a day lacks; one statement where any are."""
    offered = frozenset(line.item for line in lines_of(content))
    if not offered:
        return offered
    rows = listed(on or timezone.localdate()).filter(item__code__in=offered)
    return offered - frozenset(rows.values_list("item__code", flat=True))


def _asked(drawing: FlowModel | None) -> tuple[tuple[str, str], ...]:
    """What the conditions of a flow ask for, by arrow; a condition that cannot be read is a finding of its own."""
    found: list[tuple[str, str]] = []
    for edge in drawing.edges if drawing else ():
        try:
            found += [
                (edge.id, name) for name in sorted(compile_condition(edge.condition).names if edge.condition else ())
            ]
        except ConditionRefused:
            continue
    return tuple(found)


def judged(
    content: ItemContent, flow: str, known: frozenset[str] | None = None, issued: frozenset[str] | None = None
) -> Judged:
    """Everything the rules say about a content and its flow; `known` are the keys of bodies, read once for many, and
    `issued` the titles of certificates.
    """
    drawn = drawn_flow(flow)
    return Judged(findings_of(content, drawn.net, drawn.model, known, issued), drawn)
