"""Small PDF files put together as the usual writers do: each name says what is particular in it."""

import zlib
from io import BytesIO

import pikepdf
from pikepdf import Array, Dictionary, Name, OutlineItem

_XMP = b"""<?xpacket begin="\xef\xbb\xbf" id="W5M0MpCehiHzreSzNTczkc9d"?>
<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">
<rdf:Description rdf:about="" xmlns:dc="http://purl.org/dc/elements/1.1/">
<dc:title><rdf:Alt><rdf:li xml:lang="x-default">Atelier</rdf:li></rdf:Alt></dc:title>
</rdf:Description></rdf:RDF></x:xmpmeta><?xpacket end="w"?>"""


def by_hand(*objects, trailer=b"", linked=True):
    """The bytes of a file, its objects numbered from 1; without `linked` the table of offsets is wrong."""
    out, offsets = b"%PDF-1.5\n%\xe2\xe3\xcf\xd3\n", []
    for number, content in enumerate(objects, 1):
        offsets.append(len(out))
        out += b"%d 0 obj\n%b\nendobj\n" % (number, content)
    start = len(out) if linked else 7
    out += b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1)
    out += b"".join(b"%010d 00000 n \n" % (offset if linked else offset + 11) for offset in offsets)
    return out + b"trailer\n<< /Size %d /Root 1 0 R %b >>\nstartxref\n%d\n%%%%EOF\n" % (
        len(objects) + 1,
        trailer,
        start,
    )


def _stream(content, more=b""):
    return b"<< /Length %d %b >>\nstream\n%b\nendstream" % (len(content), more, content)


def _packed(content):
    return _stream(zlib.compress(content), b"/Filter /FlateDecode")


PAGE = (
    b"<< /Type /Catalog /Pages 2 0 R >>",
    b"<< /Type /Pages /Count 1 /Kids [3 0 R] /MediaBox [0 0 595 842] >>",
    b"<< /Type /Page /Parent 2 0 R /Contents 4 0 R >>",
    _stream(b"BT ET"),
)


def cairo():
    """The length of each stream is an object of its own: a bare whole number."""
    return by_hand(
        b"<< /Type /Catalog /Pages 2 0 R >>",
        b"<< /Type /Pages /Count 1 /Kids [3 0 R] >>",
        b"<< /Type /Page /Parent 2 0 R /Contents 4 0 R /MediaBox [0 0 595.275574 841.889771] >>",
        b"<< /Length 5 0 R >>\nstream\nBT ET\nendstream",
        b"5",
        b"<< /Producer (cairo 1.16.0 (https://cairographics.org)) /CreationDate (D:20240301101500Z) >>",
        trailer=b"/Info 6 0 R",
    )


def libreoffice():
    """Lengths apart, names of the document's language, an outline, the open action of a page."""
    return by_hand(
        b"<< /Type /Catalog /Pages 2 0 R /OpenAction [3 0 R /XYZ null null 0] /Lang (fr-FR)"
        b" /Outlines 7 0 R /PageMode /UseOutlines >>",
        b"<< /Type /Pages /Count 1 /Kids [3 0 R] /MediaBox [0 0 595 842] /Resources 9 0 R >>",
        b"<< /Type /Page /Parent 2 0 R /Contents 4 0 R /Rotate 6 0 R >>",
        b"<< /Length 5 0 R /Filter /FlateDecode >>\nstream\n%b\nendstream" % zlib.compress(b"BT ET"),
        b"%d" % len(zlib.compress(b"BT ET")),
        b"0",
        b"<< /Type /Outlines /First 8 0 R /Last 8 0 R /Count 1 >>",
        b"<< /Title <FEFF00C9> /Parent 7 0 R /Dest [3 0 R /XYZ 56.7 785.3 0] >>",
        b"<< /ProcSet [/PDF /Text] >>",
        b"<< /Creator <FEFF0057> /Producer <FEFF004C> /Pages 4 /Trapped /False /Kinds [/a 2.5 true null] >>",
        trailer=b"/Info 10 0 R /ID [<00> <00>] /DocChecksum /7F3A",
    )


def ghostscript():
    """Bare numbers of every kind, an object that is null, XMP, a page tree of two floors."""
    return by_hand(
        b"<< /Type /Catalog /Pages 2 0 R /Metadata 6 0 R >>",
        b"<< /Type /Pages /Count 1 /Kids [3 0 R] /Rotate 90 /MediaBox [0 0 7 0 R 842] >>",
        b"<< /Type /Pages /Count 1 /Parent 2 0 R /Kids [4 0 R] /Resources << >> >>",
        b"<< /Type /Page /Parent 3 0 R /Contents 5 0 R /UserUnit 8 0 R /Tabs 10 0 R >>",
        _packed(b"q Q"),
        _stream(_XMP, b"/Type /Metadata /Subtype /XML"),
        b"595",
        b"1.5",
        b"null",
        b"/S",
        b"true",
        b"(GPL Ghostscript 10.00.0)",
        b"[/PDF /Text 1 2 0 R]",
        b"<< /Producer 12 0 R >>",
        trailer=b"/Info 14 0 R",
    )


