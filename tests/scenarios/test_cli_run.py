"""`run`, and `web` beside `worker`: a request becomes a card, and SIGTERM ends each process in order."""

import asyncio
import contextlib
import json
import os
import secrets
import signal
import sys
from base64 import b64encode
from collections.abc import AsyncIterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from bot import settings
from bot.app import Deskhand
from bot.cli import shop
from bot.cli.serving import started
from bot.desk import load
from bot.domain.errors import DeskhandError
from sandbox import Sandbox
from tests.databases import Kind, fresh

# Processes are started, on a machine that may be busy.
pytestmark = pytest.mark.timeout(150)

ROOT = Path(__file__).parents[2]


@pytest.fixture
async def workspace() -> AsyncIterator[Sandbox]:
    async with Sandbox("Shop", shop.PEOPLE, shop.CHANNELS, customers=shop.customers(), ack_timeout=30) as opened:
        yield opened


def environment(workspace: Sandbox, database: str, hook_secret: str) -> dict[str, str]:
    return {
        "PATH": os.environ["PATH"],
        "SLACK_API_URL": workspace.api_url,
        "SLACK_BOT_TOKEN": workspace.bot_token,
        "SLACK_APP_TOKEN": workspace.app_token,
        "DATABASE_URL": database,
        "DESK_FILE": str(shop.DESK),
        "SECRET_KEY": secrets.token_urlsafe(48),
        "HOOK_SECRET_GENERIC": hook_secret,
        "PORT": "0",
    }


@contextlib.asynccontextmanager
async def part(name: str, given: dict[str, str]) -> AsyncIterator[tuple[asyncio.subprocess.Process, dict[str, Any]]]:
    """A running `python -m bot NAME`, and what it logged when it had started."""
    process = await asyncio.create_subprocess_exec(
        sys.executable, "-m", "bot", name, cwd=ROOT, env=given, stderr=asyncio.subprocess.PIPE
    )
    assert process.stderr is not None
    try:
        while True:
            line = await process.stderr.readline()
            assert line, f"{name} has ended"
            told = json.loads(line) if line.startswith(b"{") else {}
            if told.get("event") == "deskhand.started":
                break
        yield process, told
    finally:
        if process.returncode is None:
            process.kill()
        await process.communicate()


async def ends(process: asyncio.subprocess.Process) -> int | None:
    process.send_signal(signal.SIGTERM)
    async with asyncio.timeout(40):
        await process.communicate()
    return process.returncode


def has_card(workspace: Sandbox) -> bool:
    return any("T-1001" in message.text for message in workspace.messages("#support-orders"))


async def writes(workspace: Sandbox, address: str, hook_secret: str) -> None:
    workspace.customers.connect(f"{address}/hooks/generic", hook_secret)
    await workspace.customers.writes("c-7", "Where is my order 4417?", "Where is my order 4417?")
    await workspace.wait_for(lambda: has_card(workspace), timeout=30)


async def test_run_is_web_and_worker_and_ends_in_order(workspace: Sandbox, tmp_path: Path) -> None:
    hook_secret = f"whsec_{b64encode(secrets.token_bytes(32)).decode()}"
    given = environment(workspace, f"sqlite:///{tmp_path / 'desk.db'}", hook_secret)
    async with part("run", given) as (process, told):
        await writes(workspace, told["url"], hook_secret)

        assert await ends(process) == 0


@pytest.mark.postgres
async def test_web_and_worker_share_a_postgresql_database(workspace: Sandbox, tmp_path: Path) -> None:
    kind: Kind = "postgres"
    hook_secret = f"whsec_{b64encode(secrets.token_bytes(32)).decode()}"
    with fresh(kind, tmp_path) as url:
        given = environment(workspace, url, hook_secret)
        async with part("web", given) as (web, told), part("worker", given) as (worker, _):
            await writes(workspace, told["url"], hook_secret)

            assert await ends(web) == 0
            assert await ends(worker) == 0


@pytest.mark.parametrize(
    ("bot_token", "app_token", "named"),
    [
        ("xoxb-other", None, "SLACK_BOT_TOKEN"),
        ("xoxb-other", "xapp-other", "SLACK_BOT_TOKEN or SLACK_APP_TOKEN"),
        (None, "xapp-other", "SLACK_BOT_TOKEN or SLACK_APP_TOKEN"),
    ],
)
async def test_a_token_that_slack_does_not_know_is_one_sentence(
    workspace: Sandbox, tmp_path: Path, bot_token: str | None, app_token: str | None, named: str
) -> None:
    chosen = settings.load(
        env_file=None,
        slack_api_url=workspace.api_url,
        slack_bot_token=bot_token or workspace.bot_token,
        slack_app_token=app_token,
        database_url=f"sqlite:///{tmp_path / 'desk.db'}",
        port=0,
        secret_key=secrets.token_urlsafe(48),
    )
    deskhand = Deskhand(chosen, load(shop.DESK, date(2026, 11, 24)))
    try:
        with pytest.raises(DeskhandError) as refused:
            await started(deskhand)
    finally:
        await deskhand.stop()

    assert str(refused.value) == f"{named}: Slack does not know it; copy it again from the app's settings."
