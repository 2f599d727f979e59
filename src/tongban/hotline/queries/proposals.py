"""What the operator's page may propose for a text, from the root's own directory, places, orders and guides.

The classes are the topics of the dispatch directory with their words and bodies, so that a fresh installation proposes
by rules and search; a model in the data folder, learnt from the root's closed orders, is used when it is there.
Reports of misconduct are neither shown nor learnt from.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import datetime, timedelta
from functools import lru_cache
from pathlib import Path
from uuid import UUID

from django.conf import settings

from tongban.agencies.queries import bodies_by_id, divisions
from tongban.hotline.models import DirectoryLine, Order
from tongban.hotline.queries.clocks import ZONE
from tongban.hotline.text.model import Model, read_model
from tongban.hotline.text.propose import Known, Proposal, TopicClass, propose
from tongban.kernel.refusals import Refused
from tongban.powerlist.queries import search

LATELY, COMPARED, GUIDES = timedelta(days=30), 200, 5
ASKED_CHARACTERS = 200
WORDS = re.compile(r"[\s,，、;；]+")


def model_path() -> Path:
    """Where the model in force lies."""
    return Path(settings.DATA_ROOT) / "models" / "hotline.model"


def model_in_force() -> Model | None:
    """The model, read once for each version of its file; None when there is none or it cannot be read."""
    try:
        return _model(model_path(), model_path().stat().st_mtime_ns)
    except (OSError, Refused):
        return None


@lru_cache(maxsize=1)
def _model(path: Path, _changed: int) -> Model:
    return read_model(path)


def topic_classes(at: datetime) -> list[TopicClass]:
    """The topics of the directory in force, each once, with its words and its lead."""
    lines = list(DirectoryLine.objects.filter(valid__contains=at).order_by("topic", "pk"))
    known = bodies_by_id({line.body_id for line in lines}, at.astimezone(ZONE).date())
    found: dict[str, TopicClass] = {}
    for line in lines:
        words = tuple(word for word in WORDS.split(line.keywords) if word)
        body = known[line.body_id].name_zh if line.body_id in known else ""
        found.setdefault(line.topic, TopicClass(line.topic, words, body))
    return list(found.values())


def proposal_for(*, title: str, text: str, at: datetime) -> Proposal:
    """Class, body, place, similar orders (by number) and guides (by item code) for what was typed, each with why."""
    rows = Order.objects.filter(taken_at__gt=at - LATELY, taken_at__lte=at).exclude(kind="misconduct")
    orders = rows.order_by("-taken_at").values_list("number", "title", "text")[:COMPARED]
    day = at.astimezone(ZONE).date()
    guides = [found.version for found in search((title or text)[:ASKED_CHARACTERS], GUIDES, day)]
    return propose(
        text,
        subject=title,
        classes=topic_classes(at),
        places=[place.name_zh for place in divisions(day)],
        orders=[Known(number, f"{name}\n{body}", name) for number, name, body in orders],
        guides=[Known(guide.code, guide.content.name.zh, guide.content.name.zh) for guide in guides],
        model=model_in_force(),
    )


def orders_named(numbers: Iterable[str]) -> dict[str, Order]:
    """Orders by their numbers."""
    return {row.number: row for row in Order.objects.filter(number__in=list(numbers)).defer("text", "lookup_hash")}


def place_named(name: str, at: datetime) -> UUID | None:
    """The one place of that name; None where several have it or none."""
    found = [place.id for place in divisions(at.astimezone(ZONE).date()) if place.name_zh == name]
    return found[0] if len(found) == 1 else None


def learnable(most: int) -> list[tuple[str, str, str]]:
    """Title, text and topic of the newest closed orders that have a topic; never a report of misconduct."""
    rows = Order.objects.exclude(topic="").exclude(closed_at=None).exclude(kind="misconduct")
    return list(rows.order_by("-closed_at").values_list("title", "text", "topic")[:most])
