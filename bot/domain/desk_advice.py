"""What must hold of the desk file's advice, beyond the shape of each."""

from collections.abc import Iterator

from bot.domain.desk import AdviceWhen, DeskFile
from bot.domain.desk_faults import place, unknown
from bot.domain.desk_texts import plain_variables

LONGEST = 200


def advice_problems(file: DeskFile) -> Iterator[str]:
    """One sentence for each fault: sentences that say nothing, and record fields that nobody reads."""
    fields = [f"{record.name}.{name}" for record in file.records for name in (*record.fields, record.key)]
    everything = ""
    for index, rule in enumerate(file.advice, 1):
        where = place("advice", index, rule.name)
        if not rule.say.strip() or not rule.say.isprintable():
            yield f"{where}: say must not be empty, and must stand on one line"
        elif len(rule.say) > LONGEST:
            yield f"{where}: say may have {LONGEST} characters, since it is one line of a card"
        yield from plain_variables(f"{where}: say", rule.say, frozenset({"owner"}))
        yield from (
            unknown(f"{where}: when.record", "field", one, fields) for one in rule.when.record if one not in fields
        )
        if everything:
            yield f"{where} never holds: {everything} holds for everything that comes to it"
        elif rule.when == AdviceWhen():
            everything = where
