"""Codes of the tables in the words a person reads; a code without words stands as it is. Pure."""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import datetime
from typing import Any, Final

CODES: Final[Mapping[str, tuple[str, str]]] = {
    "accept": ("受理", "acceptance"),
    "acceptance": ("受理通知书", "notice of acceptance"),
    "accepted": ("已受理", "accepted"),
    "account": ("账号", "account"),
    "act": ("依申请办理", "by an act"),
    "active": ("有效", "in force"),
    "agree": ("同意", "agreed"),
    "answered": ("已答复", "answered"),
    "appeal": ("申请复核", "appeal"),
    "asked": ("等待答复", "waits for an answer"),
    "back": ("已撤回", "taken back"),
    "call_back": ("回访", "call back"),
    "callback": ("等待回访", "waits for a call-back"),
    "called_back": ("回访后办结", "closed after a call-back"),
    "cancelled": ("已注销", "cancelled"),
    "certificate": ("制作证照", "made a certificate"),
    "claimed": ("已认领", "claimed"),
    "closed": ("已办结", "closed"),
    "complaint": ("投诉", "complaint"),
    "consult": ("咨询", "consultation"),
    "contact": ("联系本人", "contacted"),
    "contacted": ("已联系", "contacted"),
    "correct": ("更正", "correct"),
    "counted": ("计入", "counted"),
    "county_centre": ("县中心", "county centre"),
    "decide": ("决定", "decision"),
    "decided": ("已决定", "decided"),
    "deemed": ("视为同意", "deemed"),
    "deliver": ("送达", "delivery"),
    "delivered": ("领取结果", "result collected"),
    "delivery": ("送达", "delivered"),
    "delivery_record": ("送达回证", "delivery record"),
    "disagree": ("不同意", "disagreed"),
    "dispatched": ("已派单", "dispatched"),
    "document": ("制作文书", "made a document"),
    "done": ("已办结", "done"),
    "draft": ("没有提交", "not submitted"),
    "efficiency": ("效能投诉", "complaint of efficiency"),
    "ended": ("已结束", "ended"),
    "erase": ("删除", "erase"),
    "excluded": ("不计入", "left out"),
    "explained": ("已说明", "explained"),
    "fee": ("收费", "fee"),
    "fine": ("罚款", "fine"),
    "firm": ("单位", "firm"),
    "first": ("首次反映", "first time"),
    "fixed": ("已整改", "put right"),
    "general": ("一般", "general"),
    "given_up": ("没有送达", "given up"),
    "grant": ("准予", "granted"),
    "handling": ("办理中", "in hand"),
    "help": ("求助", "call for help"),
    "hotline": ("办理热线诉求", "handled a request to 12345"),
    "in": ("转入", "in"),
    "issue": ("出证", "issue"),
    "issued": ("已出证", "issued"),
    "judge": ("评判", "judgement"),
    "kept": ("其余依法保存", "the law keeps the rest"),
    "lead": ("主办", "lead"),
    "life": ("紧急", "urgent"),
    "matter": ("办结的事", "matter"),
    "mine": ("我的事", "my cases"),
    "mobile": ("手机", "mobile"),
    "no_objection": ("期满无异议", "no objection in time"),
    "none_left": ("没有留联系方式", "left no phone"),
    "notice": ("一次性告知", "one-time notice"),
    "noticed": ("等待补正", "waits for papers"),
    "official": ("工作人员", "official"),
    "one_time_notice": ("一次性告知书", "one-time notice"),
    "online": ("网上", "online"),
    "open": ("没有办结", "open"),
    "order": ("诉求", "order"),
    "out": ("转出", "out"),
    "over": ("期满", "over"),
    "page": ("页面", "page"),
    "pending": ("等待评判", "waits for a judgement"),
    "person": ("个人", "person"),
    "phone": ("电话", "by phone"),
    "police": ("110", "110"),
    "post": ("邮寄", "by post"),
    "praise": ("表扬", "praise"),
    "publish": ("公开", "published"),
    "pushed": ("已推送", "told"),
    "reached": ("已联系上", "reached"),
    "receipt_slip": ("收件凭证", "receipt"),
    "received": ("已收件", "received"),
    "rectified": ("已整改", "put right"),
    "rectify": ("整改", "putting right"),
    "refusal": ("不予许可决定书", "refusal"),
    "refuse": ("不予许可", "refused"),
    "refused": ("没有同意", "refused"),
    "reminder": ("发送提醒", "sent a reminder"),
    "replaced": ("已换发", "replaced"),
    "replied": ("已答复", "answered"),
    "report": ("举报", "report"),
    "returned": ("已退回", "returned"),
    "reveal": ("查看全部信息", "opened in full"),
    "review": ("审查", "review"),
    "reviewing": ("审查中", "in review"),
    "revoked": ("已撤销", "revoked"),
    "sent": ("已发送", "sent"),
    "signed": ("已签收", "signed for"),
    "solved": ("已解决", "solved"),
    "spoken": ("口头同意", "agreed by word"),
    "suggestion": ("建议", "suggestion"),
    "supplement": ("补正", "supplement"),
    "supplemented": ("已补正", "supplemented"),
    "system": ("平台", "the platform"),
    "taken": ("已登记", "taken down"),
    "transferred": ("已转办", "handed on"),
    "upheld": ("成立", "upheld"),
    "used": ("已使用", "used"),
    "visit": ("到场", "visit"),
    "wait": ("等待", "wait"),
    "waiting": ("等待发送", "waits to be sent"),
    "web": ("网上", "online"),
    "window": ("窗口", "window"),
    "withdrawal": ("撤回通知书", "notice of withdrawal"),
    "withdrawn": ("已撤回", "withdrawn"),
    "wrong": ("与事实不符", "not as it was"),
}
# What these hold is a name or words of somebody, never a code.
NO_CODES: Final = frozenset({"username", "name", "text", "title", "words", "answer", "reason", "sealed", "key"})
LONGEST: Final = 32_000


def shown(column: str, value: Any, language: str) -> str:
    """A value as people read it, at most as much as a cell of a sheet holds; `language` is zh or en."""
    place = 1 if language == "en" else 0
    if isinstance(value, bool):
        return (("是", "yes"), ("否", "no"))[0 if value else 1][place]
    if not isinstance(value, str):
        return json.dumps(value, ensure_ascii=False)[:LONGEST] if isinstance(value, dict | list) else str(value)
    if column not in NO_CODES and value in CODES:
        return CODES[value][place]
    return _moment(value) if column.endswith("_at") or column == "at" else value[:LONGEST]


def _moment(value: str) -> str:
    try:
        return f"{datetime.fromisoformat(value):%Y-%m-%d %H:%M}"
    except ValueError:
        return value
