"""Products are registered, changed and taken away, and each has a code of its own."""

from __future__ import annotations

from typing import Any

import pytest
from sqlalchemy.exc import IntegrityError

from models import products, public_codes
from models.db.database import Database
from models.media import Media
from models.products import Category, Product
from tests.models.village import NOW, person, product


async def test_a_product_comes_back_as_it_was_registered(db: Database) -> None:
    async with db.write() as session:
        owner = await person(session)
        first, second = await photo(session), await photo(session)
        made = await product(
            session,
            owner,
            price=9_999_999_999,
            capacity=400,
            permits=[{"kind": "pirt", "number": "2123514010123-28"}],
            photos=[second, first],
            flagship=True,
        )
    async with db.read() as session:
        kept = await session.get_one(Product, made.id)
        assert (kept.name, kept.category, kept.price) == ("Keripik Tempe", Category.MAKANAN, 9_999_999_999)
        assert kept.permits == [{"kind": "pirt", "number": "2123514010123-28"}]
        assert kept.photos == [second, first]
        assert (kept.code, kept.created_at) == (made.code, NOW)
        assert await products.names(session, owner.id) == {kept.id: "Keripik Tempe"}
        assert await products.count(session, owner.id) == 1


async def test_a_code_that_is_taken_is_drawn_again(db: Database, monkeypatch: pytest.MonkeyPatch) -> None:
    drawn = iter(["AAAAAA", "AAAAAA", "AAAAAA", "CCCCCC"])
    monkeypatch.setattr(public_codes, "new_code", lambda: next(drawn))
    async with db.write() as session:
        owner = await person(session)
        both = [await product(session, owner, name=name) for name in ("Satu", "Dua")]
    assert [each.code for each in both] == ["AAAAAA", "CCCCCC"]
    async with db.read() as session:
        assert [each.name for each in await products.own(session, owner.id)] == ["Dua", "Satu"]


async def test_what_is_wrong_for_another_reason_is_not_tried_for_ever(db: Database) -> None:
    with pytest.raises(IntegrityError):
        async with db.write() as session:
            await product(session, await person(session), photos=[999])


def test_codes_have_no_letters_that_look_alike() -> None:
    written = "".join(public_codes.new_code() for _ in range(200))
    assert len(written) == 1200
    assert not set(written) & set("01258OILZSB")


async def test_an_archived_product_is_in_no_list(db: Database) -> None:
    async with db.write() as session:
        owner = await person(session)
        made = await product(session, owner)
        await products.archive(session, made, NOW)
        assert await products.own(session, owner.id) == []
        assert await products.listed(session, made.id) is None
        assert await products.by_id(session, made.id) is made
        assert await products.by_id(session, 999) is None


async def test_changing_one_answer_leaves_the_others(db: Database) -> None:
    async with db.write() as session:
        owner = await person(session)
        first, second, third = [await photo(session) for _ in range(3)]
        made = await product(session, owner, photos=[first, second])
        await products.change(session, made, NOW, price=20_000)
        await products.change(session, made, NOW, photos=[third, first])
    async with db.read() as session:
        kept = await session.get_one(Product, made.id)
        assert (kept.name, kept.price, kept.photos) == ("Keripik Tempe", 20_000, [third, first])


async def test_an_answer_that_no_product_has_is_refused(sqlite: Database) -> None:
    async with sqlite.write() as session:
        made = await product(session, await person(session))
        wrong: Any = {"owner_id": 7}
        with pytest.raises(TypeError, match="owner_id"):
            await products.change(session, made, NOW, **wrong)


async def test_the_number_of_a_product_is_not_given_again(sqlite: Database) -> None:
    async with sqlite.write() as session:
        owner = await person(session)
        first = await product(session, owner)
        await session.delete(first)
        await session.flush()
        second = await product(session, owner)
    assert second.id > first.id


async def photo(session: Any) -> int:
    media = Media(mime="image/jpeg")
    session.add(media)
    await session.flush()
    return media.id
