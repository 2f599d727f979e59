"""The questions that the quality rules ask of conditions, of on-the-spot promises and of paying online.

Like `faults`: each names the places at which its fault stands; words and severity are in `quality`.
"""

from __future__ import annotations

from collections.abc import Iterator

from tongban.kernel.flow.feel import ConditionRefused, compile_condition
from tongban.powerlist.rules.lint import Places, Subject

OUTCOMES = frozenset({"acceptance", "decision"})
"""What the steps of a flow make known themselves; everything else comes from the form."""
ON_THE_SPOT = "on_the_spot"
AT_ONCE = frozenset({("hour", length) for length in range(25)} | {("day", 1), ("working_day", 1)})
"""Promises that say "while you wait or the same day"."""


def _conditions(s: Subject) -> Iterator[tuple[str, str]]:
    """Every condition of the content with its place."""
    for at, material in enumerate(s.content.materials):
        if material.situation:
            yield f"materials[{at}].situation", material.situation
    for field in s.content.fields():
        if field.show_if:
            yield f"form.{field.key}.show_if", field.show_if


def unreadable_conditions(s: Subject) -> Places:
    """Conditions that cannot be read at all: nobody could ever apply."""
    for place, condition in _conditions(s):
        try:
            compile_condition(condition)
        except ConditionRefused:
            yield place


def unknown_names(s: Subject) -> Places:
    """Conditions on an answer that the form does not ask for: they never hold."""
    known = {field.key for field in s.content.fields()}
    for place, condition in _conditions(s):
        try:
            names = compile_condition(condition).names
        except ConditionRefused:
            continue
        if names - known:
            yield place


def unknown_facts(s: Subject) -> Places:
    """Ways of the flow that ask for something neither its steps nor the questions marked for it make known."""
    known = OUTCOMES | {field.key for field in s.content.fields() if field.flow_fact}
    return (f"flow:{edge}" for edge, name in s.asked if name not in known)


def on_the_spot_slow(s: Subject) -> Places:
    """What is decided on the spot is not promised for later."""
    promised = s.content.limit("whole_promised")
    if s.content.case_type == ON_THE_SPOT and promised and (promised.unit, promised.length) not in AT_ONCE:
        yield "limits.whole_promised"


def quick_but_promised(s: Subject) -> Places:
    """What is promised for the same day is an on-the-spot case."""
    promised = s.content.limit("whole_promised")
    if s.content.case_type == "promised" and promised and (promised.unit, promised.length) in AT_ONCE:
        yield "case_type"


def fee_not_online(s: Subject) -> Places:
    """Who is charged can pay without coming."""
    if s.content.whole and s.content.fee.charged and not s.content.epay:
        yield "epay"
