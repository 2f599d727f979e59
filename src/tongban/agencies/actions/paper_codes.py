"""窗口开通账号: the clerk has seen the card; a one-time code goes home with the person on paper.

For people without a phone or with a cheap one. The code opens the account once, for some days; then a password of one's
own is chosen.
"""

from __future__ import annotations

import secrets
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Final
from uuid import UUID

from allauth.mfa.models import Authenticator
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone

from tongban.agencies.actions.parties import register_party
from tongban.agencies.actions.recording import go_on, stop
from tongban.agencies.events import PartyAccountOpened
from tongban.agencies.models import Party, User
from tongban.agencies.permissions import may_reset_access
from tongban.kernel.actor import Actor
from tongban.kernel.refusals import refuse
from tongban.rulebook.lookup import number

# Signs that nobody misreads on paper; ten of 29 are 48 random bits, and tries are few.
SIGNS: Final = "23456789ABCDEFGHJKMNPQRTUVWXY"
CODE_LENGTH, NAME_DIGITS = 10, 6


@dataclass(frozen=True, slots=True)
class PaperCode:
    """What is printed for the person; `repr` shows neither name nor code."""

    username: str = field(repr=False)
    code: str = field(repr=False)
    until: datetime
    again: bool


def _code() -> str:
    signs = "".join(secrets.choice(SIGNS) for _ in range(CODE_LENGTH))
    return f"{signs[:5]}-{signs[5:]}"


def _free_name() -> str:
    """A user name that says nothing of the person: qh and six digits."""
    while True:
        name = "qh" + "".join(secrets.choice("0123456789") for _ in range(NAME_DIGITS))
        if not User.objects.filter(username=name).exists():
            return name


@transaction.atomic
def open_account_at_window(*, id_number: str, name: str, by: Actor, at: datetime) -> PaperCode:
    """Opens the account of the person whose card the clerk has seen, or gives a known one a new code.

    Refused without the duty to receive, and as `register_party` refuses. Open sign-ins of a known account end.
    """
    stop(may_reset_access(by, of_official=False))
    if not id_number.strip():
        raise refuse("id_needed", zh="请填写身份证号。", en="Give the identity number.")
    party_id = register_party(kind="person", name=name, id_number=id_number, by=by, at=at)
    user = User.objects.select_for_update().filter(party_id=party_id).first()
    again = user is not None
    if user is None:
        user = User.objects.create_user(username=_free_name(), password=None, party_id=party_id)
    go_on(Party.objects.get(pk=party_id), PartyAccountOpened(again=again), by=by, at=at)
    code = _code()
    user.set_password(code)
    user.one_time_until = at + timedelta(days=number("account.paper_code_days", timezone.localdate(at)))
    user.save(update_fields=["password", "one_time_until"])
    Authenticator.objects.filter(user=user).delete()
    return PaperCode(user.username, code, user.one_time_until, again)


@transaction.atomic
def choose_first_password(*, user_id: UUID, password: str, at: datetime) -> None:
    """The person chooses a password of their own; the code on paper opens nothing any more.

    Refused when the code is over, and for a password that is too short or too common.
    """
    user = User.objects.select_for_update().get(pk=user_id)
    if user.one_time_until is None or user.one_time_until < at:
        raise refuse("code_over", zh="纸上的开通码已经失效，请到窗口重新开通。", en="The code is over; ask a window.")
    try:
        validate_password(password, user)
    except ValidationError as weak:
        raise refuse(
            "password_weak", zh="新密码太短或太常见，请换一个。", en="The password is too short or too common."
        ) from weak
    user.set_password(password)
    user.one_time_until = None
    user.save(update_fields=["password", "one_time_until"])
