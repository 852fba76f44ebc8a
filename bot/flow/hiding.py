"""A ticket was sealed: what single people have before them of it says so too, in direct messages and in App Home."""

from bot.domain.outbox import Kind
from bot.domain.ticket import Ticket
from bot.flow import outbox
from store import outbox as rows
from store import people, posts, spans
from store.unit_of_work import UnitOfWork


def hide(uow: UnitOfWork, ticket: Ticket) -> None:
    """Edit the direct messages about a locked ticket that have been sent, and publish the Home of everybody who has or
    had it: Slack keeps one until it is opened again. Safe to call twice."""
    for post in posts.of_ticket(uow, ticket.id, "notice"):
        if post.ts is not None and post.state == "live":
            rows.enqueue(
                uow, Kind.NOTICE, post.subject, lane=f"notice:{post.subject}", bucket="chat.update",
                priority=outbox.URGENT,
            )  # fmt: skip
    for person_id in spans.people(uow, ticket.id):
        person = people.by_id(uow, person_id)
        if person is not None and person.slack_id:
            show_home(uow, person.slack_id)


def show_home(uow: UnitOfWork, slack_id: str) -> None:
    """Publish somebody's App Home as it is then. Asked for again, it is the same row."""
    rows.enqueue(
        uow, Kind.HOME, slack_id, lane=f"home:{slack_id}", bucket="views.publish", priority=outbox.URGENT,
    )  # fmt: skip
