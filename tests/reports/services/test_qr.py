"""The QR code on paper: whole numbers, a white margin, words for who does not see it."""

import re
from xml.etree import ElementTree

import segno
from django.utils import translation

from reports.services.qr import qr_svg

ADDRESS = "https://registre.example.org/fr/verifier/7K3M-9QXW-2T4B"
SVG = "{http://www.w3.org/2000/svg}"


def test_it_draws_every_dark_module_of_the_code_and_no_other():
    drawing = ElementTree.fromstring(qr_svg(ADDRESS, title="Code QR"))
    path = drawing.find(f"{SVG}path").get("d")
    drawn = {
        (int(x) + step, int(y))
        for x, y, width in re.findall(r"M(\d+) (\d+)h(\d+)v1h-\3z", path)
        for step in range(int(width))
    }
    matrix = segno.make_qr(ADDRESS, error="q", boost_error=False).matrix
    dark = {(x + 4, y + 4) for y, row in enumerate(matrix) for x, module in enumerate(row) if module}
    assert drawn == dark
    assert drawing.get("viewBox") == f"0 0 {len(matrix) + 8} {len(matrix) + 8}"


def test_no_language_writes_a_comma_into_its_numbers_and_its_title_is_escaped():
    with translation.override("fr"):
        drawn = qr_svg(ADDRESS + "?a=1&b=2", title='Mène à <"là">')
    assert "," not in re.sub(r"<title>.*</title>", "", drawn)
    assert ElementTree.fromstring(drawn).find(f"{SVG}title").text == 'Mène à <"là">'
