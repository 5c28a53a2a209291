"""The renderer makes documents apart from the web process, and survives those that eat time or memory."""

import gc
import os
import pickle
import signal
import threading
import time
from io import BytesIO
from pathlib import Path
from socket import SHUT_WR, socketpair

import pytest
from PIL import Image

from rss_registry.pdf import renderer as renderer_module
from rss_registry.pdf.assets import AttachedFile, print_assets, style_sheets
from rss_registry.pdf.errors import PdfError, PdfTooHeavy
from rss_registry.pdf.render import PRINT_STYLESHEETS
from rss_registry.pdf.renderer import Renderer
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
def renderer():
    renderer = Renderer()
    yield renderer
    renderer.stop()


def document(renderer, body, **arguments):
    return renderer.run(
        "document",
        html=f'<!doctype html><html lang="fr"><title>Essai</title><body>{body}</body></html>',
        metadata=METADATA,
        stylesheets=style_sheets(PRINT_STYLESHEETS),
        **{"assets": dict(print_assets())} | arguments,
    )


def test_an_error_of_the_document_keeps_its_name_and_words(renderer):
    with pytest.raises(PdfError, match="carte.png"):
        document(renderer, '<img src="asset:carte.png" alt="">')


def test_a_document_without_end_is_killed_and_the_next_one_is_made(renderer):
    with pytest.raises(PdfTooHeavy):
        document(renderer, ENDLESS, seconds=1)

    assert document(renderer, "Le suivant.").startswith(b"%PDF")


def children(pid):
    return [int(child) for child in Path(f"/proc/{pid}/task/{pid}/children").read_text().split()]


def test_a_document_that_waits_for_a_busy_machine_is_not_killed(renderer):
    document(renderer, "Un texte.")
    worker = renderer._process.pid
    made = []
    thread = threading.Thread(
        target=lambda: made.append(document(renderer, "<p>Ligne.</p>" * 1_000, seconds=4))
    )
    before = set(children(worker))
    thread.start()
    while not (at_work := set(children(worker)) - before) and thread.is_alive():
        time.sleep(0.005)
    os.kill(*at_work, signal.SIGSTOP)
    time.sleep(5)
    os.kill(*at_work, signal.SIGCONT)
    thread.join()

    assert made[0].startswith(b"%PDF")


def test_the_clock_is_the_last_resort(renderer, monkeypatch):
    monkeypatch.setattr(renderer_module, "PATIENCE", 0.01)

    with pytest.raises(PdfTooHeavy):
        document(renderer, ENDLESS, seconds=100)


def test_a_document_that_takes_all_the_memory_is_stopped(renderer, settings):
    settings.PDF_MEGABYTES = 150

    with pytest.raises(PdfTooHeavy):
        document(renderer, "<p>Ligne.</p>" * 60_000)


def test_elements_nested_without_end_are_an_error_and_not_a_crash(renderer):
    with pytest.raises(PdfTooHeavy, match="deep"):
        document(renderer, "<div>" * 3000)


def test_a_photo_of_twelve_megapixels_is_printed(renderer):
    photo = BytesIO()
    Image.effect_noise((4000, 3000), 60).convert("RGB").save(photo, "JPEG")

    content = document(
        renderer,
        '<img src="asset:photo.jpg" alt="La salle">',
        assets={**print_assets(), "photo.jpg": photo.getvalue()},
    )

    assert content.startswith(b"%PDF")


def test_boxes_that_multiply_with_their_depth_are_killed(renderer):
    with pytest.raises(PdfTooHeavy):
        document(renderer, '<div style="display: flex">' * 40 + "x", seconds=1)


def test_another_worker_makes_the_same_bytes(renderer):
    """Each has another seed of hashes, and made other documents before."""
    figures = AttachedFile("effectifs.csv", b"a;7\n", "Effectifs")
    photo = BytesIO()
    Image.effect_noise((40, 30), 60).save(photo, "PNG")
    page = '<section style="break-after: page"><h1>{0}</h1><table><tr><th>{0}</th></tr></table></section>'
    pages = [page.format(text) for text in ("Œuvre", "ɛɔɲŋ", "إصلاح")]
    body = "".join([*pages, '<img src="asset:a.png" alt="a">'])
    assets = {**print_assets(), "a.png": photo.getvalue()}
    other = Renderer()

    def made(by):
        part = {"html": f'<html lang="fr">{body}', "stylesheets": style_sheets(PRINT_STYLESHEETS)}
        (fragment,) = by.run("fragments", fragments=[{**part, "assets": assets}])
        return document(by, body, assets=assets, attachments=[figures], heads=2), fragment

    assert made(renderer) == made(other)
    other.stop()


def test_a_renderer_that_died_is_started_again(renderer):
    document(renderer, "Un texte.")
    renderer._process.kill()
    renderer._process.wait()

    assert document(renderer, "Un texte.").startswith(b"%PDF")


def test_several_threads_get_each_its_own_document(renderer):
    made = {}

    def make(name):
        made[name] = document(renderer, f'<h2 id="{name}">{name}</h2>')

    threads = [threading.Thread(target=make, args=(f"n{number}",)) for number in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert len(set(made.values())) == 4


def test_what_a_broken_renderer_answers_runs_nothing(tmp_path):
    class Order:
        def __reduce__(self):
            return Path.touch, (tmp_path / "run",)

    ours, theirs = socketpair()
    with ours, theirs:
        theirs.sendall(b"s" + pickle.dumps((None, Order())))
        theirs.shutdown(SHUT_WR)
        with pytest.raises(PdfError):
            renderer_module.exchange(ours, b"", 5)

    assert not (tmp_path / "run").exists()


def test_the_renderer_knows_no_secret(renderer):
    document(renderer, "Un texte.")
    environment = Path(f"/proc/{renderer._process.pid}/environ").read_text()

    assert "SECRET_KEY" in os.environ
    assert "SECRET_KEY" not in environment
    assert "DATABASE_URL" not in environment


def test_nothing_is_left_on_the_disk_when_the_renderer_has_gone(renderer, monkeypatch, tmp_path):
    folder = tmp_path / "temporary"
    folder.mkdir()
    monkeypatch.setattr("tempfile.tempdir", str(folder))
    other = Renderer()
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


def test_a_child_of_the_web_process_starts_a_renderer_of_its_own(renderer):
    document(renderer, "Un texte.")
    first = renderer._process.pid
    reading, writing = os.pipe()
    if os.fork() == 0:
        renderer.forget()
        made = document(renderer, "Un texte.")
        os.write(writing, str(renderer._process.pid if made else first).encode())
        renderer.stop()
        os._exit(0)
    os.wait()

    assert os.read(reading, 20) not in (b"", str(first).encode())
    os.close(reading)
    os.close(writing)
    gc.collect()
    assert document(renderer, "Un autre.").startswith(b"%PDF")
