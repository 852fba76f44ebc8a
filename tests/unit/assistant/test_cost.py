"""What the assistant costs those who do not ask it, and that it answers alike everywhere."""

import os
import subprocess
import sys
import time

import pytest

from bot.assistant import Embedded
from tests.unit.assistant.small_desk import DESK, case

HEAVY = ("sklearn", "numpy", "scipy", "bm25s", "py3langid", "Stemmer")
ASK = """
import asyncio
from bot.assistant import Embedded
from tests.unit.assistant.small_desk import DESK, case

async def main():
    assistant = Embedded(DESK)
    print(repr(await assistant.suggest(case())))
    print(repr(await assistant.classify("My parcel for the 24th is lost", "en")))
    print(await assistant.language_of("Je ne sais pas quoi faire", "en"))

asyncio.run(main())
"""


def run(code: str, hash_seed: str = "0") -> str:
    done = subprocess.run(
        [sys.executable, "-c", code],
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=True,
        timeout=50,
        env={
            **os.environ,
            "PYTHONHASHSEED": hash_seed,
            "PYTHONIOENCODING": "utf-8",
            "PYTHONPATH": os.pathsep.join(sys.path),
        },
    )
    return done.stdout


@pytest.mark.parametrize("module", ["bot.assistant", "bot.assistant.embedded", "bot.assistant.language"])
def test_importing_and_making_it_loads_nothing_heavy(module: str) -> None:
    code = (
        f"import sys, {module}\n"
        "from tests.unit.assistant.small_desk import DESK\n"
        "from bot.assistant import Embedded\n"
        "Embedded(DESK)\n"
        f"print([name for name in {HEAVY!r} if name in sys.modules])"
    )
    assert run(code).strip() == "[]"


async def test_another_process_answers_the_same(assistant: Embedded) -> None:
    here = [
        repr(await assistant.suggest(case())),
        repr(await assistant.classify("My parcel for the 24th is lost", "en")),
        await assistant.language_of("Je ne sais pas quoi faire", "en"),
    ]
    assert run(ASK, hash_seed="1").splitlines() == here


async def test_asking_twice_gives_the_same(assistant: Embedded) -> None:
    assert await assistant.suggest(case()) == await assistant.suggest(case())


async def test_warming_twice_trains_once(monkeypatch: pytest.MonkeyPatch) -> None:
    from bot.assistant import classifier

    trained: list[object] = []
    original = classifier.Classifier.__init__

    def counted(self: classifier.Classifier, *arguments: object) -> None:
        trained.append(self)
        original(self, *arguments)  # type: ignore[arg-type]

    monkeypatch.setattr(classifier.Classifier, "__init__", counted)
    fresh = Embedded(DESK)
    await fresh.warm()
    await fresh.warm()
    await fresh.classify("Where is it?", "en")
    assert len(trained) == 1


LONG = "My parcel has not arrived and I wonder, as every day, where it may be! "


@pytest.mark.parametrize(
    "body",
    [
        LONG * 290,
        "x" * 20_000,
        "a." * 10_000,
        "\n" * 9_000 + "é " * 5_000,
        "((((" * 5_000,
        "4417 " * 4_000,
        "€1,1" * 5_000,
    ],
    ids=["sentences", "one word", "full stops", "lines", "brackets", "numbers", "amounts"],
)
async def test_twenty_thousand_characters_are_quick(assistant: Embedded, body: str) -> None:
    await assistant.warm()
    given = case(body[:20_000])
    took = []
    for _ in range(3):
        began = time.process_time()
        await assistant.suggest(given)
        await assistant.classify(given.messages[0].body, "en")
        await assistant.language_of(given.messages[0].body, "en")
        took.append(time.process_time() - began)
    assert min(took) < 0.3
