"""Pages with something of everything that documents are made of.

The press lays them out once before it divides itself: each of its children finds fonts, styles, tables
and texts warm that it would otherwise have to load or to find for itself (140 ms of each document).
"""

# The sheets of a document and those of a part of a report, in which styles are made ready.
DOCUMENT_SHEETS = ("base.css", "blocks.css")
PART_SHEETS = (*DOCUMENT_SHEETS, "book.css", "reports.css")

# Every letter once in every face, and short texts elsewhere.
_LETTERS = "Àtelier « tenu » à Gao, n° 7 : 42 personnes – 18 femmes (43 %), ɛɔɲŋ ≈ 1 200 ; œuvre d’été… "
_LINE = f"{_LETTERS}<strong>{_LETTERS}</strong> <em>{_LETTERS}</em> <strong><em>{_LETTERS}</em></strong>"
_LINK = '<a href="https://a.b/">a</a>'
_NOTE = '<span class="muted">– b</span>'
_SVG = '<svg xmlns="http://www.w3.org/2000/svg" class="bar" width="100%" height="4" viewBox="0 0 100 4">'

_KEY_FIGURES = """
<ul class="key-figures"><li><span class="value">7</span> <span class="label">Été 7</span></li>
<li><span class="value words">non communiqué</span> <span class="label">a</span></li></ul>"""
_FACTS = f"""
<table class="facts"><tbody>
<tr><th scope="row">a</th><td class="many"><p>a</p> <p>b</p></td></tr>
<tr><th scope="row">a</th><td><p>{_LINK} {_NOTE}</p> <p>b</p></td></tr>
<tr><th scope="row">a</th><td>{_LINK} {_NOTE}</td></tr>
<tr><th scope="row">a</th><td class="unknown">b</td></tr></tbody></table>"""
_TABLE = """
<table class="{kind}"><caption>a</caption>
<thead><tr><th scope="col">a</th><th scope="col" class="number">b</th>
<th scope="col" class="bar-cell">c</th></tr></thead>
<tbody><tr><th scope="row">a<br><span class="muted small">a</span></th><td class="number">7</td>
<td class="bar-cell">{svg}<title>a</title><rect width="40" height="4" fill="#1f3a5f"/></svg></td></tr>
<tr><th scope="row"><strong>a</strong></th><td class="number">8</td><td>a</td></tr></tbody></table>"""
_TABLES = "".join(_TABLE.format(kind=kind, svg=_SVG) for kind in ("bars", "three", "four", "three claims"))
_SECTION = f"""
<section><{{heading}} id="a">Été 7</{{heading}}>{_FACTS}
<div class="share">{_SVG}<title>a</title><rect width="40" height="4" fill="#1f3a5f"/></svg>
<ul class="legend"><li><span class="swatch accent"></span>a</li>
<li><span class="swatch line"></span>a</li></ul></div>
{_TABLES}
<{{subheading}}>Été 7</{{subheading}}><p>{_LINE}</p><p class="small">b</p>
<p class="unknown">a</p><ul class="plain"><li>c {_NOTE}<br><a class="small" href="#a">a</a></li></ul>
<ol class="records"><li><p>c</p><p class="details">Été 7 <span class="unknown">a</span>
<span class="together">a <span class="unknown">a</span></span> <span class="together state done">a</span></p>
<ul class="plain details"><li>a</li></ul></li></ol>
<div class="photos"><figure>{_SVG}<title>a</title><path d="M0 0L9 9"/></svg>
<figcaption>a</figcaption></figure></div>
<div class="note warning"><p>c</p></div></section>"""


def _page(head: str, content: str) -> str:
    return f"""<!doctype html>
<html lang="fr"><head><meta charset="utf-8"><title>Spécimen</title></head><body>
{head}<main>{content}</main>
</body></html>
"""


# As templates/reports/_document.html.
SPECIMEN = _page(
    """<div class="head-left">Été 7</div><div class="head-right">a</div><div class="foot-left">a</div>
<header class="masthead"><div class="masthead-band"><p class="reference">1</p><p>Été 7</p></div>
<div class="masthead-title"><p class="kind">Été 7</p><h1>Été 7</h1>
<p class="lead"><strong>a</strong>a</p><p class="lead byline">a</p></div></header>""",
    f"""{_KEY_FIGURES}{_SECTION.format(heading="h2", subheading="h3")}
<div class="colophon"><h2>a</h2><ul class="plain"><li>a</li></ul><p>c {_LINK}</p></div>""",
)
# As templates/reports/_part.html, with the sheet of an event.
PART_SPECIMEN = _page(
    '<div class="head-right">a</div>',
    f"""<div class="sheet"><header class="sheet-head"><p class="kind">a</p><h2>Été 7</h2>
<p class="lead"><strong>a</strong>a</p><p class="byline">a</p><p class="small muted">a {_LINK}</p></header>
{_KEY_FIGURES}{_SECTION.format(heading="h3", subheading="h4")}</div>""",
)
