"""What a post shows, in one short word."""

import hashlib
import json

from bot.slack.limits import Post


def fingerprint(post: Post) -> str:
    """Identifies what a post shows, so that an edit without a change costs no call."""
    return hashlib.sha256(json.dumps(post.blocks, sort_keys=True).encode()).hexdigest()[:32]
