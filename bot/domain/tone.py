"""How a reply begins and ends: the team's own words by segment and language, else Deskhand's."""

import re
from collections.abc import Mapping, Sequence

from bot.domain.desk import DeskFile, Tone
from bot.domain.draft import Evidence, Sentence

TONE = "tone"
"""The id under which greeting and closing are cited."""

GREETINGS = {"en": "Hello {name},", "fr": "Bonjour {name},", "de": "Guten Tag {name},", "es": "Hola, {name}:"}
GREETINGS_WITHOUT_NAME = {"en": "Hello,", "fr": "Bonjour,", "de": "Guten Tag,", "es": "Hola:"}
CLOSINGS = {
    "en": "Kind regards,\n{shop}",
    "fr": "Cordialement,\n{shop}",
    "de": "Freundliche Grüße\n{shop}",
    "es": "Un cordial saludo,\n{shop}",
}

_VARIABLE = re.compile(r"\{([a-z_]\w*)\}")
_TITLES = frozenset(
    word
    for line in (
        "mr mrs ms miss mx sir madam dr prof herr frau hr fr ing mag m mme mlle monsieur madame mademoiselle",
        "sr sra srta señor señora señorita don doña dott",
    )
    for word in line.split()
)
_NOBODY = frozenset(
    word
    for line in (
        "gmbh ag kg ug ohg mbh ev e.v inc llc ltd limited plc corp co company sarl sas sasu sa eurl sl slu srl bv",
        "guest gast invité invitado unknown unbekannt inconnu desconocido anonymous anonym anonyme anónimo",
        "customer kunde kundin client cliente user visitor besucher visiteur visitante none null",
        "test team support info family familie famille familia",
    )
    for word in line.split()
)


def tone_for(file: DeskFile, segment: str, language: str) -> Tone:
    """Greeting and closing for the customer's segment and language, else for the language, else the built-in ones.
    Raises KeyError for a language in which neither is given."""
    tones = [tone for tone in file.tone if tone.language == language]
    for tone in tones:
        if segment and segment in tone.segment:
            return tone
    for tone in tones:
        if not tone.segment:
            return tone
    return Tone(
        language=language,
        greeting=GREETINGS[language],
        greeting_without_name=GREETINGS_WITHOUT_NAME[language],
        closing=CLOSINGS[language],
    )


def framed(tone: Tone, known: Mapping[str, str], body: Sequence[Sentence]) -> tuple[Sentence, ...]:
    """`body` between greeting and closing; `known` are the values of their variables, an empty `name` for nobody."""
    greeting = tone.greeting if known["name"] else tone.greeting_without_name
    return (*_wording(greeting, known), *body, *_wording(tone.closing, known))


def first_name(name: str) -> str:
    """The first name in a customer's name, or "" where there is none to greet by: a title with a surname, a firm, a
    placeholder of the helpdesk's, or anything that is not a word."""
    words = name.split()
    plain = [word.casefold().rstrip(".") for word in words]
    if _NOBODY.intersection(plain):
        return ""
    titled = 0
    while titled < len(plain) and plain[titled] in _TITLES:
        titled += 1
    left = words[titled:]
    if not left or (titled and len(left) == 1):
        return ""
    first = left[0]
    return first if first.replace("-", "").replace("'", "").isalpha() and len(first) <= 40 else ""


def _wording(text: str, known: Mapping[str, str]) -> list[Sentence]:
    """Greeting or closing as paragraphs of their own, line by line and with their blank lines. Who will approve is not
    known yet, so `{agent}` is left out."""
    found: list[Sentence] = []
    for line in text.strip().splitlines():
        raw = line.strip()
        if not raw and found:
            found[-1] = with_end(found[-1], "\n\n")
        if "{agent}" in raw:
            raw = "{shop}" if "{shop}" in raw else ""
        if raw:
            filled = _VARIABLE.sub(lambda name: known.get(name[1], ""), raw)
            found.append(Sentence(text=filled + "\n", evidence=(Evidence(kind="template", id=TONE, quote=raw),)))
    return ended(found)


def with_end(sentence: Sentence, end: str) -> Sentence:
    """The sentence, ended so."""
    return Sentence(text=sentence.text.rstrip() + end, evidence=sentence.evidence)


def ended(found: list[Sentence]) -> list[Sentence]:
    """These sentences as a paragraph of their own."""
    return [*found[:-1], with_end(found[-1], "\n\n")] if found else []
