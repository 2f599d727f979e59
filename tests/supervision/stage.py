"""A case of the small county that ran late, its red card, and everybody who has a part in the card's life."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from tests.cast import FOUNDING, Cast, on, small_county
from tongban.kernel.actor import SYSTEM, Actor
from tongban.ledger.queries import events_of
from tongban.supervision.actions.cards import appeal_card, correct_card, explain_card, uphold_card
from tongban.supervision.actions.recommending import recommend
from tongban.supervision.actions.rules import set_rule
from tongban.supervision.actions.watching import fire_due, watch_event
from tongban.supervision.models import Card

TOLD = on(11, 16, 9)  # the promise ended on Friday 13 November


@dataclass(slots=True)
class Stage:
    """The county with one red card on a case of the market bureau."""

    cast: Cast
    case_id: UUID
    card: Card

    def who(self, post: str, at: datetime) -> Actor:
        """The holder of a post."""
        return self.cast.officer(post, at)

    def explained(self) -> Stage:
        """Explained by the head of the bureau, in time."""
        explain_card(
            card_id=self.card.pk, words="审查人员病假", by=self.who("market_decide", on(11, 17)), at=on(11, 17)
        )
        return self

    def upheld(self) -> Stage:
        """Upheld by the first supervisor."""
        self.explained()
        uphold_card(card_id=self.card.pk, words="应由 B 岗顶岗", by=self.who("supervision", on(11, 18)), at=on(11, 18))
        return self

    def appealed(self) -> Stage:
        """The bureau appeals."""
        self.upheld()
        appeal_card(
            card_id=self.card.pk, words="B 岗当日也病假", by=self.who("market_decide", on(11, 19)), at=on(11, 19)
        )
        return self

    def corrected(self) -> Stage:
        """The bureau does not appeal but puts it right."""
        self.upheld()
        correct_card(card_id=self.card.pk, words="已排 B 岗", by=self.who("market_review", on(11, 19)), at=on(11, 19))
        return self

    def state(self) -> str:
        """Where the card stands."""
        self.card.refresh_from_db()
        return self.card.state


def late_stage() -> Stage:
    """A case over its promise."""
    return late_case(small_county())


def late_case(cast: Cast) -> Stage:
    """The same in a county that is there."""
    # The stage's days lie apart from today's clock: everything on it would be entered late.
    set_rule(code="entry.late", active=False, by=SYSTEM, at=FOUNDING)
    case_id = cast.accepted(on(11, 2), on(11, 3)).case_id
    for entry in events_of("case", case_id):
        watch_event(entry)
    fire_due(at=TOLD)
    return Stage(cast, case_id, Card.objects.get(rule="due.promise", subject_id=case_id))


def with_cards(cast: Cast) -> Stage:
    """A card that was upheld, a rule that was set, a recommendation: a row of each kind that supervision keeps."""
    stage = late_case(cast).upheld()
    supervisor = stage.who("supervision", on(11, 18))
    set_rule(code="apart.hand", active=True, back_test={"cards": 0, "events": 1}, by=supervisor, at=on(11, 18))
    recommend(
        body_id=cast.county.bodies["market"], words="落实 AB 岗", cards=[stage.card.pk], by=supervisor, at=on(11, 18)
    )
    return stage
