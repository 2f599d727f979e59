"""Codes that people type: the standards' own examples, every single slip found, and sentences that name the mend."""

from datetime import date

import pytest

from tongban.kernel.identifiers import (
    certificate_identifier,
    certificate_identifier_problem,
    citizen_id_birth,
    citizen_id_division,
    citizen_id_problem,
    entity_code_problem,
    item_code_problem,
    mobile_problem,
    mod_37_36,
    phone_problem,
    uscc_problem,
)

USCCS = ["11511301008778183N", "115113010833722043", "91350100M000100Y43", "11100000000013338W", "11110000000021135M"]
CITIZEN_IDS = ["11010519491231002X", "440524188001010014"]
CERTIFICATE = "1.2.156.3005.2.11100000000013338W011.11110000000021135M.20230329701.003.Y"
BASIC = "000131012000"


def code_of(problem: object) -> str | None:
    return getattr(problem, "code", None)


@pytest.mark.parametrize("code", USCCS)
def test_social_credit_codes_of_the_standards_hold(code: str) -> None:
    assert uscc_problem(code) is None
    assert entity_code_problem(code[8:17]) is None


@pytest.mark.parametrize("code", CITIZEN_IDS)
def test_citizen_ids_of_the_standard_hold(code: str) -> None:
    assert citizen_id_problem(code) is None


def slips(code: str, alphabet: str) -> list[str]:
    """Every code that differs in one character."""
    return [code[:i] + other + code[i + 1 :] for i in range(len(code)) for other in alphabet if other != code[i]]


@pytest.mark.parametrize("code", USCCS)
def test_every_single_slip_in_a_social_credit_code_is_found(code: str) -> None:
    assert all(uscc_problem(slip) for slip in slips(code, "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ"))


@pytest.mark.parametrize("code", CITIZEN_IDS)
def test_every_single_slip_in_a_citizen_id_is_found(code: str) -> None:
    assert all(citizen_id_problem(slip) for slip in slips(code, "0123456789X"))


def test_a_check_without_weights_would_miss_swapped_digits() -> None:
    swapped = "11010519491213002X"
    assert sum(map(int, swapped[:17])) == sum(map(int, CITIZEN_IDS[0][:17]))
    assert citizen_id_problem(swapped) is not None


@pytest.mark.parametrize(
    ("code", "problem"),
    [
        ("", "uscc_length"),
        ("11511301008778183N0", "uscc_length"),
        ("11511301008778183n", "uscc_character"),
        ("1151130100877818SN", "uscc_character"),
        ("１1511301008778183N", "uscc_character"),
        ("11511301008778183M", "uscc_check"),
    ],
)
def test_social_credit_codes_that_do_not_hold(code: str, problem: str) -> None:
    assert code_of(uscc_problem(code)) == problem


@pytest.mark.parametrize(
    ("code", "problem"),
    [
        ("1234567", "entity_code_length"),
        ("00877818-", "entity_code_character"),
        ("008778184", "entity_code_check"),
        ("000000000", None),
    ],
)
def test_organisation_codes(code: str, problem: str | None) -> None:
    assert code_of(entity_code_problem(code)) == problem


@pytest.mark.parametrize(
    ("code", "problem"),
    [
        ("11010519491231002", "citizen_id_length"),
        ("110105194912310021", "citizen_id_check"),
        ("11010519491231002x", "citizen_id_character"),
        ("1101051949123100XX", "citizen_id_character"),
        ("١1010519491231002X", "citizen_id_character"),
        ("110105194913310021", "citizen_id_birth"),
        ("110105194902290021", "citizen_id_birth"),
        ("110105100001010021", "citizen_id_birth"),
        ("110105000001010021", "citizen_id_birth"),
    ],
)
def test_citizen_ids_that_do_not_hold(code: str, problem: str) -> None:
    assert code_of(citizen_id_problem(code)) == problem


def test_a_birth_after_the_day_asked_is_refused() -> None:
    assert citizen_id_problem(CITIZEN_IDS[0], on=date(1949, 12, 31)) is None
    assert code_of(citizen_id_problem(CITIZEN_IDS[0], on=date(1949, 12, 30))) == "citizen_id_birth"


def test_birth_and_division_are_read_from_a_citizen_id() -> None:
    assert citizen_id_birth(CITIZEN_IDS[0]) == date(1949, 12, 31)
    assert citizen_id_division(CITIZEN_IDS[0]) == "110105"
    with pytest.raises(ValueError, match="not a citizen id"):
        citizen_id_birth("110105194913310021")


def test_the_sentence_names_the_mend_in_both_languages() -> None:
    problem = citizen_id_problem("110105194912310021")
    assert problem is not None
    assert problem.sentence("zh") == "身份证号第 18 位不符，请核对末位。"
    assert problem.sentence("en") == "Character 18 of the citizen id does not match. Check the last character."


