"""Finds the paragraphs of the knowledge that bear on a ticket. Heavy: imported in the worker only.

BM25 for each sentence of the ticket and character n-grams over titles and example questions, fused by reciprocal rank
(Cormack et al. 2009). Sentence by sentence, because one long query drowns the question in the story around it.
"""

import re
import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache
from typing import Any

import bm25s
import numpy as np
import Stemmer
from bm25s import stopwords
from sklearn.feature_extraction.text import TfidfVectorizer

from bot.assistant.paragraphs import Paragraph, paragraphs
from bot.domain.article import Article
from bot.domain.sentences import split

_RRF = 60
_MOST_SENTENCES = 12
_MOST_WORDS = 200  # of a ticket; what it is about has been said by then, and a longer query only costs time
_STEMMERS = {"en": "english", "fr": "french", "de": "german", "es": "spanish", "it": "italian", "nl": "dutch"}
_STOP_WORDS = {
    "en": stopwords.STOPWORDS_EN_PLUS,
    "fr": stopwords.STOPWORDS_FRENCH,
    "de": stopwords.STOPWORDS_GERMAN,
    "es": stopwords.STOPWORDS_SPANISH,
    "it": stopwords.STOPWORDS_ITALIAN,
    "nl": stopwords.STOPWORDS_DUTCH,
}
_WORD = re.compile(r"[^\W\d_]{2,40}")  # no figures: which order it is says nothing about what is asked
_LIKENESS = 2.0  # an example question that was asked in these words is a better sign than shared words
_LEAD = 2.5  # what an article says first is worth about one shared word that is neither rare nor common
_DANGLING = re.compile(
    r"^(?:it|its|this|that|these|those|they|them|he|she|then|there|also|but|and|so|otherwise|if so|in that case"
    r"|il|elle|ils|elles|cela|ça|ce|cette|ces|sinon|dans ce cas|mais|et|alors"
    r"|er|sie|es|dies|diese|dieser|dieses|das|dann|dabei|sonst|aber|und"
    r"|esto|eso|este|esta|estos|estas|entonces|pero|y|si no)\b",
    re.IGNORECASE,
)
MOST_QUOTED = 3


@dataclass(frozen=True, slots=True)
class Hit:
    """A paragraph found. `support` (0 to 1) says how much of the ticket's question it shares; `score` only orders."""

    paragraph: Paragraph
    score: float
    support: float
    quotes: tuple[str, ...]  # the one to three sentences of the article that bear on the ticket most

    @property
    def article(self) -> Article:
        return self.paragraph.article


