"""The declared addresses of keeping the list honest: comparisons, rounds, overlaps, domains, charges, grants."""

from __future__ import annotations

from typing import Final

from tests.routes_api import ROUTES_API
from tests.routes_grid import ROUTES_GRID
from tests.routes_office import ROUTES_OFFICE
from tests.routes_row import Row, row
from tests.routes_setup import ROUTES_SETUP

OFFICE: Final = "nobody in, list ok, * 403"
COUNTS_CUTS: Final = "nobody in, list ok, head ok, other_head ok, leader ok, * 403"
EXPLAINS_CUT: Final = "nobody in, list ok, head ok, leader ok, other_head 404, * 403"
FIGURES: Final = "nobody in, list ok, head ok, other_head ok, manager ok, leader ok, * 403"
STAFF: Final = "nobody in, citizens 403, * ok"
SEES: Final = "nobody in, citizens 403, reviewer ok, joint ok, head ok, manager ok, leader ok, * 404"
SEES_CHARGES: Final = "nobody in, list ok, head ok, other_head ok, leader ok, supervisor ok, * 403"
# Appraisal: heads and the list office; marks are for heads of townships, of whom none is among the roles.
APPRAISED: Final = "nobody in, list ok, head ok, other_head ok, leader ok, * 403"
FILES_PLAN: Final = "nobody in, head ok, other_head ok, * 403"
OPENS_PERIOD: Final = "nobody in, list ok, leader ok, * 403"

ROUTES_CLEARING: Final[dict[str, Row]] = {
    "powerlist:increase": row(OFFICE, post=OFFICE),
    "powerlist:increases": row(COUNTS_CUTS),
    "powerlist:increases_file": row(COUNTS_CUTS),
    "powerlist:finding": row(EXPLAINS_CUT, post=EXPLAINS_CUT, increase_id="increase"),
    "powerlist:comparison": row("nobody in, list ok, leader ok, * 403", comparison_id="comparison"),
    "powerlist:comparison_file": row("nobody in, list ok, leader ok, * 403", comparison_id="comparison"),
    "powerlist:domains": row("* ok"),
    "powerlist:domain_file": row("* ok"),
    "powerlist:domain_office": row(OFFICE, post=OFFICE),
    "powerlist:round_results": row("* ok"),
    "powerlist:round_result": row("* ok", no="round_no"),
    "powerlist:round_file": row("* ok", no="round_no"),
    "powerlist:rounds": row(COUNTS_CUTS, post=COUNTS_CUTS),
    "powerlist:round": row(COUNTS_CUTS, post="nobody in, list ok, * 403", round_id="round"),
    "powerlist:round_item": row(COUNTS_CUTS, post=COUNTS_CUTS, line_id="round_line"),
    "powerlist:overlaps": row(COUNTS_CUTS, post="nobody in, list gone, * 403"),
    "powerlist:overlap_file": row(COUNTS_CUTS),
    "powerlist:overlap": row(COUNTS_CUTS, post=COUNTS_CUTS, overlap_id="overlap"),
    "powerlist:practices": row(COUNTS_CUTS, post=COUNTS_CUTS),
    "powerlist:practice_file": row(COUNTS_CUTS),
    "powerlist:practice": row(COUNTS_CUTS, post=COUNTS_CUTS, practice_id="practice"),
    "cases:granted": row("* ok"),
    "cases:granted_file": row("* ok"),
    "cases:withheld": row("nobody in, head ok, other_head ok, leader ok, * 403", post="nobody in, * 405"),
    "cases:withhold": row(
        "nobody in, citizens 403, reviewer ok, head ok, * 404",
        post="nobody in, citizens 403, reviewer ok, head 403, * 404",
        case_id="accepted",
    ),
    "cases:charges": row(SEES_CHARGES, post="nobody in, list ok, leader ok, * 403"),
    "cases:charges_file": row(SEES_CHARGES),
    "cases:case_charges": row(
        SEES,
        post="nobody in, reviewer ok, head ok, citizens 403, joint 403, manager 403, leader 403, * 404",
        case_id="accepted",
    ),
    "delegation:levels": row(STAFF),
    "delegation:decision_file": row(STAFF, decision_id="giving"),
    "delegation:arose_cases": row(STAFF),
    "delegation:above_cases": row(STAFF),
    "delegation:county_powers": row(STAFF, key="township"),
    "delegation:down_powers": row(STAFF, key="township"),
    "delegation:kept_powers": row(STAFF, key="township"),
    "delegation:level_powers": row(STAFF, key="township"),
    "delegation:year_cases": row(FIGURES, code="item"),
    "delegation:voices": row(FIGURES, code="item"),
    "delegation:gone_cases": row(FIGURES.replace(" ok", " 404"), code="item"),
    "delegation:cancelled": row(FIGURES.replace(" ok", " 404"), post="nobody in, list 404, * 403", code="item"),
    "delegation:unit_before": row("nobody in, admin 404, * 403", unit_id="post"),
    "delegation:unit_since": row("nobody in, admin 404, * 403", unit_id="post"),
    "appraisal:plans": row(APPRAISED),
    "appraisal:plan_new": row(FILES_PLAN, post=FILES_PLAN),
    "appraisal:plan": row("nobody in, list ok, head ok, leader ok, other_head 404, * 403", plan_id="plan"),
    "appraisal:two_way": row("nobody in, list ok, leader ok, head gone, other_head gone, * 403"),
    "appraisal:period_new": row(OPENS_PERIOD, post=OPENS_PERIOD),
    "appraisal:score": row("nobody in, list ok, head ok, leader ok, other_head 404, * 403", key="market"),
    "appraisal:marks": row("nobody in, * 403"),
    "appraisal:mark": row("nobody in, * 403", post="nobody in, * 403", key="market"),
}
ROUTES_BESIDE: Final[dict[str, Row]] = ROUTES_API | ROUTES_CLEARING | ROUTES_GRID | ROUTES_OFFICE | ROUTES_SETUP
