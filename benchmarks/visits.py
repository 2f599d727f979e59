"""What people do in a county of very many cases, each time with other cases: acts, pages, searches. Import it after
`set_up`."""

from __future__ import annotations

import itertools
from collections.abc import Callable, Iterator
from datetime import datetime
from random import Random
from typing import Any
from uuid import UUID

from benchmarks.crowd import County
from django.contrib.auth import get_user_model
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from tests.cast import ANSWERS

from tongban.agencies.actions.accounts import open_citizen_account
from tongban.agencies.queries import account_of_official, actor_of, seal, sealing_key, unseal, who_acts
from tongban.cases.actions.accept import accept_case
from tongban.cases.actions.decide import decide_case
from tongban.cases.actions.receive import Given, receive_case
from tongban.cases.actions.review import review_task
from tongban.cases.pages import find, lists
from tongban.cases.queries.lookup import lookup_hash
from tongban.kernel.actor import SYSTEM, Actor, ActorKind
from tongban.powerlist.queries import published_item
from tongban.rulebook.lookup import number

CODE, ROWS, SAMPLE, RESTAURANT = "2345-67892-34567", 100, 60, "QH-YJS-001"
ROW_MARKS = (b"<tr class=", b'href="/desk/c/', b'href="/items/', b'href="/my/')
BACKEND = "allauth.account.auth_backends.AuthenticationBackend"
# Cases of one item as far as there are, so that a larger county does not mean another mixture.
_OPEN = """
SELECT t.id, t.case_id, t.post_id FROM cases_task t JOIN cases_case c ON c.id = t.case_id
WHERE t.closed_at IS NULL AND t.act = %(act)s AND NOT c.paused
ORDER BY c.item_id = %(item)s DESC, md5(t.id::text) LIMIT %(most)s
"""
_FORMS = """
SELECT f.id, f.sealed, c.applicant_id, o.applicant_id FROM cases_caseform f JOIN cases_case c ON c.id = f.case_id
JOIN crowd.cases_caseform m ON m.sealed = f.sealed JOIN crowd.cases_case o ON o.id = m.case_id
WHERE f.case_id = ANY (%s) AND o.applicant_id <> c.applicant_id
"""
_BUSIEST = """
SELECT p.key FROM cases_task t JOIN agencies_post p ON p.id = t.post_id WHERE t.closed_at IS NULL
GROUP BY p.key ORDER BY count(*) DESC, p.key LIMIT 1
"""


