"""The permits of a product, all given in one message: "NIB 1234567890123, PIRT 2123514010123-28, halal"."""

from __future__ import annotations

import re
from enum import StrEnum
from itertools import pairwise

from pydantic import BaseModel, ConfigDict, Field

from bot.dialog.parsing.errors import ParseError, not_understood
from bot.dialog.parsing.text import fold
from bot.i18n.messages import TextLike, Translatable, _, join

MAX_LETTERS = 500
"""Six permits need no more characters than this."""
MAX_NUMBER = 40


class PermitKind(StrEnum):
    """A kind of permit that a product may have."""

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
    number: str = Field(default="", max_length=MAX_NUMBER)


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
_DENIALS = (
    r"belum|blm|tidak|tdk|tanpa|gak|nggak|masih|sedang|dalam|proses|diurus|none|not|yet|dereng|durung|m?boten"
)
_POSSESSIONS = "ada|sudah|sdh|punya|terdaftar|have|yes|registered|sampun|wonten|gadhah"
_LABELS = "no|nomor|nomer|number|sertifikat|certificate|izin|permits?|an?|reg|ri|mui|bpjph|apa-apa"
_NONE_YET = re.compile(rf"\b(?:{_DENIALS})\b")
_NO = re.compile(r"\bno\b")
"""Word that denies after the last digit, and announces a number before one."""
_HAS = re.compile(rf"\b(?:{_POSSESSIONS})\b")
_SMALL = re.compile(rf"\b(?:(?:{_DENIALS}|{_POSSESSIONS})\b|(?:{_LABELS})\b\.?)")
_SMALL_OR_ALIAS = re.compile(
    rf"(?P<small>{_SMALL.pattern}[\s:]*+)|(?<![a-z])(?:{'|'.join(_ALIASES.values())})"
)
_LAST_DIGIT = re.compile(r".*\d", re.DOTALL)
_NO_DIGIT = re.compile(r"\D")
_NIB, _WITHIN_NIB = re.compile(r"\d{13}"), re.compile(r"[ .-]")
_BETWEEN = re.compile(r"[;,&+]|\b(?:dan|serta|and)\b")
_PART = r"[a-z./:-]*+\d[a-z\d./:-]*+"
_NUMBER = re.compile(rf"(?:(?:[a-z]{{1,4}}[ .:/-]?)?{_PART}(?: (?:- )?{_PART})*)?")
_EDGES = " .:=#-()"


def parse(text: str) -> Permits:
    """All permits that are named, in the order of the text; none for "belum ada". Raises `ParseError`."""
    plain = fold(text)
    if plain in {"-", "no"}:
        return ()
    found: list[Permit] = []
    denied = maybe_more_denied = False
    for clause in _clauses(plain):
        permit = _permit(clause)
        first_denial = _first_denial(clause)
        has_not = first_denial is not None
        if permit is None or (has_not and not permit.number):
            denied |= has_not
            maybe_more_denied |= has_not and not clause[:first_denial].strip()
        elif maybe_more_denied and not permit.number and not _HAS.search(clause):
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
    return join(join((NAMES[permit.kind], permit.number), " ") for permit in permits)


def warnings(permit: Permit) -> Translatable | None:
    """A note where a number looks unusual, for the person to look at again; nothing has to be changed."""
    digits = len(_NO_DIGIT.sub("", permit.number))
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
    if len(plain) > MAX_LETTERS:
        raise _unclear(plain)
    return [clause for part in _BETWEEN.split(plain) for clause in _at_names(part) if clause.strip(_EDGES)]


def _at_names(part: str) -> list[str]:
    """`part`, cut before each name of a permit and the small words right before it. Each is looked at once: one pattern
    for a name with its small words would look from each of them to the end, again and again.
    """
    cuts, begin, end = [0], 0, -1
    for found in _SMALL_OR_ALIAS.finditer(part):
        if found.start() != end:
            begin = found.start()
        end = found.end()
        if found["small"] is None:
            cuts += [begin] if found[0] else [begin, end]  # "md 2345" names its kind by its number
            begin = end
    return [part[start:stop] for start, stop in pairwise([*cuts, len(part)])]


def _first_denial(clause: str) -> int | None:
    """Return the place where it is first said that there is none; "no" does where no number follows. None where it is
    not said.
    """
    last_digit = _LAST_DIGIT.match(clause)
    said = (_NONE_YET.search(clause), _NO.search(clause, last_digit.end() if last_digit else 0))
    return min((match.start() for match in said if match), default=None)


def _permit(clause: str) -> Permit | None:
    """The permit in one clause; None where there are only words around one, as in "belum ada"."""
    name = _ALIAS.search(clause)
    before, after = (clause[: name.start()], clause[name.end() :]) if name else (clause, "")
    number = _bare(after)
    if _bare(before) or len(number) > MAX_NUMBER or not _NUMBER.fullmatch(number):
        raise _unclear(clause)
    if name is None:
        return None
    return Permit(kind=PermitKind(name.lastgroup or ""), number=number.upper())


def _bare(text: str) -> str:
    """`text` without the small words and the signs around a number."""
    return " ".join(_SMALL.sub(" ", text).split()).strip(_EDGES)


def _checked(permit: Permit) -> Permit:
    """A business number (NIB) has 13 digits; they are kept without what stood between them."""
    if permit.kind is not PermitKind.NIB:
        return permit
    number = _WITHIN_NIB.sub("", permit.number)
    if not _NIB.fullmatch(number):
        raise ParseError(
            _("NIB terdiri dari 13 angka, misalnya NIB 1234567890123. Periksa lagi angkanya, ya, Kak.")
        )
    return Permit(kind=permit.kind, number=number)


def _each_once(permits: list[Permit]) -> Permits:
    """Remove doubles: "BPOM MD 2345" names its kind twice, and its number once."""
    numbered = {permit.kind for permit in permits if permit.number}
    return tuple(dict.fromkeys(p for p in permits if p.number or p.kind not in numbered))


def _unclear(text: str) -> ParseError:
    return not_understood(
        text,
        _("Tulis misalnya: NIB 1234567890123, PIRT 2123514010123-28, halal. Kalau belum punya: belum ada."),
    )
