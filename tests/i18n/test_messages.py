"""Every language from end to end: conversations by typed words, with nothing on the screen that is not said in it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from itertools import chain

import pytest

from bot.i18n.messages import LANGUAGES, SOURCE, catalogue, translate
from models.db.database import Database
from models.people import Person, Role
from models.seed import regions_and_pesantren
from tests.handlers.gatherings import gathering, kept
from tests.support.client import Someone, Town

IN_EACH_LANGUAGE = pytest.mark.parametrize("language", LANGUAGES)

YES = {"id": "ya", "en": "yes", "jv": "inggih"}
PRODUCT = {
    "id": ("makanan", "lima belas", "15rb/bungkus", "kembali", "tetap", "400", "Renyah."),
    "en": ("food", "fifteen", "15k/pack", "back", "keep", "400", "Crisp."),
    "jv": ("tetedhan", "gangsal welas", "15 ewu/bungkus", "wangsul", "tetep", "400", "Renyah."),
}
NO_PHOTO_PERMIT_OR_LINK = {
    "id": ("lewati", "belum ada", "lewati"),
    "en": ("skip", "none yet", "skip"),
    "jv": ("liwati", "dereng wonten", "liwati"),
}
CARD = {
    "id": "Keripik Tempe · unggulan\nRp15.000 / bungkus · 400 bungkus/bulan\nMakanan\nRenyah.",
    "en": "Keripik Tempe · flagship\nRp15,000 / pack · 400 pack/month\nFood\nCrisp.",
    "jv": "Keripik Tempe · unggulan\nRp15.000 / bungkus · 400 bungkus/wulan\nTetedhan\nRenyah.",
}
PILLAR = {
    "id": ("belum", "120", "2,5 jt", "6", "4", "produksi, pemasaran", "selesai"),
    "en": ("not yet", "120", "2.5 million", "6", "4", "production, marketing", "done"),
    "jv": ("dereng", "120", "2,5 yuta", "6", "4", "produksi, pemasaran", "rampung"),
}
TURNOVER = {
    "id": "Omzet sebulan: Rp2.500.000",
    "en": "Turnover a month: Rp2,500,000",
    "jv": "Omzet sewulan: Rp2.500.000",
}
EVENT = {
    "id": ("lewati", "besok", "Minggu 6 Desember jam 9", "jam 3 sore", "Gedung Juang, Malang", "selesai"),
    "en": ("skip", "tomorrow", "Sunday 6 December 9am", "3pm", "Gedung Juang, Malang", "done"),
    "jv": ("liwati", "benjing", "Ahad 6 Desember jam 9", "jam 3 sonten", "Gedung Juang, Malang", "rampung"),
}
WHEN = {
    "id": "Minggu, 6 Desember 2026 · 09.00–15.00 WIB",
    "en": "Sunday, 6 December 2026 · 09:00–15:00 WIB",
    "jv": "Ahad, 6 Desember 2026 · 09.00–15.00 WIB",
}


@pytest.fixture
async def town(sqlite: Database) -> Town:
    async with sqlite.write() as session:
        await regions_and_pesantren(session)
    return Town(sqlite)


async def speaker(town: Town, language: str, role: Role = Role.MEMBER) -> Someone:
    return await town.santri(language, "Ahmad Fauzi", role, language=language)


async def types(person: Someone, *answers: str) -> None:
    for answer in answers:
        await person.says(answer)


async def presses(person: Someone, source: str) -> None:
    await person.taps(translate(source, person.chat))


@cache
def elsewhere(language: str) -> list[re.Pattern[str]]:
    """The Indonesian sentences that this language says in its own way, with anything in their gaps."""
    if language == SOURCE:
        return []
    sources = (
        (message.id if isinstance(message.id, str) else message.id[0], message.string)
        for message in catalogue(language)
        if message.id
    )
    told = (re.sub(r"</?\w+>", "", source) for source, own in sources if source != own)
    sentences = (text for text in told if len(re.findall(r"[^\W\d_]{2,}", re.sub(r"\{\w+\}", "", text))) > 2)
    return [re.compile(".+?".join(map(re.escape, re.split(r"\{\w+\}", text)))) for text in sentences]


def foreign(person: Someone, language: str) -> Iterator[str]:
    """Whatever the person has seen that should have been in `language`."""
    seen = [*person.toasts, *(bubble.text for bubble in person.screen)]
    yield from (found[0] for text in seen for one in elsewhere(language) if (found := one.search(text)))
    for label in chain.from_iterable(bubble.labels for bubble in person.screen):
        if translate(label, language) != label:
            yield label


def test_every_language_has_its_words_here() -> None:
    for words in (YES, PRODUCT, NO_PHOTO_PERMIT_OR_LINK, CARD, PILLAR, TURNOVER, EVENT, WHEN):
        assert words.keys() == LANGUAGES.keys()


@IN_EACH_LANGUAGE
async def test_the_first_minute(town: Town, language: str) -> None:
    ahmad = town.someone(language, language=language)
    await ahmad.says("/start")
    await presses(ahmad, "Baca selengkapnya")
    await presses(ahmad, "Setuju, lanjut")
    await types(ahmad, "x", "Ahmad", "sidogri")
    await ahmad.taps("Sidogiri")
    await types(ahmad, "santri", "abc", "0812-3456-7890", YES[language])
    assert not list(foreign(ahmad, language))
    [person] = await town.rows(Person)
    assert (person.language, person.belonging, person.phone) == (language, "santri", "+6281234567890")


@IN_EACH_LANGUAGE
async def test_a_product_is_registered_by_typing(town: Town, language: str) -> None:
    ahmad = await speaker(town, language)
    await types(ahmad, "/produk", "Keripik Tempe", *PRODUCT[language], *NO_PHOTO_PERMIT_OR_LINK[language])
    assert ahmad.last.text.startswith(CARD[language])
    await ahmad.says(YES[language])
    assert CARD[language] in ahmad.last.text
    assert not list(foreign(ahmad, language))


@IN_EACH_LANGUAGE
async def test_a_pillar_is_joined_by_typing(town: Town, language: str) -> None:
    ahmad = town.someone(language, language=language)
    await ahmad.says("/start")
    await presses(ahmad, "Setuju, lanjut")
    await types(ahmad, "Ahmad", "sidogri")
    await ahmad.taps("Sidogiri")
    await types(ahmad, "alumni", "0812-3456-7890", YES[language], "/pilar", "/pilar pesantrenpreneur")
    await presses(ahmad, "Ikut")
    await types(ahmad, "Koppontren Maju", *PILLAR[language], YES[language])
    assert TURNOVER[language] in ahmad.last.text
    await ahmad.says("/pilar santripreneur")
    await presses(ahmad, "Ikut")
    assert not list(foreign(ahmad, language))


@IN_EACH_LANGUAGE
async def test_an_event_is_planned_by_typing_and_answered(town: Town, language: str) -> None:
    ahmad = await speaker(town, language, Role.ADMIN)
    skip = EVENT[language][0]
    await types(ahmad, "/acarabaru", "Temu Usaha", *EVENT[language], "260", skip, YES[language])
    assert WHEN[language] in ahmad.last.text
    await presses(ahmad, "Terbitkan")
    await ahmad.says("/acara")
    await presses(ahmad, "Hadir")
    assert WHEN[language] in ahmad.last.text
    assert not list(foreign(ahmad, language))


@IN_EACH_LANGUAGE
async def test_what_else_there_is_to_see(town: Town, language: str) -> None:
    ahmad = await speaker(town, language, Role.ADMIN)
    await types(ahmad, *(f"/{name}" for name in ("mulai", "bantuan", "profil", "bahasa", "dataku", "batal")))
    await types(ahmad, "halo", "/zzz", "/produk", "/acara", "/siaran", "/statistik", "/peran", "/peran zzz")
    await types(ahmad, "/statistik wilayah", "/siar", "Halo", "/hapusakun")
    await presses(ahmad, "Ya, hapus semuanya")
    assert not list(foreign(ahmad, language))


@IN_EACH_LANGUAGE
async def test_a_form_that_was_left_is_taken_up_by_typing(town: Town, language: str) -> None:
    ahmad = await speaker(town, language)
    await types(ahmad, "/produk", "Keripik Tempe", "/mulai", "halo", YES[language])
    assert ahmad.sees.startswith(f"2/9 {translate('Termasuk jenis apa?', language)}")
    assert not list(foreign(ahmad, language))


async def test_each_guest_is_told_in_their_own_language(town: Town) -> None:
    event = await gathering(town)
    organiser = await town.santri("org", "Bu Nyai", Role.ORGANISER)
    guests = [await speaker(town, language) for language in LANGUAGES]
    for guest in guests:
        await guest.says("/acara")
        await presses(guest, "Hadir")
    await organiser.says("/acarabaru")
    await organiser.says("/acara")
    await organiser.fills("Kelola acara", event.title, "Batalkan acara", "Ya, batalkan acara")
    assert (await kept(town, event)).cancelled_at == town.now
    for guest in guests:
        assert "2026" in guest.last.text
        assert not list(foreign(guest, guest.chat))


@IN_EACH_LANGUAGE
async def test_a_language_is_chosen_and_the_bot_speaks_it(town: Town, language: str) -> None:
    ahmad = await town.santri(language)
    await ahmad.says("/bahasa")
    await ahmad.taps(LANGUAGES[language])
    own = translate("Baik, kita pakai bahasa Indonesia. Ada yang bisa saya bantu?", language)
    assert ahmad.last.text == own
    await ahmad.says("/bantuan")
    assert ahmad.last.text.startswith(translate("<b>Yang bisa saya bantu</b>", language)[3:-4])
