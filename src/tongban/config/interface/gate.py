"""The way into the interface for other systems: token or session, language, how often, the same request again, ETag.

Middleware for the addresses under `/api/` alone. It decides nothing of the field: operations and acts do.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from datetime import datetime
from typing import Final
from urllib.parse import unquote_to_bytes

from django.conf import settings
from django.core.exceptions import RequestDataTooBig
from django.db import transaction
from django.http import HttpRequest, HttpResponse, HttpResponseNotModified
from django.utils import timezone, translation
from django.utils.cache import patch_vary_headers
from django.utils.translation.trans_real import parse_accept_lang_header
from ninja.utils import check_csrf

from tongban.agencies.actions.answers import Answer, Claim, claim_answer, keep_answer
from tongban.agencies.queries.tokens import UNKNOWN, bearer_of, count_use
from tongban.config.interface.problems import GENERAL, PROBLEM, general, problem
from tongban.config.interface.reading import read_query
from tongban.kernel.actor import ANONYMOUS, Actor
from tongban.kernel.refusals import Refusal, Refused

PREFIX: Final = "/api/"
SAFE: Final = frozenset({"GET", "HEAD", "OPTIONS"})
LONGEST_KEY: Final = 255
# What is asked by POST only because numbers and codes do not belong into addresses. Undoing a refused try there would
# undo the count of tries, so a key changes nothing.
QUESTIONS: Final = frozenset({"/api/v1/status", "/api/v1/certificates/check"})
CSRF: Final = Refusal(
    "csrf",
    "请求没有带上本次登录的校验值（X-CSRFToken），没有办理。",
    "The request lacks the proof of this sign-in (X-CSRFToken); nothing was done.",
)
KEY_FORMAT: Final = Refusal(
    "key_format",
    "Idempotency-Key 应为 1 至 255 个可见的英文字符，例如一个 UUID。",
    "An Idempotency-Key is 1 to 255 visible ASCII characters, for instance a UUID.",
)
Next = Callable[[HttpRequest], HttpResponse]


def too_many(seconds: int) -> Refusal:
    """More requests in this minute than a token may send."""
    return Refusal(
        "too_many",
        "这个接口凭据一分钟内的请求超过 {most} 次。请在 {seconds} 秒后再发。",
        "This token sent more than {most} requests in a minute. Go on in {seconds} seconds.",
        {"most": settings.TOKEN_REQUESTS_A_MINUTE, "seconds": seconds},
    )


def language_of(request: HttpRequest) -> str:
    """Chinese unless English is asked for before it; a cookie of the pages does not count here."""
    for tag, _weight in parse_accept_lang_header(request.headers.get("Accept-Language", "").lower()):
        if tag.startswith(("zh", "en")):
            return "en" if tag.startswith("en") else "zh-hans"
    return "zh-hans"


class Gate:
    """The middleware."""

    def __init__(self, get_response: Next) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if not request.path_info.startswith(PREFIX):
            return self.get_response(request)
        language = language_of(request)
        with translation.override(language):
            try:
                answer = self._answered(request, timezone.now())
            except Refused as refused:
                answer = problem(refused.refusal)
            except RequestDataTooBig:
                answer = general(413)
            if answer.status_code >= 400 and not answer["Content-Type"].startswith(PROBLEM):
                answer = _in_our_words(answer)
        answer["Content-Language"] = language
        answer.headers.setdefault("Cache-Control", "no-store" if request.method not in SAFE else "private, no-cache")
        patch_vary_headers(answer, ["Accept-Language", "Authorization", "Cookie"])
        return _tagged(request, answer)

    def _answered(self, request: HttpRequest, now: datetime) -> HttpResponse:
        _let_in(request, now)
        read_query(request)
        key = request.headers.get("Idempotency-Key")
        if request.method in SAFE or key is None or request.path_info in QUESTIONS:
            return self.get_response(request)
        if not 1 <= len(key) <= LONGEST_KEY or not all("!" <= sign <= "~" for sign in key):
            raise Refused(KEY_FORMAT)
        return self._once(request, key, now)

    def _once(self, request: HttpRequest, key: str, now: datetime) -> HttpResponse:
        """One effect a key: the claim, the act and the kept answer are one transaction. A refusal undoes all three."""
        with transaction.atomic():
            claim = claim_answer(caller=_caller(request), key=key, request_hash=_fingerprint(request), at=now)
            if claim.kept is not None:
                return _again(claim.kept)
            answer = self.get_response(request)
            if answer.status_code < 400:
                _keep(claim, answer)
            else:
                transaction.set_rollback(True)
        return answer


def _let_in(request: HttpRequest, now: datetime) -> None:
    """Sets who asks. A token beside a session counts alone; a session that changes something proves itself."""
    request.bearer = None  # type: ignore[attr-defined]
    told = request.headers.get("Authorization")
    if told is not None:
        scheme, _space, secret = told.partition(" ")
        if scheme.lower() != "bearer" or not secret.strip():
            raise Refused(UNKNOWN)
        bearer = bearer_of(secret.strip(), now)
        if count_use(bearer.token_id, now) > settings.TOKEN_REQUESTS_A_MINUTE:
            raise Refused(too_many(60 - now.second))
        request.bearer = bearer  # type: ignore[attr-defined]
        request.actor = bearer.actor  # type: ignore[attr-defined]
        return
    actor: Actor = request.actor  # type: ignore[attr-defined]
    if actor is not ANONYMOUS and request.method not in SAFE and check_csrf(request) is not None:
        raise Refused(CSRF)


def _caller(request: HttpRequest) -> str:
    """Whose key it is: another caller with the same key never sees the answer."""
    bearer = request.bearer  # type: ignore[attr-defined]
    if bearer is not None:
        return f"token {bearer.token_id}"
    actor: Actor = request.actor  # type: ignore[attr-defined]
    return f"{actor.kind} {actor.ref} {actor.post_id}"


def _fingerprint(request: HttpRequest) -> bytes:
    """What makes two requests the same: method, address, query and content. Boundaries of form parts do not count."""
    digest = hashlib.sha256()
    address = unquote_to_bytes(request.path_info), request.META.get("QUERY_STRING", "").encode("latin-1", "replace")
    for part in ((request.method or "").encode(), *address, (request.content_type or "").encode()):
        digest.update(len(part).to_bytes(8, "big") + part)
    if request.content_type != "multipart/form-data":
        digest.update(request.body)
        return digest.digest()
    for name in sorted(request.POST):
        digest.update(repr((name, request.POST.getlist(name))).encode("utf-8", "surrogatepass"))
    for name in sorted(request.FILES):
        for file in request.FILES.getlist(name):
            digest.update(repr((name, file.name, file.content_type)).encode("utf-8", "surrogatepass"))
            digest.update(hashlib.sha256(b"".join(file.chunks())).digest())
            file.seek(0)
    return digest.digest()


def _keep(claim: Claim, answer: HttpResponse) -> None:
    keep_answer(claim, Answer(answer.status_code, answer.get("Content-Type", ""), bytes(answer.content)))


def _again(kept: Answer) -> HttpResponse:
    answer = HttpResponse(kept.content, status=kept.status, content_type=kept.content_type)
    answer["Idempotency-Replayed"] = "true"
    return answer


def _in_our_words(answer: HttpResponse) -> HttpResponse:
    """An answer that another part gave (an unknown address, a wrong method), as a problem."""
    told = general(answer.status_code) if answer.status_code in GENERAL or answer.status_code >= 500 else general(400)
    for name in ("Allow", "Retry-After"):
        if name in answer:
            told[name] = answer[name]
    return told


def _tagged(request: HttpRequest, answer: HttpResponse) -> HttpResponse:
    """A read bears the digest of what it says; whoever has the same already gets no second copy."""
    if request.method not in ("GET", "HEAD") or answer.status_code != 200 or answer.streaming:
        return answer
    tag = f'"{hashlib.sha256(answer.content).hexdigest()[:32]}"'
    answer["ETag"] = tag
    known = {one.strip().removeprefix("W/") for one in request.headers.get("If-None-Match", "").split(",")}
    if tag not in known and "*" not in known:
        return answer
    same = HttpResponseNotModified()
    for name in ("ETag", "Cache-Control", "Vary", "Content-Language"):
        if name in answer:
            same[name] = answer[name]
    return same
