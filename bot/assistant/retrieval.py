"""Finds the paragraphs of the knowledge that bear on a ticket. Heavy: imported in the worker only.

BM25 for each sentence of the ticket, character n-grams over titles and example questions, and what answered the nearest
past tickets, fused by reciprocal rank (Cormack et al. 2009). Sentence by sentence, because one long query drowns the
question in the story around it.
"""

import re
import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

import bm25s
import numpy as np
from bm25s import stopwords
from sklearn.feature_extraction.text import TfidfVectorizer

from bot.assistant.paragraphs import Paragraph, paragraphs
from bot.assistant.past import RRF, Past, ranks
from bot.assistant.stemming import STEMMED, stemmer
from bot.assistant.undisturbed import InTurns
from bot.domain.article import Article
from bot.domain.sentences import split

_WORDS_RRF = 10  # of BM25's lists: what many sentences agree on stands well in each
_MOST_SENTENCES = 60
_MOST_WORDS = 800  # of a ticket; a longer query only costs time
_STOP_WORDS = {
    "en": stopwords.STOPWORDS_EN_PLUS,
    "fr": stopwords.STOPWORDS_FRENCH,
    "de": stopwords.STOPWORDS_GERMAN,
    "es": stopwords.STOPWORDS_SPANISH,
    "it": stopwords.STOPWORDS_ITALIAN,
    "nl": stopwords.STOPWORDS_DUTCH,
}
_WORD = re.compile(r"[^\W\d_]{2,40}")  # no figures: which order it is says nothing about what is asked
_VERY_WORDS = 0.1  # a question that was asked in these very words is a better sign than any shared words
_LEAD = 2.5  # what an article says first is worth about one shared word that is neither rare nor common
_DANGLING = re.compile(
    r"^(?:it|its|this|that|these|those|they|them|he|she|then|there|also|but|and|so|otherwise|if so|in that case"
    r"|il|elle|ils|elles|cela|ça|ce|cette|ces|sinon|dans ce cas|mais|et|alors"
    r"|er|sie|es|dies|diese|dieser|dieses|das|dann|dabei|sonst|aber|und"
    r"|esto|eso|este|esta|estos|estas|entonces|pero|y|si no)\b",
    re.IGNORECASE,
)
MOST_QUOTED = 3


Learned = tuple[str, str, str]  # an article's id and language, and a question that it has answered
Answered = tuple[str, str, tuple[str, ...]]  # a past ticket: text, language, the articles that its reply cited


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


class _Bm25(bm25s.BM25):  # type: ignore[misc]
    """Reckons document by document in small steps, between which others have a turn."""

    def build_index_from_ids(
        self, unique_token_ids: list[int], corpus_token_ids: list[list[int]], **shown: bool
    ) -> Any:
        return super().build_index_from_ids(unique_token_ids, InTurns(corpus_token_ids), **shown)


