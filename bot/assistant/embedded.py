"""The assistant that needs no key and no network: trained on the desk file, quoting the desk's own articles.

Importing this module is cheap. What is heavy (scikit-learn, numpy, bm25s) is imported by the first question, in a
thread, so that only the process that asks pays for it.
"""

import asyncio
import threading
from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING

import structlog

from bot.assistant import drafting, phrases, training, wishes
from bot.assistant.language import language_of
from bot.assistant.summary import customer_text, summarise
from bot.assistant.undisturbed import undisturbed
from bot.domain.article import Article, Template
from bot.domain.case import Case
from bot.domain.desk import Desk
from bot.domain.draft import Evidence, Suggestion, Summary, Withheld
from bot.domain.grounding import check, rests_on_something
from bot.domain.lessons import NOTHING_LEARNED, Lessons
from bot.domain.overlay import ref_of
from bot.domain.triage import Guess

if TYPE_CHECKING:
    from bot.assistant.classifier import Classifier
    from bot.assistant.delicate import Delicate
    from bot.assistant.retrieval import Hit, Index

_log = structlog.get_logger()
_LEAST_SUPPORT = 0.35  # below it, finding an article is a coincidence, even one that the type names
_LEAST_TO_QUOTE = 0.6  # the same for quoting it to a customer
_MOST_PASSAGES = 4
_MOST_FOUND = 8
_LEAST_FOUND = 0.2  # for people who look something up: they see at once what does not fit
_RECORD_REASONS = {
    "foreign": Withheld.FOREIGN_RECORD,
    "unknown": Withheld.UNKNOWN_RECORD,
    "unreachable": Withheld.RECORD_UNREACHABLE,
}


class Embedded:
    """Fulfils `bot.flow.ports.Assistant`. The same desk and the same case always give the same answer."""

    name = "embedded"

    def __init__(self, desk: Desk, lessons: Lessons = NOTHING_LEARNED) -> None:
        """`lessons` are what people have decided; they are trained on like the desk file's own phrases."""
        self._desk = desk
        self._subject = training.subject(desk, lessons)
        self._learned: training.Learned | None = None
        self._taught = asyncio.Lock()
        # One each, so that two questions at the start do not do the same work, nor wait for what they do not need.
        self._learning, self._indexing, self._listening = threading.Lock(), threading.Lock(), threading.Lock()
        self._classifier: tuple[Classifier, Delicate] | None = None
        self._index: Index | None = None

    async def warm(self) -> None:
        """Index, load and train now instead of at the first question. Safe to call twice; the second does nothing.

        A child that is learning meanwhile is not waited for.
        """
        if self._learned is not None:
            return
        language = self.language_of("Where is my order, please?", self._desk.file.language)
        await asyncio.gather(asyncio.to_thread(self._indexed), language)
        await asyncio.to_thread(self._learned_classifier)

    async def classify(self, text: str, language: str) -> Guess:
        """What type of request `text` is, and what delicate matter it sounds like, from all languages' phrases: a wrong
        `language` does no harm."""

        def told() -> Guess:
            classifier, delicate = self._learned_classifier()
            return replace(classifier.guess(text), delicate=delicate.chances(text))

        return await asyncio.to_thread(told)

    async def learn(self, lessons: Lessons) -> None:
        """Learn anew from the desk and from `lessons`, in a child process, and answer by that from then on.

        Questions are answered meanwhile by what was learned before, and so where this fails. Raises `LearningFailed`.
        """
        async with self._taught:
            self._learned = await training.in_child(training.subject(self._desk, lessons))

    async def language_of(self, text: str, fallback: str) -> str:
        """The language of `text`, or `fallback` where it is too short to tell."""
        spoken = {language for kind in self._desk.file.types for language in kind.examples} | {self._desk.file.language}

        def told() -> str:
            with self._listening:
                return language_of(text, spoken, fallback)

        return await asyncio.to_thread(told)

    async def suggest(self, case: Case) -> Suggestion:
        """A suggestion with its summary, or the reason for none. Never raises for what is in a case."""
        try:
            return await asyncio.to_thread(self._suggest, case)
        except Exception as error:
            # Whatever went wrong, the ticket still gets its card; the text of a case may stand in the message.
            _log.error("suggestion_failed", ticket=case.ticket_id, error=type(error).__name__)
            summary = Summary(asked=case.type.title if case.type else "")
            return Suggestion(engine=self.name, language=case.language, summary=summary, withheld=Withheld.FAILED)

    async def quotable(self, case: Case) -> tuple[tuple[Article, str], ...]:
        """Articles that may be quoted to the customer of a case, each with the paragraph that bears on it, best first:
        written for customers, in their language, not past their date, and named by the type's owner if any is."""
        return await asyncio.to_thread(self._quotable, case)

    async def find(self, desk: Desk, text: str, language: str, today: date) -> tuple[tuple[Article, str], ...]:
        """Articles for the team to read, best first, whoever they are written for and whatever their date: those that
        share something of the text."""

        def told() -> tuple[tuple[Article, str], ...]:
            hits = self._indexed().search(text, language, today, most=_MOST_FOUND, expired=True)
            found = [_as_it_stands(desk, hit) for hit in hits if hit.support >= _LEAST_FOUND]
            return tuple((hit.article, " ".join(hit.quotes)) for hit in found)

        return await asyncio.to_thread(told)

    def _quotable(self, case: Case) -> tuple[tuple[Article, str], ...]:
        named = bool(case.type and case.type.articles)
        return tuple(
            (hit.article, hit.paragraph.text)
            for hit in self._search(case)
            if hit.article.audience == "customer"
            and hit.article.language == case.language
            and not hit.article.expired(case.today)
            and (_named(hit, case) if named else hit.support >= _LEAST_SUPPORT)
        )[:_MOST_PASSAGES]

    def _learned_classifier(self) -> "tuple[Classifier, Delicate]":
        if self._learned is not None:
            return self._learned.classifier, self._learned.delicate
        with self._learning:
            if self._classifier is None:
                with undisturbed():
                    self._classifier = training.classifier(self._subject), training.delicate(self._subject)
            return self._classifier

    def _indexed(self) -> "Index":
        if self._learned is not None:
            return self._learned.index
        with self._indexing:
            if self._index is None:
                with undisturbed():
                    self._index = training.index(self._subject)
            return self._index

    def _suggest(self, case: Case) -> Suggestion:
        found = self._search(case)
        hits = [hit for hit in found if not hit.article.expired(case.today)]
        base = Suggestion(engine=self.name, language=case.language, summary=summarise(case, _passages(case, hits)))
        refused = _refused(case)
        return replace(base, withheld=refused[0], facts=refused[1]) if refused else _draft(case, base, found)

    def _search(self, case: Case) -> "tuple[Hit, ...]":
        prefer = case.type.articles if case.type else ()
        found = self._indexed().search(
            customer_text(case), case.language, case.today, prefer=prefer, most=12, expired=True
        )
        return tuple(_as_it_stands(case.desk, hit) for hit in found)


