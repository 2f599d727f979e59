"""A request as it is brought in, and what is wrong with it. Pure."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from tongban.hotline.rules.kinds import ELSEWHERE, EMERGENCY_LINES, Channel, Kind, Urgency
from tongban.hotline.rules.redact import MOST, clean_words
from tongban.kernel.refusals import Refusal

TITLE: int = 80
LONG = Refusal("request_long", "最多 4000 个字，请分段或者精简。", "At most 4,000 characters.")


@dataclass(frozen=True, slots=True, kw_only=True)
class Request:
    """What somebody asks. `request` is the form's own key: the same one sent twice is one order.

    `party_id` is who is signed in; else name and phone, both may be empty (anonymous). `join`: the operator found that
    it is the matter of that order. `elsewhere`, `emergency`: not taken on that ground, or handed to that line.
    """

    request: UUID
    kind: str
    place_id: UUID
    text: str
    urgency: str = Urgency.GENERAL.value
    channel: str = Channel.WEB.value
    topic: str = ""
    title: str = ""
    name: str = ""
    phone: str = ""
    party_id: UUID | None = None
    named: bool = True
    item_id: UUID | None = None
    complained_id: UUID | None = None
    origin: str = ""
    outside_no: str = ""
    outside_due: datetime | None = None
    join: UUID | None = None
    elsewhere: str = ""
    emergency: str = ""

    @property
    def is_named(self) -> bool:
        """Whether a name is given: nobody is named by leaving it out."""
        return self.named and (self.party_id is not None or bool(self.name.strip()))

    @property
    def reachable(self) -> bool:
        """Whether there is a way to speak with the person."""
        return self.party_id is not None or bool(self.phone.strip()) or bool(self.outside_no)

    @property
    def goes_elsewhere(self) -> bool:
        """Whether it is not taken here."""
        return bool(self.elsewhere or self.emergency)


def title_of(title: str, text: str) -> str:
    """The title as given, else the first line of the text."""
    found = clean_words(title, TITLE) or text.partition("\n")[0].strip()
    return found if len(found) <= TITLE else found[: TITLE - 1] + "…"


def words_problem(text: str, *, needed: bool) -> Refusal | None:
    """What is wrong with words that are added to an order; `needed`: an addition without words says nothing."""
    if needed and len(clean_words(text)) < 2:
        return Refusal("words_empty", "请先写明情况，再提交。", "Say first what it is about.")
    return LONG if len(text) > MOST else None


def request_problem(asked: Request) -> Refusal | None:
    """What keeps a request from being taken in; None when it can."""
    if len(clean_words(asked.text)) < 2:
        return Refusal("request_empty", "请写明要反映的事。", "Say what it is about.")
    if len(asked.text) > MOST:
        return LONG
    for value, known, zh, en in (
        (asked.kind, set(map(str, Kind)), "请选择诉求类型。", "Choose what kind of request it is."),
        (asked.urgency, set(map(str, Urgency)), "请选择紧急程度。", "Choose how urgent it is."),
        (asked.channel, set(map(str, Channel)), "没有这个来源渠道。", "There is no such channel."),
        (asked.elsewhere or "court", set(ELSEWHERE), "不予受理要从规定的情形里选。", "Choose a ground of the rules."),
        (asked.emergency or "110", set(EMERGENCY_LINES), "没有这个紧急热线。", "There is no such emergency line."),
    ):
        if value not in known:
            return Refusal("request_code", zh, en)
    if asked.kind == Kind.EFFICIENCY and asked.complained_id is None and not asked.goes_elsewhere:
        return Refusal("complained_missing", "效能投诉请选择被投诉的单位。", "Choose the body that you complain about.")
    return None
