"""Reads the desk file, with the articles and templates beside it, into the values of `bot.domain`.

`desk.toml` names its tables as `DeskFile` names its fields; `[desk]` holds what stands alone there (name, language,
time zone, command prefix). Beside it lie `knowledge/*.md`, `templates/*.md` and `macros/*.md`, Markdown with
front matter in YAML (`---`) or TOML (`+++`).
"""

import hashlib
import re
import tomllib
from collections.abc import Iterator, Sized
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any, Final, TypeVar
from zoneinfo import ZoneInfoNotFoundError

import frontmatter
from frontmatter.default_handlers import BaseHandler
from pydantic import ValidationError

from bot.calendars import holidays_of, unknown_countries
from bot.domain import escalation, second_approval
from bot.domain.article import Article, Macro, Template
from bot.domain.clocks_told import clocks_told
from bot.domain.desk import Desk, DeskFile, When
from bot.domain.desk_around_told import around_told
from bot.domain.desk_effects import unheeded
from bot.domain.desk_errors import not_toml, sentences
from bot.domain.desk_faults import did_you_mean, place
from bot.domain.desk_hours import hours_as_written
from bot.domain.desk_needs_rules import needs_told
from bot.domain.desk_outside import prompts_told
from bot.domain.desk_record_rules import records_told
from bot.domain.desk_request_rules import files_told, requests_told
from bot.domain.desk_rules import problems_in
from bot.domain.duration import length
from bot.domain.errors import DeskFileError
from bot.domain.macro import problems as macro_problems
from bot.domain.retention import times

Entry = TypeVar("Entry", Article, Template, Macro)

EXPIRES_SOON: Final = 14  # days in which `explain` gives notice

_ALONE: Final = ("name", "language", "time_zone", "command_prefix")
_OFFSET: Final = re.compile(r"^([+-]\d{1,5})d$")


class _TomlHandler(BaseHandler):
    """Front matter between `+++` lines, read by the standard library."""

    FM_BOUNDARY = re.compile(r"^\+{3,}\s*$", re.MULTILINE)
    START_DELIMITER = END_DELIMITER = "+++"

    def load(self, fm: str) -> dict[str, Any]:
        return tomllib.loads(fm)


def load(path: Path, today: date | datetime) -> Desk:
    """The desk that `path` describes, checked as a whole; dates given as offsets (`"-12d"`) count from `today`.

    A moment (aware) stands for the date that it is then where the desk is, which is what its writers date texts by.
    Reads only; calling twice gives an equal desk. Raises `DeskFileError` with one sentence for each fault found in the
    file, the articles and the templates together. Entries of an array of tables are counted from one.
    """
    toml = _text(path)
    try:
        raw = tomllib.loads(toml)
    except tomllib.TOMLDecodeError as error:
        raise DeskFileError(not_toml(path.name, toml, error)) from None
    problems: list[str] = []
    tables = _tables(raw, problems)
    file = _validated(tables, problems)
    today = _date(file, today)
    knowledge = _files(path.parent / "knowledge", problems)
    fixed = _files(path.parent / "templates", problems)
    begun = _files(path.parent / "macros", problems)
    articles = _entries(Article, knowledge, today, problems)
    templates = _entries(Template, fixed, today, problems)
    macros = _entries(Macro, begun, today, problems)
    if file is not None:
        if not problems:
            problems += [*problems_in(file, articles, templates, today), *macro_problems(file, macros, today)]
        problems += unknown_countries(file)
    if problems or file is None:
        raise DeskFileError(problems)
    digest = hashlib.sha256(toml.encode())
    for name, text in (*knowledge.items(), *fixed.items(), *begun.items()):
        digest.update(f"\0{name}\0{text}".encode())
    return Desk(
        file=file,
        articles=articles,
        templates=templates,
        macros=macros,
        holidays=holidays_of(file, today),
        hash=digest.hexdigest(),
        toml=toml,
    )


