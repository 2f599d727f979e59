"""放权总览: 哪项权力在哪个乡镇，准备好没有，用得怎样？ Powers × townships at a glance, each cell opens its evidence."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any
from uuid import UUID

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from tongban.agencies.queries import BodyRef, bodies_by_id, divisions
from tongban.delegation.actions.decisions import of_county
from tongban.delegation.pages.duties import place
from tongban.delegation.permissions.decisions import may_draft, may_look
from tongban.delegation.queries.board import DECISIONS, MOST, Board, BoardCell, board, decisions, levels, overdue_lines
from tongban.delegation.queries.capacity import visits_owed
from tongban.delegation.rules.capacity import VISITS
from tongban.delegation.rules.decisions import LINE_STATES, STATES
from tongban.delegation.rules.lookback import CANNOT_TAKE, CANNOT_USE, HOLLOW, IDLE, VERDICTS
from tongban.delegation.rules.readiness import GAPS
from tongban.kernel.actor import ANONYMOUS, Actor
from tongban.powerlist.queries.holdings import deciding_at
from tongban.powerlist.queries.names import item_names

SHOW = ("gaps", "overdue", "idle", "weak")
VERDICTS_OF = {"idle": (IDLE, HOLLOW), "weak": (CANNOT_TAKE, CANNOT_USE)}


def looker(request: HttpRequest) -> Actor:
    """The official who looks; 403 for everybody else."""
    actor: Actor = getattr(request, "actor", ANONYMOUS)
    barred = may_look(actor)
    if barred is not None:
        raise PermissionDenied(barred)
    return actor


@require_safe
@never_cache
def board_page(request: HttpRequest) -> HttpResponse:
    """Which power is where, ready or not, used or not?"""
    actor = looker(request)
    now, at, made, places = timezone.now(), place(), decisions(), divisions()
    names, townships = {one.id: one.name for one in places}, [one for one in places if one.kind == "township"]
    only, asked = request.GET.get("show", ""), request.GET.get("town", "")
    chosen = next((one for one in townships if one.code == asked), None)
    today, where = timezone.localdate(now), chosen.id if chosen else None
    found = board(now, place_id=where)
    seen = board(now, place_id=where, overdue=True) if found.cut and only == "overdue" else found
    towns = [one for one in found.towns if where in (None, one.place_id)]
    context: dict[str, Any] = {
        "choices": townships, "chosen": chosen,
        "most": MOST if seen.cut else 0,
        "towns": [names.get(one.place_id, one.name) for one in towns],
        "rows": _rows(seen, towns, names, at, only),
        "figures": _figures(found, today, where),
        "only": only if only in SHOW else "",
        "decisions": [(one, STATES[one.state][at]) for one in made[:DECISIONS]],
        "more_decisions": DECISIONS if len(made) > DECISIONS else 0,
        "levels": levels(now, deciding_at(now)),
        "owed": _owed(actor, today, at),
        "all_givers": of_county(actor),
        "office": may_draft(actor, of_county=of_county(actor)) is None,
    }  # fmt: skip
    return render(request, "delegation/board.html", context)


def _figures(found: Board, today: date, where: UUID | None) -> dict[str, int]:
    """How many cells each filter shows; a board that was cut does not hold all that is overdue."""
    counts = {only: sum(_kept(one, only) for one in found.cells.values()) for only in SHOW}
    if found.cut:
        counts["overdue"] = overdue_lines(today, place_id=where)
    return {"all": len(found.cells), **counts}


def _owed(actor: Actor, today: date, at: int) -> list[dict[str, Any]]:
    """Who gave a power away sees what it still owes for it; the county, what any giver is late with (D-18)."""
    owed = visits_owed(today, giver=None if of_county(actor) else actor.body_id)
    if not owed:
        return []
    names = item_names({one.item_id for one in owed})
    known = bodies_by_id({key for one in owed for key in (one.giver_id, one.receiver_id)})
    return [
        {
            "one": one, "item": names.get(one.item_id, ("", ""))[0], "giver": known[one.giver_id].name,
            "receiver": known[one.receiver_id].name, "visit": VISITS[one.kind][at],
        }
        for one in owed
    ]  # fmt: skip


def _kept(one: BoardCell, only: str) -> bool:
    """Whether a cell is shown under a filter."""
    if only == "gaps":
        return one.readiness == GAPS
    if only == "overdue":
        return one.overdue
    return only not in VERDICTS_OF or one.verdict in VERDICTS_OF[only]


def _rows(
    found: Board, towns: Sequence[BodyRef], places: dict[UUID, str], at: int, only: str
) -> list[tuple[str, list[tuple[str, dict[str, Any] | None]]]]:
    """The powers of which at least one cell is shown, each with its cells, township by township."""
    rows = []
    for key, *names in found.powers:
        cells = []
        for town in towns:
            one = found.cells.get((key, town.place_id))
            shown = one is not None and _kept(one, only)
            cells.append((places.get(town.place_id, ""), told(one, at) if one is not None and shown else None))
        if any(cell for _, cell in cells):
            rows.append((names[at], cells))
    return rows


def told(one: BoardCell, at: int) -> dict[str, Any]:
    """A cell in words: state, readiness, use."""
    return {
        "line": one.line,
        "state": one.state,
        "word": {**LINE_STATES, "lapsed": ("试行期满", "trial over")}[one.state][at],
        "gaps": [gap for gap in one.gaps if gap.waived_until is None],
        "readiness": one.readiness,
        "capacity": one.capacity,
        "verdict": VERDICTS[one.verdict][at] if one.verdict else "",
        "bad": one.verdict not in ("", "used_well"),
        "overdue": one.overdue,
    }
