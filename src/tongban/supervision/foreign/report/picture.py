"""The lived flow as a picture: steps in one column by their usual order, the way straight down.

To the right run moves that leave steps out, to the left moves that go back; the thicker, the more often. Every move
that is drawn tells how often and how long (median); what is not drawn stands in the table below. Wide for a screen and
A4, narrow for a phone.
"""

from __future__ import annotations

from math import sqrt
from unicodedata import east_asian_width

from tongban.supervision.foreign.durations import Lived, Move
from tongban.supervision.foreign.log import Log
from tongban.supervision.foreign.report.layout import NARROW, WIDE, Arc, Form, arcs, chosen
from tongban.supervision.foreign.report.markup import Markup, el
from tongban.supervision.foreign.words import duration, number

SIZE, LINE, GAP = 14, 19, 50


class _Drawing:
    """One picture in one form."""

    def __init__(self, flow: Lived, log: Log, form: Form) -> None:
        self._flow, self._log, self._form = flow, log, form
        self._steps = chosen(flow)
        self._right, self._left = arcs(flow, self._steps, form)
        self._names = [wrapped(log.steps[one.step], form.box - 24) for one in self._steps]
        self._x = 12 + form.lane * (1 + max((arc.lane for arc in self._left), default=-1))
        self._tops: list[float] = []
        top = 2.0
        for names in self._names:
            self._tops.append(top)
            top += self._high(names) + GAP
        self._height = top - GAP + 4
        self._most = max((move.count for move in flow.moves), default=1)

    def _high(self, names: list[str]) -> float:
        return 16 + LINE * (len(names) + 1)

    def svg(self) -> Markup:
        lanes = 1 + max((arc.lane for arc in self._right), default=-1)
        wide = self._x + self._form.box + 12 + self._form.lane * lanes
        lines, labels = [], []
        for arc in (*self._right, *self._left):
            line, label = self._arc(arc)
            lines.append(line)
            labels.append(label)
        for place in range(len(self._steps) - 1):
            lines.append(self._down(place))
        boxes = [self._box(place) for place in range(len(self._steps))]
        said = f"实际走法：{len(self._steps)} 个环节，{len(self.drawn())} 种走法。同样的数字在下面的表里。"
        return el(
            "svg", el("title", said), *lines, *boxes, *labels, xmlns="http://www.w3.org/2000/svg",
            class_=f"flow flow-{self._form.name}", role="img", aria_label=said,
            viewBox=f"0 0 {wide:.0f} {self._height:.0f}", width=f"{wide:.0f}", height=f"{self._height:.0f}",
            font_size=SIZE,
        )  # fmt: skip

    def drawn(self) -> list[Move]:
        """The moves of the picture."""
        return [*self._straight(), *(arc.move for arc in (*self._right, *self._left))]

    def _straight(self) -> list[Move]:
        after = {(one.step, two.step) for one, two in zip(self._steps, self._steps[1:], strict=False)}
        return [move for move in self._flow.moves if (move.before, move.after) in after]

    def _weight(self, count: int) -> str:
        return f"{1 + 5 * sqrt(count / self._most):.1f}"

    def _box(self, place: int) -> Markup:
        one, names, top = self._steps[place], self._names[place], self._tops[place]
        middle = self._x + self._form.box / 2
        again = one.count - one.cases
        said = f"{number(one.cases)} 件" + (f"，另重复 {number(again)} 次" if again else "")
        words = [
            el(
                "text",
                line,
                x=f"{middle:.0f}",
                y=f"{top + 8 + LINE * (row + 0.75):.0f}",
                text_anchor="middle",
                class_="n",
            )
            for row, line in enumerate(names)
        ]
        y = top + 8 + LINE * (len(names) + 0.75)
        words.append(el("text", said, x=f"{middle:.0f}", y=f"{y:.0f}", text_anchor="middle", class_="m"))
        box = el(
            "rect", x=f"{self._x:.0f}", y=f"{top:.0f}", width=self._form.box, height=f"{self._high(names):.0f}", rx=3
        )
        return el("g", box, *words, class_="step")

    def _down(self, place: int) -> Markup:
        """The straight way to the next step; a thin broken line where nobody goes it."""
        one, two = self._steps[place], self._steps[place + 1]
        x = self._x + self._form.box / 2
        top = self._tops[place] + self._high(self._names[place])
        end = self._tops[place + 1]
        move = next((move for move in self._flow.moves if (move.before, move.after) == (one.step, two.step)), None)
        if move is None:
            return el("path", d=f"M{x:.0f} {top:.0f}V{end:.0f}", class_="none")
        line = el("path", d=f"M{x:.0f} {top:.0f}V{end - 9:.0f}", class_="move", stroke_width=self._weight(move.count))
        said = f"{number(move.count)} 次" + (f" · {duration(move.time.median)}" if self._form.times else "")
        y = (top + end) / 2 + 3
        return el("g", line, _head(x, end, 0, 1), el("text", said, x=f"{x + 12:.0f}", y=f"{y:.0f}"))

    def _ports(self, arc: Arc) -> tuple[float, float]:
        """Where an arc leaves its box and where it arrives: both low or both high, so that ways in and out differ."""
        low, high = (0.72, 0.28) if arc.after > arc.before else (0.28, 0.72)
        return (
            self._tops[arc.before] + self._high(self._names[arc.before]) * low,
            self._tops[arc.after] + self._high(self._names[arc.after]) * high,
        )

    def _arc(self, arc: Arc) -> tuple[Markup, Markup]:
        forward = arc.after > arc.before
        side = 1 if forward else -1
        edge = self._x + (self._form.box if forward else 0)
        out = edge + side * (self._form.lane * (arc.lane + 0.5) + 4)
        y1, y2 = self._ports(arc)
        bend = 8 if forward else -8
        way = (
            f"M{edge:.0f} {y1:.0f}H{out - side * 8:.0f}Q{out:.0f} {y1:.0f} {out:.0f} {y1 + bend:.0f}"
            f"V{y2 - bend:.0f}Q{out:.0f} {y2:.0f} {out - side * 8:.0f} {y2:.0f}H{edge + side * 9:.0f}"
        )
        kind = "move skip" if forward else "move back"
        line = el("path", d=way, class_=kind, stroke_width=self._weight(arc.move.count))
        return el("g", line, _head(edge, y2, -side, 0)), self._label(arc, out)

    def _label(self, arc: Arc, x: float) -> Markup:
        """How often and how long, on the arc's own ground, where no other arc crosses."""
        count = number(arc.move.count)
        words = [f"{count} 次", duration(arc.move.time.median)] if self._form.times else [count]
        wide, high = max(map(width, words)) + 6, LINE * len(words)
        top = self._free(arc, high) - high / 2
        said = [
            el("text", word, x=f"{x:.0f}", y=f"{top + LINE * row + SIZE:.0f}", text_anchor="middle")
            for row, word in enumerate(words)
        ]
        ground = el("rect", x=f"{x - wide / 2:.0f}", y=f"{top:.0f}", width=f"{wide:.0f}", height=high, class_="c")
        return el("g", ground, *said)

    def _free(self, arc: Arc, high: float) -> float:
        """The height nearest to the arc's middle at which no arc of an outer lane passes."""
        y1, y2 = sorted(self._ports(arc))
        side = self._right if arc.after > arc.before else self._left
        passing = [port for other in side if other.lane > arc.lane for port in self._ports(other)]
        middle = (y1 + y2) / 2
        room = max(0, int((y2 - y1 - high) / 2))
        tries = sorted(range(-room, room + 1, 4), key=abs)
        return next((middle + by for by in tries if all(abs(middle + by - y) > high / 2 + 5 for y in passing)), middle)


