"""The worker's round of topics: once a night, after the day's orders."""

from __future__ import annotations

from django.utils import timezone
from procrastinate.contrib.django import app

from tongban.hotline.actions.topics import count_topics, warn


@app.periodic(cron="20 19 * * *")
@app.task(name="hotline.topics", queueing_lock="hotline_topics")
def topics_round(timestamp: int) -> None:
    """At night: groups the orders of the last days, then warns whoever should know before more people call."""
    now = timezone.now()
    count_topics(at=now)
    warn(at=now)
