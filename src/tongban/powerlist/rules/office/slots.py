"""The sections of an item as the list office edits them: which places of a content stand on which page, in which order.

A table and what it is made of. It draws nothing and judges nothing; how a page becomes a content again is in
`sections`, what a content should say in `quality`.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from tongban.powerlist.rules import codes
from tongban.powerlist.rules.codes import CodeSet, Words
from tongban.powerlist.rules.words import LIFE_EVENTS

NONE_OF_THEM = "-"
"""What is ticked where an item says that none of the codes fits; nothing ticked says nothing."""
EVENTS: CodeSet = {key: (zh.split()[0], en) for key, (zh, en) in LIFE_EVENTS.items()}
BODIES = "bodies"
"""Stands for the bodies known today, which no table holds."""


@dataclass(frozen=True, slots=True)
class Slot:
    """One place of a content: its path, words, and kind.

    Kinds: line, text, lines (a list, one a line), words and long_words (both languages), maybe_words (or nothing),
    maybe_line (text or nothing), condition (FEEL or nothing), key, number, maybe_number, yes_no, code, codes,
    maybe_codes.
    """

    path: str
    zh: str
    en: str
    kind: str = "line"
    codes: CodeSet | str | None = None
    help: Words = ("", "")

    def label(self, language: str) -> str:
        """Its words in one language."""
        return self.en if language.startswith("en") else self.zh


@dataclass(frozen=True, slots=True)
class Rows:
    """A list inside a content, edited row by row; `whole` is the slot that is the row itself (a text, no group)."""

    path: str
    zh: str
    en: str
    slots: tuple[Slot, ...]
    whole: bool = False

    def label(self, language: str) -> str:
        """What one row is called."""
        return self.en if language.startswith("en") else self.zh


@dataclass(frozen=True, slots=True)
class Section:
    """One page of the editor. `optional`: groups that may be absent, each with the slot that says it is there."""

    key: str
    zh: str
    en: str
    slots: tuple[Slot, ...] = ()
    rows: tuple[Rows, ...] = ()
    optional: Mapping[str, str] | None = None

    def label(self, language: str) -> str:
        """Its title."""
        return self.en if language.startswith("en") else self.zh


S = Slot
NONE = ("没有的不填。", "Empty where there is none.")
BASICS = Section("basics", "基本信息", "Basics", (
    S("name", "事项名称", "Name of the item", "words"),
    S("summary", "一句话说明", "In one sentence", "words", help=("搜索结果里显示。", "Shown among search results.")),
    S("who", "谁来办", "Who it is for", "words"),
    S("aliases", "群众的叫法", "What people call it", "lines",
      help=("一行一个，搜索时用。", "One a line; search uses them.")),
    S("life_events", "人生事件", "Turns of life", "codes", EVENTS),
    S("item_type", "事项类型", "Item type", "code", codes.ITEM_TYPES),
    S("level", "行使层级", "Exercise level", "code", codes.LEVELS),
    S("power_source", "权力来源", "Source of the power", "code", codes.POWER_SOURCES),
    S("case_type", "办件类型", "Case type", "code", codes.CASE_TYPES),
    S("body", "实施主体", "Implementing body", "code", BODIES),
    S("joint_bodies", "联办单位", "Joint bodies", "codes", BODIES),
    S("handler", "承办机构", "Section in charge"),
    S("service_objects", "服务对象", "Who may apply", "codes", codes.SERVICE_OBJECTS),
    S("topics", "主题", "Topics", "lines", help=("一行一个。", "One a line.")),
    S("basic_code", "基本编码", "Basic code", help=("12 位数字。", "12 digits.")),
    S("implementing_code", "实施编码", "Implementing code", help=("31 位。", "31 characters.")),
    S("local_code", "地方编码", "Local code"),
    S("whole", "在这里办理", "Handled here", "yes_no",
      help=("不勾选的只提供指南，不收件。", "Without it there is a guide only.")),
    S("elsewhere.zh", "在别处办理的说明", "Where else, in Chinese"),
    S("elsewhere.en", "在别处办理的说明（英文）", "Where else, in English"),
    S("elsewhere.url", "网址", "Address on the web"),
), optional={"elsewhere": "zh"})  # fmt: skip
BASES = Section("bases", "设定依据", "Legal basis", rows=(
    Rows("legal_basis", "依据", "Basis", (
        S("law", "法律名称", "Law", help=("不带书名号。", "Without 《》.")),
        S("article", "条款", "Article", help=("如 第三十五条。", "Like 第三十五条.")),
        S("text", "条文", "Text", "text"),
    )),
))  # fmt: skip
DUTIES = Section("duties", "责任与追责", "Duties and accountability", rows=(
    Rows("duties", "责任", "Duty", (
        S("text", "责任", "Duty", "long_words"),
        S("owner", "责任科室", "Owned by", help=("科室或岗位的名称。", "The name of a section or post.")),
        S("basis", "依据", "Legal basis"),
    )),
    Rows("liabilities", "追责情形", "Accountability", (
        S("text", "追责情形", "What is answered for", "long_words"),
        S("basis", "依据", "Legal basis"),
    )),
))  # fmt: skip
CONDITIONS = Section("conditions", "受理条件", "Conditions", (
    S("intermediary", "中介服务", "Intermediary service", "maybe_words", help=NONE),
    S("situation.kind", "对已有证照", "To a certificate held", "code", {"": ("不涉及", "none"), **codes.SITUATIONS}),
    S("situation.certificate", "证照种类", "Kind of that certificate"),
    S("situation.days_before", "到期前多少天申请", "Days before expiry", "maybe_number"),
    S("situation.number", "证照编号", "Its number", "code", codes.NUMBERS),
), (
    Rows("conditions", "条件", "Condition", (S("", "条件", "Condition", "words"),), whole=True),
    Rows("special_procedures", "特别程序", "Special procedure", (S("", "特别程序", "Special procedure", "words"),),
         whole=True),
), {"situation": "kind"})  # fmt: skip
PROMISES = Section("promises", "承诺与数量", "Promises and quota", (
    S("sensitive", "涉及下列领域（涉及的不得告知承诺）", "Touches these fields, where nothing is granted on a promise",
      "maybe_codes", {NONE_OF_THEM: ("均不涉及", "none of them"), **codes.SENSITIVE}),
    S("commitment.check_days", "告知承诺：批准后多少个工作日内核查", "On a promise: checked within working days",
      "maybe_number", help=("不实行告知承诺的不填。", "Empty where nothing is promised.")),
    S("commitment.consequence", "承诺不实的后果", "What follows when it is not so", "long_words"),
    S("quota", "数量限制", "Quota", "maybe_words", help=NONE),
    S("quota_count.number", "最多准予多少件", "Granted at most", "maybe_number", help=NONE),
    S("quota_count.period", "按什么计", "In which period", "code", codes.QUOTA_PERIODS),
), (
    Rows("commitment.conditions", "承诺的内容", "What is promised", (S("", "承诺", "Promise", "words"),), whole=True),
), {"commitment": "check_days", "quota_count": "number"})  # fmt: skip
LIMITS = Section("limits", "时限", "Time limits", rows=(
    Rows("limits", "时限", "Limit", (
        S("key", "代号", "Key", "key", help=(
            "受理 acceptance、法定办结 whole_statutory、承诺办结 whole_promised、送达 delivery；其余由流程引用。",
            "acceptance, whole_statutory, whole_promised, delivery; the flow names others.")),
        S("length", "长度", "Length", "number"),
        S("unit", "单位", "Unit", "code", codes.LIMIT_UNITS),
        S("starts", "起算", "Runs from", "code", codes.LIMIT_STARTS),
        S("kind", "类别", "Kind", "code", codes.LIMIT_KINDS),
        S("scope", "范围", "Scope", "code", codes.LIMIT_SCOPES),
        S("law", "法律名称", "Law"),
        S("article", "条款", "Article"),
        S("confidence", "核对情况", "How sure", "code", codes.CONFIDENCES),
        S("rule", "规则库条目", "Rulebook row", "maybe_line"),
    )),
))  # fmt: skip
MATERIALS = Section("materials", "申请材料", "Papers", rows=(
    Rows("materials", "材料", "Paper", (
        S("key", "代号", "Key", "key", help=("小写字母、数字和下划线。", "Small letters, digits and underscores.")),
        S("name", "材料名称", "Name", "words"),
        S("kind", "类型", "Type", "code", codes.MATERIAL_KINDS),
        S("form", "形式", "Form", "code", codes.MATERIAL_FORMS),
        S("copies", "份数", "Copies", "number"),
        S("necessity", "必要性", "Necessity", "code", codes.NECESSITIES),
        S("situation", "什么情形下提交", "In which situation", "condition",
          help=("如 has_sign = true。", "Like has_sign = true.")),
        S("source", "来源", "Source", "code", codes.MATERIAL_SOURCES),
        S("issuer", "核发单位", "Issued by"),
        S("basis", "依据", "Legal basis"),
        S("promisable", "可以承诺代替", "May be promised instead", "yes_no"),
        S("defer_days", "容缺后几个工作日内补交", "Follows within working days", "maybe_number",
          help=("不填的按规则库。", "Empty takes the rulebook's.")),
        S("deferred_to", "最迟", "At the latest", "code", codes.DEFERRED_TO),
        S("held", "免提交，由谁提供", "Not needed: given by",
          help=("需要提交的不填。", "Empty where it is asked for.")),
        S("note", "填写说明", "Notes on filling it in", "long_words"),
        S("standard", "受理标准", "Accepted when", "long_words"),
        S("sample", "样表", "Sample"),
    )),
))  # fmt: skip
FEE = Section("fee", "收费", "Fee", (
    S("fee.charged", "收费", "A fee is charged", "yes_no"),
    S("epay", "可以网上支付", "Can be paid online", "yes_no"),
), (
    Rows("fee.items", "收费项目", "Charge", (
        S("name", "收费项目", "Charge"), S("rate", "收费标准", "Rate"), S("basis", "收费依据", "Legal basis"),
    )),
))  # fmt: skip
RESULT = Section("result", "办理结果", "Result", (
    S("result.name", "结果名称", "Name of the result", "words"),
    S("result.kind", "结果类型", "Kind of result", "code", codes.RESULT_KINDS),
    S("result.certificate.kind", "证照代号", "Key of the certificate", help=("不发证照的不填。", "Empty without one.")),
    S("result.certificate.title", "证照名称", "Name of the certificate", "words"),
    S("result.certificate.type_code", "证照类型代码", "Type code of the certificate"),
    S("result.certificate.number_word", "证照编号的字头", "Letters of its number"),
    S("result.certificate.valid_years", "有效期（年）", "Valid for (years)", "maybe_number",
      help=("长期有效的不填。", "Empty without an end.")),
    S("result.certificate.fields", "证面内容", "What it shows", "lines",
      help=("申请表字段的代号，一行一个。", "Keys of form fields, one a line.")),
    S("remedies.reconsideration_body", "复议机关", "Body of reconsideration", "words"),
    S("remedies.reconsideration_first", "复议前置", "Reconsideration comes first", "yes_no"),
    S("remedies.court", "管辖法院", "Court", "words"),
), optional={"result.certificate": "kind", "result": "name.zh", "remedies": "reconsideration_body.zh"})  # fmt: skip
PLACES = Section("places", "在哪里办", "Where and when", (
    S("channels", "办理形式", "Ways to apply", "codes", codes.CHANNELS),
    S("max_visits", "到现场次数", "Visits", "number"),
    S("visit_reason", "必须到现场的原因", "Why a visit"),
    S("in_hall", "进驻大厅", "In the service hall", "yes_no"),
    S("bookable", "可以预约", "Can be booked", "yes_no"),
    S("courier", "可以快递", "By courier", "yes_no"),
    S("hours", "办理时间", "Hours", "words"),
    S("contact", "咨询电话", "Phone for questions"),
    S("oversight", "监督电话", "Phone for complaints"),
), (Rows("places", "办理地点", "Place", (S("", "办理地点", "Place", "words"),), whole=True),))  # fmt: skip
QUESTIONS = Section("questions", "要不要办、常见问题", "Do I need it; questions", rows=(
    Rows("need_questions", "要不要办的问题", "Question whether it is needed", (
        S("question", "问题", "Question", "words"),
        S("yes", "答“是”时", "When yes", "maybe_words", help=("不填的接着问下一题。", "Empty goes on to the next.")),
        S("no", "答“否”时", "When no", "maybe_words", help=("不填的接着问下一题。", "Empty goes on to the next.")),
    )),
    Rows("faq", "常见问题", "Frequent question", (
        S("q", "问题", "Question", "words"), S("a", "回答", "Answer", "long_words"),
    )),
))  # fmt: skip
SECTIONS: tuple[Section, ...] = (
    BASICS, BASES, DUTIES, CONDITIONS, PROMISES, LIMITS, MATERIALS, FEE, RESULT, PLACES, QUESTIONS,
)  # fmt: skip
BY_KEY: Mapping[str, Section] = {section.key: section for section in SECTIONS}
FORM, FLOW = "form", "flow"
"""The two pages that are no sections: they have editors of their own."""
