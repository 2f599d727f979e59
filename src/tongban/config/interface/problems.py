"""Refusals as `application/problem+json` (RFC 9457): the sentences of the pages, in the language that was asked for.

Which number a refusal gets is said here and nowhere else of the interface; no act knows of HTTP.
"""

from __future__ import annotations

import logging
import secrets
from collections.abc import Mapping, Sequence
from typing import Any, Final

import orjson
from django.core.exceptions import PermissionDenied, RequestDataTooBig
from django.http import Http404, HttpRequest, HttpResponse
from django.utils.translation import get_language
from ninja import NinjaAPI
from ninja.errors import AuthenticationError, HttpError, ValidationError

from tongban.config.interface.faults import field_errors
from tongban.kernel.refusals import Refusal, Refused

log = logging.getLogger(__name__)
PROBLEM: Final = "application/problem+json"
LETTERS: Final = "23456789ABCDEFGHJKMNPQRSTUVWXYZ"

TITLES: Final[dict[int, tuple[str, str]]] = {
    400: ("请求无法读取", "The request cannot be read"),
    401: ("需要登录或凭据", "Sign in or send a token"),
    403: ("不由您办理", "Not yours to do"),
    404: ("没有查到", "Not found"),
    405: ("没有这种办法", "Not in this way"),
    406: ("没有这种格式", "Not in this form"),
    409: ("现在不能办", "Not possible now"),
    413: ("内容太大", "Too large"),
    415: ("内容类型不对", "Wrong kind of content"),
    422: ("内容需要改正", "Something needs mending"),
    429: ("请求太多", "Too many requests"),
    500: ("系统出错", "A fault of ours"),
    503: ("暂时不能办理", "Not available now"),
}
# What each number says when no refusal has a sentence of its own.
GENERAL: Final[dict[int, Refusal]] = {
    400: Refusal("bad_request", "请求的格式不对，没有办理。", "The request is malformed; nothing was done."),
    401: Refusal(
        "sign_in",
        "请先登录，或在 Authorization 中带上有效的接口凭据。",
        "Sign in first, or send a valid token in Authorization.",
    ),
    403: Refusal("forbidden", "您现在的岗位不能办这一步。", "Your present post cannot do this."),
    404: Refusal("not_found", "没有查到。请核对编号或地址。", "We found nothing there. Check the number or address."),
    405: Refusal("method", "这个地址不接受这种请求方式。", "This address does not take that method."),
    413: Refusal("too_large", "内容超过上限，没有办理。", "The content is larger than allowed; nothing was done."),
    415: Refusal("content_type", "请用 application/json 发送。", "Send it as application/json."),
    422: Refusal("form", "有内容需要改正，逐项见 errors。", "Something needs mending; errors names each."),
    500: Refusal(
        "fault", "系统出错，没有办理。请把编号 {reference} 告诉管理员。",
        "A fault of ours; nothing was done. Tell the administrator {reference}.",
    ),
    503: Refusal("unavailable", "暂时不能办理，请稍后再试。", "Not available now. Try again later."),
}  # fmt: skip
# 403: somebody else may; 409: nobody may now, whatever is sent; all else is something to mend. A test holds every
# refusal that an operation can end in against this.
STATUS: Final[dict[int, frozenset[str]]] = {
    401: frozenset({"token_unknown"}),
    403: frozenset(
        {"not_your_post", "no_duty", "reviewed_it", "not_your_body", "may_not_urge", "not_handling", "may_not_receive",
         "staff_only", "citizens_only", "csrf", "token_read", "not_for_tokens", "not_in_view", "not_for_lists",
         "not_for_centre", "no_post_now", "not_own_data", "not_administrator", "not_own_absence", "token_purpose",
         "not_operator", "not_dispatcher", "not_arbitrator", "not_handler", "not_caller", "caller_handled",
         "not_the_line", "not_list_office", "not_your_item", "rights_own", "rights_duty", "chairs_hearing",
         "consent_own", "mandate_scope", "not_government_head", "not_offered_to_you", "not_second", "not_trained",
         "not_yours_to_hand", "only_oneself", "second_person"}
    ),
    404: frozenset(
        {"not_found", "no_party", "file_gone", "document_unknown", "no_version", "no_item", "not_published", "no_body",
         "no_division", "no_token", "no_hearing_right", "no_interested", "certificate_unknown", "item.guide_only",
         "no_draft", "no_template", "rights_unknown"}
    ),
    409: frozenset(
        {"stale", "case_state", "task_done", "urged_today", "paused_already", "not_paused", "extended_already", "taken",
         "branches_open", "paused", "submitted", "both_absent", "post_vacant", "still_running", "token_revoked",
         "no_hearing", "hearing_answered", "not_suspended",
         "offered_already", "committed_already", "interested_told",
         "not_noticed", "order_state", "order_ended", "signed", "not_signed", "part_ended", "arbitrated",
         "redo_no_return", "support_no_return", "return_late", "went_there", "gave_back", "supports_already",
         "not_in_hands", "no_contact", "support_open", "tried_today", "reopen_late", "efficiency_apart", "no_finding",
         "no_extension_now", "extension_once", "rights_stands", "rights_done", "rights_kept", "rights_nothing_kept",
         "rights_nobody", "party_erased",
         "hearing_told_already", "hearing_not_held", "hearing_not_yet", "hearing_open", "hearing_request_late",
         "hearing_right_runs", "third_party_time", "statement_unweighed", "nothing_stated", "nothing_supplied",
         "checked_already", "nothing_to_check", "no_commitment", "deferred_missing", "pause_untold", "not_offered",
         "quota_full", "quota_line", "renewed_by_law", "route_ended", "route_moved", "node_not_open", "no_way_on",
         "asked_already", "bundle_member", "member_not_outside", "member_waited_for", "newer_version", "not_in_use",
         "nobody_holds", "mandate_ended", "paper_not_held", "file_quota", "document_mark_missing",
         "certificate_ended", "certificate_expired", "certificate_not_active", "certificate_not_expired", "no_end",
         "renewal_late", "mediation_open", "no_desk", "no_discipline"}
    ),
    413: frozenset({"file_size", "too_large"}),
    415: frozenset({"content_type"}),
    400: frozenset({"bad_request", "duplicate_names", "not_json", "bad_signs", "key_format"}),
    429: frozenset({"too_many", "wait"}),
}  # fmt: skip


