"""Tests speak to nobody but this machine, and a warning is an error."""

import socket
import warnings

import pytest
from pytest_socket import SocketConnectBlockedError


def test_a_socket_to_anywhere_else_is_blocked() -> None:
    with (
        socket.socket() as caller,
        pytest.raises((SocketConnectBlockedError, UserWarning), match=r"192\.0\.2\.1"),
    ):
        caller.connect(("192.0.2.1", 80))


def test_a_warning_is_an_error() -> None:
    with pytest.raises(UserWarning):
        warnings.warn("anything", UserWarning, stacklevel=1)
