"""Deskhand as its operator runs it, in processes that can be killed at any moment."""

import asyncio
import os
import secrets
import shutil
import signal
import sys
from base64 import b64encode
from collections.abc import Sequence
from pathlib import Path
from random import Random
from urllib.parse import urlsplit

from bot.cli import shop
from sandbox import Sandbox
from tests.soak.links import Link

ROOT = Path(__file__).parents[2]
#: Seconds for a process to start on a busy machine.
PATIENCE = 60.0


class Processes:
    """`python -m bot run` over SQLite; over PostgreSQL a web process and two workers, unless `parts` says otherwise.

    `module` is what `python -m` runs in place of `bot`, `checkout` the folder in which it does. Webhooks come by the
    link `hook` where there is one.
    """

    def __init__(
        self,
        folder: Path,
        database: str,
        workspace: Sandbox,
        *,
        parts: Sequence[str] = (),
        module: str = "bot",
        checkout: Path = ROOT,
        hook: Link | None = None,
    ) -> None:
        self.hook_secret = f"whsec_{b64encode(secrets.token_bytes(32)).decode()}"
        self.secret_key = secrets.token_urlsafe(48)
        self.killed = 0
        self.desk_file = _desk(folder)
        self._module = module
        self._checkout = checkout
        self._hook = hook
        self._parts = parts or (("run",) if database.startswith("sqlite") else ("web", "worker", "worker"))
        self._running: dict[int, asyncio.subprocess.Process] = {}
        self._logs: list[asyncio.Task[None]] = []
        self._workspace = workspace
        self._log = folder / "deskhand.log"
        self._environment = {
            "PATH": os.environ["PATH"],
            "SLACK_BOT_TOKEN": workspace.bot_token,
            "SLACK_APP_TOKEN": workspace.app_token,
            "DATABASE_URL": database,
            "DESK_FILE": str(self.desk_file),
            "SECRET_KEY": self.secret_key,
            "HOOK_SECRET_GENERIC": self.hook_secret,
            "PORT": "0",
        }

    async def start(self, **environment: str) -> None:
        """Start whatever does not run, with `environment` besides. Returns when all of it serves or works, or has
        died by SIGKILL before that. The workspace must have been started."""
        missing = [place for place in range(len(self._parts)) if place not in self._running]
        to_slack = {
            "SLACK_API_URL": self._workspace.api_url,
            "REPLY_URL_GENERIC": self._workspace.customers.reply_url,
        }
        await asyncio.gather(*(self._start(place, to_slack | self._environment | environment) for place in missing))

    async def kill_one(self, chance: Random) -> None:
        """SIGKILL one of them, whatever it is just doing."""
        place = chance.choice(sorted(self._running))
        process = self._running.pop(place)
        if process.returncode is not None:
            raise RuntimeError(f"{self._parts[place]} ended by itself ({process.returncode}); {self._log} says why")
        process.kill()
        await process.wait()
        self.killed += 1

    def kill(self) -> None:
        """SIGKILL all of them, without waiting."""
        for process in self._running.values():
            process.kill()

    async def stop(self) -> None:
        """End all of them in order."""
        for process in self._running.values():
            process.terminate()
        await asyncio.gather(*(process.wait() for process in self._running.values()), *self._logs)
        self._running.clear()

    async def ended(self) -> int:
        """Wait for the end of the only process: its exit code."""
        (process,) = self._running.values()
        code = await process.wait()
        self._running.clear()
        return code

    async def _start(self, place: int, environment: dict[str, str]) -> None:
        process = await asyncio.create_subprocess_exec(
            sys.executable, "-m", self._module, self._parts[place], cwd=self._checkout, env=environment,
            stderr=asyncio.subprocess.PIPE,
        )  # fmt: skip
        serves: asyncio.Future[None] = asyncio.get_running_loop().create_future()
        self._logs.append(asyncio.create_task(self._read(process, serves, web=self._parts[place] != "worker")))
        self._running[place] = process
        async with asyncio.timeout(PATIENCE):
            await serves

    def _connect(self, address: str) -> None:
        if self._hook is not None:
            where = urlsplit(address)
            self._hook.lead_to(str(where.hostname), int(where.port or 0))
            address = f"http://127.0.0.1:{self._hook.port}"
        self._workspace.customers.connect(f"{address}/hooks/generic", self.hook_secret)

    async def _read(self, process: asyncio.subprocess.Process, serves: asyncio.Future[None], *, web: bool) -> None:
        assert process.stderr is not None
        with self._log.open("ab") as log:
            while line := await process.stderr.readline():
                log.write(line)
                if b'"deskhand.started"' in line:
                    if web:
                        address = line.partition(b'"url": "')[2].partition(b'"')[0].decode()
                        self._connect(address)
                    serves.set_result(None)
        if not serves.done() and await process.wait() == -signal.SIGKILL:
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
