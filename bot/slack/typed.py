"""What people type in Slack, on its way out of it: markup as it reads there, and nothing escaped."""

import re
from collections.abc import Mapping
from typing import Final

_MENTION: Final = re.compile(r"<@([UW][A-Z0-9]+)[|>]")
_MARKUP: Final = re.compile(r"<([^<>|][^<>]*)>")


def mentioned(text: str) -> tuple[str, ...]:
    """The Slack ids of the people that a message mentions, each once."""
    return tuple(dict.fromkeys(_MENTION.findall(text)))


def readable(text: str, names: Mapping[str, str], somebody: str) -> str:
    """A message as plain text: mentions by `names` (of people, channels, groups by their ids), links with addresses.

    A person without a name is `somebody`.
    """
    shown = _MARKUP.sub(lambda found: _shown(found[1], names, somebody), text)
    return shown.replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&")


def _shown(marked: str, names: Mapping[str, str], somebody: str) -> str:
    target, _, label = marked.partition("|")
    kind, name = target[0], target[1:]
    match kind:
        case "@":
            return f"@{names.get(name) or label or somebody}"
        case "#":
            return f"#{label or names.get(name) or 'channel'}"
        case "!":
            return label or f"@{name.partition('^')[0]}"
    address = re.sub(r"^(mailto|tel):", "", target)
    return address if address.endswith(label) else f"{label} ({address})"
