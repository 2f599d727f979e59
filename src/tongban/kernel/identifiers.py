"""Check characters and shapes of the codes people type: unified social credit code, citizen id, item codes, mobile
number, electronic certificate identifier.

Each `*_problem` answers None when the code holds, else a refusal that names the mend and never repeats the code, which
is personal. Whether a code was ever given to anybody is not known here; a division in a code is a hint of where it was
given out, not of where somebody lives.
"""

from __future__ import annotations

import re
from datetime import date
from typing import Final

from tongban.kernel.refusals import Refusal

# GB 32100: digits and capitals without I, O, S, V, Z; the weight of place i is 3^i mod 31.
_USCC_ALPHABET: Final = "0123456789ABCDEFGHJKLMNPQRTUWXY"
_USCC_VALUES: Final = {character: value for value, character in enumerate(_USCC_ALPHABET)}
_USCC_LENGTH: Final = 18
_ENTITY_WEIGHTS: Final = (3, 7, 9, 10, 5, 8, 4, 2)
_ENTITY_ALPHABET: Final = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ"

# GB 11643: ISO 7064 MOD 11-2.
_CITIZEN_WEIGHTS: Final = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
_CITIZEN_CHECKS: Final = "10X98765432"
_CITIZEN_LENGTH: Final = 18
_FIRST_BIRTH_YEAR: Final = 1850

_CERTIFICATE_ROOT: Final = "1.2.156.3005.2"
_CERTIFICATE_ALPHABET: Final = _ENTITY_ALPHABET
_CERTIFICATE: Final = re.compile(
    r"1\.2\.156\.3005\.2\.([0-9A-Z]{21})\.([0-9A-Z]{18})\.([0-9A-Z]{1,64})\.([0-9]{3})\.([0-9A-Z])"
)

_MOBILE: Final = re.compile(r"1[3-9][0-9]{9}")
_MOBILE_LENGTH: Final = 11
# Area code 区号: 010 and 02x have two digits after the nought, all others three; an extension 分机 follows 转.
_LANDLINE: Final = re.compile(r"0(?:(?:10|2[0-9])[2-9][0-9]{7}|[3-9][0-9]{2}[2-9][0-9]{6,7})(?:转[0-9]{1,6})?")
_NO_AREA: Final = re.compile(r"[2-9][0-9]{6,7}(?:转[0-9]{1,6})?")
_BASIC_ITEM_CODE: Final = re.compile(r"[0-9]{12}")
_ITEM_CODE_LENGTHS: Final = {12: "basic", 31: "implementing", 33: "handling"}
_EXERCISE_LEVELS: Final = "12345"


def uscc_problem(code: str) -> Refusal | None:
    """What is wrong with a unified social credit code 统一社会信用代码 (GB 32100), or None."""
    if len(code) != _USCC_LENGTH:
        return _length("uscc_length", "统一社会信用代码", "unified social credit code", _USCC_LENGTH, len(code))
    for place, character in enumerate(code, 1):
        if character not in _USCC_VALUES:
            return Refusal(
                "uscc_character",
                zh="统一社会信用代码第 {place} 位只能是数字或大写字母，且不含 I、O、S、V、Z，请核对。",
                en="Character {place} of the unified social credit code must be a digit or a capital other than "
                "I, O, S, V, Z. Check it.",
                params={"place": place},
            )
    if _uscc_check(code[:17]) != code[17]:
        return _check_character("uscc_check", "统一社会信用代码", "unified social credit code")
    return None


def _uscc_check(first_17: str) -> str:
    total = sum(_USCC_VALUES[character] * pow(3, place, 31) for place, character in enumerate(first_17))
    return _USCC_ALPHABET[-total % 31]


def entity_code_problem(code: str) -> Refusal | None:
    """What is wrong with an organisation code 组织机构代码 (GB 11714), or None.

    It is places 9 to 17 of a social credit code.
    """
    if len(code) != len(_ENTITY_WEIGHTS) + 1:
        return _length("entity_code_length", "组织机构代码", "organisation code", len(_ENTITY_WEIGHTS) + 1, len(code))
    for place, character in enumerate(code, 1):
        if character not in _ENTITY_ALPHABET:
            return Refusal(
                "entity_code_character",
                zh="组织机构代码第 {place} 位只能是数字或大写字母，请核对。",
                en="Character {place} of the organisation code must be a digit or a capital letter. Check it.",
                params={"place": place},
            )
    total = sum(_ENTITY_ALPHABET.index(c) * weight for c, weight in zip(code, _ENTITY_WEIGHTS, strict=False))
    if "0123456789X0"[-total % 11] != code[8]:
        return _check_character("entity_code_check", "组织机构代码", "organisation code", 9)
    return None


