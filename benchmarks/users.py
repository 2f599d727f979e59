"""A hundred users of the interface and the staff pages: what each sends, when, and how long the answer took. Import it
after `set_up`."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from random import Random
from typing import Any
from uuid import UUID

import orjson
from benchmarks.crowd import County
from django.contrib.auth import get_user_model
from django.test import Client
from django.utils import timezone
from tests.cast import ANSWERS

from tongban.agencies.actions.tokens import issue_token
from tongban.agencies.queries import account_of_official, actor_of, who_acts
from tongban.agencies.rules.tokens import allowed_scopes
from tongban.cases.actions.receive import Given, receive_case
from tongban.kernel.actor import Actor, ActorKind
from tongban.kernel.ids import uuid7
from tongban.powerlist.queries import published_item
from tongban.simulation.rules.codes import citizen_code

RESTAURANT, KNOWN, PATIENCE, SEED = "QH-YJS-001", 60, 30.0, 20261122
BACKEND = "allauth.account.auth_backends.AuthenticationBackend"
OVER = "over"
KINDS = ("submit",) * 6 + ("status",) * 3 + ("list",)


@dataclass(frozen=True, slots=True)
class Phase:
    """A part of the run: its share of the time, the users at its end, how many times the pace."""

    name: str
    share: float
    users: int
    pace: float


@dataclass(frozen=True, slots=True)
class Answered:
    """One request: when it was sent, how long it took, whether the answer was the one wanted."""

    phase: str
    kind: str
    sent: float
    took: float
    good: bool
    what: str


class Users:
    """All users with their tokens and sessions."""

    def __init__(self, county: County, count: int, pace: float) -> None:
        self.county, self.count, self.pace, self.now = county, count, pace, timezone.now()
        self.tokens = self._tokens()
        self.cookie = self._session("county_head")
        self.known = [self._known(person.party) for person in Random(SEED).sample(county.crowd.people, KNOWN)]
        self.answered: list[Answered] = []
        self.serial, self.phase, self.active, self.speed = 0, "", 0, 1.0

    # -- before anything is timed --------------------------------------------------------------------------------------

    def _post(self, key: str) -> UUID:
        row = self.county.owner.execute("SELECT id FROM agencies_post WHERE key = %s", [key]).fetchone()
        if row is None:
            raise RuntimeError(f"no post {key}")
        return UUID(str(row[0]))

    def _tokens(self) -> list[str]:
        """A token of the window for each user, as an other system's workstation has."""
        window, admin = self._post("window_1"), self._post("system_admin")
        by = actor_of(who_acts(admin, self.now).official_id, admin, self.now)
        duties = actor_of(who_acts(window, self.now).official_id, window, self.now).duties
        given = {"purpose": "exchange", "system": "县一体化平台", "days": 2, "by": by, "at": self.now}
        return [
            issue_token(post_id=window, scopes=allowed_scopes(duties), **given).secret  # type: ignore[arg-type]
            for _ in range(self.count)
        ]

    def _session(self, post: str) -> str:
        account = account_of_official(who_acts(self._post(post), self.now).official_id)
        client = Client()
        client.force_login(get_user_model().objects.get(pk=account), backend=BACKEND)
        return client.cookies["sessionid"].value

    def _known(self, party: UUID) -> dict[str, str]:
        """A case whose number and code are known, to be asked for."""
        receipt = receive_case(
            version_id=published_item(RESTAURANT).version.id, applicant_id=party, place_id=self.county.home,
            channel="web", answers=ANSWERS, materials=[Given("m_lease"), Given("m_layout")],
            by=Actor(ActorKind.CITIZEN, ref=party), at=self.now,
        )  # fmt: skip
        return {"number": receipt.number, "code": receipt.lookup_code}

    # -- the run -------------------------------------------------------------------------------------------------------

    async def work(self, port: int, phases: Sequence[Phase], seconds: int) -> list[Answered]:
        """Everything that was sent, phase by phase."""
        self.port, before = port, 1
        self.phase, self.active = phases[0].name, before
        running = [asyncio.create_task(self._user(number)) for number in range(self.count)]
        for phase in phases:
            self.phase, self.speed, began = phase.name, phase.pace, time.monotonic()
            length = phase.share * seconds
            while (gone := time.monotonic() - began) < length:
                grown = before + (phase.users - before) * gone / length
                self.active = int(grown) if phase.name == "ramp" else phase.users
                await asyncio.sleep(0.2)
            before = phase.users
        self.phase = OVER  # a request that is answered as it is called off would let its user go on
        for task in running:
            task.cancel()
        await asyncio.gather(*running, return_exceptions=True)
        return self.answered

    async def _user(self, number: int) -> None:
        """Sends one request after the other, each when its time has come."""
        random, line = Random(f"{SEED} {number}"), Line(self.port)
        due = time.monotonic() + random.random() / self.pace
        while self.phase != OVER:
            await asyncio.sleep(max(0.0, due - time.monotonic()))
            if number >= self.active:
                due = time.monotonic() + 0.2
                continue
            await self._one(number, random.choice(KINDS), random, line)
            due = max(due + random.uniform(0.7, 1.3) / (self.pace * self.speed), time.monotonic() - 1)

    async def _one(self, number: int, kind: str, random: Random, line: Line) -> None:
        phase, began = self.phase, time.monotonic()
        wanted, request = getattr(self, f"_{kind}")(number, random)
        try:
            got = await asyncio.wait_for(line.send(request), PATIENCE)
        except (TimeoutError, OSError, asyncio.IncompleteReadError, ValueError) as error:
            got = type(error).__name__
            line.close()
        took = time.monotonic() - began
        self.answered.append(Answered(phase, kind, began, took, got == wanted, f"{kind}: {got}"))

    def _submit(self, number: int, random: Random) -> tuple[str, bytes]:
        """A new applicant's restaurant, received by a window's system."""
        self.serial += 1
        born = date(1930, 1, 1) + timedelta(days=self.serial // 1000)
        applicant = {
            "kind": "person", "name": "周小满", "id_number": citizen_code(self.serial % 1000, born),
            "phone": f"137{self.serial:08d}",
        }  # fmt: skip
        papers = [{"key": "m_lease"}, {"key": "m_layout"}]
        body = {"code": RESTAURANT, "place_id": str(self.county.home), "applicant": applicant, "answers": ANSWERS}
        headers = {"Authorization": f"Bearer {self.tokens[number]}", "Idempotency-Key": str(uuid7())}
        return "201", asked("POST", "/api/v1/cases", headers, body | {"materials": papers})

    def _status(self, number: int, random: Random) -> tuple[str, bytes]:
        """Where a case stands."""
        return "200", asked("POST", "/api/v1/status", {}, random.choice(self.known))

    def _list(self, number: int, random: Random) -> tuple[str, bytes]:
        """A staff list of cases."""
        state = random.choice(("closed", "withdrawn", "accepted"))
        return "200", asked("GET", f"/desk/list/?state={state}", {"Cookie": f"sessionid={self.cookie}"})


def asked(method: str, path: str, headers: dict[str, str], body: Any = None) -> bytes:
    """One request as it goes over the wire."""
    sent = b"" if body is None else orjson.dumps(body)
    more = {"Host": "127.0.0.1", "Accept-Language": "zh-CN", "Content-Length": str(len(sent)), **headers}
    more |= {"Content-Type": "application/json"} if sent else {}
    lines = [f"{method} {path} HTTP/1.1", *(f"{name}: {value}" for name, value in more.items())]
    return "\r\n".join(lines).encode() + b"\r\n\r\n" + sent


class Line:
    """One connection that is kept while the server keeps it."""

    def __init__(self, port: int) -> None:
        self.port = port
        self.reader: asyncio.StreamReader | None = None
        self.writer: asyncio.StreamWriter | None = None

    async def send(self, request: bytes) -> str:
        """The status of the answer; a kept connection that the server has closed meanwhile is opened anew, once."""
        if self.reader is not None and not self.reader.at_eof():
            try:
                return await self._send(request)
            except (OSError, asyncio.IncompleteReadError):
                self.close()
        self.reader, self.writer = await asyncio.open_connection("127.0.0.1", self.port)
        return await self._send(request)

    async def _send(self, request: bytes) -> str:
        if self.reader is None or self.writer is None:
            raise ConnectionError
        self.writer.write(request)
        head = (await self.reader.readuntil(b"\r\n\r\n")).decode("latin-1")
        fields = dict(line.lower().split(": ", 1) for line in head.split("\r\n")[1:] if ": " in line)
        if "content-length" in fields:
            await self.reader.readexactly(int(fields["content-length"]))
        else:
            await self.reader.read()
        if fields.get("connection") == "close" or "content-length" not in fields:
            self.close()
        return head.split(" ", 2)[1]

    def close(self) -> None:
        """Lets the connection go."""
        if self.writer is not None:
            self.writer.close()
        self.reader = self.writer = None
