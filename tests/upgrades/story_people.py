"""How the people of the old database came to be there: all of them talked to the bot."""

from __future__ import annotations

from bot.messages.incoming import Contact
from tests.upgrades.town import PAGE, Neighbour, OldTown

BUDI, SITI, DEWI, HASAN, AHMAD, FATIMAH, YUSUF, LINA, RAHMAT = (str(4_000_001 + n) for n in range(9))
UMAR, NUR, ZAID, MARYAM, IDRIS, KHADIJAH, SALMA, BILAL, HAFSAH = (str(4_000_010 + n) for n in range(9))
STRANGER, DECLINED = "4000098", "4000099"
AISYAH = "santri"
"""On the page."""


async def agrees(town: OldTown, chat: str, name: str, language: str = "id", link: str = "") -> Neighbour:
    """Somebody comes, perhaps by a link, and agrees to be kept."""
    one = town.neighbour(chat, name, language)
    await one.says(f"/start {link}".strip())
    await one.presses(f"start.agree:{language}")
    return one


async def registers(
    town: OldTown, chat: str, name: str, belonging: str, language: str = "id", pesantren: str = "Sidogiri"
) -> Neighbour:
    one = await agrees(town, chat, name, language)
    await profile(one, belonging, pesantren)
    return one


async def profile(one: Neighbour, belonging: str, pesantren: str = "Sidogiri") -> None:
    """The answers of the profile, from its first question on."""
    await one.says(one.name)
    if pesantren:
        await one.says(pesantren)
        await one.does("v", one.last.message.rows[0][0].data.rpartition(":")[2])
    else:
        await one.does("s")
    await one.answers(("v", belonging), ("s",), ("ok",))


async def everybody(town: OldTown) -> None:
    """Of every role, in every language; one on the page, one who left, one who wants no broadcasts."""
    stranger = town.neighbour(STRANGER, "Tamu")
    await stranger.says("Assalamualaikum")
    await stranger.presses("start.terms")
    declined = town.neighbour(DECLINED, "Visitor", "en")
    await declined.says("/start p-ACDEFG")
    await declined.presses("start.decline")
    await registers(town, BUDI, "Budi Santoso", "warga")
    await registers(town, SITI, "Siti Aminah", "pengurus", pesantren="Tebuireng")
    await registers(town, DEWI, "Dewi Lestari", "alumni", "en")
    await registers(town, HASAN, "Hasan Basri", "warga", "jv")
    await registers(town, AHMAD, "Ahmad Fauzi", "santri")
    await registers(town, FATIMAH, "Fatimah Zahra", "pengurus", "en")
    await registers(town, YUSUF, "Yusuf Mansur", "alumni", "jv", pesantren="Lirboyo")
    await registers(town, LINA, "Lina Marlina", "warga", pesantren="")
    await registers(town, RAHMAT, "Rahmat Hidayat", "santri")
    await proposes(town)
    for chat, name in ((MARYAM, "Maryam"), (IDRIS, "Idris"), (KHADIJAH, "Khadijah"), (SALMA, "Salma")):
        await registers(town, chat, name, "santri")
    await registers(town, BILAL, "Bilal", "santri", "en")
    await registers(town, HAFSAH, "Hafsah", "alumni", "jv")
    await on_the_page(town)


async def proposes(town: OldTown) -> None:
    """Umar's pesantren is in no list yet, and his number comes as a contact."""
    umar = await agrees(town, UMAR, "Umar Faruq")
    await umar.answers("Umar Faruq", "Pondok Baru Sekali", ("v", "0"), "Pondok Baru Sekali", "jember")
    await umar.answers(("v", "3509"), ("v", "santri"))
    await town.receive(umar.incoming(contact=Contact(phone="6281234567890", own=True)))
    await umar.does("ok")


async def on_the_page(town: OldTown) -> None:
    aisyah = town.neighbour(AISYAH, "Aisyah", channel=PAGE)
    await aisyah.says("/mulai")
    await aisyah.presses("start.agree:id")
    await profile(aisyah, "santri")
    await aisyah.presses("home.run:acara")


async def roles(town: OldTown) -> None:
    """Budi is admin by the settings, Siti by his hand, Dewi by an invitation."""
    budi = town.neighbour(BUDI)
    await budi.says("/peran")
    await budi.says("/peran siti")
    await budi.presses("roles.person")
    await budi.presses("roles.give:2:organiser")
    await budi.presses("roles.overview")
    await budi.presses("roles.invite:organiser")
    token = budi.last.message.html.partition("start=")[2].split()[0].partition("<")[0]
    await town.neighbour(DEWI).says(f"/start {token}")
    await town.neighbour(DEWI).presses("start.carry_on")
    await budi.says("/statistik")
    for page in ("pilar", "produk", "acara", "wilayah", "siaran"):
        await budi.presses(f"statistics.page:{page}")


async def unused_invitation(town: OldTown) -> str:
    """The payload of a link that nobody has opened."""
    budi = town.neighbour(BUDI)
    await budi.says("/peran")
    await budi.presses("roles.invite:admin")
    return budi.last.message.html.partition("start=")[2].split()[0].partition("<")[0]


async def wishes(town: OldTown) -> None:
    """Which broadcasts people want, what they look at of their own."""
    lina, yusuf, salma = (town.neighbour(chat) for chat in (LINA, YUSUF, SALMA))
    await lina.says("BERHENTI")
    await yusuf.says("/langganan")
    await yusuf.presses("subscriptions.switch:pasar:0")
    await salma.says("/langganan")
    await salma.presses("subscriptions.switch:acara:0")
    await salma.presses("subscriptions.stop_all")
    await salma.presses("subscriptions.hear_all")
    await salma.presses("subscriptions.switch:pelatihan:0")
    for one in (town.neighbour(FATIMAH), town.neighbour(AISYAH)):
        for command in ("/profil", "/dataku", "/bahasa", "/bantuan", "/hapusakun"):
            await one.says(command)
    await town.neighbour(FATIMAH).presses("my_data.keep")
