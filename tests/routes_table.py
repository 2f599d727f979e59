"""The declared table of every address: which role gets what. A new route needs a new line, or the build fails.

A line reads from the left, the first group that names a role decides: `nobody in, applicant ok, stranger 404, * 403`.
`in` leads to the sign-in page, `ok` reaches the page (also one that refuses the empty form), `gone` leads elsewhere, a
number is that answer. Groups: `citizens`, `officials`, `*`, or a role of `tests/people.py`. The words in brackets of a
route are filled with the record named there; whoever gets `ok` for it gets 404 for a record that does not exist.
"""

from __future__ import annotations

from typing import Final

from tests.routes_clearing import ROUTES_BESIDE
from tests.routes_row import Row, row

OWN: Final = "nobody in, applicant ok, stranger 404, * 403"
OWN_CHANGED: Final = "nobody in, applicant gone, stranger 404, * 403"
READ_ONLY_OWN: Final = "nobody in, citizens 405, * 403"
SEES: Final = "nobody in, citizens 403, reviewer ok, joint ok, head ok, manager ok, leader ok, * 404"
HANDLES: Final = "nobody in, citizens 403, {}, reviewer 403, joint 403, head 403, manager 403, leader 403, * 404"
LEAD_SEES: Final = "nobody in, citizens 403, reviewer ok, head ok, manager ok, leader ok, * 404"
READ_ONLY_STAFF: Final = "nobody in, * 405"
ENTRANT: Final = (
    "nobody in, reviewer ok, head ok, joint 404, other 404, other_head 404, township 404, leader 404, * 403"
)
PUBLIC_DUE: Final = "nobody in, list ok, head ok, other_head ok, leader ok, manager ok, supervisor ok, * 403"
HEADS: Final = "nobody in, head ok, other_head ok, leader ok, * 403"
ADMIN: Final = "nobody in, admin ok, * 403"
CLERK: Final = "nobody in, clerk ok, * 403"
OFFICE: Final = "nobody in, list ok, * 403"
STAFF: Final = "nobody in, citizens 403, * ok"
AGAIN: Final = "nobody in, list ok, manager ok, leader ok, head ok, other_head ok, supervisor ok, * 403"
HELPS: Final = "nobody in, citizens ok, village ok, clerk ok, * 403"
# The record of a certificate is its issuer's and that of the government above; a case's files are its lead body's.
ISSUER_SEES: Final = "nobody in, citizens 403, reviewer ok, head ok, leader ok, list ok, supervisor ok, * 404"
LEAD_BODY: Final = "nobody in, citizens 403, reviewer ok, head ok, * 404"
# Supervision: the wall for those who lead or supervise, heads see their own body; a card also the post concerned.
CANDIDATES: Final = "nobody in, list ok, head ok, other_head ok, manager ok, leader ok, * 403"
WATCHES: Final = "nobody in, head ok, other_head ok, manager ok, leader ok, supervisor ok, * 403"
WATCHES_OWN: Final = "nobody in, head ok, other_head 404, manager ok, leader ok, supervisor ok, * 403"
RECOMMENDS: Final = "nobody in, supervisor 404, manager 404, * 403"
RATED: Final = "nobody in, citizens 403, head ok, manager ok, supervisor ok, * 404"
CARD: Final = "nobody in, reviewer ok, head ok, manager ok, leader ok, supervisor ok, * 404"
# A task for a township: its sender, the township and the county government see it.
TOWN_TASK: Final = (
    "nobody in, citizens 403, reviewer ok, head ok, township ok, leader ok, list ok, supervisor ok, * 404"
)
# A township's own pages: itself and the county government.
OWN_TOWN: Final = "nobody in, citizens 403, township ok, leader ok, list ok, supervisor ok, * 404"
# What a township has: also the heads of the bodies that train, second and supervise.
TOWN_HAS: Final = (
    "nobody in, citizens 403, head ok, other_head ok, township ok, leader ok, list ok, supervisor ok, * 404"
)
# The line: its own posts, bodies that handle and their heads; one order those who have or had a part in it.
LINE: Final = (
    "nobody in, citizens 403, reviewer ok, joint ok, other ok, head ok, other_head ok, township ok, manager ok,"
    " leader ok, supervisor ok, * 403"
)
IN_HAND: Final = "nobody in, reviewer ok, joint ok, other ok, head ok, other_head ok, township ok, leader ok, * 403"
PARTS: Final = "nobody in, reviewer ok, joint ok, other ok, township ok, * 403"
ORDER: Final = (
    "nobody in, reviewer ok, head ok, manager ok, leader ok, supervisor ok, joint 404, other 404, other_head 404,"
    " township 404, * 403"
)
PUBLISHES: Final = "nobody in, manager ok, * 403"
PUBLISHES_ONE: Final = "nobody in, manager 404, * 403"
WEIGHS: Final = "nobody in, list ok, manager ok, leader ok, * 403"
SUPERVISES: Final = "nobody in, supervisor ok, * 403"
TOPICS: Final = "nobody in, manager ok, leader ok, supervisor ok, * 403"
SETS_TOPICS: Final = "nobody in, manager ok, leader ok, * 403"
# The order of these records has no paper: who reaches orders at all finds nothing there.
NO_PAPER: Final = (
    "nobody in, reviewer 404, joint 404, other 404, head 404, other_head 404, township 404, manager 404, leader 404,"
    " supervisor 404, * 403"
)
# The case has a task at the centre's delivery post, so the bodies of its flow and the centre see its result.
RESULT: Final = (
    "nobody 404, citizens 404, other 404, other_head 404, township 404, village 404, supervisor 404, list 404, * ok"
)

