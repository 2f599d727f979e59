"""`manage worker`: one process beside the web server with the sequencer, the sealer, the followers and the jobs.

A second worker does no harm: sequencers take turns, a follower is handled by one process at a time, jobs are claimed.
"""

from __future__ import annotations

import os
from contextlib import suppress
from pathlib import Path
from threading import Event as Flag
from threading import Thread
from typing import Any, Final

from django.core.management.base import BaseCommand
from django.utils.module_loading import autodiscover_modules

from tongban.ledger.management.running import run_followers, run_jobs, run_sealer, run_sequencer

# Where processor time is short, pages that people wait for go before what may come a moment later.
STEPS_BACK: Final = 10


def step_back() -> None:
    """Lets others go first, also where the kernel weighs sessions before it weighs the processes in them."""
    mine = os.nice(STEPS_BACK)
    sessions = Path("/proc/self/autogroup")
    if os.getsid(0) == os.getpid() and sessions.exists():
        with suppress(OSError):  # the kernel takes a change ten times a second, and not everywhere
            sessions.write_text(str(mine))


class Command(BaseCommand):
    """Runs until a stop signal; what was begun is finished or undone whole."""

    help = "Run the sequencer, the sealer, the followers of the ledger and the jobs in one process."

    def handle(self, **options: Any) -> None:
        """Starts three threads beside procrastinate's worker, which owns the signals of the main thread."""
        step_back()
        autodiscover_modules("followers")
        stop = Flag()
        runs = (run_sequencer, run_sealer, run_followers)
        threads = [Thread(target=run, args=[stop], name=run.__name__) for run in runs]
        for thread in threads:
            thread.start()
        try:
            run_jobs(stop)
        finally:
            stop.set()
            for thread in threads:
                thread.join()
