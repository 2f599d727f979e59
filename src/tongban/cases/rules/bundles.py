"""How the members of a bundle go on: who may start, who has to wait, who stops. Pure; knows no table and no law.

A member never gets more or less time by being in a bundle: only its start depends on the others.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final

WAITING, RECEIVED, OUTSIDE, DONE, STOPPED = "waiting", "received", "outside", "done", "stopped"
ENDED: Final = frozenset({DONE, STOPPED})
MEMBER_WORDS: Final[dict[str, tuple[str, str]]] = {
    WAITING: ("等前面的事项办好", "Waits for those before it"),
    RECEIVED: ("正在办理", "On its way"),
    OUTSIDE: ("在其他系统办理", "Handled in another system"),
    DONE: ("已办成", "Done"),
    STOPPED: ("没有办成", "Not granted"),
}


@dataclass(frozen=True, slots=True)
class Going:
    """One member as it stands: which go before it, its state, and what has become of its case or outside matter."""

    item: str
    after: tuple[str, ...]
    state: str
    outside: bool = False
    granted: bool | None = None


def moves(members: Sequence[Going]) -> dict[str, str]:
    """The new state of each member that changes now; empty when all stand as they should. Ends of ends included."""
    now = {one.item: one.state for one in members}
    by_item = {one.item: one for one in members}
    changed = True
    while changed:
        changed = False
        for item, one in by_item.items():
            state = _next(one, now)
            if state != now[item]:
                now[item], changed = state, True
    return {item: state for item, state in now.items() if state != by_item[item].state}


def _next(one: Going, now: Mapping[str, str]) -> str:
    state = now[one.item]
    if state in ENDED:
        return state
    if state in (RECEIVED, OUTSIDE):
        return state if one.granted is None else DONE if one.granted else STOPPED
    before = [now[item] for item in one.after if item in now]
    if STOPPED in before:
        return STOPPED
    if all(each == DONE for each in before):
        return OUTSIDE if one.outside else RECEIVED
    return WAITING


def waited_for(members: Sequence[Going], item: str) -> bool:
    """Whether another member begins only after this one: then only its own office can say that it is done."""
    return any(item in one.after and one.state not in ENDED for one in members)


def closed(states: Sequence[str]) -> bool:
    """Whether nothing of the bundle is on its way any more."""
    return all(state in ENDED for state in states)
