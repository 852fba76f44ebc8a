"""Names: words with a capital that are neither ordinary nor the desk's own. Errs on the side of hiding a word.

In English, French and Spanish a capital within a sentence marks a name. In German it marks every noun, so there a word
stays where it is formed like a noun, ends in a known one, or follows an article, a possessive or a preposition that has
swallowed its article: "der", "meine", "beim". Lost by that: a name that people put an article before ("der Kowalski"),
and in every language a name in small letters that is no common given name.

Where small words have capitals too, as in a title, capitals mark nothing. "Anna's" is Anna: what is added stays.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from bot.assistant.redaction.ordinary import WORD, begins, german_word, listed, literally, ordinary, proper
from bot.assistant.redaction.spans import Span
from bot.domain.phrases import fold

_INTRODUCED: Final = re.compile(
    r"\b(?:(?:my|the|her|his|full|first|last|maiden|sur|user|account|mein|der|ihr|sein|vor|nach|mi|su|mon|son|le)[ -]?"
    r"(?:name|nom|nombre)(?: (?:is|was|ist|lautet|est|es)|:)|name:|nom ?:|nombre:|je m'appelle|il s'appelle"
    r"|elle s'appelle|ich heiss?e|heiss?t|me llamo|se llama|i am called|is called|addressed to|zu handen von"
    r"|z\. ?hd\.|a l'attention de|a nombre de|au nom de|in the name of|auf den namen)\s+"
    r"(?P<name>[^\W\d_]+(?:[ .'-]+[^\W\d_]+){0,2})"
)
# What follows is a name even where it is an ordinary word: "my name is brown"; but for what is said of a name.
_MYSELF: Final = re.compile(
    r"\b(?:my (?:full |first |last |sur)?name(?:'s| is)|i am called|(?:mein name ist|ich heiss?e)|je m'appelle"
    r"|mon nom est|me llamo|mi nombre es)\s+(?!(?:not|no|nicht|pas|on|in|auf|sur|en|wrong|right|correct|incorrect|still"
    r"|spel\w+|misspel\w+|missing|different|falsch|richtig|anders|mal|bien|incorrect\w*|correct\w*)\b)"
    r"(?P<name>[^\W\d_]+(?:[ -][^\W\d_]+(?=\s*(?:[.,;:!?\n]|$| and | und | et | y )))?)"
)
_SIGNED: Final = re.compile(
    r"(?:regards|sincerely|faithfully|wishes|thanks|thank you|cheers|yours|best|love|cordialement|salutations|merci"
    r"|bien a vous|bonne journee|gruss?e?n?|gruessen?|danke|dank|mfg|lg|saludos?|atentamente|gracias)"
    r"[^\S\n]*[,.!]*[^\S\n]*\n+"
    r"[^\S\n]*(?P<name>[^\W\d_]+\.?(?:[^\S\n]+[^\W\d_]+\.?){0,3})[^\S\n]*(?=\n|$)"
)
_POSSESSIVE: Final = re.compile(r"(?:mein|dein|sein|ihr|unser|unsr|euer|eur)(?:e|en|em|er|es)?")
_ADJECTIVE: Final = re.compile(r"[^\W\d_]{3,}(?:e|en|em|er|es)")
_NOUN_FORM: Final = re.compile(
    r"(?:ung|ungen|heit|heiten|keit|keiten|schaft|schaften|tion|tionen|tat|taten|nis|nisse|tum|chen|lein|ment|mente|ismus|ur|uren|ieren|"
    r"anz|enz|age|agen|ierung|erie|ling|stoff|zeug|werk|mittel|kasten|gerat|gerate|nummer|karte|schein|kosten|zeit|termin|"
    r"fehler|schaden|preis|grosse|farbe|teil|teile|stuck|stucke|seite|platte|halter|deckel|griff|kabel|lampe|tisch|stuhl|bank|topf|"
    r"schere|schlauch|schirm|kubel|samen|pflanze|pflanzen|rose|rosen|baum|vase|decke|kissen|kerze|laterne)$"
)
# Small words that stand within names more often than before another word.
_OF_A_NAME: Final = frozenset({"al", "ben", "bin", "da", "dos", "ibn", "ten", "ter", "van", "von"})
# Endings that no name has, in words of eight letters and more: "Registration", "Malheureusement", "Reclamaciones".
_FORMED: Final = re.compile(
    r"(?:tions?|(?:ous|ful|ical|ing|ed|iv|at|ab|ib)ly|(?:abil|ibil|al|iv|os)ity|i[sz]ed|i[sz]ing|[^l]ness|olog(?:y|ist|ie)"
    r"|graph(?:y|er|ie)|[^e]ements?|(?:abil|ibil|al|iv|os)ites?|issante?s?"
    r"|(?:[iuea]d|ment|nt|bl|iv|os|al)amente|(?:[^l]|bl)emente|ciones|(?:abil|ibil|al|iv|os)idad(?:es)?)$"
)


@dataclass(frozen=True, slots=True)
class _Token:
    start: int
    end: int
    word: str
    low: str  # folded
    first: bool  # a sentence begins here, or capitals say nothing in its line


def spans(text: str, folded: str, words: frozenset[str], capitals: frozenset[str], language: str) -> Iterator[Span]:
    """`words` and `capitals` are the desk's own, folded (`ordinary.desk_words`)."""
    for pattern in (_INTRODUCED, _SIGNED):
        for found in pattern.finditer(folded):
            yield from _told(text, folded, found.start("name"), found.end("name"), words | capitals)
    for found in _MYSELF.finditer(folded):
        yield Span(*found.span("name"), "PERSON")
    tokens = _tokens(text, folded)
    german = _german(tokens, language)
    hidden = [_hidden(tokens, place, words, capitals, german) for place in range(len(tokens))]
    yield from _rows(text, tokens, hidden, capitals)