def citizen_id_problem(code: str, *, on: date | None = None) -> Refusal | None:
    """What is wrong with a citizen id 公民身份号码 (GB 11643): length, characters, birth date, last character; or None.

    With `on`, a birth after that day is refused too. The division is not looked up: codes of divisions that are gone
    live on.
    """
    if len(code) != _CITIZEN_LENGTH:
        return _length("citizen_id_length", "身份证号", "citizen id", _CITIZEN_LENGTH, len(code))
    for place, character in enumerate(code, 1):
        if character not in "0123456789" and (place < _CITIZEN_LENGTH or character != "X"):
            return _citizen_character(place)
    birth = _birth(code)
    if birth is None or birth.year < _FIRST_BIRTH_YEAR or (on is not None and birth > on):
        return Refusal(
            "citizen_id_birth",
            zh="身份证号第 7 至 14 位不是可能的出生日期，请核对。",
            en="Characters 7 to 14 of the citizen id are no possible date of birth. Check them.",
        )
    total = sum(int(character) * weight for character, weight in zip(code, _CITIZEN_WEIGHTS, strict=False))
    if _CITIZEN_CHECKS[total % 11] != code[17]:
        return _check_character("citizen_id_check", "身份证号", "citizen id")
    return None


def citizen_id_birth(code: str) -> date:
    """The date of birth in a citizen id that holds; raises `ValueError` for one that does not."""
    birth = _birth(code)
    if birth is None:
        raise ValueError("not a citizen id")
    return birth


def citizen_id_division(code: str) -> str:
    """The division in which a citizen id was given out (six digits): a hint only, people and boundaries move."""
    return code[:6]


def _birth(code: str) -> date | None:
    try:
        return date(int(code[6:10]), int(code[10:12]), int(code[12:14]))
    except ValueError:
        return None


def _citizen_character(place: int) -> Refusal:
    if place == _CITIZEN_LENGTH:
        return Refusal(
            "citizen_id_character",
            zh="身份证号第 18 位只能是数字或大写 X，请核对末位。",
            en="Character 18 of the citizen id must be a digit or a capital X. Check the last character.",
        )
    return Refusal(
        "citizen_id_character",
        zh="身份证号第 {place} 位只能是数字，请核对。",
        en="Character {place} of the citizen id must be a digit. Check it.",
        params={"place": place},
    )


def mod_37_36(text: str) -> str:
    """The check character of ISO 7064 MOD 37,36 for text of digits and capitals; raises `ValueError` for others."""
    product = 36
    for character in text:
        product = (product + _CERTIFICATE_ALPHABET.index(character)) % 36 or 36
        product = product * 2 % 37
    return _CERTIFICATE_ALPHABET[(37 - product) % 36]


def certificate_identifier(*, type_code: str, issuer: str, serial: str, version: int = 1) -> str:
    """The identifier of an electronic certificate 电子证照标识 (GB/T 36904) with its check character.

    `type_code` is the defining body's social credit code and three characters, `issuer` the issuing body's social
    credit code, `serial` digits and capitals, `version` 1 to 999. Raises `ValueError` when a part does not fit.
    """
    parts = (type_code, issuer, serial, f"{version:03d}")
    identifier = ".".join((_CERTIFICATE_ROOT, *parts, mod_37_36("".join(parts))))
    if certificate_identifier_problem(identifier) is not None:
        raise ValueError("a part of the certificate identifier does not fit")
    return identifier


def certificate_identifier_problem(identifier: str) -> Refusal | None:
    """What is wrong with a certificate identifier: shape, social credit codes, last character; or None."""
    match = _CERTIFICATE.fullmatch(identifier)
    if match is None or match[4] == "000":
        return Refusal(
            "certificate_identifier_shape",
            zh="电子证照标识应为 1.2.156.3005.2、类型代码 21 位、颁发机构代码 18 位、流水号、版本号 3 位、校验位，"
            "以点相连，请核对。",
            en="A certificate identifier is 1.2.156.3005.2, a type code of 21 characters, an issuer of 18, a serial "
            "number, a version of 3 digits and a check character, joined by dots. Check it.",
        )
    for code in (match[1][:18], match[2]):
        problem = uscc_problem(code)
        if problem is not None:
            return problem
    if mod_37_36("".join(match.groups()[:4])) != match[5]:
        return Refusal(
            "certificate_identifier_check",
            zh="电子证照标识的末位不符，请核对全部数字和字母。",
            en="The last character of the certificate identifier does not match. Check all digits and letters.",
        )
    return None


