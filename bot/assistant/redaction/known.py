"""What is known about the person who writes: it is looked for first, whatever it looks like."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Final

from bot.assistant.redaction.ordinary import desk_words, listed, literally
from bot.assistant.redaction.spans import Span
from bot.domain.case import Case
from bot.domain.phrases import fold
from bot.domain.records import keys_in

_PERSONAL: Final = (
    ("PERSON", re.compile(r"name|recipient|customer|contact|holder|ship_?to")),
    ("EMAIL", re.compile(r"mail")),
    ("PHONE", re.compile(r"phone|mobile|tel$|telephone")),
    ("ADDRESS", re.compile(r"address|street|city|town|zip|post_?code|postal")),
    ("ID", re.compile(r"tracking|parcel_?(?:number|id)|account|iban|card|serial|_id$|^id$|invoice")),
)
_UMLAUTS: Final = str.maketrans({"ä": "ae", "ö": "oe", "ü": "ue", "ß": "ss", "Ä": "Ae", "Ö": "Oe", "Ü": "Ue"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Known:
    """What a case tells about its people, and which words the desk itself uses.

    `values` are (kind, value) pairs; `records` are (kind, number) pairs of the customer's own records, the only numbers
    that get a placeholder of their record's name. `patterns` find further record numbers. `words` and `capitals` are
    the desk's own (`ordinary.desk_words`), `links` the hosts and addresses that it tells customers.
    """

    values: tuple[tuple[str, str], ...] = ()
    records: tuple[tuple[str, str], ...] = ()
    patterns: tuple[str, ...] = ()
    words: frozenset[str] = field(default=frozenset(), repr=False)
    capitals: frozenset[str] = field(default=frozenset(), repr=False)
    links: frozenset[str] = frozenset()
    language: str = "en"


def known_of(case: Case) -> Known:
    """What the redaction of a case needs to know: the customer, whoever wrote, the customer's own records, the desk."""
    customer = case.customer
    values = [("PERSON", customer.name), ("EMAIL", customer.email), ("ID", customer.external_id)]
    values += [("ID", name.removeprefix("email:")) for _, name in customer.identities]
    values += [("PERSON", message.author_name) for message in case.messages]
    own = [record for record in case.records if record.state == "own"]
    for record in own:
        values += _personal(record.fields)
    words, capitals = desk_words(case.desk)
    sources = case.desk.file.records
    return Known(
        values=tuple(dict.fromkeys((kind, value.strip()) for kind, value in values if value.strip())),
        records=tuple((_label(record.source), record.key) for record in own),
        patterns=tuple(source.pattern for source in sources),
        words=words,
        capitals=capitals,
        links=frozenset(_links(case)),
        language=case.language,
    )


def _personal(fields: Mapping[str, str]) -> Iterator[tuple[str, str]]:
    for name, value in fields.items():
        kind = next((kind for kind, pattern in _PERSONAL if pattern.search(name.casefold())), None)
        if kind:
            yield kind, value


def _label(source: str) -> str:
    return re.sub(r"[^A-Z]", "", source.upper()).removesuffix("S") or "RECORD"


def _links(case: Case) -> Iterator[str]:
    texts = [f"{article.body} {article.url}" for article in case.desk.articles if article.audience == "customer"]
    texts += [template.body for template in case.desk.templates]
    for text in texts:
        yield from (found.casefold() for found in re.findall(r"[\w.+-]+@[\w-]+\.[\w.-]*\w", text))
        yield from (found.casefold() for found in re.findall(r"(?:https?://|\bwww\.)([\w.-]+)", text))


