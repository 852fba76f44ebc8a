"""Three judges of one payload: our own block limits, slackblocks, and the TypeScript compiler with Slack's types."""

import json
import re
import shutil
import subprocess
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from slack_sdk.models.blocks import Block as SdkBlock
from slackblocks.blocks import Block

from bot.slack.limits import OverLimit, check, check_view
from sandbox.blocks import problems_in
from sandbox.views import problems_in_view
from tests.unit.slack.oracles import accepts_chart

Json = dict[str, Any]

#: Kept where it was made (`@slack/types` and `typescript`, exact versions), beside the virtual environment.
PACKAGES: Final = ("@slack/types@3.2.0", "typescript@5.9.3")
#: A value that means something to a type; every other text is only a text.
_MEANT: Final = frozenset({"type", "style", "align"})

#: Newer than `@slack/types`.
_UNTYPED: Final = "data_visualization"


@dataclass(frozen=True, slots=True)
class Kept:
    """A payload as it left: the blocks of a message, or a whole view."""

    name: str
    surface: str
    payload: Any

    @property
    def blocks(self) -> list[Json]:
        return list(self.payload["blocks"] if isinstance(self.payload, dict) else self.payload)

    @property
    def place(self) -> str:
        """`message`, `modal` or `home`."""
        return self.surface.split(" ")[0]


def kept(folder: Path) -> list[Kept]:
    """All payloads of a folder."""
    found = [(path.stem, json.loads(path.read_text("utf-8"))) for path in sorted(folder.glob("*.json"))]
    return [Kept(name, one["surface"], one["payload"]) for name, one in found]


def by_limits(one: Kept) -> Iterator[str]:
    """What our own limits and the sandbox's would refuse."""
    try:
        if isinstance(one.payload, dict) and one.place == "modal":
            check_view(one.payload)
        else:
            check([{"block_id": f"block {n}", **block} for n, block in enumerate(one.blocks)], one.place)  # type: ignore[arg-type]
    except OverLimit as error:
        yield str(error)
    view = isinstance(one.payload, dict)
    found = problems_in_view(one.payload, one.place) if view else problems_in(one.blocks, one.place)  # type: ignore[arg-type]
    yield from (str(problem) for problem in found)


def by_slackblocks(one: Kept, unread: Counter[str]) -> Iterator[str]:
    """What somebody else's library would refuse, block by block. Those that it cannot read yet are counted in
    `unread`: the SDK's own models look at them."""
    for block in one.blocks:
        try:
            Block.from_dict(block)
        except NotImplementedError:
            unread[str(block["type"])] += 1
            yield from _by_chart(block) if block["type"] == _UNTYPED else _by_sdk(block)
        except Exception as error:
            yield f"{block.get('type')}: {type(error).__name__}: {error}"


def _by_chart(block: Json) -> Iterator[str]:
    """slackblocks can build a chart, and checks it then; the SDK does not know charts."""
    try:
        accepts_chart(block)
    except Exception as error:
        yield f"{block['type']}: {type(error).__name__}: {error}"


def _by_sdk(block: Json) -> Iterator[str]:
    try:
        parsed = SdkBlock.parse(block)
        if parsed is None:
            yield f"{block['type']}: the SDK does not know it"
        else:
            parsed.validate_json()
    except Exception as error:
        yield f"{block['type']}: {type(error).__name__}: {error}"


def shape(node: Any, key: str = "") -> Any:
    """A payload without its texts and numbers: two of one shape are one to a type checker."""
    if isinstance(node, dict):
        if node.get("type") == "mrkdwn" and key == "description":  # Slack takes it, its types do not know it
            return {"type": "plain_text", "text": "text"}
        return {name: shape(child, name) for name, child in sorted(node.items())}
    if isinstance(node, list):
        different = {json.dumps(shape(child), sort_keys=True): shape(child) for child in node}
        return [different[text] for text in sorted(different)]
    if isinstance(node, str) and key not in _MEANT:
        return "text"
    return 1 if type(node) in (int, float) else node


def shapes(found: Iterable[Kept]) -> dict[str, tuple[str, Any, Kept]]:
    """(TypeScript type, shape, one payload that has it), by the shape's own text."""
    different: dict[str, tuple[str, Any, Kept]] = {}
    for one in found:
        kind = (
            {"modal": "ModalView", "home": "HomeView"}[one.place] if isinstance(one.payload, dict) else "KnownBlock[]"
        )
        known = [block for block in one.blocks if block["type"] != _UNTYPED]
        reduced = shape(one.payload if isinstance(one.payload, dict) else known)
        different.setdefault(f"{kind} {json.dumps(reduced, sort_keys=True)}", (kind, reduced, one))
    return different


def by_types(found: Iterable[Kept], folder: Path) -> list[str] | None:
    """What the TypeScript compiler says of each shape, or None where there is no Node. Installs what it needs into
    `folder`, once."""
    npm, node = shutil.which("npm"), shutil.which("node")
    if npm is None or node is None:
        return None
    folder = folder.resolve()  # the compiler runs in it
    folder.mkdir(parents=True, exist_ok=True)
    compiler = folder / "node_modules/typescript/bin/tsc"
    if not compiler.exists():
        quiet = ("--silent", "--no-fund", "--no-audit", "--prefix", str(folder))
        subprocess.run([npm, "install", *quiet, *PACKAGES], check=True)
    lines = ['import type { HomeView, KnownBlock, ModalView } from "@slack/types";']
    whose: dict[int, Kept] = {}
    for kind, reduced, one in shapes(found).values():
        lines.append(f"({json.dumps(reduced)}) satisfies {kind};")
        whose[len(lines)] = one
    lines.append('([{ type: "divider", colour: "red" }]) satisfies KnownBlock[];')  # it must not pass
    source = folder / "payloads.ts"
    source.write_text("\n".join([*lines, ""]), "utf-8")
    options = ["--noEmit", "--strict", "--skipLibCheck", "--target", "es2022"]
    options += ["--module", "nodenext", "--moduleResolution", "nodenext"]
    ran = subprocess.run([node, str(compiler), *options, source.name], cwd=folder, capture_output=True, text=True)
    told = re.findall(r"payloads\.ts\((\d+),\d+\): error (.+)", ran.stdout)
    if str(len(lines)) not in {line for line, _ in told}:
        return [f"the compiler did not judge: {ran.stdout}{ran.stderr}"]
    return [f"{whose[int(line)].name}: {what}" for line, what in told if int(line) in whose]