def _with_pikepdf(**options):
    target = BytesIO()
    with pikepdf.new() as pdf:
        for _number in range(3):
            pdf.add_blank_page()
        pdf.Root.Names = Dictionary(
            Dests=Dictionary(Names=Array(["chapitre", Array([pdf.pages[0].obj, Name.Fit])]))
        )
        with pdf.open_outline() as outline:
            outline.root.append(OutlineItem("Recommandations", 1))
        pdf.docinfo = pdf.make_indirect(Dictionary(Title="Atelier", Pages=3, Kind=Name.Report))
        pdf.Root.Count = pdf.make_indirect(pikepdf.Array([1, 2.5, True, Name.A]))
        pdf.save(target, **options)
    return target.getvalue()


def word():
    """Objects packed into streams, and a table of offsets that is a stream too."""
    return _with_pikepdf(object_stream_mode=pikepdf.ObjectStreamMode.generate)


def linearised():
    return _with_pikepdf(linearize=True)


def protected_against_changes():
    """Encrypted, with a password for changes and an empty one for reading: anybody opens it."""
    return _with_pikepdf(encryption=pikepdf.Encryption(user="", owner="secret", R=4))


def empty_passwords():
    return _with_pikepdf(encryption=pikepdf.Encryption(user="", owner=""))


def locked():
    return _with_pikepdf(encryption=pikepdf.Encryption(user="secret", owner="secret"))


def added_to():
    """A second version written behind the first, as a form that was filled in is."""
    first = cairo()
    at = len(first)
    return first + (
        b"5 0 obj\n5\nendobj\nxref\n5 1\n%010d 00000 n \ntrailer\n<< /Size 7 /Root 1 0 R /Prev %d >>\n"
        b"startxref\n%d\n%%%%EOF\n" % (at, first.index(b"xref\n"), at + 17)
    )


def wrong_offsets():
    """Every viewer repairs it without a word."""
    return by_hand(*PAGE, linked=False)


def without_a_page():
    return by_hand(b"<< /Type /Catalog /Pages 2 0 R >>", b"<< /Type /Pages /Count 0 /Kids [] >>")


def unpacks_to_gigabytes():
    """Three kilobytes: objects packed twice, of which a reader needs every one."""
    pack = zlib.compressobj(9)
    text = b"".join(
        [pack.compress(b"9 0 "), *(pack.compress(bytes(1 << 20)) for _ in range(1200)), pack.flush()]
    )
    twice = zlib.compress(text, 9)
    objects = [
        *PAGE,
        _stream(twice, b"/Type /ObjStm /N 1 /First 4 /Filter [/FlateDecode /FlateDecode]"),
    ]
    out, rows = b"%PDF-1.5\n", b"\0" * 5 + b"\xff"
    for number, content in enumerate(objects, 1):
        rows += b"\1" + len(out).to_bytes(4) + b"\0"
        out += b"%d 0 obj\n%b\nendobj\n" % (number, content)
    start, own = len(out), len(objects) + 1
    # The ninth object lies in the stream of objects.
    rows += b"\1" + start.to_bytes(4) + b"\0" + (b"\0" * 6) * 2 + b"\2" + (5).to_bytes(4) + b"\0"
    table = _stream(rows, b"/Type /XRef /W [1 4 1] /Size %d /Root 1 0 R" % (own + 4))
    return out + b"%d 0 obj\n%b\nendobj\nstartxref\n%d\n%%%%EOF\n" % (own, table, start)


def refers_to_itself():
    return by_hand(
        b"<< /Type /Catalog /Pages 2 0 R /Extends 1 0 R >>",
        b"<< /Type /Pages /Count 9 /Kids [2 0 R] /Parent 2 0 R >>",
    )


def nested_deeply():
    return by_hand(PAGE[0], PAGE[1], PAGE[2], PAGE[3], b"[" * 200_000 + b"]" * 200_000)


TAKEN = (
    cairo,
    libreoffice,
    ghostscript,
    word,
    linearised,
    protected_against_changes,
    empty_passwords,
    added_to,
    wrong_offsets,
)
REFUSED = {
    locked: "pdf_locked",
    without_a_page: "pdf_unreadable",
    unpacks_to_gigabytes: "pdf_too_heavy",
    refers_to_itself: "pdf_unreadable",
}
