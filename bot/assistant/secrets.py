"""Seals the placeholders of a case with the keys of `SECRET_KEY`, so that the database alone does not tell them."""

import json
from collections.abc import Mapping, Sequence
from typing import Final

_PURPOSE: Final = b"deskhand placeholders"


class SealBroken(ValueError):
    """A token that none of the keys has sealed, or that was changed. Its text is not in the message."""


def seal(names: Mapping[str, str], keys: Sequence[bytes]) -> str:
    """Placeholders and what they stand for as one token, sealed with the first key (AES and HMAC, as Fernet has them).

    Raises ValueError without any key.
    """
    return _sealer(keys).encrypt(json.dumps(dict(names), ensure_ascii=False).encode()).decode()  # type: ignore[no-any-return]


def unseal(token: str, keys: Sequence[bytes]) -> dict[str, str]:
    """What `seal` was given. Tries every key, so that one that has been replaced still opens. Raises `SealBroken`."""
    from cryptography.fernet import InvalidToken

    try:
        opened = json.loads(_sealer(keys).decrypt(token.encode()))
    except InvalidToken:
        raise SealBroken("the placeholders cannot be opened with the keys in SECRET_KEY") from None
    return {str(name): str(value) for name, value in opened.items()}


def _sealer(keys: Sequence[bytes]):  # type: ignore[no-untyped-def]
    import base64

    from cryptography.fernet import Fernet, MultiFernet
    from cryptography.hazmat.primitives.hashes import SHA256
    from cryptography.hazmat.primitives.kdf.hkdf import HKDF

    if not keys:
        raise ValueError("no key in SECRET_KEY")
    derived = [HKDF(algorithm=SHA256(), length=32, salt=None, info=_PURPOSE).derive(key) for key in keys]
    return MultiFernet([Fernet(base64.urlsafe_b64encode(key)) for key in derived])
