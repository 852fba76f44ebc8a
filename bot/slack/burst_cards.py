"""A burst card: many tickets on one message, by number and type, never by what a customer wrote."""

import json
from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby
from typing import Final, TypeVar

from bot.domain.burst import BurstPage, Entry, order
from bot.slack import actions as act
from bot.slack.limits import (
    OPTIONS,
    SECTION,
    Json,
    Post,
    actions,
    button,
    context,
    grouped_select,
    modal,
    option,
    post,
    section,
)
from bot.slack.mrkdwn import escape, inline, when
from bot.words import Words

T = TypeVar("T")

#: As many types as get a line of their own; the others share one.
_TYPES: Final = 24


def burst_card(page: BurstPage, words: Words, *, outbox_id: str = "") -> Post:
    """One burst card, in the language of its channel. With nobody left on it, it says so and has no buttons."""
    name = f"burst:{page.burst_id}:{page.page}"
    title = words.burst_title(page.page)
    if not page.entries:
        blocks = [section(f"*{title}*", block_id=name), context(words.burst_done, block_id=f"{name}:done")]
        return post(words.label(title, words.burst_done), blocks, outbox_id)
    told = words.burst_counts(page.came, when(page.since), len(page.entries))
    singles = [(entry, kind) for entry, kind in page.entries if entry.single]
    listed = [(entry, kind) for entry, kind in page.entries if not entry.single]
    lines = [*_follows(singles, words), *_by_type(listed, words)]
    blocks = [
        section(f"*{title}*\n{told}", block_id=name),
        *(section(text, block_id=f"{name}:{number}") for number, text in enumerate(_in_sections(lines), start=1)),
        actions(*_buttons(page, words), block_id=f"{name}:actions"),
    ]
    return post(words.label(title, words.burst_waiting(len(page.entries))), blocks, outbox_id)


def _buttons(page: BurstPage, words: Words) -> Iterator[Json]:
    value = json.dumps({"b": page.burst_id, "p": page.page})
    if any(entry.free for entry, _ in page.entries):
        yield button(words.take_next, act.TAKE_NEXT, value, "primary")
    yield button(words.open_one, act.OPEN_ONE, value)


def _follows(singles: Sequence[tuple[Entry, str]], words: Words) -> Iterator[str]:
    """What cannot wait on a list stands on top until its own card comes, the most urgent first."""
    if not singles:
        return
    entries = sorted((entry for entry, _ in singles), key=order)
    urgent = [entry.number for entry in entries if entry.priority == "urgent" and not entry.sealed]
    sealed = [entry.number for entry in entries if entry.sealed]
    others = [entry.number for entry in entries if not entry.sealed and entry.priority != "urgent"]
    named = ((words.priority("urgent"), urgent), (words.sealed("sensitive"), sealed), (words.asked_for, others))
    yield f"*{words.own_card_follows}*"
    for title, numbers in named:
        if numbers:
            yield from _numbers(f"{title[:1].upper()}{title[1:]}", numbers, words)


def _by_type(listed: Iterable[tuple[Entry, str]], words: Words) -> Iterator[str]:
    groups: dict[str, list[str]] = {}
    for entry, kind in listed:
        groups.setdefault(kind, []).append(entry.number)
    ranked = sorted(groups.items(), key=lambda group: (group[0] == "", -len(group[1]), group[0]))
    for kind, numbers in ranked[:_TYPES]:
        yield from _numbers(f"*{_title(kind, words)}*", numbers, words)
    rest = [number for _, numbers in ranked[_TYPES:] for number in numbers]
    if rest:
        yield from _numbers(f"*{words.other_types}*", rest, words)


def _numbers(title: str, numbers: list[str], words: Words) -> Iterator[str]:
    """A title with its count and its numbers, in as many lines as sections need."""
    for first, part in enumerate(_parts(numbers, 200)):
        told = ", ".join(part)
        yield words.label(f"{title} ({len(numbers)})", told) if first == 0 else told


def _title(kind: str, words: Words) -> str:
    shown = escape(inline(kind, 60)) if kind else words.type_unknown
    return f"{shown[:1].upper()}{shown[1:]}"


def _in_sections(lines: Iterable[str]) -> Iterator[str]:
    text = ""
    for line in lines:
        if text and len(text) + 1 + len(line) > SECTION:
            yield text
            text = line
        else:
            text = f"{text}\n{line}" if text else line
    if text:
        yield text


def choose(page: BurstPage, words: Words) -> Json:
    """**Open one…**: every ticket of a burst card in a menu, by type. What is chosen opens on top."""
    shown = sorted(page.entries, key=lambda found: (_group(found, words), order(found[0])))
    groups = [
        (f"{title} ({part[0].ticket_id}–{part[-1].ticket_id})" if len(entries) > OPTIONS else title, part)
        for title, entries in ((title, [entry for entry, _ in found]) for title, found in _grouped(shown, words))
        for part in _parts(entries, OPTIONS)
    ]
    menu = grouped_select(
        words.choose,
        act.PICK,
        [(label, [option(_line(entry, words), str(entry.ticket_id)) for entry in part]) for label, part in groups],
    )
    blocks = [section(words.pick_hint, block_id="pick:hint"), actions(menu, block_id="pick:menu")]
    return modal(words.open_one_title, blocks, callback_id=act.OPEN_ONE, close=words.close)


def _grouped(shown: Sequence[tuple[Entry, str]], words: Words) -> Iterator[tuple[str, list[tuple[Entry, str]]]]:
    for title, found in groupby(shown, key=lambda one: _group(one, words)):
        yield title, list(found)


def _group(found: tuple[Entry, str], words: Words) -> str:
    entry, kind = found
    return words.sealed("sensitive") if entry.sealed else inline(kind, 60) or words.type_unknown


def _line(entry: Entry, words: Words) -> str:
    return entry.number if entry.priority == "normal" else f"{entry.number} · {words.priority(entry.priority)}"


def _parts(found: Sequence[T], size: int) -> list[Sequence[T]]:
    return [found[first : first + size] for first in range(0, len(found), size)]
