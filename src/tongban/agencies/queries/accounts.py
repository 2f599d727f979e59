"""Reading accounts: who stands behind one, what demonstration mode offers, what keeps a production from starting."""

from __future__ import annotations

from uuid import UUID

from django.conf import settings
from django.db import DatabaseError

from tongban.agencies.models import DemoRole, Official, User
from tongban.agencies.models.refs import DemoOffer
from tongban.agencies.rules.sealing import strong_keys
from tongban.kernel.refusals import Refusal


def demo_offers() -> list[DemoOffer]:
    """The roles of the story in their order."""
    columns = ("key", "group_zh", "group_en", "label_zh", "label_en")
    rows = DemoRole.objects.order_by("order", "key").values(*columns)
    return [DemoOffer(**row) for row in rows]


def demo_user(key: str) -> User | None:
    """The account behind a role of the story; None for an unknown role, a closed account or outside the mode."""
    if not settings.DEMO or "\0" in key:
        return None
    offered = DemoRole.objects.filter(key=key, user__is_active=True).select_related("user").first()
    return offered.user if offered else None


def official_of_user(user_id: UUID) -> tuple[UUID, str] | None:
    """(id, name) of the official behind an account, or None for a citizen's."""
    return Official.objects.filter(user_id=user_id).values_list("pk", "name_zh").first()


def account_of_official(official_id: UUID) -> UUID:
    """The account with which an official signs in."""
    user_id: UUID = Official.objects.values_list("user_id", flat=True).get(pk=official_id)
    return user_id


def start_problems() -> list[Refusal]:
    """What keeps a production installation from starting: weak keys of personal data, roles of the demonstration."""
    if settings.DEMO:
        return []
    found = []
    for name in ("TONGBAN_KEK", "TONGBAN_INDEX_KEY"):
        if not strong_keys(getattr(settings, name)):
            zh = "{name} 还是开发用的值。请设为“编号:32 字节的 base64”。"
            en = "{name} still has its development value. Set it to `id:32 bytes in base64`."
            found.append(Refusal("weak_key", zh, en, {"name": name}))
    if _has_demo_roles():
        zh, en = "数据库里有演示角色，不能作正式环境启动。", "The database holds demonstration roles; it cannot serve."
        found.append(Refusal("demo_roles", zh, en))
    return found


def _has_demo_roles() -> bool:
    try:
        return DemoRole.objects.exists()
    except DatabaseError:
        return False  # not migrated yet: nobody can sign in either
