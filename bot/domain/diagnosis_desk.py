"""A first desk file from what a diagnosis found: request types, queues and routing, everything switched off."""

import json
import re
from collections.abc import Iterator, Sequence
from typing import Final

from bot.domain.desk_faults import LONGEST_CHOICE
from bot.domain.diagnosis import Verdict
from bot.domain.diagnosis_result import Diagnosis, Kind, quick_wins
from bot.domain.phrases import fold

_MOST_TYPES: Final = 40
_LANGUAGE: Final = re.compile(r"^[a-z]{2}$")


def desk_toml(found: Diagnosis, channel: str, owner: str) -> str:
    """The text of a desk file that `python -m bot check` accepts. Nothing is suggested under it until somebody has
    written an answer: every type has `drafts = "off"`."""
    groups = found.groups[:_MOST_TYPES]
    names = _names([kind.title for kind in groups], "type")
    teams = sorted({kind.queue for kind in groups if kind.queue})
    queues = {"": "support"} | dict(zip(teams, _names(teams, "queue", {"support"}), strict=True))
    blocks = [
        _head(found, owner),
        *(_queue(queues[team], team or "Support", _channel(queues[team], channel, team), owner) for team in queues),
        *(_type(kind, name, owner) for kind, name in zip(groups, names, strict=True)),
        *([] if groups else [_no_type(owner)]),
        *_routing(groups, names, queues),
        f"[escalation]\nchannel = {_text(channel)} # sensitive tickets stand here, sealed\nowner = {_text(owner)}\n",
    ]
    return "\n".join(blocks)


def _head(found: Diagnosis, owner: str) -> str:
    wins = [
        f"#   {number}. {_comment(kind.title)}: {kind.judged.verdict.value.lower()} "
        f"({kind.facts.requests} requests; {_comment(kind.judged.reasons[0])})"
        for number, kind in enumerate(quick_wins(found.groups), 1)
    ]
    first = ["#", "# Where to begin:", *wins] if wins else []
    lines = [
        f"# A draft, made from {found.requests} past requests by `python -m bot diagnose`. Names, owners, channels and",
        "# hours are for you to put right. `python -m bot check` says what this file means. Nothing is suggested yet.",
        *first,
        "",
        "[desk]",
        'name = "Support"',
        "",
        "[owners]",
        *(f"{key} = {_text(owner)}" for key in ("answers", "escalation", "prompts", "data")),
        "",
    ]
    return "\n".join(lines)


def _queue(name: str, title: str, channel: str, owner: str) -> str:
    return "\n".join(
        [
            "[[queues]]",
            f"name = {_text(name)}",
            f"title = {_text(_line(title)[:60] or name)}",
            f"channel = {_text(channel)} # whoever is in it works the queue",
            f"leads = [{_text(owner)}]",
            'hours = { time_zone = "UTC", "mon-fri" = ["09:00-17:00"] }',
            "",
        ]
    )


def _type(kind: Kind, name: str, owner: str) -> str:
    language = kind.language if _LANGUAGE.match(kind.language) else "en"
    return "\n".join(
        [
            "[[types]]",
            f"# {kind.judged.verdict.value}: {kind.facts.requests} requests.",
            *(f"# – {_comment(reason)}" for reason in kind.judged.reasons),
            f"name = {_text(name)}",
            f"title = {_text(_line(kind.title)[:70] or name)}",
            f"owner = {_text(owner)}",
            *([f"# waits for: {_comment(', '.join(kind.facts.asked))}"] if kind.facts.asked else []),
            f'drafts = "off"{_next(kind)}',
            *_examples(kind, language),
            "",
        ]
    )


def _next(kind: Kind) -> str:
    steps = {
        Verdict.AUTOMATE: ' # write the article, then "shadow", then "suggest"',
        Verdict.WRITE_DOWN: " # agree on the answer and write it down first",
        Verdict.INTEGRATE: " # connect what the answer needs first ([[records]], [[departments]])",
        Verdict.NOT_YET: "",
    }
    return steps[kind.judged.verdict]


def _examples(kind: Kind, language: str) -> Iterator[str]:
    if kind.phrases:
        yield f"examples.{language} = ["
        yield from (f"  {_text(_line(phrase))}," for phrase in kind.phrases)
        yield "]"


def _no_type(owner: str) -> str:
    return f'[[types]]\nname = "other"\ntitle = "Other requests"\nowner = {_text(owner)}\ndrafts = "off"\n'


def _routing(groups: Sequence[Kind], names: Sequence[str], queues: dict[str, str]) -> Iterator[str]:
    for team, queue in queues.items():
        mine = [name for kind, name in zip(groups, names, strict=True) if kind.queue == team and team]
        if mine:
            types = ", ".join(map(_text, mine))
            yield f"[[routing]]\nname = {_text(queue)}\nwhen = {{ type = [{types}] }}\nqueue = {_text(queue)}\n"
    yield '[[routing]]\nname = "everything"\nqueue = "support"\n'


def _names(titles: Sequence[str], otherwise: str, taken: set[str] | None = None) -> list[str]:
    """A name for each, of small letters and underscores, no two alike."""
    seen = set(taken or ()) | {"everything"}
    names = []
    for title in titles:
        plain = re.sub(r"[^a-z0-9]+", "_", fold(title))[:40].strip("_") or otherwise
        name, number = plain, 2
        while name in seen:
            name, number = f"{plain}_{number}", number + 1
        seen.add(name)
        names.append(name[:LONGEST_CHOICE])
    return names


def _channel(name: str, channel: str, team: str) -> str:
    return f"#support-{name.replace('_', '-')}" if team else channel


def _line(text: str) -> str:
    return " ".join("".join(letter for letter in text if letter.isprintable() or letter == " ").split())


def _comment(text: str) -> str:
    return _line(text)[:200]


def _text(value: str) -> str:
    """A TOML string: JSON's is one, but for DEL, which no line of ours holds."""
    return json.dumps(_line(value), ensure_ascii=False)
