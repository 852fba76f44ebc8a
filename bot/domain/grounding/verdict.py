"""The first fault of each sentence: of its evidence, then of its wording, the grave ones before the others."""

from collections.abc import Iterable
from dataclasses import replace

from bot.domain.article import Article, Template
from bot.domain.draft import Evidence, Sentence
from bot.domain.grounding import asked, figures, wording
from bot.domain.grounding.faults import Fault, Sources
from bot.domain.grounding.texts import QUOTES, VARIABLE, plain, stands_in


def check(sentences: Iterable[Sentence], sources: Sources) -> tuple[Sentence, ...]:
    """The same sentences, each with `flag` set to the first fault found in it, or emptied where there is none."""
    return tuple(replace(sentence, flag=_fault(sentence, sources) or "") for sentence in sentences)


def rests_on_something(sentences: Iterable[Sentence]) -> bool:
    """Whether any sentence without a flag cites an article or a record. A draft that does not is never shown."""
    return any(
        evidence.kind in ("article", "record")
        for sentence in sentences
        if not sentence.flag
        for evidence in sentence.evidence
    )


def retells(line: str, text: str) -> bool:
    """Whether a line says nothing that a text does not: no link, figure or word of it stands elsewhere only."""
    if not wording.links(line) <= wording.links(text) or not figures.of(line) <= figures.of(text):
        return False
    return not wording.strays(line, text)


def _fault(sentence: Sentence, sources: Sources) -> Fault | None:
    if not sentence.text.strip():
        return None
    if not sentence.evidence:
        return Fault.NO_SOURCE
    said: list[str] = []
    values: list[str] = list(sources.known)
    for evidence in sentence.evidence:
        if fault := _evidence_fault(evidence, sources):
            return fault
        (values if evidence.kind == "record" else said).append(evidence.quote)
    if sources.language and not wording.in_language(sentence.text, sources.language):
        return Fault.LANGUAGE
    if fault := _wording_fault(sentence.text, said, values, sources.vocabulary):
        return fault
    return Fault.ASKED if asked.said_already(sentence.text, sources) else None


def _evidence_fault(evidence: Evidence, sources: Sources) -> Fault | None:
    """Whether the evidence itself is as it says: the right version, the quote in it, the value in the record."""
    if evidence.kind == "article":
        article = next((a for a in sources.articles if (a.id, a.version) == (evidence.id, evidence.version)), None)
        if article is None:
            return Fault.UNKNOWN_SOURCE
        return _entry_fault(article, evidence.quote, article.body, sources)
    if evidence.kind == "template":
        body = sources.wordings.get(evidence.id)
        if body is None:
            return Fault.UNKNOWN_SOURCE
        template = next((t for t in sources.templates if t.id == evidence.id), None)
        return _entry_fault(template, evidence.quote, body, sources)
    return _record_fault(evidence, sources)


def _entry_fault(entry: Article | Template | None, quote: str, body: str, sources: Sources) -> Fault | None:
    if isinstance(entry, Article) and entry.audience != "customer":
        return Fault.INTERNAL
    if not stands_in(quote, body):
        return Fault.QUOTE
    if entry and sources.language and entry.language != sources.language:
        return Fault.LANGUAGE
    return Fault.EXPIRED if entry and sources.today and entry.expired(sources.today) else None


def _record_fault(evidence: Evidence, sources: Sources) -> Fault | None:
    record = next((r for r in sources.records if f"{r.source}:{r.key}" == evidence.id), None)
    if record is None or record.state != "own" or evidence.field not in record.fields:
        return Fault.UNKNOWN_SOURCE
    if not figures.same_value(evidence.quote, record.fields[evidence.field]):
        return Fault.QUOTE
    read_at = record.read_at
    return Fault.OLD_RECORD if sources.now and read_at and sources.now - read_at > sources.fresh else None


def _wording_fault(text: str, said: list[str], values: list[str], vocabulary: str) -> Fault | None:
    if any(_same(text, quote) for quote in said):
        return None  # word for word: whatever stands in it, its source says so
    fixed = [VARIABLE.sub(" ", line) for line in said]
    source = plain(" ".join([*fixed, *values]))
    if wording.has_placeholder(text, source):
        return Fault.PLACEHOLDER
    if not wording.links(text) <= wording.links(source):
        return Fault.LINK
    if not wording.promises(text) <= wording.promises(source):
        return Fault.PROMISE
    if wording.strays(text, source, vocabulary):
        return Fault.WORDING
    if figures.strays(text, [plain(line) for line in fixed], values):
        return Fault.NUMBER
    if said and wording.polarity(text, values) != wording.polarity(" ".join(fixed)):
        return Fault.POLARITY
    return None if wording.names(text) <= wording.words(source) else Fault.NAME


def _same(text: str, quote: str) -> bool:
    return not VARIABLE.search(quote) and plain(text).translate(QUOTES) == plain(quote).translate(QUOTES)
