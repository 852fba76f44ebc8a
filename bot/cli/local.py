"""Deskhand against a sandbox on this machine, with a database that is gone afterwards."""

import contextlib
import logging
import secrets
import tempfile
from base64 import b64encode
from collections.abc import AsyncIterator
from pathlib import Path
from typing import Final

from bot import settings, telemetry
from bot.app import Deskhand
from bot.cli.clock import BusinessClock
from bot.cli.serving import started, taken
from bot.domain.desk import Desk
from bot.domain.errors import DeskhandError
from sandbox import Sandbox

SOURCE: Final = "generic"
HOST: Final = "127.0.0.1"


def quiet() -> None:
    """Let the terminal show faults only. What libraries have to remark is for those who run a desk in earnest."""
    telemetry.configure("ERROR")
    logging.disable(logging.WARNING)


@contextlib.asynccontextmanager
async def opened(sandbox: Sandbox, port: int) -> AsyncIterator[None]:
    """The sandbox on this port. A port that cannot be opened is a `DeskhandError` with one sentence."""
    try:
        try:
            await sandbox.start(HOST, port)
        except OSError as error:
            raise DeskhandError(taken(error, HOST, port, "choose another one with --port")) from error
        yield
    finally:
        await sandbox.stop()


@contextlib.asynccontextmanager
async def deskhand_in(
    sandbox: Sandbox, desk: Desk, desk_file: Path, *, clock: BusinessClock, limits: bool = True
) -> AsyncIterator[Deskhand]:
    """A running Deskhand whose workspace, customers and helpdesk are those of `sandbox`, which has to be open.

    Everything is new: the database, in a folder that is removed at the end, and all secrets.
    """
    hook_secret = f"whsec_{b64encode(secrets.token_bytes(32)).decode()}"
    with tempfile.TemporaryDirectory(prefix="deskhand-") as folder:
        chosen = settings.load(
            env_file=None,
            slack_bot_token=sandbox.bot_token,
            slack_app_token=sandbox.app_token,
            slack_signing_secret=sandbox.signing_secret,
            slack_api_url=sandbox.api_url,
            database_url=f"sqlite:///{Path(folder, 'desk.db').as_posix()}",
            desk_file=desk_file,
            host=HOST,
            port=0,
            secret_key=secrets.token_urlsafe(48),
            hook_secrets={SOURCE: hook_secret},
            hook_tokens={},
            reply_urls={SOURCE: sandbox.customers.reply_url},
        )
        deskhand = Deskhand(chosen, desk, clock=clock, limits=limits)
        try:
            await started(deskhand)
            sandbox.customers.connect(f"{deskhand.url}/hooks/{SOURCE}", hook_secret)
            yield deskhand
        finally:
            await deskhand.stop()
