"""Labels of the members of the programme's enums."""

from __future__ import annotations

from bot.i18n.messages import Translatable, _
from models.enrolments import Figure, Legal, Pillar, Stage, Strengthening
from models.events import RsvpAnswer
from models.people import Affiliation, Role
from models.products import Category
from models.topics import Topic

BELONGING: dict[Affiliation, Translatable] = {
    Affiliation.SANTRI: _("Santri"),
    Affiliation.ALUMNI: _("Alumni"),
    Affiliation.PENGURUS: _("Pengurus koppontren"),
    Affiliation.WARGA: _("Warga pesantren"),
}

ROLES: dict[Role, Translatable] = {
    Role.MEMBER: _("peserta"),
    Role.ORGANISER: _("penyelenggara"),
    Role.ADMIN: _("admin"),
}

PILLARS: dict[Pillar, Translatable] = {
    Pillar.PESANTRENPRENEUR: _("Pesantrenpreneur"),
    Pillar.SANTRIPRENEUR: _("Santripreneur"),
    Pillar.SOSIOPRENEUR: _("Sosiopreneur"),
}

CATEGORIES: dict[Category, Translatable] = {
    Category.MAKANAN: _("Makanan"),
    Category.MINUMAN: _("Minuman"),
    Category.FESYEN: _("Fesyen"),
    Category.KERAJINAN: _("Kerajinan"),
    Category.KOSMETIK_HERBAL: _("Kosmetik & herbal"),
    Category.PERTANIAN_PERIKANAN: _("Pertanian & perikanan"),
    Category.DIGITAL_JASA: _("Digital & jasa"),
}

TOPICS: dict[Topic, Translatable] = {
    Topic.ANNOUNCEMENT: _("Pengumuman"),
    Topic.EVENT: _("Acara"),
    Topic.TRAINING: _("Pelatihan"),
    Topic.MARKET: _("Pasar"),
}

FIGURES: dict[Figure, Translatable] = {
    Figure.MEMBERS: _("anggota"),
    Figure.TURNOVER: _("omzet sebulan"),
    Figure.EMPLOYED: _("orang bekerja"),
    Figure.REACHED: _("orang terbantu"),
    Figure.PRODUCTS: _("produk"),
}

RSVP_ANSWERS: dict[RsvpAnswer, Translatable] = {
    RsvpAnswer.YES: _("Hadir"),
    RsvpAnswer.MAYBE: _("Mungkin"),
    RsvpAnswer.NO: _("Tidak bisa"),
}
"""Answers to an invitation."""

LEGAL: dict[Legal, Translatable] = {
    Legal.REGISTERED: _("Sudah berbadan hukum"),
    Legal.IN_PROGRESS: _("Dalam proses"),
    Legal.NOT_YET: _("Belum"),
}

STRENGTHENINGS: dict[Strengthening, Translatable] = {
    Strengthening.KELEMBAGAAN: _("Kelembagaan"),
    Strengthening.SDM: _("SDM"),
    Strengthening.PRODUKSI: _("Produksi"),
    Strengthening.PEMASARAN: _("Pemasaran"),
    Strengthening.PEMBIAYAAN: _("Akses pembiayaan"),
}

STAGES: dict[Stage, Translatable] = {
    Stage.START_UP: _("Start Up (sampai 1 tahun)"),
    Stage.SCALE_UP: _("Scale Up (lebih dari 1 tahun)"),
}