def _told(text: str, folded: str, start: int, end: int, own: frozenset[str]) -> Iterator[Span]:
    """The words of a name that somebody introduces or signs with, up to the first that is an ordinary word."""
    last = start
    for found in WORD.finditer(text, start, end):
        low = folded[found.start() : found.end()]
        plain = ordinary(low, own) and not (found[0][0].isupper() and low in listed("names"))
        if plain and low not in listed("particles"):
            break
        last = found.end()
    if last > start:
        yield Span(start, _bare(text, last), "PERSON")


def _bare(text: str, end: int) -> int:
    """Where a name ends without the mark of a possessive."""
    return end - 2 if text[end - 2 : end] in ("'s", "’s") else end


def _tokens(text: str, folded: str) -> list[_Token]:
    tokens: list[_Token] = []
    for line in re.finditer(r"[^\n]+", text):
        found = list(WORD.finditer(text, line.start(), line.end()))
        loud = _loud([one[0] for one in found])
        titled = _titled(text, found)
        for one in found:
            first = (
                loud or one.start() in titled or (begins(text, one.start()) and not _after_initial(text, one.start()))
            )
            tokens.append(_Token(one.start(), one.end(), one[0], folded[one.start() : one.end()], first))
    return tokens


def _loud(line: Sequence[str]) -> bool:
    """Whether capitals say nothing in a line: it is shouted, or written like a title."""
    longer = [word for word in line if len(word) > 3]
    raised = [word for word in longer if word[0].isupper()]
    shouted = sum(word.isupper() for word in longer)
    return (len(longer) >= 3 and shouted >= 0.6 * len(longer)) or (
        len(line) >= 4 and len(longer) >= 3 and raised == longer
    )


def _titled(text: str, line: Sequence[re.Match[str]]) -> set[int]:
    """Where the words stand that are written like a title: in a row of capitals with a small word within it."""
    titled: set[int] = set()
    row: list[re.Match[str]] = []
    for word in [*line, None]:
        if word and word[0][0].isupper() and not (row and re.search(r"[.!?;]", text[row[-1].end() : word.start()])):
            row.append(word)
            continue
        small = [one for one in row if fold(one[0]) in listed("little") and not begins(text, one.start())]
        if small and len(row) > 2:
            titled |= {one.start() for one in row}
        row = [word] if word and word[0][0].isupper() else []
    return titled


def _after_initial(text: str, place: int) -> bool:
    """Whether a title or a single letter with a full stop stands before: "Mr. Petit", "J. Smith"."""
    before = re.search(r"(?<![^\W\d_])([^\W\d_]{1,5})\.\s+$", text[max(0, place - 10) : place])
    return bool(before and (len(before[1]) == 1 or fold(before[1]) in listed("titles")))


def _german(tokens: Sequence[_Token], language: str) -> bool:
    spoken = sum(token.low in listed("german") for token in tokens)
    return spoken * 8 >= len(tokens) if len(tokens) >= 4 else language == "de"


