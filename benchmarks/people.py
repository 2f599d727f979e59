"""The applicants of a county with very many cases: lawful codes of a division that does not exist, names as common as
names are. Import it after `set_up`."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from datetime import date, timedelta
from random import Random
from typing import Any
from uuid import UUID

import psycopg

from tongban.agencies.models.parties import keyring
from tongban.agencies.rules.identity import PartyFacts
from tongban.kernel.ids import uuid7
from tongban.simulation.actions.people import FAMILY, STREETS
from tongban.simulation.rules.codes import citizen_code

SIGNS = "伟芳娜敏静强磊军洋勇艳杰娟涛明超霞平刚英华玉兰桂秀建国志红春梅海燕文斌雪晨宇浩子轩思雨欣怡佳俊博瑞"
# One family name in so many: the commonest bears a twelfth of the people.
SHARES = [1 / (place + 3) for place in range(len(FAMILY))]


@dataclass(slots=True)
class Person:
    """One applicant."""

    party: UUID
    name: str
    id_number: str


@dataclass(slots=True)
class Crowd:
    """Everybody registered so far, by their serial."""

    random: Random
    people: list[Person] = field(default_factory=list)
    names: Counter[str] = field(default_factory=Counter)

    def grow(self, owner: psycopg.Connection[Any], wanted: int) -> None:
        """Registers people until there are so many: sealed and indexed as the act does it, copied in bulk."""
        made = [self._person(serial) for serial in range(len(self.people), wanted)]
        with owner.cursor() as cursor:
            columns = "id, kind, sealed, key_id, id_bidx, phone_bidx, name_bidx, index_key_id, seq"
            with cursor.copy(f"COPY agencies_party ({columns}) FROM STDIN") as copy:
                for row, _ in made:
                    copy.write_row(row)
            with cursor.copy("COPY agencies_partykey (party_id, wrapped) FROM STDIN") as copy:
                for row, wrapped in made:
                    copy.write_row((row[0], wrapped))
            with cursor.copy("COPY crowd.party (no, id) FROM STDIN") as copy:
                for place, (row, _) in enumerate(made, start=len(self.people) - len(made)):
                    copy.write_row((place, row[0]))

    def _person(self, serial: int) -> tuple[tuple[Any, ...], bytes]:
        family = self.random.choices(FAMILY, SHARES)[0]
        name = family + "".join(self.random.choices(SIGNS, k=1 if self.random.random() < 0.2 else 2))
        born = date(1950, 1, 1) + timedelta(days=serial // 1000)
        facts = PartyFacts(
            name=name, id_number=citizen_code(serial % 1000, born), phone=f"138{serial:08d}",
            address=f"青禾县城关镇{self.random.choice(STREETS)} {self.random.randint(1, 260)} 号",
        )  # fmt: skip
        keys, party = keyring(), uuid7()
        sealed, wrapped = keys.seal(party, facts)
        blind = [keys.index(what, value) for what, value in
                 (("id", facts.id_number), ("phone", facts.phone), ("name", facts.name))]  # fmt: skip
        self.people.append(Person(party, name, facts.id_number))
        self.names[name] += 1
        return (party, "person", sealed, keys.key_id, *blind, keys.index_key_id, 1), wrapped
