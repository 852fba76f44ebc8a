"""What becomes of the text that a person types."""

from __future__ import annotations

import re
from collections.abc import Mapping

from sandbox.values import Json

TOKEN = re.compile(r"<(?:@[UW]\w+|#C\w+(?:\|[^<>]*)?|![^<>]+|(?:https?|mailto):[^<>\s]+)>")

_PERSON = re.compile(r"<@([UW]\w+)>|(?<![\w<])@([\w.-]*\w)")


def escape(typed: str) -> str:
    """Escape `&`, `<`, `>` of typed text as Slack does, leaving mentions and links alone."""

    def plain(text: str) -> str:
        return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")

    parts, end = [], 0
    for token in TOKEN.finditer(typed):
        parts += [plain(typed[end : token.start()]), token.group()]
        end = token.end()
    return "".join([*parts, plain(typed[end:])])


def in_command(typed: str, ids: Mapping[str, str], *, escaped: bool) -> str:
    """What a command's text arrives as: people with id and name (`<@U0BEN|ben>`) if that was asked for, else as plain
    `@ben`. `ids` are those of people by their names; capitals do not matter, since Slack's client offers the name."""
    names = {person: name for name, person in ids.items()}

    def told(found: re.Match[str]) -> str:
        person = found[1] or ids.get(found[2].lower(), "")
        if person not in names:
            return found[0]
        return f"<@{person}|{names[person]}>" if escaped else f"@{names[person]}"

    return _PERSON.sub(told, typed)


def rich_text(escaped: str, ts: str) -> Json:
    """Return the rich_text block that Slack's client makes of a typed message."""
    elements: list[Json] = []
    for part in re.split(f"({TOKEN.pattern})", escaped):
        if not part:
            continue
        if part.startswith("<@"):
            elements.append({"type": "user", "user_id": part[2:-1]})
        elif part.startswith("<#"):
            elements.append({"type": "channel", "channel_id": part[2:-1].partition("|")[0]})
        elif part.startswith("<!subteam^"):
            elements.append({"type": "usergroup", "usergroup_id": part[10:-1].partition("|")[0]})
        elif part.startswith("<!"):
            elements.append({"type": "broadcast", "range": part[2:-1]})
        elif part.startswith("<"):
            elements.append({"type": "link", "url": part[1:-1].partition("|")[0]})
        else:
            text = part.replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&")
            elements.append({"type": "text", "text": text})
    section = {"type": "rich_text_section", "elements": elements}
    return {"type": "rich_text", "block_id": f"r{ts[-6:]}", "elements": [section]}
