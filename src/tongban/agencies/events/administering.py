"""What this thing writes to the ledger: codes, keys and references, never a person's data and never free text.

Names and addresses of bodies stand as digests: the event proves which words were set without holding them.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from datetime import date, datetime
from typing import ClassVar
from uuid import UUID

from tongban.ledger.events import Event


def digest_of(zh: str, en: str) -> str:
    """SHA-256 of the words in both languages, one line each."""
    return hashlib.sha256(f"{zh}\n{en}".encode()).hexdigest()


@dataclass(frozen=True, slots=True, kw_only=True)
class BodyCreated(Event):
    """A body was set up, with its unified social credit code and where it sits."""

    type: ClassVar[str] = "body.created"
    version: ClassVar[int] = 1
    kind: ClassVar[str] = "body"

    key: str
    uscc: str
    body_kind: str
    name_digest: str
    valid_from: date


@dataclass(frozen=True, slots=True, kw_only=True)
class BodyRenamed(Event):
    """A body bears another name from a day on; its identity stays."""

    type: ClassVar[str] = "body.renamed"
    version: ClassVar[int] = 1
    kind: ClassVar[str] = "body"

    name_digest: str
    valid_from: date


@dataclass(frozen=True, slots=True, kw_only=True)
class CentreOpened(Event):
    """A body runs a service centre at an address."""

    type: ClassVar[str] = "body.centre_opened"
    version: ClassVar[int] = 1
    kind: ClassVar[str] = "body"

    address_digest: str


@dataclass(frozen=True, slots=True, kw_only=True)
class WindowOpened(Event):
    """A window of a centre serves with a post."""

    type: ClassVar[str] = "body.window_opened"
    version: ClassVar[int] = 1
    kind: ClassVar[str] = "body"

    number: int
    post: UUID


@dataclass(frozen=True, slots=True, kw_only=True)
class WindowStaffed(Event):
    """A window of a centre serves with another post from now on; a closed one opens again with it."""

    type: ClassVar[str] = "body.window_staffed"
    version: ClassVar[int] = 1
    kind: ClassVar[str] = "body"

    number: int
    post: UUID


@dataclass(frozen=True, slots=True, kw_only=True)
class WindowClosed(Event):
    """A window of a centre no longer serves."""

    type: ClassVar[str] = "body.window_closed"
    version: ClassVar[int] = 1
    kind: ClassVar[str] = "body"

    number: int


@dataclass(frozen=True, slots=True, kw_only=True)
class PostCreated(Event):
    """A post with its duties was set up in a body."""

    type: ClassVar[str] = "post.created"
    version: ClassVar[int] = 1
    kind: ClassVar[str] = "post"

    body: UUID
    key: str
    name_digest: str
    duties: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class OfficialAppointed(Event):
    """An official holds a post in role A or B from a moment on."""

    type: ClassVar[str] = "post.appointed"
    version: ClassVar[int] = 1
    kind: ClassVar[str] = "post"

    official: UUID
    role: str
    valid_from: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class AppointmentEnded(Event):
    """An official no longer holds a post from a moment on."""

    type: ClassVar[str] = "post.appointment_ended"
    version: ClassVar[int] = 1
    kind: ClassVar[str] = "post"

    official: UUID
    role: str
    valid_to: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class OfficialRegistered(Event):
    """A person works for a body; the staff number stands for the person."""

    type: ClassVar[str] = "official.registered"
    version: ClassVar[int] = 1
    kind: ClassVar[str] = "official"

    staff_no: str
    body: UUID


@dataclass(frozen=True, slots=True, kw_only=True)
class AbsenceRecorded(Event):
    """An official does not act over a span; the B holders cover."""

    type: ClassVar[str] = "official.absent"
    version: ClassVar[int] = 1
    kind: ClassVar[str] = "official"

    starts: datetime
    ends: datetime
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class AbsenceEnded(Event):
    """An official is back before the recorded end."""

    type: ClassVar[str] = "official.returned"
    version: ClassVar[int] = 1
    kind: ClassVar[str] = "official"

    ends: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class PartyRegistered(Event):
    """A person or firm is known to the platform under a random reference; the data itself is sealed elsewhere."""

    type: ClassVar[str] = "party.registered"
    kind: ClassVar[str] = "party"

    party_kind: str
    with_id_number: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class PartyCorrected(Event):
    """Values of a party were corrected; which ones, not what they are."""

    type: ClassVar[str] = "party.corrected"
    kind: ClassVar[str] = "party"

    fields: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class PartyErased(Event):
    """The party's key was destroyed: the data can no longer be read anywhere, the reference stays."""

    type: ClassVar[str] = "party.erased"
    kind: ClassVar[str] = "party"

    ground: str


@dataclass(frozen=True, slots=True, kw_only=True)
class AccessLogSwept(Event):
    """个人信息使用记录到期清除: so many entries of the access log went, from before a moment."""

    type: ClassVar[str] = "access_log.swept"
    kind: ClassVar[str] = "access_log"

    rows: int
    before: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class OfficialAccessReset(Event):
    """Password and second step of an official were set anew by the administrator, after seeing the person."""

    type: ClassVar[str] = "official.access_reset"
    kind: ClassVar[str] = "official"


@dataclass(frozen=True, slots=True, kw_only=True)
class PartyAccessReset(Event):
    """Password and second step of a citizen's account were set anew at a window, after a look at the papers."""

    type: ClassVar[str] = "party.access_reset"
    kind: ClassVar[str] = "party"


@dataclass(frozen=True, slots=True, kw_only=True)
class PartyAccountOpened(Event):
    """窗口开通账号: an account was opened at a window with a one-time code on paper, or got a new one (`again`)."""

    type: ClassVar[str] = "party.account_opened"
    kind: ClassVar[str] = "party"

    again: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class TokenIssued(Event):
    """Another system may act in a post of a body, for a purpose and within scopes, until a moment."""

    type: ClassVar[str] = "token.issued"
    kind: ClassVar[str] = "token"

    body: UUID
    post: UUID
    purpose: str
    scopes: tuple[str, ...]
    expires_at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class TokenRevoked(Event):
    """The token of another system was taken back; from then on it opens nothing."""

    type: ClassVar[str] = "token.revoked"
    kind: ClassVar[str] = "token"


@dataclass(frozen=True, slots=True, kw_only=True)
class CalendarAmended(Event):
    """A new version of the work calendar was published: which days it changes to what, and by which document."""

    type: ClassVar[str] = "calendar.amended"
    kind: ClassVar[str] = "calendar"

    name: str
    former: str
    changed: tuple[str, ...]
    source_digest: str


@dataclass(frozen=True, slots=True, kw_only=True)
class UnitFormed(Event):
    """机构重组: a unit of a body was formed, with its posts and powers, of the units named (none: a first unit)."""

    type: ClassVar[str] = "unit.formed"
    kind: ClassVar[str] = "unit"

    body: UUID
    name_digest: str
    posts: tuple[UUID, ...]
    powers: tuple[UUID, ...]
    made_of: tuple[UUID, ...]
    formed_on: date


@dataclass(frozen=True, slots=True, kw_only=True)
class UnitEnded(Event):
    """A unit went up in others on a day; its posts, powers and open cases go on in them."""

    type: ClassVar[str] = "unit.ended"
    kind: ClassVar[str] = "unit"

    ended_on: date
    went_into: tuple[UUID, ...]
