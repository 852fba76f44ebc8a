"""Others' software, started on the loopback for the tests of records, in virtual environments of its own."""

import asyncio
import os
import socket
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from pathlib import Path

import aiohttp

HERE = Path(__file__).parent


def free_port() -> int:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port: int = free.getsockname()[1]
        return port


@asynccontextmanager
async def running(
    *command: str, address: str, env: Mapping[str, str] | None = None, seconds: float = 60.0
) -> AsyncIterator[None]:
    """A server for as long as it is needed, from when it answers at `address` at all."""
    process = await asyncio.create_subprocess_exec(
        *command,
        env={**os.environ, **(env or {})},
        stdout=asyncio.subprocess.DEVNULL,
        stderr=asyncio.subprocess.DEVNULL,
    )
    try:
        async with aiohttp.ClientSession() as session, asyncio.timeout(seconds):
            while True:
                assert process.returncode is None, "it ended before it answered"
                try:
                    async with session.get(address):
                        break
                except aiohttp.ClientConnectionError:
                    await asyncio.sleep(0.1)
        yield
    finally:
        if process.returncode is None:
            process.terminate()
        await process.wait()


async def done(*command: str, env: Mapping[str, str]) -> str:
    """What a command printed. It must succeed."""
    process = await asyncio.create_subprocess_exec(
        *command, env={**os.environ, **env}, stdout=asyncio.subprocess.PIPE, stderr=asyncio.subprocess.PIPE
    )
    out, err = await process.communicate()
    assert process.returncode == 0, err.decode()[-2000:]
    return out.decode()
