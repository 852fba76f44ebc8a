"""What a ticket is about, for the person who picks it up. Quotes the customer rather than retelling them."""

import re
from collections.abc import Sequence

from bot.assistant.phrases import FACT, LANGUAGE_NAMES, MENTIONED, NEEDED, STATES, UNCLEAR, WROTE_IN, in_language
from bot.domain.case import Case
from bot.domain.desk import RequestType
from bot.domain.draft import Evidence, Summary
from bot.domain.record import LinkedRecord
from bot.domain.sentences import split
from bot.domain.text import clean

LONGEST = 200
"""Characters of each part, the mark of the cut included."""

_MOST_FACTS = 6
_MOST_SENTENCES = 40
_READ = 6000  # characters of one message that are looked at
_COURTESY = re.compile(
    r"^(?:hi|hello|hey|dear|good (?:morning|afternoon|evening)|thanks?|thank you|many thanks|best|kind regards|regards|"
    r"cheers|sent from|i hope|hope you|bonjour|bonsoir|salut|merci|cordialement|bien à vous|j'espère|madame|monsieur|"
    r"hallo|guten (?:tag|morgen|abend)|sehr geehrte|liebe|danke|vielen dank|mit freundlichen|viele grüße|mfg|ich hoffe|"
    r"hola|buenos|buenas|gracias|muchas gracias|un saludo|saludos|atentamente|espero que)\b",
    re.IGNORECASE,
)
_GREETED = re.compile(
    r"^(?:hi|hello|hey|good (?:morning|afternoon|evening)|bonjour|bonsoir|salut|hallo|guten (?:tag|morgen|abend)|"
    r"hola|buenos días|buenas tardes)(?: \w+){0,2}\s*[,!.:]\s+",
    re.IGNORECASE,
)
_ASKS = re.compile(
    r"\?|\b(?:please|can you|could you|would you|i want|i would like|i'd like|i need|tell me|let me know|"
    r"pouvez|pourriez|je veux|je voudrais|je souhaite|j'aimerais|merci de|"
    r"können sie|könnten sie|ich möchte|ich will|ich brauche|bitte|"
    r"pueden|podrían|quiero|quisiera|me gustaría|necesito)\b",
    re.IGNORECASE,
)
_TROUBLE = re.compile(
    r"\b(?:not|never|no|wrong|broken|damaged|missing|late|twice|lost|still|should|problem|instead|"
    r"pas|jamais|erreur|cassée?|abîmée?|manque|retard|deux fois|perdu|toujours|problème|"
    r"nicht|kein|keine|falsch|kaputt|beschädigt|fehlt|spät|doppelt|verloren|immer noch|problem|"
    r"nunca|roto|rota|dañado|falta|tarde|dos veces|perdido|todavía|problema)\b|n't\b",
    re.IGNORECASE,
)
_IDENTIFIER = re.compile(
    r"[€$£]\s?\d{1,9}(?:[.,]\d+)*|\b\d{1,9}(?:[.,]\d{1,3}){0,3}\s?(?:€|\$|£|EUR|USD|GBP)|#?\b[A-Z]{0,4}-?\d{4,20}\b"
)


def summarise(case: Case, passages: Sequence[Evidence]) -> Summary:
    """A summary in the team's language around the customer's own words. Says nothing that is not in the case."""
    sentences = _customer_sentences(case)
    issue = _issue(sentences)
    return Summary(
        issue=issue,
        asked=_asked(sentences, issue, case.type),
        facts=_facts(case, sentences),
        open_questions=_open_questions(case, sentences),
        passages=tuple(passages),
    )


def customer_text(case: Case) -> str:
    """Subject and what the customer wrote themselves, the newest message first: that is the one to be answered."""
    bodies = [clean(message.body)[:_READ] for message in reversed(case.messages) if message.author == "customer"]
    return "\n".join(part for part in (case.subject, *bodies[:4]) if part.strip())


