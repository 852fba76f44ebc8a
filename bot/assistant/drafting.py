"""Writes a draft: the team's own template, the customer's own record values, and sentences quoted from articles.

Nothing is generated. A template is read line by line:

- `{orders.status}` takes the field `status` of the customer's own record of the source `orders`; `{name}` is the
  customer's first name, `{shop}` the desk's name. A line whose variable has no value is left out, and so is one that
  mixes two sources.
- `! ` at the beginning marks a line without which there is no draft; the mark itself is not sent.
- `{quote}` alone on a line stands for the sentences quoted from articles. Without any, the line goes, and with it one
  just before that ends in a colon.
- Lines with a record's variables are repeated where a ticket names several own records of that source.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from bot.assistant.formats import written
from bot.assistant.summary import customer_text
from bot.domain import tone
from bot.domain.article import Article, Template
from bot.domain.case import Case
from bot.domain.desk import Tone
from bot.domain.draft import Evidence, Sentence
from bot.domain.grounding import Sources
from bot.domain.record import LinkedRecord
from bot.domain.tone import TONE

_VARIABLE = re.compile(r"\{([a-z_]\w*)(?:\.([a-z_]\w*))?\}")
_QUOTE = "{quote}"
_ESSENTIAL = "! "


class EssentialMissing(Exception):
    """An essential line of the template has no value; `variable` says which."""

    def __init__(self, variable: str) -> None:
        super().__init__(variable)
        self.variable = variable


@dataclass(frozen=True, slots=True)
class Quoted:
    article: Article
    sentences: tuple[str, ...]


def template_for(case: Case) -> Template | None:
    """The template of the case's type in the customer's language, also when it has expired."""
    if case.type is None or not case.type.template:
        return None
    found = (t for t in case.desk.templates if t.id == case.type.template and t.language == case.language)
    return next(found, None)


def tone_for(case: Case) -> Tone:
    """Greeting and closing for the customer's segment and language, else for the language, else the built-in ones."""
    return tone.tone_for(case.desk.file, case.customer, case.language)


def write(case: Case, template: Template | None, quoted: Sequence[Quoted]) -> tuple[Sentence, ...]:
    """The draft's sentences, each with what it rests on. Raises `EssentialMissing`.

    Without a template the draft is greeting, quoted sentences and closing.
    """
    return framed(case, _Body(case, template, _known(case)).sentences(quoted))


def framed(case: Case, body: Sequence[Sentence]) -> tuple[Sentence, ...]:
    """`body` between the greeting and the closing of the team's tone."""
    return tone.framed(tone_for(case), _known(case), body)


def sources_of(case: Case, template: Template | None, articles: Sequence[Article]) -> Sources:
    """What `bot.domain.grounding.check` may hold a draft of this case against."""
    used = tone_for(case)
    wordings = {TONE: "\n".join((used.greeting, used.greeting_without_name, used.closing))}
    if template:
        wordings[template.id] = template.body
    known = tuple(value for value in _known(case).values() if value)
    return Sources(
        articles=tuple(articles), records=case.records, wordings=wordings, known=known, asked=customer_text(case)
    )


def _known(case: Case) -> dict[str, str]:
    return tone.known(case.desk.file, case.customer, case.language)


def tells_of_records(case: Case, template: Template | None) -> bool:
    """Whether the template has something of the customer's own records to say, and so answers without an article."""
    own = {record.source: record.fields for record in case.records if record.state == "own"}
    named = _VARIABLE.findall(template.body) if template else []
    return any(field and own.get(source, {}).get(field, "").strip() for source, field in named)


class _Body:
    """The part between greeting and closing, line by line."""

    def __init__(self, case: Case, template: Template | None, known: Mapping[str, str]) -> None:
        self._case = case
        self._template = template
        self._known = known

    def sentences(self, quoted: Sequence[Quoted]) -> list[Sentence]:
        found: list[Sentence] = []
        lines = self._template.body.strip().splitlines() if self._template else [_QUOTE]
        for group, source in self._groups(lines):
            for record in self._records(source):
                for line in group:
                    self._add(line.strip(), record, quoted, found)
        return tone.ended(found)

    def _groups(self, lines: Sequence[str]) -> list[tuple[list[str], str]]:
        """Neighbouring lines that speak of the same record source belong together."""
        groups: list[tuple[list[str], str]] = []
        for line in lines:
            source = next((name for name, field in _VARIABLE.findall(line) if field), "")
            if groups and groups[-1][1] == source:
                groups[-1][0].append(line)
            else:
                groups.append(([line], source))
        return groups

    def _records(self, source: str) -> Sequence[LinkedRecord | None]:
        own = [record for record in self._case.records if record.source == source and record.state == "own"]
        return own or [None]

    def _add(self, line: str, record: LinkedRecord | None, quoted: Sequence[Quoted], found: list[Sentence]) -> None:
        if not line:
            if found:
                found[-1] = tone.with_end(found[-1], "\n\n")
            return
        if line == _QUOTE:
            quotes = [_quotation(piece.article, text) for piece in quoted for text in piece.sentences]
            if quotes:
                found += [*quotes[:-1], tone.with_end(quotes[-1], "\n")]
            elif found and found[-1].text.rstrip().endswith(":"):
                found.pop()
            return
        sentence = self._filled(line.removeprefix(_ESSENTIAL), record, essential=line.startswith(_ESSENTIAL))
        if sentence:
            found.append(sentence)

    def _filled(self, line: str, record: LinkedRecord | None, *, essential: bool) -> Sentence | None:
        assert self._template is not None  # noqa: S101 - only templates have lines other than {quote}
        evidence = [template_evidence(self._template, line)]
        values: dict[str, str] = {}
        for name, field in _VARIABLE.findall(line):
            value = self._value(name, field, record)
            if not value:
                if essential:
                    raise EssentialMissing(f"{name}.{field}" if field else name)
                return None
            values[f"{name}.{field}"] = value
            if field and record:
                evidence.append(record_evidence(record, field, value))
        text = _VARIABLE.sub(lambda found: values[f"{found[1]}.{found[2] or ''}"], line)
        return Sentence(text=text + "\n", evidence=tuple(evidence))

    def _value(self, name: str, field: str, record: LinkedRecord | None) -> str:
        if not field:
            return self._known.get(name, "")
        if record is None or record.source != name:
            return ""
        return written(" ".join(record.fields.get(field, "").split()), self._case.language)


def template_evidence(template: Template, line: str) -> Evidence:
    """What a card needs in order to name the template and its age beside a line of it."""
    return Evidence(
        kind="template",
        id=template.id,
        version=template.version,
        title=template.title,
        owner=template.owner,
        quote=line,
        checked=template.checked,
        valid_until=template.valid_until,
    )


def record_evidence(record: LinkedRecord, field: str, value: str) -> Evidence:
    """A field of the customer's own record, with its value as it is written."""
    return Evidence(kind="record", id=f"{record.source}:{record.key}", field=field, quote=value, read_at=record.read_at)


def article_evidence(article: Article, quote: str) -> Evidence:
    """What a card needs in order to name the article and its age beside a quote."""
    return Evidence(
        kind="article",
        id=article.id,
        version=article.version,
        title=article.title,
        owner=article.owner,
        quote=quote,
        checked=article.checked,
        valid_until=article.valid_until,
    )


def _quotation(article: Article, text: str) -> Sentence:
    return Sentence(text=text + " ", evidence=(article_evidence(article, text),))
