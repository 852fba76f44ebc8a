"""Deskhand as its operator runs it, in processes that can be killed at any moment."""

import asyncio
import os
import secrets
import shutil
import sys
from base64 import b64encode
from pathlib import Path
from random import Random

from bot.cli import shop
from sandbox import Sandbox

ROOT = Path(__file__).parents[2]
#: Seconds for a process to start on a busy machine.
PATIENCE = 60.0


class Processes:
    """`python -m bot run` over SQLite; over PostgreSQL a web process and two workers."""

    def __init__(self, folder: Path, database: str, workspace: Sandbox) -> None:
        self.hook_secret = f"whsec_{b64encode(secrets.token_bytes(32)).decode()}"
        self.killed = 0
        self._parts = ("run",) if database.startswith("sqlite") else ("web", "worker", "worker")
        self._running: dict[int, asyncio.subprocess.Process] = {}
        self._logs: list[asyncio.Task[None]] = []
        self._workspace = workspace
        self._log = folder / "deskhand.log"
        self._environment = {
            "PATH": os.environ["PATH"],
            "SLACK_API_URL": workspace.api_url,
            "SLACK_BOT_TOKEN": workspace.bot_token,
            "SLACK_APP_TOKEN": workspace.app_token,
            "DATABASE_URL": database,
            "DESK_FILE": str(_desk(folder)),
            "SECRET_KEY": secrets.token_urlsafe(48),
            "HOOK_SECRET_GENERIC": self.hook_secret,
            "REPLY_URL_GENERIC": workspace.customers.reply_url,
            "PORT": "0",
        }

    async def start(self) -> None:
        """Start whatever does not run. Returns when all of it serves or works."""
        missing = [place for place in range(len(self._parts)) if place not in self._running]
        await asyncio.gather(*map(self._start, missing))

    async def kill_one(self, chance: Random) -> None:
        """SIGKILL one of them, whatever it is just doing."""
        place = chance.choice(sorted(self._running))
        process = self._running.pop(place)
        process.kill()
        await process.wait()
        self.killed += 1

    async def stop(self) -> None:
        """End all of them in order."""
        for process in self._running.values():
            process.terminate()
        await asyncio.gather(*(process.wait() for process in self._running.values()), *self._logs)
        self._running.clear()

    async def _start(self, place: int) -> None:
        process = await asyncio.create_subprocess_exec(
            sys.executable, "-m", "bot", self._parts[place], cwd=ROOT, env=self._environment,
            stderr=asyncio.subprocess.PIPE,
        )  # fmt: skip
        serves: asyncio.Future[None] = asyncio.get_running_loop().create_future()
        self._logs.append(asyncio.create_task(self._read(process, serves, web=self._parts[place] != "worker")))
        self._running[place] = process
        async with asyncio.timeout(PATIENCE):
            await serves

    async def _read(self, process: asyncio.subprocess.Process, serves: asyncio.Future[None], *, web: bool) -> None:
        assert process.stderr is not None
        with self._log.open("ab") as log:
            while line := await process.stderr.readline():
                log.write(line)
                if b'"deskhand.started"' in line:
                    if web:
                        address = line.partition(b'"url": "')[2].partition(b'"')[0].decode()
                        self._workspace.customers.connect(f"{address}/hooks/generic", self.hook_secret)
                    serves.set_result(None)
        if not serves.done():
            serves.set_exception(RuntimeError(f"a process ended before it served; {self._log} says why"))


def _desk(folder: Path) -> Path:
    """The example's desk, with an undo time that does not make the test wait."""
    copy = folder / "shop"
    shutil.copytree(shop.FOLDER, copy)
    file = copy / "desk.toml"
    text = file.read_text("utf-8")
    assert 'undo = "20s"' in text
    file.write_text(text.replace('undo = "20s"', 'undo = "1s"'), "utf-8")
    return file
