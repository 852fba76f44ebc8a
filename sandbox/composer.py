"""What becomes of the text that a person types."""

from __future__ import annotations

import re

from sandbox.values import Json

TOKEN = re.compile(r"<(?:@[UW]\w+|#C\w+(?:\|[^<>]*)?|![^<>]+|(?:https?|mailto):[^<>\s]+)>")


def escape(typed: str) -> str:
    """Escape `&`, `<`, `>` of typed text as Slack does, leaving mentions and links alone."""

    def plain(text: str) -> str:
        return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")

    parts, end = [], 0
    for token in TOKEN.finditer(typed):
        parts += [plain(typed[end : token.start()]), token.group()]
        end = token.end()
    return "".join([*parts, plain(typed[end:])])


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
