"""Runs Deskhand until it is asked to stop: what `run`, `web` and `worker` share."""

import asyncio
import errno
import os
import signal
import threading
from datetime import UTC, datetime
from typing import Final

from bot import settings, telemetry
from bot.app import Deskhand
from bot.assistant import undisturbed
from bot.cli.workspace import explained
from bot.desk import load
from bot.domain.errors import DeskhandError
from bot.settings import Settings
from bot.slack.errors import SlackError, TokenBad
from store.engine import is_sqlite

SIGNALS: Final = (signal.SIGINT, signal.SIGTERM)
#: For threads to end by themselves when everything else has ended.
_THREADS_SECONDS: Final = 1.0
_ONE_PROCESS: Final = (
    "SQLite serves one process, and this would be another beside it: use `python -m bot run`, "
    "or set DATABASE_URL to a PostgreSQL database."
)


def serve(*, web: bool, worker: bool) -> int:
    """Run these parts with the settings of the environment until SIGINT or SIGTERM, then stop them in order.

    Returns 0, or 1 when something had to be cut off at the deadline or by a second signal.
    Raises `DeskhandError` with a sentence when they cannot start; a part alone refuses SQLite.
    """
    chosen = settings.load()
    if not (web and worker) and _is_sqlite(chosen):
        raise DeskhandError(_ONE_PROCESS)
    telemetry.configure(chosen.log_level, hidden=chosen.hidden)
    desk = load(chosen.desk_file, datetime.now(UTC))
    if worker:
        undisturbed.load_libraries()
    return 0 if asyncio.run(_serve(Deskhand(chosen, desk), web=web, worker=worker)) else 1


async def _serve(deskhand: Deskhand, *, web: bool, worker: bool) -> bool:
    """Whether everything that was under way could end. A second signal ends the process at once, as a kill would."""
    stop, in_order = stop_asked(), False
    try:
        await started(deskhand, web=web, worker=worker)
        await stop.wait()
        for number in SIGNALS:
            asyncio.get_running_loop().add_signal_handler(number, os._exit, 1)
    finally:
        in_order = await deskhand.stop()
    _end_soon(0 if in_order else 1)
    return in_order


def _end_soon(code: int) -> None:
    """All of ours is closed: a thread that still learns, which nothing can interrupt, must not hold the process up."""
    ending = threading.Timer(_THREADS_SECONDS, os._exit, (code,))
    ending.daemon = True
    ending.start()


def stop_asked() -> asyncio.Event:
    """An event that is set by SIGINT (Ctrl-C) and SIGTERM from now on. Call on the running loop."""
    asked = asyncio.Event()
    for number in SIGNALS:
        asyncio.get_running_loop().add_signal_handler(number, asked.set)
    return asked


async def started(deskhand: Deskhand, *, web: bool = True, worker: bool = True) -> None:
    """Start it. What keeps it from starting is raised as a `DeskhandError` with one sentence."""
    chosen = deskhand.settings
    try:
        await deskhand.start(web=web, worker=worker)
    except TokenBad as error:
        names = "SLACK_BOT_TOKEN or SLACK_APP_TOKEN" if chosen.slack_app_token else "SLACK_BOT_TOKEN"
        raise DeskhandError(f"{names}: Slack does not know it; copy it again from the app's settings.") from error
    except SlackError as error:
        raise DeskhandError(explained(error)) from error
    except OSError as error:
        raise DeskhandError(_taken(error, chosen, web)) from error


def _taken(error: OSError, chosen: Settings, web: bool) -> str:
    if web or chosen.worker_port is None:
        return taken(error, chosen.host, chosen.port, "set PORT to another one")
    return taken(error, chosen.host, chosen.worker_port, "set WORKER_PORT to another one")


def taken(error: OSError, host: str, port: int, remedy: str) -> str:
    """Why a server could not open its port, in one sentence."""
    if error.errno == errno.EADDRINUSE:
        return f"Port {port} on {host} is taken by another program: stop that one, or {remedy}."
    if error.errno == errno.EACCES:
        return f"Port {port} on {host} may not be opened by this account: {remedy}."
    return f"Port {port} on {host} cannot be opened: {error.strerror or error}."


def _is_sqlite(chosen: Settings) -> bool:
    try:
        return is_sqlite(chosen.database_url)
    except ValueError as error:
        raise DeskhandError(str(error)) from None
