"""I1: persons who can be recognised anywhere go through acts, pages and errors; nothing of them stands elsewhere.

Searched are all logs, addresses, redirects, error pages, exports and every column of every table: what is sealed gives
no hit, what is forgotten in the clear does. A hundred persons at each push, ten thousand each night.
"""

from __future__ import annotations

import io
import logging
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import Any
from uuid import uuid4

import pytest
from django.contrib.sessions.models import Session
from django.db import connection
from django.utils import timezone

from tests.canaries.marks import Canary, canary, forms, hits
from tests.cast import ANSWERS, Cast, on, small_county
from tests.people import picture, signed_in
from tests.stages import reviewer
from tongban.agencies.actions.accounts import open_citizen_account
from tongban.agencies.actions.parties import correct_party, register_party
from tongban.agencies.actions.tokens import issue_token
from tongban.agencies.models import DemoRole
from tongban.agencies.queries import account_of_official, reveal_party
from tongban.agencies.rules.tokens import allowed_scopes
from tongban.cases.actions.accept import NoticePoint, accept_case, notify_once
from tongban.cases.actions.decide import decide_case, deliver_case
from tongban.cases.actions.drafts import put_material, save_answers, start_draft, submit_draft
from tongban.cases.actions.receive import Given
from tongban.cases.actions.review import review_task
from tongban.cases.actions.supplement import supplement_case
from tongban.cases.queries.tasks import open_tasks
from tongban.documents.actions.files import store_file
from tongban.kernel.actor import SYSTEM, Actor, ActorKind

TIERS = [pytest.param(100, id="push"), pytest.param(10_000, id="nightly", marks=pytest.mark.nightly)]
WHOLE_WAYS = 50  # one person in so many goes the whole way through acts and pages; the others apply and are searched


@dataclass
class Seen:
    """What left the program: log lines, addresses, answers that are errors, exports."""

    found: list[str] = field(default_factory=list)
    requests: int = 0

    def note(self, data: str | bytes, where: str) -> None:
        """Searches one thing that was seen."""
        self.found += hits(data.encode("utf-8", "backslashreplace") if isinstance(data, str) else data, where)

    def answered(self, answer: Any) -> Any:
        """An answer: its address, where it leads, its cookies and headers; its text when it refuses or fails."""
        self.requests += 1
        self.note(str(answer.request["PATH_INFO"]) + "?" + str(answer.request.get("QUERY_STRING", "")), "address")
        self.note(str(answer.headers) + str(answer.cookies), "headers")
        # A number that is unknown is shown again to whoever typed it, in its field.
        typed_again = answer.request["PATH_INFO"] == "/status/"
        if (answer.status_code in (403, 404, 405) and not typed_again) or answer.status_code >= 500:
            self.note(answer.content, f"page of a {answer.status_code}, {answer.request['PATH_INFO'][:12]}")
        return answer


class Listener(logging.Handler):
    """Every record of every logger, with its traceback, as a log file would hold it."""

    def __init__(self, seen: Seen) -> None:
        super().__init__(logging.DEBUG)
        self.seen = seen
        self.setFormatter(logging.Formatter("%(name)s %(message)s"))

    def emit(self, record: logging.LogRecord) -> None:
        self.seen.note(self.format(record) + repr(record.args), f"log {record.name}")


@pytest.fixture
def seen() -> Iterator[Seen]:
    told = Seen()
    listener, root = Listener(told), logging.getLogger()
    level = root.level
    root.addHandler(listener)
    root.setLevel(logging.DEBUG)
    yield told
    root.removeHandler(listener)
    root.setLevel(level)


@pytest.fixture
def cast(db: None, settings: Any) -> Cast:
    settings.DEMO, settings.TOKEN_REQUESTS_A_MINUTE = True, 10**9
    return small_county()


def window(cast: Cast) -> dict[str, str]:
    """The headers of a system that receives in the window's name."""
    by, now = cast.officer("system_admin", timezone.now()), timezone.now()
    scopes = allowed_scopes(cast.officer("window_1", now).duties)
    post = cast.county.posts["window_1"]
    token = issue_token(post_id=post, purpose="exchange", system="县平台", scopes=scopes, days=1, by=by, at=now)
    return {"Authorization": f"Bearer {token.secret}"}


def answers(person: Canary) -> dict[str, Any]:
    return ANSWERS | {
        "operator_name": person.name, "phone": person.phone, "address": person.address, "manager_name": person.name,
        "shop_name": f"{person.name}小吃店",
    }  # fmt: skip


