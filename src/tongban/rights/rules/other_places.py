"""Where data of a person lies elsewhere: account, the line, counters, ratings, reminders, exchange. Pure."""

from __future__ import annotations

from typing import Final

from tongban.rights.rules.case_places import INTERNAL, OTHERS_TOO
from tongban.rights.rules.places import Place

OF_USER: Final = "user_id = (SELECT id FROM agencies_user WHERE party_id = %(party)s)"
# By what the person said: of orders themselves no index leads to a person.
OWN_ORDERS: Final = (
    "(SELECT o.id FROM hotline_ordercontact c JOIN hotline_order o ON o.id = c.order_id AND o.party_id = c.party_id"
    " WHERE c.party_id = %(party)s)"
)
OF_ORDER: Final = f"order_id IN {OWN_ORDERS}"
OF_SIDE: Final = "mediation_id IN (SELECT mediation_id FROM hotline_mediationside WHERE party_id = %(party)s)"
OF_RATING: Final = (
    "rating_id IN (SELECT r.id FROM ratings_rating r JOIN ratings_occasion o ON o.id = r.occasion_id"
    " WHERE o.party_id = %(party)s)"
)
SECRET: Final = (
    "登录用的密钥，只用来核对，任何人都看不到。", "Keys for signing in: compared only, shown to nobody.",
)  # fmt: skip

ACCOUNT: Final = (
    Place("agencies_party", ("身份信息", "Identity"), "account", "id = %(party)s", "account",
          sealed={"sealed": "facts"}),
    Place("agencies_user", ("账号", "Account"), "account", "party_id = %(party)s", "account", "created_at",
          left=frozenset({"password"})),
    Place("account_emailaddress", ("邮箱", "Mail address"), "account", OF_USER, "account"),
    Place("socialaccount_socialaccount", ("其他登录方式", "Another way to sign in"), "account", OF_USER, "account",
          "date_joined", left=frozenset({"extra_data"})),
    Place("mfa_authenticator", ("验证器和通行密钥", "Second step and passkeys"), "account", OF_USER, "account",
          "created_at", withheld=SECRET),
)  # fmt: skip


def _order(table: str, zh: str, en: str, newest: str = "at", **more: object) -> Place:
    return Place(table, (zh, en), "line", OF_ORDER, "order", newest, **more)  # type: ignore[arg-type]


LINE: Final = (
    Place(
        "hotline_order", ("12345 诉求", "Request to 12345"), "line", f"id IN {OWN_ORDERS}", "order", "taken_at",
        left=frozenset({"drawn", "supervised", "arbitrated", "joint", "tries", "due_key", "provisional", "excluded"}),
    ),
    Place("hotline_ordercontact", ("您说的话", "What you said"), "line", "party_id = %(party)s", "order", "at",
          sealed={"sealed": "text"}),
    _order("hotline_ordernode", "承办", "In whose hands", "closed_at"),
    _order("hotline_ordernews", "进展", "How it went", left=frozenset({"event"})),
    _order("hotline_orderreply", "答复", "Answer", sealed={"sealed": "text"}),
    _order("hotline_ordercallback", "回访", "Call-back", sealed={"sealed": "text"}),
    _order("hotline_publicanswer", "公开的答复", "Answer worth reading", "published_at"),
    _order("hotline_policematter", "与 110 的联动", "With 110", sealed={"sealed": "text"}),
    _order("hotline_orderreturn", "退回", "Returned", withheld=INTERNAL),
    _order("hotline_orderextension", "延期", "Extension of an order", "asked_at", withheld=INTERNAL),
    _order("hotline_ordersupervision", "督办", "Supervised", withheld=INTERNAL),
    _order("hotline_orderexclusion", "不计考核", "Left out of figures", "asked_at", withheld=INTERNAL),
    _order("hotline_orderfinding", "核查结论", "Finding", "assigned_at", withheld=INTERNAL),
    _order("hotline_whistle", "吹哨", "Whistle", "come_by", withheld=INTERNAL),
    _order("hotline_topicorder", "所在专题", "Topic it is in", "id", withheld=INTERNAL),
    Place("hotline_mediationside", ("调解的一方", "Side of a mediation"), "line", "party_id = %(party)s", "order",
          "said_at"),
    Place("hotline_mediation", ("调解", "Mediation"), "line",
          "id IN (SELECT mediation_id FROM hotline_mediationside WHERE party_id = %(party)s)", "order", "at",
          withheld=OTHERS_TOO),
    Place("hotline_mediationsession", ("调解过程", "Session of a mediation"), "line", OF_SIDE, "order", "at",
          withheld=OTHERS_TOO),
)  # fmt: skip
REST: Final = (
    Place("centres_contact", ("当面提的问题", "Question asked in person"), "counter", "party_id = %(party)s", "order",
          "asked_at", sealed={"sealed": "text", "answer": "text"}),
    Place("centres_booking", ("预约", "Booking"), "counter", "party_id = %(party)s", "order", "made_at",
          left=frozenset({"code"})),
    Place("centres_ticket", ("取号", "Queue number"), "counter", "party_id = %(party)s", "order", "taken_at"),
    Place("ratings_occasion", ("可以评价的事", "What could be rated"), "ratings", "party_id = %(party)s", "order",
          "opened_at", left=frozenset({"case_seq"})),
    Place("ratings_rating", ("评价", "Rating"), "ratings",
          "occasion_id IN (SELECT id FROM ratings_occasion WHERE party_id = %(party)s)", "order", "rated_at",
          sealed={"words": "text"}),
    Place("ratings_ratingstep", ("差评的办理", "What was done about a rating"), "ratings", OF_RATING, "order", "at",
          sealed={"words": "text"}),
    Place("ratings_surveydraw", ("抽到的调查", "Survey you were drawn for"), "ratings", "party_id = %(party)s",
          "order", "answered_at"),
    Place("reminders_reminder", ("提醒", "Reminder"), "notices",
          "(party_id = %(party)s AND channel = 'page') OR (party_id = %(party)s AND NOT (channel = 'page'))", "notice",
          "left_at",
          left=frozenset({"key", "tries", "next_try_at"})),
    Place("exchange_foreigncase", ("别处办理的办件", "Case of another system"), "outside", "applicant_id = %(party)s",
          "case", "seen_at"),
    Place("exchange_foreignstep", ("别处办理的环节", "Step there"), "outside",
          "case_id IN (SELECT id FROM exchange_foreigncase WHERE applicant_id = %(party)s)", "case", "seen_at"),
    Place("exchange_entrant", ("新设主体告知", "Departments told of a new firm"), "outside", "party_id = %(party)s",
          "case", "seen_at"),
    Place("exchange_licencepush", ("双告知", "Licence it needs"), "outside",
          "entrant_id IN (SELECT id FROM exchange_entrant WHERE party_id = %(party)s)", "case", "pushed_at"),
    Place("agencies_accesslog", ("查看记录", "Opening"), "used", "party_id = %(party)s", "access", "at",
          left=frozenset({"recorded_at"})),
    Place("rights_request", ("更正或删除的请求", "Request to correct or delete"), "rights", "party_id = %(party)s",
          "request", "asked_at", sealed={"wish": "json", "answer": "text"}),
)  # fmt: skip
