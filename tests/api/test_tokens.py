"""Tokens of other systems: within a post, a purpose and scopes, until a day; never more than a person of the post."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from tests.api.conftest import ROOT, Caller, secret_of
from tests.api.test_problems import told
from tests.api.test_whole_way import submitted
from tests.cast import Cast
from tongban.agencies.actions.posts import record_absence
from tongban.agencies.actions.tokens import issue_token, revoke_token
from tongban.agencies.models import Token
from tongban.agencies.permissions import may_manage_tokens
from tongban.agencies.queries.tokens import bearer_of, tokens_of
from tongban.agencies.rules.tokens import MARK
from tongban.kernel.actor import SYSTEM
from tongban.kernel.refusals import Refused

Tokens = Callable[..., Caller]


def test_a_token_acts_in_its_post_and_the_act_stands_under_who_acts_there(cast: Cast, token: Tokens) -> None:
    me = token("market_review").get("/me").json()
    assert (me["post_id"], me["token_system"]) == (str(cast.county.posts["market_review"]), "省一体化平台")
    assert {"accept", "review"} <= set(me["duties"])


def test_with_a_away_b_acts_and_with_both_away_nobody(cast: Cast) -> None:
    secret, now = secret_of(cast, "market_review"), timezone.now()
    first, second = cast.county.holders["market_review"]
    span = {
        "starts": now - timedelta(hours=1),
        "ends": now + timedelta(days=1),
        "reason": "leave",
        "by": SYSTEM,
        "at": now,
    }
    record_absence(official_id=first, **span)
    assert bearer_of(secret, now).actor.ref == second
    assert bearer_of(secret, now).actor.cover_for == first


def test_a_token_that_does_not_hold_opens_nothing(cast: Cast) -> None:
    secret, now = secret_of(cast, "market_review"), timezone.now()
    with pytest.raises(Refused, match="token_unknown"):
        bearer_of(secret, now + timedelta(days=31))
    revoked = secret_of(cast, "window_1")
    by = cast.officer("system_admin", now)
    revoke_token(token_id=bearer_of(revoked, timezone.now()).token_id, by=by, at=timezone.now())
    for header in (f"Bearer {secret}x", f"Basic {secret}", "Bearer ", f"Bearer {revoked}"):
        told(Client().get(f"{ROOT}/me", headers={"Authorization": header}), 401, "token_unknown")


def test_scopes_are_a_part_of_the_posts_duties(cast: Cast, applicant: Caller, token: Tokens) -> None:
    case = submitted(applicant, cast)["case_id"]
    told(token("market_review", {"read"}).post(f"/cases/{case}/accept"), 403, "no_duty")
    told(token("market_review", {"accept"}).get(f"/cases/{case}"), 403, "token_read")
    with pytest.raises(Refused, match="token_scopes"):
        secret_of(cast, "market_review", {"decide"})
    with pytest.raises(Refused, match="token_scopes"):
        secret_of(cast, "system_admin", {"admin"})


def test_nobody_makes_a_token_with_a_token_nor_for_another_body(cast: Cast) -> None:
    now = timezone.now()
    head = cast.officer("market_decide", now)
    wanted: dict[str, Any] = {"purpose": "trial", "system": "自助终端", "scopes": {"read"}, "days": 1, "at": now}
    machine = bearer_of(secret_of(cast, "market_decide"), timezone.now()).actor
    issue_token(post_id=cast.county.posts["market_review"], by=head, **wanted)
    for by, post in (
        (head, "fire_review"),
        (cast.officer("market_review", now), "market_review"),
        (machine, "market_review"),
    ):
        with pytest.raises(Refused, match="not_for_tokens"):
            issue_token(post_id=cast.county.posts[post], by=by, **wanted)


def test_a_machine_with_the_heads_duties_would_pass_were_its_channel_not_asked(cast: Cast) -> None:
    """Seeded fault: the permission forgets that a token is no person."""
    machine = bearer_of(secret_of(cast, "market_decide"), timezone.now()).actor
    assert may_manage_tokens(machine, machine.body_id) is not None
    assert may_manage_tokens(replace(machine, channel="web"), machine.body_id) is None


def test_the_secret_is_nowhere_kept(cast: Cast, nobody: Caller) -> None:
    secret = secret_of(cast, "market_review")
    assert secret.startswith(MARK)
    assert secret not in str(Token.objects.values_list())
    assert [line.system for line in tokens_of(None)] == ["省一体化平台"]


def test_readings_of_persons_are_logged_with_the_purpose(cast: Cast, applicant: Caller, token: Tokens) -> None:
    case = submitted(applicant, cast)["case_id"]
    wanted: list[dict[str, Any]] = []

    def noted(**named: Any) -> None:
        wanted.append(named)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("tongban.agencies.queries.tokens.write_access", noted)
        token("market_review").get(f"/cases/{case}")
        token("market_review").get("/desk")
    assert [(one["purpose"], one["reason"], one["party_ids"]) for one in wanted] == [
        ("exchange", "省一体化平台", [cast.applicant])
    ] * 2


def test_what_cannot_be_logged_is_not_told(cast: Cast, applicant: Caller, token: Tokens) -> None:
    case = submitted(applicant, cast)["case_id"]

    def broken(**named: Any) -> None:
        raise RuntimeError

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("tongban.agencies.queries.tokens.write_access", broken)
        answer = token("market_review").get(f"/cases/{case}")
    assert answer.status_code == 500
    assert "陈" not in answer.content.decode()


def test_a_token_that_asks_too_often_waits(cast: Cast, token: Tokens, settings: Any) -> None:
    settings.TOKEN_REQUESTS_A_MINUTE = 2
    caller = token("market_review")
    answers = [caller.get("/me") for _ in range(6)]  # a minute may end once in between
    assert 429 in {one.status_code for one in answers}
    late = next(one for one in answers if one.status_code == 429)
    told(late, 429, "too_many")
    assert 0 < int(late["Retry-After"]) <= 60
    assert token("market_review").get("/me").status_code == 200


def test_a_session_proves_itself_before_it_changes_anything(cast: Cast, applicant: Caller) -> None:
    strict = Client(enforce_csrf_checks=True)
    strict.cookies = applicant.client.cookies
    wanted = {"version_id": str(cast.version_id)}
    told(strict.post(f"{ROOT}/my/drafts", wanted, content_type="application/json"), 403, "csrf")
    strict.get("/my/")
    proof = {"X-CSRFToken": "a" * 32}
    strict.cookies["csrftoken"] = "a" * 32
    assert strict.post(f"{ROOT}/my/drafts", wanted, content_type="application/json", headers=proof).status_code == 201


def test_a_token_beside_a_session_counts_alone(cast: Cast, applicant: Caller) -> None:
    header = {"Authorization": f"Bearer {secret_of(cast, 'market_review')}"}
    assert applicant.client.get(f"{ROOT}/me", headers=header).status_code == 200
    told(applicant.client.get(f"{ROOT}/my/cases", headers=header), 403, "citizens_only")


def test_citizens_and_officials_have_their_own_operations(applicant: Caller, nobody: Caller, cast: Cast) -> None:
    told(applicant.get("/desk"), 403, "staff_only")
    told(nobody.get("/desk"), 401, "sign_in")
    told(nobody.get("/my/cases"), 401, "sign_in")


def test_h3_an_official_without_the_second_step_is_nobody_here(official: Any, settings: Any) -> None:
    caller = official("market_review")
    assert caller.get("/me").status_code == 200
    settings.DEMO = False
    told(caller.get("/me"), 401, "sign_in")