def _as_it_stands(desk: Desk, hit: "Hit") -> "Hit":
    """What people have decided about an article since stands in the case's desk, not in the index."""
    article = desk.article(hit.article.id) or hit.article
    return replace(hit, paragraph=replace(hit.paragraph, article=article))


def _passages(case: Case, hits: "Sequence[Hit]") -> list[Evidence]:
    """What the agent may want to read, in a language that they or the customer use if there is anything in it."""
    useful = [hit for hit in hits if _named(hit, case) or hit.support >= _LEAST_SUPPORT]
    readable = [hit for hit in useful if hit.article.language in (case.language, case.team_language)]
    return [drafting.article_evidence(hit.article, hit.paragraph.text) for hit in (readable or useful)[:_MOST_PASSAGES]]


def _named(hit: "Hit", case: Case) -> bool:
    """Whether the type's owner named the article in the desk file."""
    return case.type is not None and hit.article.id in case.type.articles


def _refused(case: Case) -> tuple[Withheld, dict[str, str]] | None:
    """What the gate has decided already, once more: a caller's mistake must not become a draft."""
    if case.level != "none":
        reason = Withheld.SENSITIVE if case.level == "sensitive" else Withheld.CAUTION
        return reason, {"classes": ", ".join(case.classes)}
    for record in case.records:
        if record.state in _RECORD_REASONS:
            return _RECORD_REASONS[record.state], {"source": record.source, "key": record.key}
    if case.type is None or not case.type_certain:
        return Withheld.UNSURE_TYPE, {"type": case.guess.type or "", "confidence": f"{case.guess.confidence:.2f}"}
    return None


