"""What can be wrong with an item's special arrangements: promises, papers that follow later, limited numbers."""

from __future__ import annotations

from tongban.powerlist.rules.lint import Places, Subject


def commitment_on_safety(subject: Subject) -> Places:
    """A commitment where it is not said, or said otherwise, that none of the protected interests is touched."""
    content = subject.content
    if content.commitment is not None and content.sensitive != ():
        yield "commitment"


def commitment_empty(subject: Subject) -> Places:
    """A commitment that promises nothing, has no consequence, or is never checked."""
    content = subject.content
    told = content.commitment
    if told is None:
        return
    if not told.conditions and not any(paper.promisable for paper in content.materials):
        yield "commitment.conditions"
    if not told.consequence.zh:
        yield "commitment.consequence"
    if told.check_days < 1:
        yield "commitment.check_days"


def promisable_without_commitment(subject: Subject) -> Places:
    """A paper that may be promised in an item without the text of a commitment."""
    content = subject.content
    if content.commitment is None:
        yield from (f"materials[{at}]" for at, paper in enumerate(content.materials) if paper.promisable)


def deferral_days(subject: Subject) -> Places:
    """A day by which a paper follows, though it may not follow at all, or no whole day."""
    for at, paper in enumerate(subject.content.materials):
        if paper.defer_days is not None and (paper.necessity != "deferrable" or paper.defer_days < 1):
            yield f"materials[{at}].defer_days"


def quota_counts(subject: Subject) -> Places:
    """A number that allows none, or that applicants are not told."""
    content = subject.content
    if content.quota_count is not None and content.quota_count.number < 1:
        yield "quota_count.number"
    if content.quota_count is not None and content.quota is None:
        yield "quota"
