"""The small county with a case handed in at the window, decided and collected there: two visits, one matter to rate."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, date, datetime
from uuid import UUID

from tests.cast import ANSWERS, Cast, on
from tests.stages import decide, reviewer
from tongban.cases.actions.accept import accept_case
from tongban.cases.actions.decide import deliver_case, issue_result
from tongban.cases.actions.receive import Given, receive_case
from tongban.cases.actions.review import review_task
from tongban.cases.queries.tasks import open_tasks
from tongban.kernel.actor import Actor
from tongban.ledger.queries import events_of
from tongban.ratings.actions.devices import open_device
from tongban.ratings.actions.opening import open_occasions
from tongban.ratings.actions.rating import give_rating
from tongban.ratings.actions.surveys import answer_survey, draw_survey
from tongban.ratings.actions.work import appeal_rating, call_back, contact_rater, rectify_rating
from tongban.ratings.models import Occasion, Rating

RATED = on(11, 11)


@dataclass(slots=True)
class Stage:
    """The county, its case and what of it may be rated."""

    cast: Cast
    case_id: UUID

    def who(self, post: str, at: datetime = RATED) -> Actor:
        """The holder of a post."""
        return self.cast.officer(post, at)

    def occasion(self, stage: str = "ended") -> Occasion:
        """What may be rated, by its stage."""
        return Occasion.objects.get(case_id=self.case_id, stage=stage)

    def rate(self, level: int = 5, *, stage: str = "ended", named: bool = True, at: datetime = RATED) -> Rating:
        """陈芳 rates."""
        made = give_rating(
            occasion_id=self.occasion(stage).pk, level=level, reasons=["waiting"], words="等了两个小时", named=named,
            channel="mine", by=self.cast.citizen, at=at,
        )  # fmt: skip
        return Rating.objects.get(pk=made)

    def contacted(self, at: datetime = RATED) -> Rating:
        """A bad one, its rater contacted by the deciding post."""
        row = self.rate()
        contact_rater(rating_id=row.pk, reached=True, words="已道歉并约定时间", by=self.who("market_decide"), at=at)
        return again(row)

    def rectified(self) -> Rating:
        """Put right by the head of the bureau."""
        row = self.contacted()
        rectify_rating(
            rating_id=row.pk, outcome="fixed", words="已增开窗口", by=self.who("market_decide"), at=on(11, 12)
        )
        return again(row)

    def closed(self) -> Rating:
        """Called back by supervision: solved."""
        row = self.rectified()
        call_back(rating_id=row.pk, found="solved", words="本人表示满意", by=self.who("supervision"), at=on(11, 13))
        return again(row)

    def appealed(self) -> Rating:
        """The bureau says that the wrong button was pressed."""
        row = self.rate()
        appeal_rating(
            rating_id=row.pk, ground="wrong", words="评价人说按错了", by=self.who("market_decide"), at=on(11, 12)
        )
        return again(row)


def again(row: Rating) -> Rating:
    """The row as it stands now."""
    return Rating.objects.get(pk=row.pk)


def followed(case_id: UUID) -> None:
    """Lets ratings hear all events of a case."""
    for entry in events_of("case", case_id):
        open_occasions(entry)


def at_the_window(cast: Cast) -> Stage:
    """Handed in at window 1, decided, collected at the window."""
    clerk = cast.officer("window_1", on(11, 2))
    case_id = receive_case(
        version_id=cast.version_id, applicant_id=cast.applicant, place_id=cast.county.home, channel="window",
        answers=ANSWERS, materials=[Given("m_lease"), Given("m_layout")], by=clerk, at=on(11, 2),
    ).case_id  # fmt: skip
    accept_case(case_id=case_id, by=cast.officer("market_review", on(11, 3)), at=on(11, 3))
    for task in open_tasks(case_id):
        review_task(task_id=task.id, opinion="agree", reasons="", by=reviewer(cast, task, on(11, 9)), at=on(11, 9))
    decide(cast, case_id)
    issue_result(case_id=case_id, at=on(11, 9, 11))
    deliver_case(case_id=case_id, method="window", by=cast.officer("delivery", on(11, 10)), at=on(11, 10))
    followed(case_id)
    return Stage(cast, case_id)


def with_every_rating(cast: Cast) -> None:
    """A row in each table of ratings: a closed bad one with its steps, a device, a survey with an answer."""
    stage = at_the_window(cast)
    stage.closed()
    open_device(post_id=cast.county.posts["window_1"], by=stage.who("centre_manager"), at=RATED)
    survey = draw_survey(
        title="办事满意度", questions="您满意吗？|满意|不满意", since=date(2026, 11, 1), until=date(2026, 11, 30),
        body=None, wanted=1, by=stage.who("supervision"), at=on(11, 12), seed="2026-11",
    )  # fmt: skip
    answer_survey(survey_id=survey, answers={"q1": "a1"}, by=cast.citizen, at=on(11, 12))


def rated(cast: Cast, case_id: UUID) -> dict[str, UUID | str]:
    """Records that addresses name: a visit to rate, a bad rating of the matter, a survey that asks 陈芳."""
    followed(case_id)
    stage, now = Stage(cast, case_id), datetime.now(UTC)
    row = stage.rate()
    survey = draw_survey(
        title="办事满意度", questions="您满意吗？|满意|不满意", since=date(2026, 11, 1), until=date(2026, 11, 30),
        body=None, wanted=5, by=stage.who("supervision"), at=now, seed="2026-11",
    )  # fmt: skip
    return {"visit": stage.occasion("delivered").pk, "rating": row.pk, "survey": survey}