class Index:
    """Built once over all articles, then only asked. Asking changes nothing, so that threads may share it."""

    def __init__(
        self, articles: Iterable[Article], questions: Iterable[Learned] = (), past: Iterable[Answered] = ()
    ) -> None:
        """`questions` are what articles have answered before; `past` are tickets with the articles that their replies
        cited, which help to rank and are never shown or quoted."""
        self._articles = tuple(sorted(articles, key=lambda article: (article.id, article.language)))
        self._paragraphs = tuple(paragraph for article in self._articles for paragraph in paragraphs(article))
        places: dict[tuple[str, str], list[int]] = {(a.id, a.language): [] for a in self._articles}
        for place, paragraph in enumerate(self._paragraphs):
            places[paragraph.article.id, paragraph.article.language].append(place)
        self._of_article = [places[a.id, a.language] for a in self._articles]
        if not self._paragraphs:
            return
        asked = _asked(self._articles, questions)
        self._tokens = [_tokens(_indexed(p), p.article.language) for p in self._paragraphs]
        whole = (" ".join((a.title, a.title, *asked[number], a.body)) for number, a in enumerate(self._articles))
        self._bm25 = _Bm25()
        self._bm25.index(
            [_tokens(text, a.language) for text, a in zip(whole, self._articles, strict=True)], show_progress=False
        )
        self._idf = _idf(self._tokens)
        self._unseen = max(self._idf.values())  # what a word weighs that no article has
        self._own_words = [set(_tokens(p.text, p.article.language)) for p in self._paragraphs]
        self._starts = np.cumsum([0, *(len(texts) for texts in asked[:-1])])
        self._letters = TfidfVectorizer(analyzer="char_wb", ngram_range=(3, 5), sublinear_tf=True, dtype=np.float32)
        self._asked = self._letters.fit_transform([_fold(text) for texts in asked for text in texts]).T.tocsr()
        self._past = Past([(_tokens(text, language), cited) for text, language, cited in past], self._articles)

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
        likeness = self._likeness(sentences)
        likest = likeness.max(axis=0)
        scores = self._by_words(queries) + ranks(likest) + _VERY_WORDS * likest**8 + self._preferred(prefer)
        scores += self._past.votes([token for tokens in queries for token in tokens])
        # A sentence of one telling word is like too much: "my order" is no question yet.
        telling = np.array([[min(1.0, len(set(tokens)) / 2)] for tokens in queries])
        support = (likeness * telling).max(axis=0)
        found = [
            number
            for number, article in enumerate(self._articles)
            if self._of_article[number]
            and (expired or not article.expired(today))
            and (scores[number] > 0 or article.id in prefer)
        ]
        found.sort(key=lambda number: self._order(number, scores[number], language, prefer))
        return tuple(self._hit(n, float(scores[n]), float(support[n]), queries) for n in found[:most])

    def _order(self, number: int, score: float, language: str, prefer: Sequence[str]) -> tuple[bool, bool, float, str]:
        article = self._articles[number]
        return article.id not in prefer, article.language != language, -round(float(score), 6), article.id

    def _by_words(self, queries: Sequence[list[str]]) -> Any:
        """BM25 for each sentence, fused; a sentence that says much of what the articles speak of counts for more."""
        found, weight = np.zeros(len(self._articles)), 0.0
        for tokens in queries:
            row = self._bm25.get_scores(tokens) if tokens else found
            if tokens and row.max() > 0:
                found = found + ranks(row, _WORDS_RRF) * row.max()
                weight += float(row.max())
        return found / weight if weight else found

    def _likeness(self, sentences: Sequence[str]) -> Any:
        """For each sentence and article the cosine between the sentence and its likest title or example question."""
        rows = self._letters.transform([_fold(sentence) for sentence in sentences])
        return np.maximum.reduceat((rows @ self._asked).toarray(), self._starts, axis=1)

    def _preferred(self, prefer: Sequence[str]) -> Any:
        """The order in which the owner named the articles counts like one more list."""
        places = {name: place for place, name in reversed(list(enumerate(prefer, start=1)))}
        return np.array([1.0 / (RRF + places[a.id]) if a.id in places else 0.0 for a in self._articles])

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
        weights = {token: self._idf.get(token, self._unseen) for token in tokens}
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


def _asked(articles: Sequence[Article], learned: Iterable[Learned]) -> list[list[str]]:
    """For each article its title and the questions that it answers: those of its own, and those learned since."""
    known: dict[tuple[str, str], list[str]] = {(a.id, a.language): [a.title, *a.questions] for a in articles}
    for article, language, text in learned:
        if (article, language) in known:
            known[article, language].append(text)
    return [known[a.id, a.language] for a in articles]


def _idf(documents: Sequence[list[str]]) -> dict[str, float]:
    counts: dict[str, int] = {}
    for tokens in documents:
        for token in set(tokens):
            counts[token] = counts.get(token, 0) + 1
    return {token: float(np.log(1 + len(documents) / count)) for token, count in counts.items()} or {"": 1.0}


def _tokens(text: str, language: str) -> list[str]:
    stop = _STOP_WORDS.get(language, ())
    words = [word for word in _WORD.findall(text.casefold()) if word not in stop]
    stems: list[str] = stemmer(language).stemWords(words) if language in STEMMED else words
    return [_fold(stem) for stem in stems]


def _fold(text: str) -> str:
    decomposed = unicodedata.normalize("NFKD", text.casefold())
    return "".join(letter for letter in decomposed if not unicodedata.combining(letter) and not letter.isdigit())
