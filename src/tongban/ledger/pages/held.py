"""The pages of whoever holds a receipt: is it unchanged? And a check that runs on their own device."""

from __future__ import annotations

import json
from hashlib import sha256
from typing import Any
from uuid import UUID

import segno
from django.conf import settings
from django.http import FileResponse, Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from tongban.ledger.queries.receipts import Held, held_event
from tongban.ledger.queries.sealed import last_audit, published_keys, sealing
from tongban.ledger.rules.addresses import short
from tongban.ledger.rules.keys import log_signer
from tongban.ledger.rules.notes import Signer
from tongban.ledger.rules.receipts import receipt

QUIET_ZONE = 4


def _signer() -> Signer:
    return log_signer(settings.LEDGER_ORIGIN, settings.TONGBAN_LEDGER_KEY)


def _asked(event_id: UUID, digest: str) -> Held | None:
    """The event of the address; the hash in it is what only its holder knows."""
    found = held_event(event_id, _signer())
    return found if found is not None and short(found.event.hash) == digest else None


@require_safe
def held(request: HttpRequest, event_id: UUID, digest: str) -> HttpResponse:
    """Is what I did still as it was recorded?"""
    found = _asked(event_id, digest)
    address = settings.SITE_URL + reverse("ledger:held", args=[event_id, digest[:64]])
    context: dict[str, Any] = {"held": found, "event_id": event_id, "digest": digest, "code": qr(address)}
    context["number"] = _number(found) if found is not None else ""
    if found is None:
        return render(request, "ledger/held.html", context, status=404)
    if found.proof is None:
        context["still"] = sealing().stands_still(timezone.now())
    return render(request, "ledger/held.html", context)


def _number(found: Held) -> str:
    """The case's number where the event tells it: whoever came by the code of a slip goes on from here."""
    told = json.loads(found.event.body)
    return str(told["data"].get("number") or "") if told.get("type") == "case.received" and found.holds else ""


@require_safe
@never_cache
def alarm(request: HttpRequest) -> HttpResponse:
    """Does sealing stand still, did the night find faults? A sentence each, or nothing; pages of staff ask it."""
    found, audited = sealing(), last_audit()
    context: dict[str, Any] = {"found": found if found.stands_still(timezone.now()) else None}
    context["audited"] = audited if audited is not None and audited.faults else None
    return render(request, "ledger/alarm.html", context)


@require_safe
def receipt_file(request: HttpRequest, event_id: UUID, digest: str) -> HttpResponse:
    """The receipt as a file: what others need to check it without us."""
    found = _asked(event_id, digest)
    if found is None:
        raise Http404
    address = settings.SITE_URL + reverse("ledger:verify")
    data = receipt(found.event, _signer(), address, found.proof)
    headers = {"Content-Disposition": f'attachment; filename="receipt-{digest[:8]}.json"', "Cache-Control": "no-store"}
    return JsonResponse(data, headers=headers, json_dumps_params={"ensure_ascii": False, "indent": 1})


@require_safe
def verify(request: HttpRequest) -> HttpResponse:
    """How does anybody check a receipt, and is the ledger sealed?"""
    found = sealing()
    context: dict[str, Any] = {"sealing": found, "still": found.stands_still(timezone.now()), "keys": published_keys()}
    context["audited"] = last_audit()
    context["program"] = sha256(settings.VERIFIER.read_bytes()).hexdigest()
    return render(request, "ledger/verify.html", context)


@require_safe
def verifier(request: HttpRequest) -> FileResponse:
    """The program that checks receipts and exports without us, as it lies in the project."""
    return FileResponse(settings.VERIFIER.open("rb"), as_attachment=True, content_type="text/x-python; charset=utf-8")


def qr(address: str) -> dict[str, object]:
    """An address as the geometry of a code, so that the page needs no image and no foreign markup."""
    code = segno.make(address, error="m", micro=False)
    rows = code.matrix_iter(border=QUIET_ZONE)
    path = "".join(f"M{x} {y}h1v1h-1z" for y, row in enumerate(rows) for x, dark in enumerate(row) if dark)
    return {"path": path, "size": code.symbol_size(border=QUIET_ZONE)[0]}
