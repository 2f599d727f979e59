"""The declared table of the interface for other systems: what each role gets at each of its addresses, signed in.

The words are those of `tests/routes_table.py`. Nobody is told to sign in (401) instead of being led to a page, and what
is sent empty is judged (422) before the record is looked for, alike for records that exist and those that do not.
"""

from __future__ import annotations

from typing import Final

from tests.routes_row import Row, row

OPEN: Final = "* ok"
OWN: Final = "nobody 401, applicant ok, stranger 404, * 403"
OWN_SENT: Final = "nobody 401, citizens ok, * 403"
CITIZENS: Final = "nobody 401, citizens ok, * 403"
STAFF: Final = "nobody 401, citizens 403, * ok"
SEES: Final = "nobody 401, citizens 403, reviewer ok, joint ok, head ok, manager ok, leader ok, * 404"
CLERK: Final = "nobody 401, citizens 403, clerk ok, * 403"
TURNS: Final = "nobody 401, citizens 403, reviewer ok, head ok, joint 403, manager 403, leader 403, * 404"
# Before acceptance no joint body has a part in the case.
ACCEPTS: Final = "nobody 401, citizens 403, reviewer ok, head 403, manager 403, leader 403, * 404"
# The case has a task at the centre's delivery post, so the centre sees its result too.
RESULT: Final = (
    "nobody 401, citizens 403, other 404, other_head 404, township 404, village 404, list 404, supervisor 404, * ok"
)
LINE: Final = (
    "nobody 401, citizens 403, reviewer ok, joint ok, other ok, head ok, other_head ok, township ok, manager ok,"
    " leader ok, supervisor ok, * 403"
)
ORDER: Final = "nobody 401, citizens 403, reviewer ok, head ok, manager ok, leader ok, supervisor ok, * 404"
SIGNS: Final = "nobody 401, citizens 403, reviewer ok, head 403, manager 403, leader 403, supervisor 403, * 404"
GIVES: Final = "nobody in, admin ok, head ok, other_head ok, leader ok, * 403"
NOT_SO: Final = "* 405"
LISTS: Final = "nobody 401, citizens 403, list ok, * 403"
LIST_ITEM: Final = "nobody 401, citizens 403, list ok, * 403"
# What is sent to these is read as JSON and as nothing else.
LISTS_POSTED: Final = "nobody 401, citizens 403, * 415"


def sent(post: str = STAFF, **words: str) -> Row:
    """An address that takes only POST."""
    return row(NOT_SO, post=post, unknown=405, **words)


