"""Answers that are known already, for the applicant's own eyes: filled in with where they come from, never decided.

Nobody who acts for another sees them: a mandate to apply is none to read the other's record and earlier cases.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

from tongban.agencies.queries import party_cards
from tongban.agencies.rules.sealing import SealingKey
from tongban.cases.models import Case
from tongban.cases.queries.answers import answer_problem
from tongban.cases.queries.certificate import answers_of
from tongban.cases.queries.draft import DraftView
from tongban.certificates.queries import CertificateRef, chain_of, in_force
from tongban.kernel.actor import Actor
from tongban.powerlist.queries import version
from tongban.powerlist.rules.content import FormField
from tongban.powerlist.rules.prefill import Source, read_source

LOOKED_AT: Final = 10  # earlier cases, newest first
EMPTY: Final[tuple[Any, ...]] = (None, "", [])


@dataclass(frozen=True, slots=True)
class Known:
    """One answer that is known, and where from in words of both languages."""

    value: Any
    zh: str
    en: str


def known_answers_for(draft: DraftView, fields: Sequence[FormField], by: Actor) -> dict[str, Known]:
    """What is known of some questions that the applicant has not answered yet; nothing for who acts for another."""
    open_ones = [field for field in fields if field.prefill and field.key not in draft.answers]
    if not open_ones or by.ref != draft.party_id:
        return {}
    look = _Look(draft, by)
    found = {}
    for field in open_ones:
        source = read_source(field.prefill)
        known = look.at(source, field) if source is not None else None
        if known is not None and known.value not in EMPTY and answer_problem(field, known.value) is None:
            found[field.key] = known
    return found


class _Look:
    """Looks each place up once for one page."""

    def __init__(self, draft: DraftView, by: Actor) -> None:
        self.draft, self.by = draft, by
        self._cases: list[tuple[str, Mapping[str, FormField], dict[str, Any]]] | None = None

    def at(self, source: Source, field: FormField) -> Known | None:
        ways: dict[str, Callable[[Source, FormField], Known | None]] = {
            "person": self._person, "earlier": self._earlier, "certificate": self._certificate, "answer": self._answer,
        }  # fmt: skip
        return ways[source.what](source, field)

    def _person(self, source: Source, field: FormField) -> Known | None:
        card = party_cards([self.draft.party_id], viewer=self.by).get(self.draft.party_id)
        if card is None or card.erased:
            return None
        return Known(getattr(card, source.key), "您的登记信息", "your own record")

    def _answer(self, source: Source, field: FormField) -> Known | None:
        asked = next((one for one in self.draft.ref.content.fields() if one.key == source.key), None)
        if asked is None:
            return None
        value = self.draft.answers.get(source.key)
        return Known(value, f"您填的“{asked.label.zh}”", f"your answer to “{asked.label.en or asked.label.zh}”")

    def _earlier(self, source: Source, field: FormField) -> Known | None:
        """The same question, by its words and kind, in the newest earlier case that answered it."""
        for number, fields, answers in self._earlier_cases():
            asked = fields.get(field.label.zh)
            value = answers.get(asked.key) if asked is not None and asked.type == field.type else None
            if value not in EMPTY:
                return Known(value, f"您以前的办件 {number}", f"your earlier case {number}")
        return None

    def _earlier_cases(self) -> list[tuple[str, Mapping[str, FormField], dict[str, Any]]]:
        if self._cases is None:
            rows = Case.objects.filter(applicant_id=self.draft.party_id).order_by("-received_at")
            self._cases = [
                (number, {one.label.zh: one for one in version(ref).content.fields()}, answers_of(pk, self.draft.key))
                for pk, number, ref in rows.values_list("id", "number", "item_version_id")[:LOOKED_AT]
            ]
        return self._cases

    def _certificate(self, source: Source, field: FormField) -> Known | None:
        held = in_force(self.draft.party_id, source.kind)
        if not held:
            return None
        value = held[0].number if source.key == "number" else _led_to(held[0], self.draft.key).get(source.key)
        return Known(value, f"您的证照 {held[0].number}", f"your certificate {held[0].number}")


def _led_to(found: CertificateRef, key: SealingKey) -> dict[str, Any]:
    """The answers of the cases that led to a certificate, later ones over earlier ones."""
    answers: dict[str, Any] = {}
    for one in chain_of(found):
        answers |= answers_of(one.case_id, key)
    return answers
