"""Revoking, cancelling, replacing: the issuing body's decision, once, with ground and article."""

from dataclasses import replace

import pytest

from tongban.agencies.tests.factories import office
from tongban.certificates.actions import revoke_certificate
from tongban.certificates.queries import certificate, check_number
from tongban.certificates.tests.factories import AT, decider, issue
from tongban.kernel.ids import uuid7
from tongban.kernel.refusals import Refused
from tongban.ledger.queries import events_of

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(("ground", "state"), [("fraud", "revoked"), ("expired", "cancelled"), ("changed", "replaced")])
def test_the_ground_decides_the_state_and_the_ledger_tells_the_article(ground, state):
    at_office = office()
    ref = issue(at_office)
    revoke_certificate(certificate_id=ref.id, ground=ground, by=decider(at_office), at=AT)
    told = events_of("certificate", ref.id)[-1]
    assert certificate(ref.id).state == told.data["state"] == state
    assert "行政许可法" in told.data["article"]
    assert check_number(ref.number).finding == state


def test_a_second_time_is_refused():
    at_office = office()
    ref = issue(at_office)
    revoke_certificate(certificate_id=ref.id, ground="fraud", by=decider(at_office), at=AT)
    with pytest.raises(Refused, match="certificate_not_active"):
        revoke_certificate(certificate_id=ref.id, ground="expired", by=decider(at_office), at=AT)


@pytest.mark.parametrize("change", [{"duties": frozenset({"review"})}, {"body_id": uuid7()}])
def test_only_a_deciding_post_of_the_issuing_body_may(change):
    at_office = office()
    ref = issue(at_office)
    with pytest.raises(Refused, match="certificate_not_issuer"):
        revoke_certificate(certificate_id=ref.id, ground="fraud", by=replace(decider(at_office), **change), at=AT)
