"""Archives that are damaged, foreign or meant to harm: refused in words, and nothing of them is stored."""

import json
import struct
from zipfile import ZIP_DEFLATED, ZipFile

import pytest
from django.core.files.base import ContentFile
from django.core.management import CommandError, call_command

from events.models import Document, Event
from publication.models.pending import settle
from reports.moving import importing
from reports.moving.exporting import export_register
from reports.moving.manifest import FILES, FORMAT, NAME, table_member
from tests.factories import make_event
from tests.reports.moving import (
    empty_installation,
    manifest_of,
    rewritten,
    row_counts,
    said_of,
    stored_files,
)

pytestmark = pytest.mark.django_db
EVENTS = table_member("events.Event")
CONTENT = b"ordre du jour " * 1000


@pytest.fixture
def exported(tmp_path):
    """A register with an event and its document, exported; then there is none."""
    Document.objects.create(
        event=make_event(), kind="agenda", title_fr="Ordre du jour", file=ContentFile(CONTENT, "ordre.odt")
    )
    settle()
    export_register(tmp_path / "register.zip")
    empty_installation()
    return tmp_path / "register.zip"


def refused(path) -> str:
    """Why; nothing is there afterwards."""
    with pytest.raises(CommandError) as problem:
        call_command("import_register", path, verbosity=0)
    assert row_counts() == {}
    assert stored_files() == set()
    return str(problem.value)


def stored_content() -> bytes:
    with Document.objects.get().file.open() as file:
        return file.read()


def test_the_archive_itself_is_taken(exported):
    call_command("import_register", exported, verbosity=0)
    assert stored_content() == CONTENT


def test_a_file_that_is_none_or_is_foreign(tmp_path, exported):
    nothing, text, foreign = (tmp_path / name for name in ("nothing.zip", "text.zip", "foreign.zip"))
    text.write_text("bonjour")
    with ZipFile(foreign, "w") as archive:
        archive.writestr("mimetype", "application/epub+zip")
    assert len({refused(nothing), refused(text), refused(foreign)}) == 3
    with rewritten(exported, foreign) as (_members, manifest):
        manifest["kind"] = "another"
    refused(foreign)


@pytest.mark.parametrize("part", [0.1, 0.5, 0.9, 0.999])
def test_one_that_is_cut_off(tmp_path, exported, part):
    content = exported.read_bytes()
    cut = tmp_path / "cut.zip"
    cut.write_bytes(content[: int(len(content) * part)])
    refused(cut)