class Visits:
    """The kinds of work by name; each call is one visit and answers how many rows it showed."""

    def __init__(self, county: County, random: Random) -> None:
        # Lists and searches of a hundred; a desk as long as it is, which a small county fills, too.
        lists.number = find.number = hundred  # type: ignore[assignment]
        self.county, self.random, self.now = county, random, timezone.now()
        self.restaurant = published_item(RESTAURANT)
        self.busy = self._one(_BUSIEST)
        self.numbers = itertools.cycle(self._with_codes())
        self.people = iter(random.sample(county.crowd.people, 240))
        self.singly = iter(
            random.sample([one for one in county.crowd.people if county.crowd.names[one.name] == 1], 90)
        )  # fmt: skip
        self.public, self.head = Client(), self._official("county_head")
        self.clerk, self.reviewer = self._official(self.busy), self._official("market_review")
        self.citizens = itertools.cycle(self._citizens())
        self.open = {act: self._tasks(act) for act in ("accept", "review", "decide")}
        self.at_hand: dict[str, tuple[UUID, UUID, Actor]] = {}
        self.works: dict[str, Callable[[], int]] = {
            "act.receive": self.receive, "page.accept": lambda: self.opened("accept"), "act.accept": self.accept,
            "page.review": lambda: self.opened("review"), "act.review": self.review,
            "page.decide": lambda: self.opened("decide"), "act.decide": self.decide,
            "list.closed": lambda: self.page(self.head, "/desk/list/?state=closed"),
            "list.withdrawn": lambda: self.page(self.head, "/desk/list/?state=withdrawn"),
            "list.item": lambda: self.page(self.head, f"/desk/list/?item={self.rare}"),
            "list.open": lambda: self.page(self.head, "/desk/list/?due=open"),
            "list.overdue": lambda: self.page(self.head, "/desk/list/?due=overdue"),
            "desk.mine": lambda: self.page(self.clerk, "/desk/"),
            "desk.others": lambda: self.page(self.reviewer, "/desk/?tab=others"),
            "desk.done": lambda: self.page(self.reviewer, "/desk/?tab=done"),
            "leader": lambda: self.page(self.head, "/lead/"),
            "search.number": self.search_number, "search.person": self.search_person, "search.name": self.search_name,
            "search.common_name": self.search_common_name,
            "search.item": lambda: self.page(self.reviewer, "/find/?q=餐饮店"),
            "search.rare_item": lambda: self.page(self.head, f"/find/?q={self.rare_words}"),
            "search.public": lambda: self.page(self.public, "/search/?q=开饭店"),
            "status": self.status, "my": lambda: self.page(next(self.citizens), "/my/"),
        }  # fmt: skip

    # -- what there is to work on --------------------------------------------------------------------------------------

    def _one(self, statement: str) -> Any:
        row = self.county.owner.execute(statement).fetchone()
        return row[0] if row else None

    def _with_codes(self) -> list[str]:
        """Some cases get a code that is known here."""
        picked = [f"QB{self.random.randint(1, self.county.cases):012d}" for _ in range(60)]
        with self.county.owner.transaction():
            self.county.owner.execute("ALTER TABLE cases_case DISABLE TRIGGER USER")
            for one in picked:
                self.county.owner.execute(
                    "UPDATE cases_case SET lookup_hash = %s WHERE number = %s", [lookup_hash(one, CODE), one]
                )
            self.county.owner.execute("SET CONSTRAINTS ALL IMMEDIATE")
            self.county.owner.execute("ALTER TABLE cases_case ENABLE TRIGGER USER")
        self.rare, self.rare_words = self.county.owner.execute(
            "SELECT i.code, c.item_name FROM cases_case c JOIN powerlist_item i ON i.id = c.item_id "
            "GROUP BY 1, 2 ORDER BY count(*), 1 LIMIT 1"
        ).fetchone() or ("", "")
        return picked

    def _official(self, post: str) -> Client:
        post_id = self._one(f"SELECT id FROM agencies_post WHERE key = '{post}'")
        return signed_in(account_of_official(who_acts(post_id, self.now).official_id))

    def _citizens(self) -> list[Client]:
        """Some applicants who have an account."""
        made = []
        for person in self.random.sample(self.county.crowd.people, 10):
            name = f"c{person.party.hex}"[:30]
            known = get_user_model().objects.filter(party_id=person.party).values_list("pk", flat=True).first()
            made.append(
                signed_in(known or open_citizen_account(
                    username=name, password=None, party_id=person.party, by=SYSTEM, at=self.now
                ))
            )  # fmt: skip
        return made

    def _tasks(self, act: str) -> Iterator[tuple[UUID, UUID, Actor]]:
        values = {"act": act, "item": self.restaurant.id, "most": SAMPLE}
        found = self.county.owner.execute(_OPEN, values).fetchall()
        self._readable([row[1] for row in found])
        for task_id, case_id, post_id in found:
            official = who_acts(post_id, self.now).official_id
            yield task_id, case_id, actor_of(official, post_id, self.now)

    def _readable(self, cases: list[UUID]) -> None:
        """What a copied case was asked is sealed for whom it was played by; for its own applicant it is sealed anew."""
        with self.county.owner.transaction():
            self.county.owner.execute("ALTER TABLE cases_caseform DISABLE TRIGGER USER")
            for form, sealed, own, played in self.county.owner.execute(_FORMS, [cases]).fetchall():
                plain = unseal(sealing_key(played), bytes(sealed))
                values = [seal(sealing_key(own), plain), form]
                self.county.owner.execute("UPDATE cases_caseform SET sealed = %s WHERE id = %s", values)
            self.county.owner.execute("SET CONSTRAINTS ALL IMMEDIATE")
            self.county.owner.execute("ALTER TABLE cases_caseform ENABLE TRIGGER USER")

    # -- acts ----------------------------------------------------------------------------------------------------------

    def receive(self) -> int:
        """Somebody applies for a restaurant."""
        person = next(self.people)
        receive_case(
            version_id=self.restaurant.version.id, applicant_id=person.party, place_id=self.county.home, channel="web",
            answers=ANSWERS, materials=[Given("m_lease"), Given("m_layout")],
            by=Actor(ActorKind.CITIZEN, ref=person.party), at=timezone.now(),
        )  # fmt: skip
        return 1

    def accept(self) -> int:
        """The bureau accepts one."""
        return self._act("accept", lambda task, case, by, at: accept_case(case_id=case, by=by, at=at))

    def review(self) -> int:
        """A reviewer agrees."""
        return self._act(
            "review", lambda task, case, by, at: review_task(task_id=task, opinion="agree", reasons="", by=by, at=at)
        )

    def decide(self) -> int:
        """The head of the department grants one."""
        return self._act(
            "decide",
            lambda task, case, by, at: decide_case(
                case_id=case, decision="grant", reasons="", basis=[], by=by, at=at
            ),
        )  # fmt: skip

    def opened(self, name: str) -> int:
        """The page of the next case, as it is read before the act on it."""
        self.at_hand[name] = next(self.open[name])
        return self.page(self.head, reverse("cases:case", args=[self.at_hand[name][1]]))

    def _act(self, name: str, act: Callable[[UUID, UUID, Actor, datetime], object]) -> int:
        """One act on the case whose page is open; a case that refuses it would be measured short, and stops all."""
        task_id, case_id, by = self.at_hand.pop(name)
        act(task_id, case_id, by, timezone.now())
        return 1

    # -- pages ---------------------------------------------------------------------------------------------------------

    def page(self, client: Client, address: str, sent: dict[str, str] | None = None) -> int:
        """One page; answers how many rows of cases it shows."""
        answer = client.get(address) if sent is None else client.post(address, sent)
        if answer.status_code != 200:
            raise RuntimeError(f"{address}: {answer.status_code}")
        return max(answer.content.count(mark) for mark in ROW_MARKS)

    def search_number(self) -> int:
        """A case by its number."""
        return self.page(self.head, f"/find/?q={next(self.numbers)}")

    def search_person(self) -> int:
        """The cases of a person by identity number."""
        return self.page(self.head, "/find/", {"q": next(self.people).id_number})

    def search_name(self) -> int:
        """The cases of the one person of a name: an answer as long in a small county as in a large one."""
        return self.page(self.head, "/find/", {"q": next(self.singly).name})

    def search_common_name(self) -> int:
        """The cases of everybody of a name: the more people bear it, the longer the answer."""
        return self.page(self.head, "/find/", {"q": next(self.people).name})

    def status(self) -> int:
        """Where a case stands, by number and code."""
        return self.page(self.public, "/status/", {"number": next(self.numbers), "code": CODE})


def hundred(key: str, on: Any) -> int:
    """Pages of a hundred rows."""
    return ROWS if key == "list.page_size" else number(key, on)


def signed_in(account: Any) -> Client:
    """The browser of an account."""
    client = Client(headers={"accept-language": "zh-CN"})
    client.force_login(get_user_model().objects.get(pk=account), backend=BACKEND)
    return client
