"""*New ticket* and *Make a ticket*: a request is written down in Slack."""

from collections.abc import Mapping
from dataclasses import dataclass

from bot.domain.errors import RefusalCode, Refused
from bot.domain.roles import Action, require
from bot.flow import forms, intake, request_places, request_posts
from bot.flow.actors import actor
from bot.flow.called import name_of, names_of
from bot.flow.forms import Form
from store import conversations
from store.unit_of_work import UnitOfWork


@dataclass(frozen=True, slots=True)
class Asking:
    """What has to be known before somebody types: the number of the ticket that the message is already, or nothing;
    and what the ids in the message are called."""

    there: str
    names: dict[str, str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Made:
    """The ticket. `new` is False where the message was one already: what was typed is dropped."""

    number: str
    new: bool
    for_whom: str  # the name of who gets the answer; empty: not known
    for_clicker: bool


def about_to_ask(uow: UnitOfWork, by: str, message: str, mentioned: tuple[str, ...] = ()) -> Asking:
    """Whether `by` may ask at all, and about `message` (`channel:ts`; empty: about none). Raises a role's refusal."""
    _may(uow, by)
    ticket_id = conversations.ticket_of(uow, "slack", message) if message else None
    return Asking(there="" if ticket_id is None else f"T-{ticket_id}", names=names_of(uow, mentioned))


def form(uow: UnitOfWork, by: str, chosen: str = "", text: str = "") -> Form:
    """The form as `by` fills it in, for the `chosen` type (empty: none yet); `text` is what they have typed so far.

    Raises a role's refusal.
    """
    _may(uow, by)
    return forms.form(uow, chosen, text)


def write_down(
    uow: UnitOfWork,
    *,
    subject: str,
    body: str,
    by: str,
    view_id: str,
    message: str = "",
    author: str = "",
    type_name: str | None = None,
    given: Mapping[str, str] | None = None,
) -> Made:
    """The ticket of a submitted form, perhaps made from a `message` (`channel:ts`) that `author` wrote.

    `given` is what was answered, by the need's name, empty where it was asked and left open. Safe to submit twice.
    Raises `Refused(EMPTY_REQUEST)`, a role's refusal, or `forms.Unfit` for answers that will not do.
    """
    _may(uow, by)
    if not (subject.strip() or body.strip()):
        raise Refused(RefusalCode.EMPTY_REQUEST)
    given = given or {}
    kind = uow.desk.type(type_name)
    answers = forms.checked(uow, kind, f"{subject}\n{body}", given, frozenset(given))
    order = given.get("order", "").strip()
    if order and "order" not in answers:  # asked before a type was chosen
        answers["order"] = order
    channel, _, ts = message.partition(":")
    source = request_places.source_of(uow, channel)
    request_posts.hold(uow, channel, ts)
    receipt = intake.new_from_slack(
        uow,
        subject=subject,
        body=body,
        by=by,
        conversation=message or view_id,
        requester=author,
        type_name=type_name,
        answers=answers,
        listed_as=source.name if source else "",
    )
    if ts and receipt.ticket_id is not None:
        request_posts.made_elsewhere(uow, channel, ts, receipt.ticket_id)
    return Made(
        number=receipt.number,
        new=not (message and receipt.repeated),
        for_whom=name_of(uow, author or by),
        for_clicker=author in ("", by),
    )


def _may(uow: UnitOfWork, by: str) -> None:
    try:
        require(Action.CREATE_TICKET, actor(uow, by), None)
    except Refused as refused:
        about = {"outsider": "no_queue"} if refused.code is RefusalCode.NOT_A_MEMBER else {}
        raise Refused(refused.code, **{**about, **refused.facts}) from None