ROUTES_API: Final[dict[str, Row]] = {
    "openapi": row(OPEN),
    "interface": row(OPEN),
    "agencies:tokens": row(GIVES, post=GIVES),
    "agencies:other_off": row(NOT_SO, post="nobody in, * ok"),
    "mfa_login_webauthn": row("* gone", post="nobody ok, * gone"),
    "mfa_reauthenticate_webauthn": row("nobody in, * 404", post="nobody in, * 404"),
    "mfa_list_webauthn": row("nobody in, * ok", post="nobody in, * 405"),
    "mfa_add_webauthn": row("nobody in, * ok", post="nobody in, * ok"),
    "mfa_remove_webauthn": row("nobody in, * 404", post="nobody in, * 404", pk="1"),
    "openid_connect_login": row(NOT_SO, post="* 404", provider_id="other"),
    "openid_connect_callback": row("* 404", provider_id="other"),
    "api:api-root": row("* 404", post="* 404"),
    "api:powerlist.search_items": row(OPEN),
    "api:powerlist.item_guide": row(OPEN, code="item"),
    "api:powerlist.list_of_day": row(OPEN),
    "api:powerlist.item_version": row(OPEN, version_id="version"),
    "api:powerlist.office_list": row(LISTS, post=LISTS_POSTED),
    "api:powerlist.office_new": row(LISTS, post=LISTS_POSTED),
    "api:powerlist.office_draft": row(LIST_ITEM, post=LIST_ITEM, code="drafted"),
    "api:powerlist.office_begin": row(LIST_ITEM, post=LIST_ITEM, code="drafted"),
    "api:powerlist.office_save": row(LIST_ITEM, post=LIST_ITEM, code="drafted"),
    "api:powerlist.office_comparison": row(LIST_ITEM, code="drafted"),
    "api:powerlist.office_publish": sent(LISTS_POSTED, code="drafted"),
    "api:agencies.list_bodies": row(OPEN),
    "api:agencies.list_places": row(OPEN),
    "api:agencies.me": row(STAFF),
    "api:certificates.check_by_number": row(OPEN, post=OPEN),
    "api:certificates.check_by_file": row(OPEN, post=OPEN),
    "api:certificates.check_by_id": row(OPEN, certificate_id="certificate", unknown=200),
    "api:cases.ask_status": row(NOT_SO, post=OPEN),
    "api:cases.begin_draft": row(CITIZENS, post=CITIZENS),
    "api:cases.list_drafts": row(CITIZENS, post=CITIZENS),
    "api:cases.read_draft": row(OWN, draft_id="draft"),
    "api:cases.answer_draft": row(OWN, draft_id="draft"),
    "api:cases.throw_draft_away": row(OWN, draft_id="draft"),
    "api:cases.upload_paper": sent(OWN_SENT, draft_id="draft", key="m_lease"),
    "api:cases.use_held_paper": sent(OWN_SENT, draft_id="draft", key="m_lease"),
    "api:cases.take_paper_out": sent(OWN_SENT, draft_id="draft", key="m_lease"),
    "api:cases.renew": sent(OWN, draft_id="draft"),
    "api:cases.submit": sent(OWN, draft_id="draft"),
    "api:cases.submit_together": sent(OWN, draft_id="draft"),
    "api:cases.my_together": row(OWN, bundle_id="bundle"),
    "api:cases.tell_together": sent(OWN_SENT, bundle_id="bundle"),
    "api:powerlist.read_register": row(OPEN, key="register"),
    "api:cases.my_cases": row(CITIZENS),
    "api:rights.my_data": row(CITIZENS),
    "api:rights.my_contact": row(NOT_SO, post=NOT_SO, unknown=405),
    "api:rights.my_data_requests": row(CITIZENS),
    "api:rights.ask_name": sent(OWN_SENT),
    "api:rights.ask_erase": sent(OWN_SENT),
    "api:rights.take_request_back": sent("nobody 401, applicant 204, stranger 404, * 403", request_id="data_request"),
    "api:rights.data_requests": row("nobody 401, citizens 403, clerk ok, security ok, * 403"),
    "api:rights.answer_data_request": sent(request_id="data_request"),
    "api:cases.my_case": row(OWN, case_id="accepted"),
    "api:cases.my_document": row(OWN, case_id="accepted", document_id="document"),
    "api:cases.my_certificate": row(OWN, case_id="issued"),
    "api:cases.upload_supplement": sent(OWN_SENT, case_id="noticed"),
    "api:cases.supply": sent(OWN_SENT, case_id="noticed"),
    "api:cases.withdraw": sent(OWN, case_id="accepted"),
    "api:cases.desk": row(STAFF),
    "api:cases.find": sent(),
    "api:cases.receive": sent(),
    "api:cases.upload": sent(case_id="noticed"),
    "api:cases.supplement_at_window": sent(case_id="noticed"),
    "api:cases.read_case": row(SEES, case_id="accepted"),
    "api:cases.reveal": sent(case_id="accepted"),
    "api:cases.document": row(SEES, case_id="accepted", document_id="document"),
    "api:cases.paper_file": row(SEES, case_id="accepted", key="m_lease"),
    "api:cases.certificate": row(RESULT, case_id="issued"),
    "api:cases.accept": sent(ACCEPTS, case_id="received"),
    "api:cases.notice": sent(case_id="received"),
    "api:cases.not_accept": sent(case_id="received"),
    "api:cases.review": sent(case_id="accepted", task_id="task"),
    "api:cases.decide": sent(case_id="reviewed"),
    "api:cases.deliver": sent(case_id="issued"),
    "api:cases.pause": sent(case_id="accepted"),
    "api:cases.resume": sent(TURNS, case_id="accepted"),
    "api:cases.extend": sent(case_id="accepted"),
    "api:cases.procedure": row(SEES, case_id="accepted"),
    "api:cases.tell_right": sent(case_id="accepted"),
    "api:cases.answer_right": sent(case_id="accepted", right_id="task"),
    "api:cases.hearing": sent(case_id="accepted"),
    "api:cases.record": sent(case_id="accepted"),
    "api:cases.drop": sent(TURNS, case_id="accepted"),
    "api:cases.third_party": sent(case_id="accepted"),
    "api:cases.statement": sent(case_id="accepted", interested_id="task"),
    "api:cases.weigh": sent(case_id="accepted", interested_id="task"),
    "api:cases.suspend": sent(case_id="accepted"),
    "api:cases.go_on": sent(SEES, case_id="accepted"),
    "api:cases.terminate": sent(case_id="accepted"),
    "api:cases.offer": sent(case_id="accepted", task_id="task"),
    "api:cases.handover": sent(case_id="accepted", task_id="task"),
    "api:cases.commit_at_window": sent(ACCEPTS.replace("reviewer ok", "reviewer 403"), case_id="received"),
    "api:cases.check_promise": sent(case_id="accepted"),
    "api:cases.later_at_window": sent(case_id="accepted"),
    "api:cases.later": sent(OWN_SENT, case_id="accepted"),
    "api:cases.commit": sent(OWN, case_id="received"),
    "api:cases.my_hearing": sent(OWN_SENT, case_id="accepted"),
    "api:hotline.take_in": row(LINE, post=STAFF),
    "api:hotline.list_orders": row(LINE, post=STAFF),
    "api:hotline.results": row(STAFF),
    "api:hotline.read_order": row(ORDER, order_id="order"),
    "api:hotline.add_contact": sent(order_id="order"),
    "api:hotline.send_elsewhere": sent(order_id="order"),
    "api:hotline.dispatch": sent(order_id="order"),
    "api:hotline.sign": sent(SIGNS, order_id="order"),
    "api:hotline.return_order": sent(order_id="order"),
    "api:hotline.arbitration": sent(order_id="order"),
    "api:hotline.move": sent(order_id="order"),
    "api:hotline.pass_on": sent(order_id="order"),
    "api:hotline.support": sent(order_id="order"),
    "api:hotline.merge": sent(order_id="order"),
    "api:hotline.contact": sent(order_id="order"),
    "api:hotline.reply": sent(order_id="order"),
    "api:hotline.extension": sent(order_id="order"),
    "api:hotline.callback": sent(order_id="order"),
    "api:hotline.reopen": sent(order_id="order"),
    "api:cases.urge": sent(SEES, case_id="accepted", task_id="task"),
    "ledger:verifier": row("* ok"),
}