ROUTES: Final[dict[str, Row]] = {
    "portal:home": row("* ok"),
    "portal:search": row("* ok"),
    "portal:leader": row("nobody in, head ok, other_head ok, manager ok, leader ok, * 403"),
    "portal:brief": row(
        "nobody in, head ok, other_head ok, manager ok, leader ok, * 403",
        post="nobody in, head ok, other_head ok, manager ok, leader ok, * 403",
    ),
    "portal:calendar": row(ADMIN, post=ADMIN),
    "portal:publications": row(PUBLIC_DUE),
    "portal:publications_file": row(PUBLIC_DUE),
    "portal:choose": row("* 405", post="* gone"),
    "ledger:verify": row("* ok"),
    # Nothing of the small county is sealed, so there is no checkpoint to read.
    "ledger:alarm": row("* ok"),
    "ledger:checkpoint": row("* 404"),
    "ledger:checkpoint_of": row("* 404", size="7"),
    "ledger:proof": row("* 404", old="3", new="7"),
    "ledger:tile": row("* 404", level="0", place="000"),
    "ledger:next_tile": row("* 404", level="0", place="000"),
    "ledger:keys": row("* ok"),
    "ledger:cosignature": row("* 405", post="* 400"),
    "ledger:held": row("* ok", event_id="event", digest="event_digest"),
    "ledger:receipt": row("* ok", event_id="event", digest="event_digest"),
    "law:list": row("* ok"),
    "law:law": row("* ok", law_id="law"),
    "law:article": row("* ok", law_id="law", article="4"),
    "law:upload": row("nobody in, list ok, * 403", post="nobody in, list ok, * 403"),
    "law:judged": row("nobody in, list ok, * 403", upload_id="law_upload"),
    "law:store": row("* 405", post="nobody in, list ok, * 403", upload_id="law_upload"),
    "law:enter": row("nobody in, list ok, * 403", post="nobody in, list ok, * 403"),
    "law:keep": row("nobody in, list ok, * 403", post="nobody in, list ok, * 403", law_id="law"),
    "powerlist:citing": row("* ok", law_id="law", article="4"),
    "powerlist:touched": row("* ok", law_id="law"),
    "powerlist:duties": row("* ok"),
    "powerlist:duty_list": row("* ok", key="market"),
    "powerlist:duty_file": row("* ok", key="market"),
    "powerlist:balance": row("* ok"),
    "powerlist:editions": row("* ok"),
    "powerlist:edition_publish": row("* 405", post=OFFICE),
    "powerlist:edition": row("* ok", no="1"),
    "powerlist:edition_check": row("* ok", post="* ok", no="1"),
    "powerlist:edition_file": row("* ok", no="1", form="csv"),
    "powerlist:proofs": row(OFFICE),
    "powerlist:docket": row(OFFICE),
    "powerlist:docket_file": row(OFFICE),
    "powerlist:adjustment": row(OFFICE, post=OFFICE, adjustment_id="adjustment"),
    "powerlist:guide": row("* ok", code="item"),
    "powerlist:list": row("* ok"),
    "powerlist:list_file": row("* ok"),
    "powerlist:check_copy": row("* 405", post="* ok"),
    "powerlist:register": row("* ok", register="register"),
    "powerlist:office_register": row(OFFICE, post=OFFICE, register="register"),
    "powerlist:import": row("nobody in, list ok, * 403", post="nobody in, list ok, * 403"),
    "powerlist:choose": row("* 405", post="nobody in, list 404, * 403"),
    "powerlist:preview": row("nobody in, list ok, * 403", preview_id="preview"),
    "powerlist:findings_file": row("nobody in, list ok, * 403", preview_id="preview"),
    "powerlist:versions": row("* ok", code="item"),
    "powerlist:items": row(OFFICE),
    "powerlist:item_power": row(OFFICE, post=OFFICE, code="item"),
    "powerlist:item_together": row(OFFICE, post=OFFICE, code="drafted"),
    "powerlist:misses": row(OFFICE),
    "powerlist:items_file": row(OFFICE, post=OFFICE),
    "powerlist:items_download": row(OFFICE),
    "powerlist:items_preview": row(OFFICE, post=OFFICE, preview_id="items_preview"),
    "powerlist:item_new": row(OFFICE, post=OFFICE),
    "powerlist:item": row(OFFICE, code="drafted"),
    "powerlist:item_draft": row("* 405", post="nobody in, list gone, * 403", code="drafted"),
    "powerlist:item_section": row(OFFICE, post=OFFICE, code="drafted", section="materials"),
    "powerlist:item_findings": row("* 405", post=OFFICE, code="drafted", section="materials"),
    "powerlist:item_form": row(OFFICE, post=OFFICE, code="drafted"),
    "powerlist:item_group": row(OFFICE, post=OFFICE, code="drafted", group="1"),
    "powerlist:group_preview": row(OFFICE, post=OFFICE, code="drafted", group="1"),
    "powerlist:item_drawing": row(OFFICE, post="nobody in, list 422, * 403", code="drafted"),
    "powerlist:item_flow": row(OFFICE, post="nobody in, list 404, * 403", code="drafted"),
    "powerlist:flow_file": row(OFFICE, code="drafted"),
    "powerlist:flow_upload": row("* 405", post=OFFICE, code="drafted"),
    "powerlist:item_try": row(OFFICE, post=OFFICE, code="drafted"),
    "powerlist:item_guide": row(OFFICE, code="drafted"),
    "powerlist:item_publish": row(OFFICE, post=OFFICE, code="drafted"),
    "powerlist:item_state": row(OFFICE, post=OFFICE, code="drafted"),
    "cases:bundle_told": row("* 405", post="nobody in, applicant 409, stranger 404, * 403", bundle_id="bundle"),
    "cases:bundle": row(OWN, post=READ_ONLY_OWN, bundle_id="bundle"),
    "exchange:systems": row(ADMIN),
    "exchange:new": row(ADMIN, post=ADMIN),
    "exchange:system": row(ADMIN, post=ADMIN, key="system"),
    "exchange:mapping": row(ADMIN, post=ADMIN, key="system"),
    "exchange:again": row("* 405", post=ADMIN, key="system"),
    "exchange:turn": row("* 405", post="nobody in, admin gone, * 403", key="system"),
    "exchange:entrants": row(IN_HAND),
    "exchange:entrants_file": row(IN_HAND),
    "exchange:entrant": row(ENTRANT, post=ENTRANT.replace("ok", "422"), push_id="push"),
    "exchange:entrant_scope": row(ENTRANT, post=ENTRANT.replace("ok", "422"), entrant_id="unread"),
    "exchange:elsewhere": row("nobody 404, applicant ok, admin ok, * 404", case_id="foreign"),
    "delegation:candidates": row(CANDIDATES),
    "delegation:candidates_file": row(CANDIDATES),
    "delegation:candidate": row(CANDIDATES, post=OFFICE, code="item"),
    "delegation:table": row(CANDIDATES),
    "delegation:table_edit": row(OFFICE, post=OFFICE),
    "delegation:table_upload": row("* 405", post=OFFICE),
    "delegation:table_file": row(CANDIDATES, no="table_no"),
    "delegation:duty_lists": row("* ok"),
    "delegation:duty_list": row("* ok", key="township"),
    "delegation:duty_list_file": row("* ok", key="township"),
    "delegation:board": row(STAFF),
    "delegation:decision": row(STAFF, post=STAFF, decision_id="giving"),
    "delegation:line": row(STAFF, post=STAFF, line_id="power_down"),
    "delegation:bulk": row(OFFICE, post=OFFICE),
    "delegation:bulk_sheet": row(OFFICE, post=OFFICE, sheet_id="power_sheet"),
    "delegation:empowerment": row("* ok"),
    "delegation:tasks": row(STAFF),
    "delegation:task_new": row(HEADS, post=HEADS),
    "delegation:task": row(TOWN_TASK, post=TOWN_TASK, task_id="task_sent"),
    "delegation:township": row(OWN_TOWN, key="township"),
    "delegation:units": row(ADMIN, post=ADMIN),
    "delegation:capacity": row(TOWN_HAS, post=TOWN_HAS, key="township"),
    "delegation:burden": row(OWN_TOWN, key="township"),
    "delegation:burden_records": row(OWN_TOWN, key="township"),
    "delegation:duty_import": row(OFFICE, post=OFFICE),
    "delegation:duty_sheet": row(OFFICE, post=OFFICE, sheet_id="duty_sheet"),
    "hotline:operate": row(CLERK, post=CLERK),
    "hotline:beside": row("* 405", post=CLERK),
    "hotline:orders": row(LINE),
    "hotline:orders_file": row(LINE),
    "hotline:mine": row(IN_HAND),
    "hotline:order": row(ORDER, post=ORDER, order_id="order"),
    "hotline:paper": row(NO_PAPER, order_id="order", file_id="order", page="1"),
    "hotline:efficiency": row("nobody in, manager ok, leader ok, supervisor ok, * 403"),
    "hotline:figures": row(WATCHES),
    "portal:heard": row(WEIGHS),
    "portal:heard_item": row(WEIGHS, code="item"),
    "portal:patterns": row(SUPERVISES),
    "portal:suggest": row(SUPERVISES, post=SUPERVISES, body_id="market_body", key="topic"),
    "hotline:public_figures": row("* ok"),
    "hotline:public_map": row("* ok"),
    "hotline:public_answers": row("* ok"),
    "hotline:answers": row(PUBLISHES, post=PUBLISHES_ONE),
    "hotline:answer_new": row(PUBLISHES, post=PUBLISHES, order_id="public_order"),
    "hotline:topics": row(TOPICS),
    "hotline:topic": row(TOPICS, topic_id="topic"),
    "hotline:gaps": row(TOPICS),
    "hotline:topic_month": row(SETS_TOPICS, post=SETS_TOPICS),
    "hotline:topic_orders": row(LINE),
    "hotline:topic_tasks": row(LINE),
    "hotline:topic_task": row(ORDER, post=ORDER, task_id="topic_task"),
    "hotline:directory": row(LINE, post=LINE),
    "hotline:batch": row(PARTS, post=PARTS),
    "hotline:batch_take_file": row(PARTS),
    "hotline:batch_handle_file": row(PARTS),
    "hotline:batch_results": row("nobody in, * 403"),
    "hotline:ask": row("nobody ok, citizens ok, * 403", post="nobody ok, citizens ok, * 403"),
    "hotline:asked": row("* ok", post="* ok"),
    "hotline:my": row("nobody in, citizens ok, * 403"),
    "hotline:my_order": row(OWN, post=OWN, order_id="order"),
    "supervision:wall": row(WATCHES),
    "supervision:news": row(WATCHES),
    "supervision:cards": row(STAFF),
    "supervision:cards_file": row(STAFF),
    "supervision:card": row(CARD, post=CARD, card_id="card"),
    "supervision:cases": row(WATCHES),
    "supervision:cases_file": row(WATCHES),
    "supervision:case": row(WATCHES_OWN, case_id="late_case"),
    "supervision:coverage": row(WATCHES),
    "supervision:rules": row(STAFF),
    "supervision:rule": row(STAFF, post="nobody in, supervisor ok, * 403", code="due.promise"),
    "supervision:items": row(WATCHES),
    "supervision:item": row(
        "nobody in, manager ok, leader ok, supervisor ok, head 404, other_head 404, * 403", code="item"
    ),
    "supervision:recommendations": row(WATCHES),
    "supervision:recommend": row(RECOMMENDS, post=RECOMMENDS),
    "supervision:recommendation": row(WATCHES_OWN, post=WATCHES_OWN, recommendation_id="advice"),
    "certificates:check": row("* ok", post="* ok"),
    "certificates:list": row(STAFF, post=READ_ONLY_STAFF),
    "certificates:record": row(
        ISSUER_SEES,
        post="nobody in, citizens 403, head ok, reviewer 403, leader 403, list 403, supervisor 403, * 404",
        certificate_id="ended",
    ),
    "certificates:document": row(ISSUER_SEES, post=READ_ONLY_STAFF, certificate_id="ended", document_id="ending"),
    "certificates:qr": row("* ok", certificate_id="certificate", unknown=200),
    "agencies:posts": row("nobody in, citizens 404, * ok", post="nobody in, * 404"),
    "agencies:demo": row("* ok", post="* 404"),
    "agencies:signed_in": row("* gone", post="* gone"),
    "agencies:open_account": row("nobody in, clerk ok, admin ok, * 403", post="nobody in, clerk ok, admin ok, * 403"),
    "agencies:first_password": row("nobody in, * gone", post="nobody in, * gone"),
    "agencies:seen": row("nobody in, citizens ok, * 403"),
    "centres:book": row("nobody in, citizens ok, * 403", post="nobody in, citizens 404, * 403"),
    "centres:booking": row(OWN, post=OWN_CHANGED, booking_id="booking"),
    "centres:calling": row(CLERK, post=CLERK),
    "centres:days": row("nobody in, manager ok, * 403", post="nobody in, manager ok, * 403"),
    "centres:ticket": row("nobody in, applicant ok, clerk ok, * 404", ticket_id="ticket"),
    "centres:register": row("nobody in, manager ok, * 403", post="nobody in, manager ok, * 403"),
    "centres:population": row(ADMIN, post=ADMIN),
    "centres:authority": row(HEADS, post=HEADS),
    "centres:contacts": row(STAFF, post=STAFF),
    "centres:contact": row(
        "nobody in, citizens 403, clerk ok, manager ok, * 404",
        post="nobody in, citizens 403, clerk ok, manager ok, * 404",
        contact_id="contact",
    ),
    "centres:hall": row("* ok", key="centre"),
    "centres:take": row("* 405", post="nobody in, citizens ok, clerk ok, * 403", key="centre"),
    "ratings:rate": row("nobody ok, citizens ok, * 403", post="nobody ok, citizens ok, * 403"),
    "ratings:rate_one": row(
        "nobody 404, applicant ok, stranger 404, * 403",
        post="nobody 404, applicant ok, stranger 404, * 403",
        occasion_id="visit",
    ),
    "ratings:survey": row(
        "nobody 404, applicant ok, stranger 404, * 403",
        post="nobody 404, applicant ok, stranger 404, * 403",
        survey_id="survey",
    ),
    "ratings:ratings": row("* ok"),
    "ratings:survey_results": row("* ok", survey_id="survey"),
    "ratings:unit": row("* ok", key="market"),
    "ratings:counter": row("nobody 404, citizens 404, * 403", post="nobody 404, citizens 404, * 403"),
    "ratings:open_counter": row("* 404", token="none"),
    "ratings:desk": row(STAFF),
    "ratings:desk_file": row(STAFF),
    "ratings:devices": row("nobody in, manager ok, * 403", post="nobody in, manager ok, * 403"),
    "ratings:surveys": row(
        "nobody in, manager ok, supervisor ok, * 403", post="nobody in, manager ok, supervisor ok, * 403"
    ),
    "ratings:rating": row(RATED, post=RATED, rating_id="rating"),
    "reminders:reminders": row("nobody in, * ok"),
    "account_login": row("nobody ok, * gone", post="nobody ok, * gone"),
    "mfa_authenticate": row("* gone", post="* gone"),
    "account_inactive": row("* 403"),
    "account_signup": row("* ok"),
    "account_logout": row("nobody gone, * ok", post="* gone"),
    "mfa_index": row("nobody in, * ok", post="nobody in, * 405"),
    "account_reauthenticate": row("nobody in, * 403", post="nobody in, * 403"),
    "mfa_reauthenticate": row("nobody in, * 403", post="nobody in, * 403"),
    "account_change_password": row("nobody in, * gone", post="nobody in, * gone"),
    "mfa_activate_totp": row("nobody in, * ok", post="nobody in, * ok"),
    "mfa_deactivate_totp": row("nobody in, * 404", post="nobody in, * 404"),
    "mfa_view_recovery_codes": row("nobody in, * 404", post="nobody in, * 405"),
    "mfa_generate_recovery_codes": row("nobody in, * ok", post="nobody in, * ok"),
    "cases:apply_start": row(
        "nobody in, citizens ok, * 403", post="nobody in, applicant ok, stranger gone, * 403", code="item"
    ),
    "cases:draft_place": row(OWN, post=OWN_CHANGED, draft_id="draft"),
    "cases:draft_papers": row(OWN, post=OWN_CHANGED, draft_id="draft"),
    "cases:draft_file": row(OWN, post=READ_ONLY_OWN, draft_id="draft", key="m_lease"),
    "cases:draft_check": row(OWN, post=OWN_CHANGED, draft_id="draft"),
    "cases:draft_step": row(OWN, post=OWN, draft_id="draft", group="operator"),
    "cases:my_mandates": row("nobody in, citizens ok, * 403", post=READ_ONLY_OWN),
    "cases:proxy": row("nobody in, citizens ok, village ok, * 403", post="* 405"),
    "cases:new_mandate": row(HELPS, post=HELPS),
    "cases:mandate": row(
        "nobody in, applicant ok, stranger 404, village ok, clerk 404, * 403",
        post="nobody in, applicant gone, stranger 404, village gone, clerk 404, * 403",
        mandate_id="mandate",
    ),
    "cases:mandate_photo": row(
        "nobody in, applicant ok, stranger 404, village ok, clerk 404, * 403", mandate_id="mandate", page="1"
    ),
    "cases:my": row("nobody in, citizens ok, * 403", post=READ_ONLY_OWN),
    "cases:my_certificates": row("nobody in, citizens ok, * 403", post=READ_ONLY_OWN),
    "cases:my_certificate_file": row(OWN, post=READ_ONLY_OWN, certificate_id="certificate"),
    "cases:ask_certificate": row(OWN, post=OWN, certificate_id="held", code="QH-SJ-051"),
    "cases:my_case": row(OWN, post=READ_ONLY_OWN, case_id="accepted"),
    "cases:receipt": row(OWN, post=READ_ONLY_OWN, case_id="accepted"),
    "cases:my_slip": row(OWN_CHANGED, post=READ_ONLY_OWN, case_id="accepted"),
    "cases:my_paper": row(OWN, post=READ_ONLY_OWN, case_id="accepted", document_id="document"),
    "cases:supplement": row(OWN, post=OWN, case_id="noticed"),
    "cases:my_hearing": row(OWN, post=OWN, case_id="hearing"),
    "cases:withdraw": row(OWN, post=OWN_CHANGED, case_id="accepted"),
    "cases:status": row("* ok", post="* ok"),
    "cases:desk": row("nobody in, citizens 403, * ok", post=READ_ONLY_STAFF),
    "cases:documents": row(STAFF, post=STAFF),
    "cases:archive": row(LEAD_BODY, post=READ_ONLY_STAFF, case_id="filed"),
    "cases:archive_file": row(LEAD_BODY, post=READ_ONLY_STAFF, case_id="filed", no="1"),
    "cases:case": row(SEES, post=SEES, case_id="accepted"),
    "cases:notice": row(LEAD_SEES, post=HANDLES.format("reviewer ok, joint 404"), case_id="received"),
    "cases:not_accept": row(LEAD_SEES, post=HANDLES.format("reviewer ok, joint 404"), case_id="received"),
    "cases:decision": row(SEES, post=HANDLES.format("head ok"), case_id="reviewed"),
    "cases:pause": row(SEES, post=HANDLES.format("reviewer ok, head ok"), case_id="accepted"),
    "cases:resume": row(SEES, post=HANDLES.format("reviewer ok, head ok"), case_id="accepted"),
    "cases:extend": row(SEES, post=HANDLES.format("head ok"), case_id="accepted"),
    "cases:special": row(SEES, post=HANDLES.format("reviewer ok, head ok"), case_id="accepted", act="hearing-right"),
    "cases:urge": row(SEES, post=SEES, case_id="accepted", task_id="task"),
    "cases:reveal": row(SEES, post=HANDLES.format("reviewer ok, joint ok, head ok"), case_id="accepted"),
    "cases:document": row(SEES, post=READ_ONLY_STAFF, case_id="accepted", document_id="document"),
    "cases:paper_original": row(SEES, post=READ_ONLY_STAFF, case_id="accepted", key="m_lease"),
    "cases:paper_page": row(SEES, post=READ_ONLY_STAFF, case_id="accepted", key="m_lease", page="1"),
    "cases:checks": row(STAFF, post=READ_ONLY_STAFF),
    "cases:asked_again": row(AGAIN),
    "cases:offered": row(STAFF, post="nobody in, citizens 403, * 409"),
    "cases:check": row("nobody in, citizens 403, * 404", post="nobody in, citizens 403, * 404", case_id="accepted"),
    "cases:hand_over": row(SEES, post=SEES, case_id="accepted", task_id="task"),
    "cases:window_later": row("nobody in, clerk 404, * 403", post="nobody in, clerk 404, * 403", case_id="accepted"),
    "cases:supply_later": row(
        "nobody in, citizens 404, * 403", post="nobody in, citizens 404, * 403", case_id="accepted"
    ),
    "cases:commit": row("nobody in, citizens 404, * 403", post="nobody in, citizens 404, * 403", case_id="accepted"),
    "cases:window": row(CLERK),
    "cases:window_received": row(CLERK, case_id="at_window"),
    "cases:window_bundle": row("nobody in, clerk 404, * 403", post="nobody in, clerk 404, * 403", bundle_id="bundle"),
    "cases:window_slip": row("* 405", post=CLERK, case_id="at_window"),
    "cases:window_supplement": row(CLERK, post=CLERK, case_id="noticed"),
    "cases:window_item": row(CLERK, post=CLERK, code="item"),
    "cases:list": row(STAFF),
    "cases:list_export": row(STAFF),
    "cases:delivery": row(RESULT, post=RESULT, case_id="issued"),
    "cases:certificate_file": row(RESULT, case_id="issued"),
    "cases:find": row(STAFF, post=STAFF),
    "cases:town": row(CLERK),
    "cases:centre": row("nobody in, manager ok, * 403"),
} | ROUTES_BESIDE