def _draft(case: Case, base: Suggestion, found: "Sequence[Hit]") -> Suggestion:
    """`found` are all articles that bear on the case, those past their date among them."""
    template = drafting.template_for(case)
    if refused := _template_refused(case, template):
        return replace(base, withheld=refused[0], facts=refused[1])
    hits = [hit for hit in found if not hit.article.expired(case.today)]
    alone = not case.type_by_person and not drafting.tells_of_records(case, template)
    chosen = _to_quote(case, hits, alone=alone)
    if alone and (better := _better_but_expired(case, found, chosen)):
        reason, facts = _out(better)
        return replace(base, withheld=reason, facts=facts)
    brief = wishes.shorter(case.wish)
    quoted = [drafting.Quoted(hit.article, hit.quotes[:1] if brief else hit.quotes) for hit in chosen]
    try:
        sentences = drafting.write(case, template, quoted)
    except drafting.EssentialMissing as missing:
        return replace(base, withheld=Withheld.NO_SOURCE, facts={"missing": missing.variable})
    sources = drafting.sources_of(case, template, [piece.article for piece in quoted])
    checked = check(sentences, sources)
    if rests_on_something(checked):
        shortened = brief and any(len(hit.quotes) > 1 for hit in chosen)
        return replace(base, sentences=checked, facts=wishes.followed(case.wish, shortened=shortened))
    reason, facts = _unsupported(case, hits)
    return replace(base, withheld=reason, facts=facts)


def _template_refused(case: Case, template: Template | None) -> tuple[Withheld, dict[str, str]] | None:
    wanted = case.type.template if case.type else ""
    if template is None and (wanted or case.language not in phrases.SPOKEN):
        others = sorted({t.language for t in case.desk.templates if t.id == wanted})
        return Withheld.OTHER_LANGUAGE, {"language": case.language, "languages": ", ".join(others)}
    if template is not None and template.expired(case.today):
        return _out(template)
    return None


def _better_but_expired(case: Case, found: "Sequence[Hit]", chosen: "Sequence[Hit]") -> Article | None:
    """A customers' article past its date that clearly shares the question, and more of it than what would be quoted."""
    least = max([_LEAST_TO_QUOTE, *(hit.support for hit in chosen)])
    past = [
        hit
        for hit in found
        if hit.article.audience == "customer"
        and hit.article.language == case.language
        and hit.article.expired(case.today)
        and hit.support >= least
    ]
    return max(past, key=lambda hit: hit.support).article if past else None


def _to_quote(case: Case, hits: "Sequence[Hit]", *, alone: bool) -> "Sequence[Hit]":
    """The one article to quote: written for customers and in the customer's language.

    Where the type's owner has named articles, only those: a sentence from elsewhere is true, but may answer something
    that was not asked. Where nothing else answers (`alone`) and no person has named the type, they too must share
    something of the question. Where none is named, one that clearly shares it.
    """
    chosen = bool(case.type and case.type.articles)
    least = _LEAST_SUPPORT if alone else 0.0
    return [
        hit
        for hit in hits
        if hit.article.audience == "customer"
        and hit.article.language == case.language
        and (_named(hit, case) and hit.support >= least if chosen else hit.support >= _LEAST_TO_QUOTE)
    ][:1]


def _unsupported(case: Case, hits: "Sequence[Hit]") -> tuple[Withheld, dict[str, str]]:
    """Why nothing supports a draft: the source has expired, stands in another language, or does not exist."""
    named = [article for name in (case.type.articles if case.type else ()) if (article := case.desk.article(name))]
    for article in named:
        if article.audience == "customer" and article.language == case.language and article.expired(case.today):
            return _out(article)
    translated = any(article.language == case.language for article in named)
    for hit in hits:
        article = hit.article
        other = article.audience == "customer" and article.language != case.language
        if other and (hit.support >= _LEAST_TO_QUOTE or (_named(hit, case) and not translated)):
            facts = {"language": case.language, "languages": article.language, "title": article.title}
            return Withheld.OTHER_LANGUAGE, facts
    return Withheld.NO_SOURCE, {"type": case.type.title if case.type else ""}


def _out(entry: Article | Template) -> tuple[Withheld, dict[str, str]]:
    """Why an article or template may not be used: it is held back, or past its date."""
    facts = {"title": entry.title, "owner": entry.owner, "entry": f"{ref_of(entry).kind}:{entry.id}:{entry.language}"}
    if entry.quarantine:
        return Withheld.QUARANTINED, {**facts, "why": entry.quarantine}
    return Withheld.STALE_SOURCE, {**facts, "valid_until": entry.valid_until.isoformat()}
