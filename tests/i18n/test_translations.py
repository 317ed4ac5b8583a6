"""Every sentence of the bot has its translation, and the tool that says so notices when one has not."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from bot.i18n.messages import LANGUAGES, SOURCE
from tests.support.paths import ROOT

CODE = """\
from bot.i18n.messages import _, _n

def greet(name, count):
    return _("Halo, <b>{name}</b>!", name=name), _n("{n} pesan", "{n} pesan", count)
"""
TRANSLATED = """\
msgid "Halo, <b>{name}</b>!"
msgstr "Hello, <b>{name}</b>!"

msgid "{n} pesan"
msgid_plural "{n} pesan"
msgstr[0] "{n} message"
msgstr[1] "{n} messages"
"""


def translations(what: str, root: Path) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, str(ROOT / ".ci" / "translations"), what, "--root", str(root)]
    return subprocess.run(command, capture_output=True, text=True, check=False)


@pytest.fixture
def catalogue(tmp_path: Path) -> Path:
    """The complete catalogue of a small project that says two things."""
    (tmp_path / "handlers").mkdir()
    (tmp_path / "handlers" / "hello.py").write_text(CODE)
    path = tmp_path / "bot" / "locale" / "en" / "LC_MESSAGES" / "santribot.po"
    path.parent.mkdir(parents=True)
    path.write_text(TRANSLATED)
    return path


def check(catalogue: Path, text: str) -> str:
    """What is said about a catalogue that is not right."""
    catalogue.write_text(text)
    result = translations("check", catalogue.parents[4])
    assert result.returncode == 1
    return result.stdout


def test_a_complete_catalogue_passes(catalogue: Path) -> None:
    result = translations("check", catalogue.parents[4])
    assert (result.returncode, result.stdout) == (0, "")


@pytest.mark.parametrize(
    ("right", "wrong", "said"),
    [
        ('msgstr "Hello, <b>{name}</b>!"', 'msgstr ""', 'missing: "Halo, <b>{name}</b>!"'),
        ('msgstr[1] "{n} messages"', 'msgstr[1] ""', 'missing: "{n} pesan"'),
        ("Hello, <b>{name}", "Hello, <b>{nama}", 'other placeholders: "Halo, <b>{name}</b>!"'),
        ("Hello, <b>{name}</b>", "Hello, {name}", 'other tags: "Halo, <b>{name}</b>!"'),
        ('msgstr[1] "{n} messages"', 'msgstr[1] "messages"', 'other placeholders: "{n} pesan"'),
        ('msgid "Halo', 'msgid "Hai', 'not said any more: "Hai, <b>{name}</b>!"'),
        ('msgid "Halo', '#, fuzzy\nmsgid "Halo', 'unsure (fuzzy): "Halo, <b>{name}</b>!"'),
        (
            'msgid "{n} pesan"\nmsgid_plural',
            '#~ msgid "Dulu"\n#~ msgstr "Once"\n\nmsgid "{n} pesan"\nmsgid_plural',
            "Dulu",
        ),
    ],
    ids=["missing", "missing plural", "placeholder", "tag", "plural", "gone", "fuzzy", "obsolete"],
)
def test_what_is_wrong_is_named(catalogue: Path, right: str, wrong: str, said: str) -> None:
    assert right in TRANSLATED
    assert said in check(catalogue, TRANSLATED.replace(right, wrong))


def test_an_empty_catalogue_lacks_everything(catalogue: Path) -> None:
    assert check(catalogue, "").count("missing") == 2


def test_what_has_no_words_needs_no_translation(catalogue: Path) -> None:
    code = catalogue.parents[4] / "handlers" / "hello.py"
    code.write_text(CODE + 'LINE = _("<b>{name}</b> · {n}")\n')
    assert translations("check", catalogue.parents[4]).returncode == 0


def test_no_catalogue_at_all_is_not_complete(catalogue: Path) -> None:
    catalogue.unlink()
    assert translations("check", catalogue.parents[4]).returncode == 1


def test_an_update_keeps_translations_and_adds_what_is_new(catalogue: Path) -> None:
    code = catalogue.parents[4] / "handlers" / "hello.py"
    code.write_text(CODE + 'BYE = _("Sampai jumpa")\n')
    assert translations("update", catalogue.parents[4]).returncode == 0
    text = catalogue.read_text()
    assert 'msgstr "Hello, <b>{name}</b>!"' in text
    assert 'msgid "Sampai jumpa"\nmsgstr ""' in text


def test_an_update_changes_nothing_when_code_only_moves(catalogue: Path) -> None:
    root = catalogue.parents[4]
    translations("update", root)
    before = catalogue.read_text()
    (root / "handlers" / "hello.py").write_text("# a comment\n\n\n" + CODE)
    translations("update", root)
    assert catalogue.read_text() == before
    assert str(root) not in before


def test_what_is_not_said_any_more_goes(catalogue: Path) -> None:
    root = catalogue.parents[4]
    (root / "handlers" / "hello.py").write_text(CODE.replace("Halo", "Hai"))
    translations("update", root)
    assert "Halo" not in catalogue.read_text()


def test_every_language_of_the_bot_has_a_catalogue() -> None:
    found = {path.parent.parent.name for path in ROOT.glob("bot/locale/*/LC_MESSAGES/santribot.po")}
    assert found == LANGUAGES.keys() - {SOURCE}


def test_the_bot_is_wholly_translated() -> None:
    result = translations("check", ROOT)
    assert (result.returncode, result.stdout) == (0, "")