def tongue() -> str:
    """The language of this answer, zh or en."""
    return "en" if (get_language() or "zh").startswith("en") else "zh"


def status_of(refusal: Refusal) -> int:
    """The answer's number for a refusal; what is in no list is something to mend."""
    return next((status for status, codes in STATUS.items() if refusal.code in codes), 422)


def problem(refusal: Refusal, status: int = 0, errors: Sequence[Mapping[str, str]] = ()) -> HttpResponse:
    """A refusal as an answer."""
    number, language = status or status_of(refusal), tongue()
    told: dict[str, Any] = {
        "type": f"urn:tongban:problem:{refusal.code}",
        "title": TITLES.get(number, TITLES[400])[1 if language == "en" else 0],
        "status": number,
        "detail": refusal.sentence(language),
        "code": refusal.code,
        "errors": [*errors, *_named(refusal, language)],
    }
    answer = HttpResponse(orjson.dumps(told), status=number, content_type=PROBLEM)
    if number == 401:
        answer["WWW-Authenticate"] = "Bearer"
    if number == 429:
        answer["Retry-After"] = str(refusal.params.get("seconds", 60))
    return answer


def _named(refusal: Refusal, language: str) -> list[dict[str, str]]:
    """A refusal that sums up several names each by its field under `errors`."""
    several = refusal.params.get("errors")
    if not isinstance(several, Mapping):
        return []
    return [{"name": name, "code": one.code, "detail": one.sentence(language)} for name, one in several.items()]


def general(status: int) -> HttpResponse:
    """The answer for a number without a refusal: an unknown address, a wrong method, a fault of ours."""
    refusal = GENERAL.get(status, GENERAL[400 if status < 500 else 500])
    if refusal.code == "fault":
        reference = "".join(secrets.choice(LETTERS) for _ in range(4))
        log.error("interface fault, reference %s", reference)
        refusal = Refusal(refusal.code, refusal.zh, refusal.en, {"reference": reference})
    return problem(refusal, status)


def register_problems(api: NinjaAPI) -> None:
    """Every way in which an operation can stop, as a problem."""
    handlers: dict[type[Exception], Any] = {
        Refused: lambda request, stop: problem(stop.refusal),
        ValidationError: _invalid,
        AuthenticationError: lambda request, stop: general(401),
        HttpError: _unreadable,
        Http404: lambda request, stop: general(404),
        PermissionDenied: _forbidden,
        RequestDataTooBig: lambda request, stop: general(413),
        Exception: _fault,
    }
    for kind, handler in handlers.items():
        api.add_exception_handler(kind, handler)


def _invalid(request: HttpRequest, stop: ValidationError) -> HttpResponse:
    return problem(GENERAL[422], 422, field_errors(stop.errors, tongue()))


def _unreadable(request: HttpRequest, stop: HttpError) -> HttpResponse:
    """What the parser refused comes wrapped; its own sentence is inside."""
    inside = stop.__cause__
    if isinstance(inside, RequestDataTooBig):
        return general(413)
    return problem(inside.refusal) if isinstance(inside, Refused) else general(stop.status_code)


def _forbidden(request: HttpRequest, stop: PermissionDenied) -> HttpResponse:
    reason = stop.args[0] if stop.args else None
    return problem(reason, 403) if isinstance(reason, Refusal) else general(403)


def _fault(request: HttpRequest, stop: Exception) -> HttpResponse:
    # The kind of fault only: what an exception says may hold a person's words.
    log.exception("interface fault: %s", type(stop).__name__, exc_info=None)
    return general(500)