def test_one_changed_byte_of_any_member(tmp_path, exported):
    with ZipFile(exported) as archive:
        infos = [info for info in archive.infolist() if info.file_size > 300]
    assert len(infos) > 5
    for info in infos:
        content = bytearray(exported.read_bytes())
        # The name and the extra field of the local header stand before the content.
        name, extra = struct.unpack_from("<HH", content, info.header_offset + 26)
        content[info.header_offset + 30 + name + extra + info.compress_size // 2] ^= 0x55
        damaged = tmp_path / "damaged.zip"
        damaged.write_bytes(content)
        refused(damaged)


def test_content_that_was_exchanged_or_left_out_or_added(tmp_path, exported):
    target = tmp_path / "other.zip"
    with rewritten(exported, target) as (members, _manifest):
        members[EVENTS] = members[EVENTS].replace(b"draft", b"other")
    refused(target)
    with rewritten(exported, target) as (members, _manifest):
        del members[EVENTS]
    refused(target)
    with rewritten(exported, target) as (members, manifest):
        del members[EVENTS], manifest["members"][EVENTS]
    refused(target)
    with rewritten(exported, target) as (members, _manifest):
        members[f"{FILES}more.txt"] = b"more"
    refused(target)
    with rewritten(exported, target) as (members, manifest):
        manifest["members"][EVENTS]["rows"] += 1
    refused(target)


def test_a_newer_format_a_newer_version_and_an_older_one(tmp_path, exported):
    target, reasons = tmp_path / "other.zip", set()
    with rewritten(exported, target) as (_members, manifest):
        manifest["format"] = FORMAT + 1
    reasons.add(refused(target))
    with rewritten(exported, target) as (_members, manifest):
        manifest["migrations"]["events"].append("9999_what_is_to_come")
    reasons.add(refused(target))
    with rewritten(exported, target) as (_members, manifest):
        manifest["migrations"]["events"].pop()
    reasons.add(refused(target))
    assert len(reasons) == 3


@pytest.mark.parametrize(
    "name", ["../out.txt", "/etc/out.txt", "files/../../out.txt", "files\\out.txt", "files//out", "out.txt"]
)
def test_a_name_that_leads_elsewhere(tmp_path, exported, name):
    target = tmp_path / "other.zip"
    with rewritten(exported, target) as (members, manifest):
        members[name] = b"out"
        manifest["members"][name] = said_of(b"out")
    refused(target)
    assert not (tmp_path / "out.txt").exists()


def test_a_row_that_names_a_file_elsewhere(tmp_path, exported):
    target, table = tmp_path / "other.zip", table_member("events.Document")
    with rewritten(exported, target) as (members, manifest):
        columns, row = map(json.loads, members[table].splitlines())
        row[columns.index("file")] = "../../etc/passwd"
        members[table] = b"\n".join(json.dumps(line).encode() for line in (columns, row)) + b"\n"
        manifest["members"][table] = said_of(members[table], 1)
    refused(target)


def test_a_file_that_unpacks_to_a_thousand_times_its_size(tmp_path, exported):
    target, content = tmp_path / "other.zip", bytes(40 * 1024 * 1024)
    with rewritten(exported, target) as (members, manifest):
        members[f"{FILES}photos/a.jpg"] = content
        manifest["members"][f"{FILES}photos/a.jpg"] = said_of(content)
    assert target.stat().st_size < len(content) // 500
    refused(target)


def test_rows_that_the_database_refuses(tmp_path, exported):
    target = tmp_path / "other.zip"
    for change in (b'"no date"', b"[]"):
        with rewritten(exported, target) as (members, manifest):
            columns, row = map(json.loads, members[EVENTS].splitlines())
            row[columns.index("starts_on")] = json.loads(change)
            members[EVENTS] = b"\n".join(json.dumps(line).encode() for line in (columns, row)) + b"\n"
            manifest["members"][EVENTS] = said_of(members[EVENTS], 1)
        refused(target)
    table = table_member("events.Document")
    with rewritten(exported, target) as (members, manifest):
        columns, row = map(json.loads, members[table].splitlines())
        row[columns.index("event_id")] = 4_000_000
        members[table] = b"\n".join(json.dumps(line).encode() for line in (columns, row)) + b"\n"
        manifest["members"][table] = said_of(members[table], 1)
    refused(target)


def test_an_import_that_is_interrupted_leaves_an_empty_register(exported, monkeypatch):
    write = importing.write_rows

    def interrupted(model, lines):
        if model._meta.label == "reports.DonorTemplate":
            assert Event.with_deleted.count() == 1
            assert len(stored_files()) == 1
            raise KeyboardInterrupt
        return write(model, lines)

    monkeypatch.setattr(importing, "write_rows", interrupted)
    with pytest.raises(KeyboardInterrupt):
        call_command("import_register", exported, verbosity=0)
    assert row_counts() == {}
    assert stored_files() == set()
    monkeypatch.undo()
    call_command("import_register", exported, verbosity=0)
    assert Event.with_deleted.count() == 1


def test_what_a_killed_import_left_of_a_file_is_replaced(exported):
    name = next(name for name in manifest_of(exported)["members"] if name.startswith(FILES))
    Document._meta.get_field("file").storage.save(name.removeprefix(FILES), ContentFile(b"half"))
    call_command("import_register", exported, verbosity=0)
    assert stored_content() == CONTENT


def test_a_file_that_is_gone_is_named_in_the_archive(exported, tmp_path):
    call_command("import_register", exported, verbosity=0)
    document = Document.objects.get()
    document.file.storage.delete(document.file.name)
    manifest = export_register(tmp_path / "again.zip")
    assert manifest.missing_files == [document.file.name]
    with ZipFile(tmp_path / "again.zip") as archive:
        assert NAME in archive.namelist()
        assert archive.getinfo(EVENTS).compress_type == ZIP_DEFLATED
