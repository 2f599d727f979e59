"""What anybody may ask of the ledger without signing in: checkpoints, tiles, proofs, keys; texts, not pages.

It is what witnesses and verifiers read. Nothing here tells of an event but its hash.
"""

from __future__ import annotations

import base64
from collections.abc import Sequence

from django.http import Http404, HttpRequest, HttpResponse
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_POST, require_safe

from tongban.kernel.merkle.proofs import NotProved
from tongban.kernel.merkle.tiles import WIDTH
from tongban.ledger.actions.witnesses import keep_cosignature
from tongban.ledger.queries.sealed import (
    border,
    checkpoint_note,
    consistency_proof,
    has_checkpoint,
    published_keys,
    tile,
)
from tongban.ledger.rules.addresses import LARGEST, tile_place
from tongban.ledger.rules.epochs import Border
from tongban.ledger.rules.notes import LONGEST_NOTE, BadNote

FOR_EVER = "public, max-age=31536000, immutable"


def plain(text: str, *, kept: str = "no-store") -> HttpResponse:
    """A text for programs."""
    return HttpResponse(text, content_type="text/plain; charset=utf-8", headers={"Cache-Control": kept})


@require_safe
def checkpoint(request: HttpRequest, size: int | None = None) -> HttpResponse:
    """What is signed: the newest checkpoint, or that of a size."""
    note = checkpoint_note(size) if size is None or size < LARGEST else None
    if note is None:
        raise Http404
    return plain(note)


@require_safe
def proof(request: HttpRequest, old: int, new: int) -> HttpResponse:
    """Did the ledger only grow between two checkpoints? The proof, a hash a line."""
    if not 0 < old <= new < LARGEST or not has_checkpoint(new):
        raise Http404
    try:
        found = consistency_proof(old, new)
    except (NotProved, LookupError):
        raise Http404 from None
    return plain(lines(found), kept=FOR_EVER)


@require_safe
def tile_at(request: HttpRequest, level: int, place: str) -> HttpResponse:
    """A tile of the tree, as C2SP tlog-tiles writes it."""
    return _tile(level, place, None)


@require_safe
def next_tile_at(request: HttpRequest, level: int, place: str) -> HttpResponse:
    """A tile of the tree that begins at the border, over SM3."""
    closed = border()
    if closed is None:
        raise Http404
    return _tile(level, place, closed)


def _tile(level: int, place: str, after: Border | None) -> HttpResponse:
    asked = tile_place(place)
    if asked is None or level > 7:
        raise Http404
    number, width = asked
    found = tile(level, number, width, after=after)
    if len(found) != width:
        raise Http404
    kept = FOR_EVER if width == WIDTH else "no-store"
    return HttpResponse(b"".join(found), content_type="application/octet-stream", headers={"Cache-Control": kept})


@require_safe
def keys(request: HttpRequest) -> HttpResponse:
    """With which keys does the ledger sign? The present one first, then those before it."""
    return plain("".join(f"{line}\n" for line in published_keys()))


@csrf_exempt
@require_POST
def cosignature(request: HttpRequest) -> HttpResponse:
    """A witness hands in the checkpoint that it cosigned; kept when the witness is known and its signature right."""
    data = request.read(LONGEST_NOTE + 1)
    try:
        keep_cosignature(data)
    except BadNote as fault:
        return HttpResponse(f"{fault}\n", status=400, content_type="text/plain; charset=utf-8")
    return HttpResponse(status=204)


def lines(hashes: Sequence[bytes]) -> str:
    """Hashes as base64, one a line."""
    return "".join(f"{base64.b64encode(each).decode()}\n" for each in hashes)
