"""I5, after a backup was brought back: who was erased since is erased again, lost requests stand again."""

from __future__ import annotations

import json
from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from django.core.management import CommandError, call_command

from tests.cast import Cast, small_county
from tests.rights.stage import someone
from tests.rights.test_erase import AT, erased, left_over, security
from tongban.agencies.models import PartyKey
from tongban.agencies.queries import party_cards
from tongban.kernel.ids import uuid7
from tongban.ledger.models import LedgerEvent
from tongban.rights.actions import again
from tongban.rights.actions.again import erase_again
from tongban.rights.actions.erasing import keep_rest
from tongban.rights.models import Request

NOTHING = {"erased": 0, "asked": 0, "back": 0}


@pytest.fixture
def cast(db: None, settings: Any, tmp_path: Path) -> Cast:
    settings.DEMO, settings.FILES_ROOT = True, tmp_path / "files"
    return small_county()


def test_who_was_erased_before_is_erased_whole_again_and_only_once(cast: Cast) -> None:
    one, other = someone(3, cast), someone(11, cast)  # both have a refused application that the law keeps
    request = erased(one)
    keep_rest(request_id=request.pk, answer="办件档案保存十年，期满自动删除。", by=security(cast), at=AT)
    owed = {"erased": [one.party, uuid7()]}
    assert erase_again(owed, at=AT) == NOTHING | {"erased": 1}
    request.refresh_from_db()
    assert (request.state, left_over(one, request)) == ("done", [])
    event = LedgerEvent.objects.get(kind="party", subject_id=one.party, type="party.erased")
    assert json.loads(bytes(event.body))["data"]["ground"] == "erased_before"
    assert erase_again(owed, at=AT) == NOTHING
    assert PartyKey.objects.filter(party_id=other.party).exists()


def test_a_lost_request_is_filed_again_and_what_can_go_goes_at_once(cast: Cast) -> None:
    one = someone(3, cast)
    assert erase_again({"asked": [one.party]}, at=AT) == NOTHING | {"asked": 1}
    request = Request.objects.get(party_id=one.party)
    assert (request.state, request.contact, left_over(one, request)) == ("asked", True, [])
    assert party_cards([one.party], viewer=one.actor)[one.party].phone == ""
    assert erase_again({"asked": [one.party]}, at=AT) == NOTHING


def test_what_was_taken_back_is_not_erased_against_the_wish(cast: Cast) -> None:
    request = erased(someone(3, cast))
    assert erase_again({"back": [request.pk]}, at=AT) == NOTHING | {"back": 1}
    request.refresh_from_db()
    assert request.state == "back"
    assert erase_again({"back": [request.pk]}, at=AT) == NOTHING


def test_the_command_reads_the_list_and_refuses_what_is_none(cast: Cast, tmp_path: Path) -> None:
    one, listed, said = someone(0, cast), tmp_path / "erase-again.json", StringIO()
    listed.write_text(json.dumps({"erased": [str(one.party)], "asked": [], "back": []}))
    call_command("erase_again", str(listed), stdout=said)
    assert "erased again: 1" in said.getvalue()
    listed.write_text("[]")
    with pytest.raises(CommandError, match="no list"):
        call_command("erase_again", str(listed))


def test_a_round_that_forgets_the_key_turns_the_check_red(cast: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(again, "erase_whole", lambda *told: None)
    one = someone(0, cast)
    erase_again({"erased": [one.party]}, at=AT)
    assert PartyKey.objects.filter(party_id=one.party).exists()
