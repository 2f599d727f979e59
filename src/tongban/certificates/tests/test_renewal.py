"""视为准予延续 on the record: once, from the day after expiry, however late the platform notices."""

from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from tongban.agencies.tests.factories import office
from tongban.certificates.actions import deem_certificate_renewed, revoke_certificate
from tongban.certificates.models import CertificatePeriod
from tongban.certificates.queries import check_number
from tongban.certificates.tests.factories import AT, decider, issue, numbered
from tongban.kernel.ids import uuid7
from tongban.kernel.refusals import Refused
from tongban.ledger.queries import events_of

pytestmark = pytest.mark.django_db
ZONE = ZoneInfo("Asia/Shanghai")
TURN = datetime(2031, 11, 26, 0, 0, 5, tzinfo=ZONE)


def deemed(ref, at=TURN, case_id=None):
    return deem_certificate_renewed(certificate_id=ref.id, case_id=case_id or uuid7(), at=at)


@pytest.mark.parametrize("late", [timedelta(), timedelta(days=3), timedelta(days=40)])
def test_it_counts_from_the_day_after_expiry_also_after_an_outage(late):
    ref = issue(office())
    found = deemed(ref, TURN + late)
    assert (found.origin_from, found.valid_to, found.deemed) == (date(2031, 11, 26), date(2036, 11, 25), True)
    assert check_number(ref.number, date(2036, 11, 25)).finding == "valid"


def test_the_ledger_and_the_period_tell_case_and_dates():
    ref, case_id = issue(office()), uuid7()
    deemed(ref, case_id=case_id)
    told, period = events_of("certificate", ref.id)[-1], CertificatePeriod.objects.get()
    assert (told.type, told.data["origin"], told.data["previous_to"]) == ("certificate.renewed", "deemed", "2031-11-25")
    assert (period.case_id, period.seq) == (case_id, told.seq)


def test_a_second_run_for_the_same_case_changes_nothing():
    ref, case_id = issue(office()), uuid7()
    first = deemed(ref, case_id=case_id)
    assert deemed(ref, TURN + timedelta(days=1), case_id).seq == first.seq


@pytest.mark.parametrize("early", [timedelta(seconds=6), timedelta(days=100)])
def test_before_the_last_day_has_passed_nothing_is_deemed(early):
    with pytest.raises(Refused, match="certificate_not_expired"):
        deemed(issue(office()), TURN - early)


def test_a_revoked_certificate_is_not_renewed_by_silence():
    at_office = numbered(office())
    ref = issue(at_office)
    revoke_certificate(certificate_id=ref.id, ground="fraud", reasons="材料系伪造", by=decider(at_office), at=AT)
    with pytest.raises(Refused, match="certificate_not_active"):
        deemed(ref)


def test_one_without_end_is_never_renewed():
    with pytest.raises(Refused, match="certificate_not_expired"):
        deemed(issue(office(), valid_to=None))
