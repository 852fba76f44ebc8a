"""What stands around a file that somebody has asked for: its name in Slack, and what is said of it."""

import re
from typing import Final

from bot.domain.file import danger, media_type, other_type
from bot.domain.message import Attachment
from bot.slack.mrkdwn import cut, escape, inline
from bot.words import Words

#: What a file system or a reader of names could take for something else than a letter.
_UNSAFE: Final = re.compile(r'[\\/:*?"<>|\u2066-\u2069]')
_LONGEST_NAME: Final = 100


def file_name(file: Attachment, words: Words) -> str:
    """A name that leads nowhere, with its ending; of a long one the middle is left out."""
    name = _UNSAFE.sub("_", inline(file.name, 1000)).strip(". ") or words.attached_unnamed
    if len(name) <= _LONGEST_NAME:
        return name
    stem, dot, ending = name.rpartition(".")
    kept = f"{dot}{ending}" if dot and len(ending) <= 10 else ""
    return cut(stem if kept else name, _LONGEST_NAME - len(kept)) + kept


def comment(number: str, file: Attachment, found: str, size: int, words: Words) -> str:
    """`T-1042 · image/jpeg, 52 kB`, and where it is due: what else it is, and the harm that it may do.

    No word of a customer's: the comment stays where the file is taken out of Slack, and the name goes with the file.
    """
    told = media_type(file.media_type)
    lines = [f"{number} · {found or told or words.type_of_file_unknown}, {words.bytes(size)}"]
    if other_type(told, found):
        lines.append(words.file_other_type(told, found))
    if harm := danger(file.name, told, found):
        lines.append(words.file_danger_sentence(harm))
    return "\n".join(escape(line) for line in lines)
