"""Everybody who may come to a page, signed in, and the records that pages are about.

The county is the small one; the records are one of each kind that an address can name, all of the applicant 陈芳 or of
the market bureau, so that everybody else is a stranger, a neighbour or a joint body to them.
"""

from __future__ import annotations

import io
from copy import deepcopy
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from typing import Any, Final
from uuid import UUID

from django.db import connection
from django.test import Client
from PIL import Image

from tests.appraisal.stage import with_every_appraisal
from tests.cast import ANSWERS, SETTLED, Cast, keep_calendars, on, small_county
from tests.clearing.stage import cleared
from tests.delegation.stage import stage
from tests.exchange.samples import entered, foreign
from tests.hotline.gridstage import found as reported
from tests.hotline.gridstage import mediated, whistled
from tests.hotline.stage import asked_of_market
from tests.hotline.topicstage import with_topic
from tests.increase.stage import compared
from tests.ratings.stage import rated
from tests.stages import delivered, issued, on_the_docket, renewed_by_law, reviewed, with_bundle
from tests.supervision.stage import with_cards
from tests.village import Village, village
from tongban.agencies.actions.accounts import open_citizen_account
from tongban.agencies.actions.bodies import open_centre
from tongban.agencies.actions.parties import register_party
from tongban.agencies.models import DemoRole, User
from tongban.agencies.queries import account_of_official
from tongban.cases.actions.accept import NoticePoint, accept_case, notify_once
from tongban.cases.actions.archive import archive_case
from tongban.cases.actions.drafts import put_material, save_answers, start_draft
from tongban.cases.actions.hearing_rights import tell_hearing_right
from tongban.cases.actions.receive import Given, receive_case
from tongban.cases.queries.tasks import open_tasks
from tongban.centres.actions.bookings import book
from tongban.centres.actions.contacts import record_contact
from tongban.centres.actions.days import open_days
from tongban.centres.actions.numbers import take_number
from tongban.centres.queries.queue import days_of
from tongban.certificates.actions import issue_certificate, revoke_certificate, sign_certificate
from tongban.certificates.queries import certificate_of_case, certificates_of_holder
from tongban.delegation.actions.duties import read_duty_sheet
from tongban.delegation.queries.board import all_lines_of
from tongban.delegation.rules.duties_sheet import COLUMNS as DUTY_COLUMNS
from tongban.delegation.tests.candidates_stage import with_candidates
from tongban.delegation.tests.duties_stage import with_duties, with_tasks
from tongban.documents.actions.files import store_file
from tongban.documents.queries.papers import documents_of
from tongban.kernel.actor import SYSTEM
from tongban.kernel.ids import uuid7
from tongban.law.actions.uploads import judge_text
from tongban.law.tests.samples import enacted
from tongban.law.tests.statutes import PLAIN
from tongban.ledger.queries.receipts import newest_event
from tongban.ledger.rules.addresses import short
from tongban.powerlist.actions.drafts import create_from_template
from tongban.powerlist.actions.imports import preview_import
from tongban.powerlist.actions.itemfiles import preview_items
from tongban.powerlist.rules.rows import COLUMNS
from tongban.rights.actions.erasing import ask_erasure
from tongban.simulation.rules.codes import citizen_code
from tongban.supervision.models import Recommendation

# Role → the post in which it acts; citizens and nobody have none.
OFFICIALS: Final = {
    "clerk": "window_1", "reviewer": "market_review", "joint": "fire_review", "other": "forestry_review",
    "head": "market_decide", "other_head": "forestry_decide", "delivery": "delivery", "township": "liuhe_review",
    "list": "list_office", "manager": "centre_manager", "leader": "county_head", "supervisor": "supervision",
    "admin": "system_admin",
    "security": "security_admin", "village": "heyan_helper",
}  # fmt: skip
CITIZENS: Final = ("applicant", "stranger")
ROLES: Final = ("nobody", *CITIZENS, *OFFICIALS)


