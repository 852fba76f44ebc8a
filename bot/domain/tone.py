"""How a text to a customer begins and ends: the team's own words by segment and language, else Deskhand's.

Only what is reliable stands in it: where the source knows the customer, by an id of its own or a verified address, or
where the desk file's tone says so. A name that is only the beginning of a mail address greets nobody, and a segment
that anybody may have claimed chooses no tone.
"""

import re
from collections.abc import Mapping, Sequence

from bot.domain.desk import DeskFile, Tone
from bot.domain.draft import Evidence, Sentence
from bot.domain.people import Customer

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


def tone_for(file: DeskFile, customer: Customer, language: str) -> Tone:
    """Greeting and closing for the customer's segment, where that is reliable, and language, else for the language,
    else the built-in ones. Raises KeyError for a language in which neither is given."""
    tones = [tone for tone in file.tone if tone.language == language]
    for tone in tones:
        reliable = "segment" in tone.reliable or known_to_source(customer)
        if customer.segment and reliable and customer.segment in tone.segment:
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


def known(file: DeskFile, customer: Customer, language: str) -> dict[str, str]:
    """The values of the variables that may stand in a text: an empty `name` where there is none that is reliable."""
    return {"name": name_of(tone_for(file, customer, language), customer), "shop": file.name}


def name_of(tone: Tone, customer: Customer) -> str:
    """The first name to greet a customer by; empty where there is none that is reliable."""
    name = first_name(customer.name)
    if "name" in tone.reliable:
        return name
    return name if known_to_source(customer) and not _from_address(customer) else ""


def known_to_source(customer: Customer) -> bool:
    """Whether the source says who this is, by an id of its own or an address that it has verified."""
    ids = [external_id for _, external_id in customer.identities] or [customer.external_id]
    return customer.email_verified or any(one and "@" not in one for one in ids)


def _from_address(customer: Customer) -> bool:
    """Whether a name is only the beginning of a mail address, as helpdesks make one where they are given none."""
    local = customer.email.partition("@")[0].casefold()
    return bool(local) and customer.name.strip().casefold() == local


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
