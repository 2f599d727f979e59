"""What an item version says: the fields of an implementing list as frozen values, read strictly from JSON.

The union of GB/T 39046-2020 table 4 and what a guide, a form and the engine need. It is shape and words only: the flow
stands beside it as BPMN, quality is judged in `lint`, and nothing here knows the database.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from tongban.kernel.refusals import refuse
from tongban.powerlist.rules import codes
from tongban.powerlist.rules.arrangements import Commitment, QuotaCount
from tongban.powerlist.rules.arrangements import Fee as Fee
from tongban.powerlist.rules.duties import Duty, Liability
from tongban.powerlist.rules.members import Member
from tongban.powerlist.rules.reading import Reader, one_of, plain_json, some_of
from tongban.powerlist.rules.text import Text as Text


@dataclass(frozen=True, slots=True, kw_only=True)
class NeedQuestion:
    """One question of "do I need this?"; an answer with words ends the questions, an empty one goes on."""

    question: Text
    yes: Text | None
    no: Text | None


@dataclass(frozen=True, slots=True, kw_only=True)
class LegalBasis:
    """The article on which the item stands, with its words."""

    law: str
    article: str
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ItemLimit:
    """One time limit: of the whole case or one step, by law or by promise, with where it runs from and its source.

    `rule` names the rulebook row the length comes from, when it is a general one.
    """

    key: str
    scope: str = one_of(codes.LIMIT_SCOPES)
    kind: str = one_of(codes.LIMIT_KINDS)
    length: int
    unit: str = one_of(codes.LIMIT_UNITS)
    starts: str = one_of(codes.LIMIT_STARTS)
    law: str = ""
    article: str = ""
    confidence: str = "M"
    rule: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Material:
    """One paper: who supplies it, whether it may follow later, and who has it already (`held`, 免提交).

    A deferrable one follows within `defer_days` working days of acceptance (else the rulebook's), and is there before
    what `deferred_to` names. A `promisable` one is not handed in by who makes the item's commitment (告知承诺).
    """

    key: str
    name: Text
    kind: str = one_of(codes.MATERIAL_KINDS)
    form: str = one_of(codes.MATERIAL_FORMS)
    copies: int = 1
    necessity: str = one_of(codes.NECESSITIES)
    situation: str | None = None
    source: str = one_of(codes.MATERIAL_SOURCES)
    issuer: str = ""
    basis: str = ""
    held: str = ""
    note: Text = Text("", "")
    standard: Text = Text("", "")
    sample: str = ""
    promisable: bool = False
    defer_days: int | None = None
    deferred_to: str = one_of(codes.DEFERRED_TO, usual="decision")


@dataclass(frozen=True, slots=True, kw_only=True)
class Option:
    """One answer that may be chosen."""

    value: str
    label: Text


@dataclass(frozen=True, slots=True, kw_only=True)
class FormField:
    """One question of the form. `evidence` is the key of the paper that proves it; `flow_fact`: the flow may ask it.

    `register` names the public register whose members are the options of a choice; `prefill` where the answer is known
    already (`rules.prefill`).
    """

    key: str
    label: Text
    type: str = one_of(codes.FIELD_TYPES)
    required: bool = True
    help: Text | None = None
    unit: str = ""
    options: tuple[Option, ...] = ()
    min: int | None = None
    max: int | None = None
    max_length: int | None = None
    personal: bool = False
    evidence: str = ""
    show_if: str | None = None
    flow_fact: bool = False
    register: str = ""
    prefill: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class FormGroup:
    """The questions that stand on one page of the form."""

    key: str
    title: Text
    fields: tuple[FormField, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Form:
    """The whole form, group by group."""

    groups: tuple[FormGroup, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class CertificateKind:
    """The certificate that is issued at the end. `fields` are the form fields that appear on it."""

    kind: str
    title: Text
    type_code: str
    number_word: str
    valid_years: int | None
    fields: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Result:
    """What the applicant receives."""

    name: Text
    kind: str = one_of(codes.RESULT_KINDS)
    certificate: CertificateKind | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Remedies:
    """Where one can have the decision looked at again: reconsideration and suit."""

    reconsideration_body: Text
    reconsideration_first: bool
    court: Text


@dataclass(frozen=True, slots=True, kw_only=True)
class Situation:
    """What the item does to a certificate that the holder has already: `certificate` is its kind.

    `days_before` is the item's own limit before expiry, in days, where its law sets another than the Licence Law;
    `number` says whether the new certificate keeps the number, where the item's law says so.
    """

    kind: str = one_of(codes.SITUATIONS)
    certificate: str = ""
    days_before: int | None = None
    number: str = field(default="", metadata={"codes": codes.NUMBERS})


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """A question often asked, with its answer."""

    q: Text
    a: Text


@dataclass(frozen=True, slots=True, kw_only=True)
class Elsewhere:
    """Where a matter runs that this platform only guides to (national or vertical systems)."""

    zh: str
    en: str
    url: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Source:
    """Where an imported entry came from: the names and codes of the file as they stood, apart from our own."""

    department: str
    body_code: str
    row_id: str
    division: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ItemContent:
    """Everything an item version says. `whole` is false for a guide entry that starts no case here.

    `sensitive` names the public interests that forbid a grant on a promise; None: the list office has not said.
    """

    name: Text
    basic_code: str
    implementing_code: str
    local_code: str
    item_type: str = one_of(codes.ITEM_TYPES)
    level: str = one_of(codes.LEVELS)
    power_source: str = one_of(codes.POWER_SOURCES)
    case_type: str = one_of(codes.CASE_TYPES)
    body: str = ""
    service_objects: tuple[str, ...] = some_of(codes.SERVICE_OBJECTS)
    channels: tuple[str, ...] = some_of(codes.CHANNELS)
    aliases: tuple[str, ...] = ()
    life_events: tuple[str, ...] = ()
    joint_bodies: tuple[str, ...] = ()
    handler: str = ""
    topics: tuple[str, ...] = ()
    max_visits: int = 0
    visit_reason: str = ""
    in_hall: bool = False
    bookable: bool = False
    epay: bool = False
    courier: bool = False
    summary: Text = Text("", "")
    who: Text = Text("", "")
    conditions: tuple[Text, ...] = ()
    need_questions: tuple[NeedQuestion, ...] = ()
    legal_basis: tuple[LegalBasis, ...] = ()
    limits: tuple[ItemLimit, ...] = ()
    materials: tuple[Material, ...] = ()
    form: Form = Form()
    fee: Fee = Fee(charged=False)
    result: Result | None = None
    places: tuple[Text, ...] = ()
    hours: Text = Text("", "")
    contact: str = ""
    oversight: str = ""
    remedies: Remedies | None = None
    quota: Text | None = None
    quota_count: QuotaCount | None = None
    commitment: Commitment | None = None
    sensitive: tuple[str, ...] | None = some_of(codes.SENSITIVE, usual=None)
    intermediary: Text | None = None
    special_procedures: tuple[Text, ...] = ()
    faq: tuple[Question, ...] = ()
    whole: bool = True
    elsewhere: Elsewhere | None = None
    source: Source | None = None
    situation: Situation | None = None
    members: tuple[Member, ...] = ()
    duties: tuple[Duty, ...] = ()
    liabilities: tuple[Liability, ...] = ()

    def limit(self, key: str) -> ItemLimit | None:
        """The limit of a key: `acceptance`, `whole_statutory`, `whole_promised`, `delivery`, or one a step names."""
        return next((limit for limit in self.limits if limit.key == key), None)

    def material(self, key: str) -> Material | None:
        """The paper of a key."""
        return next((material for material in self.materials if material.key == key), None)

    def fields(self) -> tuple[FormField, ...]:
        """Every question of the form, in its order."""
        return tuple(field for group in self.form.groups for field in group.fields)


def parse_content(value: object) -> ItemContent:
    """Reads an item's content from its JSON value; refuses with every problem and its path, never only the first."""
    reader = Reader()
    content = reader.record(ItemContent, value, "")
    if content is None:
        raise refuse(
            "content.malformed",
            zh="事项内容有 {count} 处不合格式：{zh_list}",
            en="The content of the item has {count} faults of form: {en_list}",
            count=len(reader.problems),
            zh_list="；".join(f"{p.path} {p.zh}" for p in reader.problems),
            en_list="; ".join(f"{p.path}: {p.en}" for p in reader.problems),
            problems=tuple(reader.problems),
        )
    return content


def content_json(content: ItemContent) -> Any:
    """The JSON value of a content: what is stored, hashed and published. `parse_content` reads it back unchanged."""
    return plain_json(content)
