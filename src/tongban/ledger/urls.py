"""Addresses of the ledger: what witnesses and verifiers read, and the pages of whoever holds a receipt."""

from __future__ import annotations

from django.urls import path

from tongban.ledger.pages.held import alarm, held, receipt_file, verifier, verify
from tongban.ledger.pages.public import checkpoint, cosignature, keys, next_tile_at, proof, tile_at

app_name = "ledger"
urlpatterns = [
    path("ledger/", verify, name="verify"),
    path("ledger/alarm", alarm, name="alarm"),
    path("ledger/verify_ledger.py", verifier, name="verifier"),
    path("ledger/checkpoint", checkpoint, name="checkpoint"),
    path("ledger/checkpoint/<int:size>", checkpoint, name="checkpoint_of"),
    path("ledger/proof/<int:old>/<int:new>", proof, name="proof"),
    path("ledger/tile/<int:level>/<path:place>", tile_at, name="tile"),
    path("ledger/sm3/tile/<int:level>/<path:place>", next_tile_at, name="next_tile"),
    path("ledger/keys", keys, name="keys"),
    path("ledger/cosignature", cosignature, name="cosignature"),
    path("r/<uuid:event_id>/<str:digest>/", held, name="held"),
    path("r/<uuid:event_id>/<str:digest>/receipt.json", receipt_file, name="receipt"),
]