def applies(person: Canary, cast: Cast, headers: dict[str, str], seen: Seen, clerk: Any, slips: bool) -> None:
    """Received at the window; with `slips` also with one field and another wrong, and asked for by number, in vain."""
    applicant = {"kind": "person", "name": person.name, "id_number": person.id_number, "phone": person.phone}
    body = {"code": "QH-YJS-001", "place_id": str(cast.county.home), "applicant": applicant,
            "answers": answers(person), "materials": [{"key": "m_lease"}, {"key": "m_layout"}]}  # fmt: skip
    post = clerk.post
    sent = {"content_type": "application/json", "headers": headers | {"Idempotency-Key": str(uuid4())}}
    assert seen.answered(post("/api/v1/cases", body, **sent)).status_code == 201
    if not slips:
        return
    assert seen.answered(post("/api/v1/cases", body | {"code": person.name}, **sent)).status_code >= 400
    wrong = {"applicant": applicant | {"id_number": person.id_number + "9"}, "answers": answers(person) | {"gas": []}}
    assert seen.answered(post("/api/v1/cases", body | wrong, content_type="application/json", headers=headers))
    assert seen.answered(clerk.post("/status/", {"number": person.id_number, "code": person.phone}))


def whole_way(person: Canary, cast: Cast, seen: Seen, clerk: Any) -> None:
    """A draft with a named file, a notice, opinions and a refusal that name the person; pages, searches, exports."""
    known = {"name": person.name, "id_number": person.id_number, "phone": person.phone, "address": person.address}
    party = register_party(kind="person", by=SYSTEM, at=on(11, 2), **known)
    account = open_citizen_account(username=f"u{person.phone[-4:]}", password=None, party_id=party, by=SYSTEM,
                                   at=on(11, 2))  # fmt: skip
    citizen = Actor(ActorKind.CITIZEN, ref=party)
    case = submitted(person, cast, citizen, party)
    market, head = cast.officer("market_review", on(11, 3)), cast.officer("market_decide", on(11, 9))
    named = f"请{person.name}（{person.phone}）补交"
    notify_once(case_id=case, points=[NoticePoint("m_sign", "missing", named)], by=market, at=on(11, 3))
    supplement_case(case_id=case, answers=answers(person), materials=[Given("m_sign")], by=citizen, at=on(11, 4))
    accept_case(case_id=case, by=market, at=on(11, 5))
    for task in open_tasks(case):
        by = reviewer(cast, task, on(11, 6))
        review_task(task_id=task.id, opinion="agree", reasons=f"{person.name}到场", by=by, at=on(11, 6))
    decide_case(case_id=case, decision="refuse", reasons=f"{person.name}所报地址不实：{person.address}",
                basis=["食品安全法第三十五条"], by=head, at=on(11, 9))  # fmt: skip
    deliver_case(case_id=case, method="window", by=cast.officer("delivery", on(11, 10)), at=on(11, 10))
    reveal_party(party, by=market, reason="核对证件", case_ref=str(case), at=on(11, 10))
    correct_party(party_id=party, by=citizen, at=on(11, 10), address=person.address + "乙")
    looked_at(person, case, seen, signed_in(account), clerk, cast)


def submitted(person: Canary, cast: Cast, citizen: Actor, party: Any) -> Any:
    """The case of a draft with a file whose name names the person."""
    at = on(11, 2)
    draft = start_draft(version_id=cast.version_id, party_id=party, place_id=cast.county.home, channel="web",
                        by=citizen, at=at)  # fmt: skip
    save_answers(draft_id=draft, answers=answers(person), place_id=None, by=citizen, at=at)
    stored = store_file(data=picture(), name=f"{person.name}的租赁合同.png", owner=draft, by=citizen, at=at)
    put_material(draft_id=draft, given=Given("m_lease", stored.id), by=citizen, at=at)
    put_material(draft_id=draft, given=Given("m_layout", held=True), by=citizen, at=at)
    return submit_draft(draft_id=draft, by=citizen, at=at).case_id


def looked_at(person: Canary, case: Any, seen: Seen, own: Any, clerk: Any, cast: Cast) -> None:
    """Pages about the case for its applicant and for officials, searches by name and number, refusals, exports."""
    head = signed_in(account_of_official(cast.county.holders["market_decide"][0]))
    stranger = signed_in(account_of_official(cast.county.holders["forestry_review"][0]))
    for address in ("/my/", f"/my/{case}/", "/nowhere/"):
        seen.answered(own.get(address))
    for address in ("/desk/", f"/desk/c/{case}/", "/desk/list/?state=closed"):
        seen.answered(head.get(address))
    seen.answered(stranger.get(f"/desk/c/{case}/"))
    for typed in (person.name, person.id_number, person.phone):
        seen.answered(head.post("/find/", {"q": typed}))
        seen.answered(clerk.post("/sign-in/", {"login": typed, "password": person.phone}))
        seen.answered(clerk.post("/window/QH-YJS-001/", {"id_number": typed, "name": person.name, "phone": typed}))
    seen.answered(own.post(f"/my/{case}/withdraw/", {"reason": person.name}))
    seen.answered(clerk.post("/window/QH-YJS-001/", {"scan": io.BytesIO(person.name.encode())}))
    export = seen.answered(head.get("/desk/list/export/?state=closed"))
    seen.note(export.content, "export")


