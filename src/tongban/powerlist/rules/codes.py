"""The code sets of an implementing list (GB/T 39046-2020, Annex A) and the words shown for them.

Tables only: which codes exist and how they read in both languages. Whether a code is the right one for an item is a
question of `lint`. Codes the standard leaves to the places (extension) are accepted and say so.
"""

from __future__ import annotations

from collections.abc import Mapping

Words = tuple[str, str]
CodeSet = Mapping[str, Words]

ITEM_TYPES: CodeSet = {
    "00": ("行政权力", "administrative power"),
    "01": ("行政许可", "administrative licence"),
    "02": ("行政处罚", "administrative penalty"),
    "03": ("行政强制", "administrative compulsion"),
    "04": ("行政征收", "levy"),
    "05": ("行政给付", "benefit"),
    "06": ("行政检查", "inspection"),
    "07": ("行政确认", "confirmation"),
    "08": ("行政奖励", "reward"),
    "09": ("行政裁决", "adjudication"),
    "10": ("其他行政权力", "other administrative power"),
    "20": ("公共服务", "public service"),
    **{str(number): ("扩展的行政权力", "administrative power, local extension") for number in range(11, 20)},
    **{str(number): ("扩展的公共服务", "public service, local extension") for number in range(21, 30)},
}
LICENCE, BENEFIT = "01", "05"
POWER_LIST_ONLY = frozenset({"00", "02", "03", "04", "06"})
"""Types that are not exercised on application: they stand in the power list and have no service guide."""

NOT_STATED = ("未填", "not stated")

LEVELS: CodeSet = {
    "": NOT_STATED,
    "1": ("国家级", "national"),
    "2": ("省级", "provincial"),
    "3": ("市级", "city"),
    "4": ("县级", "county"),
    "5": ("乡镇（街道）级", "township or sub-district"),
    "6": ("村（社区）级", "village or community"),
    "7": ("分级", "graded"),
}
SERVICE_OBJECTS: CodeSet = {
    "1": ("自然人", "natural persons"),
    "2": ("企业法人", "enterprises"),
    "3": ("事业法人", "public institutions"),
    "4": ("社会组织法人", "social organisations"),
    "5": ("行政机关", "administrative organs"),
    "6": ("其他组织", "other organisations"),
}
CHANNELS: CodeSet = {
    "1": ("窗口办理", "at a window"),
    "2": ("网上办理", "online"),
    "3": ("移动端办理", "by mobile"),
    "4": ("快递申请", "by courier"),
    "9": ("其他", "other"),
}
WEB, MOBILE, COURIER = "2", "3", "4"
CASE_TYPES: CodeSet = {
    "": NOT_STATED,
    "on_the_spot": ("即办件", "on-the-spot case"),
    "promised": ("承诺件", "promised case"),
    "joint": ("联办件", "joint case"),
}
POWER_SOURCES: CodeSet = {
    "": NOT_STATED,
    "statutory": ("法定本级行使", "given to this level by law"),
    "transferred": ("上级下放", "transferred by the superior"),
    "authorised_above": ("上级授权", "authorised from above"),
    "authorised_same_level": ("同级授权", "authorised at the same level"),
    "entrusted": ("上级委托", "entrusted by the superior"),
    "entrusted_same_level": ("同级委托", "entrusted at the same level"),
}
ITEM_STATES: Mapping[int, Words] = {
    1: ("在用", "in use"),
    2: ("暂停", "suspended"),
    3: ("取消", "cancelled"),
    4: ("删除", "deleted"),
}
IN_USE, SUSPENDED, CANCELLED, DELETED = 1, 2, 3, 4
ITEM_MOVES: Mapping[int, frozenset[int]] = {
    IN_USE: frozenset({SUSPENDED, CANCELLED}),
    SUSPENDED: frozenset({IN_USE, CANCELLED}),
    CANCELLED: frozenset(),
    DELETED: frozenset(),
}
"""From which state an item may go to which. Nothing leads to "deleted": history stays, only lists of others use it."""