def cut(text: str, longest: int = LONGEST) -> str:
    """The text on one line, cut between words and marked where it was longer."""
    line = " ".join(text.split())
    if len(line) <= longest:
        return line
    kept = line[: longest - 1]
    if " " in kept[longest // 2 :]:
        kept = kept.rpartition(" ")[0]
    return kept.rstrip(" ,;:.-") + "…"


def _customer_sentences(case: Case) -> list[str]:
    """Each sentence once, without the greeting before it, and ended like one."""
    found: dict[str, str] = {}
    for sentence in split(customer_text(case))[:_MOST_SENTENCES]:
        said = _GREETED.sub("", sentence) or sentence
        said = said[:1].upper() + said[1:]
        found.setdefault(said.casefold().rstrip(" .!?"), said if said[-1] in ".!?…" else f"{said}.")
    return list(found.values())


def _issue(sentences: Sequence[str]) -> str:
    """The sentence that tells most, with the next best where both fit, in the order they were written."""
    ranked = sorted(range(len(sentences)), key=lambda place: (-_worth(sentences[place], place), place))
    chosen: list[int] = []
    for place in ranked:
        worth = _worth(sentences[place], place)
        length = sum(len(sentences[taken]) + 1 for taken in chosen) + len(sentences[place])
        if chosen and (worth < 2 or length > LONGEST):
            continue
        chosen.append(place)
        if len(chosen) == 2:
            break
    return cut(" ".join(sentences[place] for place in sorted(chosen)))


def _worth(sentence: str, place: int) -> float:
    words = len(sentence.split())
    return (
        2.0 * bool(_TROUBLE.search(sentence))
        + 1.5 * bool(_ASKS.search(sentence))
        + 1.0 * any(letter.isdigit() for letter in sentence)
        + 1.0 * (words >= 4)
        - 3.0 * bool(_COURTESY.match(sentence) and words <= 6)
        - 0.1 * min(place, 10)
    )


def _asked(sentences: Sequence[str], issue: str, request_type: RequestType | None) -> str:
    """The customer's own question or wish, unless the issue already says it; then what the type is called."""
    wishes = [sentence for sentence in sentences if _ASKS.search(sentence) and not _COURTESY.match(sentence)]
    for wish in sorted(wishes, key=lambda sentence: "?" not in sentence):
        if cut(wish) not in issue:
            return cut(wish)
    return request_type.title if request_type else ""


def _facts(case: Case, sentences: Sequence[str]) -> tuple[str, ...]:
    facts = [_record_fact(record, case.team_language) for record in case.records]
    keys = {record.key for record in case.records}
    seen = dict.fromkeys(found for sentence in sentences for found in _IDENTIFIER.findall(sentence))
    mentioned = [found for found in seen if found.lstrip("#") not in keys]
    if mentioned:
        facts.append(cut(in_language(MENTIONED, case.team_language).format(what=", ".join(mentioned[:5]))))
    if case.language != case.team_language:
        names = in_language(LANGUAGE_NAMES, case.team_language)
        name = names.get(case.language, case.language)
        facts.append(in_language(WROTE_IN, case.team_language).format(language=name))
    return tuple(facts[:_MOST_FACTS])


def _record_fact(record: LinkedRecord, language: str) -> str:
    called = f"{record.source} {record.key}"
    if record.state != "own":
        return in_language(STATES, language)[record.state].format(record=called)
    values = ", ".join(f"{name} {value}" for name, value in _told(record, language).items())
    return cut(in_language(FACT, language).format(record=called, values=values)) if values else called


def _told(record: LinkedRecord, language: str) -> dict[str, str]:
    """The fields worth showing: not the key again, and of `status`, `status_fr`, … the one in the team's language."""
    told: dict[str, str] = {}
    for name, value in record.fields.items():
        base, _, suffix = name.rpartition("_")
        translated = base in record.fields and len(suffix) == 2
        if value and value != record.key and not translated:
            told[name] = record.fields.get(f"{name}_{language}") or value
    return told


def _open_questions(case: Case, sentences: Sequence[str]) -> tuple[str, ...]:
    if case.type is None:
        return (in_language(UNCLEAR, case.team_language),)
    text = " ".join(sentences).casefold()
    sources = {record.source for record in case.records}
    missing = [
        need
        for need in case.type.needs
        if not sources & {need, f"{need}s"} and need.replace("_", " ").casefold() not in text
    ]
    return tuple(in_language(NEEDED, case.team_language).format(need=need.replace("_", " ")) for need in missing)
