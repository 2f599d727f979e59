"""证照详情 for officials of the issuing body and those above it: the record, its chain, its acts, its documents.

An act here is done in the first of the official's posts that may do it; the refusal names who may.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Final
from uuid import UUID

from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from tongban.agencies.queries import as_actor, bodies_by_id, party_cards, party_facts, sealing_key, unseal
from tongban.certificates.actions import revoke_certificate
from tongban.certificates.forms import NumberForm, TakeBackForm
from tongban.certificates.permissions import may_see_certificate, may_take_back
from tongban.certificates.queries import (
    CertificateRef,
    certificate,
    certificate_numbered,
    chain_of,
    expired_of,
    periods_of,
)
from tongban.certificates.rules import GROUNDS, State, finding, grounds_for
from tongban.documents.actions.render import render_view
from tongban.documents.queries.papers import documents_of, with_words
from tongban.documents.queries.remedies import superiors_of
from tongban.documents.rules.storing import attachment_headers
from tongban.kernel.actor import ANONYMOUS, Actor, ActorKind
from tongban.kernel.refusals import Refusal, Refused
from tongban.ledger.queries import events_of
from tongban.rulebook.lookup import number

FOR_OFFICIALS: Final = Refusal(
    "staff_only",
    "这一页给颁证机关的人员看。核验证照，请到“证照核验”。",
    "This page is for officials. To check a certificate, use the certificate check.",
)
STATUS: Final = {"certificate_not_issuer": 403, "certificate_not_active": 409, "stale": 409}


def _english() -> bool:
    return (get_language() or "zh").startswith("en")


def _actors(request: HttpRequest) -> tuple[Actor, ...]:
    """The official in each of the posts they act in, the chosen one first; others are refused."""
    chosen: Actor = getattr(request, "actor", ANONYMOUS)
    if chosen.kind is not ActorKind.OFFICIAL or chosen.ref is None:
        raise PermissionDenied(FOR_OFFICIALS)
    posts = [post for post in request.presence.posts if post.acting]  # type: ignore[attr-defined]
    return (chosen, *(as_actor(chosen.ref, post) for post in posts))


@login_required
@never_cache
@require_safe
def certificate_list(request: HttpRequest) -> HttpResponse:
    """Which of our certificates have expired and wait to be struck off, and where is the one of this number?"""
    actors, today = _actors(request), timezone.localdate()
    form, missed = NumberForm(request.GET if "number" in request.GET else None), False
    if form.is_bound and form.is_valid():
        found = certificate_numbered(form.cleaned_data["number"])
        if found is not None and _sees(actors, found):
            return HttpResponseRedirect(reverse("certificates:record", args=[found.id]))
        missed = True
    most = number("list.page_size", today)
    bodies = dict.fromkeys(actor.body_id for actor in actors if actor.body_id)
    expired = [one for body_id in bodies for one in expired_of(body_id, today, most)]
    context = {"form": form, "missed": missed, "expired": expired, "most": most}
    return render(request, "certificates/staff/list.html", context)


def _sees(actors: Sequence[Actor], found: CertificateRef) -> bool:
    above = superiors_of(found.body_id, timezone.localdate())
    return any(may_see_certificate(actor, found.body_id, above) for actor in actors)


def _open(request: HttpRequest, certificate_id: UUID) -> tuple[tuple[Actor, ...], CertificateRef]:
    """The certificate, if this official may see its record; 404 otherwise, whether it exists or not."""
    actors = _actors(request)
    try:
        found = certificate(certificate_id)
    except Refused as refused:
        raise Http404 from refused
    if not _sees(actors, found):
        raise Http404
    return actors, found


@login_required
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def record(request: HttpRequest, certificate_id: UUID) -> HttpResponse:
    """What is this certificate, what stands before and after it, and what can be done with it now?"""
    actors, found = _open(request, certificate_id)
    by, superior = _able(actors, found)
    form, problem = TakeBackForm(request.POST if request.method == "POST" else None), None
    form.offer(_choices(found, superior=superior))
    if request.method == "POST":
        typed = form.cleaned_data if form.is_valid() else {"ground": "", "reasons": ""}
        try:
            revoke_certificate(certificate_id=found.id, by=by, at=timezone.now(), **typed)
        except Refused as refused:
            problem = refused.refusal
        else:
            return HttpResponseRedirect(reverse("certificates:record", args=[found.id]))
    context = _shown(found, by) | {"form": form, "problem": problem, "may": may_take(by, found) is None}
    return render(request, "certificates/staff/record.html", context, status=_status(problem))


def _status(problem: Refusal | None) -> int:
    return 200 if problem is None else STATUS.get(problem.code, 422)


def _able(actors: Sequence[Actor], found: CertificateRef) -> tuple[Actor, bool]:
    """In which post an act here is done, and whether that post is above the issuer."""
    able = next((actor for actor in actors if may_take_back(actor, found.body_id) is None), None)
    if able is not None:
        return able, False
    above = next((actor for actor in actors if may_take(actor, found) is None), None)
    return above or actors[0], above is not None


def may_take(actor: Actor, found: CertificateRef) -> Refusal | None:
    """Why this actor can take nothing back here; None where revoking at least is theirs."""
    return may_take_back(actor, found.body_id, superiors_of(found.body_id, timezone.localdate()))


def _choices(found: CertificateRef, *, superior: bool) -> list[tuple[str, str]]:
    today = timezone.localdate()
    expired = found.valid_to is not None and today > found.valid_to
    keys = grounds_for(found.state, expired=expired, superior=superior)
    return [(key, _words(key)) for key in keys]


def _words(ground: str) -> str:
    one, english = GROUNDS[ground], _english()
    act = {
        State.REVOKED: ("撤销", "Revoke"), State.CANCELLED: ("注销", "Cancel"), State.REPLACED: ("换发", "Replace"),
    }[one.state][english]  # fmt: skip
    duty = (("应当", "must"), ("可以", "may"))[not one.must][english] if one.state is State.REVOKED else ""
    law = one.article.removeprefix("《中华人民共和国行政许可法》")
    if english:
        return f"{act}{' (' + duty + ')' if duty else ''}: {one.en} ({law})"
    return f"{duty}{act}：{one.zh}（{law}）"


def _shown(found: CertificateRef, by: Actor) -> dict[str, Any]:
    today = timezone.localdate()
    body = bodies_by_id([found.body_id], timezone.localdate(found.issued_at))[found.body_id]
    card = party_cards([found.holder], viewer=by).get(found.holder)
    return {
        "found": found,
        "finding": finding(found.state, found.valid_from, found.valid_to, today),
        "issuer": body.name,
        "holder": card.name if card else "",
        "chain": chain_of(found),
        "periods": periods_of(found.id),
        "papers": documents_of(found.id),
        "ground": _words(found.ground) if found.ground else "",
        "after": (GROUNDS[found.ground].after_en if _english() else GROUNDS[found.ground].after_zh)
        if found.ground
        else "",
        "log": [(entry.at, _said(entry.type, entry.data)) for entry in reversed(events_of("certificate", found.id))],
    }


def _said(kind: str, data: Any) -> str:
    if kind == "certificate.revoked":
        return _words(str(data["ground"]))
    told = {
        "certificate.issued": ("颁发", "Issued"),
        "certificate.signed": ("制作证照文件并加盖电子印章", "The file was made and sealed"),
        "certificate.renewed": ("期满前没有决定，视为准予延续", "Not decided before the end: renewed by law"),
    }
    return told.get(kind, (kind, kind))[_english()]


@login_required
@never_cache
@require_safe
def document_pdf(request: HttpRequest, certificate_id: UUID, document_id: UUID) -> HttpResponse:
    """What exactly does this decision on the certificate say?"""
    actors, found = _open(request, certificate_id)
    paper = next((one for one in documents_of(found.id) if one.id == document_id), None)
    if paper is None:
        raise Http404
    name = party_facts(
        found.holder, purpose="document", case_ref=found.number, at=timezone.now(), by=_able(actors, found)[0]
    ).name
    if paper.sealed is not None:
        paper = with_words(paper, unseal(sealing_key(found.holder), paper.sealed))
    pdf = render_view(paper, {"addressee": name})
    return HttpResponse(pdf, headers=attachment_headers(f"{paper.number}.pdf", "application/pdf"))
