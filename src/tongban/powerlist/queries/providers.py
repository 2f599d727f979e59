"""Reading the registers of providers: who is listed on a day, in an order that prefers nobody."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from tongban.powerlist.models import Provider
from tongban.powerlist.rules.providers import drawn, in_force, seed_of


@dataclass(frozen=True, slots=True)
class ProviderLine:
    """One member of a register."""

    id: UUID
    uscc: str
    name_zh: str
    name_en: str
    address_zh: str
    address_en: str
    phone: str
    listed_from: date
    listed_to: date | None
    ending: str


@dataclass(frozen=True, slots=True)
class Drawn:
    """A register's members on a day in the order of a number, with the seed from which anybody can draw it again."""

    register: str
    seed: str
    number: str
    providers: tuple[ProviderLine, ...]


def register_lines(register: str) -> list[ProviderLine]:
    """Everybody who is or was on a register, by credit code."""
    columns = ("id", "uscc", "name_zh", "name_en", "address_zh", "address_en", "phone", "listed_from", "listed_to",
               "ending")  # fmt: skip
    rows = Provider.objects.filter(register=register).order_by("uscc", "listed_from").values_list(*columns)
    return [ProviderLine(*row) for row in rows]


def drawn_register(register: str, *, number: str, on: date) -> Drawn:
    """Who is listed on a day, in the order drawn for a number."""
    listed = {one.uscc: one for one in register_lines(register) if in_force(one.listed_from, one.listed_to, on)}
    seed = seed_of(register, listed)
    order = drawn(listed, seed=seed, number=number)
    return Drawn(register, seed, number, tuple(listed[code] for code in order))