@dataclass(slots=True)
class People:
    """The county, a client for each role, and what addresses can name."""

    cast: Cast
    clients: dict[str, Client]
    records: dict[str, UUID | str]


GATHERED: Final[dict[str, People]] = {}


def gather() -> People:
    """Everybody signed in, and one record of each kind; inside the test's own transaction, or those who stand there."""
    standing = GATHERED.get(connection.settings_dict["NAME"])
    if standing is None:
        return _set_up()
    return People(small_county(), {role: again(one) for role, one in standing.clients.items()}, {**standing.records})


def settle_people() -> None:
    """Gathers everybody in the present database for good: every test after this one finds them there (`peopled`)."""
    place = connection.settings_dict["NAME"]
    GATHERED[place] = _set_up()
    SETTLED[place] = GATHERED[place].cast
    keep_calendars()


def again(client: Client) -> Client:
    """The same browser before its first page."""
    anew = Client(raise_request_exception=False)
    anew.cookies = deepcopy(client.cookies)
    return anew


def _set_up() -> People:
    cast = small_county()
    there = village(cast)
    stranger = register_party(
        kind="person", name="李明", id_number=citizen_code(41, date(1979, 8, 2)), phone="13900000000", by=SYSTEM,
        at=on(1, 6),
    )  # fmt: skip
    clients = {"nobody": Client(raise_request_exception=False)}
    for role, party in zip(CITIZENS, (cast.applicant, stranger), strict=True):
        clients[role] = signed_in(
            open_citizen_account(username=role, password=None, party_id=party, by=SYSTEM, at=on(1, 6))
        )
    for role, post in OFFICIALS.items():
        clients[role] = signed_in(account_of_official(cast.county.holders[post][0]))
    # No roles of the table of routes: who audits, and who looks at the two pages on which townships mark.
    clients["auditor"] = signed_in(account_of_official(cast.county.holders["audit_admin"][0]))
    clients["town_head"] = signed_in(account_of_official(cast.county.holders["liuhe_decide"][0]))
    DemoRole.objects.create(
        key="clerk", user_id=account_of_official(cast.county.holders["window_1"][0]), label_zh="窗口", label_en="Clerk",
        group_zh="中心", group_en="Centre", order=1,
    )  # fmt: skip
    more = {"mandate": signed(there), "contact": asked_first(cast), "order": asked_of_market(cast)}
    more |= with_topic(cast)
    more["data_request"] = ask_erasure(party_id=cast.applicant, agreed=True, by=cast.citizen, at=datetime.now(UTC))
    return People(cast, clients, records(cast) | more)


def asked_first(cast: Cast) -> UUID:
    """A question that the window was asked and owns."""
    by = cast.officer("window_1", on(11, 2))
    return record_contact(name="罗大勇", phone="13900000001", question="土地证丢了找谁补？", by=by, at=on(11, 2))


def signed(there: Village) -> UUID:
    """A mandate in force today, given on paper in the village."""
    now = datetime.now(UTC)
    return there.on_paper(now, until=(now + timedelta(days=30)).date(), photo=picture())


def signed_in(user_id: Any) -> Client:
    client = Client(raise_request_exception=False)
    client.force_login(User.objects.get(pk=user_id), backend="allauth.account.auth_backends.AuthenticationBackend")
    return client


def picture() -> bytes:
    """A small scan as people bring them."""
    out = io.BytesIO()
    Image.new("RGB", (60, 40), "white").save(out, "PNG")
    return out.getvalue()


def with_file(cast: Cast) -> UUID:
    """An accepted case whose lease is a stored file."""
    stored = store_file(data=picture(), name="租赁合同.png", owner=uuid7(), by=cast.citizen, at=on(11, 2))
    case_id = receive_case(
        version_id=cast.version_id, applicant_id=cast.applicant, place_id=cast.county.home, channel="web",
        answers=ANSWERS, materials=[Given("m_lease", stored.id), Given("m_layout")], by=cast.citizen, at=on(11, 2),
    ).case_id  # fmt: skip
    accept_case(case_id=case_id, by=cast.officer("market_review", on(11, 3)), at=on(11, 3))
    return case_id


