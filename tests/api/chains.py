"""Chains of calls to the interface, by every role in any order, held against a table of its own.

After each call: no fault and no answer that is not described; a case moves only as the table says, by whom it lets;
what was refused or only read changed nothing in any table; a key that was used has one effect; what is gone stays.
"""

from __future__ import annotations

import hashlib
import re
from dataclasses import dataclass, field
from datetime import date
from typing import Any, Final
from uuid import UUID

import orjson
from django.db import connection, transaction
from django.db.models import F
from django.utils import timezone
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, rule

from tests.api.conftest import ROOT, Caller
from tests.cast import ANSWERS, Cast
from tongban.cases.models import Case, Task
from tongban.config.interface.api import description
from tongban.simulation.rules.codes import citizen_code

# Act → from which states (licence law arts. 32 to 48), to which (none: as before), by whom at all.
HEADS: Final = frozenset({"market_decide"})
LEADS: Final = frozenset({"market_review", "market_decide"})
STARTED: Final = frozenset({"received", "noticed", "accepted", "suspended"})
OPEN: Final = STARTED | {"decided"}
PARTS: Final = frozenset({"market_review", "fire_review", "urban_review"})
TABLE: Final[dict[str, tuple[frozenset[str], str, frozenset[str]]]] = {
    "accept": (frozenset({"received"}), "accepted", frozenset({"market_review"})),
    "notify": (frozenset({"received"}), "noticed", frozenset({"market_review"})),
    "reject": (frozenset({"received"}), "not_accepted", frozenset({"market_review"})),
    "supplement": (frozenset({"noticed"}), "received", frozenset({"applicant", "window_1"})),
    "review": (frozenset({"accepted"}), "", PARTS),
    "decide": (frozenset({"accepted"}), "decided", frozenset({"market_decide"})),
    "deliver": (frozenset({"decided"}), "", frozenset({"delivery"})),
    "pause": (frozenset({"accepted"}), "", LEADS),
    "resume": (frozenset({"accepted"}), "", LEADS),
    "extend": (frozenset({"accepted"}), "", frozenset({"market_decide"})),
    "withdraw": (STARTED, "withdrawn", frozenset({"applicant"})),
    "urge": (OPEN - {"suspended"}, "", LEADS | PARTS | {"centre_manager"}),
    "suspend": (frozenset({"accepted"}), "suspended", HEADS),
    "continue": (frozenset({"suspended"}), "accepted", HEADS),
    "terminate": (STARTED, "terminated", HEADS),
    "tell_hearing": (frozenset({"accepted"}), "", LEADS),
    "tell_interested": (frozenset({"accepted"}), "", LEADS),
}  # fmt: skip
FORWARD: Final = frozenset({"accept", "review", "decide", "deliver", "continue", "supplement"})
ENDED: Final = frozenset({"closed", "not_accepted", "withdrawn", "terminated"})
POSTS: Final = (
    "market_review", "market_decide", "fire_review", "urban_review", "forestry_review", "window_1", "delivery",
    "centre_manager",
)  # fmt: skip
WHO: Final = ("applicant", "stranger", "nobody", *POSTS)
TURN: Final = st.integers(0, 10**6)
KEYS: Final = ("", "", "", "", "k-1", "k-2", "k-3")
MOST_CASES: Final = 4
NEIGHBOUR: Final = citizen_code(8, date(1970, 5, 6))
BASIS: Final = "《中华人民共和国食品安全法》第三十五条"
GONE: Final = UUID("0190aaaa-0000-7000-8000-00000000dead")
SENT: Final[dict[str, Any]] = {
    "code": "QH-YJS-001", "answers": ANSWERS, "materials": [{"key": "m_lease"}],
    "applicant": {"kind": "person", "name": "陈芳", "id_number": "", "phone": "13800000000"},
}  # fmt: skip
# Tables in which a request leaves a trace even when it only reads, or is refused for the third time.
TRACES: Final = frozenset({"cases_lookuptry", "cases_try", "cases_tries"})


