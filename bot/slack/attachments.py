"""What came along with a message: name, type and size. The files themselves stay where they are."""

from collections.abc import Sequence
from typing import Final

from bot.domain.message import Attachment
from bot.slack.limits import Json, context
from bot.slack.mrkdwn import escape, inline
from bot.words import Words

_SHOWN: Final = 5


def attached(found: Sequence[Attachment], words: Words, *, block_id: str) -> list[Json]:
    """`Attached: label.jpg (image/jpeg, 480 kB), …`; nothing where nothing came along."""
    if not found:
        return []
    listed = ", ".join(one_attached(one, words) for one in found[:_SHOWN])
    more = f" · {words.and_more(len(found) - _SHOWN)}" if len(found) > _SHOWN else ""
    return [context(f"{words.attached} {escape(listed)}{escape(more)}", block_id=block_id)]


def one_attached(one: Attachment, words: Words) -> str:
    """A name with type and size, as far as they are known."""
    size = words.bytes(one.size) if one.size else ""
    known = ", ".join(part for part in (inline(one.media_type, 40), size) if part)
    name = inline(one.name, 60) or words.attached_unnamed
    return f"{name} ({known})" if known else name
