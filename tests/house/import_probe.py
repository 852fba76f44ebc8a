"""Imports modules one after the other and prints, as a last line of JSON, what each of them did besides defining names.

    python tests/house/import_probe.py FOLDER MODULE…

What a library does while it is itself imported is its own affair; what our code makes it do at import is ours.
"""

import importlib
import json
import logging
import sys
import threading
from pathlib import Path
from types import FrameType

WATCHED = ("socket.", "subprocess.", "sqlite3.", "os.", "shutil.", "_thread.start_new_thread", "open")
# Looking at folders is how Python itself finds modules.
HARMLESS = frozenset({"os.listdir", "os.scandir", "os.fwalk", "os.walk"})


def ours(frame: FrameType | None, root: str) -> bool:
    """Whether our module reached this event by a call, and not by an import statement or a look for plug-ins."""
    while frame is not None:
        name = frame.f_code.co_filename
        if name.startswith("<frozen importlib") or "/importlib/metadata/" in name:
            return False
        if name.startswith(root) and "/site-packages/" not in name:
            return True
        frame = frame.f_back
    return False


def probe(root: str, modules: list[str]) -> dict[str, list[str]]:
    """Module to what it did: watched events, threads that stay, handlers added to the root logger, failures."""
    done: dict[str, list[str]] = {module: [] for module in modules}
    current: list[str] = []

    def listen(event: str, args: tuple[object, ...]) -> None:
        if not event.startswith(WATCHED) or event in HARMLESS or not ours(sys._getframe(1), root):
            return
        # Source files are read by inspect on behalf of dataclasses and pydantic.
        if event == "open" and str(args[0]).endswith(".py"):
            return
        done[current[-1]].append(f"{event} {args[0]!r}" if args else event)

    sys.addaudithook(listen)
    for module in modules:
        threads, handlers = threading.active_count(), len(logging.root.handlers)
        current.append(module)
        try:
            importlib.import_module(module)
        except BaseException as error:
            done[module].append(f"could not be imported: {error!r}")
        if threading.active_count() > threads:
            done[module].append("left a thread running")
        if len(logging.root.handlers) > handlers:
            done[module].append("configured logging")
    return {module: acts for module, acts in done.items() if acts}


if __name__ == "__main__":
    folder = str(Path(sys.argv[1]).resolve())
    sys.path[0] = folder
    # A module may print or start what prints: the answer is the last line.
    sys.stdout.write("\n" + json.dumps(probe(folder, sys.argv[2:])))
