"""A small county in which the restaurant licence can come down: the cast, the list office, the head, a ready town."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from tests.cast import FOUNDING, Cast, on, small_county
from tongban.agencies.actions.bodies import create_body
from tongban.delegation.actions import activating, decisions
from tongban.delegation.actions.bulk import Preview, preview_sheet
from tongban.delegation.actions.cancelled import look_at_cancelled
from tongban.delegation.actions.checking import record_check
from tongban.delegation.actions.handover import hand_over_due
from tongban.delegation.actions.resources import record_delivery, sign_waiver
from tongban.delegation.models import Line, Opinion
from tongban.delegation.queries.judging import LineWish
from tongban.delegation.rules.readiness import needs
from tongban.kernel.actor import SYSTEM, Actor
from tongban.powerlist.actions.items import cancel_item
from tongban.powerlist.queries import version
from tongban.powerlist.queries.powers import powers
from tongban.simulation.rules.codes import body_code

EFFECTIVE = on(7, 1, 0)
DRAFTED, PUBLISHED, ACTIVATED = on(6, 1), on(6, 20), on(6, 25)


@dataclass(slots=True)
class Stage:
    """The cast with what delegation needs of it."""

    cast: Cast
    item: UUID
    town: UUID
    place: UUID

    @property
    def office(self) -> Actor:
        return self.cast.officer("list_office", DRAFTED)

    @property
    def head(self) -> Actor:
        return self.cast.officer("county_head", DRAFTED)

    @property
    def mayor(self) -> Actor:
        return self.cast.officer("liuhe_decide", DRAFTED)

    def wish(self, **other: Any) -> LineWish:
        return LineWish(**{"item_id": self.item, "place_id": self.place, "receiver_id": self.town, **other})

    def draft(self, *, lines: list[LineWish] | None = None, at: datetime = DRAFTED, **other: Any) -> UUID:
        wishes = lines or [self.wish(until=on(12, 31))]
        return decisions.draft_decision(heading=self.heading(**other), lines=wishes, by=self.office, at=at)

    @staticmethod
    def heading(**other: Any) -> decisions.Heading:
        told: dict[str, Any] = {
            "number": "青禾政发〔2026〕8号", "title": "关于向乡镇委托实施行政许可的决定", "form": "entrusted",
            "authority_level": "county", "authority_number": "青禾政发〔2026〕7号",
            "authority_published_on": date(2026, 5, 1), "effective_at": EFFECTIVE, **other,
        }  # fmt: skip
        return decisions.Heading(**told)

    def sheet(self, words: list[str], towns: list[str] | None = None) -> bytes:
        """A sheet that says these words of the licence for some townships."""
        code = powers([self.item])[self.item].code
        return f"事项编码,{','.join(towns or ['liuhe'])}\n{code},{','.join(words)}\n".encode()

    def previewed(self, words: list[str], *, at: datetime = DRAFTED, **other: Any) -> Preview:
        """Such a sheet, read and judged."""
        told: dict[str, Any] = {"number": "青禾政发〔2026〕10号", **other}
        return preview_sheet(
            data=self.sheet(words), name="权力表.csv", heading=self.heading(**told), by=self.office, at=at
        )

    def published(self, *, drafted: datetime = DRAFTED, published: datetime = PUBLISHED, **other: Any) -> UUID:
        """A decision to which all receivers agreed, up to its publication."""
        made = self.draft(at=drafted, **other)
        decisions.consult_receivers(decision_id=made, until=drafted.date(), by=self.office, at=drafted)
        decisions.give_opinion(decision_id=made, agrees=True, words="", by=self.mayor, at=drafted)
        decisions.approve_decision(decision_id=made, by=self.head, at=published)
        decisions.publish_decision(decision_id=made, by=self.office, at=published)
        return made

    def ready(self, *, but: str = "", item_type: str = "01", form: str = "entrusted") -> None:
        """Everything the town needs was delivered, except one kind."""
        for kind, quantity in needs(item_type, form).items():
            if kind != but:
                record_delivery(
                    body_id=self.town, kind=kind, quantity=quantity, delivered_on=date(2026, 1, 20),
                    document="青禾编发〔2026〕3号", by=self.office, at=DRAFTED,
                )  # fmt: skip

    def activated(self, *, at: datetime = ACTIVATED, **other: Any) -> UUID:
        """A decision in force from 1 July; answers the id of its (first) line."""
        made = self.published(**other)
        activating.activate_decision(decision_id=made, by=self.office, at=at)
        return Line.objects.filter(decision_id=made).order_by("id").values_list("id", flat=True)[0]


def stage(cast: Cast | None = None, *, ready: bool = True) -> Stage:
    """The small county; the town of Liuhe has what the licence needs."""
    cast = cast or small_county()
    county = cast.county
    made = Stage(cast, version(cast.version_id).item_id, county.bodies["liuhe"], county.places["990823101"])
    if ready:
        made.ready()
    return made


def with_every_delegation(cast: Cast) -> UUID:
    """Every table of delegation has a row: asked, answered, waived, active, handed over, looked at."""
    made = stage(cast, ready=False)
    made.ready(but="money")
    draft = made.draft()
    decisions.consult_receivers(decision_id=draft, until=DRAFTED.date(), by=made.office, at=DRAFTED)
    said = decisions.give_opinion(decision_id=draft, agrees=False, words="请先拨付经费", by=made.mayor, at=DRAFTED)
    decisions.answer_opinion(opinion_id=said, answer="adopted", why="", by=made.office, at=DRAFTED)
    sign_waiver(
        body_id=made.town, item_id=made.item, kind="money", reason="下月拨付", until=date(2026, 9, 30), by=made.head,
        at=PUBLISHED,
    )  # fmt: skip
    decisions.approve_decision(decision_id=draft, by=made.head, at=PUBLISHED)
    decisions.publish_decision(decision_id=draft, by=made.office, at=PUBLISHED)
    activating.activate_decision(decision_id=draft, by=made.office, at=ACTIVATED)
    hand_over_due(at=EFFECTIVE)
    line: UUID = Line.objects.get(decision_id=draft).pk
    record_check(line_id=line, kind="guidance", words="现场指导", by=made.office, at=on(7, 20))
    return line


def with_a_look_at_what_went(cast: Cast) -> UUID:
    """The item of the records is cancelled, and looked back at."""
    item = version(cast.version_id)
    cancel_item(item_id=item.item_id, since=date(2026, 11, 1), basis_doc="青政发〔2026〕9号", by=SYSTEM, at=on(11, 1))
    return look_at_cancelled(code=item.code, found="alive", words="换个名目还在办", by=SYSTEM, at=on(11, 20))


def departments(place_id: UUID, number: int) -> list[UUID]:
    """So many departments more, of the county or above it."""
    return [
        create_body(
            key=f"above{no}", uscc=body_code(7000 + no), kind="department", place_id=place_id, name_zh=f"第{no}部门",
            name_en=f"Department {no}", valid_from=FOUNDING.date(), by=SYSTEM, at=FOUNDING,
        )
        for no in range(number)
    ]  # fmt: skip


__all__ = ["ACTIVATED", "DRAFTED", "EFFECTIVE", "PUBLISHED", "SYSTEM", "Opinion", "Stage", "stage"]
