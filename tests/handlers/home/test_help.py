"""Help, language, the way out, and what is said to a message that nothing takes."""

from __future__ import annotations

from models.people import Person, Role
from tests.support.client import Town


async def test_help_names_what_the_role_may_do(town: Town) -> None:
    santri = await town.santri("1")
    admin = await town.santri("2", role=Role.ADMIN)
    await santri.says("/bantuan")
    assert "/produk – " in santri.last.text
    assert "/siar" not in santri.last.text
    await admin.says("/help")
    assert "/siar – " in admin.last.text
    assert "/statistik – " in admin.last.text


async def test_a_command_of_another_role_does_not_exist(town: Town) -> None:
    santri = await town.santri()
    await santri.says("/siar")
    siar = santri.last.text
    await santri.says("/zzz")
    assert santri.last.text == siar.replace("/siar", "/zzz")
    assert "tidak mengenal perintah" in siar


async def test_a_free_text_gets_buttons_not_silence(town: Town) -> None:
    santri = await town.santri()
    await santri.says("apa kabar")
    assert santri.last.text == "Saya belum paham maksudnya, Kak. Mungkin salah satu ini?"
    assert "Produk saya" in santri.last.labels


async def test_a_sticker_gets_an_answer(town: Town) -> None:
    santri = await town.santri()
    await town.receive(santri.incoming(unsupported=True))
    assert "belum bisa saya baca" in santri.sees


async def test_a_button_of_the_first_screen_runs_its_command(town: Town) -> None:
    santri = await town.santri()
    await santri.says("/mulai")
    await santri.taps("Acara")
    assert "acara" in santri.last.text.casefold()
    assert len(santri.screen) == 1


async def test_nothing_to_cancel(town: Town) -> None:
    santri = await town.santri()
    await santri.says("/batal")
    assert santri.last.text == "Tidak ada yang sedang diisi, Kak. Mau apa sekarang?"


async def test_another_language(town: Town) -> None:
    santri = await town.santri()
    await santri.says("/bahasa")
    await santri.taps("English")
    [person] = await town.rows(Person)
    assert person.language == "en"
    await santri.says("hello")
    assert "Kak" not in santri.last.text
    assert santri.last.text == "I do not understand that yet. Perhaps one of these?"


async def test_a_button_that_no_release_knows_any_more(town: Town) -> None:
    santri = await town.santri()
    await santri.says("/mulai")
    press = santri.press("Acara")
    assert press.press
    for data in ("gone.away:1", "events.show:abc", "home.run:a:b:c", "~", "", "~zz:x:y:z", "home.run"):
        update = press.press.model_copy(update={"data": data})
        await town.receive(press.model_copy(update={"press": update, "update": f"old-{data}"}))
    assert len(santri.screen) == 1
    assert len(santri.toasts) == 7
    assert all(toast for toast in santri.toasts)
