"""All rules that are shipped, in the order of the list of rules; a code is never reused."""

from __future__ import annotations

from typing import Final

from tongban.supervision.rules.declare import Rule
from tongban.supervision.rules.shipped.limits import LIMITS
from tongban.supervision.rules.shipped.orders import ORDERS
from tongban.supervision.rules.shipped.patterns import PATTERNS
from tongban.supervision.rules.shipped.persons import PERSONS
from tongban.supervision.rules.shipped.steps import ABSENCE, ORDER, REPETITION
from tongban.supervision.rules.shipped.values import VALUES

SHIPPED: Final[tuple[Rule, ...]] = (
    *LIMITS, *ORDER, *ABSENCE, *REPETITION, *PERSONS, *VALUES, *PATTERNS, *ORDERS,
)  # fmt: skip
BY_CODE: Final[dict[str, Rule]] = {rule.code: rule for rule in SHIPPED}
