"""What must hold of the desk file's advice, beyond the shape of each."""

from collections.abc import Iterator

from bot.domain.desk import AdviceRule, AdviceWhen, DeskFile
from bot.domain.desk_faults import place, unknown
from bot.domain.desk_texts import plain_variables

LONGEST = 200
#: As much as the form of a handoff takes.
NEEDS = 1500


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
        yield from _handoff_problems(file, where, rule)
        yield from plain_variables(f"{where}: say", rule.say, frozenset({"owner"}))
        yield from (
            unknown(f"{where}: when.record", "field", one, fields) for one in rule.when.record if one not in fields
        )
        if everything:
            yield f"{where} never holds: {everything} holds for everything that comes to it"
        elif rule.when == AdviceWhen():
            everything = where


def _handoff_problems(file: DeskFile, where: str, rule: AdviceRule) -> Iterator[str]:
    known = [one.name for one in file.departments]
    if rule.department and rule.department not in known:
        yield unknown(f"{where}: department", "department", rule.department, known)
    if not rule.department and (rule.needs or rule.within is not None):
        yield f"{where}: needs and within say what a department is asked for, and there is no department"
    if len(rule.needs) > NEEDS:
        yield f"{where}: needs may have {NEEDS} characters"
