"""How long `python -m bot web` and `worker` take to start, and how much memory they hold then."""

import os
import subprocess
import sys
import time
from dataclasses import dataclass
from pathlib import Path
from typing import IO, Final, Literal

from bot.cli import shop
from tests.benchmarks.requests import HOOK_SECRET, SIGNING_SECRET
from tests.benchmarks.served import SECRET_KEY, Workspace

_ROOT: Final = Path(__file__).parents[2]
#: Logged when a process serves or works.
_READY: Final = "deskhand.started"
_MIB: Final = 1024
#: How long memory must stay as it is to count, and the longest that is waited for it, in seconds.
_STILL, _LONGEST = 3.0, 30.0


@dataclass(frozen=True, slots=True)
class Start:
    """Seconds until ready; resident memory in MiB once it has settled, None where the system does not tell."""

    seconds: float
    mib: float | None


def measure(url: str, slack: Workspace, part: Literal["web", "worker"]) -> Start:
    """Start it, wait until it is ready and its memory has settled (the worker trains its classifier), and stop it."""
    began = time.perf_counter()
    process = subprocess.Popen(
        [sys.executable, "-m", "bot", part],
        cwd=_ROOT,
        env={**os.environ, **_environment(url, slack)},
        stderr=subprocess.PIPE,
        text=True,
    )
    assert process.stderr is not None
    try:
        _wait_until_ready(process.stderr, part)
        seconds = time.perf_counter() - began
        return Start(seconds, _settled(process.pid))
    finally:
        process.terminate()
        process.communicate()


def _environment(url: str, slack: Workspace) -> dict[str, str]:
    return {
        "SLACK_BOT_TOKEN": slack.bot_token,
        "SLACK_APP_TOKEN": "",
        "SLACK_SIGNING_SECRET": SIGNING_SECRET,
        "SLACK_API_URL": slack.api_url,
        "DATABASE_URL": url,
        "DESK_FILE": str(shop.DESK),
        "SECRET_KEY": SECRET_KEY,
        "HOOK_SECRET_GENERIC": HOOK_SECRET,
        "HOST": "127.0.0.1",
        "PORT": "0",
        "LOG_LEVEL": "INFO",
    }


def _wait_until_ready(log: IO[str], part: str) -> None:
    lines = []
    for line in log:
        if _READY in line:
            return
        lines.append(line)
    raise RuntimeError(f"{part} did not start:\n{''.join(lines)}")


def _settled(pid: int) -> float | None:
    now = resident(pid)
    give_up = time.monotonic() + _LONGEST
    while now is not None and time.monotonic() < give_up:
        before = now
        time.sleep(_STILL)
        now = resident(pid)
        if now is not None and abs(now - before) < 1.0:
            break
    return now


def resident(pid: int) -> float | None:
    """Resident memory in MiB, from `/proc`; None where there is no such thing."""
    try:
        status = Path(f"/proc/{pid}/status").read_text("ascii", "replace")
    except OSError:
        return None
    kib = next((int(line.split()[1]) for line in status.splitlines() if line.startswith("VmRSS:")), None)
    return kib / _MIB if kib is not None else None
