"""D-29 on real tables: items put to the vote, decided by quorum and majority, carried out through the docket."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any
from uuid import UUID

import pytest

from tests.cast import Cast, on
from tests.clearing.stage import CLOSES, ITEMS, decide, item, line, office, opened, published_round, vote, votes
from tests.increase.stage import guide
from tongban.kernel.actor import SYSTEM
from tongban.kernel.refusals import Refused
from tongban.ledger.queries import events_of
from tongban.powerlist.actions.adjusting import draft_adjustment, keep_item, stop_item
from tongban.powerlist.actions.holdings import grant_holding
from tongban.powerlist.actions.items import publish_version
from tongban.powerlist.actions.rounds import publish_round
from tongban.powerlist.models import Adjustment, ItemVersion, Round
from tongban.powerlist.queries import published_item
from tongban.powerlist.queries.docket import called_entries
from tongban.powerlist.queries.rounds import lines_of_round, next_to_vote

pytestmark = pytest.mark.django_db


def refused(act: Callable[..., Any], *args: Any, **given: Any) -> str:
    with pytest.raises(Refused) as caught:
        act(*args, **given)
    return caught.value.refusal.code


def entry(code: str) -> Adjustment:
    return Adjustment.objects.get(item__code=code)


def test_d_29_a_cancelled_item_stays_on_the_list_until_the_docket_is_settled(cast: Cast) -> None:
    opened(cast)
    votes(cast, ITEMS[0], "cancel", "cancel", "cancel")
    versions = ItemVersion.objects.count()
    assert decide(cast, ITEMS[0]) == "cancel"
    assert (published_item(ITEMS[0]).state, ItemVersion.objects.count()) == (1, versions)  # never silently
    waiting = entry(ITEMS[0])
    assert (waiting.cause, waiting.wanted, waiting.source, waiting.state) == (
        "round", "cancel", line(ITEMS[0]).pk, "open",
    )  # fmt: skip
    stop_item(adjustment_id=waiting.pk, how="cancel", since=on(11, 3).date(), basis_doc="青清〔2026〕3号",
              by=office(cast), at=on(11, 3))  # fmt: skip
    assert (published_item(ITEMS[0]).state, entry(ITEMS[0]).state) == (3, "stopped")
    assert [one.type for one in events_of("adjustment", waiting.pk)] == ["adjustment.called", "adjustment.stopped"]


def test_d_29_what_a_round_decided_is_not_undone_on_the_docket(cast: Cast) -> None:
    opened(cast)
    votes(cast, ITEMS[0], "cancel", "cancel", "cancel")
    decide(cast, ITEMS[0])
    given = {"adjustment_id": entry(ITEMS[0]).pk, "by": office(cast), "at": on(11, 3)}
    assert refused(keep_item, reason="不改。", **given) == "adjustment.decided_elsewhere"
    assert refused(draft_adjustment, **given) == "adjustment.decided_elsewhere"
    suspends = {"how": "suspend", "since": on(11, 3).date(), "basis_doc": "文件"}
    assert refused(stop_item, **suspends, **given) == "adjustment.decided_elsewhere"


def test_d_29_a_merger_cancels_one_and_changes_the_other_by_a_new_version(cast: Cast) -> None:
    opened(cast)
    votes(cast, ITEMS[1], "merge", "merge", "keep", into=ITEMS[2])
    decide(cast, ITEMS[1])
    assert {code: wanted for code, wanted in Adjustment.objects.values_list("item__code", "wanted")} == {
        ITEMS[1]: "cancel", ITEMS[2]: "change",
    }  # fmt: skip
    draft = draft_adjustment(adjustment_id=entry(ITEMS[2]).pk, by=office(cast), at=on(11, 3))
    publish_version(version_id=draft, valid_from=on(11, 4).date(), by=SYSTEM, at=on(11, 3))
    assert entry(ITEMS[2]).state == "published"
    assert [state for _, _, state in called_entries([line(ITEMS[1]).pk])[line(ITEMS[1]).pk]] == ["open", "published"]


def test_d_29_without_a_majority_the_item_is_kept(cast: Cast) -> None:
    opened(cast)
    votes(cast, ITEMS[0], "keep", "cancel", "delegate")
    assert decide(cast, ITEMS[0]) == "keep"
    assert (line(ITEMS[0]).carried, Adjustment.objects.count()) == (False, 0)


def test_d_29_nothing_is_decided_without_a_quorum_or_while_somebody_may_vote(cast: Cast) -> None:
    opened(cast)
    votes(cast, ITEMS[0], "cancel", "cancel")
    assert refused(decide, cast, ITEMS[0]) == "round_open"
    assert decide(cast, ITEMS[0], on(11, 16)) == "cancel"  # two of three are two thirds
    votes(cast, ITEMS[1], "cancel")
    assert refused(decide, cast, ITEMS[1], on(11, 16)) == "round_quorum"


def test_d_29_the_body_that_leads_an_item_does_not_vote_on_it(cast: Cast) -> None:
    opened(cast)
    assert refused(vote, cast, ITEMS[0], "market_decide", "keep") == "not_voter"
    assert refused(vote, cast, ITEMS[0], "list_office", "keep") == "not_voter"
    assert refused(vote, cast, ITEMS[0], "fire_decide", "merge", ITEMS[0]) == "round_into"
    assert refused(vote, cast, ITEMS[0], "fire_decide", "keep", at=on(11, 16)) == "round_over"


def test_d_29_a_vote_can_be_changed_until_it_is_decided_and_each_stays_in_the_ledger(cast: Cast) -> None:
    made = opened(cast)
    votes(cast, ITEMS[0], "keep", "cancel", "cancel")
    vote(cast, ITEMS[0], "fire_decide", "cancel")
    decide(cast, ITEMS[0])
    assert refused(vote, cast, ITEMS[0], "fire_decide", "keep") == "stale"
    assert [one.type for one in events_of("round", made)].count("round.voted") == 4


def test_d_29_a_delegated_item_is_carried_out_once_a_power_came_down(cast: Cast) -> None:
    made = opened(cast)
    votes(cast, ITEMS[0], "delegate", "delegate", "delegate")
    decide(cast, ITEMS[0])
    assert lines_of_round(made)[0].follows == "open"
    county = cast.county
    grant_holding(item_id=item(ITEMS[0]), place_id=county.places["990823101"], function="decide",
                  body_id=county.bodies["liuhe"], legal_form="transferred", valid_from=on(11, 5),
                  basis_doc="青政发〔2026〕9号", by=SYSTEM, at=on(11, 4))  # fmt: skip
    assert lines_of_round(made)[0].follows == "done"


def test_d_29_a_round_is_published_whole_with_its_digest(cast: Cast) -> None:
    made = published_round(cast)
    row = Round.objects.get(pk=made)
    last = events_of("round", made)[-1]
    assert (row.no, last.type, last.data["digest"]) == (1, "round.published", row.digest)
    assert [one.outcome for one in lines_of_round(made)] == ["cancel", "merge", "keep"]


def test_d_29_an_unfinished_round_is_not_published(cast: Cast) -> None:
    made = opened(cast)
    assert refused(publish_round, round_id=made, by=office(cast), at=on(11, 3)) == "round_unfinished"


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"title": " "}, "round_title"),
        ({"document": ""}, "basis_needed"),
        ({"closes_on": on(11, 2).date()}, "round_day"),
        ({"members": []}, "round_members"),
        ({"members": [UUID(int=7)]}, "round_members"),
        ({"items": ["QH-NIX-1"]}, "round_items"),
    ],
)
def test_a_round_that_is_not_whole_is_refused(cast: Cast, changes: dict[str, Any], code: str) -> None:
    assert refused(opened, cast, **changes) == code


def test_the_next_item_to_vote_on(cast: Cast) -> None:
    made = opened(cast, closes_on=CLOSES.replace(year=2036))
    guide("QH-ZN-904", "别的单位的事项", (on(1, 6).date(),), body="fire")
    votes(cast, ITEMS[0], "keep")
    assert next_to_vote(made, cast.county.posts["fire_decide"]) == line(ITEMS[1]).pk
    assert next_to_vote(made, cast.county.posts["market_decide"]) is None  # it leads them all
    assert next_to_vote(made, cast.county.posts["list_office"]) is None
