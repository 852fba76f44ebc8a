"""Compares what a desk file names with what a Slack workspace has."""

from collections.abc import Iterable, Iterator, Mapping
from typing import Final

from bot.cli.manifest import FEATURES, SCOPES
from bot.domain.desk import Desk
from bot.slack.errors import MissingScope, SlackError, TokenBad
from bot.slack.gateway import Slack
from bot.slack.users import User

#: Where Slack says what a token may do (docs.slack.dev, "Using the Slack Web API").
_SCOPES_HEADER: Final = "x-oauth-scopes"


async def problems_in_workspace(desk: Desk, slack: Slack) -> list[str]:
    """One sentence for each channel, person, group or scope that is missing; none when all is there. Reads only."""
    try:
        auth = await slack.auth()
        scopes = await _scopes(slack)
        needed = {*SCOPES, *(FEATURES["files"][0] if any(one.files for one in desk.file.sources) else ())}
        if missing := sorted(needed - scopes) if scopes else []:
            return [f"the app is installed without the scope {scope}; install it again with it" for scope in missing]
        channels, users = await slack.channels(), await slack.users()
        groups = await slack.usergroups() if not scopes or _reads_groups(scopes) else {}
        hidden = bool(scopes) and not _reads_groups(scopes)
        problems = [*_channels(desk, channels), *_people(desk, users, groups, hidden)]
        members: dict[str, frozenset[str]] = {}
        for name, where in named_channels(desk):
            found = _channel_id(name, channels)
            if found:
                members[name] = await slack.members(found)
                if auth.user_id not in members[name]:
                    problems.append(f"{where}: invite the app to {name}")
        teams = {handle: await slack.usergroup_members(found) for handle, found in _teams(desk, groups).items()}
        return [*problems, *_nobody(desk, users, members, teams)]
    except SlackError as error:
        return [explained(error)]


def explained(error: SlackError) -> str:
    """What keeps us from asking Slack, as a sentence with its remedy."""
    if isinstance(error, TokenBad):
        return "SLACK_BOT_TOKEN: Slack does not know this token; copy it again from OAuth & Permissions of the app"
    if isinstance(error, MissingScope):
        return f"the app is installed without the scope {error.needed}; install it again with it"
    return f"Slack could not be asked: {error.error}"


async def _scopes(slack: Slack) -> frozenset[str]:
    """What the token may do; nothing where Slack does not say."""
    answer = await slack.client.auth_test()
    given = {name.lower(): text for name, text in answer.headers.items()}.get(_SCOPES_HEADER, "")
    return frozenset(scope.strip() for scope in str(given).split(",") if scope.strip())


def _reads_groups(scopes: frozenset[str]) -> bool:
    return scopes.issuperset(FEATURES["groups"][0])


def _channels(desk: Desk, channels: Mapping[str, str]) -> Iterator[str]:
    for name, where in named_channels(desk):
        if not _channel_id(name, channels):
            yield f"{where}: there is no channel {name} that the app can see; a private one has to invite it first"


def _channel_id(name: str, channels: Mapping[str, str]) -> str:
    return channels.get(name[1:], "") if name.startswith("#") else name if name in channels.values() else ""


def _teams(desk: Desk, groups: Mapping[str, str]) -> dict[str, str]:
    """The user groups that work queues, as written in the desk file, with their ids."""
    written = {name for queue in desk.file.queues if queue.members != "channel" for name in queue.members}
    ids = {name: groups.get(name.removeprefix("@"), name) for name in written}
    return {name: found for name, found in ids.items() if found in groups.values()}


def _nobody(
    desk: Desk,
    users: Iterable[User],
    channels: Mapping[str, frozenset[str]],
    teams: Mapping[str, frozenset[str]],
) -> Iterator[str]:
    """Queues whose requests nobody may work: guests, apps and people who left do not count."""
    usable = {user.id: user for user in users if not (user.deleted or user.guest or user.stranger or user.is_bot)}
    named = {user.handle: user.id for user in usable.values()}
    for queue in desk.file.queues:
        if queue.members == "channel" and queue.channel not in channels:
            continue  # that is told already
        standing = set(channels.get(queue.channel, frozenset()))
        remedy = f"nobody in {queue.channel} may work it: ask people in"
        if queue.members != "channel":
            remedy = "its members are nobody who may work it: name others, or fill their group"
            people = {named.get(name.removeprefix("@"), name) for name in queue.members}
            standing = people.union(*(teams.get(name, frozenset()) for name in queue.members))
        if not standing & usable.keys():
            yield f"queue {queue.name}: {remedy}"


def _people(desk: Desk, users: Iterable[User], groups: Mapping[str, str], hidden: bool) -> Iterator[str]:
    known = {user.handle: user for user in users} | {user.id: user for user in users}
    no_group = "; a group may not be read without the scope usergroups:read" if hidden else ", and no group"
    for name, where in named_people(desk):
        user = known.get(name.removeprefix("@"))
        if user is None and name.removeprefix("@") not in groups and name not in groups.values():
            yield f"{where}: nobody in the workspace is called {name}{no_group}"
        elif user is not None and (user.deleted or user.guest or user.stranger or user.is_bot):
            yield f"{where}: {name} cannot answer for it, being {_standing(user)}"


def _standing(user: User) -> str:
    if user.deleted:
        return "a deactivated account"
    if user.is_bot:
        return "an app"
    return "a guest" if user.guest else "of another workspace"


def named_channels(desk: Desk) -> list[tuple[str, str]]:
    """Every channel of the desk file, once, with the place where it is named first."""
    file = desk.file
    named = [(queue.channel, f"queue {queue.name}") for queue in file.queues]
    named += [(file.escalation.channel, "escalation")]
    named += [(department.channel, f"department {department.name}") for department in file.departments]
    named += [(digest.channel, f"digest {digest.name}") for digest in file.digests]
    named += [(source.channel, f"source {source.name}") for source in file.sources if source.channel]
    return _once(named)


def named_people(desk: Desk) -> list[tuple[str, str]]:
    """Every person and group of the desk file, once, with the place where they are named first."""
    file = desk.file
    named = [(person, f"owners: {part}") for part, person in file.owners.model_dump().items()]
    named += [(person, "escalation") for person in (file.escalation.owner, *file.escalation.deputies)]
    named += [(file.escalation.to, "escalation")]
    named += [(rule.to, f"escalation {rule.name}") for rule in file.escalation.rules]
    for queue in file.queues:
        members = () if queue.members == "channel" else queue.members
        people = (*members, *queue.leads, *queue.managers, queue.on_call)
        named += [(person, f"queue {queue.name}") for person in people]
    for kind in file.types:
        named += [(person, f"type {kind.name}") for person in (kind.owner, *kind.deputies)]
    named += [(department.tag, f"department {department.name}") for department in file.departments]
    return _once(named)


def _once(named: list[tuple[str, str]]) -> list[tuple[str, str]]:
    first: dict[str, str] = {}
    for name, where in named:
        if name:
            first.setdefault(name, where)
    return list(first.items())
