"""Reads a PDF that somebody sends and prints one word: whether it opens, and whether it runs anything; then
the same pages without what says who made them, where and with what.

Run as a program of its own, under limits (`inspected`): three kilobytes can unpack to gigabytes, and
a library written in C that meets a file made to break it takes down the process in which it runs.
No Django settings, no database, no secret is within its reach.
"""

import re
import subprocess
import sys
from io import BytesIO

OPENS, LOCKED, UNREADABLE, RUNS_SOMETHING, TOO_HEAVY = "opens", "locked", "unreadable", "runs", "heavy"
# What a PDF calls whatever runs when it is opened, read or clicked on.
_PROGRAM = re.compile(rb"/(?:JS|JavaScript|Launch|XFA)\b")
# The library goes on without objects that it could not unpack: what they say was not looked at.
_UNSEEN = re.compile(r"error decoding stream data|unfilterable stream")
# Where objects keep who made them: the file, a page or a picture; files that go with them.
_TRACES = ("/Metadata", "/PieceInfo", "/LastModified", "/AF", "/EF")
# What part of the file a signature covers: of one that is written anew it covers nothing.
_SIGNED = b"/ByteRange"
# Segments of a JPEG with notes: all of APP1 to APP15 but the colours (ICC, Adobe), and words (COM).
_NOTES = {*range(0xE1, 0xF0), 0xFE} - {0xE2, 0xEE}
_OUT_OF_MEMORY = "std::bad_alloc"
# A report of 300 pages with its photos takes less than a second and 100 MB.
_CPU_SECONDS = 8
_PATIENCE_SECONDS = 25
_MEGABYTES = 384


def inspected(content: bytes) -> tuple[str, bytes]:
    """The word for the PDF in `content`, and its pages without traces: none where they had to stay.

    Whatever ends the reader before it says a word is `TOO_HEAVY`.
    """
    try:
        reader = subprocess.run(
            [sys.executable, "-I", __file__],
            input=content,
            capture_output=True,
            env={},
            timeout=_PATIENCE_SECONDS,
            check=False,
        )
        output, is_whole = reader.stdout, reader.returncode == 0
    except subprocess.TimeoutExpired as late:
        output, is_whole = late.stdout or b"", False
    said, _line, cleaned = output.partition(b"\n")
    word = said.decode("ascii", "replace")
    if word not in (OPENS, LOCKED, UNREADABLE, RUNS_SOMETHING):
        return TOO_HEAVY, b""
    return word, cleaned if is_whole else b""


def _limit():
    import resource

    resource.setrlimit(resource.RLIMIT_DATA, (_MEGABYTES << 20,) * 2)
    resource.setrlimit(resource.RLIMIT_CPU, (_CPU_SECONDS,) * 2)
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


def _read(content):
    """The word, then the cleaned file where there is one: should the cleaning be ended, the word is said."""
    import pikepdf

    try:
        with pikepdf.open(BytesIO(content)) as pdf:
            word = _looked_at(pdf)
            yield word.encode()
            if word == OPENS:
                yield _without_traces(pdf)
    except pikepdf.PasswordError:
        yield LOCKED.encode()
    except MemoryError:
        yield TOO_HEAVY.encode()
    except Exception:
        # The library names some of its errors, the standard library others: none of them opens.
        yield UNREADABLE.encode()


def _looked_at(pdf):
    if any(_PROGRAM.search(_written(thing)) for thing in pdf.objects):
        return RUNS_SOMETHING
    warnings = " ".join(pdf.get_warnings())
    if _OUT_OF_MEMORY in warnings:
        return TOO_HEAVY
    # What a repair has left of half a file may have no page.
    return UNREADABLE if _UNSEEN.search(warnings) or not len(pdf.pages) else OPENS


def _without_traces(pdf):
    """The pages as a new file: no author, no program that wrote them, no attached file, no place of a camera.

    What earlier versions of the file said goes too: only what the pages refer to is written. Empty where
    that fails.
    """
    import pikepdf

    try:
        if any(_SIGNED in _written(thing) for thing in pdf.objects):
            return b""
        for thing in pdf.objects:
            if isinstance(thing, (pikepdf.Dictionary, pikepdf.Stream)):
                _drop_traces(thing)
        if "/Info" in pdf.trailer:
            del pdf.trailer["/Info"]
        if "/Names" in pdf.Root and "/EmbeddedFiles" in pdf.Root.Names:
            del pdf.Root.Names["/EmbeddedFiles"]
        for page in pdf.pages:
            if "/Annots" in page.obj:
                shown = [each for each in page.obj.Annots if each.get("/Subtype") != "/FileAttachment"]
                page.obj.Annots = pikepdf.Array(shown)
        target = BytesIO()
        pdf.save(target, deterministic_id=True, encryption=False)
        return target.getvalue()
    except Exception:
        # A file that opens is taken: its officer is told that it keeps what it says of itself.
        return b""


def _drop_traces(thing):
    import pikepdf

    for key in _TRACES:
        if key in thing:
            del thing[key]
    for key in list(thing.keys()):
        if isinstance(thing[key], pikepdf.Dictionary) and not thing[key].is_indirect:
            _drop_traces(thing[key])
    if isinstance(thing, pikepdf.Stream) and _filters(thing) == ["/DCTDecode"]:
        raw = thing.read_raw_bytes()
        if (bare := _bare_jpeg(raw)) != raw:
            thing.write(bare, filter=pikepdf.Name.DCTDecode, decode_parms=thing.get("/DecodeParms"))


def _filters(stream):
    import pikepdf

    named = stream.get("/Filter", [])
    return [str(named)] if isinstance(named, pikepdf.Name) else [str(each) for each in named]


def _bare_jpeg(content):
    """The picture without what cameras and programs note in it (EXIF, XMP, IPTC, words); its colours stay."""
    if content[:2] != b"\xff\xd8":
        return content
    kept, at = [content[:2]], 2
    while at + 4 <= len(content) and content[at] == 0xFF and content[at + 1] != 0xDA:
        end = at + 2 + int.from_bytes(content[at + 2 : at + 4], "big")
        if content[at + 1] not in _NOTES:
            kept.append(content[at:end])
        at = end
    return b"".join([*kept, content[at:]])


def _written(thing):
    """An object of a PDF as it would be written, names in plain letters, without what it refers to."""
    import pikepdf

    if not isinstance(thing, pikepdf.Object):
        # Numbers, truths and « null » arrive as Python's own: no name is in them.
        return b""
    return (thing.stream_dict if isinstance(thing, pikepdf.Stream) else thing).unparse(resolved=True)


if __name__ == "__main__":
    _limit()
    answers = _read(sys.stdin.buffer.read())
    sys.stdout.buffer.write(next(answers) + b"\n")
    sys.stdout.buffer.flush()
    sys.stdout.buffer.write(next(answers, b""))