def new_draft(cast: Cast) -> UUID:
    now = datetime.now(UTC)
    draft = start_draft(
        version_id=cast.version_id, party_id=cast.applicant, place_id=cast.county.home, channel="web",
        by=cast.citizen, at=now,
    )  # fmt: skip
    save_answers(draft_id=draft, answers=ANSWERS, place_id=None, by=cast.citizen, at=now)
    stored = store_file(data=picture(), name="租赁合同.png", owner=draft, by=cast.citizen, at=now)
    put_material(draft_id=draft, given=Given("m_lease", stored.id), by=cast.citizen, at=now)
    return draft


def at_the_centre(cast: Cast) -> dict[str, UUID | str]:
    """A centre that is open today and tomorrow, a booking and a number of the applicant."""
    centre, now = cast.county.bodies["centre"], datetime.now(UTC)
    open_centre(body_id=centre, address_zh="人民路 1 号", address_en="1 Renmin Road", by=SYSTEM, at=now)
    open_days(at=now)
    days = days_of(centre, now)
    booked = book(day_id=days[-1].id, starts=days[-1].slots[0].starts, by=cast.citizen, at=now)
    noon = datetime.combine(days[0].day, time(4), UTC)
    return {"booking": booked, "ticket": take_number(centre_id=centre, by=cast.citizen, at=noon)}


def on_certificates(cast: Cast) -> dict[str, UUID | str]:
    """A filed case whose certificate the law renewed, and a certificate that was revoked, with its decision."""
    filed = renewed_by_law(cast)
    archive_case(case_id=filed, at=on(12, 2))
    content = {"title": "食品经营许可证", "number_word": "JX", "type_code": "11100000MB0143028R001", "fields": {}}
    ended = issue_certificate(
        case_id=uuid7(), body_id=cast.county.bodies["market"], kind="food_business", holder=cast.applicant,
        content=content, valid_from=date(2026, 1, 6), valid_to=date(2099, 1, 5), by=SYSTEM, at=on(1, 6),
    )  # fmt: skip
    head = cast.officer("market_decide", on(2, 2))
    paper = revoke_certificate(certificate_id=ended.id, ground="fraud", reasons="材料系伪造", by=head, at=on(2, 2))[1]
    held = certificates_of_holder(cast.applicant)
    return {"filed": filed, "held": next(one.id for one in held if one.deemed), "ended": ended.id, "ending": paper}


def supervised(cast: Cast) -> dict[str, UUID | str]:
    """A card that was upheld, its case, a rule, a recommendation to the market bureau."""
    stage = with_cards(cast)
    advice = Recommendation.objects.get(body_id=cast.county.bodies["market"])
    return {"card": stage.card.pk, "late_case": stage.case_id, "advice": advice.pk}


def proposing(cast: Cast) -> str:
    """The number of the decision table's first edition; a case and a request stand behind the item's score."""
    with_candidates(cast)
    return "1"


def duties(cast: Cast) -> dict[str, UUID | str]:
    """The duty list of 柳河镇 with a task of the market bureau, and a file of another list that was judged."""
    task = with_tasks(there := with_duties(cast))[0]
    plan = with_every_appraisal(there)[0]
    sheet = ",".join(words[0] for words in DUTY_COLUMNS.values()).encode() + b"\n"
    office = cast.officer("list_office", on(11, 2))
    return {
        "duty_sheet": read_duty_sheet(data=sheet, name="duties.csv", by=office, at=on(11, 2)),
        "task_sent": task,
        "plan": plan,
    }


