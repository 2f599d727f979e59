"""Publishing a version: rules first, one version a day, immutable afterwards, every write with its event."""

from __future__ import annotations

from datetime import date

import pytest
from django.db import DatabaseError, IntegrityError, connection, transaction

from tongban.kernel.actor import ANONYMOUS
from tongban.kernel.refusals import Refused
from tongban.ledger.queries import events_of
from tongban.powerlist.actions.items import (
    cancel_item,
    create_item,
    publish_version,
    resume_item,
    save_draft_version,
    suspend_item,
    version_digest,
)
from tongban.powerlist.models import ItemVersion
from tongban.powerlist.queries import forget_versions, guide, published_item, version, versions_of
from tongban.powerlist.rules.content import parse_content
from tongban.powerlist.tests.factories import AT, BY, draft, places, publish
from tongban.powerlist.tests.samples import FLOW, entry, whole

pytestmark = pytest.mark.django_db
MARCH = date(2026, 3, 1)


@pytest.fixture(autouse=True)
def _fresh() -> None:
    forget_versions()
    places()


def test_a_whole_item_is_published_with_its_flow_and_digest() -> None:
    item = published_item(publish(whole(), flow=FLOW), date(2026, 5, 1))
    assert item.version is not None
    assert item.version.net.node("accept").act == "accept"
    assert item.version.digest == version_digest(parse_content(whole()), FLOW)


def test_a_guide_entry_has_no_flow_to_run() -> None:
    ref = published_item(publish(entry())).version
    assert ref is not None
    with pytest.raises(Refused) as refused:
        _ = ref.net
    assert refused.value.refusal.code == "item.guide_only"


def test_a_blocking_fault_stops_publication_and_names_the_place() -> None:
    _, draft_id = draft(entry(contact="0990-1", oversight="0990-1"))
    with pytest.raises(Refused) as refused:
        publish_version(version_id=draft_id, valid_from=MARCH, **BY)
    assert "oversight" in refused.value.refusal.sentence("zh")
    assert "must both exist and differ" in refused.value.refusal.sentence("en")


def test_a_flow_with_faults_stops_publication() -> None:
    _, draft_id = draft(whole(), flow=FLOW.replace('targetRef="e"', 'targetRef="nowhere"'))
    with pytest.raises(Refused) as refused:
        publish_version(version_id=draft_id, valid_from=MARCH, **BY)
    assert refused.value.refusal.code == "flow.faults"


def test_a_new_version_ends_the_one_before_on_its_first_day() -> None:
    item = publish(entry("旧名"))
    second = save_draft_version(item_id=item, content=entry("新名"), flow="", **BY)
    publish_version(version_id=second, valid_from=MARCH, **BY)
    names = [published_item(item, day).version.content.name.zh for day in (date(2026, 2, 28), MARCH)]  # type: ignore[union-attr]
    assert names == ["旧名", "新名"]
    assert [ref.no for ref in versions_of(item)] == [2, 1]


def test_two_versions_cannot_begin_on_the_same_day() -> None:
    item = publish(entry(), valid_from=MARCH)
    second = save_draft_version(item_id=item, content=entry("新名"), flow="", **BY)
    with pytest.raises(Refused) as refused:
        publish_version(version_id=second, valid_from=MARCH, **BY)
    assert refused.value.refusal.code == "item.version_later"


@pytest.mark.parametrize("change", ["content = '{}'", "digest = repeat('0', 64)", "state = 'draft'", "valid = NULL",
                                    "valid = '[2025-01-01,)'", "flow = 'x'", "no = 9"])  # fmt: skip
def test_a_published_version_is_immutable_in_the_database(change: str) -> None:
    item = publish(entry())
    with pytest.raises(DatabaseError), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(f"UPDATE powerlist_itemversion SET {change} WHERE item_id = %s", [item])


def test_the_database_refuses_an_item_without_its_event() -> None:
    with pytest.raises(DatabaseError), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("INSERT INTO powerlist_item (id, code, state, state_basis, seq) "
                       "VALUES (gen_random_uuid(), 'QH-X', 1, '', 1)")  # fmt: skip


def test_the_database_refuses_two_versions_in_force_on_one_day() -> None:
    item = publish(entry())
    row = ItemVersion.objects.get(item_id=item)
    row.pk, row.no = None, 2
    with pytest.raises((IntegrityError, DatabaseError)), transaction.atomic():
        row.save(force_insert=True)


def test_every_act_on_an_item_is_in_its_chain() -> None:
    item = publish(entry())
    suspend_item(item_id=item, since=MARCH, basis_doc="青政发〔2026〕1号", **BY)
    resume_item(item_id=item, since=MARCH, basis_doc="青政发〔2026〕2号", **BY)
    cancel_item(item_id=item, since=MARCH, basis_doc="青政发〔2026〕3号", **BY)
    told = [event.type for event in events_of("item", item)]
    assert told == ["item.created", "item.drafted", "item.published"] + ["item.state_changed"] * 3


def test_a_cancelled_item_does_not_come_back() -> None:
    item = publish(entry())
    cancel_item(item_id=item, since=MARCH, basis_doc="青政发〔2026〕3号", **BY)
    with pytest.raises(Refused) as refused:
        resume_item(item_id=item, since=MARCH, basis_doc="青政发〔2026〕4号", **BY)
    assert refused.value.refusal.code == "item.move"


def test_only_the_list_office_changes_the_list() -> None:
    with pytest.raises(Refused) as refused:
        create_item(code="QH-1", by=ANONYMOUS, at=AT)
    assert refused.value.refusal.code == "not_list_office"


@pytest.mark.parametrize("code", ["", "ab", "有字", "a b c", "x" * 81, "-abc", "a/b/c", "a\u0000bc"])
def test_a_code_that_cannot_stand_in_an_address_is_refused(code: str) -> None:
    with pytest.raises(Refused):
        create_item(code=code, **BY)


def test_a_code_is_used_once() -> None:
    create_item(code="QH-1", **BY)
    with pytest.raises(Refused) as refused:
        create_item(code="QH-1", **BY)
    assert refused.value.refusal.code == "item.code_taken"


def test_a_published_version_is_read_once_and_then_kept(count_statements) -> None:  # type: ignore[no-untyped-def]
    found = published_item(publish(entry())).version
    assert found is not None
    with count_statements() as counted:
        assert version(found.id) is found
    assert counted.count == 0


def test_a_guide_stays_readable_after_its_item_is_suspended() -> None:
    item = publish(entry())
    suspend_item(item_id=item, since=MARCH, basis_doc="青政发〔2026〕1号", **BY)
    assert guide("QH-0001").state_basis == "青政发〔2026〕1号"


def test_without_a_publication_there_is_no_guide() -> None:
    draft(entry())
    with pytest.raises(Refused) as refused:
        guide("QH-0001")
    assert refused.value.refusal.code == "not_published"
