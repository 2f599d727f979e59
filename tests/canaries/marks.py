"""Persons whose data can be recognised anywhere, and the search for them in every form in which bytes are written.

Each value of each person begins with the same rare mark, so one search finds all of them; masked values do not hit.
"""

from __future__ import annotations

import base64
import io
import zipfile
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache
from typing import Final
from urllib.parse import quote

from tongban.simulation.rules.codes import citizen_code

NAME, PHONE, BORN = "龘靐齉", "1660777", date(1903, 1, 1)
MARKS: Final = {"name or address": NAME, "identity number": "9908231903", "phone": PHONE}
SHORTEST: Final = 6  # what is shorter stands in many a file by chance
# Seven digits stand by chance in a hundred megabytes of what is sealed or a digest, when those are written in hex; what
# is there in the clear is found by its own hex.
HEX: Final = b"0123456789abcdefABCDEF"
LONG_RUN: Final = 32
SIGNS: Final = "甲乙丙丁戊己庚辛壬癸"


@dataclass(frozen=True, slots=True)
class Canary:
    """One person; name and address both bear the mark of names."""

    name: str
    id_number: str
    phone: str
    address: str


def canary(serial: int) -> Canary:
    """The person of a serial from 0 to 9,999."""
    name = NAME + "".join(SIGNS[int(digit)] for digit in f"{serial:04d}")
    number = citizen_code(serial % 100, BORN + timedelta(days=serial // 100))
    return Canary(name, number, f"{PHONE}{serial:04d}", f"{NAME}巷 {serial} 号")


@cache
def forms() -> tuple[tuple[str, bytes], ...]:
    """Every mark as it may stand in a file: plain, escaped, in hex, percent, base64 and UTF-16."""
    found = []
    for what, mark in MARKS.items():
        plain = mark.encode()
        found += [(what, plain), (f"{what}, hex", plain.hex().encode()), (f"{what}, HEX", plain.hex().upper().encode())]
        found += [(f"{what}, UTF-16", mark.encode("utf-16-le")), (f"{what}, UTF-16", mark.encode("utf-16-be"))]
        found += [(f"{what}, base64", inside(plain, start)) for start in range(3)]
        if not mark.isascii():
            found += [(f"{what}, escaped", mark.encode("unicode-escape")), (f"{what}, percent", quote(mark).encode())]
            found += [(f"{what}, entity", "".join(f"&#{ord(sign)};" for sign in mark).encode())]
    return tuple((what, form) for what, form in found if len(form) >= SHORTEST)


def inside(plain: bytes, start: int) -> bytes:
    """What of a value's base64 is the same whatever stands around it, when it begins at `start` of a group of three."""
    coded = base64.b64encode(b"\0" * start + plain)
    whole = (start + len(plain)) // 3 * 4
    return coded[0 if start == 0 else 4 : whole]


def hits(data: bytes, where: str) -> list[str]:
    """What of a person stands in some bytes, and where; archives (a workbook, a filing package) are opened."""
    if data.startswith(b"PK\x03\x04"):
        with zipfile.ZipFile(io.BytesIO(data)) as box:
            return [hit for name in box.namelist() for hit in hits(box.read(name), f"{where}:{name}")]
    return [f"{where}: {what}" for what, form in forms() if form in data and stands(form, data)]


def stands(form: bytes, data: bytes) -> bool:
    """Whether a mark stands there as itself; one of digits does not inside a long run of hex, `LONG_RUN` and over."""
    if not form.isdigit() or len(form) > len(MARKS["identity number"]):
        return True
    begins = data.find(form)
    while begins >= 0:
        ends = begins + len(form)
        left = data[max(0, begins - LONG_RUN) : begins]
        right = data[ends : ends + LONG_RUN]
        if (len(left) - len(left.rstrip(HEX))) + len(form) + (len(right) - len(right.lstrip(HEX))) < LONG_RUN:
            return True
        begins = data.find(form, ends)
    return False
