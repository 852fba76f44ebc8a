"""`python -m sandbox`."""

import asyncio
import sys

import pytest

from sandbox.__main__ import main


def test_help_shows_an_example(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit):
        main(["--help"])
    assert "python -m sandbox --port 8765" in capsys.readouterr().out


async def test_it_says_how_to_connect() -> None:
    process = await asyncio.create_subprocess_exec(
        sys.executable, "-m", "sandbox", "--port", "0", stdout=asyncio.subprocess.PIPE
    )
    assert process.stdout is not None
    lines = [(await process.stdout.readline()).decode() for _ in range(5)]
    process.terminate()
    await process.communicate()
    assert lines[0].startswith("The workspace is open at http://127.0.0.1:")
    assert [line.partition("=")[0] for line in lines[2:]] == ["SLACK_API_URL", "SLACK_BOT_TOKEN", "SLACK_APP_TOKEN"]
