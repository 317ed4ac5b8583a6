"""A region is found by a few letters."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from models.regions import KnownRegion, RegionKind, all_regions, search_regions


def test_east_java_has_29_regencies_and_9_cities() -> None:
    kinds = [region.kind for region in all_regions()]
    assert kinds.count(RegionKind.KABUPATEN) == 29
    assert kinds.count(RegionKind.KOTA) == 9


@pytest.mark.parametrize(
    ("typed", "found"),
    [
        ("malang", ["Kab. Malang", "Kota Malang"]),
        ("kota malang", ["Kota Malang"]),
        ("Kab. Malang", ["Kab. Malang"]),
        ("kabupaten malang", ["Kab. Malang"]),
        ("kota batu", ["Kota Batu"]),
        ("batu", ["Kota Batu"]),
        ("SURABAYA", ["Kota Surabaya"]),
        ("surabya", ["Kota Surabaya"]),
        ("sby", ["Kota Surabaya"]),
        ("mlg", ["Kab. Malang", "Kota Malang"]),
        ("bwi", ["Kab. Banyuwangi"]),
        ("banyuwngi", ["Kab. Banyuwangi"]),
        ("tulung agung", ["Kab. Tulungagung"]),
        ("probolingo", ["Kab. Probolinggo", "Kota Probolinggo"]),
        ("bojo", ["Kab. Bojonegoro"]),
        ("Jakarta", []),
        ("12345", []),
        ("   ", []),
        ("😀", []),
    ],
)
def test_a_few_letters_find_a_region(typed: str, found: list[str]) -> None:
    assert [region.label for region in search_regions(typed)] == found


@pytest.mark.parametrize("region", all_regions(), ids=lambda region: region.code)
def test_every_region_is_found_first_by_its_own_name(region: KnownRegion) -> None:
    assert search_regions(region.label)[0] == region


@given(st.text(max_size=40))
def test_whatever_is_typed_finds_a_few_regions_or_none(typed: str) -> None:
    assert len(search_regions(typed)) <= 5
