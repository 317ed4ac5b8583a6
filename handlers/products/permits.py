"""The permits of a product, all given in one message: "NIB 1234567890123, PIRT 2123514010123-28, halal"."""

from __future__ import annotations

import re
from enum import StrEnum

from pydantic import BaseModel, ConfigDict, Field

from bot.dialog.parsing.errors import ParseError, not_understood
from bot.dialog.parsing.text import folded
from bot.i18n.messages import TextLike, Translatable, _, listed

LONGEST = 500
"""Six permits need no more characters than this."""
LONGEST_NUMBER = 40


class PermitKind(StrEnum):
    """What a product may be registered as."""

    NIB = "nib"
    PIRT = "pirt"
    HALAL = "halal"
    BPOM = "bpom"
    MEREK = "merek"
    SNI = "sni"


class Permit(BaseModel):
    """One permit; its number as it was typed, in capitals, and empty where it was not told."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    kind: PermitKind
    number: str = Field(default="", max_length=LONGEST_NUMBER)


Permits = tuple[Permit, ...]

NAMES: dict[PermitKind, TextLike] = {
    PermitKind.NIB: "NIB",
    PermitKind.PIRT: "PIRT",
    PermitKind.HALAL: _("Halal"),
    PermitKind.BPOM: "BPOM",
    PermitKind.MEREK: _("Merek"),
    PermitKind.SNI: "SNI",
}
_USUAL_DIGITS = {PermitKind.PIRT: 15, PermitKind.BPOM: 12, PermitKind.HALAL: 17}
_ALIASES = {
    PermitKind.NIB: r"nib(?![a-z])",
    PermitKind.PIRT: r"(?:spp[ .-]?)?(?:p[ .-]?)?irt(?![a-z])",
    PermitKind.HALAL: r"halal(?![a-z])",
    PermitKind.BPOM: r"b?pom(?![a-z])|(?=m[dl] ?\d)",
    PermitKind.MEREK: r"(?:mere?k|ha?ki|trade ?mark)(?![a-z])",
    PermitKind.SNI: r"sni(?![a-z])",
}
_ALIAS = re.compile("|".join(rf"(?P<{kind}>(?<![a-z])(?:{name}))" for kind, name in _ALIASES.items()))
_NONE_YET = (
    r"\b(?:belum|blm|tidak|tdk|tanpa|gak|nggak|masih|sedang|dalam|proses|diurus|none|not|yet|no(?=\D*$)"
    r"|dereng|durung|m?boten)\b"
)
_HAS = r"\b(?:ada|sudah|sdh|punya|terdaftar|have|yes|registered|sampun|wonten|gadhah)\b"
_SMALL = (
    rf"{_NONE_YET}|{_HAS}"
    r"|\b(?:no|nomor|nomer|number|sertifikat|certificate|izin|permits?|an?|reg|ri|mui|bpjph|apa-apa)\b\.?"
)
_START = re.compile(rf"(?:(?:{_SMALL})[\s:]*)*(?<![a-z])(?:{'|'.join(_ALIASES.values())})")
_NOT_FIRST = re.compile(rf"\s*{_NONE_YET}")
_BETWEEN = re.compile(r"[;,&+]|\b(?:dan|serta|and)\b")
_PART = r"[a-z\d./:-]*\d[a-z\d./:-]*"
_NUMBER = re.compile(rf"(?:(?:[a-z]{{1,4}}[ .:/-]?)?{_PART}(?: (?:- )?{_PART})*)?")
_EDGES = " .:=#-()"


def parse(text: str) -> Permits:
    """All permits that are named, in the order of the text; none for "belum ada". Raises `ParseError`."""
    plain = folded(text)
    if plain in {"-", "no"}:
        return ()
    found: list[Permit] = []
    denied = maybe_more_denied = False
    for clause in _clauses(plain):
        permit = _permit(clause)
        has_not = bool(re.search(_NONE_YET, clause))
        if permit is None or (has_not and not permit.number):
            denied |= has_not
            maybe_more_denied |= _NOT_FIRST.match(clause) is not None
        elif maybe_more_denied and not permit.number and not re.search(_HAS, clause):
            raise _unclear(text)  # "belum ada NIB, halal": is there a halal certificate?
        else:
            found.append(_checked(permit))
    if not found and not denied:
        raise _unclear(text)
    return _each_once(found)


def show(permits: Permits) -> Translatable:
    """ "NIB 1234567890123, PIRT 2123514010123-28, Halal"."""
    if not permits:
        return _("belum ada")
    return listed(listed((NAMES[permit.kind], permit.number), " ") for permit in permits)


def warnings(permit: Permit) -> Translatable | None:
    """What looks unusual about a number, for the person to look at again; nothing has to be changed."""
    digits = len(re.sub(r"\D", "", permit.number))
    usual = _USUAL_DIGITS.get(permit.kind)
    if not permit.number or usual in {None, digits}:
        return None
    return _(
        "Nomor {name} biasanya {usual} angka, yang ini {n}. Periksa lagi, ya, Kak.",
        name=NAMES[permit.kind],
        usual=usual,
        n=digits,
    )


def _clauses(plain: str) -> list[str]:
    """One permit each: cut at commas and at "dan", and before each name of a permit."""
    if len(plain) > LONGEST:
        raise _unclear(plain)
    return [
        clause
        for part in _BETWEEN.split(plain)
        for clause in _START.sub(r"\n\g<0>", part).split("\n")
        if clause.strip(_EDGES)
    ]


def _permit(clause: str) -> Permit | None:
    """The permit in one clause; None where there are only words around one, as in "belum ada"."""
    name = _ALIAS.search(clause)
    before, after = (clause[: name.start()], clause[name.end() :]) if name else (clause, "")
    number = _bare(after)
    if _bare(before) or len(number) > LONGEST_NUMBER or not _NUMBER.fullmatch(number):
        raise _unclear(clause)
    if name is None:
        return None
    return Permit(kind=PermitKind(name.lastgroup or ""), number=number.upper())


def _bare(text: str) -> str:
    """`text` without the small words and the signs around a number."""
    return " ".join(re.sub(_SMALL, " ", text).split()).strip(_EDGES)


def _checked(permit: Permit) -> Permit:
    """A business number (NIB) has 13 digits; they are kept without what stood between them."""
    if permit.kind is not PermitKind.NIB:
        return permit
    number = re.sub(r"[ .-]", "", permit.number)
    if not re.fullmatch(r"\d{13}", number):
        raise ParseError(
            _("NIB terdiri dari 13 angka, misalnya NIB 1234567890123. Periksa lagi angkanya, ya, Kak.")
        )
    return Permit(kind=permit.kind, number=number)


def _each_once(permits: list[Permit]) -> Permits:
    """Without doubles: "BPOM MD 2345" names its kind twice, and its number once."""
    numbered = {permit.kind for permit in permits if permit.number}
    return tuple(dict.fromkeys(p for p in permits if p.number or p.kind not in numbered))


def _unclear(text: str) -> ParseError:
    return not_understood(
        text,
        _("Tulis misalnya: NIB 1234567890123, PIRT 2123514010123-28, halal. Kalau belum punya: belum ada."),
    )
