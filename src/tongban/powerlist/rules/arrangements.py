"""Arrangements of an item as values: what it costs, what may be promised instead of proven, how many may be granted.

All are optional. Whether an item may have them is judged in `arrangement_faults`.
"""

from __future__ import annotations

from dataclasses import dataclass

from tongban.powerlist.rules import codes
from tongban.powerlist.rules.reading import one_of
from tongban.powerlist.rules.text import Text


@dataclass(frozen=True, slots=True, kw_only=True)
class Commitment:
    """告知承诺: what the applicant declares instead of proving it, and what follows when it is not so.

    The papers that need not be handed in are those marked `promisable`. `check_days` working days after the grant the
    organ has checked whether the promise is kept.
    """

    conditions: tuple[Text, ...] = ()
    consequence: Text = Text("", "")
    check_days: int


@dataclass(frozen=True, slots=True, kw_only=True)
class QuotaCount:
    """How many may be granted in a period; who applied first comes first (licence law art. 57)."""

    number: int
    period: str = one_of(codes.QUOTA_PERIODS)


@dataclass(frozen=True, slots=True, kw_only=True)
class FeeItem:
    """One charge with its rate and legal basis."""

    name: str
    rate: str
    basis: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Fee:
    """Whether the item is charged for, and what."""

    charged: bool
    items: tuple[FeeItem, ...] = ()