@dataclass
class World:
    """The county with a caller for each role."""

    cast: Cast
    callers: dict[str, Caller]
    id_number: str
    tables: str = ""
    done: dict[str, int] = field(default_factory=dict)

    def __post_init__(self) -> None:
        with connection.cursor() as cursor:
            cursor.execute(
                "SELECT tablename FROM pg_tables WHERE schemaname = 'public'"
                " AND tablename ~ '^(cases|documents|certificates|reminders|centres|ratings)_' ORDER BY 1"
            )
            names = [name for (name,) in cursor.fetchall() if name not in TRACES]
        parts = [f"SELECT count(*) || '/' || coalesce(sum(hashtext(t::text)), 0) FROM {name} t" for name in names]
        self.tables = " UNION ALL ".join([*parts, "SELECT count(*)::text FROM ledger.event"])

    def all_of_it(self) -> list[str]:
        """One word for each table; the same words mean that nothing changed."""
        with connection.cursor() as cursor:
            cursor.execute(self.tables)
            return [str(word) for (word,) in cursor.fetchall()]


@dataclass(frozen=True)
class Call:
    """One request as it is sent."""

    who: str
    method: str
    address: str
    body: Any = None
    key: str = ""

    @property
    def print(self) -> bytes:
        """What the request asks for: the same key may come again only with this."""
        return hashlib.sha256(orjson.dumps([self.method, self.address, self.body], default=str)).digest()


def statuses(call: Call) -> set[str]:
    """The answers that the description has for an address."""
    for path, methods in description()["paths"].items():
        if re.fullmatch(re.sub(r"\{\w+\}", "[^/]+", path), ROOT + call.address.split("?")[0]):
            found = methods.get(call.method)
            if found is not None:
                return set(found["responses"])
    raise LookupError(call.address)


