"""What the system administrator did in the last days: somebody new, a token given and taken back, an absence at night.

So that the audit administrator's page has something to show; nothing of it changes who handles what.
"""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Final

from django.utils import timezone

from tongban.agencies.actions.posts import record_absence, register_official
from tongban.agencies.actions.tokens import issue_token, revoke_token
from tongban.agencies.queries import actor_of
from tongban.kernel.actor import Actor
from tongban.simulation.actions.bodies import County

ADMIN: Final = "system_admin"


def build_administration(county: County, *, until: datetime) -> int:
    """Plays four acts of the system administrator up to `until`; answers how many."""
    at = _moment(until, days=6, hour=10)
    register_official(
        username="han_xin", password=None, name_zh="韩新", name_en="Han Xin", staff_no="QH-N001",
        body_id=county.bodies["market"], by=_admin(county, at), at=at,
    )  # fmt: skip
    at = _moment(until, days=5, hour=15)
    token = issue_token(
        post_id=county.posts["market_review"], purpose="trial", system="省一体化平台（联调）", scopes=["read"], days=30,
        by=_admin(county, at), at=at,
    )  # fmt: skip
    at = _moment(until, days=3, hour=21)
    official = county.holders["urban_review"][1]
    record_absence(
        official_id=official, starts=at, ends=at + timedelta(hours=12), reason="sick", by=_admin(county, at), at=at
    )
    at = _moment(until, days=2, hour=9)
    revoke_token(token_id=token.id, by=_admin(county, at), at=at)
    return 4


def _moment(until: datetime, *, days: int, hour: int) -> datetime:
    return timezone.localtime(until - timedelta(days=days)).replace(hour=hour, minute=20)


def _admin(county: County, at: datetime) -> Actor:
    return actor_of(county.holders[ADMIN][0], county.posts[ADMIN], at)
