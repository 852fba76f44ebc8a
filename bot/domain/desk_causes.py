"""`[[spikes]]` of a desk file: what must hold, and what it does, in sentences."""

from collections.abc import Iterator

from bot.domain.desk import DeskFile, SpikeRule
from bot.domain.desk_faults import CHANNEL, place, unknown


def spike_problems(file: DeskFile) -> Iterator[str]:
    """One sentence for each fault."""
    departments = [department.name for department in file.departments]
    fields = sorted({name for source in file.records for name in source.fields})
    types = [kind.name for kind in file.types]
    for index, rule in enumerate(file.spikes, 1):
        where = place("spikes", index, rule.name)
        if sum(map(bool, (rule.record, rule.attribute, rule.pattern))) != 1:
            yield f"{where} must have one of record, attribute and pattern"
        if rule.record and rule.record not in fields:
            yield unknown(f"{where}: record", "field of a record", rule.record, fields)
        yield from (unknown(f"{where}: types", "request type", name, types) for name in rule.types if name not in types)
        if rule.department and rule.department not in departments:
            yield unknown(f"{where}: department", "department", rule.department, departments)
        if rule.channel and not CHANNEL.match(rule.channel):
            yield f'{where}: channel must name a channel as "#name" or by a Slack id, not "{rule.channel}"'


def spikes_told(file: DeskFile) -> Iterator[str]:
    """What is watched, one sentence a rule, for `python -m bot check`."""
    for rule in file.spikes:
        place_of = f"in {rule.channel}" if rule.channel else "in the channel of their queue"
        proposes = f", and proposes to ask {rule.department}" if rule.department else ""
        yield f"Spikes by {rule.name} ({_what(rule)}): more than usual get one card {place_of}{proposes}."


def _what(rule: SpikeRule) -> str:
    if rule.record:
        return f'the record’s field "{rule.record}"'
    return f'the field "{rule.attribute}"' if rule.attribute else "what its pattern finds"