class KnownFinder:
    """Finds the known values in a text, however they are written: case, accents, hyphens and blanks do not count."""

    def __init__(self, known: Known) -> None:
        branches: dict[str, list[str]] = {}
        whole: list[tuple[str, str]] = [*known.records, *known.values]
        for kind, value in whole:
            branches.setdefault(kind, []).extend(_patterns(kind, value, known))
        self._patterns = [
            (kind, re.compile("|".join(sorted(set(found), key=lambda one: (-len(one), one)))))
            for kind, found in branches.items()
            if found
        ]
        self._capitals = frozenset(
            part for kind, value in known.values if kind == "PERSON" for part in _doubtful(value)
        )
        self._record_patterns = known.patterns

    def spans(self, text: str, folded: str) -> Iterator[Span]:
        """`folded` is the text in small letters without accents, character for character."""
        for kind, pattern in self._patterns:
            for found in pattern.finditer(folded):
                yield Span(found.start(), found.end(), kind)
        for found in re.finditer(r"[^\W\d_]+", folded) if self._capitals else ():
            if found[0] in self._capitals and text[found.start()].isupper():
                yield Span(found.start(), found.end(), "PERSON")
        for numbers in self._record_patterns:
            for key in keys_in(text, numbers):
                for found in re.finditer(rf"(?<!\w){re.escape(key)}(?!\w)", text):
                    yield Span(found.start(), found.end(), "NUMBER")


def _patterns(kind: str, value: str, known: Known) -> Iterator[str]:
    if kind == "PERSON":
        yield from _name_patterns(value)
    elif kind == "PHONE":
        yield _figures(re.sub(r"\D", "", value)[-7:])
        yield _figures(re.sub(r"\D", "", value))
    elif kind == "EMAIL" and "@" in value:
        local = fold(value.partition("@")[0])
        yield re.escape(fold(value))
        if len(local) >= 5 and local not in listed("mailboxes"):
            yield rf"(?<![^\W_]){re.escape(local)}(?![^\W_])"
    elif kind == "ADDRESS":
        for part in (value, *re.split(r"[,;\n]", value)):
            if len(part.strip()) >= 4:
                yield _spaced(part)
    elif len(value) >= 3 or kind not in ("ID", "EMAIL"):
        yield rf"(?<![^\W_]){_loosely(value)}(?![^\W_])"


def _name_patterns(name: str) -> Iterator[str]:
    """The whole name with or without blanks, and each part of it that is no ordinary word, also in a genitive."""
    for spelled in {name, name.translate(_UMLAUTS)}:
        parts = [part for part in re.findall(r"[^\W\d_]+", fold(spelled)) if part not in _no_names()]
        words = re.findall(r"[^\W_]+", fold(spelled))
        if words:
            yield r"(?<![^\W\d_])" + r"[\W_]{0,3}".join(map(re.escape, words)) + r"(?:'?s)?(?![^\W\d_])"
        for part in parts:
            if len(part) > 2 and not _common(part):
                yield rf"(?<![^\W\d_]){re.escape(part)}(?:'?s)?(?![^\W\d_])"


def _doubtful(name: str) -> list[str]:
    """Parts of a name that are ordinary words or very short: they count with a capital only."""
    parts = [part for part in re.findall(r"[^\W\d_]+", fold(name)) if part not in _no_names()]
    return [part for part in parts if len(part) > 1 and (len(part) <= 2 or _common(part))]


def _common(part: str) -> bool:
    return literally(part) or part in listed("proper")


def _spaced(value: str) -> str:
    words = re.findall(r"[^\W_]+", fold(value))
    return r"(?<![^\W_])" + r"[\W_]{1,4}".join(map(re.escape, words)) + r"(?![^\W_])" if words else r"(?!)"


def _loosely(value: str) -> str:
    """An identifier with the blanks and hyphens that people put into it."""
    return r"[ \-]?".join(re.escape(letter) for letter in fold(value) if letter not in " -")


def _figures(digits: str) -> str:
    return r"(?<!\d)" + r"[\s().\-/]{0,3}".join(digits) + r"(?!\d)" if len(digits) >= 6 else r"(?!)"


def _no_names() -> frozenset[str]:
    return listed("particles") | listed("titles")