LIMIT_SCOPES: CodeSet = {"case": ("全件", "the whole case"), "task": ("环节", "one step")}
LIMIT_KINDS: CodeSet = {"statutory": ("法定时限", "statutory limit"), "promised": ("承诺时限", "promised limit")}
LIMIT_UNITS: CodeSet = {
    "hour": ("小时", "hours"),
    "day": ("天", "days"),
    "working_day": ("个工作日", "working days"),
    "month": ("个月", "months"),
    "year": ("年", "years"),
}
LIMIT_STARTS: CodeSet = {
    "receipt": ("自收到申请之日起", "from receipt"),
    "acceptance": ("自受理之日起", "from acceptance"),
    "decision": ("自作出决定之日起", "from the decision"),
    "task": ("自本环节开始起", "from the start of the step"),
}
CONFIDENCES: CodeSet = {
    "V": ("已核对原文", "read in the text of the law"),
    "S": ("据二手资料", "from a secondary source"),
    "M": ("待核实", "to be confirmed"),
}
MATERIAL_KINDS: CodeSet = {
    "form": ("申请表", "form"),
    "certificate": ("证照", "certificate"),
    "other": ("其他", "other paper"),
}
MATERIAL_FORMS: CodeSet = {
    "original": ("原件", "original"),
    "copy": ("复印件", "copy"),
    "electronic": ("电子件", "electronic"),
}
NECESSITIES: CodeSet = {
    "must": ("必要", "necessary"),
    "deferrable": ("可容缺", "deferrable"),
    "situation": ("按情形", "in some situations"),
}
DEFERRED_TO: CodeSet = {
    "decision": ("作出决定前补交", "before the decision"),
    "issue": ("制证前补交", "before the certificate is made"),
}
MATERIAL_SOURCES: CodeSet = {
    "applicant": ("申请人自备", "from you"),
    "government": ("政府部门核发", "issued by government"),
    "third_party": ("其他单位出具", "from a third party"),
}
FIELD_TYPES: CodeSet = {
    "text": ("文字", "text"),
    "textarea": ("长文字", "long text"),
    "number": ("数字", "number"),
    "date": ("日期", "date"),
    "choice": ("单选", "one of several"),
    "multi": ("多选", "several of several"),
    "yesno": ("是或否", "yes or no"),
    "phone": ("电话", "phone"),
    "citizen_id": ("公民身份号码", "citizen identity number"),
    "uscc": ("统一社会信用代码", "unified social credit code"),
    "address": ("地址", "address"),
}
SENSITIVE: CodeSet = {
    "state_security": ("国家安全", "state security"),
    "public_safety": ("公共安全", "public safety"),
    "finance": ("金融业审慎监管", "prudential supervision of finance"),
    "ecology": ("生态环境保护", "protection of the environment"),
    "health_property": ("直接关系人身健康、生命财产安全", "health, life and property"),
}
"""Where nothing may be granted on a promise (国办发〔2020〕42号)."""
QUOTA_PERIODS: CodeSet = {"year": ("每年", "a year"), "total": ("总共", "in all")}
RESULT_KINDS: CodeSet = {
    "certificate": ("证照", "certificate"),
    "document": ("文书", "document"),
    "notice": ("办结通知", "completion notice"),
}
SITUATIONS: CodeSet = {
    "new": ("新办", "new"),
    "renew": ("延续", "renewal"),
    "change": ("变更", "change"),
    "replace": ("补发", "replacement"),
    "surrender": ("注销", "surrender"),
}
NUMBERS: CodeSet = {"": NOT_STATED, "kept": ("编号不变", "keeps its number"), "new": ("另编号", "gets a new number")}
FUNCTIONS: CodeSet = {"accept": ("受理", "accept"), "review": ("审查", "review"), "decide": ("决定", "decide")}
LEGAL_FORMS: CodeSet = {
    "statutory": ("法定", "given by law"),
    "transferred": ("下放", "transferred"),
    "concentrated": ("相对集中行使", "concentrated by approval"),
    "entrusted": ("委托", "entrusted"),
    "posted_team": ("派驻", "posted team"),
    "co_handling": ("协同办理", "co-handling"),
}


def word(codes: CodeSet, code: str, language: str) -> str:
    """The word of a code in one language; a code outside the set is shown as it stands rather than hidden."""
    words = codes.get(code)
    if words is None:
        return code
    return words[1] if language.startswith("en") else words[0]


def is_power(item_type: str) -> bool:
    """Whether a type is one of the ten kinds of power or a local extension of them, not a service."""
    return item_type[:1] in ("0", "1")
