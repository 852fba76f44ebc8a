"""`python -m sandbox`: an empty workspace for trying an app by hand."""

from __future__ import annotations

import argparse
import asyncio
import contextlib
import sys
from collections.abc import Sequence

from sandbox.server import Sandbox

EXAMPLE = """example:
  python -m sandbox --port 8765
  then start the app with the three lines that are printed, and open http://127.0.0.1:8765
"""


async def serve(host: str, port: int, *, limits: bool) -> None:
    """Run a workspace of three people and one channel until interrupted."""
    people = [
        {"name": "ana", "real_name": "Ana Agent", "title": "Agent"},
        {"name": "lea", "real_name": "Lea Lead", "title": "Lead"},
        {"name": "max", "real_name": "Max Manager", "title": "Manager"},
    ]
    sandbox = Sandbox(
        "Sandbox", people, [{"name": "support", "members": ("ana", "lea", "max")}],
        customers=[{"id": "c-1", "name": "Jo Doe", "email": "jo.doe@mail.example"}], limits=limits,
    )  # fmt: skip
    await sandbox.start(host, port)
    sys.stdout.write(
        f"The workspace is open at {sandbox.page_url}\n\n"
        f"SLACK_API_URL={sandbox.api_url}\nSLACK_BOT_TOKEN={sandbox.bot_token}\nSLACK_APP_TOKEN={sandbox.app_token}\n"
    )
    sys.stdout.flush()
    try:
        await asyncio.Event().wait()
    finally:
        await sandbox.stop()


def main(arguments: Sequence[str] | None = None) -> None:
    """Read the command line and serve."""
    parser = argparse.ArgumentParser(
        prog="python -m sandbox",
        description="A local Slack workspace with one channel, three people and no messages.",
        epilog=EXAMPLE,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument("--host", default="127.0.0.1", help="address to listen on (default 127.0.0.1)")
    parser.add_argument("--port", type=int, default=8765, help="port to listen on, 0 for a free one (default 8765)")
    parser.add_argument("--no-limits", action="store_true", help="turn Slack's rate tiers off")
    chosen = parser.parse_args(arguments)
    with contextlib.suppress(KeyboardInterrupt):
        asyncio.run(serve(chosen.host, chosen.port, limits=not chosen.no_limits))


if __name__ == "__main__":
    main()
