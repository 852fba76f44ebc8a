"""Whether a draft says only what its sources say. Pure checks on sentences, the same for every engine.

They are for wording that stays close to its source: a changed number, date, amount, link, name or negation, a quote
that does not stand in its article, and a promise that no source makes are found. A paraphrase that keeps all of these
and still says something else is not; for that the agent reads quote and date beside the draft.
"""

import re
import unicodedata
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from enum import StrEnum

from bot.domain.article import Article
from bot.domain.draft import Evidence, Sentence
from bot.domain.record import LinkedRecord


class Fault(StrEnum):
    """Why a sentence should be looked at twice; the value stands in `Sentence.flag`."""

    NO_SOURCE = "no source is named"
    UNKNOWN_SOURCE = "its source is not among those looked up"
    QUOTE = "the quote does not stand in its source"
    NUMBER = "a number or date that its source does not have"
    LINK = "a link or address that its source does not have"
    NAME = "a name that its source does not have"
    POLARITY = "a yes and a no differ from its source"
    PROMISE = "a promise that its source does not make"
    ASKED = "it asks what the customer seems to have said already"


@dataclass(frozen=True, slots=True, kw_only=True)
class Sources:
    """Everything that a draft was allowed to rest on.

    `wordings` are the team's own fixed texts by id (templates, greetings and closings), with their variables unfilled;
    `known` are the values for variables such as the customer's first name; `asked` is what the customer wrote.
    """

    articles: tuple[Article, ...] = ()
    records: tuple[LinkedRecord, ...] = ()
    wordings: Mapping[str, str] = field(default_factory=dict)
    known: tuple[str, ...] = ()
    asked: str = ""


_MARKS = re.compile(r"\*\*|__|`|(?<!\w)[*_](?=\w)|(?<=\w)[*_](?!\w)")
_BLANKS = re.compile(r"[ \t\r\n\f\v]+")  # not the narrow space within a French number
_MARKDOWN_LINK = re.compile(r"\[([^\]]+)\]\(([^)\s]+)\)")
_LINK = re.compile(r"https?://[^\s)>\]]+|www\.[^\s)>\]]+|[\w.+-]+@[\w-]+\.[\w.-]+", re.IGNORECASE)
_NUMBER = re.compile(r"\d+(?:[.,\u00a0\u202f']\d+)*")
_CURRENCY = re.compile(r"[€$£%]|\b(?:eur|usd|gbp|chf)\b", re.IGNORECASE)
_WORD = re.compile(r"[^\W\d_]+(?:['’-][^\W\d_]+)*")
_VARIABLE = re.compile(r"\{[^{}]*\}")
_QUOTES = str.maketrans({"’": "'", "‘": "'", "“": '"', "”": '"', "«": '"', "»": '"', "\u00a0": " ", "\u202f": " "})

_POLARITY = frozenset(
    word
    for line in (
        "not no never none nothing nobody only unless except without cannot neither nor hardly",
        "ne pas jamais aucun aucune rien personne seulement sauf sans ni uniquement",
        "nicht kein keine keinen keinem keiner keines nie niemals nichts niemand nur ausser ohne weder",
        "nunca jamas ningun ninguna ninguno nada nadie solo salvo excepto sin tampoco unicamente",
    )
    for word in line.split()
)
_NEGATED = re.compile(r"\b(?:n't|\w+n't)\b|\bn'(?=\w)")
_PROMISES = re.compile(
    r"\b(?:refund|reimburs|compensat|credit|guarant|promis|discount|voucher|waive|free of charge|for free|replac"
    r"|rembours|indemn|dedommag|avoir de|garanti|promet|promess|remise|gratuit|bon d'achat|remplac"
    r"|erstatt|ruckerstatt|entschadig|gutschrift|gutschein|garantier|versprech|rabatt|kostenlos|ersatz|kulan"
    r"|reembols|compensa|descuento|vale de|gratis|reemplaz|devolv)"
)


_ASKS = re.compile(
    r"\?|\b(?:tell us|let us know|we (?:still )?need|send us|give us|dites[ -]nous|indiquez[ -]nous|il nous faut"
    r"|nous avons besoin|sagen sie uns|teilen sie uns|brauchen wir|wir brauchen|benotigen wir"
    r"|diganos|indiquenos|necesitamos)\b"
)
_CHOICES = ("refund|rembours|erstatt|reembols", "replac|remplac|ersatz|article neuf|reemplaz")
_PLACE = re.compile(r"\b(?:address|adresse|anschrift|direccion)\b")
_GIVEN_PLACE = re.compile(
    r"\b\d{1,4}\w?,? (?:[A-ZÀ-Þ]\w+ )+(?:Street|Road|Lane|Avenue|Drive|Close|Way|Court|Square|Place|Gardens)\b"
    r"|\b\d{1,4}\w?,? (?i:rue|avenue|boulevard|place|chemin|allée|impasse|quai)\b"
    r"|\b[A-ZÄÖÜ][\w-]*(?:straße|strasse|str\.|gasse|weg|allee|platz) ?\d"
    r"|\b(?i:calle|avenida|plaza|paseo) [^\d\n]{2,40},? \d"
)


