"""Figures of the 12345 hotline: how fast to dispatch, sign, reply, return, call back.

Local rules differ; the county's own rows (`key@division`) go before the general ones.
"""

from __future__ import annotations

from datetime import date

from tongban.rulebook.rule import Confidence, RuleRow

SINCE = date(2020, 12, 28)
V, S, M = Confidence.VERIFIED, Confidence.SECONDARY, Confidence.TO_CONFIRM
HOUSE = "通办默认规则"
DB11 = "北京市地方标准 接诉即办"
ANYANG = "安阳市政务服务条例"
WEIFANG = "潍坊市12345政务服务便民热线条例"


def _row(
    key: str, value: int, unit: str, note: str, source: str = HOUSE, article: str = "", sure: Confidence = M
) -> RuleRow:
    return RuleRow(f"hotline.{key}", value, unit, SINCE, source, article, sure, note)


HOTLINE: tuple[RuleRow, ...] = (
    _row("dispatch.life", 1, "hour", "From taking to dispatching: danger to life.", DB11, "", S),
    _row("dispatch.lifeline", 2, "hour", "Water, power, gas, heat, extreme weather.", DB11, "", S),
    _row("dispatch.general", 24, "hour", "Everything else.", DB11, "", S),
    _row("sign.life", 1, "hour", "From dispatching to signing."),
    _row("sign.lifeline", 2, "hour", "From dispatching to signing."),
    _row("sign.general", 24, "hour", "From dispatching to signing; as long as a return is possible."),
    _row("contact.life", 1, "hour", "From signing to the first contact with the person: the response."),
    _row("contact.lifeline", 2, "hour", "From signing to the first contact."),
    _row("contact.general", 24, "hour", "From signing to the first contact."),
    _row("reply.life", 2, "hour", "From taking to the reply.", DB11, "", S),
    _row("reply.lifeline", 24, "hour", "From taking to the reply.", DB11, "", S),
    _row("reply.consult", 5, "working_day", "From taking to the reply.", WEIFANG, "", S),
    _row("reply.help", 5, "working_day", "From taking to the reply.", WEIFANG, "", S),
    _row("reply.complaint", 5, "working_day", "From taking to the reply.", WEIFANG, "", S),
    _row("reply.report", 5, "working_day", "From taking to the reply.", WEIFANG, "", S),
    _row("reply.suggestion", 5, "working_day", "From taking to the reply.", WEIFANG, "", S),
    _row("reply.praise", 5, "working_day", "For handing the praise to its body."),
    _row("reply.efficiency", 15, "working_day", "From taking an efficiency complaint to the written reply."),
    _row("reply.misconduct", 15, "day", "For the hand-over to be confirmed by discipline inspection."),
    _row("reply.consult@990823", 2, "working_day", "The county's own promise for questions."),
    _row("efficiency_take", 5, "working_day", "To decide on taking an efficiency complaint.", HOUSE, "", S),
    _row("return", 24, "hour", "A body that is not competent returns the order within, with its reason.",
         ANYANG, "", S),
    _row("arbitrate", 24, "hour", "From a return to the decision on it."),
    _row("extension", 5, "working_day", "Once, approved by the head of the body.", ANYANG, "", S),
    _row("callback", 3, "working_day", "From the reply to the callback."),
    _row("callback_share", 30, "percent", "Of replied orders drawn; complaints, redone and supervised ones always."),
    _row("callback_tries", 3, "count", "Tries on different days before an order closes as not reached."),
    _row("redo", 5, "working_day", "For what was sent back as not solved; the first clock goes on."),
    _row("redo_most", 3, "count", "Sent back so often an order becomes a supervised one."),
    _row("rate", 5, "working_day", "For the person to object where no callback was drawn."),
    _row("reopen", 30, "day", "After closing, by the one who asked."),
    _row("supervised", 3, "working_day", "For the answer to a supervised order."),
    _row("whistle", 24, "hour", "For departments to come when a township calls."),
    _row("similar_days", 30, "day", "Orders of so many days are looked through for the same matter."),
    _row("similar_share", 60, "percent", "Of shared word parts, from which a matter is proposed as the same."),
)  # fmt: skip
