"""What each kind of document says in tests: one made-up content per kind, of an invented county."""

from __future__ import annotations

from typing import Any

ISSUER = {"zh": "青禾县市场监督管理局", "en": "Market Regulation Bureau of Qinghe County"}
REMEDIES = {"reconsideration_body": "青禾县人民政府", "court": "青禾县人民法院"}
FROZEN = {**REMEDIES, "days": 60, "months": 6}
LONG_NAME = (
    "青禾县河湾镇向阳路与人民路交叉口东北角老周家豫菜饺子馆连锁餐饮管理服务有限责任公司第一分公司及其附属中央厨房"
)

_HEAD: dict[str, Any] = {"item": "食品经营许可（新办）", "case_number": "QH20261121-000417"}
_FILED = {**_HEAD, "applied_on": "2026-11-16"}
_ACCEPTED = {**_HEAD, "accepted_on": "2026-11-18"}
_BASIS = ["《中华人民共和国食品安全法》第三十五条"]
_LAW = "《中华人民共和国行政许可法》"
_CERTIFICATE = {"certificate": "食品经营许可证", "certificate_number": "JY990823202600417"}
_POINTS = [
    {
        "name": "经营场所平面布局图",
        "defect": "没有标明各操作区的位置和面积",
        "how": "重新提交标明位置、面积的布局图",
        "basis": "《食品经营许可和备案管理办法》第十二条",
    },
    {"name": "食品安全自查制度", "defect": "缺少从业人员健康管理一节。"},
]
_MATERIALS = [
    {"name": "食品经营许可申请书", "form": "原件", "copies": 1},
    {"name": "营业执照", "form": "电子", "note": "免提交"},
]
_SLIP = {
    **_HEAD,
    "received_on": "2026-11-16",
    "told_by": "2026-11-23",
    "materials": _MATERIALS,
    "received_at": "综合窗口",
    "url": "https://tongban.example/status/",
}

_MEDIATED: dict[str, Any] = {"dispute": "邻里、相邻关系", "opened_on": "2026-11-02"}

CONTENT: dict[str, dict[str, Any]] = {
    "mediation_agreement": {
        **_MEDIATED,
        "mediators": "韩立成、马秋兰",
        "points": ["被申请人于约定期限前拆除越界的雨棚", "申请人不再要求赔偿"],
        "perform_by": "2026-12-01",
        "confirm_by": "2026-12-16",
    },
    "mediation_ended": {**_MEDIATED, "outcome": "经调解没有达成协议", "ways": ["向人民法院提起民事诉讼"]},
    "receipt_slip": _SLIP,
    "supplement_receipt": _SLIP,
    "acceptance": {**_FILED, "accepted_on": "2026-11-18", "limit": "7个工作日", "due_on": "2026-11-27"},
    "non_acceptance": {
        **_FILED,
        "reasons": "该事项不属于本机关职权范围",
        "basis": _BASIS,
        "competent_body": "河湾镇人民政府",
        "remedies": REMEDIES,
    },
    "one_time_notice": {**_FILED, "points": _POINTS, "supply_by": "2026-12-16"},
    "extension": {
        **_ACCEPTED,
        "length": "10个工作日",
        "reasons": "现场核查需要会同消防机构",
        "approved_by": "本机关负责人",
        "due_on": "2026-12-11",
    },
    "pause_notice": {
        **_HEAD,
        "procedure": "检验、检测",
        "length": "10个工作日",
        "from_on": "2026-11-20",
        "until_on": "2026-12-04",
        "due_on": "2026-12-11",
    },
    "grant": {
        **_ACCEPTED,
        "granted": "食品经营许可",
        "basis": _BASIS,
        "valid_from": "2026-11-26",
        "valid_to": "2031-11-25",
        "remedies": REMEDIES,
    },
    "refusal": {
        **_ACCEPTED,
        "facts": "经营场所没有独立的清洗消毒区域",
        "reasons": "不符合场所条件",
        "basis": _BASIS,
        "remedies": REMEDIES,
    },
    "relief_grant": {
        **_ACCEPTED,
        "nature": "relief",
        "item": "临时救助",
        "granted": "临时救助决定",
        "basis": _BASIS,
        "remedies": REMEDIES,
    },
    "relief_refusal": {
        **_ACCEPTED,
        "nature": "relief",
        "item": "临时救助",
        "reasons": "收入高于标准",
        "basis": _BASIS,
        "remedies": REMEDIES,
    },
    "delivery_record": {
        **_HEAD,
        "papers": [{"name": "准予行政许可决定书", "number": "青市监准〔2026〕301号"}],
        "way": "直接送达",
    },
    "hearing_right": {**_ACCEPTED, "days": 5, "request_by": "2026-11-25"},
    "hearing_notice": {
        **_ACCEPTED,
        "held_on": "2026-12-08",
        "held_time": "09:30",
        "venue": "县政务服务中心 301 会议室",
        "chair": "韩永生",
        "from_on": "2026-11-26",
        "due_on": "2026-12-18",
    },
    "hearing_record": {
        **_ACCEPTED,
        "held_on": "2026-12-08",
        "held_time": "09:30",
        "venue": "县政务服务中心 301 会议室",
        "chair": "韩永生",
        "present": 6,
        "signed": "听证参加人核对无误后签名或者盖章",
    },
    "interested_notice": {**_ACCEPTED, "answer_by": "2026-11-25", "to_party": "019aa6f1-0000-7000-8000-000000000001"},
    "suspension": {
        **_ACCEPTED,
        "ground": "法律适用问题需要有权机关作出解释或者确认",
        "article": "参照《中华人民共和国行政复议法》第三十九条第一款第七项",
        "reasons": "用地性质的认定已请示上级机关",
        "from_on": "2026-11-20",
    },
    "continuation": {**_HEAD, "from_on": "2026-11-20", "until_on": "2026-12-04", "due_on": "2026-12-11"},
    "termination": {
        **_FILED,
        "ground": "申请人死亡或者终止，没有权利义务承受人或者其放弃申请",
        "article": "参照《中华人民共和国行政复议法》第四十一条第二项、第三项",
        "reasons": "申请人已于2026年11月17日注销",
        "remedies": REMEDIES,
    },
    "commitment": {
        **_FILED,
        "conditions": ["有固定的经营场所"],
        "papers": ["经营场所使用证明"],
        "check_days": 30,
        "consequence": "承诺不实的，撤销决定",
    },
    "withdrawal": {**_FILED, "withdrawn_on": "2026-11-20"},
    "deemed_renewal": {
        **_FILED,
        **_CERTIFICATE,
        "expired_on": "2026-12-20",
        "valid_from": "2026-12-21",
        "valid_to": "2031-12-20",
    },
    "revocation": {
        **_CERTIFICATE,
        "issued_on": "2026-11-26",
        "ground": "被许可人以欺骗、贿赂等不正当手段取得",
        "reasons": "租赁合同系伪造",
        "basis": [f"{_LAW}第六十九条第二款"],
        "remedies": REMEDIES,
    },
    "cancellation": {
        **_CERTIFICATE,
        "issued_on": "2026-11-26",
        "ground": "法人或者其他组织依法终止",
        "reasons": "该企业已注销登记",
        "basis": [f"{_LAW}第七十条第三项"],
        "remedies": REMEDIES,
    },
}


def frozen(kind: str, **changes: Any) -> dict[str, Any]:
    """The content as the row keeps it: with the issuer's name and the lengths of the remedies."""
    content = {**CONTENT[kind], "body_name": ISSUER, **changes}
    return {**content, "remedies": FROZEN} if "remedies" in content else content
