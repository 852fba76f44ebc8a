"""What came along with a message: name, type and size, and the way to each file. The files stay where they are."""

from collections.abc import Sequence
from typing import Final

from bot.domain.file import danger
from bot.domain.message import Attachment, Message
from bot.slack import actions as act
from bot.slack.limits import Json, button, context, section
from bot.slack.mrkdwn import escape, inline, link
from bot.words import Words

_SHOWN: Final = 5


def attached(found: Sequence[Attachment], words: Words, *, block_id: str) -> list[Json]:
    """`Attached: label.jpg (image/jpeg, 480 kB), …`; nothing where nothing came along."""
    if not found:
        return []
    listed = ", ".join(one_attached(one, words) for one in found[:_SHOWN])
    more = f" · {words.and_more(len(found) - _SHOWN)}" if len(found) > _SHOWN else ""
    return [context(f"{words.attached} {escape(listed)}{escape(more)}", block_id=block_id)]


def files_of(
    message: Message, words: Words, *, block_id: str, most: int = _SHOWN, among_others: bool = False
) -> list[Json]:
    """The files of one message, each that can be fetched with **Get file** beside it; of the others it is said how to
    open them in the helpdesk. At most `most` blocks with a button, and one line more.

    Where files of other messages stand in the same view, `among_others`, each is read out with its message's number.
    """
    numbered = list(enumerate(message.attachments, start=1))
    fetched = [(number, one) for number, one in numbered if one.way == "fetch"]
    rest = [one for _, one in numbered if one.way != "fetch"]
    of = message.id if among_others else 0
    lines = [_with_button(message, number, one, words, block_id, of) for number, one in fetched[:most]]
    left = len(fetched) - most
    more = [context(escape(words.and_more(left)), block_id=f"{block_id}:more")] if left > 0 else []
    return [*lines, *more, *_elsewhere(rest, words, block_id=block_id)]


def _with_button(message: Message, number: int, one: Attachment, words: Words, block_id: str, of: int) -> Json:
    value = act.value(message.ticket_id, l=message.id, f=number)
    called = inline(one.name, 40) or words.attached_unnamed
    # Telephones call every photo the same.
    spoken = words.get_file_spoken(f"{number}. {called}" if len(message.attachments) > 1 else called, of)
    get = button(words.get_file, act.GET_FILE, value, spoken=spoken)
    return section(
        f"{words.attached} {escape(one_attached(one, words))}", block_id=f"{block_id}-{number}", accessory=get
    )


def _elsewhere(found: Sequence[Attachment], words: Words, *, block_id: str) -> list[Json]:
    lines = attached(found, words, block_id=block_id)
    page = next((one.page for one in found if one.way == "helpdesk"), None)
    if not lines or page is None:
        return lines
    open_there = link(page, escape(words.open_in_helpdesk))
    return [context(lines[0]["elements"][0]["text"] + f" · {open_there}", block_id=block_id)]


def one_attached(one: Attachment, words: Words) -> str:
    """A name with type and size, as far as they are known, and the harm that it may do."""
    size = words.bytes(one.size) if one.size else ""
    harm = words.file_danger(danger(one.name, one.media_type))
    known = ", ".join(part for part in (inline(one.media_type, 40), size, harm) if part)
    name = inline(one.name, 60) or words.attached_unnamed
    return f"{name} ({known})" if known else name
