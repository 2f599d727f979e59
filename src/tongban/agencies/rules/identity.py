"""How a person's or firm's identifying values are written: one normal form each, and what is wrong with a value.

Check digits are the kernel's; here they are applied to what a form or an import brings.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass, field
from typing import Final

from tongban.kernel.identifiers import citizen_id_problem, phone_problem, uscc_problem
from tongban.kernel.refusals import Refusal

NAME_LENGTH = 60
ADDRESS_LENGTH = 120
# A landline as people write it: signs between area code, number and extension.
_EXTENSION: Final = re.compile(r"(?:转|分机|EXT\.?|#|X|(?<=\d{7})-)号?:?(\d{1,6})\Z")


@dataclass(frozen=True, slots=True)
class PartyFacts:
    """What identifies a party. `repr` shows nothing, so no traceback or log can."""

    name: str = field(repr=False)
    id_number: str = field(default="", repr=False)
    phone: str = field(default="", repr=False)
    address: str = field(default="", repr=False)


def normalise(what: str, value: str) -> str:
    """The form in which two writings of the same value are equal.

    `what` is id, phone, name or label: full-width letters become half-width, spaces and hyphens go from numbers, the
    letters of ids are upper case, the +86 of a phone goes, its extension follows 转; a name keeps single inner spaces.
    A label (a name as it is shown, an address) keeps its full-width signs.
    """
    if what == "label":
        return " ".join(unicodedata.normalize("NFC", value).split())
    text = unicodedata.normalize("NFKC", value).strip()
    if what == "name":
        return " ".join(text.split())
    if what == "phone":
        return _dialled(text)
    return _joined(text).upper()


def _joined(text: str) -> str:
    return "".join(ch for ch in text if ch not in " -\u2010\u2011\u2012\u2013\u2014\t")


def _dialled(text: str) -> str:
    """The digits of a phone; of a landline abroad's +86 and the brackets go, and an extension follows 转."""
    plain = re.sub(r"[\u2010-\u2014]", "-", "".join(text.split())).upper()
    landline = plain.removeprefix("+86").lstrip("-").startswith(("0", "(0"))
    found = _EXTENSION.search(plain) if landline else None
    number = _joined(plain[: found.start()] if found else plain).removeprefix("+86")
    if landline:
        number = number.replace("(", "").replace(")", "")
    return f"{number}转{found[1]}" if found else number


def _printable(text: str) -> bool:
    return not any(unicodedata.category(ch) in {"Cc", "Cs", "Co", "Cn", "Cf"} for ch in text)


def name_problem(name: str) -> Refusal | None:
    """Why a name cannot be registered, or None; 1 to 60 printable characters."""
    if not name:
        return Refusal("name_missing", "请填写姓名或单位名称。", "Give the name of the person or firm.")
    if len(name) > NAME_LENGTH:
        zh, en = "姓名或名称最多 60 个字，请核对。", "A name has at most 60 characters; check it."
        return Refusal("name_too_long", zh, en)
    if not _printable(name):
        zh = "姓名或名称里有不能显示的字符，请重新填写。"
        return Refusal("name_unprintable", zh, "The name has characters that cannot be shown; write it again.")
    return None


def identity_problem(kind: str, facts: PartyFacts) -> Refusal | None:
    """Why these normalised values cannot be registered, or None; an empty id number, phone or address is allowed."""
    found = name_problem(facts.name)
    if found is None and facts.id_number:
        found = uscc_problem(facts.id_number) if kind == "firm" else citizen_id_problem(facts.id_number)
    if found is None and facts.phone and kind == "person":
        found = phone_problem(facts.phone)
    if found is None and (len(facts.address) > ADDRESS_LENGTH or not _printable(facts.address)):
        found = Refusal("address_wrong", "地址最多 120 个字，请核对。", "An address has at most 120 characters.")
    return found
