"""Deskhand as its operator runs it: several processes, each of which can be stopped, killed, frozen and replaced."""

import asyncio
import itertools
import json
import os
import secrets
import shutil
import sys
from base64 import b64encode
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any, Final

import aiohttp
from aiohttp import web

from bot.cli import shop
from sandbox import Sandbox

ROOT: Final = Path(__file__).parents[2]
#: Seconds for a process to start on a busy machine.
STARTS: Final = 150.0
#: `python -m bot`, with leases and beats so many times shorter.
HURRIED: Final = """
import sys
from datetime import timedelta
from bot import worker
from bot.cli import dispatch
from bot.domain import outbox
from bot.flow import leases
factor = {factor}
for name in ("_QUICK", "_SEND", "_SLOW"):
    term = getattr(outbox, name)
    setattr(outbox, name, outbox.Term(term.lease / factor, term.effect / factor))
leases._TIMES.update({{kind: outbox.term(kind).lease for kind in leases._TIMES}})
worker.LEASE /= factor
worker.BEAT_SECONDS /= factor
worker.REAP_SECONDS /= factor
sys.exit(dispatch.main(sys.argv[1:]))
"""


class Process:
    """One `python -m bot PART`. `told` is what it has logged."""

    def __init__(self, running: asyncio.subprocess.Process) -> None:
        self.running = running
        self.url = ""
        self.told: list[dict[str, Any]] = []
        self._started = asyncio.Event()
        self._reading = asyncio.create_task(self._read())

    async def _read(self) -> None:
        assert self.running.stderr is not None
        while line := await self.running.stderr.readline():
            said = json.loads(line) if line.startswith(b"{") else {"event": line.decode(errors="replace")}
            self.told.append(said)
            if said["event"] == "deskhand.started":
                self.url = said["url"]
                self._started.set()
        self._started.set()

    async def started(self) -> "Process":
        async with asyncio.timeout(STARTS):
            await self._started.wait()
        assert self.running.returncode is None, self.told
        return self

    def heard(self, event: str) -> bool:
        return any(said["event"] == event for said in self.told)

    async def ends(self, *signals: int) -> int:
        """Send these signals and wait: the exit code."""
        for number in signals:
            self.running.send_signal(number)
        async with asyncio.timeout(40):
            code = await self.running.wait()
            await self._reading
        return code


class Fleet:
    """Several processes over one database, with a desk whose undo time makes no test wait."""

    def __init__(self, folder: Path, database: str, workspace: Sandbox, *, http: bool) -> None:
        self.hook_secret = f"whsec_{b64encode(secrets.token_bytes(32)).decode()}"
        self.processes: list[Process] = []
        way = {"SLACK_SIGNING_SECRET": workspace.signing_secret} if http else {"SLACK_APP_TOKEN": workspace.app_token}
        self._environment = {
            "PATH": os.environ["PATH"],
            "SLACK_API_URL": workspace.api_url,
            "SLACK_BOT_TOKEN": workspace.bot_token,
            "DATABASE_URL": database,
            "DESK_FILE": str(_desk(folder)),
            "SECRET_KEY": secrets.token_urlsafe(48),
            "HOOK_SECRET_GENERIC": self.hook_secret,
            "REPLY_URL_GENERIC": workspace.customers.reply_url,
            "PORT": "0",
            **way,
        }

    async def start(self, part: str, *, hurried: int = 1) -> Process:
        """A process that has started. With `hurried` its leases are so many times shorter."""
        line = ["-m", "bot"] if hurried == 1 else ["-c", HURRIED.format(factor=hurried)]
        running = await asyncio.create_subprocess_exec(
            sys.executable, *line, part, cwd=ROOT, env=self._environment, stderr=asyncio.subprocess.PIPE
        )
        process = Process(running)
        self.processes.append(process)
        return await process.started()

    async def close(self) -> None:
        """Kill whatever still runs."""
        for process in self.processes:
            if process.running.returncode is None:
                process.running.kill()
            await process.ends()


class Balancer:
    """Hands requests to the web processes in turn; one that refuses a connection is passed over."""

    def __init__(self, targets: Callable[[], list[str]]) -> None:
        self._targets = targets
        self._turn = itertools.count()

    @asynccontextmanager
    async def serving(self) -> AsyncIterator[str]:
        app = web.Application()
        app.router.add_post("/{path:.*}", self._pass_on)
        runner = web.AppRunner(app, access_log=None)
        await runner.setup()
        site = web.TCPSite(runner, "127.0.0.1", 0)
        await site.start()
        try:
            connector = aiohttp.TCPConnector(force_close=True)  # an idle connection may end with its process
            async with aiohttp.ClientSession(connector=connector) as self._session:
                yield f"http://127.0.0.1:{runner.addresses[0][1]}"
        finally:
            await runner.cleanup()

    async def _pass_on(self, request: web.Request) -> web.Response:
        body, targets, first = await request.read(), self._targets(), next(self._turn)
        for number in range(len(targets)):
            target = targets[(first + number) % len(targets)]
            try:
                async with self._session.post(target + request.path, data=body, headers=request.headers) as answer:
                    kept = {"Content-Type": answer.headers.get("Content-Type", "text/plain")}
                    return web.Response(status=answer.status, body=await answer.read(), headers=kept)
            except aiohttp.ClientConnectorError:
                continue
            except aiohttp.ClientError:  # it may have been taken: whoever sends decides about sending again
                break
        return web.Response(status=502)


def _desk(folder: Path) -> Path:
    copy = folder / "shop"
    shutil.copytree(shop.FOLDER, copy)
    file = copy / "desk.toml"
    text = file.read_text("utf-8")
    assert 'undo = "20s"' in text
    file.write_text(text.replace('undo = "20s"', 'undo = "1s"'), "utf-8")
    return file
