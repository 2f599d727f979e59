"""Registering, finding again, correcting and erasing parties."""

import pytest

from tongban.agencies import actions, queries
from tongban.agencies.models import Party
from tongban.agencies.tests.factories import AT, office, person
from tongban.kernel.actor import SYSTEM, Actor, ActorKind
from tongban.kernel.refusals import Refused

pytestmark = pytest.mark.django_db


def itself(party_id):
    return Actor(ActorKind.CITIZEN, ref=party_id)


def test_the_same_number_gives_the_same_party_however_it_is_written():
    wide = "１１０１０５１９４９１２３１００２Ｘ"
    assert person() == person(id_number=" 110105 19491231 002x ") == person(id_number=wide)


def test_a_number_under_another_name_is_refused_and_tells_no_name():
    person()
    with pytest.raises(Refused) as refused:
        person(name="张大山")
    assert refused.value.refusal.code == "name_differs"
    assert "陈" not in refused.value.refusal.sentence()


def test_persons_without_a_number_are_two_persons():
    assert person(id_number="") != person(id_number="")


def test_nothing_that_identifies_stands_in_the_row():
    row = Party.objects.values_list().get(pk=person())
    raw = b"".join(
        value if isinstance(value, bytes) else bytes(value) if isinstance(value, memoryview) else str(value).encode()
        for value in row
    )
    assert not any(secret.encode() in raw for secret in ("陈小芳", "11010519491231002X", "13800138000"))


def test_a_corrected_phone_is_what_the_person_sees():
    party = person()
    actions.correct_party(party_id=party, phone="13900139000", by=itself(party), at=AT)
    assert queries.party_cards([party], viewer=itself(party))[party].phone == "13900139000"


def test_texts_sealed_before_a_correction_stay_readable():
    party = person()
    sealed = queries.seal(queries.sealing_key(party), b"answers")
    actions.correct_party(party_id=party, name="陈小方", by=itself(party), at=AT)
    assert queries.unseal(queries.sealing_key(party), sealed) == b"answers"


def test_others_cannot_correct_or_erase():
    party, other = person(), person(id_number="")
    with pytest.raises(Refused):
        actions.correct_party(party_id=party, name="陈", by=itself(other), at=AT)
    with pytest.raises(Refused):
        actions.erase_party(party_id=party, ground="own_wish", by=itself(other), at=AT)


def test_an_erased_party_is_gone_and_its_number_is_free_again():
    party = person()
    actions.erase_party(party_id=party, ground="own_wish", by=itself(party), at=AT)
    card = queries.party_cards([party], viewer=SYSTEM)[party]
    assert card.erased
    assert card.name == ""
    assert Party.objects.filter(pk=party).values_list("id_bidx", "phone_bidx", "name_bidx").get() == (None, None, None)
    assert person() != party


def test_cards_of_a_hundred_cost_one_statement(django_assert_max_num_queries):
    ids = [person(id_number="") for _ in range(100)]
    office()
    with django_assert_max_num_queries(2):
        assert len(queries.party_cards(ids, viewer=SYSTEM)) == 100


@pytest.mark.parametrize("name", ["", "\x00陈", "陈" * 61, "陈\u202e芳", "陈\ud800", "陈\x1b[31m", "\u200b"])
def test_names_that_cannot_be_shown_are_refused(name):
    with pytest.raises(Refused):
        person(name=name)


@pytest.mark.parametrize("number", ["\x00", "1" * 10_000, "110105194912310020", "11010519491231002\ud800", "abc"])
def test_wrong_numbers_are_refused(number):
    with pytest.raises(Refused):
        person(id_number=number)
