"""The declared addresses of grid events, of a township's calls and of mediations."""

from __future__ import annotations

from typing import Final

from tests.routes_row import Row, row

STAFF: Final = "nobody in, citizens 403, * ok"
GRID: Final = "nobody in, citizens 403, clerk ok, reviewer ok, joint ok, other ok, township ok, village ok, * 403"
GRID_EVENT: Final = (
    "nobody in, citizens 403, reviewer ok, head ok, other ok, other_head ok, township ok, manager ok, leader ok, "
    "supervisor ok, * 404"
)
WHISTLE: Final = GRID_EVENT.replace("leader ok, ", "")
MEDIATES: Final = "nobody in, citizens 403, township ok, * 404"

# A person's rights: the person alone; whoever answers requests: windows (names) and the security administrator.
OWN: Final = "nobody in, citizens ok, * 403"
OWN_READ: Final = "nobody in, citizens 405, * 403"
ANSWERS: Final = "nobody in, clerk ok, security ok, * 403"
ANSWERS_ONE: Final = "nobody in, security ok, clerk 404, * 403"

ROUTES_GRID: Final[dict[str, Row]] = {
    "rights:about": row("* ok"),
    "rights:mine": row(OWN, post=OWN_READ),
    "rights:kind": row(OWN, post=OWN_READ, key="agencies-party"),
    "rights:copy": row(OWN, post=OWN_READ),
    "rights:correct": row(OWN, post=OWN),
    "rights:erase": row(OWN, post=OWN),
    "rights:back": row(
        "nobody in, citizens 405, * 403",
        post="nobody in, applicant gone, stranger 404, * 403",
        request_id="data_request",
    ),
    "rights:requests": row(ANSWERS, post="nobody in, * 405"),
    "rights:request": row(ANSWERS_ONE, post=ANSWERS_ONE, request_id="data_request"),
    "hotline:grid": row(GRID, post=GRID),
    "hotline:grid_report": row("* 405", post=GRID),
    "hotline:grid_script": row("* ok"),
    "hotline:grid_desk": row(STAFF),
    "hotline:grid_event": row(GRID_EVENT, post=GRID_EVENT, event_id="grid_event"),
    "hotline:grid_photo": row(GRID_EVENT, event_id="grid_event"),
    "hotline:whistles": row(STAFF, post="nobody in, township ok, * 403"),
    "hotline:whistle": row(WHISTLE, post=WHISTLE, whistle_id="whistle"),
    "hotline:mediations": row(STAFF, post="nobody in, township ok, * 403"),
    "hotline:mediation": row(MEDIATES, post=MEDIATES, mediation_id="mediation"),
    "hotline:mediation_paper": row(MEDIATES, mediation_id="mediation", document_id="mediation_paper"),
}
