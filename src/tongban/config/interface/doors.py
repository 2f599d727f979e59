"""Who may come to an operation at all: everybody, citizens, or officials. What one may do there is refused by the act.

Officials come signed in or with a token of their post; citizens signed in, so that nobody hands their person to a
program.
"""

from __future__ import annotations

from django.http import HttpRequest
from ninja.security.base import AuthBase

from tongban.agencies.rules.tokens import ORDERS, READ
from tongban.kernel.actor import Actor, ActorKind
from tongban.kernel.refusals import Refusal, Refused

STAFF_ONLY = Refusal(
    "staff_only",
    "这里给经办人员和他们的系统用。您的办件请用“我的事”的接口查看。",
    "This is for officials and their systems. Your own applications are under the operations of “my”.",
)
CITIZENS_ONLY = Refusal(
    "citizens_only",
    "这里给申请人本人用。工作人员请用经办的接口。",
    "This is for applicants themselves. Officials use the operations of the desk.",
)
NOT_TO_READ = Refusal(
    "token_read",
    "这个接口凭据没有查询的权限。请向发放单位申请。",
    "This token may not read. Ask the body that gave it.",
)

NOT_FOR_THIS = Refusal(
    "token_purpose",
    "这个接口凭据不是为交换热线工单发放的。请向发放单位申请用途为“与其他热线平台交换工单”的凭据。",
    "This token was not given for orders of the hotline. Ask the body that gave it for one of that purpose.",
)


class Officials(AuthBase):
    """Officials, signed in or by a token."""

    openapi_type = "http"
    openapi_scheme = "bearer"

    def __call__(self, request: HttpRequest) -> Actor | None:
        """The actor; None asks to sign in."""
        actor: Actor = request.actor  # type: ignore[attr-defined]
        bearer = getattr(request, "bearer", None)
        if bearer is not None and request.method in ("GET", "HEAD") and READ not in bearer.scopes:
            raise Refused(NOT_TO_READ)
        if actor.kind is ActorKind.CITIZEN:
            raise Refused(STAFF_ONLY)
        return actor if actor.kind is ActorKind.OFFICIAL else None


class Lines(Officials):
    """Officials; with a token, only with one that was given for orders of the hotline, or for trying out."""

    def __call__(self, request: HttpRequest) -> Actor | None:
        """The actor; None asks to sign in."""
        bearer = getattr(request, "bearer", None)
        if bearer is not None and bearer.purpose not in ORDERS:
            raise Refused(NOT_FOR_THIS)
        return super().__call__(request)


class Citizens(AuthBase):
    """Applicants, signed in."""

    openapi_type = "apiKey"
    openapi_in = "cookie"
    openapi_name = "sessionid"

    def __call__(self, request: HttpRequest) -> Actor | None:
        """The actor; None asks to sign in."""
        actor: Actor = request.actor  # type: ignore[attr-defined]
        if actor.kind is ActorKind.OFFICIAL:
            raise Refused(CITIZENS_ONLY)
        return actor if actor.kind is ActorKind.CITIZEN else None
