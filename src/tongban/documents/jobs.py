"""What documents do by themselves: sweep files that belong to nothing. Hours of a round are read in UTC."""

from __future__ import annotations

from procrastinate.contrib.django import app

from tongban.documents.actions.files import sweep_files


@app.periodic(cron="40 19 * * *")
@app.task(queueing_lock="documents.sweep_files", name="documents.sweep_files")
def sweep(timestamp: int) -> int:
    """At night: removes files and page images that no row names."""
    return sweep_files(now=float(timestamp))
