"""名录: lists from which an applicant chooses a provider, and the order in which they are shown. Pure; it lists nobody.

Nobody is preferred: the order is drawn anew for each application from a seed that everybody can compute from the list
itself and from the application's own number, so anybody can draw it again. No hand decides who stands first.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping
from datetime import date
from typing import Final

Words = tuple[str, str]

REGISTERS: Final[Mapping[str, Words]] = {
    "seal_makers": ("刻章单位名录", "Register of seal makers"),
}
ENDINGS: Final[Mapping[str, Words]] = {
    "closed": ("停业或者注销", "gone out of business"),
    "unqualified": ("不再具备条件", "no longer qualified"),
    "asked": ("本单位申请退出", "left at its own wish"),
}
SHOWN_DIGITS: Final = 12


def seed_of(register: str, codes: Iterable[str]) -> str:
    """The seed of a list: the digest of its key and its members' credit codes, one a line, in their order."""
    return hashlib.sha256("\n".join((register, *sorted(codes))).encode()).hexdigest()


def drawn(codes: Iterable[str], *, seed: str, number: str) -> list[str]:
    """The members in the order of the digests of seed, number and credit code: for each number another order.

    A digest favours nobody, so over many numbers each member stands at each place equally often.
    """
    return sorted(codes, key=lambda code: hashlib.sha256(f"{seed}\n{number}\n{code}".encode()).digest())


def number_of(identity: str) -> str:
    """The drawing number of an application: the last digits of its id, which are drawn at random when it begins."""
    return identity.replace("-", "")[-SHOWN_DIGITS:].lower()


def in_force(listed_from: date, listed_to: date | None, on: date) -> bool:
    """Whether a member is on the list on a day."""
    return listed_from <= on and (listed_to is None or on < listed_to)
