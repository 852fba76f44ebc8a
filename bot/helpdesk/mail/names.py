"""The Message-IDs of our replies: made of the reply's id, so that each reply has one, and signed, so that only whoever
has received it knows it."""

import hashlib
import hmac
import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Final

_OURS: Final = re.compile(r"deskhand-(\d{1,18})-([0-9a-f]{24})@", re.ASCII)


@dataclass(frozen=True, slots=True)
class Names:
    """Names replies of one source. `keys`: the first one signs, all of them verify."""

    source: str
    domain: str
    keys: Sequence[bytes] = field(repr=False)

    def of(self, reply_id: int) -> str:
        """A reply's Message-ID, without angle brackets: always the same one."""
        return f"deskhand-{reply_id}-{self._signature(self.keys[0], reply_id)}@{self.domain}"

    def reply(self, message_id: str) -> int | None:
        """The reply that an id names, or None where we never gave that id. The domain is not looked at: the sender's
        address may have changed."""
        found = _OURS.match(message_id)
        if found is None:
            return None
        reply_id = int(found[1])
        known = (self._signature(key, reply_id) for key in self.keys)
        return reply_id if any(hmac.compare_digest(one, found[2]) for one in known) else None

    def _signature(self, key: bytes, reply_id: int) -> str:
        said = f"mail:{self.source}:{reply_id}".encode()
        return hmac.new(key, said, hashlib.sha256).hexdigest()[:24]
