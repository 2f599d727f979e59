"""Powers that come down in the demonstration county: ready towns, one unready, one on trial, one withheld, one back."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime, timedelta
from typing import Final
from uuid import UUID

from django.utils import timezone

from tongban.agencies.queries import actor_of
from tongban.delegation.actions.activating import activate_decision
from tongban.delegation.actions.checking import look_back, record_check
from tongban.delegation.actions.decisions import (
    Heading,
    approve_decision,
    consult_receivers,
    draft_decision,
    give_opinion,
    publish_decision,
)
from tongban.delegation.actions.handover import hand_over_due
from tongban.delegation.actions.resources import record_delivery
from tongban.delegation.actions.returning import take_back
from tongban.delegation.queries.board import all_lines_of
from tongban.delegation.queries.judging import LineWish
from tongban.delegation.rules.readiness import needs
from tongban.kernel.actor import Actor
from tongban.powerlist.queries import version
from tongban.simulation.actions.bodies import County

MONEY: Final = 30_000
READY: Final = ("liuhe", "shuangjing", "chengguan")
UNREADY, TRIED, WITHHELD = "qingshan", "hewan", "nantang"
GIVEN: Final = ("public_place_hygiene", "outdoor_advertising", "drainage_permit")
TITLE: Final = "关于向乡镇委托实施部分行政许可的决定"


def build_delegation(county: County, versions: Mapping[str, UUID], *, until: datetime) -> int:
    """Three decisions over the last months; answers how many powers came down. Before cases of these powers are played.

    Nothing where the items or townships are not set up.
    """
    towns = {key: place for place, key in county.township_keys()}
    if not {*READY, UNREADY, TRIED, WITHHELD} <= towns.keys() or not set(GIVEN) <= versions.keys():
        return 0
    items = [version(versions[key]).item_id for key in GIVEN]
    begun = until - timedelta(days=100)
    _deliver(county, begun)
    first = _decision(county, "青禾政发〔2026〕8号", begun, [
        *(_wish(county, towns, items[0], key) for key in READY),
        _wish(county, towns, items[0], TRIED, mode="trial"),
        _wish(county, towns, items[0], WITHHELD, mode="withheld", reason="持证人员未到位"),
        _wish(county, towns, items[1], READY[0]),
    ], until)  # fmt: skip
    _activate(county, first, begun + timedelta(days=12))
    asked = _decision(county, "青禾政发〔2026〕15号", until - timedelta(days=12), [
        _wish(county, towns, items[2], UNREADY), _wish(county, towns, items[2], READY[1])], until)  # fmt: skip
    _look_at(county, first, until)
    return sum(one.mode != "withheld" for one in all_lines_of(first)) if asked else 0


def _officer(county: County, post: str, at: datetime) -> Actor:
    return actor_of(county.holders[post][0], county.posts[post], at)


def _deliver(county: County, at: datetime) -> None:
    """What the ready towns and the trying one got; the unready one got its post only."""
    office = _officer(county, "list_office", at)
    for key in (*READY, TRIED, UNREADY):
        wanted = needs("01", "entrusted") if key != UNREADY else {"post": 1, "people": 1}
        for kind, quantity in wanted.items():
            record_delivery(
                body_id=county.bodies[key], kind=kind, quantity=MONEY if kind == "money" else quantity,
                delivered_on=timezone.localdate(at), document="青禾编发〔2026〕3号", by=office, at=at,
            )  # fmt: skip


def _wish(
    county: County, towns: Mapping[str, UUID], item: UUID, key: str, *, mode: str = "live", reason: str = ""
) -> LineWish:
    return LineWish(item, towns[key], county.bodies[key], mode, None, reason)


def _decision(county: County, number: str, at: datetime, lines: list[LineWish], until: datetime) -> UUID:
    """Drafted, asked, agreed to, approved and published; in force some weeks later, for a year and a half."""
    office, head = _officer(county, "list_office", at), _officer(county, "county_head", at)
    effective = _midnight(at + timedelta(days=20))
    term = _midnight(until + timedelta(days=500))
    trial = _midnight(until + timedelta(days=60))
    termed = [
        LineWish(o.item_id, o.place_id, o.receiver_id, o.mode, trial if o.mode == "trial" else term, o.reason)
        for o in lines
    ]
    heading = Heading(
        number,
        TITLE,
        "entrusted",
        "county",
        "青禾政发〔2026〕7号",
        timezone.localdate(at) - timedelta(days=30),
        effective,
    )
    made = draft_decision(heading=heading, lines=termed, by=office, at=at)
    consult_receivers(decision_id=made, until=timezone.localdate(at) + timedelta(days=5), by=office, at=at)
    for receiver in sorted({o.receiver_id for o in lines}, key=str):
        key = next(key for key, body in county.bodies.items() if body == receiver)
        mayor = _officer(county, f"{key}_decide", at)
        give_opinion(decision_id=made, agrees=True, words="", by=mayor, at=at + timedelta(days=2))
    approve_decision(decision_id=made, by=head, at=at + timedelta(days=8))
    publish_decision(decision_id=made, by=office, at=at + timedelta(days=9))
    return made


def _midnight(at: datetime) -> datetime:
    day: date = timezone.localdate(at)
    return timezone.make_aware(datetime(day.year, day.month, day.day))


def _activate(county: County, decision: UUID, at: datetime) -> None:
    activate_decision(decision_id=decision, by=_officer(county, "list_office", at), at=at)
    hand_over_due(at=at + timedelta(days=20))


def _look_at(county: County, decision: UUID, until: datetime) -> None:
    """One power is guided in, one looked back at, one taken back."""
    head = _officer(county, "county_head", until)
    office = _officer(county, "list_office", until)
    live = [one for one in all_lines_of(decision) if one.state == "live"]
    record_check(
        line_id=live[0].pk, kind="guidance", words="现场跟班两天，核对审查要点", by=office,
        at=until - timedelta(days=50),
    )  # fmt: skip
    look_back(
        line_id=live[1].pk, outcome="support", words="再派一名审查员跟班一个月", by=head, at=until - timedelta(days=8)
    )
    take_back(
        line_id=live[2].pk, moment=_midnight(until - timedelta(days=4)), document="青禾政发〔2026〕18号",
        moves_cases=True, by=head, at=until - timedelta(days=6),
    )  # fmt: skip
    hand_over_due(at=until)
