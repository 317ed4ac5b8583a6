"""All permits of a product in one message."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.i18n.messages import LANGUAGES, render
from handlers.products import permits
from handlers.products.permits import Permit, PermitKind
from tests.dialog.parsing.saying import anything, reads_or_explains, sentence


def shown(text: str) -> str:
    return str(render(permits.show(permits.parse(text)), "id"))


@pytest.mark.parametrize(
    "typed",
    [
        "NIB 1234567890123, PIRT 2123514010123-28, halal",
        "nib: 1234567890123; p-irt 2123514010123-28 dan halal",
        "NIB 1234567890123\nSPP-IRT No. 2123514010123-28\nsertifikat halal",
        "nib 1234-5678-90123 pirt 2123514010123-28 halal sudah ada",
        "NIB number 1234567890123, PIRT 2123514010123-28 and a halal certificate",
        "NIB 1234567890123, PIRT 2123514010123-28, halal sampun wonten",
    ],
)
def test_the_same_permits_are_told_in_many_ways(typed: str) -> None:
    assert shown(typed) == "NIB 1234567890123, PIRT 2123514010123-28, Halal"


@pytest.mark.parametrize(
    ("typed", "permit"),
    [
        ("BPOM MD 234510001123", "BPOM MD 234510001123"),
        ("MD 234510001123", "BPOM MD 234510001123"),
        ("bpom ri ml234510001123", "BPOM ML234510001123"),
        ("halal ID35110000123456789", "Halal ID35110000123456789"),
        ("merk IDM000123456", "Merek IDM000123456"),
        ("HAKI: J00-2022-012345", "Merek J00-2022-012345"),
        ("SNI 01-2973-1992", "SNI 01-2973-1992"),
        ("sni 8664:2018", "SNI 8664:2018"),
        ("sni", "SNI"),
    ],
)
def test_a_permit_has_other_names(typed: str, permit: str) -> None:
    assert shown(typed) == permit


@pytest.mark.parametrize(
    "typed",
    [
        "tidak ada",
        "belum ada",
        "Belum punya NIB",
        "halal masih proses",
        "-",
        "no",
        "none yet",
        "no permits",
        "no halal certificate",
        "dereng wonten",
    ],
)
def test_having_none_is_an_answer(typed: str) -> None:
    assert permits.parse(typed) == ()


def test_what_is_denied_is_left_out() -> None:
    assert shown("NIB belum, halal sudah") == "Halal"
    assert shown("halal sedang diurus, NIB 1234567890123") == "NIB 1234567890123"


@pytest.mark.parametrize("typed", ["NIB", "NIB 123", "nib 12345678901234", "NIB ID1234567890123"])
def test_a_business_number_has_thirteen_digits(typed: str) -> None:
    assert sentence(permits.parse, typed).startswith("NIB terdiri dari 13 angka, misalnya NIB 1234567890123.")


@pytest.mark.parametrize(
    ("typed", "echoed"),
    [
        ("xyz", "xyz"),
        ("ada", "ada"),
        ("NIB 1234567890123, IUMK 3", "iumk 3"),
        ("merek Bu Nyai", "merek bu nyai"),
        ("belum ada NIB dan PIRT", "belum ada NIB dan PIRT"),
        ("IUMK 3 NIB 1234567890123", "iumk 3"),
    ],
)
def test_what_is_no_permit_is_echoed_with_an_example(typed: str, echoed: str) -> None:
    said = sentence(permits.parse, typed)
    assert said.startswith(f'Saya belum paham "{echoed}". Tulis misalnya: NIB 1234567890123')


@pytest.mark.parametrize("typed", ["", "  ", "halal " * 200, "pirt " + "1" * 41])
def test_nothing_and_too_much_get_the_example(typed: str) -> None:
    assert "Tulis misalnya: NIB 1234567890123" in sentence(permits.parse, typed)


def test_an_unusual_number_is_kept_and_remarked_on() -> None:
    (permit,) = permits.parse("PIRT 12345")
    remark = permits.warnings(permit)
    assert permit.number == "12345"
    assert remark is not None
    assert render(remark, "id") == "Nomor PIRT biasanya 15 angka, yang ini 5. Periksa lagi, ya, Kak."


@pytest.mark.parametrize(
    "typed", ["PIRT 2123514010123-28", "BPOM MD 234510001123", "halal", "SNI 1", "merek IDM1"]
)
def test_a_usual_number_is_not_remarked_on(typed: str) -> None:
    (permit,) = permits.parse(typed)
    assert permits.warnings(permit) is None


def numbered(kind: PermitKind, number: str) -> st.SearchStrategy[Permit]:
    return st.from_regex(number, fullmatch=True).map(lambda typed: Permit(kind=kind, number=typed))


one_permit = st.one_of(
    numbered(PermitKind.NIB, r"[0-9]{13}"),
    numbered(PermitKind.PIRT, r"[0-9]{13}-[0-9]{2}|"),
    numbered(PermitKind.HALAL, r"ID[0-9]{17}|"),
    numbered(PermitKind.BPOM, r"(MD|ML) ?[0-9]{12}|"),
    numbered(PermitKind.MEREK, r"IDM[0-9]{9}|"),
    numbered(PermitKind.SNI, r"[0-9]{2}-[0-9]{4}-[0-9]{4}|[0-9]{4}:[0-9]{4}|"),
)


@settings(deadline=None)
@given(st.lists(one_permit, unique_by=lambda permit: permit.kind).map(tuple), st.sampled_from([*LANGUAGES]))
def test_shown_permits_are_read_back(given_permits: permits.Permits, language: str) -> None:
    assert permits.parse(render(permits.show(given_permits), language)) == given_permits


@settings(deadline=None)
@given(anything)
def test_any_text_is_read_or_explained(text: str) -> None:
    reads_or_explains(permits.parse, text)
