"""`python -m tests.crash.process run`: Deskhand in a process of its own that kills itself at a chosen boundary.

CRASH_AT names the boundary, CRASH_TIME which crossing of it. AHEAD are the seconds by which this process is ahead of
real time, so that the leases of the one before it are over; DESK_AHEAD the same for the desk's own clock.
"""

import os
import signal
import sys
from datetime import UTC, datetime, timedelta
from unittest.mock import patch

from bot.cli.dispatch import main
from tests.crash.seams import Point, Seams, everywhere, installed


def ahead(variable: str) -> datetime:
    return datetime.now(UTC) + timedelta(seconds=float(os.environ.get(variable, "0")))


def here(*_: object) -> None:
    """The boundary has been reached."""
    os.kill(os.getpid(), signal.SIGKILL)


def run() -> int:
    seams = Seams(here)
    seams.arm(Point(os.environ.get("CRASH_AT", ""), int(os.environ.get("CRASH_TIME", "1"))))
    everywhere(seams)
    real, desk = (lambda: ahead("AHEAD")), (lambda _: ahead("DESK_AHEAD"))
    with installed(), patch("bot.app.real_now", real), patch("bot.app.RealClock.now", desk):
        return main(sys.argv[1:])


if __name__ == "__main__":
    sys.exit(run())
