"""Legal forms as data: what each allows, and the sentence with its article where it does not."""

from __future__ import annotations

from dataclasses import replace

import pytest

from tongban.delegation.rules.forms import FORMS, Authority, Wish, form_problems
from tongban.powerlist.rules.codes import LEGAL_FORMS
from tongban.powerlist.rules.holdings import ANSWERS, HOLDER

PROVINCE = Authority("province", "青政发〔2026〕1号", published=True)
COUNTY = Authority("county", "青禾政发〔2026〕8号", published=True)
DECIDE = frozenset({"decide"})
TRANSFER = Wish("transferred", "02", DECIDE, "department", "township", PROVINCE, termed=False)
ENTRUST = Wish("entrusted", "01", DECIDE, "department", "township", COUNTY, termed=True)
ASSIST = Wish("co_handling", "05", frozenset({"accept"}), "department", "village", COUNTY, termed=False)
TEAM = Wish("posted_team", "06", DECIDE, "department", "township", COUNTY, termed=False)
MERGED = Wish("concentrated", "01", DECIDE, "department", "department", PROVINCE, termed=False)

CASES = [
    (TRANSFER, []),
    (ENTRUST, []),
    (ASSIST, []),
    (TEAM, []),
    (MERGED, []),
    (replace(TRANSFER, authority=COUNTY), ["form.authority"]),
    (replace(TRANSFER, authority=replace(PROVINCE, published=False)), ["form.published"]),
    (replace(TRANSFER, authority=replace(PROVINCE, number=" ")), ["form.number"]),
    (replace(TRANSFER, receiver_kind="department"), ["form.receiver"]),
    (replace(TRANSFER, receiver_kind="village"), ["form.village"]),
    (replace(TRANSFER, giver_form="entrusted"), ["form.passed_on"]),
    (replace(ENTRUST, item_type="03"), ["form.compulsion"]),
    (replace(TEAM, item_type="03"), ["form.compulsion"]),
    (replace(ENTRUST, receiver_kind="centre"), ["form.organ"]),
    (replace(ENTRUST, item_type="05", receiver_kind="centre"), []),
    (replace(ENTRUST, termed=False), ["form.term"]),
    (replace(ENTRUST, own_power=False), ["form.not_own"]),
    (replace(ASSIST, functions=frozenset({"accept", "review"})), ["form.village_accepts"]),
    (replace(ASSIST, receiver_kind="township", functions=DECIDE), ["form.functions"]),
    (replace(MERGED, authority=COUNTY), ["form.authority"]),
    (replace(TRANSFER, form="free"), ["form.unknown"]),
]


@pytest.mark.parametrize(("wish", "codes"), CASES, ids=[f"{n}" for n in range(len(CASES))])
def test_a_form_allows_what_the_law_allows(wish: Wish, codes: list[str]) -> None:
    assert [one.code for one in form_problems(wish)] == codes


@pytest.mark.parametrize("wish", [wish for wish, codes in CASES if codes])
def test_each_refusal_is_a_sentence_in_both_languages(wish: Wish) -> None:
    for one in form_problems(wish):
        assert one.sentence("zh").endswith("。")
        assert one.sentence("en").endswith(".")


def test_who_is_liable_agrees_with_whom_the_list_names_as_respondent() -> None:
    for code, form in FORMS.items():
        assert code in LEGAL_FORMS
        assert code == "co_handling" or (form.liable == "receiver") == (ANSWERS[code] == HOLDER)


def test_compulsion_is_closed_to_every_form_that_does_not_give_the_power_itself() -> None:
    closed = {code for code, form in FORMS.items() if "03" in form.never}
    assert closed == {"entrusted", "posted_team"}
    broken = replace(FORMS["entrusted"], never=frozenset())
    assert "03" not in broken.never
