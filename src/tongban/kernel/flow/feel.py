"""Conditions on facts: `compile_condition(text)` gives a `Condition` that can be asked again and again.

The language is FEEL as `kernel/feel` reads and answers it, and no more of it than a clerk can check by reading:
comparisons, and, or, not(), in, between, ranges, lists, date(), numbers, text, true, false, null. Arithmetic, calls,
members and loops are refused by name; they belong into a decision table. An unknown fact is null, and a condition holds
only when it is true. Nothing here reads the clock, a file or a database.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from types import MappingProxyType
from typing import Any

from tongban.kernel.feel.compiler import Asked, compile_expression
from tongban.kernel.feel.parser import parse_expression
from tongban.kernel.feel.tokens import FeelRefused
from tongban.kernel.flow.feel_limits import facts_of, outside
from tongban.kernel.refusals import Refusal, Refused

Facts = Mapping[str, Any]

NOTHING: Facts = MappingProxyType({})
MAX_LENGTH = 2_000


class ConditionRefused(Refused):
    """A condition that cannot be read; the sentence names the place, counted in characters from 1."""

    def __init__(self, position: int, zh: str, en: str) -> None:
        super().__init__(
            Refusal(
                "condition",
                "条件第 {position} 个字符处：{zh}",
                "Condition, character {position}: {en}",
                MappingProxyType({"position": position, "zh": zh, "en": en}),
            )
        )
        self.position = position


@dataclass(frozen=True, slots=True)
class Condition:
    """A condition ready to be asked. Two conditions with the same text are equal."""

    text: str
    names: frozenset[str]
    ask: Asked = field(compare=False, repr=False)

    def value(self, facts: Facts) -> Any:
        """What the condition comes to for these facts: usually true, false or null (None).

        A float raises `TypeError`, for it would be compared inexactly.
        """
        return self.ask(facts)

    def holds(self, facts: Facts) -> bool:
        """Whether the condition is true; false and null both say no."""
        return self.ask(facts) is True


@lru_cache(maxsize=4096)
def compile_condition(text: str) -> Condition:
    """A condition from its text; raises `ConditionRefused` with the place of the fault."""
    if len(text) > MAX_LENGTH:
        raise ConditionRefused(
            MAX_LENGTH,
            f"条件太长，最多 {MAX_LENGTH} 个字符。",
            f"the condition is too long; {MAX_LENGTH} characters are allowed.",
        )
    try:
        parsed = parse_expression(text)
    except FeelRefused as fault:
        raise ConditionRefused(fault.position, fault.zh, fault.en) from None
    if found := outside(parsed, text):
        place, what = found
        raise ConditionRefused(place, what.zh, what.en)
    return Condition(text, facts_of(parsed), compile_expression(parsed))
