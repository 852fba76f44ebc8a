"""`/desk try` and `/desk kb`: questions to the assistant, which lives in the worker, and what comes of them.

Nothing about tickets is read or written. A question is kept until it is answered, and no longer than Slack would take
an answer; one that is lost may be asked again.
"""

from dataclasses import replace
from datetime import date
from typing import Final

from bot.domain.advice import Advice, Become, first
from bot.domain.case import Case
from bot.domain.desk import Desk
from bot.domain.errors import RefusalCode, Refused
from bot.domain.gate import gate
from bot.domain.message import Message
from bot.domain.needs import answers
from bot.domain.people import Customer
from bot.domain.question import LIVES, LONGEST, Question, QuestionKind, Tried, shown, type_words
from bot.domain.record import LinkedRecord
from bot.domain.records import keys_named, missing
from bot.domain.roles import Action, require
from bot.domain.sensitivity import classes_in
from bot.domain.sla import Asker
from bot.domain.text import clean
from bot.domain.triage import Guess, Request, Triage, triage
from bot.flow import clocks, outbox, reading
from bot.flow.actors import actor
from bot.flow.approvers import name_of
from store import people, questions
from store.unit_of_work import UnitOfWork

#: A text that is tried counts as an e-mail of somebody of whom nothing is known.
VIA: Final = "email"
NOBODY: Final = Customer(
    id=0, external_id="", name="", email="", email_verified=False, segment="", value=None, language=""
)


def ask(uow: UnitOfWork, kind: QuestionKind, text: str, by: str, response_url: str) -> int:
    """Put a question to the worker; its id. Anybody who works on tickets may.

    Raises `Refused(EMPTY_REQUEST)`, `Refused(TEXT_TOO_LONG)` from 4,000 characters on, or a role's refusal. Asked
    twice it is two questions, and both are answered.
    """
    who = actor(uow, by)
    require(Action.ASK, who, None)
    said = clean(text).strip()
    if not said:
        raise Refused(RefusalCode.EMPTY_REQUEST)
    if len(said) > LONGEST:
        raise Refused(RefusalCode.TEXT_TOO_LONG, limit=f"{LONGEST:,}")
    question_id = questions.add(uow, kind, said, response_url, who.person.id)
    outbox.question(uow, question_id)
    return question_id


def to_answer(uow: UnitOfWork, question_id: int) -> tuple[Question, str] | None:
    """The question and the language that its asker reads, or None where nobody waits for its answer any more."""
    found = questions.get(uow, question_id)
    if found is None or uow.now - found.at >= LIVES:
        return None
    person = people.by_id(uow, found.asked_by)
    return found, reading.language(uow, person.slack_id if person else "")


def forget(uow: UnitOfWork, question_id: int) -> None:
    """It was answered, or cannot be: its text goes. Safe to call twice."""
    questions.forget(uow, question_id)


def forget_old(uow: UnitOfWork, limit: int) -> int:
    """Take away up to `limit` questions that no worker has answered in time; how many there were."""
    return questions.forget_old(uow, uow.now - LIVES, limit)


def standing(uow: UnitOfWork) -> tuple[Desk, date]:
    """The desk with what people have decided about its articles, and its date."""
    return uow.desk, uow.today


def tried(uow: UnitOfWork, text: str, guess: Guess, language: str) -> tuple[Tried, Case]:
    """How a text would go if it came now, and the case as the assistant would see it.

    Records that it names count as the customer's own, and are not read.
    """
    file = uow.desk.file
    source = file.sources[0].name if file.sources else "generic"
    request = Request(text=text, language=language, source=source, via=VIA)
    decided = triage(request, guess, file)
    named = tuple((one.name, key) for one in file.records for key in keys_named(text, (), one))
    case = _case(uow, text, guess, language, decided, named)
    own = {one.name: tuple(key for name, key in named if name == one.name) for one in file.records}
    lacking = missing(case.type, {}, own, said=answers(file, case.type, text)) if case.type else ()
    stop = gate(case, decided.queue, source, lacking)
    asker = Asker(type=decided.type, via=VIA, language=language)
    kind, looks = case.type, uow.desk.type(decided.looks_like)
    queue = uow.desk.queue(decided.queue)
    sealed = decided.level == "sensitive"
    phrases = tuple(word for words in kind.words.values() for word in words) if kind else ()
    found = Tried(
        triage=decided,
        type_title=kind.title if kind else "",
        type_words=type_words(text, phrases) if decided.type_source == "rule" else (),
        looks_like=looks.title if looks and kind is None else "",
        confidence=guess.confidence if kind is None and looks and guess.type == looks.name else None,
        shown=shown(text, decided, classes_in(text, language, file)),
        queue_title=queue.title,
        place=file.escalation.channel if sealed else queue.channel,
        owner=uow.desk.owner_of(decided.type) if sealed else "",
        due=clocks.first_due(uow, decided.queue, decided.priority, asker),
        withheld=stop.reason.value if stop else "",
        facts=dict(stop.facts) if stop else {},
        advice=_advice(uow, request, decided),
        named=named,
        language=language,
        via=VIA,
        today=uow.today,
    )
    return found, replace(case, stopped=found.withheld)


def _advice(uow: UnitOfWork, request: Request, decided: Triage) -> Advice | None:
    owner = name_of(uow, uow.desk.owner_of(decided.type))
    return first(uow.desk, request, decided.type, decided.level, (), owner, Become())


def _case(
    uow: UnitOfWork, text: str, guess: Guess, language: str, decided: Triage, named: tuple[tuple[str, str], ...]
) -> Case:
    line = Message(
        id=0, ticket_id=0, author="customer", author_name="", body=text, public=True, at=uow.at,
    )  # fmt: skip
    return Case(
        desk=uow.desk,
        ticket_id=0,
        subject="",
        messages=(line,),
        language=language,
        team_language=uow.desk.queue(decided.queue).language,
        customer=NOBODY,
        type=uow.desk.type(decided.type),
        type_certain=decided.type is not None,
        guess=guess,
        level=decided.level,
        classes=decided.classes,
        records=tuple(LinkedRecord(source=name, key=key, state="own") for name, key in named),
        today=uow.today,
    )