def in_tables() -> list[str]:
    """Hits in any column of any table, the ledger's included; sessions are opened first."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT oid::regclass::text FROM pg_class WHERE relkind = 'r' AND relnamespace IN "
                       "('public'::regnamespace, 'ledger'::regnamespace)")  # fmt: skip
        tables = [row[0] for row in cursor.fetchall()]
        found: list[str] = []
        for table in tables:
            cursor.execute(f"SELECT string_agg(t::text, E'\\n') FROM (SELECT * FROM {table}) t")
            found += hits(str(cursor.fetchone()[0]).encode(), f"table {table}")
    for session in Session.objects.all():
        found += hits(repr(session.get_decoded()).encode(), "session")
    return found


def play(cast: Cast, persons: int, seen: Seen) -> None:
    headers, clerk = window(cast), signed_in(account_of_official(cast.county.holders["window_1"][0]))
    for serial in range(persons):
        person = canary(serial)
        if serial % WHOLE_WAYS == 0:
            whole_way(person, cast, seen, clerk)
        else:
            applies(person, cast, headers, seen, clerk, slips=serial % 5 == 1)


@pytest.mark.parametrize("persons", TIERS)
def test_i1_nothing_of_a_person_stands_in_a_log_an_address_an_error_or_a_table(
    cast: Cast, seen: Seen, persons: int, capfd: pytest.CaptureFixture[str]
) -> None:
    play(cast, persons, seen)
    out, err = capfd.readouterr()
    seen.note(out + err, "screen")
    assert "\n".join(sorted({*seen.found, *in_tables()})) == ""
    assert seen.requests > 1.5 * persons


def unlucky(*args: Any, **named: Any) -> Any:
    raise RuntimeError("the disk is gone")


def test_i1_an_unexpected_fault_tells_its_place_and_nobody(
    cast: Cast, seen: Seen, monkeypatch: pytest.MonkeyPatch
) -> None:
    clerk, person = signed_in(account_of_official(cast.county.holders["market_decide"][0])), canary(1)
    monkeypatch.setattr("tongban.cases.pages.find.find_by_words", unlucky)
    assert seen.answered(clerk.post("/find/", {"q": person.name})).status_code == 500
    monkeypatch.setattr("tongban.cases.api.receiving.register_party", unlucky)
    applicant = {"kind": "person", "name": person.name, "id_number": person.id_number, "phone": person.phone}
    body = {"code": "QH-YJS-001", "place_id": str(cast.county.home), "applicant": applicant,
            "answers": answers(person), "materials": [{"key": "m_lease"}, {"key": "m_layout"}]}  # fmt: skip
    assert seen.answered(clerk.post("/api/v1/cases", body, content_type="application/json", headers=window(cast)))
    assert seen.found == []


LEAKS: dict[str, Callable[[Canary, Cast, Seen], object]] = {
    "a line in a log": lambda p, cast, seen: logging.getLogger("tongban").info("received %s", p.name),
    "a number in a log": lambda p, cast, seen: logging.getLogger("tongban").info("by %s", p.id_number),
    "a search in an address": lambda p, cast, seen: seen.answered(signed_in(account_of_official(
        cast.county.holders["market_decide"][0])).get("/find/", {"q": p.phone})),
    "a value in a table": lambda p, cast, seen: DemoRole.objects.create(
        key="x", user_id=account_of_official(cast.county.holders["window_1"][0]), label_zh=p.name, label_en="x",
        group_zh="x", group_en="x", order=9),
}  # fmt: skip


@pytest.mark.parametrize("leak", LEAKS)
def test_a_seeded_leak_is_found(cast: Cast, seen: Seen, leak: str, owner_connection: Any) -> None:
    assert in_tables() == []
    if leak == "bytes in a table":
        seen.found += hits(f"\\x{canary(7).address.encode().hex()}".encode(), "table")
    else:
        LEAKS[leak](canary(7), cast, seen)
    assert seen.found + in_tables() != []


def test_every_written_form_of_a_mark_is_known() -> None:
    assert len({form for _, form in forms()}) >= 24
    assert all(len(form) >= 6 for _, form in forms())


@pytest.mark.parametrize(
    ("data", "found"),
    [
        ("电话 16607770001。", True), ("\\x" + "9f" * 10 + " 16607770001", True), ("ab16607770001cd", True),
        ("\\x" + "ab" * 40 + b"16607770001".hex() + "ab" * 40, True),
        ("\\x" + "9f" * 40 + "1660777a" + "9f" * 40, False), ("a" * 15 + "1660777" + "f" * 10, False),
        ("a" * 40 + "1660777" + "b" * 40 + "：16607770001", True),
    ],
)  # fmt: skip
def test_seven_digits_within_a_digest_are_nobody(data: str, found: bool) -> None:
    assert bool(hits(data.encode(), "table")) is found
