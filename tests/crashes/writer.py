"""The process that writes: eight threads, each serving one client, until it is killed.

It is forked from the test, so a new one stands in milliseconds. It answers a client only after the act has returned,
which means after its commit; `hasty` answers before, as a writer must not.
"""

from __future__ import annotations

import json
import os
import socket
from collections.abc import Callable, Sequence
from threading import Thread
from typing import Any, Final
from uuid import UUID

from django.db import connection

from tests.cast import Cast, on
from tests.stages import decide, reviewer
from tongban.cases.actions.accept import accept_case
from tongban.cases.actions.decide import deliver_case, issue_result
from tongban.cases.actions.review import review_task
from tongban.cases.actions.turns import withdraw_case
from tongban.cases.queries.tasks import open_tasks
from tongban.kernel.refusals import Refused, refuse

Act = Callable[[Cast, UUID], object]


def review(body: str) -> Act:
    """The review of one body's branch; its task may be closed already when an answer was lost."""

    def act(cast: Cast, case_id: UUID) -> None:
        for task in open_tasks(case_id):
            if task.act == "review" and task.body_id == cast.county.bodies[body]:
                by = reviewer(cast, task, on(11, 5))
                review_task(task_id=task.id, opinion="agree", reasons="", by=by, at=on(11, 5))
                return
        raise refuse("gone", zh="这一支已经审查过。", en="This branch is reviewed already.")

    return act


LIFE: Final[dict[str, tuple[str, Act]]] = {
    "accept": (
        "case.accepted",
        lambda cast, case_id: accept_case(case_id=case_id, by=cast.officer("market_review", on(11, 3)), at=on(11, 3)),
    ),
    "review market": ("case.reviewed", review("market")),
    "review fire": ("case.reviewed", review("fire")),
    "review urban": ("case.reviewed", review("urban")),
    "decide": ("case.decided", decide),
    "issue": ("case.result_issued", lambda cast, case_id: issue_result(case_id=case_id, at=on(11, 9, 11))),
    "deliver": (
        "case.delivered",
        lambda cast, case_id: deliver_case(
            case_id=case_id, method="window", by=cast.officer("delivery", on(11, 10)), at=on(11, 10)
        ),
    ),
    "withdraw": ("case.withdrawn", lambda cast, case_id: withdraw_case(case_id=case_id, by=cast.citizen, at=on(11, 4))),
}


def answer(cast: Cast, asked: dict[str, Any]) -> dict[str, Any]:
    """Does one act and tells its event; a refusal is an answer too."""
    try:
        if asked["act"] == "receive":
            return {"case": str(cast.receive(on(11, 2)).case_id), "type": "case.received"}
        kind, act = LIFE[asked["act"]]
        act(cast, UUID(asked["case"]))
    except Refused as refused:
        return {"case": asked["case"], "refused": refused.refusal.code}
    except Exception as error:  # noqa: BLE001
        return {"case": asked.get("case"), "error": f"{asked['act']}: {type(error).__name__}: {error}"}
    return {"case": asked["case"], "type": kind}


def serve(cast: Cast, line: socket.socket, hasty: bool) -> None:
    """Answers one client until the end."""
    with line.makefile("rw", encoding="utf-8") as wire:
        for question in wire:
            asked = json.loads(question)
            early = hasty and asked["act"] != "receive"
            if early:
                wire.write(json.dumps({"case": asked["case"], "type": LIFE[asked["act"]][0]}) + "\n")
                wire.flush()
            told = answer(cast, asked)
            if not early:
                wire.write(json.dumps(told) + "\n")
                wire.flush()


def start_writer(cast: Cast, lines: Sequence[socket.socket], *, hasty: bool = False) -> int:
    """Forks a writer that serves these lines; answers its process id. The caller holds no open connection."""
    assert connection.connection is None
    pid = os.fork()
    if pid:
        return pid
    threads = [Thread(target=serve, args=(cast, line, hasty)) for line in lines]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    os._exit(0)
