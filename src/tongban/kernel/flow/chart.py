"""The flow chart of a net as SVG: the picture is drawn from the table that runs, so it cannot say anything else.

Wide it shows lanes from left to right; upright, for narrow screens, one step under the other with its post in the box.
Colours and weights come from classes (`fc-…`) of the style sheet; the same in words gives `chart_steps`.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from xml.sax.saxutils import escape, quoteattr

from tongban.kernel.flow import chart_text as text
from tongban.kernel.flow.chart_boxes import LABEL_ROOM, ROUND, UPRIGHT_LABEL_ROOM, Box, Said, boxes
from tongban.kernel.flow.chart_grid import grid
from tongban.kernel.flow.chart_places import Places, Size, places
from tongban.kernel.flow.chart_routes import routes
from tongban.kernel.flow.chart_words import chart_steps
from tongban.kernel.flow.model import RESTING, FlowModel, Kind
from tongban.kernel.flow.net import Net

__all__ = ["chart_steps", "chart_svg"]

HEADER = 100
HEAD = 8

Point = tuple[float, float]


def chart_svg(
    net: Net,
    *,
    current: Collection[str] = (),
    done: Collection[str] = (),
    counts: Mapping[str, int] | None = None,
    limits: Mapping[str, str] | None = None,
    language: str = "zh",
    upright: bool = False,
) -> str:
    """The chart as an SVG element to be put into a page.

    `current` and `done` are node ids of one case, `counts` open cases by node id, `limits` the words for limit keys
    ("5 个工作日"); `upright` draws it for a narrow screen. Made for up to some forty nodes.
    """
    said = Said(language, current, done, counts, limits, upright)
    return "".join(_Drawing(net.model, said).svg())


class _Drawing:
    """One chart; x and y change places when it is upright."""

    def __init__(self, model: FlowModel, said: Said) -> None:
        self._model, self._said = model, said
        self._plan = grid(model, upright=said.upright)
        self._shown = boxes(model, said)
        self._words = {arrow: words for arrow in range(len(model.edges)) if (words := self._label_words(arrow))}
        sizes = {arrow: self._label_size(words) for arrow, words in self._words.items()}
        begin = 4 if said.upright else HEADER + 14
        plain = [place for place, node in enumerate(model.nodes) if node.kind in RESTING]
        ways = routes(self._plan, plain)
        self._at: Places = places(self._plan, self._shown, ways, sizes, begin=begin, upright=said.upright)

    def _label_words(self, arrow: int) -> Sequence[str]:
        edge = self._model.edges[arrow]
        name = self._said.name(edge.name, edge.name_en)
        return text.lines(name, UPRIGHT_LABEL_ROOM if self._said.upright else LABEL_ROOM) if name else ()

    def _label_size(self, words: Sequence[str]) -> Size:
        wide, high = max(map(text.width, words)) + 4, len(words) * text.LINE
        return (high, wide + 8) if self._said.upright else (wide, high + 4)

    def _xy(self, point: Point) -> Point:
        return (point[1], point[0]) if self._said.upright else point

    def svg(self) -> Iterator[str]:
        wide, high = self._xy((self._at.length + 8, self._at.breadth))
        name = self._said.name(self._model.name, self._model.name_en) or self._model.id
        steps = sum(node.kind in RESTING for node in self._model.nodes)
        title = self._said.word("title", name=name)
        desc = self._said.word("desc", lanes=len(self._model.lanes), steps=steps)
        kind = "fc-chart fc-upright" if self._said.upright else "fc-chart"
        yield (
            f'<svg xmlns="http://www.w3.org/2000/svg" class="{kind}" role="img" viewBox="0 0 {_n(wide)} {_n(high)}" '
            f'width="{_n(wide)}" height="{_n(high)}" font-size="{text.SIZE}" aria-label={quoteattr(f"{title} {desc}")}>'
            f"<title>{escape(title)}</title><desc>{escape(desc)}</desc>"
        )
        if not self._said.upright:
            yield from self._lanes(wide)
        for line in self._at.lines:
            yield from self._arrow([self._xy(point) for point in line])
        for arrow, words in self._words.items():
            yield from self._label(self._xy(self._at.labels[arrow]), words)
        for box, centre in zip(self._shown, self._at.centres, strict=True):
            yield from self._node(box, *self._xy(centre))
        yield "</svg>"

    def _lanes(self, wide: float) -> Iterator[str]:
        for lane, start, end in self._at.bands:
            one = self._model.lanes[lane] if self._model.lanes else None
            name = self._said.name(one.name, one.name_en) if one else ""
            words = text.lines(name, HEADER - text.SIZE)
            yield (
                f'<rect class="fc-lane" x="1" y="{_n(start)}" width="{_n(wide - 2)}" height="{_n(end - start)}"/>'
                f'<rect class="fc-post" x="1" y="{_n(start)}" width="{HEADER}" height="{_n(end - start)}"/>'
            )
            yield from _lines([("fc-name", word) for word in words], 1 + HEADER / 2, (start + end) / 2)

    def _arrow(self, points: Sequence[Point]) -> Iterator[str]:
        points = [(int(x) + 0.5, int(y) + 0.5) for x, y in points]  # on whole pixels, so that lines are equally thick
        (x1, y1), (x2, y2) = points[-2], points[-1]
        dx, dy = _sign(x2 - x1), _sign(y2 - y1)
        tail = (x2 - dx * HEAD, y2 - dy * HEAD)
        path = "L".join(f"{_n(x)} {_n(y)}" for x, y in (*points[:-1], tail))
        side = HEAD / 2
        yield (
            f'<path class="fc-line" d="M{path}" fill="none"/><path class="fc-head" d="M{_n(x2)} {_n(y2)}'
            f"L{_n(tail[0] - dy * side)} {_n(tail[1] - dx * side)}L{_n(tail[0] + dy * side)} {_n(tail[1] + dx * side)}"
            f'Z"/>'
        )

    def _label(self, at: Point, words: Sequence[str]) -> Iterator[str]:
        x, y = at
        first = y + text.SIZE if self._said.upright else y - 6 - (len(words) - 1) * text.LINE
        for number, word in enumerate(words):
            place = x + 7 if self._said.upright else x
            yield f'<text class="fc-small" x="{_n(place)}" y="{_n(first + number * text.LINE)}">{escape(word)}</text>'

    def _node(self, box: Box, x: float, y: float) -> Iterator[str]:
        if box.node.kind in RESTING:
            yield from self._task(box, x, y)
        else:
            yield from _shape(box.node.kind, x, y, box.width)
            yield from self._name(box, x, y)

    def _task(self, box: Box, x: float, y: float) -> Iterator[str]:
        state = " fc-is-now" if box.node.id in self._said.current else ""
        state = state or (" fc-is-done" if box.node.id in self._said.done else "")
        yield (
            f'<rect class="fc-task fc-{box.node.kind}{state}" x="{_n(x - box.width)}" y="{_n(y - box.height)}" '
            f'width="{_n(2 * box.width)}" height="{_n(2 * box.height)}" rx="3"/>'
        )
        yield from _lines(box.lines, x, y)

    def _name(self, box: Box, x: float, y: float) -> Iterator[str]:
        if self._said.upright:
            first = y - (len(box.lines) - 1) * text.LINE / 2 + 5
            for number, (kind, word) in enumerate(box.lines):
                top = first + number * text.LINE
                yield f'<text class="{kind}" x="{_n(x + box.width + 5)}" y="{_n(top)}">{escape(word)}</text>'
        elif box.lines:
            yield from _lines(box.lines, x, y + box.height + 3 + len(box.lines) * text.LINE / 2)


def _shape(kind: Kind, x: float, y: float, half: float) -> Iterator[str]:
    if kind in (Kind.START, Kind.END):
        yield f'<circle class="fc-{kind}" cx="{_n(x)}" cy="{_n(y)}" r="{ROUND if kind is Kind.START else ROUND - 1}"/>'
        return
    corners = f"M{_n(x - half)} {_n(y)}L{_n(x)} {_n(y - half)}L{_n(x + half)} {_n(y)}L{_n(x)} {_n(y + half)}Z"
    yield f'<path class="fc-gate" d="{corners}"/>'
    arm = half / 2.6
    if kind is Kind.PARALLEL:
        yield f'<path class="fc-mark" d="M{_n(x - arm)} {_n(y)}H{_n(x + arm)}M{_n(x)} {_n(y - arm)}V{_n(y + arm)}"/>'
    else:
        arm *= 0.8
        yield (
            f'<path class="fc-mark" d="M{_n(x - arm)} {_n(y - arm)}L{_n(x + arm)} {_n(y + arm)}'
            f'M{_n(x - arm)} {_n(y + arm)}L{_n(x + arm)} {_n(y - arm)}"/>'
        )


def _lines(lines: Sequence[tuple[str, str]], x: float, y: float) -> Iterator[str]:
    """Lines of words around a middle point."""
    first = y - (len(lines) - 1) * text.LINE / 2 + 5
    for number, (kind, word) in enumerate(lines):
        top = _n(first + number * text.LINE)
        yield f'<text class="{kind}" x="{_n(x)}" y="{top}" text-anchor="middle">{escape(word)}</text>'


def _sign(value: float) -> int:
    return (value > 0) - (value < 0)


def _n(value: float) -> str:
    """A coordinate with at most one decimal."""
    return f"{value:.1f}".removesuffix(".0")