def plain(markdown: str) -> str:
    """A paragraph as a customer would read it: no Markdown marks, links written out, one space between words."""
    return _BLANKS.sub(" ", _MARKS.sub("", _MARKDOWN_LINK.sub(r"\1 (\2)", markdown))).strip()


def stands_in(quote: str, text: str) -> bool:
    """Whether `quote` stands in `text` word for word; marks, kinds of quotation mark and line breaks do not matter."""
    wanted = plain(quote).translate(_QUOTES)
    return bool(wanted) and wanted in plain(text).translate(_QUOTES)


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
    if fault := _wording_fault(sentence.text, said, values):
        return fault
    return Fault.ASKED if _said_already(sentence.text, sources.asked) else None


def _said_already(text: str, asked: str) -> bool:
    """Whether a sentence asks for a choice that the customer has made, or for an address that they have given."""
    question, answer = _fold(text), _fold(asked)
    if not _ASKS.search(question):
        return False
    offered = [stem for stem in _CHOICES if re.search(stem, question)]
    chosen = len(offered) > 1 and any(re.search(stem, answer) for stem in offered)
    return chosen or bool(_PLACE.search(question) and _GIVEN_PLACE.search(asked))


def _evidence_fault(evidence: Evidence, sources: Sources) -> Fault | None:
    """Whether the evidence itself is as it says: the right version, the quote in it, the value in the record."""
    if evidence.kind == "article":
        article = next((a for a in sources.articles if (a.id, a.version) == (evidence.id, evidence.version)), None)
        if article is None:
            return Fault.UNKNOWN_SOURCE
        return None if stands_in(evidence.quote, article.body) else Fault.QUOTE
    if evidence.kind == "template":
        wording = sources.wordings.get(evidence.id)
        if wording is None:
            return Fault.UNKNOWN_SOURCE
        return None if stands_in(evidence.quote, wording) else Fault.QUOTE
    record = next((r for r in sources.records if f"{r.source}:{r.key}" == evidence.id), None)
    if record is None or record.state != "own" or evidence.field not in record.fields:
        return Fault.UNKNOWN_SOURCE
    value = record.fields[evidence.field]
    if evidence.quote == value:
        return None
    # A date or an amount is written for the reader's language, so its figures decide.
    return None if _numbers(value) and _numbers(evidence.quote) <= _numbers(value) else Fault.QUOTE


def _wording_fault(text: str, said: list[str], values: list[str]) -> Fault | None:
    fixed = [_VARIABLE.sub(" ", line) for line in said]
    source = plain(" ".join([*fixed, *values]))
    if not set(_links(text)) <= set(_links(source)):
        return Fault.LINK
    if not _numbers(text) <= _numbers(source) or not _currencies(text) <= _currencies(source):
        return Fault.NUMBER
    if said and _polarity(text, values) != _polarity(" ".join(fixed), ()):
        return Fault.POLARITY
    if not _promises(text) <= _promises(source):
        return Fault.PROMISE
    if not _names(text) <= {_fold(word) for word in _WORD.findall(source)}:
        return Fault.NAME
    return None


def _links(text: str) -> list[str]:
    return [found.rstrip(".,;:!?").lower() for found in _LINK.findall(text)]


def _numbers(text: str) -> Counter[str]:
    """Numbers by their value, with how often they stand there: `1,234.50`, `1 234,5` and `1234.50` are one."""
    found: Counter[str] = Counter()
    for number in _NUMBER.findall(text):
        whole, decimals = number, ""
        if match := re.search(r"[.,](\d{1,2})$", number):
            whole, decimals = number[: match.start()], match[1].rstrip("0")
        digits = re.sub(r"\D", "", whole).lstrip("0") or "0"
        found[f"{digits}.{decimals}" if decimals else digits] += 1
    return found


def _currencies(text: str) -> set[str]:
    signs = {"eur": "€", "usd": "$", "gbp": "£"}
    return {signs.get(found.lower(), found.lower()) for found in _CURRENCY.findall(text)}


def _polarity(text: str, without: Iterable[str]) -> list[str]:
    """The words that turn a statement round, in alphabetical order; those within `without` do not count."""
    folded = _fold(text)
    for value in without:
        if value:
            folded = folded.replace(_fold(value), " ", 1)
    words = [word for word in _WORD.findall(folded) if word in _POLARITY]
    return sorted(words + ["not"] * len(_NEGATED.findall(folded)))


def _promises(text: str) -> Counter[str]:
    return Counter(_PROMISES.findall(_fold(text)))


def _names(text: str) -> set[str]:
    """Capitalised words beyond a sentence's first, and any word in capitals: names, and in German every noun."""
    names = set()
    for sentence in re.split(r"(?<=[.!?:])\s+|\n+", text):
        words = _WORD.findall(_CURRENCY.sub(" ", sentence))
        names |= {_fold(word) for word in words[1:] if word[0].isupper() and word not in ("I", "I'm", "I'll")}
        names |= {_fold(word) for word in words[:1] if len(word) > 1 and word.isupper()}
    return names


def _fold(text: str) -> str:
    """Lower case without accents, apostrophes straight."""
    decomposed = unicodedata.normalize("NFKD", text.translate(_QUOTES).casefold())
    return "".join(letter for letter in decomposed if not unicodedata.combining(letter))
