"""The test run itself: nothing but loopback and Unix sockets can be reached, and warnings are errors."""

import socket
import warnings

import pytest

# An address of the block that is reserved for documentation (RFC 5737): nobody listens there.
OUTSIDE = ("192.0.2.1", 443)


def test_outside_is_closed() -> None:
    with socket.socket() as client, pytest.raises(Exception, match="A test tried to use"):
        client.connect(OUTSIDE)


def test_loopback_is_open() -> None:
    with socket.create_server(("127.0.0.1", 0)) as server, socket.create_connection(server.getsockname()) as client:
        assert client.getpeername() == server.getsockname()


def test_a_warning_is_an_error() -> None:
    with pytest.raises(UserWarning):
        warnings.warn("the test run lets this pass", UserWarning, stacklevel=1)