class Chains(RuleBasedStateMachine):
    """One sequence; `world` is set on a class made for each test."""

    world: World

    def __init__(self) -> None:
        super().__init__()
        self.undone = transaction.atomic()
        self.undone.__enter__()
        now = timezone.now()
        self.cases = [self.world.cast.receive(now).case_id]
        self.drafts: list[str] = []
        self.gone: set[str] = set()
        self.kept: dict[tuple[str, str], tuple[bytes, Any]] = {}
        self.last: Call | None = None

    def teardown(self) -> None:
        transaction.set_rollback(True)
        self.undone.__exit__(None, None, None)

    # ---- rules ------------------------------------------------------------------------------------------------------
    @rule(turn=TURN, key=st.sampled_from(KEYS))
    def lawful(self, turn: int, key: str) -> None:
        """An act that the table allows now, by one whom it lets: so that chains come far."""
        states = dict(Case.objects.filter(pk__in=self.cases).values_list("pk", "state"))
        going = [one for one in self.cases if states[one] not in ENDED] or self.cases
        case_id = going[turn % len(going)]
        known = {act: row for act, row in TABLE.items() if states[case_id] in row[0]}
        acts = [(act, who) for act, row in known.items() for who in sorted(row[2])]
        acts += [(act, who) for act, who in acts if act in FORWARD] * 4
        if acts:
            act, who = acts[turn // 7 % len(acts)]
            self._act(act, self._whose(case_id) if act == "review" else who, case_id, key, turn)

    def _whose(self, case_id: UUID) -> str:
        """The post whose review waits first, if it is one of those who call."""
        task = Task.objects.filter(case_id=case_id, act="review", closed_at=None).order_by("pk").first()
        posts = {post_id: name for name, post_id in self.world.cast.county.posts.items() if name in POSTS}
        return posts.get(task.post_id, "market_review") if task is not None and task.post_id else "market_review"

    @rule(turn=TURN, key=st.sampled_from(KEYS))
    def further(self, turn: int, key: str) -> None:
        """The same again: lawful steps are more than others."""
        self.lawful(turn, key)

    @rule(turn=TURN, key=st.sampled_from(KEYS))
    def onward(self, turn: int, key: str) -> None:
        """And again."""
        self.lawful(turn, key)

    @rule(turn=TURN, which=st.integers(0, 9), key=st.sampled_from(KEYS))
    def too_late(self, turn: int, which: int, key: str) -> None:
        """An act by one who may do it, in a state in which it cannot be done: on what has ended, too."""
        case_id = self._case(which)
        state = Case.objects.get(pk=case_id).state
        acts = [(act, who) for act, row in sorted(TABLE.items()) if state not in row[0] for who in sorted(row[2])]
        act, who = acts[turn % len(acts)]
        self._act(act, who, case_id, key, turn)

    @rule(act=st.sampled_from(sorted(TABLE)), who=st.sampled_from(WHO), which=st.integers(0, 9),
          key=st.sampled_from(KEYS), turn=st.integers(0, 10**4))  # fmt: skip
    def anything(self, act: str, who: str, which: int, key: str, turn: int) -> None:
        """Any act by anybody on any case, or on one that is none."""
        self._act(act, who, GONE if which == 9 else self._case(which), key, turn)

    @rule(key=st.sampled_from(KEYS), who=st.sampled_from(("window_1", "window_1", "market_review", "applicant")))
    def receive(self, key: str, who: str) -> None:
        """Another case at the window."""
        if len(self.cases) < MOST_CASES:
            sent = SENT | {"applicant": SENT["applicant"] | {"id_number": self.world.id_number}}
            answer, new = self._send(Call(who, "post", "/cases", sent, key))
            assert answer.status_code != 201 or who == "window_1", f"{who} received an application"
            if new and answer.status_code == 201:
                self.cases.append(UUID(answer.json()["case_id"]))

    @rule(step=st.sampled_from(("begin", "answer", "read", "submit", "throw", "paper")), which=st.integers(0, 3),
          who=st.sampled_from(("applicant", "applicant", "applicant", "stranger", "window_1")),
          key=st.sampled_from(KEYS))  # fmt: skip
    def draft(self, step: str, which: int, who: str, key: str) -> None:
        """A draft from its beginning to its end, and after it."""
        if step == "begin" or not self.drafts:
            answer, new = self._send(
                Call("applicant", "post", "/my/drafts", {"version_id": str(self.world.cast.version_id)}, key)
            )
            self.drafts += [answer.json()["id"]] if new and answer.status_code == 201 else []
            return
        one = self.drafts[which % len(self.drafts)]
        call = {
            "answer": Call(who, "patch", f"/my/drafts/{one}", {"answers": ANSWERS}, key),
            "read": Call(who, "get", f"/my/drafts/{one}"),
            "submit": Call(who, "post", f"/my/drafts/{one}/submit", None, key),
            "throw": Call(who, "delete", f"/my/drafts/{one}", None, key),
            "paper": Call(who, "delete", f"/my/drafts/{one}/papers/m_lease", None, key),
        }[step]
        answer, new = self._send(call)
        if not new or answer.status_code >= 400:
            return
        assert who == "applicant", f"{who} came to a draft of another: {call}"
        assert step == "read" or one not in self.gone, f"{step} of a draft that is gone"
        if step in ("submit", "throw"):
            self.gone.add(one)
        if step == "submit":
            self.cases.append(UUID(answer.json()["case_id"]))

    @rule(
        which=st.integers(0, 9),
        who=st.sampled_from(WHO),
        where=st.sampled_from(("/my/cases/{}", "/cases/{}", "/cases/{}/procedure")),
    )
    def read(self, which: int, who: str, where: str) -> None:
        """Who may not see a case reads nothing; who may reads the state in which it is."""
        case_id = self._case(which)
        answer, _ = self._send(Call(who, "get", where.format(case_id)))
        if answer.status_code == 200:
            outsiders = {"stranger", "nobody", "forestry_review"}
            assert who not in outsiders, f"{who} read a case of others"
            told = answer.json()
            assert told.get("state", Case.objects.get(pk=case_id).state) == Case.objects.get(pk=case_id).state

    @rule()
    def again(self) -> None:
        """The last call once more, as a program does that heard no answer."""
        if self.last is not None and self.last.key:
            self._send(self.last)

    # ---- one call ---------------------------------------------------------------------------------------------------
    def _case(self, which: int) -> UUID:
        return self.cases[which % len(self.cases)]

    def _act(self, act: str, who: str, case_id: UUID, key: str, turn: int) -> None:
        before = Case.objects.filter(pk=case_id).values_list("state", flat=True).first()
        answer, new = self._send(call_of(act, who, case_id, key, turn))
        after = Case.objects.filter(pk=case_id).values_list("state", flat=True).first()
        if answer.status_code >= 400 or not new:
            assert after == before, f"{act} was refused or repeated and moved {before} to {after}"
            return
        sources, target, lets = TABLE[act]
        assert before in sources, f"{act} was done to a case that is {before}"
        assert who in lets, f"{act} was done by {who}"
        assert after in ({target or before, "closed"} if act in ("deliver", "decide") else {target or before}), (
            f"{act} led from {before} to {after}"
        )
        self.world.done[act] = self.world.done.get(act, 0) + 1

    def _send(self, call: Call) -> tuple[Any, bool]:
        """The answer, and whether it is one of a new request; what must hold for each."""
        before = self.world.all_of_it()
        headers = {"Idempotency_Key": call.key} if call.key else {}
        answer = self.world.callers[call.who].ask(call.method, call.address, call.body, **headers)
        changed = self.world.all_of_it() != before
        assert answer.status_code < 500, f"{call}: {answer.status_code}"
        assert str(answer.status_code) in statuses(call), f"{call}: {answer.status_code} is not described"
        if answer.status_code >= 400:
            assert answer["Content-Type"].startswith("application/problem+json"), str(call)
        if answer.status_code >= 400 or call.method == "get":
            assert not changed, f"{call}: {answer.status_code}, and yet something changed"
        return answer, self._is_new(call, answer, changed)

    def _is_new(self, call: Call, answer: Any, changed: bool) -> bool:
        """Whether this was no repetition; a repetition has no effect and the same answer, or is refused."""
        kept = self.kept.get((call.who, call.key)) if call.key and call.method != "get" else None
        self.last = call
        if kept is None:
            if call.key and call.method != "get" and answer.status_code < 400:
                self.kept[call.who, call.key] = (call.print, answer.content)
            return True
        assert not changed, f"{call}: a key was used twice and had two effects"
        if call.print == kept[0]:
            assert answer.content == kept[1], f"{call}: the answer to a repetition is another"
        else:
            assert answer.status_code >= 400, f"{call}: one key served two requests"
        return False


def call_of(act: str, who: str, case_id: UUID, key: str, turn: int) -> Call:
    """The request of an act, with what it needs to be possible."""
    today, place = str(timezone.localdate()), f"/cases/{case_id}"
    wanted = {"review": "review", "urge": ""}.get(act)
    tasks = (
        Task.objects.filter(case_id=case_id)
        .order_by(F("closed_at").asc(nulls_first=True), "pk")
        .values_list("pk", "act")
    )
    fitting = [pk for pk, name in tasks if wanted in ("", name)] or [GONE]
    task = fitting[turn % len(fitting) if turn % 3 == 0 else 0]
    paper = {"materials": [{"key": "m_layout"}]}
    own = who in ("applicant", "stranger", "nobody")
    words = "场地被征收，无法继续办理。"
    where: dict[str, tuple[str, Any]] = {
        "accept": (f"{place}/accept", None),
        "notify": (f"{place}/notice", {"points": [{"key": "m_layout", "state": "missing", "reason": "未提交"}],
                                       "again_reason": words}),
        "reject": (f"{place}/not-accept", {"ground": "not_needed", "reasons": words}),
        "supplement": (f"/my{place}/supplement" if own else f"{place}/supplement",
                       {"answers": {"phone": "13800000000"}} if own else paper),
        "review": (f"{place}/tasks/{task}/review",
                   {"opinion": "agree" if turn % 5 else "disagree", "reasons": words}),
        "decide": (f"{place}/decision", {"decision": "grant" if turn % 3 else "refuse", "reasons": words,
                                         "basis": [BASIS]}),
        "deliver": (f"{place}/delivery", {"method": "window"}),
        "pause": (f"{place}/pause", {"kind": "expert_review", "document": "青评〔2026〕1号", "told_on": today,
                                     "until": f"{timezone.localdate().year + 1}-12-29"}),
        "resume": (f"{place}/resume", None),
        "extend": (f"{place}/extend", {"length": 5, "reason": words, "told_on": today}),
        "withdraw": (f"/my{place}/withdraw", None),
        "urge": (f"{place}/tasks/{task}/urge", None),
        "suspend": (f"{place}/suspend", {"ground": "force_majeure", "reason": words}),
        "continue": (f"{place}/continue", None),
        "terminate": (f"{place}/terminate", {"ground": "impossible", "reason": words}),
        "tell_hearing": (f"{place}/hearing/rights", {}),
        "tell_interested": (f"{place}/third-parties", {"interest": "排烟口正对其窗户", "party": {
            "kind": "person", "name": "李大山", "id_number": NEIGHBOUR, "phone": "13900000000"}}),
    }  # fmt: skip
    address, body = where[act]
    return Call(who, "post", address, body, key)
