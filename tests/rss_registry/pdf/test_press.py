"""The press makes documents apart from the web process, and survives those that eat time or memory."""

import gc
import os
import pickle
import threading
import time
from io import BytesIO
from pathlib import Path
from socket import SHUT_WR, socketpair

import pytest
from PIL import Image

from rss_registry.pdf import press as press_module
from rss_registry.pdf.assets import print_assets, style_sheets
from rss_registry.pdf.errors import PdfError, PdfTooHeavy
from rss_registry.pdf.press import Press
from rss_registry.pdf.render import PRINT_STYLESHEETS
from tests.rss_registry.pdf.documents import METADATA

# Two copies of a drawing that holds two copies of a drawing…: 2 ** 30 of them.
DOUBLED = "".join(
    f'<g id="g{number}"><use href="#g{number - 1}"/><use href="#g{number - 1}"/></g>'
    for number in range(1, 30)
)
ENDLESS = (
    '<svg width="9" height="9"><title>Carte</title>'
    f'<defs><g id="g0"><path d="M0 0L1 1"/></g>{DOUBLED}</defs><use href="#g29"/></svg>'
)


@pytest.fixture(scope="module")
def press():
    press = Press()
    yield press
    press.stop()


def document(press, body, **arguments):
    return press.run(
        "document",
        html=f'<!doctype html><html lang="fr"><title>Essai</title><body>{body}</body></html>',
        metadata=METADATA,
        stylesheets=style_sheets(PRINT_STYLESHEETS),
        **{"assets": dict(print_assets())} | arguments,
    )


def test_an_error_of_the_document_keeps_its_name_and_words(press):
    with pytest.raises(PdfError, match="carte.png"):
        document(press, '<img src="asset:carte.png" alt="">')


def test_a_document_without_end_is_killed_in_time_and_the_next_one_is_made(press):
    start = time.monotonic()

    with pytest.raises(PdfTooHeavy):
        document(press, ENDLESS, seconds=1)

    assert time.monotonic() - start < 3
    assert document(press, "Le suivant.").startswith(b"%PDF")


def test_a_document_that_takes_all_the_memory_is_stopped(press, settings):
    settings.PDF_MEGABYTES = 150

    with pytest.raises(PdfTooHeavy):
        document(press, "<p>Ligne.</p>" * 60_000)


def test_elements_nested_without_end_are_an_error_and_not_a_crash(press):
    with pytest.raises(PdfTooHeavy, match="deep"):
        document(press, "<div>" * 3000)


def test_a_photo_of_twelve_megapixels_is_printed(press):
    photo = BytesIO()
    Image.effect_noise((4000, 3000), 60).convert("RGB").save(photo, "JPEG")

    content = document(
        press,
        '<img src="asset:photo.jpg" alt="La salle">',
        assets={**print_assets(), "photo.jpg": photo.getvalue()},
    )

    assert content.startswith(b"%PDF")


def test_boxes_that_multiply_with_their_depth_are_killed(press):
    with pytest.raises(PdfTooHeavy):
        document(press, '<div style="display: flex">' * 40 + "x", seconds=1)


def test_a_press_that_died_is_started_again(press):
    document(press, "Un texte.")
    press._process.kill()
    press._process.wait()

    assert document(press, "Un texte.").startswith(b"%PDF")


def test_several_threads_get_each_its_own_document(press):
    made = {}

    def make(name):
        made[name] = document(press, f'<h2 id="{name}">{name}</h2>')

    threads = [threading.Thread(target=make, args=(f"n{number}",)) for number in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert len(set(made.values())) == 4


def test_what_a_broken_press_answers_runs_nothing(tmp_path):
    class Order:
        def __reduce__(self):
            return Path.touch, (tmp_path / "run",)

    ours, theirs = socketpair()
    with ours, theirs:
        theirs.sendall(pickle.dumps((None, Order())))
        theirs.shutdown(SHUT_WR)
        with pytest.raises(PdfError):
            press_module._answer(ours, b"", time.monotonic() + 5)

    assert not (tmp_path / "run").exists()


def test_the_press_knows_no_secret(press):
    document(press, "Un texte.")
    environment = Path(f"/proc/{press._process.pid}/environ").read_text()

    assert "SECRET_KEY" in os.environ
    assert "SECRET_KEY" not in environment
    assert "DATABASE_URL" not in environment


def test_nothing_is_left_on_the_disk_when_the_press_has_gone(press, monkeypatch, tmp_path):
    folder = tmp_path / "temporary"
    folder.mkdir()
    monkeypatch.setattr("tempfile.tempdir", str(folder))
    other = Press()
    with pytest.raises(PdfTooHeavy):
        document(other, ENDLESS, seconds=1)
    before = list(folder.iterdir())

    other.stop()

    assert len(before) == 1
    assert list(folder.iterdir()) == []

    document(other, "Un texte.")
    other._process.kill()
    other.stop()

    assert list(folder.iterdir()) == []


def test_a_child_of_the_web_process_starts_a_press_of_its_own(press):
    document(press, "Un texte.")
    first = press._process.pid
    reading, writing = os.pipe()
    if os.fork() == 0:
        press.forget()
        made = document(press, "Un texte.")
        os.write(writing, str(press._process.pid if made else first).encode())
        press.stop()
        os._exit(0)
    os.wait()

    assert os.read(reading, 20) not in (b"", str(first).encode())
    os.close(reading)
    os.close(writing)
    gc.collect()
    assert document(press, "Un autre.").startswith(b"%PDF")
