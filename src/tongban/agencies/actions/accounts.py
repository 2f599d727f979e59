"""Accounts of citizens, and the roles that demonstration mode offers; officials' come with `register_official`."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from django.conf import settings
from django.db import IntegrityError, transaction

from tongban.agencies.actions.recording import stop
from tongban.agencies.models import DemoRole, User
from tongban.agencies.permissions import may_administer
from tongban.kernel.actor import Actor
from tongban.kernel.refusals import refuse


@transaction.atomic
def open_citizen_account(*, username: str, password: str | None, party_id: UUID, by: Actor, at: datetime) -> UUID:
    """Gives a registered person an account to sign in with; answers the user's id.

    Refused when the name is taken or the person has an account: a second one would split their matters in two.
    """
    try:
        with transaction.atomic():
            return User.objects.create_user(username=username, password=password, party_id=party_id).pk
    except IntegrityError as taken:
        raise refuse(
            "account_exists",
            zh="这个用户名已被使用，或者您已有帐号。请直接登录，忘记密码的到综合窗口重设。",
            en="This user name is taken, or you have an account. Sign in, or have your password set anew at a window.",
        ) from taken


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
