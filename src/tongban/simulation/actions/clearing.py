"""The list kept short in the county: a clean-up round with its result, one under way, overlaps, practices, domains."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import Any, Final
from uuid import UUID

from tongban.agencies.queries import actor_of, calendar
from tongban.kernel.actor import SYSTEM, Actor
from tongban.powerlist.actions.items import create_item, publish_version, save_draft_version
from tongban.powerlist.actions.overlaps import dismiss_overlap, find_overlaps, open_dispute, state_case
from tongban.powerlist.actions.practices import answer_practice, escalate_practices, file_practice
from tongban.powerlist.actions.rounds import decide_line, open_round, publish_round, vote_on
from tongban.powerlist.actions.tags import tag_items
from tongban.powerlist.queries import published_item
from tongban.powerlist.queries.overlaps import overlap_page
from tongban.powerlist.queries.rounds import lines_of_round
from tongban.powerlist.rules.content import content_json
from tongban.simulation.actions.bodies import County

LIKE: Final = "QH-ZN-050"
OVERLAPPING: Final = (("QH-ZN-183", "户外广告设置审批", "market"), ("QH-ZN-184", "户外广告设置许可", "urban"))
RULE: Final = {"law": "城市市容和环境卫生管理条例", "article": "第十一条", "text": ""}
DOCUMENT, NEXT = "青政办发〔2026〕12号", "青政办发〔2026〕18号"
MEMBERS: Final = ("fire_decide", "urban_decide", "county_head", "civil_decide", "forestry_decide")
# Item, votes of the members in their order (an empty one did not vote), and the reason of the decision.
FIRST: Final = (
    ("QH-ZN-182", ("cancel", "cancel", "cancel", "keep", "cancel"), "备案没有审查内容，登记时已经采集了同样的信息。"),
    ("QH-ZN-028", ("keep", "keep", "keep", "keep", "keep"), "动物防疫直接关系公共卫生，保留。"),
    ("QH-ZN-029", ("delegate", "delegate", "keep", "delegate", "delegate"), "经营网点都在乡镇，乡镇有人会办。"),
    ("QH-ZN-063", ("keep", "cancel", "delegate", "keep", "cancel"), "各方意见不一，按规则保留，下一轮再议。"),
)
UNDER_WAY: Final = ("QH-ZN-050", "QH-ZN-183", "QH-ZN-184")
DOMAINS: Final = {
    "business": ("QH-ZN-050", "QH-ZN-181", "QH-ZN-182", "QH-ZN-183", "QH-ZN-184"), "starting business": ("QH-YJS-001",),
    "investment": ("QH-ZN-063",), "income": ("QH-ZN-028", "QH-ZN-029"),
}  # fmt: skip
SAID: Final[dict[str, str]] = {
    "keep": "有上位法依据，目前没有别的监管办法可以代替。",
    "cancel": "事中事后能管住，不用事前办手续。",
    "delegate": "办事的人多数在乡镇，就近办更方便。",
}
STATEMENT: Final = (
    "广告经营登记由本局负责，设置审批长期由本局一并办理，档案齐全。建议继续由本局行使，城市管理部门参与踏勘。"
)


def entries_before(*, at: datetime, valid_from: date) -> None:
    """Two entries by which two bureaus hold one power; entered when the county is founded."""
    for code, zh, body in OVERLAPPING:
        content = _now(LIKE) | {
            "name": {"zh": zh, "en": "Permission for outdoor advertising"}, "aliases": [], "life_events": [],
            "local_code": code, "body": body, "legal_basis": [RULE], "need_questions": [], "faq": [], "topics": [],
            "summary": {"zh": f"{zh}在县里办。", "en": "Handled in the county."},
            "who": {"zh": "在青禾县设置户外广告的单位和个人", "en": "Whoever puts up outdoor advertising in Qinghe"},
            "conditions": [{"zh": "位置和尺寸符合设置规划", "en": "Place and size follow the plan."}],
        }  # fmt: skip
        item = create_item(code=code, by=SYSTEM, at=at)
        made = save_draft_version(item_id=item, content=content, flow="", by=SYSTEM, at=at)
        publish_version(version_id=made, valid_from=valid_from, by=SYSTEM, at=at)


def _now(code: str) -> dict[str, Any]:
    item = published_item(code)
    if item.version is None:
        raise ValueError(f"{code} is published in the county")
    value: dict[str, Any] = content_json(item.version.content)
    return value


def build_clearing(county: County, *, until: datetime) -> int:
    """A round decided and published, one under way, an overlap in dispute, practices answered and late; all in all."""
    decided = _round(county, until=until)
    for domain, codes in DOMAINS.items():
        tag_items(codes=codes, domains=domain.split(), by=SYSTEM, at=until - timedelta(days=7))
    return decided + _overlaps(county, until) + _practices(county, until)


def _head(county: County, post: str, at: datetime) -> Actor:
    return actor_of(county.holders[post][0], county.posts[post], at)


def _round(county: County, *, until: datetime) -> int:
    at = until - timedelta(days=8)
    members = [county.posts[post] for post in MEMBERS if post in county.posts]
    made = open_round(
        title="2026 年第一轮事项清理", document=DOCUMENT, closes_on=(at + timedelta(days=3)).date(), members=members,
        items=[code for code, _, _ in FIRST], by=SYSTEM, at=at,
    )  # fmt: skip
    reasons = {code: (votes, reason) for code, votes, reason in FIRST}
    for line in lines_of_round(made):
        votes, reason = reasons[line.version.code]
        _vote(county, line.id, line.body_id, votes, at)
        decide_line(line_id=line.id, reason=reason, document=DOCUMENT, by=SYSTEM, at=until - timedelta(days=4))
    publish_round(round_id=made, by=SYSTEM, at=until - timedelta(days=3))
    going = open_round(
        title="广告和药品经营事项清理", document=NEXT, closes_on=(until + timedelta(days=9)).date(), members=members,
        items=UNDER_WAY, by=SYSTEM, at=until - timedelta(days=1),
    )  # fmt: skip
    first = lines_of_round(going)[0]
    _vote(county, first.id, first.body_id, ("keep", "cancel"), until - timedelta(days=1))
    return len(FIRST) + len(UNDER_WAY)


def _vote(county: County, line: UUID, lead: UUID | None, votes: tuple[str, ...], at: datetime) -> None:
    for post, choice in zip(MEMBERS, votes, strict=False):
        if post in county.posts and (by := _head(county, post, at)).body_id != lead:
            vote_on(line_id=line, choice=choice, reason=SAID[choice], by=by, at=at)


def _overlaps(county: County, until: datetime) -> int:
    at = until - timedelta(days=6)
    find_overlaps(by=SYSTEM, at=at)
    found = overlap_page(size=100)
    wanted = {code for code, _, _ in OVERLAPPING}
    for one in found:
        if {one.one.code, one.other.code} == wanted:
            open_dispute(overlap_id=one.row.pk, arbiter_id=county.bodies["government"], by=SYSTEM, at=at,
                         words="户外广告设置由市场监管局还是城市管理局审批？")  # fmt: skip
            state_case(overlap_id=one.row.pk, words=STATEMENT, by=_head(county, "market_decide", at), at=at)
    other = next((one for one in found if wanted.isdisjoint({one.one.code, one.other.code})), None)
    if other is not None:
        dismiss_overlap(overlap_id=other.row.pk, words="对象不同，各按各的法律办。", by=SYSTEM, at=at)
    return len(found)


def _practices(county: County, until: datetime) -> int:
    (_, town), (_, other) = county.township_keys()[:2]
    working = calendar()
    begun = next(until - timedelta(days=days) for days in range(20, 60)
                 if working.working_days_between((until - timedelta(days=days)).date(), until.date()) > 21)  # fmt: skip
    government, civil = county.bodies["government"], county.bodies.get("civil", county.bodies["government"])
    late = file_practice(
        name="村口一次办", words="代办员在村口收齐材料，当天送到镇里，办好后送回村里。",
        gap="silent", basis="", answers=civil, by=_head(county, f"{town}_decide", begun), at=begun,
    )  # fmt: skip
    escalate_practices(at=until - timedelta(minutes=30))
    at = until - timedelta(days=5)
    trial = file_practice(
        name="小摊点凭承诺当天开业", words="固定时段的小摊点，当场承诺卫生和占道要求，当天开业，三天内上门核查。",
        gap="conflict", basis="《城市市容和环境卫生管理条例》第十四条", answers=government,
        by=_head(county, f"{other}_decide", at), at=at,
    )  # fmt: skip
    answer_practice(
        practice_id=trial, answer="trial", words="按授权在两个乡镇试行一年，出了问题随时停。",
        document="青政函〔2026〕6号", trial_until=(until + timedelta(days=365)).date(),
        by=_head(county, "county_head", until), at=at + timedelta(days=1),
    )  # fmt: skip
    return len((late, trial))
