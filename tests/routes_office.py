"""The declared addresses of administering: posts, people, absences, windows, and what the auditors read."""

from __future__ import annotations

from typing import Final

from tests.routes_row import Row, row

ADMIN: Final = "nobody in, admin ok, * 403"
STAFF: Final = "nobody in, citizens 403, * ok"
# What administrators did is read by the audit administrator, who has no column: tests/portal/test_administrators.py.
ROUTES_OFFICE: Final[dict[str, Row]] = {
    "agencies:office_posts": row(ADMIN),
    "agencies:office_post": row(ADMIN, post=ADMIN, post_id="post"),
    "agencies:office_new_post": row(ADMIN, post=ADMIN, body_key="market"),
    "agencies:office_new_person": row(ADMIN, post=ADMIN, body_key="market"),
    "agencies:office_person": row(ADMIN, post=ADMIN, official_id="official"),
    "agencies:office_absences": row(STAFF, post=STAFF),
    "agencies:office_windows": row(ADMIN, post="nobody in, admin 404, * 403"),
    "agencies:office_access": row("nobody in, security ok, * 403"),
    "agencies:office_acts": row("nobody in, * 403"),
    "agencies:office_acts_file": row("nobody in, * 403"),
}
