"""交接签字: what went over with a power, and whose signature is still missing. A part of the page of a power."""

from __future__ import annotations

from datetime import datetime
from typing import Any, Final

from tongban.delegation.actions.handover import LISTED, sign_handover
from tongban.delegation.forms.readiness import COUNTED, SignForm
from tongban.delegation.models import Handover, Line
from tongban.delegation.permissions.decisions import NOT_FOUND, may_sign
from tongban.kernel.actor import Actor
from tongban.kernel.refusals import Refusal, Refused

SIDES: Final = ("giver", "receiver")


def sign(line: Line, sent: Any, by: Actor, at: datetime) -> tuple[SignForm | None, Refusal | None]:
    """Signs the record that was sent: the form (None where the list stands already) and why it was not signed."""
    found = next((one for one in line.handovers.all() if str(one.pk) == sent.get("handover", "")), None)
    if found is None:
        return None, NOT_FOUND
    form = None if _listed(found) else SignForm(sent)
    side = sent.get("side", "")
    barred = may_sign(by, line.giver_id if side == "giver" else line.receiver_id) if side in SIDES else NOT_FOUND
    if barred is not None or (form is not None and not form.is_valid()):
        return form, barred
    counted = form.cleaned_data if form is not None else {}
    try:
        sign_handover(handover_id=found.pk, side=side, listed=counted, by=by, at=at)
    except Refused as refused:
        return form, refused.refusal
    return form, None


def _listed(one: Handover) -> bool:
    """Whether a side has signed, and with it written down what goes over."""
    return one.giver_signed_at is not None or one.receiver_signed_at is not None


def signatures(line: Line, actor: Actor, sent_form: SignForm | None, sent: Any) -> list[dict[str, Any]]:
    """The records of a line with their signatures, and the side that this reader may sign now."""
    told = []
    for one in line.handovers.order_by("at"):
        whose = {"giver": line.giver_id, "receiver": line.receiver_id}
        mine = [
            side for side in SIDES
            if getattr(one, f"{side}_signed_at") is None and may_sign(actor, whose[side]) is None
        ]  # fmt: skip
        same = sent is not None and str(one.pk) == sent.get("handover", "")
        form = (sent_form if same and sent_form else SignForm(initial=dict.fromkeys(LISTED, 0))) if mine else None
        listed = [(COUNTED[key], one.listed.get(key, 0)) for key in LISTED] if _listed(one) else []
        told.append({"one": one, "side": mine[0] if mine else "", "form": None if listed else form, "listed": listed})
    return told
