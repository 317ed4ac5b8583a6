"""Addresses of shops and accounts on the web."""

from __future__ import annotations

import re
from urllib.parse import SplitResult, quote, urlsplit

from bot.dialog.parsing.errors import ParseError, not_understood
from bot.dialog.parsing.text import clean
from bot.i18n.messages import _

MAX_LENGTH = 200

_ACCOUNT = re.compile(
    r"(?:(?P<site>[a-z]+)(?:\s*[:=]\s*|\s+)@?|@)(?P<name>[a-z0-9_](?:[a-z0-9._]{0,28}[a-z0-9_])?)", re.I
)
_SITES = {
    **dict.fromkeys(("ig", "insta", "instagram"), "https://instagram.com/{}"),
    **dict.fromkeys(("tt", "tiktok"), "https://www.tiktok.com/@{}"),
    **dict.fromkeys(("fb", "facebook"), "https://www.facebook.com/{}"),
}
_SCHEME = re.compile(r"[a-z][a-z0-9+.-]*://", re.I)
_HOST = re.compile(r"(?:[a-z0-9_](?:[a-z0-9_-]{0,61}[a-z0-9])?\.)+(?!local(?:host)?$)[a-z][a-z0-9-]*[a-z0-9]")
_SAFE = "/%:@!$&'()*+,;=~-._?"


def parse(text: str) -> str:
    """Return an http(s) address; "@akun" and "ig: akun" become those of Instagram. Raises `ParseError`."""
    typed = clean(text)
    address = typed if len(typed) > MAX_LENGTH else _account(typed) or _address(typed)
    if not address:
        raise not_understood(
            text, _("Kirim alamatnya, misalnya tokopedia.com/toko atau @akun untuk Instagram.")
        )
    if len(address) > MAX_LENGTH:
        raise ParseError(_("Tautan itu terlalu panjang. Kirim yang paling banyak {n} huruf.", n=MAX_LENGTH))
    return address


def _account(typed: str) -> str:
    match = _ACCOUNT.fullmatch(typed)
    if match is None:
        return ""
    site = (match["site"] or "ig").lower()
    return _SITES[site].format(match["name"]) if site in _SITES else ""


def _address(typed: str) -> str:
    """Return `typed` in its usual form, or "" where it is not an address that everybody can open."""
    if " " in typed or "\\" in typed:
        return ""
    try:
        parts = urlsplit(typed if _SCHEME.match(typed) else f"https://{typed}")
        host, port = _host(parts), parts.port
    except ValueError:
        return ""
    if parts.scheme not in {"http", "https"} or "@" in parts.netloc or not host:
        return ""
    where = host if port is None else f"{host}:{port}"
    return parts._replace(
        netloc=where,
        path=quote(parts.path, safe=_SAFE),
        query=quote(parts.query, safe=_SAFE),
        fragment=quote(parts.fragment, safe=_SAFE),
    ).geturl()


def _host(parts: SplitResult) -> str:
    """Return the host name in ASCII; "" for an IP address or a name without a domain."""
    host = (parts.hostname or "").encode("idna").decode()
    return host if _HOST.fullmatch(host) else ""