@pytest.mark.parametrize(
    "problem",
    [
        uscc_problem("1"), uscc_problem("11511301008778183n"), uscc_problem("11511301008778183M"),
        entity_code_problem("1"), entity_code_problem("00877818-"), entity_code_problem("008778184"),
        citizen_id_problem("1"), citizen_id_problem("a" * 18), citizen_id_problem("11010519491231002x"),
        citizen_id_problem("110105194913310021"), mobile_problem("1"), mobile_problem("2" * 11),
        item_code_problem("1"), item_code_problem("a" * 12), item_code_problem(USCCS[4] + "9" + BASIC),
        certificate_identifier_problem("1"), certificate_identifier_problem(CERTIFICATE[:-1] + "X"),
    ],
)  # fmt: skip
def test_every_refusal_has_a_whole_sentence_in_both_languages(problem: object) -> None:
    chinese, english = problem.sentence("zh"), problem.sentence("en")  # type: ignore[attr-defined]
    assert chinese.endswith("。")
    assert english.endswith(".")
    assert not {"{", "}"} & set(chinese + english)


def test_check_character_mod_37_36() -> None:
    assert mod_37_36("A12425GABC1234002") == "M"
    with pytest.raises(ValueError, match="substring"):
        mod_37_36("a")


def test_a_certificate_identifier_is_built_with_its_check_character() -> None:
    parts = {"type_code": "11100000000013338W011", "issuer": "11110000000021135M", "serial": "20230329701"}
    assert certificate_identifier(**parts, version=3) == CERTIFICATE
    assert certificate_identifier_problem(CERTIFICATE) is None


def test_a_certificate_identifier_of_parts_that_do_not_fit_is_not_built() -> None:
    with pytest.raises(ValueError, match="does not fit"):
        certificate_identifier(type_code="11100000000013338W011", issuer="11110000000021135N", serial="1")


@pytest.mark.parametrize(
    ("identifier", "problem"),
    [
        (CERTIFICATE.lower(), "certificate_identifier_shape"),
        (CERTIFICATE.replace(".003.", ".000."), "certificate_identifier_shape"),
        (CERTIFICATE.replace("3005", "3006"), "certificate_identifier_shape"),
        (CERTIFICATE.replace("21135M", "21135N"), "uscc_check"),
        (CERTIFICATE.replace("13338W", "13338X"), "uscc_check"),
        (CERTIFICATE.replace("701.003", "702.003"), "certificate_identifier_check"),
    ],
)
def test_certificate_identifiers_that_do_not_hold(identifier: str, problem: str) -> None:
    assert code_of(certificate_identifier_problem(identifier)) == problem


@pytest.mark.parametrize(
    ("code", "problem"),
    [
        (BASIC, None),
        (USCCS[4] + "3" + BASIC, None),
        (USCCS[4] + "3" + BASIC + "01", None),
        ("", "item_code_length"),
        (BASIC + "0", "item_code_length"),
        ("00013101200A", "item_code_digits"),
        (USCCS[4] + "3" + BASIC + "0A", "item_code_digits"),
        (USCCS[4] + "6" + BASIC, "item_code_level"),
        (USCCS[4][:-1] + "N" + "3" + BASIC, "uscc_check"),
    ],
)
def test_item_codes(code: str, problem: str | None) -> None:
    assert code_of(item_code_problem(code)) == problem


@pytest.mark.parametrize(
    ("number", "problem"),
    [
        ("13800138000", None),
        ("19912345678", None),
        ("1380013800", "mobile_length"),
        ("12800138000", "mobile_digits"),
        ("1380013800a", "mobile_digits"),
        ("１３800138000", "mobile_digits"),
    ],
)
def test_mobile_numbers(number: str, problem: str | None) -> None:
    assert code_of(mobile_problem(number)) == problem


@pytest.mark.parametrize(
    ("number", "problem"),
    [
        ("13800138000", None),
        ("01066668888", None),
        ("02166668888", None),
        ("05166668888", None),
        ("051688881234", None),
        ("051688881234转801", None),
        ("01066668888转1", None),
        ("1380013800", "mobile_length"),
        ("12800138000", "mobile_digits"),
        ("66668888", "phone_area"),
        ("6666888转801", "phone_area"),
        ("0106666888", "phone_shape"),
        ("010166688888", "phone_shape"),
        ("00066668888", "phone_shape"),
        ("0516888812345", "phone_shape"),
        ("051688881234转", "phone_shape"),
        ("051688881234转1234567", "phone_shape"),
        ("０１０66668888", "phone_shape"),
        ("13800138000转801", "mobile_length"),
        ("座机", "phone_shape"),
    ],
)
def test_numbers_under_which_somebody_is_called(number: str, problem: str | None) -> None:
    assert code_of(phone_problem(number)) == problem


def test_no_landline_is_taken_for_a_mobile() -> None:
    """What is sent a text message stays mobile."""
    assert code_of(mobile_problem("01066668888")) == "mobile_digits"
