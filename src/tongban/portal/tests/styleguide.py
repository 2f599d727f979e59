"""Every component in every state, as pages of their own: only for tests, which look at them."""

# ruff: noqa: E501 (sample sentences in Chinese count double)

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta
from pathlib import Path
from types import SimpleNamespace
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

from django import forms
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.template import RequestContext, Template
from django.urls import include, path

from tongban.kernel.actor import Actor, ActorKind
from tongban.kernel.clock.deadline import deadline
from tongban.kernel.clock.limits import Limit, LimitKind, Pause, StartEvent, Unit
from tongban.kernel.clock.ruler import ruler
from tongban.kernel.clock.standing import Thresholds, standing
from tongban.kernel.flow.bpmn import read_bpmn
from tongban.kernel.flow.chart import chart_svg
from tongban.kernel.flow.compiler import compile_flow
from tongban.kernel.refusals import Refusal, refuse
from tongban.portal.rules.minute import minute
from tongban.rulebook.calendar_seed import seeded_calendar

HERE = Path(__file__).parent
TZ = ZoneInfo("Asia/Shanghai")
TODAY = date(2026, 11, 23)
NOW = datetime(2026, 11, 23, 10, 30, tzinfo=TZ)
CALENDAR = seeded_calendar(provisional=True)
DAY_END = time(17)
THRESHOLDS = Thresholds(near_days=3, near_share=70, yellow_share=90)


def clock(length: int, started: str, *, kind: str = "promised", pauses: Any = (), closed: str = "") -> dict[str, Any]:
    """A ruler and a standing of one clock at the styleguide's moment."""
    limit = Limit(length, Unit.WORKING_DAY, StartEvent.ACCEPTANCE, LimitKind(kind), "《行政许可法》第四十二条")
    began = datetime.fromisoformat(started).replace(tzinfo=TZ)
    given: dict[str, Any] = {"now": NOW, "calendar": CALENDAR, "day_end": DAY_END, "tz": TZ, "pauses": pauses}
    given["closed_at"] = datetime.fromisoformat(closed).replace(tzinfo=TZ) if closed else None
    return {
        "ruler": ruler(limit, began, **given),
        "standing": standing(limit, began, thresholds=THRESHOLDS, **given),
    }


TESTING = Pause("检验检测", "检测通知〔2026〕17 号", datetime(2026, 11, 13, 18, tzinfo=TZ), None)


def states() -> list[dict[str, Any]]:
    return [
        {"name": "食品经营许可（变更负责人）", "who": "石桥镇福满楼 · QH2026 1120 0452", **clock(7, "2026-11-20T09:00")},
        {"name": "食品经营许可（延续）", "who": "城关镇四季面馆 · QH2026 1112 0419", **clock(7, "2026-11-13T09:00")},
        {"name": "食品小作坊登记", "who": "柳河镇豆香坊 · QH2026 1116 0431", **clock(5, "2026-11-16T09:00")},
        {"name": "食品生产许可（变更工艺）", "who": "青禾县禾香米业有限公司", **clock(10, "2026-11-06T09:00")},
        {"name": "食品添加剂生产许可", "who": "桃溪镇绿源食品厂", **clock(20, "2026-10-22T09:00", kind="statutory")},
        {"name": "特种设备使用登记", "who": "青禾县名称特别特别长以至于要占两行甚至三行的一家农产品加工专业合作联社有限责任公司", **clock(15, "2026-11-09T09:00", pauses=(TESTING,))},
        {"name": "户外招牌设置", "who": "城关镇老街坊小吃店", **clock(10, "2026-11-12T09:00", closed="2026-11-18T15:42")},
        {"name": "营业执照（注销）", "who": "白杨镇老磨坊", **clock(5, "2026-11-05T09:00", closed="2026-11-16T15:42")},
        {"name": "建设用地审批", "who": "云岭乡山泉饮品厂", **clock(45, "2026-11-12T09:00", kind="statutory")},
    ]  # fmt: skip


