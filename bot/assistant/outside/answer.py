"""What a model answered, as a suggestion: sources in place of their names, checked, what was hidden put back last."""

import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import Final, Literal

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from bot.assistant import drafting
from bot.assistant.formats import written
from bot.assistant.outside.request import Request
from bot.assistant.redaction import foreign, restore
from bot.assistant.summary import cut
from bot.domain import tone
from bot.domain.case import Case
from bot.domain.draft import Evidence, Sentence, Summary
from bot.domain.grounding import check, rests_on_something
from bot.domain.outside import Came
from bot.domain.phrases import fold
from bot.domain.sensitivity import BUILT_IN

_MOST_FACTS: Final = 6
#: Whatever stands for something else, in one pattern: what is put in is never itself read for more.
_STANDS_FOR: Final = re.compile(r"\[[A-Z]+(?:_[A-Z]+)*_\d+\]|\{[a-z_]\w*(?:\.\w+)?\}")
#: What models write where a list should be empty.
_NO_CLASS: Final = frozenset({"", "none", "null", "n/a"})
_DIGITS: Final = re.compile(r"\d+")


class Unusable(Exception):
    """The answer gives no suggestion; `came` says why."""

    def __init__(self, came: Came) -> None:
        super().__init__(came.value)
        self.came = came


class _Part(BaseModel):
    model_config = ConfigDict(extra="forbid", strict=True)


class _Summary(_Part):
    issue: str = Field(max_length=2000)
    asked: str = Field(max_length=2000)
    facts: list[str] = Field(max_length=40)
    open_questions: list[str] = Field(max_length=40)


class _Sentence(_Part):
    text: str = Field(max_length=1500)
    source: Literal["article", "record", "wording", "none"]
    id: str
    quote: str
    ends_paragraph: bool


class Answer(_Part):
    """As the schemas in `prompts/` say; of a summary alone the reply's part is empty."""

    summary: _Summary
    sensitive: list[str]
    sentences: list[_Sentence] = Field([], max_length=30)
    no_reply: str = ""


def read(text: str) -> Answer:
    """The answer in a text. Raises `Unusable`."""
    try:
        return Answer.model_validate(json.loads(text))
    except json.JSONDecodeError:
        raise Unusable(Came.BAD_JSON) from None
    except (ValidationError, RecursionError):
        raise Unusable(Came.WRONG_SHAPE) from None


def classes_of(answer: Answer) -> tuple[str, ...]:
    """The classes of sensitivity that it names, each once. One that we do not know, which only a server that ignores
    the schema lets through, counts as an exception: a person looks."""
    named = (fold(one).strip().replace(" ", "_").replace("-", "_") for one in answer.sensitive)
    return tuple(dict.fromkeys(one if one in BUILT_IN else "exception" for one in named if one not in _NO_CLASS))


def summary_of(answer: Answer, case: Case, request: Request, embedded: Summary) -> Summary:
    """The model's summary in place of the embedded one. What code knows as a fact stays, and passages do."""
    names, told = request.names, answer.summary
    if foreign(" ".join((told.issue, told.asked, *told.facts, *told.open_questions)), names, _sent(request)):
        raise Unusable(Came.PERSONAL)
    known = restore(_sent(request), names) + " ".join(embedded.facts)
    facts = [cut(restore(fact, names)) for fact in told.facts if fact.strip()]
    sound = [fact for fact in facts if set(_DIGITS.findall(fact)) <= set(_DIGITS.findall(known))]
    return replace(
        embedded,
        issue=cut(restore(told.issue, names)) or embedded.issue,
        asked=cut(restore(told.asked, names)) or embedded.asked,
        facts=tuple(dict.fromkeys([*embedded.facts, *sound]))[:_MOST_FACTS],
        open_questions=tuple(
            dict.fromkeys([*embedded.open_questions, *(cut(restore(one, names)) for one in told.open_questions if one)])
        )[:_MOST_FACTS],
    )


def sentences_of(answer: Answer, case: Case, request: Request) -> tuple[Sentence, ...]:
    """The reply, checked sentence by sentence. Raises `Unusable` where there is none, or none that may be shown."""
    given = [one for one in answer.sentences if one.text.strip()]
    if not given:
        raise Unusable(Came.NO_REPLY)
    if foreign(_plain(given, request), request.names, _sent(request)):
        raise Unusable(Came.PERSONAL)
    body = [_sentence(one, case, request) for one in given]
    template = drafting.template_for(case)
    sources = drafting.sources_of(case, template, tuple(request.articles.values()))
    checked = check(drafting.framed(case, _ended(body)), replace(sources, known=(*sources.known, *_called(request))))
    if not rests_on_something(checked):
        raise Unusable(Came.UNGROUNDED)
    return checked


def _called(request: Request) -> tuple[str, ...]:
    """What the customer's own records and their fields are called, and their numbers: a reply may say these words."""
    named = [(record.key, record.source, field.replace("_", " ")) for record, field in request.fields.values()]
    return tuple(dict.fromkeys(word for names in named for word in names))


def _sent(request: Request) -> str:
    return str(request.body["input"])


def _plain(given: list[_Sentence], request: Request) -> str:
    """The reply without the names of fields that it may use: what is left in braces was made up."""
    text = " ".join(one.text for one in given)
    known = {*request.fields, "{name}", "{shop}"}
    return _STANDS_FOR.sub(lambda found: "~" if found[0] in known else found[0], text)


def _sentence(one: _Sentence, case: Case, request: Request) -> Sentence:
    values = _values(case, request)
    text = " ".join(_STANDS_FOR.sub(lambda found: values.get(found[0], found[0]), one.text).split())
    end = "\n\n" if one.ends_paragraph else " "
    return Sentence(text=text + end, evidence=tuple(_evidence(one, case, request)))


def _values(case: Case, request: Request) -> Mapping[str, str]:
    fields = {
        name: written(" ".join(record.fields[field].split()), case.language)
        for name, (record, field) in request.fields.items()
    }
    known = {f"{{{name}}}": value for name, value in tone.known(case.desk.file, case.customer, case.language).items()}
    return {**request.names, **known, **fields}


def _evidence(one: _Sentence, case: Case, request: Request) -> Iterator[Evidence]:
    """What a sentence rests on. One that names a source that was not given, or changes the team's wording, on nothing:
    the check says so."""
    if one.source == "article":
        if (article := request.articles.get(one.id)) is None:
            return
        yield drafting.article_evidence(article, one.quote)
    elif one.source == "wording":
        template, line = request.wordings.get(one.id, (None, ""))
        if template is None or " ".join(one.text.split()) != " ".join(line.split()):
            return
        yield drafting.template_evidence(template, line)
    elif one.source == "none":
        return
    for name in dict.fromkeys(_STANDS_FOR.findall(one.text)):
        if name in request.fields:
            record, field = request.fields[name]
            value = written(" ".join(record.fields[field].split()), case.language)
            yield drafting.record_evidence(record, field, value)


def _ended(body: list[Sentence]) -> list[Sentence]:
    return [*body[:-1], replace(body[-1], text=body[-1].text.rstrip() + "\n\n")]
