"""A desk that asks nobody outside pays nothing for the possibility."""

import subprocess
import sys


def test_the_sdk_is_loaded_only_by_who_asks() -> None:
    asked = (
        "import sys, bot.app; print([name for name in ('openai', 'tiktoken', 'cryptography') if name in sys.modules])"
    )
    told = subprocess.run([sys.executable, "-c", asked], check=True, capture_output=True, text=True).stdout

    assert told.strip() == "[]"
