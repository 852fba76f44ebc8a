"""What must hold in the texts of a desk: templates, greetings, articles."""

import re
from collections import Counter
from collections.abc import Iterator
from datetime import date

from bot.domain.article import Article, Template
from bot.domain.desk import DeskFile, RecordSource, RequestType
from bot.domain.desk_faults import LANGUAGE, LONGEST_CHOICE, PERSON, place, unknown

TEMPLATE_VARIABLES = frozenset({"quote", "name", "agent", "shop", "ticket"})
TONE_VARIABLES = frozenset({"name", "agent", "shop"})

_PREFIX = re.compile(r"^[a-z0-9_-]{0,20}\Z")
_VARIABLE = re.compile(r"\{([^{}\s]*)\}")


def record_source(file: DeskFile, name: str) -> RecordSource | None:
    """The record source of that name, or None."""
    return next((record for record in file.records if record.name == name), None)


def texts(file: DeskFile, templates: tuple[Template, ...]) -> Iterator[str]:
    """Faults in what people read: empty texts, and variables of templates, greetings and the disclosure."""
    yield from _titles(file)
    yield from _reasons(file)
    yield from _holding(file)
    for template in templates:
        where = f'template "{template.id}" ({template.language})'
        users = [kind for kind in file.types if kind.template == template.id]
        for variable in _variables(template.body):
            yield from _template_variable(file, where, variable, users)
    for index, tone in enumerate(file.tone, 1):
        for key in ("greeting", "greeting_without_name", "closing"):
            yield from plain_variables(f"tone[{index}]: {key}", getattr(tone, key), TONE_VARIABLES)
        if "name" in _variables(tone.greeting_without_name):
            yield f"tone[{index}]: greeting_without_name must not use {{name}}"
    for language, text in file.disclosure.text.items():
        if not text.strip():
            where = f"disclosure: text.{language}"
            yield f"{where} must not be empty; leave it out for the built-in text, or write enabled = false"
        yield from plain_variables(f"disclosure: text.{language}", text, frozenset({"agent"}))
    if not _PREFIX.match(file.command_prefix):
        yield f'desk: command_prefix may hold small letters, digits and "-" only, not "{file.command_prefix}"'


def _titles(file: DeskFile) -> Iterator[str]:
    if not file.name.strip():
        yield "desk: name must not be empty"
    for table in ("queues", "types", "departments"):
        for index, entry in enumerate(getattr(file, table), 1):
            if not entry.title.strip():
                yield f"{place(table, index, entry.name)}: title must not be empty"
            elif len(entry.title) > LONGEST_CHOICE:
                where = place(table, index, entry.name)
                yield f"{where}: title may have {LONGEST_CHOICE} characters, as Slack allows no more"


def _reasons(file: DeskFile) -> Iterator[str]:
    if any(not reason.strip() for reason in file.escalation.reasons):
        yield "escalation: reasons must not hold an empty text"
    if any(len(reason) > LONGEST_CHOICE for reason in file.escalation.reasons):
        yield f"escalation: reasons may have {LONGEST_CHOICE} characters each, as Slack allows no more"


def _holding(file: DeskFile) -> Iterator[str]:
    for language, text in file.escalation.holding.items():
        where = f"escalation: holding.{language}"
        if not LANGUAGE.match(language):
            yield f'{where} must be a language of two letters such as "en" or "fr", not "{language}"'
        yield from (f"{where} must have {{{one}}} in it" for one in ("owner", "date") if one not in _variables(text))
        yield from plain_variables(where, text, frozenset({"owner", "date"}))


def _variables(text: str) -> list[str]:
    return list(dict.fromkeys(_VARIABLE.findall(text)))


def plain_variables(where: str, text: str, known: frozenset[str]) -> Iterator[str]:
    """Faults in the variables of a text that knows only these."""
    for variable in _variables(text):
        if variable not in known:
            yield unknown(where, "variable", f"{{{variable}}}", [f"{{{name}}}" for name in known])
    if re.search(r"[{}]", _VARIABLE.sub("", text)):
        example = f"{{{'name' if 'name' in known else min(known)}}}"
        yield f"{where} has a brace that belongs to no variable; write {example}"


def _template_variable(file: DeskFile, where: str, variable: str, users: list[RequestType]) -> Iterator[str]:
    if variable in TEMPLATE_VARIABLES:
        return
    source_name, _, field = variable.partition(".")
    source = record_source(file, source_name)
    if source is None or field not in {*source.fields, source.key}:
        fields = [f"{record.name}.{name}" for record in file.records for name in (*record.fields, record.key)]
        yield unknown(where, "variable", variable, [*fields, *TEMPLATE_VARIABLES])
        return
    for kind in users:
        if field != source.key and field not in kind.records.get(source_name, ()):
            yield f'{where} uses {{{variable}}}, which the type "{kind.name}" may not read; add it to its records'


def entries(articles: tuple[Article, ...], templates: tuple[Template, ...], today: date) -> Iterator[str]:
    """Faults in the front matter of articles and templates: ids, owners, languages, dates."""
    for name, count in Counter(article.id for article in articles).items():
        if count > 1:
            yield f'knowledge: the article id "{name}" is given {count} times; every id may stand once'
    for (name, language), count in Counter((template.id, template.language) for template in templates).items():
        if count > 1:
            yield f'templates: "{name}" is given {count} times in "{language}"; once for each language is enough'
    for template in templates:
        if template.id.startswith("macro:"):  # checks of macros are kept by such names (`store.overlay`)
            yield f'template "{template.id}": an id may not begin with "macro:"'
    found: list[tuple[str, Article | Template]] = [(f'article "{article.id}"', article) for article in articles]
    found += [(f'template "{template.id}" ({template.language})', template) for template in templates]
    for where, entry in found:
        if not PERSON.match(entry.owner):
            yield f'{where}: owner must name a person as "@name" or by a Slack id, not "{entry.owner}"'
        if not LANGUAGE.match(entry.language):
            yield f'{where}: language must be two letters such as "en", not "{entry.language}"'
        if entry.checked > today:
            yield f"{where}: checked ({entry.checked}) lies in the future"
        if entry.valid_until < entry.checked:
            yield f"{where}: valid_until ({entry.valid_until}) lies before checked ({entry.checked})"
        if not entry.body.strip():
            yield f"{where} has no text"
