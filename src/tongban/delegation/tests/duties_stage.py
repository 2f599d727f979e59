"""柳河镇 with its duty list: two basic lines, two with a lead, one taken back. Few, always the same."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from tests.cast import FOUNDING, Cast, on, small_county

from tongban.delegation.actions.capacity import record_capacity, record_certificate, second_officer
from tongban.delegation.actions.duties import publish_duties
from tongban.delegation.actions.tasks import Asked, send_task
from tongban.delegation.actions.training import complete_training, plan_training
from tongban.delegation.queries.tasks import in_batch
from tongban.delegation.rules.duties import BASIC, COOPERATING, TAKEN_BACK, DutyLine
from tongban.kernel.actor import SYSTEM, Actor
from tongban.powerlist.queries import version


@dataclass(slots=True)
class Town:
    """The small county, its township 柳河镇, and who acts for whom."""

    cast: Cast

    @property
    def liuhe(self) -> UUID:
        return self.cast.county.bodies["liuhe"]

    def body(self, key: str) -> UUID:
        return self.cast.county.bodies[key]

    def by(self, post: str, at: datetime) -> Actor:
        return self.cast.officer(post, at)


def lines(cast: Cast) -> list[DutyLine]:
    """The five lines."""
    urban, market, fire = (cast.county.bodies[key] for key in ("urban", "market", "fire"))
    return [
        DutyLine(code="JB-01", kind=BASIC, domain="平安法治", item="调解村民之间的纠纷", basis="《人民调解法》"),
        DutyLine(code="JB-02", kind=BASIC, domain="民生服务", item="困难家庭情况核实", basis="《社会救助暂行办法》"),
        DutyLine(
            code="PH-01", kind=COOPERATING, domain="安全稳定", item="森林防火宣传和巡查", basis="《森林防火条例》",
            lead=fire, lead_does="组织扑救，培训扑火队伍", township_does="入村宣传，防火期巡查，发现火情立即报告",
        ),
        DutyLine(
            code="PH-02", kind=COOPERATING, domain="市场监管", item="农村集体聚餐登记", basis="《食品安全法》",
            lead=market, lead_does="现场指导，抽样检验", township_does="登记信息，提醒办宴人",
        ),
        DutyLine(
            code="SH-01", kind=TAKEN_BACK, domain="城乡建设", item="户外广告设施日常检查", basis="《城市市容管理条例》",
            taker=urban, how="由县城市管理局统一检查，乡镇不再承担",
        ),
    ]  # fmt: skip


def with_duties(cast: Cast) -> Town:
    """The list of 柳河镇 in force from the founding on."""
    publish_duties(
        township_id=cast.county.bodies["liuhe"], lines=lines(cast), valid_from=date(2026, 1, 5), by=SYSTEM, at=FOUNDING
    )
    return Town(cast)


def town() -> Town:
    """The county with that list."""
    return with_duties(small_county())


def with_tasks(there: Town) -> tuple[UUID, UUID]:
    """A task of the market bureau that went down by its line, and one of urban management that is held."""
    at = on(11, 2)
    listed = Asked(title="登记春节聚餐", words="逐村登记", due=date(2026, 11, 20), line="PH-02", data=("population",))
    held = Asked(title="门牌照片采集", words="每户拍照上传", due=date(2026, 11, 20), reports=True)
    made = [
        send_task(townships=[there.liuhe], asked=asked, by=there.by(post, at), at=at)
        for post, asked in (("market_decide", listed), ("urban_decide", held))
    ]
    first, second = (in_batch(batch)[0].pk for batch in made)
    return first, second


def with_capacity(there: Town) -> None:
    """Posts, a certificate, an officer seconded and a training completed."""
    day, at, head = date(2026, 1, 6), on(1, 6), there.by("liuhe_decide", on(1, 6))
    holders = there.cast.county.holders
    item = version(there.cast.version_id).item_id
    record_capacity(township_id=there.liuhe, established=13, filled=11, vehicles=1, by=head, at=at)
    officer = holders["liuhe_decide"][0]
    record_certificate(official_id=officer, kind="enforcement", valid_to=date(2028, 1, 5), by=head, at=at)
    second_officer(
        official_id=holders["market_review"][1], township_id=there.liuhe, valid_from=at,
        by=there.by("market_decide", at), at=at,
    )  # fmt: skip
    market = there.body("market")
    plan = plan_training(item_id=item, giver_id=market, since=day, by=there.by("list_office", at), at=at)
    complete_training(plan_id=plan, official_id=officer, completed=day, by=there.by("market_decide", at), at=at)
