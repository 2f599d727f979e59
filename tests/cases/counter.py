"""Items for what happens at a counter: on the spot, with papers that follow, promised, limited in number.

Each is the smallest item that has the turn. The market bureau holds them; 沈立 is its chief window representative.
"""

from __future__ import annotations

from datetime import date
from typing import Any, Final
from uuid import UUID

from tests.cast import FOUNDING, Cast, on
from tongban.agencies.actions.posts import appoint, create_post, register_official
from tongban.agencies.queries import actor_of, forget_directory
from tongban.cases.actions.accept import accept_case
from tongban.cases.actions.committing import make_commitment
from tongban.cases.actions.doubting import record_not_ours
from tongban.cases.actions.handing import offer_task
from tongban.cases.actions.receive import Given, Receipt, receive_case
from tongban.cases.actions.review import review_task
from tongban.cases.queries.tasks import open_tasks
from tongban.kernel.actor import SYSTEM, Actor
from tongban.powerlist.actions.holdings import grant_holding
from tongban.powerlist.actions.items import create_item, publish_version, save_draft_version
from tongban.powerlist.tests.samples import whole, words

RESULT: Final[dict[str, Any]] = whole()["result"]
RESULT["certificate"]["type_code"] = "11100000MB0143028R001"
SHOP: Final[dict[str, Any]] = {"shop_name": "青禾县桥头便利店"}
LANES: Final = {
    "applicant": ("@applicant", ("supplement",)), "accepting": ("@holder/accept", ("s", "accept", "a", "no")),
    "reviewing": ("@holder/review", ("r0", "review", "r1")), "deciding": ("@holder/decide", ("decide", "d")),
    "system": ("@system", ("issue",)), "delivering": ("centre/deliver", ("deliver", "deliver_no", "yes", "refused")),
}  # fmt: skip
EDGES: Final = (
    ("s", "accept", ""), ("accept", "a", ""), ("a", "supplement", 'acceptance = "notice"'),
    ("supplement", "accept", ""), ("a", "no", 'acceptance = "refused"'), ("a", "r0", 'acceptance = "accepted"'),
    ("r1", "decide", ""), ("decide", "d", ""), ("d", "issue", 'decision = "grant"'), ("issue", "deliver", ""),
    ("d", "deliver_no", 'decision = "refuse"'), ("deliver", "yes", ""), ("deliver_no", "refused", ""),
)  # fmt: skip


def flow(*, review: str = "never", persons: int = 1) -> str:
    """The usual flow of one body; `review` never, always, or `unless_promised` (a commitment skips it)."""
    ways = {"never": (("r0", "r1", ""),), "always": (("r0", "review", ""), ("review", "r1", ""))}
    skip = (("r0", "r1", "commitment = true"), ("r0", "review", "commitment != true"), ("review", "r1", ""))
    edges = EDGES + ways.get(review, skip)
    twice = f' tb:persons="{persons}"' if persons > 1 else ""
    task = '<bpmn:{kind} id="{id}" name="{id}" tb:name_en="{id}" tb:act="{act}"{more}/>'
    acts = {"accept": ' tb:limit="acceptance"', "review": twice, "decide": ""}
    nodes = [task.format(kind="userTask", id=act, act=act, more=more) for act, more in acts.items()
             if act != "review" or review != "never"]  # fmt: skip
    nodes += [task.format(kind="userTask", id=one, act="deliver", more="") for one in ("deliver", "deliver_no")]
    nodes += [task.format(kind="serviceTask", id="issue", act="issue", more="")]
    nodes += [task.format(kind="receiveTask", id="supplement", act="supplement", more=' tb:clock="not_counted"')]
    nodes += [f'<bpmn:exclusiveGateway id="{one}" name="{one}"/>' for one in ("a", "r0", "r1", "d")]
    nodes += ['<bpmn:startEvent id="s" name="s"/>', *(f'<bpmn:endEvent id="{e}" name="{e}"/>' for e in ENDS)]
    return _document(_lanes(review), nodes, edges)


ENDS: Final = ("no", "yes", "refused")


def _lanes(review: str) -> list[str]:
    lanes = []
    for key, (post, members) in LANES.items():
        refs = "".join(f"<bpmn:flowNodeRef>{one}</bpmn:flowNodeRef>" for one in members
                       if one != "review" or review != "never")  # fmt: skip
        lanes.append(f'<bpmn:lane id="{key}" name="{key}" tb:name_en="{key}" tb:post="{post}">{refs}</bpmn:lane>')
    return lanes


