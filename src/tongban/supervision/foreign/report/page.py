"""The whole report as one HTML file: Chinese, for a leader to read; prints on A4; holds no script and loads nothing."""

from __future__ import annotations

import base64
import hashlib
from datetime import datetime
from pathlib import Path

from tongban.supervision.foreign.calendars import CALENDARS
from tongban.supervision.foreign.examining import Examined
from tongban.supervision.foreign.mapping import MEANS
from tongban.supervision.foreign.report.lists import late, reworked, same_person, skipped
from tongban.supervision.foreign.report.markup import Markup, el, join
from tongban.supervision.foreign.report.tables import link, paragraph, section, strong, table
from tongban.supervision.foreign.report.times import flow, steps
from tongban.supervision.foreign.rules import WORKING_DAY, Rules
from tongban.supervision.foreign.words import FORMAT_WORDS, day_words, limit_words, number

STYLES = Path(__file__).with_name("report.css")
BAD_SHOWN = 30


def report(examined: Examined, *, at: datetime, csv_name: str = "", tokens: str = "") -> str:
    """The report; `tokens` are the colours and sizes of the house, `csv_name` the file with all findings."""
    styles = tokens + STYLES.read_text(encoding="utf-8")
    digest = base64.b64encode(hashlib.sha256(styles.encode()).digest()).decode()
    title = f"办理记录检查报告：{examined.file}"
    head = el(
        "head", el("meta", charset="utf-8"),
        el("meta", http_equiv="Content-Security-Policy", content=f"default-src 'none'; style-src 'sha256-{digest}'"),
        el("meta", name="viewport", content="width=device-width, initial-scale=1"),
        el("title", title), el("style", Markup(styles)),
    )  # fmt: skip
    main = el(
        "main", el("h1", "办理记录检查报告"), _subject(examined, at), _answer(examined), _warnings(examined),
        late(examined, csv_name), skipped(examined, csv_name), reworked(examined, csv_name),
        same_person(examined, csv_name), flow(examined), steps(examined), _basis(examined), _bad(examined),
    )  # fmt: skip
    return "<!doctype html>\n" + el("html", head, el("body", main), lang="zh-Hans") + "\n"


def _subject(examined: Examined, at: datetime) -> Markup:
    log = examined.log
    first, last = (day_words(one, log.zone) for one in (min(log.moment), max(log.moment)))
    made = f"{at.year}年{at.month}月{at.day}日"
    return paragraph(f"{examined.file}，{first}至{last}的记录，{made}检查", kind="subject")


def _answer(examined: Examined) -> Markup:
    """The first sentence: all that was found, each number a way to its cases."""
    whole = f"共 {number(len(examined.log.cases))} 件、{number(examined.log.read)} 条记录。"
    said: list[object] = []
    if examined.judges_late():
        said += [link("late", strong(number(examined.cases_with("late")), " 件"), "超期办结")]
        if waiting := examined.cases_with("open_late"):
            said += [link("late", strong(number(waiting), " 件"), "到期未办结")]
    said.append(link("skipped", strong(number(examined.cases_with("skipped")), " 件"), "漏了环节"))
    said.append(link("reworked", strong(number(examined.cases_with("reworked")), " 件"), "有返工"))
    if len(examined.log.persons) and (examined.rules.separate or examined.rules.one_hand):
        said.append(link("same_person", strong(number(examined.cases_with("same_person")), " 件"), "同一人办理"))
    parts = [part for one in said for part in (one, "，")][:-1]
    return paragraph(whole, "其中 ", *parts, "。", kind="answer")


def _warnings(examined: Examined) -> Markup:
    """What a reader must know before believing the figures."""
    said: list[object] = []
    if examined.faults.cut:
        said.append("文件不完整，只查了读到的部分，实际件数可能更多。")
    if examined.faults.count:
        said.append(join(link("bad", f"{number(examined.faults.count)} 行坏行"), "没有计入，逐行列在后面。"))
    if examined.rules.proposed:
        said.append(join("没有给出规则：漏环节和同一人办理按记录本身拟定的规则判断，", link("basis", "请先核对"), "。"))
    said += examined.doubts
    return el("ul", *(el("li", one) for one in said), class_="warnings") if said else Markup("")


def _basis(examined: Examined) -> Markup:
    """How the report came about, so that anyone can repeat it."""
    columns = [(MEANS[role].split("：")[0], name) for role, name in examined.mapping.columns().items()]
    facts = [
        ("文件", examined.file),
        ("文件指纹（SHA-256）", el("span", examined.digest, class_="digest")),
        ("时间写法", FORMAT_WORDS[examined.mapping.time_format]),
        ("计日", "按原文写的日期" if examined.mapping.zone == "written" else examined.mapping.zone),
        ("时间显示", f"按{_zone(examined)}显示"),
    ]
    if any(limit.unit == WORKING_DAY for limit in examined.rules.limits):
        facts.append(("工作日历", CALENDARS[examined.calendar]))
    proposed = "列的含义由列名看出，请核对" if examined.mapping_proposed else "列的含义按给出的映射"
    rules = "按记录本身拟定的规则，还没有人核定：" if examined.rules.proposed else "给出的规则："
    return section(
        "basis", "这份报告怎么来的",
        table("文件与读法", ("项目", "内容"), facts),
        table(proposed, ("含义", "原文件的列"), columns),
        paragraph(rules, kind="caption"), el("ul", *(el("li", rule) for rule in _rules(examined.rules))),
        paragraph("报告只说记录里有什么，不评价人；超期、漏环节是否确有理由，请向承办单位核实。"),
    )  # fmt: skip


def _rules(rules: Rules) -> list[str]:
    """The rules as sentences."""
    said = [f"{limit_words(limit)}。" for limit in rules.limits]
    if rules.must:
        said.append(f"每件必经：{'、'.join(rules.must)}。")
    said += [f"“{one}”与“{other}”不得由同一人办理。" for one, other in rules.separate]
    if rules.one_hand:
        said.append("整件各环节由一人办完的，列出。")
    return said or ["没有规则。"]


def _zone(examined: Examined) -> str:
    name = str(examined.log.zone)
    return "北京时间" if name == "Asia/Shanghai" else name


def _bad(examined: Examined) -> Markup:
    """The rows that were left out."""
    faults = examined.faults
    if not faults.count:
        return section("bad", "没有坏行", paragraph("每一行都读到了。"))
    rows = [(f"第 {row.line} 行" if row.line else "文件末尾", row.zh) for row in faults.named[:BAD_SHOWN]]
    more = faults.count - len(rows)
    rest = paragraph(f"另有 {number(more)} 行，命令加 --json 可看到更多。", kind="more") if more else ""
    caption = f"没有计入的行，第 1–{len(rows)} 行，共 {number(faults.count)} 行"
    return section("bad", f"{number(faults.count)} 行坏行没有计入", table(caption, ("位置", "问题"), rows), rest)
