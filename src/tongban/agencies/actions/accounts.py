"""Accounts of citizens, and the roles that demonstration mode offers; officials' come with `register_official`."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from allauth.mfa.models import Authenticator
from django.conf import settings
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction

from tongban.agencies import events
from tongban.agencies.actions.recording import go_on, stop
from tongban.agencies.models import DemoRole, User
from tongban.agencies.permissions import may_administer, may_reset_access
from tongban.kernel.actor import Actor
from tongban.kernel.refusals import refuse


@transaction.atomic
def open_citizen_account(*, username: str, password: str | None, party_id: UUID, by: Actor, at: datetime) -> UUID:
    """Gives a registered person an account to sign in with; answers the user's id.

    Refused without the duty to receive, when the name is taken, and when the person has an account: a second one would
    split their matters in two.
    """
    stop(may_reset_access(by, of_official=False))
    try:
        with transaction.atomic():
            return User.objects.create_user(username=username, password=password, party_id=party_id).pk
    except IntegrityError as taken:
        raise refuse(
            "account_exists",
            zh="这个用户名已被使用，或者您已有账号。请直接登录，忘记密码的到综合窗口重设。",
            en="This user name is taken, or you have an account. Sign in, or have your password set anew at a window.",
        ) from taken


@transaction.atomic
def reset_access(*, user_id: UUID, password: str, by: Actor, at: datetime) -> None:
    """Sets a new password and removes the second step of one who lost them; every open sign-in of the account ends.

    Refused without the duty and for a password that is too short or too common.
    """
    user = User.objects.select_related("official", "party").get(pk=user_id)
    official = getattr(user, "official", None)
    stop(may_reset_access(by, of_official=official is not None))
    try:
        validate_password(password, user)
    except ValidationError as weak:
        raise refuse(
            "password_weak",
            zh="新密码太短或太常见，请换一个。",
            en="The new password is too short or too common; choose another.",
        ) from weak
    if official is not None:
        go_on(official, events.OfficialAccessReset(), by=by, at=at, place_id=official.place_id)
    elif user.party is not None:
        go_on(user.party, events.PartyAccessReset(), by=by, at=at)
    user.set_password(password)
    user.save(update_fields=["password"])
    Authenticator.objects.filter(user=user).delete()


@transaction.atomic
def offer_demo_role(
    *,
    key: str,
    user: UUID,
    label_zh: str,
    label_en: str,
    group: tuple[str, str],
    order: int,
    by: Actor,
    at: datetime,
) -> None:
    """Offers an account as a role of the story, for one click in demonstration mode; the same key again replaces it.

    `group` is its heading in Chinese and English. Refused outside demonstration mode.
    """
    stop(may_administer(by))
    if not settings.DEMO:
        raise refuse("not_demo", zh="只有演示环境可以设演示角色。", en="Only a demonstration has roles to offer.")
    values = {
        "user_id": user,
        "label_zh": label_zh,
        "label_en": label_en,
        "group_zh": group[0],
        "group_en": group[1],
        "order": order,
    }
    DemoRole.objects.update_or_create(key=key, defaults=values)