def branch_rows() -> list[dict[str, Any]]:
    start = "2026-11-12T10:20"
    rows = [
        ("市场监管局（牵头）", "食品经营许可", clock(10, start, kind="step"), "", "还剩 3 个工作日", "", ""),
        ("消防救援大队", "营业前消防安全检查", clock(5, start, kind="step"), "", "超 2 个工作日", "催办", "#urge"),
        (
            "城市管理局",
            "户外招牌设置",
            clock(10, start, kind="step", closed="2026-11-18T15:42"),
            "已同意",
            "11月18日",
            "",
            "",
        ),
    ]
    drawn = [
        {"name": name, "note": note, "ruler": made["ruler"], "state": made["standing"], "word": word, "words": words,
         "act": act, "act_url": url, "soft": True}
        for name, note, made, word, words, act, url in rows
    ]  # fmt: skip
    last = {
        "name": "汇总、决定",
        "note": "牵头部门负责人",
        "ruler": clock(15, start)["ruler"],
        "words": "三部门都办完后开始",
    }
    return [*drawn, last]


def skyline_days() -> list[dict[str, Any]]:
    due = {
        0: ["yellow"],
        1: ["near", "near"],
        2: ["near"],
        3: ["near"],
        5: ["on"] * 9,
        6: ["on"],
        8: ["deemed"],
        9: ["on"],
    }
    days = [CALENDAR.add_working_days(TODAY - timedelta(days=1), place + 1) for place in range(10)]

    def marks(states: list[str]) -> list[dict[str, str]]:
        return [{"url": "#case", "state": state, "title": "食品经营许可"} for state in states]

    late: list[dict[str, Any]] = [{"day": None, "marks": marks(["red"])}]
    return late + [{"day": day, "marks": marks(due.get(place, [])), "url": "#day"} for place, day in enumerate(days)]


class Sample(forms.Form):
    """One field of each kind."""

    name = forms.CharField(label="单位名称", help_text="与营业执照一致。", max_length=60)
    phone = forms.CharField(label="手机号码", required=False)
    area = forms.DecimalField(label="建筑面积")
    kind = forms.ChoiceField(
        label="主体业态", choices=[("a", "餐饮服务经营者"), ("b", "食品销售经营者")], widget=forms.RadioSelect
    )
    scope = forms.MultipleChoiceField(label="经营项目", choices=[("1", "热食类食品制售"), ("2", "冷食类食品制售")], widget=forms.CheckboxSelectMultiple, required=False)  # fmt: skip
    place = forms.ChoiceField(label="所在乡镇", choices=[("1", "柳河镇"), ("2", "河湾镇")])
    why = forms.CharField(label="理由", widget=forms.Textarea, help_text="申请人看得到。")
    sure = forms.BooleanField(label="我已核对以上内容")


QUESTIONS = [
    {"key": "shop", "label": {"zh": "店铺名称", "en": "Name of the shop"}, "type": "text", "required": True, "max_length": 60, "help": {"zh": "招牌上用的名称，用来核对有没有重名。", "en": "As on the sign."}},
    {"key": "size", "label": {"zh": "操作间面积", "en": "Kitchen"}, "type": "number", "required": True, "unit": "平方米"},
    {"key": "opens", "label": {"zh": "准备哪天开业", "en": "Opening day"}, "type": "date"},
    {"key": "gas", "label": {"zh": "使用燃气吗？", "en": "Is gas used?"}, "type": "yesno", "required": True},
    {"key": "more", "label": {"zh": "还要说明的", "en": "Anything else"}, "type": "textarea", "max_length": 500},
]  # fmt: skip
REFUSAL = Refusal(
    "reviewer_decides",
    "您审查过本件，不能作决定。可以由副局长吴刚决定。",
    "You reviewed this case, so you cannot decide it. Deputy director Wu Gang can.",
)


def chart() -> str:
    """The chart of a whole item, with one step done and two being worked on."""
    net = compile_flow(read_bpmn((HERE.parents[1] / "simulation/county/items/open_restaurant.bpmn").read_bytes()))
    tasks = [node.id for node in net.model.nodes if node.kind == "user"]
    return chart_svg(net, done=tasks[:1], current=tasks[1:3])