def item_code_problem(code: str) -> Refusal | None:
    """What is wrong with an item code 事项编码, or None.

    Basic 基本编码: 12 digits. Implementing 实施编码: 31 (social credit code, level 1 to 5, basic code). Handling
    业务办理项编码: 33 (two digits more). Local codes have shapes of their own and do not belong here.
    """
    if len(code) not in _ITEM_CODE_LENGTHS:
        return Refusal(
            "item_code_length",
            zh="事项编码应为 12 位（基本编码）、31 位（实施编码）或 33 位（业务办理项编码），"
            "现为 {length} 位，请核对。",
            en="An item code has 12 characters (basic), 31 (implementing) or 33 (handling); this one has {length}. "
            "Check it.",
            params={"length": len(code)},
        )
    basic = code if len(code) == 12 else code[19:31]
    if not _BASIC_ITEM_CODE.fullmatch(basic) or not re.fullmatch(r"[0-9]*", code[31:]):
        return Refusal(
            "item_code_digits",
            zh="事项编码中的基本编码 12 位和业务办理项 2 位只能是数字，请核对。",
            en="The 12 characters of the basic code and the 2 of the handling item must be digits. Check them.",
        )
    return None if len(code) == 12 else _implementing_problem(code)


def _implementing_problem(code: str) -> Refusal | None:
    problem = uscc_problem(code[:18])
    if problem is None and code[18] not in _EXERCISE_LEVELS:
        return Refusal(
            "item_code_level",
            zh="事项编码第 19 位是行使层级，应为 1 至 5，请核对。",
            en="Character 19 of the item code is the level of exercise and must be 1 to 5. Check it.",
        )
    return problem


def mobile_problem(number: str) -> Refusal | None:
    """What is wrong with a mobile number of the mainland: 11 digits beginning 13 to 19; or None."""
    if len(number) != _MOBILE_LENGTH:
        return _length("mobile_length", "手机号", "mobile number", _MOBILE_LENGTH, len(number))
    if not _MOBILE.fullmatch(number):
        return Refusal(
            "mobile_digits",
            zh="手机号应为 11 位数字，以 13 至 19 开头，请核对。",
            en="A mobile number is 11 digits beginning with 13 to 19. Check it.",
        )
    return None


def phone_problem(number: str) -> Refusal | None:
    """What is wrong with a number under which somebody is called: a mobile one, or a landline 座机 with its area code
    and perhaps an extension (`01066668888转801`); or None. What is sent a text message needs `mobile_problem`.
    """
    if _LANDLINE.fullmatch(number):
        return None
    if number.startswith("1"):
        return mobile_problem(number)
    if _NO_AREA.fullmatch(number):
        return Refusal(
            "phone_area",
            zh="座机要写区号，例如区号 010 写成 010-66668888，请补上区号。",
            en="A landline needs its area code, for example 010-66668888. Add it.",
        )
    return Refusal(
        "phone_shape",
        zh="电话应为 11 位手机号，或者带区号的座机号（例如 010-66668888，有分机的再写“转801”），请核对。",
        en="Give a mobile number of 11 digits, or a landline with its area code (010-66668888, and “转801” for an "
        "extension). Check it.",
    )


def _length(code: str, zh: str, en: str, wanted: int, found: int) -> Refusal:
    return Refusal(
        code,
        zh="{name_zh}应为 {wanted} 位，现为 {found} 位，请核对。",
        en="The {name_en} has {wanted} characters; this one has {found}. Check it.",
        params={"name_zh": zh, "name_en": en, "wanted": wanted, "found": found},
    )


def _check_character(code: str, zh: str, en: str, place: int = 18) -> Refusal:
    return Refusal(
        code,
        zh="{name}第 {place} 位不符，请核对末位。".replace("{name}", zh),
        en="Character {place} of the {name} does not match. Check the last character.".replace("{name}", en),
        params={"place": place},
    )
