"""The pages of a person's rights say what is valid, what is under way, and until when it is kept."""

from __future__ import annotations

import re
from datetime import date, timedelta
from typing import Any
from uuid import UUID

import pytest
from django.template.loader import render_to_string
from django.utils import timezone, translation

from tests.cast import Cast, small_county
from tests.people import signed_in
from tests.rights.stage import someone
from tongban.certificates.actions.issue import issue_certificate
from tongban.kernel.actor import SYSTEM
from tongban.kernel.ids import uuid7
from tongban.rights.pages.seeing import kept_row
from tongban.rights.queries.standing import kept_of
from tongban.rights.rules.standing import Kept, Stand, after_years, kept_by_law


@pytest.fixture
def cast(db: None, settings: Any) -> Cast:
    settings.DEMO = True
    return small_county()


def told(kept: Kept | dict[str, Any]) -> str:
    """What the erase page says of one kind."""
    from_row = kept_row(kept if isinstance(kept, dict) else kept.plain())
    with translation.override("zh-hans"):
        return re.sub(r"<[^>]+>|\s", "", render_to_string("rights/kept.html", {"kept": [from_row]}))


def test_what_is_valid_is_not_called_open_and_its_term_is_named() -> None:
    until = date(2031, 11, 17)
    assert "还有5项有效，有效期最晚到2031年11月17日；之后保存到2041年11月17日。" in told(
        Kept("certificate", 5, 5, None, 10, until)
    )
    assert "还有5项有效，失效后保存10年。" in told(Kept("certificate", 5, 5, None, 10))
    assert "还有6项没有办结，办结后保存10年。" in told(Kept("order", 7, 6, None, 10))
    assert "保存到2036年11月19日。" in told(Kept("case", 6, 0, date(2036, 11, 19), 10))


def test_requests_of_before_name_the_years_of_today() -> None:
    assert "办结后保存30年" in told({"kind": "charge", "number": 1, "open": 1, "until": None})


def certificate(cast: Cast, holder: UUID, valid_to: date | None) -> None:
    """One that runs since a month."""
    content = {"title": "食品经营许可证", "number_word": "JY", "type_code": "11100000MB0143028R001"}
    now = timezone.now()
    issue_certificate(
        case_id=uuid7(), body_id=cast.county.bodies["market"], kind="food_business", holder=holder, content=content,
        valid_from=timezone.localdate(now) - timedelta(days=30), valid_to=valid_to, by=SYSTEM, at=now,
    )  # fmt: skip


@pytest.mark.parametrize("lasting", [False, True])
def test_the_day_by_which_certificates_end_is_known_unless_one_lasts(cast: Cast, lasting: bool) -> None:
    one, today = someone(0, cast), timezone.localdate()
    later = today + timedelta(days=400)
    assert kept_of(one.party, today) == ()
    for valid_to in (today + timedelta(days=30), None if lasting else later, later):
        certificate(cast, one.party, valid_to)
    (found,) = kept_of(one.party, today)
    assert (found.number, found.open, found.until, found.years) == (3, 3, None, 10)
    assert found.expires == (None if lasting else later)
    (after,) = kept_of(one.party, later + timedelta(days=1))
    assert after.until == (None if lasting else after_years(later, 10)), "what the page promised"


def test_the_tables_of_my_data_share_their_columns_and_count_in_words(cast: Cast) -> None:
    page = signed_in(someone(2, cast).account).get("/my/data/").content.decode()
    assert page.count('<table class="tab same">') == page.count("<table") > 2
    assert re.search(r'data-label="数量">\d+ 条</td>', page)


def test_a_kind_under_way_has_no_day_even_when_others_ended() -> None:
    day = date(2026, 3, 1)
    (kept,) = kept_by_law([Stand("mandate", 2, 1, day, day.replace(month=9))], {"keep.case_years": 10}, day)
    assert (kept.until, kept.years, kept.expires) == (None, 10, day.replace(month=9))