def everything(filled: bool) -> dict[str, Any]:
    form = Sample({"name": "", "area": "八十六", "kind": "a"} if filled else None)
    far = Limit(45, Unit.WORKING_DAY, StartEvent.ACCEPTANCE, LimitKind.STATUTORY, "")
    return {
        "states": states(),
        "chart": chart(),
        "branches": branch_rows(),
        "days": skyline_days(),
        "form": form,
        "questions": QUESTIONS,
        "provisional": deadline(far, NOW, calendar=CALENDAR, day_end=DAY_END, tz=TZ),
        "refusal": REFUSAL,
        "steps": ["经营者", "经营场所", "经营项目", "人员", "核对"],
        "rows": [
            {"label": "店铺名称", "value": "青禾县老街坊小吃店", "url": "#shop"},
            {"label": "操作间面积", "value": "24 平方米", "url": "#size"},
            {"label": "准备哪天开业", "value": "", "url": "#opens"},
        ],
        "entries": [
            {"at": datetime(2026, 11, 20, 1, 0, tzinfo=UTC), "text": "消防救援大队步骤超时，发黄牌", "note": "已告知承办人和牵头部门"},
            {"at": datetime(2026, 11, 12, 2, 20, tzinfo=UTC), "text": "市场监管局 何静：受理，三个部门同时开始"},
        ],
        "lines": ["提交以后不能再改，办理时限从受理之日起算。", "我们最迟 11月30日（周一）17:00 前告诉您是否受理。"],
        "hidden": [],
    }  # fmt: skip


def show(request: HttpRequest, frame: str) -> HttpResponse:
    """One page of the styleguide, as an official in a post sees it."""
    request.actor = Actor(ActorKind.OFFICIAL, duties=frozenset({"receive", "review"}))  # type: ignore[attr-defined]
    request.acting = SimpleNamespace(
        name="张敏", body="县市场监管局", post="食品许可审查岗", role="A", cover_for="李伟"
    )  # type: ignore[attr-defined]
    source = HERE / f"styleguide_{frame}.html"
    if not source.exists():
        raise Http404
    context = RequestContext(request, everything(filled=frame == "forms"))
    return HttpResponse(Template(source.read_text(encoding="utf-8")).render(context))


def leader(request: HttpRequest, count: int) -> HttpResponse:
    """The leader's minute with so many bodies behind, of plain figures."""
    names = ("住房和城乡建设局", "消防救援大队", "城市管理局", "自然资源局")
    overdue = [(UUID(int=place), name, 12 - place, 1 + place) for place, name in enumerate(names[:count])]
    figures = {"received_today": 312, "decided_today": 298}
    return render(request, "portal/leader.html", {"figures": figures, "minute": minute(overdue)})


def broken(request: HttpRequest) -> HttpResponse:
    """A fault of ours."""
    raise RuntimeError("a fault made on purpose")


def refused(request: HttpRequest) -> HttpResponse:
    """An act that stops."""
    raise refuse(
        "stale",
        zh="何静 10:42 已作出决定，您的意见没有提交。",
        en="He Jing decided at 10:42; your opinion was not sent.",
    )


def nothing(request: HttpRequest) -> HttpResponse:
    """An address for the doors of the bar to lead to."""
    return HttpResponse()


urlpatterns = [
    path("styleguide/leader/<int:count>/", leader),
    path("styleguide/broken/", broken),
    path("styleguide/refused/", refused),
    path("styleguide/<slug:frame>/", show),
    path(
        "",
        include(
            (
                [
                    path("styleguide/staff/", nothing, name="desk"),
                    path("window/", nothing, name="window"),
                    path("find/", nothing, name="find"),
                    path("desk/list/", nothing, name="list"),
                ],
                "cases",
            )
        ),
    ),
    path("", include(([path("list/", nothing, name="list")], "powerlist"))),
    path("", include("tongban.portal.urls")),
]
handler404 = "tongban.portal.pages.errors.not_found"
handler500 = "tongban.portal.pages.errors.server_error"