def _document(lanes: list[str], nodes: list[str], edges: Any) -> str:
    arrows = []
    for place, (source, target, condition) in enumerate(edges):
        asked = f"<bpmn:conditionExpression>{condition}</bpmn:conditionExpression>" if condition else ""
        ends = f'sourceRef="{source}" targetRef="{target}"'
        arrows.append(f'<bpmn:sequenceFlow id="f{place}" {ends}>{asked}</bpmn:sequenceFlow>')
    return (
        '<?xml version="1.0" encoding="UTF-8"?><bpmn:definitions xmlns:bpmn="http://www.omg.org/spec/BPMN/20100524/'
        'MODEL" xmlns:tb="urn:tongban:flow:1" targetNamespace="urn:tongban:flow:1" id="x"><bpmn:process id="p" '
        'name="p" isExecutable="true"><bpmn:laneSet id="ls">' + "".join(lanes) + "</bpmn:laneSet>"
        + "".join(nodes) + "".join(arrows) + "</bpmn:process></bpmn:definitions>"
    )  # fmt: skip


def publish(cast: Cast, xml: str, **content: Any) -> UUID:
    """An item of the market bureau in force; `content` over the small whole item. Answers the version's id."""
    code = content.setdefault("local_code", "QH-T-001")
    content.setdefault("result", RESULT)
    content.setdefault("name", words("预包装食品销售备案", "Filing to sell packaged food"))
    item_id = create_item(code=code, by=SYSTEM, at=FOUNDING)
    version_id = save_draft_version(item_id=item_id, content=whole(**content), flow=xml, by=SYSTEM, at=FOUNDING)
    publish_version(version_id=version_id, valid_from=date(2026, 1, 5), by=SYSTEM, at=FOUNDING)
    grant_holding(
        item_id=item_id, place_id=cast.county.home, function="decide", body_id=cast.county.bodies["market"],
        legal_form="statutory", valid_from=FOUNDING, basis_doc="青政发〔2019〕1号", by=SYSTEM, at=FOUNDING,
    )  # fmt: skip
    return version_id


def window_post(cast: Cast) -> UUID:
    """沈立 serves at the market bureau's window and decides there in its name; 万芳 covers."""
    county, body = cast.county, cast.county.bodies["market"]
    post = create_post(
        body_id=body, key="market_window", name_zh="首席代表", name_en="Chief window representative",
        duties=["receive", "accept", "review", "decide"], by=SYSTEM, at=FOUNDING,
    )  # fmt: skip
    pair = []
    for role, name in (("A", "沈立"), ("B", "万芳")):
        person = register_official(
            username=f"market_window_{role}".lower(), password=None, name_zh=name, name_en=name, body_id=body,
            staff_no=f"W{role}", by=SYSTEM, at=FOUNDING,
        )  # fmt: skip
        appoint(post_id=post, official_id=person, role=role, valid_from=FOUNDING, by=SYSTEM, at=FOUNDING)
        pair.append(person)
    county.posts["market_window"], county.holders["market_window"] = post, (pair[0], pair[1])
    forget_directory()
    return post


def chief(cast: Cast, at: Any) -> Actor:
    """The chief window representative of the market bureau."""
    return actor_of(cast.county.holders["market_window"][0], cast.county.posts["market_window"], at, "window")


def receive(cast: Cast, version_id: UUID, at: Any, *, papers: tuple[str, ...] = ("m_plan",), **more: Any) -> Receipt:
    """陈芳 applies for an item of these."""
    return receive_case(
        version_id=version_id, applicant_id=cast.applicant, place_id=cast.county.home, channel="web",
        answers=more.pop("answers", SHOP), materials=[Given(key) for key in papers], by=cast.citizen, at=at, **more,
    )  # fmt: skip


def with_every_arrangement(cast: Cast) -> UUID:
    """A case that knew every arrangement: a doubt, a commitment, a paper that follows, a first opinion, an offer."""
    told = {"conditions": [words("有固定的经营场所")], "consequence": words("撤销决定"), "check_days": 20}
    papers = [*whole()["materials"], {**whole()["materials"][0], "key": "m_rules", "necessity": "deferrable"}]
    version_id = publish(
        cast, flow(review="always", persons=2), local_code="QH-T-009", materials=papers, commitment=told, sensitive=[]
    )
    window = window_post(cast)
    case_id, market = receive(cast, version_id, on(11, 5)).case_id, cast.officer("market_review", on(11, 6))
    record_not_ours(case_id=case_id, words="像是别的单位的事", by=market, at=on(11, 6))
    make_commitment(case_id=case_id, by=cast.citizen, at=on(11, 6))
    accept_case(case_id=case_id, by=market, at=on(11, 6), promise="signed")
    task = open_tasks(case_id)[0].id
    offer_task(task_id=task, to_post=window, reason="出差", by=market, at=on(11, 6))
    review_task(task_id=task, opinion="agree", reasons="", by=market, at=on(11, 6))
    return case_id
