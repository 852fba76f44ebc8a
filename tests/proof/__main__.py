"""`python -m tests.proof`: each mechanism is taken out of a copy of the code, and its test must fail there.

Prints a line for each and ends with 1 when a test did not notice, or the mechanism stands there no more; the others are
tried all the same. `python -m tests.proof figure "past its date"` tries
only the promises with one of these words.
"""

import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Final

from tests.proof.mutant import Mutant
from tests.proof.mutants import MUTANTS

ROOT: Final = Path(__file__).parents[2]
AT_ONCE: Final = os.cpu_count() or 1
#: pytest's own word for "tests ran, and some failed": anything else would prove nothing.
TESTS_FAILED: Final = 1


def noticed(mutant: Mutant, folder: Path) -> str:
    """What came of taking it out: "noticed" where the test fails then, "MISSED" where not, "GONE" where what is to be
    taken out does not stand there once."""
    copy = folder / "copy"
    copy.mkdir()
    tracked = subprocess.run(["git", "ls-files", "-z"], cwd=ROOT, check=True, capture_output=True).stdout.decode()
    for name in filter(None, tracked.split("\0")):
        if (ROOT / name).is_file():
            (copy / name).parent.mkdir(parents=True, exist_ok=True)
            shutil.copy(ROOT / name, copy / name)
    file = copy / mutant.file
    text = file.read_text("utf-8")
    if text.count(mutant.before) != 1:
        return "GONE"
    file.write_text(text.replace(mutant.before, mutant.after), "utf-8")
    line = [sys.executable, "-m", "pytest", "-q", "-x", "-p", "no:randomly", "-p", "no:cacheprovider", mutant.test]
    failed = subprocess.run(line, cwd=copy, check=False, capture_output=True).returncode == TESTS_FAILED
    return "noticed" if failed else "MISSED"


def main(words: Sequence[str]) -> int:
    chosen = [one for one in MUTANTS if not words or any(word.lower() in one.promise.lower() for word in words)]
    with tempfile.TemporaryDirectory(prefix="deskhand-proof-") as name, ThreadPoolExecutor(AT_ONCE) as pool:
        folders = [Path(name) / str(number) for number, _ in enumerate(chosen)]
        for folder in folders:
            folder.mkdir()
        missed = 0
        for mutant, seen in zip(chosen, pool.map(noticed, chosen, folders), strict=True):
            missed += seen != "noticed"
            print(f"{seen:<7}  {mutant.promise}, without: {mutant.without}", flush=True)
    print(f"{len(chosen) - missed} of {len(chosen)} noticed")
    return 1 if missed else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
