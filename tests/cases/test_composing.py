"""One thing of several items composed on the list office's page: computed, ordered, its conflicts named, published."""

from __future__ import annotations

import json
from dataclasses import replace
from typing import Any, Final
from uuid import UUID

import pytest
from django.test import Client

from tests.cases.test_bundles import BOARD, DRAIN, FOOD, PAPERS, WHOLE, Stage, states
from tests.cases.window.test_bundle_at_window import at_desk
from tests.cast import on
from tongban.cases.actions.bundles import receive_bundle
from tongban.cases.actions.receive import Given
from tongban.kernel.actor import SYSTEM
from tongban.kernel.refusals import Refused
from tongban.powerlist.actions.bundles import compose_draft
from tongban.powerlist.actions.drafts import begin_draft, create_from_template
from tongban.powerlist.actions.items import publish_version, save_draft_version
from tongban.powerlist.models import ItemVersion
from tongban.powerlist.queries import forget_versions, published_item, version
from tongban.powerlist.queries.flowtemplates import flow_drawing
from tongban.powerlist.rules.composing import base_of, conflicts, own_form
from tongban.powerlist.rules.content import ItemContent, content_json
from tongban.powerlist.rules.members import Member, Pair
from tongban.powerlist.tests.office import sent
from tongban.simulation.rules.places import DATA

CODE: Final = "QH-YJS-050"
OWN: Final[dict[str, Any]] = json.loads((DATA / "items" / "bundle_restaurant.json").read_text(encoding="utf-8"))
MEMBERS: Final = (
    Member(item=FOOD),
    Member(item=BOARD, condition="has_board = true", same=(Pair(own="owner_name", key="shop_name"),)),
    Member(item=DRAIN, condition="has_drain = true", after=(FOOD,), same=(
        Pair(own="unit_name", key="shop_name"), Pair(own="contact_name", key="head_name"),
        Pair(own="address", key="address"))),
)  # fmt: skip


STANDS = Stage


@pytest.fixture
def stage(standing: Stage, settings: Any) -> Stage:
    settings.DEMO = True  # no second step at the sign-in
    made = standing
    item = create_from_template(
        code=CODE, name="开小店一件事", body="centre", template="together", by=SYSTEM, at=on(10, 9)
    )
    content = OWN | {"local_code": CODE, "members": [], "name": {"zh": "开小店一件事", "en": "Opening a shop"}}
    save_draft_version(item_id=item, content=content, flow=flow_drawing("together"), by=SYSTEM, at=on(10, 9))
    return made


def draft() -> ItemVersion:
    return ItemVersion.objects.select_related("item").get(item__code=CODE, state="draft")


def composed(*members: Member) -> ItemContent:
    row = draft()
    key = compose_draft(item_id=row.item_id, members=members, by=SYSTEM, at=on(10, 10), revision=row.seq)
    forget_versions()
    return version(key).content


def content_of(code: str) -> ItemContent:
    found = published_item(code).version
    assert found is not None
    return found.content


def test_what_is_composed_on_the_page_is_the_union_that_code_makes(stage: Stage) -> None:
    made = composed(*MEMBERS)
    ready = version(stage.versions["bundle_restaurant"]).content
    assert content_json(made.form) == content_json(ready.form)  # type: ignore[arg-type]
    assert content_json(replace(ready, name=made.name, local_code=CODE)) == content_json(made)


def test_composing_twice_changes_nothing_and_a_part_taken_out_takes_its_questions_along(stage: Stage) -> None:
    first = composed(*MEMBERS)
    assert composed(*MEMBERS) == first
    less = composed(MEMBERS[0])
    assert [group.key for group in own_form(less).groups] == ["wanted"]
    assert {one.item for one in less.members} == {FOOD}
    assert "照明方式" not in {field.label.zh for field in less.fields()}


def test_composed_published_and_applied_for(stage: Stage) -> None:
    composed(*MEMBERS)
    publish_version(version_id=draft().pk, valid_from=on(10, 12).date(), by=SYSTEM, at=on(10, 12))
    cast = stage.cast
    receive_bundle(
        version_id=ItemVersion.objects.get(item__code=CODE).pk, applicant_id=cast.applicant, channel="web",
        place_id=cast.county.home, answers=WHOLE, materials=[Given(key) for key in PAPERS], by=cast.citizen,
        at=on(11, 2),
    )  # fmt: skip
    assert states() == {FOOD: "received", BOARD: "received", DRAIN: "waiting"}