def _date(file: DeskFile | None, today: date | datetime) -> date:
    if not isinstance(today, datetime):
        return today
    try:
        return file.date_at(today) if file else today.date()
    except (ZoneInfoNotFoundError, ValueError, OSError):  # told with the other faults
        return today.date()


def explain(desk: Desk, today: date) -> list[str]:
    """What the desk will do by itself and what it refuses to, one sentence a line, for `python -m bot check`."""
    return [*_understood(desk), *clocks_told(desk, today), *_refused(desk), *_ageing(desk, today)]


def _understood(desk: Desk) -> list[str]:
    file = desk.file
    macros = f", {_count(desk.macros, 'macro')}" if desk.macros else ""
    lines = [
        f"{file.name}: {_count(file.queues, 'queue')}, {_count(file.types, 'request type')}, "
        f"{_count(desk.articles, 'article')}, {_count(desk.templates, 'template')}{macros}."
    ]
    for queue in file.queues:
        sla = f"SLA {queue.sla}" if queue.sla else "no SLA"
        hours = "hours of its own" if queue.hours.week else "open round the clock"
        turns = "" if queue.assign == "claim" else f", given in turn{_most(queue.at_most)}"
        lines.append(f"Queue {queue.name}: {queue.channel}, {hours} ({queue.hours.time_zone}), {sla}{turns}.")
    for rule in file.routing:
        lines.append(f"Routing {rule.name}: {'the rest goes' if rule.when == When() else 'goes'} to {rule.queue}.")
    for kind in file.types:
        if kind.drafts == "suggest":
            lines.append(f"{kind.name}: suggests replies; {kind.owner} answers for them.")
    lines += [*needs_told(file), *requests_told(file), *files_told(file), *records_told(file)]
    for advice in file.advice:
        asks = f" It proposes to ask {advice.department}." if advice.department else ""
        lines.append(f"Advice {advice.name}: {advice.say}{asks}")
    kept = times(file.retention)
    lines.append(
        f"After its end a ticket’s text stays {length(kept.slack)} in Slack and {length(kept.messages)} here; "
        f"what its suggestions said {length(kept.model)}."
    )
    lines += around_told(file)
    lines.append(f"Sensitive tickets stand sealed in {file.escalation.channel}; {file.escalation.owner} is told.")
    return [*lines, *second_approval.explained(desk), *escalation.explained(desk)]


def _refused(desk: Desk) -> list[str]:
    lines = ["No reply leaves without a person. No reply is suggested for sensitive or delicate requests."]
    for kind in desk.file.types:
        if kind.drafts == "shadow":
            lines.append(f"{kind.name}: no suggestions on cards; {kind.owner} alone sees and compares them.")
        elif kind.drafts == "off":
            lines.append(f"{kind.name}: no suggestions; drafts are off.")
        if not kind.owner:
            lines.append(f"{kind.name}: has no owner; {desk.file.escalation.owner} answers for it.")
    lines += unheeded(desk.file)
    scope = desk.file.scope
    for name in ("types", "queues", "sources", "segments"):
        if chosen := getattr(scope, name):
            lines.append(f"Outside the {name} {', '.join(chosen)}: a card, and no assistant.")
    return lines


def _ageing(desk: Desk, today: date) -> list[str]:
    lines = []
    for what, entry in _dated(desk):
        left = (entry.valid_until - today).days
        name = f'{what} "{entry.title}" ({entry.owner})'
        if entry.expired(today):
            unused = "it is not offered" if what == "Macro" else "nothing is suggested from it"
            lines.append(f"{name} expired on {entry.valid_until}: {unused}.")
        elif left <= EXPIRES_SOON:
            when = "today" if left == 0 else f"in {left} day{'s' if left > 1 else ''}"
            lines.append(f"{name} expires {when}, on {entry.valid_until}.")
    return lines + prompts_told(desk, today)


def _dated(desk: Desk) -> Iterator[tuple[str, Article | Template | Macro]]:
    for what, entries in (("Article", desk.articles), ("Template", desk.templates), ("Macro", desk.macros)):
        for entry in entries:
            yield what, entry


