"""What a request can be: its kind, its urgency, its channel; what goes elsewhere at once or with a reason. Pure."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any, Final

from tongban.kernel.refusals import Refusal

Words = tuple[str, str]


class Kind(StrEnum):
    """诉求类型. Efficiency complaints and reports of misconduct have ways of their own."""

    CONSULT = "consult"
    HELP = "help"
    COMPLAINT = "complaint"
    REPORT = "report"
    SUGGESTION = "suggestion"
    PRAISE = "praise"
    EFFICIENCY = "efficiency"
    MISCONDUCT = "misconduct"


class Urgency(StrEnum):
    """紧急程度: danger to life, the lines of daily life (water, power, gas, heat, weather), or general."""

    LIFE = "life"
    LIFELINE = "lifeline"
    GENERAL = "general"


class Channel(StrEnum):
    """How a request came in."""

    PHONE = "phone"
    WEB = "web"
    MOBILE = "mobile"
    LETTER = "letter"
    VISIT = "visit"
    MAILBOX = "mailbox"
    GRID = "grid"
    CITY = "city"
    POLICE = "police"
    RATING = "rating"


class ContactKind(StrEnum):
    """What one more contact of the same matter is."""

    FIRST = "first"
    JOINED = "joined"
    REMINDER = "reminder"
    ADDITION = "addition"
    REOPENING = "reopening"


KIND_WORDS: Final[dict[Kind, Words]] = {
    Kind.CONSULT: ("咨询", "question"),
    Kind.HELP: ("求助", "request for help"),
    Kind.COMPLAINT: ("投诉", "complaint"),
    Kind.REPORT: ("举报", "report"),
    Kind.SUGGESTION: ("建议", "suggestion"),
    Kind.PRAISE: ("表扬", "praise"),
    Kind.EFFICIENCY: ("效能投诉", "efficiency complaint"),
    Kind.MISCONDUCT: ("检举控告", "report of misconduct"),
}
URGENCY_WORDS: Final[dict[Urgency, Words]] = {
    Urgency.LIFE: ("危及人身安全", "danger to life"),
    Urgency.LIFELINE: ("水电气热、极端天气", "water, power, gas, heat, weather"),
    Urgency.GENERAL: ("一般", "general"),
}
CHANNEL_WORDS: Final[dict[Channel, Words]] = {
    Channel.PHONE: ("电话", "phone"),
    Channel.WEB: ("网站", "web"),
    Channel.MOBILE: ("手机", "mobile"),
    Channel.LETTER: ("来信", "letter"),
    Channel.VISIT: ("来访", "visit"),
    Channel.MAILBOX: ("领导信箱", "leader's mailbox"),
    Channel.GRID: ("网格员", "grid worker"),
    Channel.CITY: ("市级平台", "the city's platform"),
    Channel.POLICE: ("110 联动", "110"),
    Channel.RATING: ("差评转办", "bad rating"),
}
CONTACT_WORDS: Final[dict[ContactKind, Words]] = {
    ContactKind.FIRST: ("首次反映", "first"),
    ContactKind.JOINED: ("同一事项", "the same matter"),
    ContactKind.REMINDER: ("催办", "reminder"),
    ContactKind.ADDITION: ("补充", "addition"),
    ContactKind.REOPENING: ("要求再办", "asks to reopen"),
}
# A callback is never left to chance for these.
ALWAYS_CALLED: Final = frozenset({Kind.COMPLAINT, Kind.EFFICIENCY})
EMERGENCY_LINES: Final[dict[str, Words]] = {
    "110": ("正在发生的违法犯罪、人身危险", "crime or danger to persons going on"),
    "119": ("火灾、被困、抢险", "fire, people trapped, rescue"),
    "120": ("急病、受伤", "sudden illness or injury"),
    "122": ("道路交通事故", "traffic accident"),
}


@dataclass(frozen=True, slots=True)
class Elsewhere:
    """Why a request is not taken, and where it goes instead; `basis` names the rule."""

    code: str
    zh: str
    en: str
    channel_zh: str
    channel_en: str
    basis: str


_WEIFANG: Final = "《潍坊市12345政务服务便民热线条例》第十九条；《北京市接诉即办工作条例》第十一条"
ELSEWHERE: Final[dict[str, Elsewhere]] = {
    row.code: row
    for row in (
        Elsewhere("court", "已由法院、仲裁机构受理或应当诉讼、仲裁的", "in court or arbitration, or belonging there",
                  "人民法院诉讼服务 12368，或者原仲裁机构", "The court (12368) or the arbitration body", _WEIFANG),
        Elsewhere("reconsideration", "属于行政复议的", "belonging to administrative reconsideration",
                  "县司法局行政复议窗口", "The county justice bureau's reconsideration window", _WEIFANG),
        Elsewhere("petition", "已进入信访程序的", "already a petition",
                  "县信访局，凭原信访件查询", "The petition office, with the number of the petition", _WEIFANG),
        Elsewhere("disclosure", "申请政府信息公开的", "a request for government information",
                  "该机关的政府信息公开申请渠道", "The body's channel for information requests", _WEIFANG),
        Elsewhere("secret", "涉及国家秘密、商业秘密或者他人隐私的", "touching secrets or the privacy of others",
                  "请直接向主管机关书面反映", "Write to the competent body directly", _WEIFANG),
        Elsewhere("settled", "事实相同且已依法办结、没有新情况的", "settled by law on the same facts, nothing new",
                  "对原处理不服的，可以申请行政复议或者提起诉讼", "Reconsideration, or a suit", _WEIFANG),
        Elsewhere("not_government", "不属于政府职责的", "no duty of government",
                  "由话务员告知的社会服务渠道", "The service that the operator named", _WEIFANG),
        Elsewhere("own_dispute", "纯属民事纠纷、没有行政机关职责的", "a private dispute without a duty of any body",
                  "所在乡镇人民调解委员会", "The township's mediation committee", _WEIFANG),
    )
}  # fmt: skip


def words(table: Mapping[Any, Words], key: str, language: str) -> str:
    """A code of one of the tables in words; an unknown code as it is."""
    found = table.get(key)
    return found[1 if language.startswith("en") else 0] if found else key


def elsewhere(code: str) -> Elsewhere | Refusal:
    """The ground for not taking a request; a refusal for one that no rule knows."""
    found = ELSEWHERE.get(code)
    if found is not None:
        return found
    return Refusal(
        "no_such_ground",
        "不予受理要从规定的情形里选，没有其他理由。",
        "A request is turned away only on a ground of the rules; choose one.",
    )
