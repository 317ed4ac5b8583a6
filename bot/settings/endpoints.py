"""Addresses of servers in the settings: what goes there may be read on the way unless it is encrypted."""

from __future__ import annotations

from ipaddress import ip_address
from urllib.parse import urlsplit

LOCAL_NAMES = ("localhost",)
PRIVATE_ENDINGS = (".internal", ".local", ".lan", ".home.arpa")
"""Endings of names that no server on the Internet has."""


def is_loopback(host: str) -> bool:
    """Return whether the host is this machine."""
    try:
        return ip_address(host).is_loopback
    except ValueError:
        return host in LOCAL_NAMES or host.endswith(".localhost")


def is_private(host: str) -> bool:
    """Return whether the host is this machine or in a network of one's own: a private address, or a name without a dot,
    as Docker gives them.
    """
    if is_loopback(host):
        return True
    try:
        address = ip_address(host)
        return (address.is_private or address.is_link_local) and not address.is_unspecified
    except ValueError:
        return "." not in host or host.endswith(PRIVATE_ENDINGS)


def encrypted_or_private(address: str) -> str:
    """Return the address of a server. Raises `ValueError` where it is plain http to somewhere on the Internet."""
    if _is_plain(address) and not is_private(_host(address)):
        raise ValueError("http to a server on the Internet is not encrypted")
    return address


def plain_note(key: str, address: str, secret: str) -> str:
    """Return a line that says that `secret` goes unencrypted through a network; empty where it does not."""
    if not _is_plain(address) or is_loopback(_host(address)):
        return ""
    return f"{key}: {secret} goes to {_host(address)} unencrypted; whoever is in that network can read it"


def _is_plain(address: str) -> bool:
    return address.lower().startswith("http:")


def _host(address: str) -> str:
    return (urlsplit(address).hostname or "").rstrip(".").lower()
