"""What relief writes to the ledger beside the steps it shares with a licence."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from tongban.cases.events.case import CaseEvent


@dataclass(frozen=True, kw_only=True)
class CaseWaitEnded(CaseEvent):
    """公示期满: a wait of the flow, such as the notice in the village, has run its days; the next step opened."""

    type: ClassVar[str] = "case.wait_ended"