class Index:
    """Built once over all articles, then only asked. Asking changes nothing, so that threads may share it."""

    def __init__(self, articles: Iterable[Article]) -> None:
        self._articles = tuple(sorted(articles, key=lambda article: (article.id, article.language)))
        self._paragraphs = tuple(paragraph for article in self._articles for paragraph in paragraphs(article))
        self._of_article = [
            [place for place, paragraph in enumerate(self._paragraphs) if paragraph.article is article]
            for article in self._articles
        ]
        if not self._paragraphs:
            return
        self._tokens = [_tokens(_indexed(p), p.article.language) for p in self._paragraphs]
        asked_for = [_tokens(" ".join((a.title, *a.questions)), a.language) for a in self._articles]
        self._bm25 = bm25s.BM25()
        self._bm25.index([*self._tokens, *asked_for], show_progress=False)
        self._idf = _idf(self._tokens)
        self._own_words = [set(_tokens(p.text, p.article.language)) for p in self._paragraphs]
        asked = [(number, text) for number, a in enumerate(self._articles) for text in (a.title, *a.questions)]
        self._asked_article = np.array([number for number, _ in asked])
        self._letters = TfidfVectorizer(analyzer="char_wb", ngram_range=(3, 5), sublinear_tf=True)
        self._asked = self._letters.fit_transform([_fold(text) for _, text in asked])

    def search(
        self, text: str, language: str, today: date, *, prefer: Sequence[str] = (), most: int = 5, expired: bool = False
    ) -> tuple[Hit, ...]:
        """The best paragraph of each of the `most` best articles that have not expired, best first.

        Articles named in `prefer` stand before all others, in the order of their scores; those in `language` before
        those in another. Internal ones are among them: who may see what is for the caller to decide. With `expired`
        those past their date are among them too, so that it can be said what would have answered.
        """
        sentences = _queries(text)
        if not self._paragraphs or not sentences:
            return ()
        queries = [_tokens(sentence, language) for sentence in sentences]
        by_words = np.vstack([self._bm25.get_scores(tokens) for tokens in queries if tokens] or [self._no_scores()])
        likeness = self._likeness(sentences)
        scores = self._fused(by_words, likeness.max(axis=0)) + self._preferred(prefer)
        # A sentence of one telling word is like too much: "my order" is no question yet.
        telling = np.array([[min(1.0, len(set(tokens)) / 2)] for tokens in queries])
        support = (likeness * telling).max(axis=0)
        hits = [
            self._hit(number, float(scores[number]), float(support[number]), queries)
            for number, article in enumerate(self._articles)
            if self._of_article[number]
            and (expired or not article.expired(today))
            and (scores[number] > 0 or article.id in prefer)
        ]
        hits.sort(
            key=lambda hit: (hit.article.id not in prefer, hit.article.language != language, -hit.score, hit.article.id)
        )
        return tuple(hits[:most])

    def _no_scores(self) -> Any:
        return np.zeros(len(self._paragraphs) + len(self._articles))

    def _likeness(self, sentences: Sequence[str]) -> Any:
        """For each sentence and article the cosine between the sentence and its likest title or example question."""
        rows = self._letters.transform([_fold(sentence) for sentence in sentences])
        cosines = (rows @ self._asked.T).toarray()
        likest = np.zeros((len(sentences), len(self._articles)))
        for number in range(len(self._articles)):
            likest[:, number] = cosines[:, self._asked_article == number].max(axis=1)
        return likest

    def _fused(self, by_words: Any, likeness: Any) -> Any:
        fused = np.zeros(len(self._articles))
        for row in by_words:
            own = row[len(self._paragraphs) :]
            best = np.array([max(own[n], *row[places]) if places else 0.0 for n, places in enumerate(self._of_article)])
            fused += _reciprocal_ranks(best) / len(by_words)
        return fused + _LIKENESS * _reciprocal_ranks(likeness)

    def _preferred(self, prefer: Sequence[str]) -> Any:
        """The order in which the owner named the articles counts like one more list."""
        places = {name: place for place, name in reversed(list(enumerate(prefer, start=1)))}
        return np.array([1.0 / (_RRF + places[a.id]) if a.id in places else 0.0 for a in self._articles])

    def _hit(self, number: int, score: float, likeness: float, queries: Sequence[list[str]]) -> Hit:
        places = self._of_article[number]
        wanted = {token for tokens in queries for token in tokens}
        worth = {place: self._weight(wanted & self._own_words[place]) for place in places}
        lead = places[0]
        best = max(places, key=lambda place: (round(worth[place] + _LEAD / (1 + place - lead), 5), -place))
        quotes = self._quotes(self._paragraphs[best], wanted)
        first = self._paragraphs[lead].sentences
        if best != lead and worth[lead] > 0 and len(first) + len(quotes) <= MOST_QUOTED:
            quotes = (*first, *quotes)
        covered = max(self._covered(tokens, set(self._tokens[best])) for tokens in queries)
        return Hit(self._paragraphs[best], score, max(likeness, covered), quotes)

    def _weight(self, tokens: Iterable[str]) -> float:
        return sum(sorted(self._idf.get(token, 0.0) for token in tokens))

    def _covered(self, tokens: Sequence[str], within: set[str]) -> float:
        """The part of a query, by weight of its words, that stands in a text. Words never seen weigh most."""
        most = max(self._idf.values())
        weights = {token: self._idf.get(token, most) for token in tokens}
        if len(weights) < 2:
            return 0.0
        return sum(weight for token, weight in weights.items() if token in within) / sum(weights.values())

    def _quotes(self, paragraph: Paragraph, wanted: set[str]) -> tuple[str, ...]:
        """The whole paragraph if it is short, else the sentences in a row around the one that answers best."""
        sentences = paragraph.sentences
        if len(sentences) <= MOST_QUOTED:
            return sentences
        language = paragraph.article.language
        worth = [self._weight(wanted & set(_tokens(sentence, language))) for sentence in sentences]
        start = max(range(len(sentences)), key=lambda place: (worth[place], -place))
        end = start + 1
        while start > 0 and end - start < MOST_QUOTED and _DANGLING.match(sentences[start]):
            start -= 1
        while end < len(sentences) and end - start < MOST_QUOTED and (worth[end] or _DANGLING.match(sentences[end])):
            end += 1
        return sentences[start:end]


def _indexed(paragraph: Paragraph) -> str:
    return f"{paragraph.article.title} {paragraph.heading} {paragraph.text}"


def _queries(text: str) -> list[str]:
    """The first sentences of a ticket, at most `_MOST_WORDS` words of them in all."""
    queries: dict[str, None] = {}  # each once: a subject often says what the text says
    left = _MOST_WORDS
    for sentence in split(text[:8000])[:_MOST_SENTENCES]:
        words = sentence.split()[:left]
        left -= len(words)
        if any(letter.isalpha() for letter in sentence):
            queries[" ".join(words)[:1500]] = None
        if left <= 0:
            break
    return list(queries)


def _reciprocal_ranks(scores: Any) -> Any:
    """1 / (60 + rank) for everything that scored at all; equal scores share the better rank."""
    rounded = np.round(scores, 5)
    ranks = np.array([1 + int((rounded > score).sum()) for score in rounded])
    return np.where(rounded > 0, 1.0 / (_RRF + ranks), 0.0)


def _idf(documents: Sequence[list[str]]) -> dict[str, float]:
    counts: dict[str, int] = {}
    for tokens in documents:
        for token in set(tokens):
            counts[token] = counts.get(token, 0) + 1
    return {token: float(np.log(1 + len(documents) / count)) for token, count in counts.items()} or {"": 1.0}


def _tokens(text: str, language: str) -> list[str]:
    stop = _STOP_WORDS.get(language, ())
    words = [word for word in _WORD.findall(text.casefold()) if word not in stop]
    stems: list[str] = _stemmer(language).stemWords(words) if language in _STEMMERS else words
    return [_fold(stem) for stem in stems]


@cache
def _stemmer(language: str) -> Any:
    return Stemmer.Stemmer(_STEMMERS[language])


def _fold(text: str) -> str:
    decomposed = unicodedata.normalize("NFKD", text.casefold())
    return "".join(letter for letter in decomposed if not unicodedata.combining(letter) and not letter.isdigit())
