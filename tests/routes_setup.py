"""The declared table of the addresses by which a county sets itself up; see `routes_table`."""

from __future__ import annotations

from typing import Final

from tests.routes_row import Row, row

ADMIN: Final = "nobody in, admin ok, * 403"
ROUTES_SETUP: Final[dict[str, Row]] = {
    "portal:bodies": row(ADMIN),
    "portal:bodies_file": row(ADMIN),
    "portal:body_new": row(ADMIN, post=ADMIN),
    "portal:body": row(ADMIN, post=ADMIN, key="market"),
    "portal:body_end": row(ADMIN, post=ADMIN, key="market"),
    "portal:marks": row(ADMIN),
    "portal:mark": row(ADMIN, post=ADMIN, key="market"),
    "portal:places": row(ADMIN),
    "portal:places_file": row(ADMIN),
    "portal:place_new": row(ADMIN, post=ADMIN),
    "portal:place_import": row(ADMIN, post=ADMIN),
    "portal:place": row(ADMIN, post=ADMIN, place_id="home"),
    "portal:place_end": row(ADMIN, post=ADMIN, place_id="home"),
}
