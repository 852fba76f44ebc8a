"""What `[ai]` of a desk file must say before anything leaves the house, and what it then means."""

from collections.abc import Iterator
from datetime import date, timedelta
from typing import Final

from bot.domain.desk import Desk, DeskFile
from bot.domain.desk_ai import Outside
from bot.domain.desk_faults import unknown
from bot.domain.prices import PRICED_ON, price_of

#: A suggestion has twenty seconds in all, and the built-in assistant must still come to its turn.
LONGEST_WAIT: Final = timedelta(seconds=15)
#: Days in which notice is given of a prompt that falls due.
SOON: Final = 14
_PURPOSES: Final = {"summarise": "summaries", "draft": "suggested replies"}


def outside_problems(file: DeskFile) -> Iterator[str]:
    """One sentence for each fault; blanks are refused, since whoever answers for the data must have decided them."""
    outside = file.ai.outside
    if outside is None:
        if file.ai.engine == "outside":
            yield 'ai: engine = "outside" needs the table [ai.outside], which says who is asked and what they are told'
        return
    for key in ("vendor", "region", "agreement", "model"):
        if not getattr(outside, key).strip():
            yield f"ai.outside: {key} must not be blank"
    if outside.time_out > LONGEST_WAIT:
        yield f"ai.outside: time_out may be {LONGEST_WAIT.seconds} seconds at most; a suggestion has twenty in all"
    if (outside.input_price is None) != (outside.output_price is None):
        yield "ai.outside: input_price and output_price go together"
    types = {kind.name for kind in file.types}
    for name in outside.types:
        if name not in types:
            yield unknown("ai.outside: types", "type", name, types)
    yield from _fields(file, outside)


def _fields(file: DeskFile, outside: Outside) -> Iterator[str]:
    kinds = [kind for kind in file.types if kind.name in outside.types]
    allowed = {f"{source}.{field}" for kind in kinds for source, fields in kind.records.items() for field in fields}
    for field in outside.fields:
        if field not in allowed:
            yield unknown("ai.outside: fields: none of its types may read", "field", field, allowed)


def outside_told(file: DeskFile) -> list[str]:
    """What is sent to whom, one sentence a line, for `python -m bot check`."""
    outside = file.ai.outside
    if file.ai.engine != "outside" or outside is None:
        more = " [ai.outside] is ready, and not switched on." if outside else ""
        return [f"Nothing is sent to a model outside; the built-in assistant suggests.{more}"]
    purposes = " and ".join(_PURPOSES[purpose] for purpose in outside.purposes)
    values = f"the values of {', '.join(outside.fields)}" if outside.fields else "no value of any record"
    price = price_of(outside)
    spent = f"At most ${outside.daily_ceiling:.2f} and {outside.daily_calls} calls a day"
    counted = (
        f"counted at ${price.input:g} and ${price.output:g} for a million tokens read and written"
        + ("" if outside.input_price is not None else f" (list price of {PRICED_ON})")
        if price
        else f"but no price of {outside.model} is known, so only the calls are held to: set input_price, output_price"
    )
    return [
        f"{outside.vendor} ({outside.region}; {outside.agreement}) is asked for {purposes}, with {outside.model}, "
        f"for the types {', '.join(outside.types)}.",
        "It is sent the conversation, with placeholders for names, addresses and numbers that lead to somebody; what "
        "customers may read of articles, the lines of the type’s template and what an agent wishes of a suggestion; "
        f"the names of the customer’s own record fields, and {values}.",
        "It is sent nothing of sensitive or delicate tickets, nor of any whose type is not certain.",
        f"{spent}, {counted}; then the built-in assistant goes on alone.",
    ]


def with_model(file: DeskFile, name: str) -> DeskFile:
    """The desk file with the model that the environment names in place of its own; as it is where that names none."""
    if not name or file.ai.outside is None:
        return file
    outside = file.ai.outside.model_copy(update={"model": name})
    return file.model_copy(update={"ai": file.ai.model_copy(update={"outside": outside})})


def whereabouts_told(file: DeskFile, host: str, *, key: bool) -> list[str]:
    """Where the model outside is asked, by the environment: `host` is that of an address of one's own, empty for the
    vendor's, for which a `key` is needed."""
    if file.ai.engine != "outside" or file.ai.outside is None:
        return []
    if host:
        return [f"The model outside is asked at {host} (OPENAI_BASE_URL)."]
    if key:
        return ["The model outside is asked at api.openai.com."]
    return ["Nobody outside can be asked from here: neither OPENAI_API_KEY nor OPENAI_BASE_URL is set."]


def prompts_told(desk: Desk, today: date) -> list[str]:
    """Which prompts are past their date or soon will be, where a model outside is asked with them."""
    if desk.file.ai.engine != "outside":
        return []
    lines = []
    for prompt in desk.prompts:
        name = f'Prompt "{prompt.title}" ({getattr(desk.file.owners, prompt.owner, prompt.owner)})'
        if prompt.expired(today):
            lines.append(f"{name} expired on {prompt.valid_until}: the model outside is not asked with it.")
        elif (prompt.valid_until - today).days <= SOON:
            lines.append(f"{name} expires on {prompt.valid_until}.")
    return lines
