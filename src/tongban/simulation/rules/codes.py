"""Codes of a county that does not exist: lawful in form, with true check characters, and nobody's.

Division 990823 is in no official table, so no code made here can be that of a real body or person.
"""

from __future__ import annotations

from datetime import date
from typing import Final

DIVISION: Final = "990823"
_USCC_SIGNS: Final = "0123456789ABCDEFGHJKLMNPQRTUWXY"
_USCC_WEIGHTS: Final = (1, 3, 9, 27, 19, 26, 16, 17, 20, 29, 25, 13, 8, 24, 10, 30, 28)
_ENTITY_WEIGHTS: Final = (3, 7, 9, 10, 5, 8, 4, 2)
_CITIZEN_WEIGHTS: Final = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)


def _entity(serial: int) -> str:
    digits = f"{serial:08d}"
    rest = 11 - sum(int(sign) * weight for sign, weight in zip(digits, _ENTITY_WEIGHTS, strict=True)) % 11
    return digits + {10: "X", 11: "0"}.get(rest, str(rest))


def body_code(serial: int) -> str:
    """A unified social credit code of an organ (registrar 1, class 1); GB 32100."""
    return _uscc(f"11{DIVISION}{_entity(serial)}")


def firm_code(serial: int) -> str:
    """A unified social credit code of a business (registrar 9, class 2)."""
    return _uscc(f"92{DIVISION}{_entity(50_000_000 + serial)}")


def _uscc(first_17: str) -> str:
    total = sum(_USCC_SIGNS.index(sign) * weight for sign, weight in zip(first_17, _USCC_WEIGHTS, strict=True))
    return first_17 + _USCC_SIGNS[(31 - total % 31) % 31]


def citizen_code(serial: int, born: date) -> str:
    """A citizen identity number of the fictional division; GB 11643."""
    first_17 = f"{DIVISION}{born:%Y%m%d}{serial % 1000:03d}"
    total = sum(int(sign) * weight for sign, weight in zip(first_17, _CITIZEN_WEIGHTS, strict=True))
    return first_17 + "10X98765432"[total % 11]
