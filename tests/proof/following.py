"""What is taken out of what other systems are told."""

from typing import Final

from tests.proof.mutant import Mutant

_TOLD: Final = "What happens is told to whoever follows it, in order, and no more than that"
_HELD: Final = "A subscriber that takes nothing holds nothing else up"
MUTANTS: Final = (
    Mutant(
        promise=_TOLD,
        without="noting before the commit",
        file="store/store.py",
        before="                events.note_all(uow)\n",
        after="",
        test="tests/flow/test_events.py::test_what_happens_is_told_in_order_and_to_whom_it_concerns",
    ),
    Mutant(
        promise=_TOLD,
        without="trying again what was not taken",
        file="bot/jobs/event.py",
        before='            return Outcome("again", taken.detail, delay=pause, close_bucket=pause, patient=True)\n',
        after="            return DONE\n",
        test="tests/scenarios/test_other_systems_follow.py::test_nothing_is_lost_while_it_fails_in_every_way",
    ),
    Mutant(
        promise=_TOLD,
        without="the seal",
        file="bot/flow/events.py",
        before="    if noted.sealed or ticket.sealed:\n",
        after="    if noted.sealed:\n",
        test="tests/flow/test_events.py::test_of_a_sensitive_ticket_only_event_and_number_are_told",
    ),
    Mutant(
        promise=_TOLD,
        without="only what an event gives",
        file="bot/domain/events.py",
        before="for key in sort.gives if (value",
        after="for key in detail if (value",
        test="tests/unit/test_events.py::test_of_an_entry_only_what_is_named_goes_along",
    ),
    Mutant(
        promise=_TOLD,
        without="only what the desk file names",
        file="bot/flow/events.py",
        before="    wanted = set(subscriber.fields)\n",
        after='    wanted = {"subject", "person", *_OF_CUSTOMER}\n',
        test="tests/flow/test_events.py::test_nothing_personal_goes_along_unless_the_desk_file_names_it",
    ),
    Mutant(
        promise=_HELD,
        without="hands of their own",
        file="bot/worker.py",
        before="sum(job.kind not in APART for job in self._running.values())",
        after="len(self._running)",
        test="tests/scenarios/test_other_systems_follow.py::test_while_some_stall_everything_else_goes_on",
    ),
    Mutant(
        promise=_HELD,
        without="one request at a time",
        file="store/apart.py",
        before="_BUSY = select(col(OutboxRow.bucket)).where(text(\"state = 'leased'\")",
        after="_BUSY = select(col(OutboxRow.bucket)).where(text(\"state = 'none'\")",
        test="tests/flow/test_events.py::test_to_each_subscriber_one_at_a_time",
    ),
)
