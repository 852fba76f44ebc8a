"""What is taken out, and the test that must notice it."""

from dataclasses import dataclass
from typing import Final


@dataclass(frozen=True, slots=True, kw_only=True)
class Mutant:
    """One mechanism taken out: `before` stands once in `file` and is replaced by `after`; `test` must fail then.

    `promise` is the row of docs/promises.md.
    """

    promise: str
    without: str
    file: str
    before: str
    after: str
    test: str


MUTANTS: Final = (
    Mutant(
        promise="No request is lost",
        without="what fails is kept for a person",
        file="handlers/webhooks.py",
        before="            return await self._park(arrival)\n",
        after="            return web.json_response({}, status=202)\n",
        test="tests/edge/test_webhooks.py",
    ),
    Mutant(
        promise="No request is lost",
        without="a listener that failed is not acknowledged",
        file="bot/app.py",
        before="            process_before_response=True,\n",
        after="            process_before_response=False,\n",
        test="tests/scenarios/test_an_event_that_failed_comes_again.py",
    ),
    Mutant(
        promise="What is asked in a request channel is heard, once",
        without="reading channels again after a gap",
        file="bot/flow/request_reading.py",
        before="        outbox.reread(uow, channel)\n",
        after="        pass\n",
        test="tests/scenarios/test_a_channel_is_read_after_a_gap.py::test_the_timer_reads_what_no_event_told",
    ),
    Mutant(
        promise="No request twice",
        without="one row for each id of a source",
        file="store/inbox.py",
        before='        "external_id": external_id,\n        "kind": kind,\n        "state": "done",\n',
        after='        "external_id": external_id + uow.token(),\n        "kind": kind,\n        "state": "done",\n',
        test="tests/flow/test_intake_races.py::test_the_same_event_five_times_is_one_ticket",
    ),
    Mutant(
        promise="A customer's answer joins its ticket",
        without="the lock on a conversation that does not exist yet",
        file="store/conversations.py",
        before='    if uow.dialect.name != "sqlite":\n        uow.run(_LOCK',
        after='    if uow.dialect.name == "none":\n        uow.run(_LOCK',
        test="tests/flow/test_intake_races.py::test_a_ticket_and_its_first_messages_in_any_order_are_one_ticket",
    ),
    Mutant(
        promise="Requests that stop arriving are noticed",
        without="looking at every source",
        file="bot/flow/silence.py",
        before="    return changed + sum(_begun(uow, source, since) for source in sources if source not in lasting)\n",
        after="    return changed\n",
        test="tests/flow/test_silence.py",
    ),
    Mutant(
        promise="No reply twice",
        without="looking only when the request can no longer be on its way",
        file="bot/jobs/reply.py",
        before="    if left > timedelta():\n",
        after="    if False:\n",
        test="tests/flow/test_looking.py",
    ),
    Mutant(
        promise="A rate limit delays, never drops",
        without="the list that a routine ticket stands on in a burst",
        file="bot/flow/posting.py",
        before="    if found.way is Way.LISTED:\n        return False, True\n",
        after="",
        test="tests/flow/test_bursts.py",
    ),
    Mutant(
        promise="One live card, showing the newest state",
        without="a wish that touches the pending row",
        file="store/outbox.py",
        before='            "touched": col(OutboxRow.touched) + 1,\n',
        after='            "touched": col(OutboxRow.touched),\n',
        test="tests/store/test_outbox.py",
    ),
    Mutant(
        promise="One live card, showing the newest state",
        without="the look for a post whose answer was lost",
        file="bot/jobs/effects.py",
        before="    standing = await context.find(channel, name, since=since) if since else None\n",
        after="    standing = None\n",
        test="tests/flow/test_posting.py::test_a_post_whose_answer_was_lost_is_found_and_not_doubled",
    ),
    Mutant(
        promise="Order for each ticket",
        without="only the head of a lane",
        file="store/outbox.py",
        before="col(OutboxRow.due_at) <= uow.now, head, ~closed)",
        after="col(OutboxRow.due_at) <= uow.now, ~closed)",
        test="tests/store/test_outbox.py",
    ),
    Mutant(
        promise="A rate limit delays, never drops",
        without="a 429 closes its bucket",
        file="bot/flow/leases.py",
        before="    if recorded and outcome.close_bucket is not None:\n",
        after="    if False:\n",
        test="tests/unit/test_worker.py::test_a_429_closes_the_bucket_and_the_others_flow",
    ),
    Mutant(
        promise="A rate limit delays, never drops",
        without="buckets that processes share",
        file="store/buckets.py",
        before="        if any(self._next[one] > self._uow.now for one in used):\n",
        after="        if False:\n",
        test="tests/store/test_buckets.py",
    ),
    Mutant(
        promise="One winner for each click",
        without="an UPDATE that only takes what nobody has",
        file="store/tickets.py",
        before=", col(TicketRow.assignee_id).is_(None))\n",
        after=")\n",
        test="tests/flow/test_claim.py::test_of_twenty_who_claim_at_once_one_wins_and_the_others_are_told_who",
    ),
    Mutant(
        promise="A stale button does no harm",
        without="the last message that the clicker saw",
        file="bot/flow/reply.py",
        before="    _check_first_look(uow, ticket, draft, message_id)\n    ticket = take(uow, ticket, who)\n",
        after="    ticket = take(uow, ticket, who)\n",
        test="tests/flow/test_reply.py",
    ),
    Mutant(
        promise="A stale button does no harm",
        without="a modal counts once",
        file="store/inbox.py",
        before='    values = {"desk_id": uow.desk_id, "view_id": view_id, "created_at": uow.now}\n',
        after='    values = {"desk_id": uow.desk_id, "view_id": view_id + uow.token(), "created_at": uow.now}\n',
        test="tests/flow/test_reply.py",
    ),
    Mutant(
        promise="No reply twice",
        without="a send whose worker died is in doubt",
        file="bot/flow/leases.py",
        before="    if job.kind in SENDS:\n",
        after="    if False:\n",
        test="tests/flow/test_sending_doubt.py::test_a_send_whose_worker_died_in_the_middle_is_unsure_and_told",
    ),
    Mutant(
        promise="No reply twice",
        without="a reply that has begun to leave is down as such",
        file="bot/flow/sending.py",
        before="reply.id, ReplyState.UNDO, ReplyState.SENDING, **begun",
        after="reply.id, ReplyState.UNDO, ReplyState.UNDO, **begun",
        test="tests/flow/test_sending_doubt.py",
    ),
    Mutant(
        promise="What is sent is still true",
        without="the second look",
        file="bot/flow/sending.py",
        before="    reason, facts = _difference(uow, ticket, reply, read_again)\n",
        after='    reason, facts = "", {}\n',
        test="tests/flow/test_sending.py",
    ),
    Mutant(
        promise="Nothing unapproved leaves",
        without="the approvals that a reply needs",
        file="bot/domain/reply.py",
        before="    if keys_needed < 2:\n        return True\n",
        after="    return True\n",
        test="tests/flow/test_second_approval.py",
    ),
    Mutant(
        promise="Nothing unapproved leaves",
        without="an approval is for one exact text",
        file="bot/domain/reply.py",
        before="    current = [approval for approval in approvals if approval.body_hash == body_hash(body)]\n",
        after="    current = list(approvals)\n",
        test="tests/unit",
    ),
    Mutant(
        promise="A dead worker's work comes back",
        without="an outcome counts while the lease is still one's own",
        file="store/outbox.py",
        before=" == job.id, col(OutboxRow.lease_token) == job.lease_token, col",
        after=" == job.id, col",
        test="tests/store/test_outbox.py::test_an_outcome_with_a_lost_lease_changes_nothing",
    ),
    Mutant(
        promise="A dead worker's work comes back",
        without="looking for leases that ran out",
        file="bot/flow/leases.py",
        before="    found = outbox.expired(uow, limit=1)\n",
        after="    found: list[Job] = []\n",
        test="tests/unit/test_worker_leases.py::test_what_a_dead_worker_left_is_done_by_the_next",
    ),
    Mutant(
        promise="One digest for each audience and day",
        without="the unique row of a run",
        file="store/digests.py",
        before='        "audience": audience,\n        "local_date": local_date,\n',
        after='        "audience": audience + uow.token(),\n        "local_date": local_date,\n',
        test="tests/flow/test_digest.py::test_of_two_who_have_the_same_time_to_work_one_inserts_its_digest",
    ),
    Mutant(
        promise="One digest for each audience and day",
        without="a timer goes on to its next time",
        file="bot/flow/timers.py",
        before="        timers.move(uow, timer, next_due(spec, uow.at), uow.at)\n",
        after="        pass\n",
        test="tests/flow/test_timers.py",
    ),
    Mutant(
        promise="Nobody acts beyond their role",
        without="the table of roles",
        file="bot/domain/roles.py",
        before="    if not roles & allowed:\n",
        after="    if False:\n",
        test="tests/unit/test_roles.py",
    ),
    Mutant(
        promise="Nobody acts beyond their role",
        without="membership that is too old is not trusted",
        file="bot/domain/roles.py",
        before="    if not actor.service and not actor.fresh:\n",
        after="    if False:\n",
        test="tests/flow/test_claim.py::test_a_membership_that_is_too_old_is_not_trusted",
    ),
    Mutant(
        promise="One customer never sees another's record",
        without="a record is used only for whom it belongs to",
        file="bot/domain/records.py",
        before="    if not _belongs(record, customer, customers_of):\n",
        after="    if False:\n",
        test="tests/flow/test_prepare.py::test_a_strangers_order_gives_no_suggestion_and_none_of_its_fields",
    ),
    Mutant(
        promise="The model may fail",
        without="what the assistant raises costs the suggestion only",
        file="bot/jobs/prepare.py",
        before="    except Exception:  # the card says that there is no suggestion",
        after="    except KeyboardInterrupt:  # the card says that there is no suggestion",
        test="tests/flow/test_prepare.py::test_an_assistant_that_fails_costs_the_suggestion_not_the_card",
    ),
    Mutant(
        promise="Private text stays private",
        without="a note is not public",
        file="bot/flow/note.py",
        before="        public=False,\n",
        after="        public=True,\n",
        test="tests/flow/test_note.py",
    ),
)
