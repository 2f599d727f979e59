"""A village of 柳河镇 with its service point and the post that acts for villagers by mandate; and one mandate."""

from __future__ import annotations

import io
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from PIL import Image

from tests.cast import FOUNDING, Cast, on
from tongban.agencies.actions.bodies import create_body
from tongban.agencies.actions.posts import appoint, create_post, register_official
from tongban.agencies.queries import actor_of, forget_directory
from tongban.cases.actions.drafts import put_material
from tongban.cases.actions.mandates import give_mandate
from tongban.cases.actions.proxy import begin_for
from tongban.cases.actions.receive import Given
from tongban.documents.actions.files import store_file
from tongban.kernel.actor import SYSTEM, Actor
from tongban.kernel.ids import uuid7
from tongban.powerlist.queries import version
from tongban.simulation.rules.codes import body_code


@dataclass(frozen=True, slots=True)
class Village:
    """The village's post and its two holders."""

    cast: Cast
    post: UUID
    holders: tuple[UUID, UUID]

    def worker(self, at: datetime, role: int = 0) -> Actor:
        """The A (0) or B (1) holder, acting in the post."""
        return actor_of(self.holders[role], self.post, at)

    def on_paper(self, at: datetime, *, until: date, photo: bytes, items: tuple[UUID, ...] = ()) -> UUID:
        """陈芳 signs a paper in the village: the worker photographs and records it."""
        mandate, by = uuid7(), self.worker(at)
        stored = store_file(data=photo, name="委托书.png", owner=mandate, by=by, at=at)
        return give_mandate(
            principal_id=self.cast.applicant, helper_post=self.post, valid_to=until, file_id=stored.id, by=by, at=at,
            items=items or (version(self.cast.version_id).item_id,), mandate_id=mandate,
        )  # fmt: skip


def village(cast: Cast) -> Village:
    """Sets the village up through the real acts."""
    county = cast.county
    place = county.places["990823101201"]
    body = create_body(
        key="heyan", uscc=body_code(3000), kind="centre", place_id=place, name_zh="河沿村便民服务点",
        name_en="Heyan Village service point", valid_from=FOUNDING.date(), by=SYSTEM, at=FOUNDING,
    )  # fmt: skip
    forget_directory()
    post = create_post(
        body_id=body, key="heyan_helper", name_zh="代办岗", name_en="Village worker", duties=["assist"], by=SYSTEM,
        at=FOUNDING,
    )  # fmt: skip
    pair = [_official(body, post, role, name) for role, name in (("A", "石大山"), ("B", "水小云"))]
    county.bodies["heyan"], county.posts["heyan_helper"] = body, post
    county.holders["heyan_helper"] = (pair[0], pair[1])
    return Village(cast, post, (pair[0], pair[1]))


def _official(body: UUID, post: UUID, role: str, name: str) -> UUID:
    made = register_official(
        username=f"heyan_{role}".lower(), password=None, name_zh=name, name_en=name, staff_no=f"QH80{role}",
        body_id=body, by=SYSTEM, at=FOUNDING,
    )  # fmt: skip
    appoint(post_id=post, official_id=made, role=role, valid_from=FOUNDING, by=SYSTEM, at=FOUNDING)
    return made


def helped(cast: Cast, there: Village | None = None) -> UUID:
    """陈芳 lets the village worker apply for her, and the worker has begun; answers the draft.

    She agrees that one paper is taken from where it is.
    """
    there = there or village(cast)
    mandate = there.on_paper(on(11, 2), until=date(2026, 12, 31), photo=made_png())
    draft = begin_for(
        mandate_id=mandate, version_id=cast.version_id, place_id=cast.county.home, by=there.worker(on(11, 3)),
        at=on(11, 3),
    )  # fmt: skip
    held = next(one.key for one in version(cast.version_id).content.materials if one.held)
    put_material(draft_id=draft, given=Given(held, held=True), by=cast.citizen, at=on(11, 3))
    return draft


def made_png() -> bytes:
    """A small photograph."""
    out = io.BytesIO()
    Image.new("RGB", (60, 40), "white").save(out, "PNG")
    return out.getvalue()
