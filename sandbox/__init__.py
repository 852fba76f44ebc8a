"""A local Slack workspace for trying and testing an app: Web API, Socket Mode, HTTP, and a page in the browser."""

from sandbox.choosing import Refused
from sandbox.conversations import Conversation, Customer, Line
from sandbox.delivery import AppDidNotAnswer
from sandbox.server import Sandbox
from sandbox.values import Channel, Message, User, Usergroup, View
from sandbox.webhooks import Sent

__all__ = [
    "AppDidNotAnswer",
    "Channel",
    "Conversation",
    "Customer",
    "Line",
    "Message",
    "Refused",
    "Sandbox",
    "Sent",
    "User",
    "Usergroup",
    "View",
]
