"""Who may do what with bodies, posts and personal data, as one table; no database."""

from uuid import UUID

import pytest

from tongban.agencies import permissions
from tongban.agencies.rules.masking import View
from tongban.kernel.actor import ANONYMOUS, SYSTEM, Actor, ActorKind

ME, OTHER, BODY, ELSEWHERE = (UUID(int=number) for number in range(1, 5))


def official(*duties, body=BODY):
    return Actor(ActorKind.OFFICIAL, ref=ME, post_id=UUID(int=9), body_id=body, duties=frozenset(duties))


CITIZEN = Actor(ActorKind.CITIZEN, ref=ME)
PROXY = Actor(ActorKind.CITIZEN, ref=ME, on_behalf_of=OTHER)
CLERK, HEAD, ADMIN, CENTRE = official("receive"), official("lead"), official("admin"), official("centre_manage")

TABLE = [
    # actor, administers, reveals, erases OTHER, records OTHER's absence in BODY, sees ME, sees OTHER
    (ANONYMOUS, False, False, False, False, View.PUBLIC, View.PUBLIC),
    (CITIZEN, False, False, False, False, View.FULL, View.PUBLIC),
    (PROXY, False, False, False, False, View.FULL, View.FULL),
    (CLERK, False, True, False, False, View.STAFF, View.STAFF),
    (official("review"), False, True, False, False, View.STAFF, View.STAFF),
    (official("decide"), False, True, False, False, View.STAFF, View.STAFF),
    (HEAD, False, False, False, True, View.STAFF, View.STAFF),
    (official("lead", body=ELSEWHERE), False, False, False, False, View.STAFF, View.STAFF),
    (CENTRE, False, False, False, False, View.STAFF, View.STAFF),
    (official("manage_list"), False, False, False, False, View.STAFF, View.STAFF),
    (ADMIN, True, False, True, True, View.STAFF, View.STAFF),
    (official(), False, False, False, False, View.STAFF, View.STAFF),
    (SYSTEM, True, False, True, True, View.PUBLIC, View.PUBLIC),
]


@pytest.mark.parametrize(("by", "administers", "reveals", "erases", "absence", "me", "other"), TABLE)
def test_the_table(by, administers, reveals, erases, absence, me, other):
    assert (permissions.may_administer(by) is None) is administers
    assert (permissions.may_reveal(by, "核对身份证原件", "QH1") is None) is reveals
    assert (permissions.may_erase(by, OTHER) is None) is erases
    assert (permissions.may_record_absence(by, OTHER, BODY) is None) is absence
    assert permissions.view_of(by, ME) is me
    assert permissions.view_of(by, OTHER) is other


def test_everybody_may_record_their_own_absence_and_erase_their_own_data():
    assert permissions.may_record_absence(official(), ME, ELSEWHERE) is None
    assert permissions.may_erase(CITIZEN, ME) is None


@pytest.mark.parametrize("reason", ["", "   ", "看看", "长" * 201])
def test_revealing_needs_a_reason(reason):
    assert permissions.may_reveal(CLERK, reason, "QH1").code == "reason_needed"


@pytest.mark.parametrize("case_ref", ["", " ", "Q" * 61])
def test_revealing_needs_a_case(case_ref):
    assert permissions.may_reveal(CLERK, "核对身份证原件", case_ref).code == "case_needed"


@pytest.mark.parametrize("absent", [[], ["张敏", "李伟"]])
def test_nobody_acting_names_who_and_the_head_in_both_languages(absent):
    refusal = permissions.both_absent("审查岗", absent, "吴刚")
    for language in ("zh", "en"):
        assert all(name in refusal.sentence(language) for name in [*absent, "吴刚", "审查岗"])
