"""What a further notice tells that could have been told the first time: computed from what was there then.

A second notice is a breach only for what was visible the first time (licence law art. 32). A paper or answer that has
not changed since then and was not told was visible; nobody can say otherwise.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

import orjson

from tongban.agencies.queries import unseal
from tongban.agencies.rules.sealing import SealingKey
from tongban.cases.models import CaseForm, CaseMaterial, Notice


@dataclass(frozen=True, slots=True)
class Then:
    """The application as the first notice found it and as it is: when papers came, the answers, what was told."""

    first_notice: int
    papers: Mapping[str, int]
    before: Mapping[str, Any]
    now: Mapping[str, Any]
    told: frozenset[str]

    def visible(self, keys: Collection[str], papers: Collection[str]) -> frozenset[str]:
        """Which of these keys were visible when the first notice was written and were not told then."""
        return frozenset(key for key in keys if key not in self.told and self._unchanged(key, key in papers))

    def _unchanged(self, key: str, paper: bool) -> bool:
        if paper:
            return self.papers.get(key, 0) < self.first_notice
        return self.before.get(key) == self.now.get(key)


def then_and_now(case_id: UUID, key: SealingKey | None) -> Then | None:
    """The application before its first notice and now; None when nothing was told yet (three statements)."""
    notices = list(Notice.objects.filter(case_id=case_id).order_by("no").values_list("seq", "points"))
    if not notices:
        return None
    first = int(notices[0][0])
    papers: dict[str, int] = {}
    for paper, seq in CaseMaterial.objects.filter(case_id=case_id).order_by("seq").values_list("key", "seq"):
        papers[paper] = seq
    forms = list(CaseForm.objects.filter(case_id=case_id).order_by("revision").values_list("seq", "sealed"))
    earlier = [sealed for seq, sealed in forms if seq < first]
    told = frozenset(str(point.get("key")) for _seq, points in notices for point in points)
    return Then(first, papers, _opened(earlier[-1:], key), _opened([forms[-1][1]] if forms else [], key), told)


def _opened(sealed: Sequence[Any], key: SealingKey | None) -> dict[str, Any]:
    if not sealed or key is None:
        return {}
    answers: dict[str, Any] = orjson.loads(unseal(key, bytes(sealed[0])))
    return answers
