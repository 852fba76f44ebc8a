"""One request to a model: the least that a case needs, without what names anybody.

What a sentence of the answer may rest on goes by short names: `A1` is a passage of an article, `W1` a line of the
team's template, `{orders.status}` a field of the customer's own record. Only these names come back; what they stand for
is put in here.
"""

import itertools
import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

import prompts
from bot.assistant.drafting import template_for
from bot.assistant.outside.tokens import Count, conversation, shortened
from bot.assistant.phrases import LANGUAGE_NAMES
from bot.assistant.redaction import Redaction, known_of
from bot.domain.article import Article, Template
from bot.domain.case import Case
from bot.domain.desk_ai import Outside
from bot.domain.prompt import Prompt
from bot.domain.record import LinkedRecord
from bot.domain.text import clean

#: Reasoning is paid and counted as output; with this much the answer itself has room at "low" and "medium".
_ROOM_TO_THINK: Final = 2000
_WISH: Final = 300  # characters
_VARIABLE: Final = re.compile(r"\{([a-z_]\w*)\.([a-z_]\w*)\}")
_ENGLISH: Final = LANGUAGE_NAMES["en"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Request:
    """`body` as it leaves; the rest stays in the house and gives the answer its meaning."""

    body: Mapping[str, Any]
    prompt: Prompt
    names: Mapping[str, str]  # placeholder to what it stands for
    articles: Mapping[str, Article]  # by A1, A2 …
    wordings: Mapping[str, tuple[Template, str]]  # by W1, W2 …: the template and its line
    fields: Mapping[str, tuple[LinkedRecord, str]]  # by {orders.status}
    tokens: int  # that it is expected to take, the longest answer included, as input and as output
    longest_answer: int


def build(
    case: Case,
    prompt: Prompt,
    outside: Outside,
    quotable: Sequence[tuple[Article, str]],
    *,
    person: str,
    draw: Callable[[], str],
    count: Count,
) -> Request:
    """What to send for a case. `person` stands for the customer, unreadable; `draw` gives a random word, and is asked
    until one is not in the text. Takes some milliseconds: call it in a thread."""
    hidden = Redaction(known_of(case), case.today.year)
    budget, full = prompt.budget, prompt.id == "reply"
    fields = _fields(case)
    wordings = _wordings(case, fields, budget.passages // 2, count) if full else {}
    left = budget.passages - sum(count(line) for _, line in wordings.values())
    articles = {f"A{number}": article for number, (article, _) in enumerate(quotable, 1)} if full else {}
    said = conversation(_said(case, hidden), budget.conversation, count)
    given: dict[str, Any] = {
        "today": case.today.isoformat(),
        "type": case.type.title if case.type else "",
        "language": _language(case.language),
        "passages": _passages(quotable if full else (), left, count),
        "fields": _shown(fields, outside, hidden, budget.facts, count),
        "wordings": [{"id": name, "text": line} for name, (_, line) in wordings.items()],
        "wish": hidden.redact(" ".join(case.wish.split())[:_WISH]),
        "conversation": said,
    }
    varying = prompts.varying_part(prompt, **given, marker=_marker(draw, said))
    stable = prompts.stable_part(prompt, shop=case.desk.file.name, team_language=_language(case.team_language))
    longest = longest_answer(prompt, outside)
    return Request(
        body=_body(case, prompt, outside, stable, varying, person=person, longest=longest),
        prompt=prompt,
        names=dict(hidden.names),
        articles=articles,
        wordings=wordings,
        fields=fields,
        tokens=count(stable) + count(varying),
        longest_answer=longest,
    )


def longest_answer(prompt: Prompt, outside: Outside) -> int:
    """The most tokens that an answer may take, the thinking before it included."""
    return prompt.budget.answer + (_ROOM_TO_THINK if outside.reasoning not in ("", "none") else 0)


def _body(
    case: Case, prompt: Prompt, outside: Outside, stable: str, varying: str, *, person: str, longest: int
) -> dict[str, Any]:
    schema = {"type": "json_schema", "name": prompt.id, "strict": True, "schema": prompt.answer}
    reasoning = {"reasoning": {"effort": outside.reasoning}} if outside.reasoning else {}
    return {
        "model": outside.model,
        "instructions": stable,
        "input": varying,
        "text": {"format": schema},
        "max_output_tokens": longest,
        "store": False,
        "safety_identifier": person,
        "prompt_cache_key": f"{case.desk.hash[:12]}:{prompt.id}:{prompt.version}",
        **reasoning,
    }


def _said(case: Case, hidden: Redaction) -> list[str]:
    """The public lines, oldest first, the subject with the first. What the team notes for itself is not sent."""
    lines = [line for line in case.messages if line.public and line.author in ("customer", "agent")]
    who = {"customer": "Customer", "agent": "We"}
    said = [f"{who[line.author]}: {hidden.redact(clean(line.body))}" for line in lines]
    given = [f"Field of the form: {hidden.redact(clean(one))}" for one in case.given]
    first = "\n".join([f"Subject: {hidden.redact(case.subject)}", *given])
    return [f"{first}\n{said[0]}", *said[1:]] if said else [first]


def _passages(quotable: Sequence[tuple[Article, str]], most: int, count: Count) -> list[dict[str, str]]:
    """Each article whole where it fits into its share, else the paragraph that bears on the case."""
    share = most // max(1, len(quotable))
    found = []
    for number, (article, paragraph) in enumerate(quotable, 1):
        text = article.body if count(article.body) <= share else shortened(paragraph, share, count)
        found.append({"id": f"A{number}", "title": article.title, "text": " ".join(text.split())})
    return found


def _fields(case: Case) -> dict[str, tuple[LinkedRecord, str]]:
    """What the type may read of own records and has a value, by the names that stand for it."""
    seen: dict[str, int] = {}
    found: dict[str, tuple[LinkedRecord, str]] = {}
    for record in case.records:
        if record.state != "own":
            continue
        seen[record.source] = number = seen.get(record.source, 0) + 1
        source = record.source if number == 1 else f"{record.source}_{number}"
        found |= {f"{{{source}.{name}}}": (record, name) for name, value in record.fields.items() if value.strip()}
    return found


def _shown(
    fields: Mapping[str, tuple[LinkedRecord, str]], outside: Outside, hidden: Redaction, most: int, count: Count
) -> list[dict[str, str]]:
    shown: list[dict[str, str]] = []
    for name, (record, field) in fields.items():
        allowed = f"{record.source}.{field}" in outside.fields
        value = shortened(hidden.redact(record.fields[field]), most // 4, count) if allowed else ""
        most_left = most - sum(count(f"{one['name']} {one['value']}") for one in shown)
        if count(f"{name} {value}") <= most_left:
            shown.append({"name": name, "value": value})
    return shown


def _wordings(case: Case, fields: Mapping[str, Any], most: int, count: Count) -> dict[str, tuple[Template, str]]:
    """The lines of the type's template whose variables have a value, the first of them where they are too many."""
    template = template_for(case)
    if template is None or template.expired(case.today):
        return {}
    lines = [line.strip().removeprefix("! ") for line in template.body.splitlines()]
    usable = [
        line
        for line in lines
        if line and "{quote}" not in line and all(f"{{{a}.{b}}}" in fields for a, b in _VARIABLE.findall(line))
    ]
    within = itertools.takewhile(lambda spent: spent <= most, itertools.accumulate(map(count, usable)))
    return {f"W{number}": (template, line) for number, (line, _) in enumerate(zip(usable, within, strict=False), 1)}


def _language(code: str) -> str:
    return _ENGLISH.get(code, code)


def _marker(draw: Callable[[], str], text: str) -> str:
    while (marker := draw()) in text:
        pass
    return marker
