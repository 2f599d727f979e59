"""An office, a holder and a certificate for a case, for tests."""

from __future__ import annotations

from datetime import UTC, date, datetime
from typing import Any
from uuid import UUID

from tongban.agencies.tests.factories import Office, person
from tongban.certificates.actions import issue_certificate
from tongban.certificates.queries import CertificateRef
from tongban.documents.actions.numbers import set_document_mark
from tongban.documents.actions.remedies import set_review_line
from tongban.kernel.actor import SYSTEM, Actor, ActorKind
from tongban.kernel.ids import uuid7

AT = datetime(2026, 11, 26, 2, 0, tzinfo=UTC)
CONTENT: dict[str, Any] = {
    "title": "食品经营许可证",
    "number_word": "JY",
    "type_code": "11100000000013338W011",
    "fields": {"经营场所": "青禾县河湾镇向阳路12号", "主体业态": "餐饮服务经营者"},
}


def issue(at_office: Office, *, case_id: UUID | None = None, **changes: Any) -> CertificateRef:
    """One certificate of the office for a case of its own."""
    given: dict[str, Any] = {
        "case_id": case_id or uuid7(), "body_id": at_office.body, "kind": "food_business", "content": CONTENT,
        "valid_from": date(2026, 11, 26), "valid_to": date(2031, 11, 25), "by": SYSTEM, "at": AT,
    }  # fmt: skip
    given.update(changes)
    return issue_certificate(**{"holder": given.pop("holder", None) or person(), **given})


def numbered(at_office: Office) -> Office:
    """The office with its document mark and who reviews it, so that it can decide in writing."""
    set_document_mark(body_id=at_office.body, mark="青市监", by=SYSTEM, at=AT)
    set_review_line(
        body_id=at_office.body, line="vertical", authority=("某市市场监督管理局", "City bureau"),
        court=("青禾县人民法院", "County court"), by=SYSTEM, at=AT,
    )  # fmt: skip
    return at_office


def decider(at_office: Office) -> Actor:
    """The head of the issuing body."""
    return Actor(
        ActorKind.OFFICIAL, ref=at_office.wu, post_id=at_office.lead, body_id=at_office.body,
        place_id=at_office.county, duties=frozenset({"lead", "decide"}),
    )  # fmt: skip
