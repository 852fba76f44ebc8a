"""What must hold in `[[sources]]` of kind "slack": request channels and emoji."""

import re
from collections.abc import Iterator
from typing import Final

from bot.domain.desk import DeskFile, Source
from bot.domain.desk_faults import CHANNEL, place
from bot.domain.file import address_fault

EMOJI: Final = re.compile(r"^[a-z0-9_+'-]{1,80}\Z")
#: What says something about a webhook only, and about Slack only.
_OF_WEBHOOKS: Final = ("idempotent", "read_back", "quiet_after", "files")
_OF_SLACK: Final = ("channel", "ask", "ask_for", "emoji", "answers")


def request_problems(file: DeskFile) -> Iterator[str]:
    """One sentence for each fault."""
    ours = {queue.channel: f"the queue {queue.name}" for queue in file.queues}
    ours |= {found.channel: f"the department {found.name}" for found in file.departments}
    ours |= {file.escalation.channel: "escalations"}
    seen: dict[str, str] = {}
    emoji: dict[str, list[tuple[str, str]]] = {}
    for index, source in enumerate(file.sources, 1):
        where = place("sources", index, source.name)
        if source.kind != "slack":
            yield from _without_effect(where, source, _OF_SLACK, 'kind = "generic"')
            yield from _files(where, source)
            continue
        yield from _without_effect(where, source, _OF_WEBHOOKS, 'kind = "slack"')
        yield from _itself(where, source)
        if source.channel in ours:
            yield f"{where}: in channel {source.channel} stand the cards of {ours[source.channel]}; choose another one"
        if source.channel and seen.setdefault(source.channel, source.name) != source.name:
            yield f"{where}: channel {source.channel} belongs to the source {seen[source.channel]} already"
        for name, channel in emoji.setdefault(source.emoji, []) if source.emoji else ():
            if channel == source.channel or not (channel and source.channel):
                yield f'{where}: emoji "{source.emoji}" means the source {name} in the same channels'
        if source.emoji:
            emoji[source.emoji].append((source.name, source.channel))


def _itself(where: str, source: Source) -> Iterator[str]:
    if source.name in ("generic", "api"):
        yield f'{where}: the name "{source.name}" is taken by what is built in; choose another one'
    if not source.channel and not source.emoji:
        yield f'{where}: kind = "slack" needs a channel such as "#help-it", an emoji, or both'
    if source.channel and not CHANNEL.match(source.channel):
        yield f'{where}: channel must name a channel as "#name" or by a Slack id, not "{source.channel}"'
    if source.emoji and not EMOJI.match(source.emoji):
        yield f'{where}: emoji must be a name without colons such as "ticket", not "{source.emoji}"'
    if not source.channel:
        for key in ("ask", "ask_for", "answers"):
            if key in source.model_fields_set:
                yield f"{where}: {key} has no effect without a channel"


def _without_effect(where: str, source: Source, keys: tuple[str, ...], kind: str) -> Iterator[str]:
    for key in keys:
        if key in source.model_fields_set:
            yield f"{where}: {key} has no effect with {kind}"


def _files(where: str, source: Source) -> Iterator[str]:
    if source.files and source.in_slack:
        yield f'{where}: files has no effect with the name "slack": what was sent there stands in Slack already'
    for address in source.files:
        if fault := address_fault(address):
            yield f'{where}: files: "{address}" {fault}'


def files_told(file: DeskFile) -> list[str]:
    """From where attached files are fetched: one sentence for each source."""
    return [
        f"Files of {source.name}: fetched for a person who asks, from {' and '.join(source.files)} and nowhere else."
        for source in file.sources
        if source.files
    ]


def requests_told(file: DeskFile) -> list[str]:
    """What `python -m bot check` says of each: one sentence."""
    lines = []
    for source in file.sources:
        if source.kind == "slack" and source.channel:
            asks = "asks before it makes a ticket of a message" if source.ask else "makes a ticket of every message"
            answers = "in its thread, sensitive ones by direct message"
            answers = answers if source.answers == "thread" else "by direct message"
            lines.append(f"Requests {source.name}: {source.channel} {asks}; answers go {answers}.")
        if source.kind == "slack" and source.emoji:
            where = f"in {source.channel}" if source.channel else "wherever the app is"
            lines.append(f"Requests {source.name}: :{source.emoji}: makes a ticket of a message {where}.")
    return lines
