"""Servers in processes of their own, so that the load does not take their turn."""

import asyncio
import contextlib
import multiprocessing
from collections.abc import Awaitable, Callable, Iterator
from multiprocessing.connection import Connection
from typing import Any, Final

#: What a server is: it starts, yields what the others need to know of it, and answers questions by name.
Answers = Callable[[str], Awaitable[Any]]
Serve = Callable[..., contextlib.AbstractAsyncContextManager[tuple[Any, Answers]]]

#: How long a server may take to start, or to answer a question, in seconds.
PATIENCE: Final = 600.0
_STOP: Final = "stop"


class Server:
    """A started server. `told` is what it said of itself when it was ready."""

    def __init__(self, pipe: Connection, told: Any) -> None:
        self.told = told
        self._pipe = pipe

    def ask(self, question: str) -> Any:
        """Its answer. Raises TimeoutError when there is none, and RuntimeError when the server has ended."""
        self._pipe.send(question)
        return _received(self._pipe)


@contextlib.contextmanager
def running(serve: Serve, *arguments: Any) -> Iterator[Server]:
    """`serve(*arguments)` in a new process, until the context is left. `serve` is a module's function."""
    context = multiprocessing.get_context("spawn")
    ours, theirs = context.Pipe()
    process = context.Process(target=_main, args=(theirs, serve, arguments))
    process.start()
    theirs.close()
    try:
        yield Server(ours, _received(ours))
    finally:
        with contextlib.suppress(OSError):
            ours.send(_STOP)
        process.join(timeout=PATIENCE)
        if process.is_alive():
            process.kill()
            process.join()
        ours.close()


def _received(pipe: Connection) -> Any:
    if not pipe.poll(PATIENCE):
        raise TimeoutError("a server did not answer")
    try:
        return pipe.recv()
    except EOFError:
        raise RuntimeError("a server has ended; its reason stands above") from None


def _main(pipe: Connection, serve: Serve, arguments: tuple[Any, ...]) -> None:
    with contextlib.suppress(EOFError, KeyboardInterrupt):
        asyncio.run(_run(pipe, serve, arguments))


async def _run(pipe: Connection, serve: Serve, arguments: tuple[Any, ...]) -> None:
    async with serve(*arguments) as (told, answers):
        pipe.send(told)
        while (question := await asyncio.to_thread(pipe.recv)) != _STOP:
            pipe.send(await answers(question))


async def no_answers(question: str) -> None:
    """For servers that are asked nothing."""
    raise ValueError(question)