def _hidden(
    tokens: Sequence[_Token], place: int, words: frozenset[str], capitals: frozenset[str], german: bool
) -> bool:
    token = tokens[place]
    before = tokens[place - 1] if place else None
    if not token.word[0].isupper():
        if before and before.low in ("mr", "mrs", "ms", "mme", "mlle", "herr", "herrn", "sra", "srta"):
            return len(token.low) > 2 and token.low not in listed("particles")
        return token.low in listed("names") and len(token.low) > 3 and not ordinary(token.low, words)
    if before and fold(before.word) in listed("titles") and token.start - before.end <= 2 and before.word[0].isupper():
        return len(token.word) > 1 and token.low not in listed("titles")
    if token.low in capitals or proper(token.low) or len(token.word) == 1:
        return False
    if token.word.isupper() and len(token.word) <= 3:
        return False
    given = token.low in listed("names") or (german and token.low[-1] == "s" and token.low[:-1] in listed("names"))
    if token.first:
        formed = len(token.low) > 7 and _FORMED.search(token.low)
        return not (ordinary(token.low, words) or formed or _doing(tokens, place)) or (
            given and not literally(token.low) and token.low not in words
        )
    if given:
        return True
    if token.low in words:
        return False
    if not german and token.low in listed("surnames"):
        return True
    inflected = token.low[-1] == "s" or (german and token.low[-1] in "enr")
    if literally(token.low) or (inflected and literally(token.low[:-1])):  # a stem alone is too weak: Madrid
        return False
    if _FORMED.search(token.low) and len(token.low) > 7:
        return False
    return not (german and _noun(token, before, tokens[place - 2] if place > 1 else None, words))


def _doing(tokens: Sequence[_Token], place: int) -> bool:
    """Whether an English sentence begins with what somebody does: "Celebrating our..."."""
    follows = tokens[place + 1].low if place + 1 < len(tokens) else ""
    return tokens[place].low.endswith("ing") and follows in listed("english_articles")


def _noun(token: _Token, before: _Token | None, second: _Token | None, words: frozenset[str]) -> bool:
    if _NOUN_FORM.search(token.low) and len(token.low) > 5:
        return True
    tail = token.low.partition("-")[2] or token.low
    if any(german_word(tail[cut:]) or tail[cut:] in words for cut in range(3, len(tail) - 3)):
        return True
    if before is None or before.word[0].isupper():
        return False
    if _determines(before.low):
        return True
    return bool(_ADJECTIVE.fullmatch(before.low) and second and _determines(second.low))


def _determines(word: str) -> bool:
    return word in listed("german_articles") or bool(_POSSESSIVE.fullmatch(word))


def _rows(text: str, tokens: Sequence[_Token], hidden: list[bool], capitals: frozenset[str]) -> Iterator[Span]:
    """Words of one name as one place: with initials, particles and a further capitalised word beside a hidden one."""
    place = 0
    while place < len(tokens):
        if not hidden[place]:
            place += 1
            continue
        end = place + 1
        while end < len(tokens) and _near(text, tokens[end - 1], tokens[end]):
            rest = _rest(text, tokens, end, hidden, capitals)
            if rest == end and not hidden[end] and not _belongs(tokens[end], capitals):
                break
            end = max(rest, end + 1)
        begin = place
        while begin and _near(text, tokens[begin - 1], tokens[begin]) and _leads(tokens[begin - 1], capitals):
            begin -= 1
        titled = (
            begin > 0 and tokens[begin - 1].low in listed("titles") and _near(text, tokens[begin - 1], tokens[begin])
        )
        given = tokens[begin].low in listed("names")
        yield Span(tokens[begin].start, _bare(text, tokens[end - 1].end), "PERSON" if titled or given else "NAME")
        place = end


def _rest(text: str, tokens: Sequence[_Token], place: int, hidden: list[bool], capitals: frozenset[str]) -> int:
    """Where a name ends that goes on with small words or an initial: "van den Berg", "I. Kowalski"; else `place`."""
    end = place
    while end < len(tokens) and end < place + 3 and _near(text, tokens[end - 1], tokens[end]):
        token = tokens[end]
        if token.low not in listed("particles") and not (len(token.word) == 1 and token.word.isupper()):
            tied = tokens[place].low in _OF_A_NAME and _belongs(token, capitals)
            return end + 1 if end > place and (hidden[end] or tied) else place
        end += 1
    return place


def _belongs(token: _Token, capitals: frozenset[str]) -> bool:
    """Whether a capitalised word beside a name is part of it, though it is an ordinary word: "Anna Brown"."""
    if not token.word[0].isupper() or token.first or token.low in listed("titles"):
        return False
    return token.low not in capitals and not proper(token.low) and token.word not in ("I", "A")


def _leads(token: _Token, capitals: frozenset[str]) -> bool:
    """Whether a word before a name is part of it, at the beginning of a sentence too where it may be a given name."""
    if not token.first or not token.word[0].isupper() or token.low in capitals:
        return _belongs(token, capitals)
    return token.low in listed("names") or not literally(token.low)


def _near(text: str, one: _Token, other: _Token) -> bool:
    return bool(re.fullmatch(r"\.?[ \u00a0]|-|[’']", text[one.end : other.start]))
