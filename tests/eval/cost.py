"""What a ticket costs: time on one core, memory, and pauses of the event loop. All made up; no set is read."""

from collections.abc import Iterator
from pathlib import Path
from statistics import median

from tests.benchmarks.embedded import ARTICLES, PAST, Cost, measure
from tests.eval.row import Row


def rows(_: Path) -> Iterator[Row]:
    return of(measure())


def of(costs: list[Cost]) -> Iterator[Row]:
    """The rows of several processes: medians, with the best of them beside."""

    def ms(what: str, name: str, most: float | None = None) -> Row:
        found = [getattr(cost, name) for cost in costs]
        return Row(part="cost", what=what, measured=round(median(found), 1), unit="ms", baseline=most,
                   better="lower", note=f"best of {len(found)}: {min(found):.1f} ms")  # fmt: skip

    def mb(what: str, later: str, earlier: str) -> Row:
        grown = [
            after - before
            for cost in costs
            if (after := getattr(cost, later)) is not None and (before := getattr(cost, earlier)) is not None
        ]
        if not grown:
            return Row(part="cost", what=what, measured=None, unit="MB", note="not known on this system")
        return Row(part="cost", what=what, measured=round(median(grown) * 1.048576), unit="MB", better="lower")

    yield ms(f"a ticket, {ARTICLES:,} articles", "ticket", 50)
    yield ms("the same, 95 of 100 within", "ticket_p95")
    yield ms(f"a ticket, {PAST:,} past tickets beside", "with_past", 50)
    yield ms("the same, 95 of 100 within", "with_past_p95")
    yield mb("memory, libraries, index and classifier", "learned_mib", "before_mib")
    yield mb("memory, past tickets and a second index and classifier", "past_mib", "learned_mib")
    for what, name in (("articles", "index_seconds"), ("articles and past tickets", "past_seconds")):
        seconds = median(getattr(cost, name) for cost in costs)
        yield Row(part="cost", what=f"seconds to index {what}", measured=round(seconds, 1), unit="", better="lower")
    seconds = median(cost.training_seconds for cost in costs)
    yield Row(part="cost", what="seconds to train", measured=round(seconds, 1), unit="", better="lower")
    yield ms("longest pause of an idle loop", "idle_pause")
    yield ms("the same while it learns at the start", "learning_pause", 20)
    yield ms(f"the same while a child learns {PAST:,} past tickets", "child_pause", 20)
    yield ms("the same while it prepares tickets", "preparing_pause", 20)
