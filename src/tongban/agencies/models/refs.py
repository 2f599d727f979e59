"""The shapes in which rows of the agencies are handed to others: plain values that outlive the query.

They are what `queries` returns; the tables themselves stay inside this thing.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, datetime
from uuid import UUID

from django.utils.translation import get_language

from tongban.agencies.rules.masking import View


@dataclass(frozen=True, slots=True, kw_only=True)
class Named:
    """Something with a name in both languages."""

    name_zh: str
    name_en: str

    @property
    def name(self) -> str:
        """The name in the language that is shown now."""
        return self.name_en if (get_language() or "zh").startswith("en") else self.name_zh


@dataclass(frozen=True, slots=True, kw_only=True)
class DivisionRef(Named):
    """A place with the code and name of the asked day; `ended_on` is the first day on which it is no more."""

    id: UUID
    code: str
    kind: str
    parent_id: UUID | None
    ended_on: date | None = None

    def stands(self, on: date) -> bool:
        """Whether new things can come to it on a day."""
        return self.ended_on is None or on < self.ended_on


@dataclass(frozen=True, slots=True, kw_only=True)
class BodyRef(Named):
    """A body with the name of the asked day; `ended_on` is the first day on which it is no more."""

    id: UUID
    key: str
    uscc: str
    kind: str
    place_id: UUID
    ended_on: date | None = None

    def stands(self, on: date) -> bool:
        """Whether new things can come to it on a day."""
        return self.ended_on is None or on < self.ended_on


@dataclass(frozen=True, slots=True, kw_only=True)
class PostRef(Named):
    """A post; `role`, `acting` and `cover_for` are set when it was asked for one official (`posts_of`).

    `acting` says whether that official does the post's work at the asked moment, `cover_for` whose work it is.
    """

    post_id: UUID
    body_id: UUID
    place_id: UUID
    key: str
    duties: frozenset[str]
    role: str = ""
    acting: bool = False
    cover_for: UUID | None = None
    cover_name: str = ""
    body_zh: str = ""
    body_en: str = ""

    @property
    def body_name(self) -> str:
        """The body's name in the language that is shown now."""
        return self.body_en if (get_language() or "zh").startswith("en") else self.body_zh


@dataclass(frozen=True, slots=True, kw_only=True)
class Acting(Named):
    """The official who does a post's work at a moment."""

    official_id: UUID
    role: str
    cover_for: UUID | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Hand(Named):
    """A post with the one who does its work at a moment; `official` is empty when both holders are away."""

    post_id: UUID
    body_id: UUID
    official_id: UUID | None
    official: str
    role: str


@dataclass(frozen=True, slots=True)
class PartyCard:
    """A party as one viewer sees it: masked by role, empty where erased."""

    party_id: UUID
    kind: str
    view: View
    erased: bool = False
    name: str = field(default="", repr=False)
    id_number: str = field(default="", repr=False)
    phone: str = field(default="", repr=False)
    address: str = field(default="", repr=False)


@dataclass(frozen=True, slots=True)
class AccessEntry:
    """One reading of a person's data, as the person may see it: when, which post of which body, what and why."""

    at: datetime
    body_id: UUID | None
    post_id: UUID | None
    fields: list[str]
    case_ref: str
    reason: str
    purpose: str = ""


@dataclass(frozen=True, slots=True)
class AccessLine:
    """One reading as the security administrator sees it: who, in which post, of whose data (a reference), what, why."""

    id: UUID
    at: datetime
    actor_kind: str
    actor_id: UUID | None
    post_id: UUID | None
    body_id: UUID | None
    party_id: UUID
    fields: list[str]
    purpose: str
    case_ref: str
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class DemoOffer:
    """A role of the story on the demonstration page."""

    key: str
    group_zh: str
    group_en: str
    label_zh: str
    label_en: str

    @property
    def group(self) -> str:
        """The heading in the language that is shown now."""
        return self.group_en if (get_language() or "zh").startswith("en") else self.group_zh

    @property
    def label(self) -> str:
        """The role in the language that is shown now."""
        return self.label_en if (get_language() or "zh").startswith("en") else self.label_zh
