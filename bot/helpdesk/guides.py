"""What is to be pressed and pasted in each helpdesk, for `python -m bot connect`. The same steps, with their reasons,
stand in docs/connectors.md.

In a step `{hook}` is the webhook's whole address, `{secret}` what proves it. A helpdesk without a guide is connected by
its part of docs/connectors.md.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final, Literal

from bot.domain.desk_vendors import VENDORS


@dataclass(frozen=True, slots=True)
class Guide:
    """How one kind is connected. `makes`: the variable whose value we make and the helpdesk is given; empty where the
    helpdesk makes its own, or is `asked` and tells nothing by itself. `token` says what proves us there; empty where
    nothing has to."""

    makes: Literal["HOOK_SECRET", "HOOK_TOKEN", ""]
    steps: tuple[str, ...]
    token: str = ""
    asked: bool = False


GUIDES: Final[Mapping[str, Guide]] = {
    "generic": Guide(
        "HOOK_SECRET",
        (
            "POST {hook}, signed as Standard Webhooks says with {secret}; docs/webhooks.md has the bodies, and a line "
            "of shell that sends one.",
            "Set REPLY_URL_{ending} to where approved replies are to be sent, signed with the same secret.",
        ),
    ),
    "django_helpdesk": Guide(
        "HOOK_TOKEN",
        (
            "In its environment set both HELPDESK_NEW_TICKET_WEBHOOK_URLS and HELPDESK_FOLLOWUP_WEBHOOK_URLS to {hook}",
            "Make a user with staff status and access to the queues, and its token: python manage.py drf_create_token.",
        ),
        "what drf_create_token has printed",
    ),
    "zendesk": Guide(
        "",
        (
            "Admin Center, Apps and integrations > Webhooks > Create webhook > Zendesk events: ticket.created, "
            "ticket.comment_added, ticket.status_changed, ticket.priority_changed, ticket.merged, ticket.soft_deleted, "
            "ticket.permanently_deleted.",
            "Endpoint URL {hook}, POST, JSON, no authentication; then Reveal secret: HOOK_SECRET_{ending}.",
            "APIs > Zendesk API > Add API token: HELPDESK_TOKEN_{ending}.",
        ),
        "an API token of the account that user names",
    ),
    "freshdesk": Guide(
        "",
        ("Profile settings > View API key of an agent who sees all tickets: HELPDESK_TOKEN_{ending}. That is all.",),
        "the API key of an agent who sees all tickets",
        asked=True,
    ),
    "zammad": Guide(
        "HOOK_SECRET",
        (
            "Settings > Webhook > New: endpoint {hook}, HMAC SHA1 signature token {secret}, the payload as proposed.",
            "Settings > Trigger > New, twice, both with this webhook as their only action: Action is created, and "
            "Action is updated.",
            "Profile > Token Access of an agent in all groups: a token with ticket.agent is HELPDESK_TOKEN_{ending}.",
        ),
        "an access token with ticket.agent",
    ),
    "chatwoot": Guide(
        "",
        (
            "Settings > Integrations > Webhooks > Add new webhook: {hook}, with message_created and "
            "conversation_status_changed; its secret is HOOK_SECRET_{ending}.",
            "Profile settings > Access token of an agent or an agent bot is HELPDESK_TOKEN_{ending}.",
        ),
        "the access token of an agent or an agent bot",
    ),
    "intercom": Guide(
        "",
        (
            "Developer Hub, an app with Read conversations, Reply to conversations and Read admins: its client secret "
            "is HOOK_SECRET_{ending}, its access token HELPDESK_TOKEN_{ending}.",
            "Webhooks: endpoint {hook}, topics conversation.user.created, conversation.user.replied, "
            "conversation.admin.replied, conversation.admin.noted, conversation.admin.closed, "
            "conversation.admin.opened, conversation.deleted.",
        ),
        "the app’s access token",
    ),
    "helpscout": Guide(
        "HOOK_SECRET",
        (
            "Your profile > My apps > Create app: the App ID is user, the App secret HELPDESK_TOKEN_{ending}.",
            "Manage > Apps > Webhooks: callback {hook}, secret key {secret}, payload version 2.0, events Conversation "
            "Created, Customer Replied, Agent Replied, Note Created, Status Changed, Conversation Merged and "
            "Conversation Deleted.",
        ),
        "the App secret",
    ),
}


def guide_of(kind: str, *, signs: bool = False) -> Guide:
    """The guide of a kind; for one without a guide where its page is, and which variables it has. `signs`: what it
    sends is signed, and carries no token."""
    if (found := GUIDES.get(kind)) is not None:
        return found
    vendor = VENDORS[kind]
    page = f"docs/connectors.md, {vendor.title}, has the steps"
    signed = ", signed with {secret}" if signs else ""
    told = "" if vendor.asked else f"; its webhook goes to {{hook}}{signed}"
    proof = f"what proves Deskhand to {vendor.title}"
    makes: Literal["HOOK_SECRET", "HOOK_TOKEN"] = "HOOK_SECRET" if signs else "HOOK_TOKEN"
    return Guide("" if vendor.asked else makes, (f"{page}{told}.",), proof, asked=vendor.asked)