def _head(x: float, y: float, across: int, down: int) -> Markup:
    """The head of an arrow that points across (-1, 1) or down."""
    if down:
        return el("path", d=f"M{x:.0f} {y:.0f}l-5 -9h10Z", class_="head")
    return el("path", d=f"M{x:.0f} {y:.0f}l{-across * 9} -5v10Z", class_="head")


def width(words: str) -> float:
    """The width of words at the picture's size, about."""
    return sum(SIZE if east_asian_width(sign) in "WF" else SIZE * 0.56 for sign in words)


def wrapped(name: str, room: float) -> list[str]:
    """A name on at most two lines, cut with … where it is longer."""
    lines, line = [], ""
    parts = name.split(" ") if " " in name else list(name)
    glue = " " if " " in name else ""
    for part in parts:
        longer = f"{line}{glue}{part}" if line else part
        if width(longer) > room and line:
            lines.append(line)
            line = part
        else:
            line = longer
    lines.append(line)
    if len(lines) > 2:
        lines = [lines[0], f"{lines[1]}…"]
    return [line if width(line) <= room + SIZE else _cut(line, room) for line in lines]


def _cut(line: str, room: float) -> str:
    while width(line) > room:
        line = line[:-2]
    return f"{line}…"


def picture(flow: Lived, log: Log) -> tuple[Markup, Markup, list[Move]]:
    """The wide and the narrow picture, and the moves that the wide one draws."""
    wide = _Drawing(flow, log, WIDE)
    return wide.svg(), _Drawing(flow, log, NARROW).svg(), wide.drawn()