@pytest.mark.parametrize(("members", "code"), [
    ((Member(item=FOOD, after=(BOARD,)), Member(item=BOARD, after=(FOOD,))), "bundle_circle"),
    ((Member(item=FOOD, after=("QH-XX-001",)),), "bundle_unknown"),
    ((Member(item=FOOD, condition="has_roof = true"),), "bundle_conflict"),
    ((Member(item=FOOD, same=(Pair(own="nobody", key="shop_name"),)),), "bundle_conflict"),
    ((Member(item="QH-YJS-002"),), "bundle_conflict"),
    ((Member(item=CODE),), "bundle_not_in_force"),
])  # fmt: skip
def test_what_does_not_fit_is_refused_and_leaves_the_draft(
    stage: Stage, members: tuple[Member, ...], code: str
) -> None:
    before = draft().digest
    with pytest.raises(Refused, match=code):
        composed(*members)
    assert draft().digest == before


def test_one_question_with_other_options_in_two_items_is_named(stage: Stage) -> None:
    """Asked once, the options of the second would be lost without a word."""
    food, drain = content_of(FOOD), content_of(DRAIN)
    group = drain.form.groups[0]
    asked = next(field for field in food.fields() if field.options)
    twin = replace(asked, key="twin", options=asked.options[:1])
    other = replace(drain, form=replace(drain.form, groups=(replace(group, fields=(*group.fields, twin)),)))
    parts = [(Member(item=FOOD), food), (Member(item=DRAIN), other)]
    found = conflicts(base_of(food, ()), parts)
    assert [one.grave for one in found if asked.label.zh in one.zh] == [True]
    same = replace(other, form=replace(other.form, groups=(replace(group, fields=(*group.fields, asked)),)))
    assert [one for one in conflicts(base_of(food, ()), [parts[0], (parts[1][0], same)]) if one.grave] == []


def list_desk(stage: Stage) -> Client:
    return at_desk(stage.cast, "list_office")


def test_the_list_office_composes_on_its_page_and_sees_what_serves_whom(stage: Stage) -> None:
    client, address = list_desk(stage), f"/office/items/{CODE}/together/"
    page = client.get(client.post(address, told(client, address))["Location"]).content.decode()
    assert "由 2 个事项合成" in page
    assert f"{content_of(FOOD).name.zh}、{content_of(BOARD).name.zh}" in page  # one question for both
    assert draft().content["members"][1]["after"] == [FOOD]


def told(client: Client, address: str) -> dict[str, Any]:
    fields = sent(client.get(address).content.decode())
    rows = {"members-count": "2", "members-0-item": FOOD, "members-1-item": BOARD, "members-1-after": FOOD,
            "members-1-condition": "has_board = true", "members-1-same": "owner_name | shop_name"}  # fmt: skip
    return {"revision": fields["revision"], "do": "save", **rows}


def test_a_conflict_stands_on_the_page_with_what_was_typed(stage: Stage) -> None:
    client, address = list_desk(stage), f"/office/items/{CODE}/together/"
    answer = client.post(address, told(client, address) | {"members-1-condition": "has_roof = true"})
    assert answer.status_code == 422
    page = answer.content.decode()
    assert "的条件问到“has_roof”，表里没有这个问题" in page
    assert 'value="has_roof = true"' in page


def test_a_member_that_has_changed_since_is_told(stage: Stage) -> None:
    composed(*MEMBERS)
    assert "合成以后，有事项改了" not in list_desk(stage).get(f"/office/items/{CODE}/together/").content.decode()
    changed(FOOD)
    assert "合成以后，有事项改了" in list_desk(stage).get(f"/office/items/{CODE}/together/").content.decode()


def changed(code: str) -> UUID:
    """A new version of an item, in force today, that asks one question otherwise."""
    item = published_item(code)
    begin_draft(item_id=item.id, by=SYSTEM, at=on(10, 13))
    row = ItemVersion.objects.get(item_id=item.id, state="draft")
    row.content["form"]["groups"][0]["fields"][0]["label"]["zh"] = "门店的名称"
    save_draft_version(item_id=item.id, content=row.content, flow=row.flow, by=SYSTEM, at=on(10, 13))
    publish_version(version_id=row.pk, valid_from=on(10, 14).date(), by=SYSTEM, at=on(10, 14))
    forget_versions()
    return row.pk
