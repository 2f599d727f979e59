"""How a person's or firm's identifying values are written: one normal form each, and what is wrong with a value.

Check digits are the kernel's; here they are applied to what a form or an import brings.
"""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass, field

from tongban.kernel.identifiers import citizen_id_problem, mobile_problem, uscc_problem
from tongban.kernel.refusals import Refusal

NAME_LENGTH = 60
ADDRESS_LENGTH = 120


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
    letters of ids are upper case, the +86 of a mobile number goes; a name keeps single inner spaces. A label (a name as
    it is shown, an address) keeps its full-width signs.
    """
    if what == "label":
        return " ".join(unicodedata.normalize("NFC", value).split())
    text = unicodedata.normalize("NFKC", value).strip()
    if what == "name":
        return " ".join(text.split())
    text = "".join(ch for ch in text if ch not in " -\u2010\u2011\u2012\u2013\u2014\t").upper()
    return text.removeprefix("+86") if what == "phone" else text


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
        found = mobile_problem(facts.phone)
    if found is None and (len(facts.address) > ADDRESS_LENGTH or not _printable(facts.address)):
        found = Refusal("address_wrong", "地址最多 120 个字，请核对。", "An address has at most 120 characters.")
    return found