def _most(at_most: int | None) -> str:
    return "" if at_most is None else f", at most {at_most} each"


def _count(entries: Sized, noun: str) -> str:
    return f"{len(entries)} {noun}{'' if len(entries) == 1 else 's'}"


def _text(path: Path) -> str:
    try:
        return path.read_bytes().decode("utf-8-sig")
    except FileNotFoundError:
        raise DeskFileError([f"There is no desk file at {path}; write a first one with: python -m bot init"]) from None
    except IsADirectoryError:
        raise DeskFileError([f"{path} is a folder; name the desk.toml in it"]) from None
    except UnicodeDecodeError as error:
        raise DeskFileError([f"{path.name} is not UTF-8 text (byte {error.start}); save it as UTF-8"]) from None
    except OSError as error:
        raise DeskFileError([f"{path} cannot be read: {error.strerror or error}"]) from None


def _tables(raw: dict[str, Any], problems: list[str]) -> dict[str, Any]:
    """The file's tables as the fields of `DeskFile`."""
    tables = dict(raw)
    alone = tables.pop("desk", {})
    for key in _ALONE:
        if key in tables:
            problems.append(f"{key} belongs into the table [desk]")
            tables.pop(key)
    if not isinstance(alone, dict):
        problems.append("desk must be a table: [desk]")
        alone = {}
    for key in list(alone):
        if key not in _ALONE:
            problems.append(f'desk: unknown key "{key}"{did_you_mean(key, _ALONE)}')
            alone.pop(key)
    for table in ("queues", "departments"):
        entries = tables.get(table)
        for index, entry in enumerate(entries if isinstance(entries, list) else [], 1):
            if isinstance(entry, dict) and isinstance(entry.get("hours"), dict):
                where = f"{place(table, index, str(entry.get('name', '')))}: hours"
                entry["hours"] = hours_as_written(where, entry["hours"], problems)
    return {**alone, **tables}


def _validated(tables: dict[str, Any], problems: list[str]) -> DeskFile | None:
    try:
        return DeskFile.model_validate(tables)
    except ValidationError as error:
        for problem in sentences(DeskFile, error, tables):
            problems.append(f"desk: {problem}" if problem.startswith(_ALONE) else problem)
        return None


def _files(folder: Path, problems: list[str]) -> dict[str, str]:
    """The Markdown files of a folder by name, in the order of their names; none where there is no folder."""
    texts = {}
    for path in sorted(folder.glob("*.md")):
        try:
            texts[f"{folder.name}/{path.name}"] = _text(path)
        except DeskFileError as error:
            problems += [f"{folder.name}: {problem}" for problem in error.problems]
    return texts


def front_matter(text: str) -> tuple[dict[str, Any], str]:
    """The keys above an article or template, and its text. Raises what the parser of its format raises."""
    handler = _TomlHandler() if text.lstrip().startswith("+++") else None
    post = frontmatter.loads(text.lstrip(), handler=handler)
    return dict(post.metadata), post.content


def _entries(kind: type[Entry], texts: dict[str, str], today: date, problems: list[str]) -> tuple[Entry, ...]:
    found = []
    for name, text in texts.items():
        try:
            keys, body = front_matter(text)
        except Exception as error:  # each format's parser has an error of its own
            problems.append(f"{name}: its front matter cannot be read: {str(error).splitlines()[0]}")
            continue
        if not keys:
            problems.append(f"{name} must begin with front matter between two lines of --- or +++")
            continue
        raw = {**keys, "body": body}
        if raw.pop("quarantine", None) is not None:
            problems.append(f'{name}: unknown key "quarantine"')
        for key in ("checked", "valid_until"):
            if offset := _OFFSET.match(str(raw.get(key)).strip()):
                raw[key] = today + timedelta(days=int(offset[1]))
        try:
            found.append(kind.model_validate(raw))
        except ValidationError as error:
            problems += [f"{name}: {problem}" for problem in sentences(kind, error, raw)]
    return tuple(found)