def coming_down(cast: Cast) -> dict[str, UUID | str]:
    """A decision that gives the restaurant licence to 柳河镇, its line, and a judged sheet of powers with a fault."""
    made = stage(cast, ready=False)
    decision = made.draft(at=on(11, 2), effective_at=on(12, 1), lines=None)
    sheet = made.previewed(["也许"], at=on(11, 2), effective_at=on(12, 1))
    return {"giving": decision, "power_down": all_lines_of(decision)[0].pk, "power_sheet": sheet.sheet_id}


def new_firms(cast: Cast) -> dict[str, UUID | str]:
    """A firm of whom the market bureau was told, and one whose scope of business it still has to read."""
    push, unread = entered(cast, on(11, 2))
    return {"push": push, "unread": unread}


def recorded(case_id: UUID) -> dict[str, UUID | str]:
    """The newest event of a case, as the address on a receipt names it."""
    found = newest_event("case", case_id)
    assert found is not None
    return {"event": found[0], "event_digest": short(found[1])}


def records(cast: Cast) -> dict[str, UUID | str]:
    """One record of each kind that an address can name."""
    noticed = cast.receive(on(11, 2)).case_id
    points = [NoticePoint("m_sign", "missing", "未提交")]
    found = compared(cast)
    notify_once(case_id=noticed, points=points, by=cast.officer("market_review", on(11, 3)), at=on(11, 3))
    office = cast.officer("list_office", on(11, 2))
    sheet = ",".join(COLUMNS).encode() + b"\n"
    create_from_template(code="QH-NEW-001", name="新事项", body="market", template="relief", by=office, at=on(11, 2))
    case_id = with_file(cast)
    granted = issued(cast)
    certificate = certificate_of_case(granted)
    assert certificate is not None
    sign_certificate(certificate_id=certificate.id, at=on(11, 9, 12))
    clerk = cast.officer("window_1", on(11, 2))
    heard = cast.accepted(on(11, 2), on(11, 3)).case_id
    tell_hearing_right(case_id=heard, interested_id=None, by=cast.officer("market_review", on(11, 5)), at=on(11, 5))
    fire = next(task for task in open_tasks(case_id) if task.body_id == cast.county.bodies["fire"])
    done = delivered(cast)
    mediation, mediation_paper = mediated(cast)
    return at_the_centre(cast) | on_certificates(cast) | rated(cast, done) | {
        "grid_event": reported(cast, photo=picture()), "whistle": whistled(cast),
        "mediation": mediation, "mediation_paper": mediation_paper,
        "received": cast.receive(on(11, 2)).case_id, "at_window": cast.receive(on(11, 2), by=clerk).case_id,
        "noticed": noticed, "hearing": heard, "accepted": case_id, "reviewed": reviewed(cast), "issued": granted,
        "delivered": done, "draft": new_draft(cast), "task": fire.id, "item": "QH-YJS-001",
        "version": cast.version_id,
        "drafted": "QH-NEW-001",
        "document": documents_of(case_id)[0].id, "certificate": certificate.id,
        "home": cast.county.home,
        "post": cast.county.posts["market_review"], "official": cast.county.holders["market_review"][0],
        "law": enacted(), "law_upload": judge_text(data=PLAIN.encode(), name="law.md", by=office, at=on(11, 2)),
        "system": "permits",
        "bundle": with_bundle(cast), **supervised(cast), "register": "seal_makers",
        "foreign": foreign(cast, on(11, 2)), **recorded(granted), **new_firms(cast),
        "table_no": proposing(cast),
        "township": "liuhe", **duties(cast), **coming_down(cast), "adjustment": on_the_docket(on(11, 2)),
        "increase": found.pk, **cleared(cast),
        "comparison": found.comparison_id,
        "items_preview": preview_items(data=b"item_code@basics\n", name="items.csv", by=office, at=on(11, 2)),
        "preview": preview_import(data=sheet, name="list.csv", by=office, at=on(11, 2)).id,
    }  # fmt: skip
