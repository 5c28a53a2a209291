"""A page with something of everything that documents are made of.

The press lays it out once before it divides itself: each of its children finds fonts, tables and
texts warm that it would otherwise have to load for itself (140 ms of each document).
"""

_LETTERS = "Àtelier « tenu » à Gao, n° 7 : 42 personnes – 18 femmes (43 %), ɛɔɲŋ ≈ 1 200 ; œuvre d’été… "
_LINE = f"{_LETTERS}<strong>{_LETTERS}</strong> <em>{_LETTERS}</em> <strong><em>{_LETTERS}</em></strong>"

SPECIMEN = f"""<!doctype html>
<html lang="fr"><head><meta charset="utf-8"><title>Spécimen</title></head><body>
<div class="head-left">{_LETTERS}</div><div class="head-right">{_LETTERS}</div><div class="foot-left">a</div>
<header class="masthead"><div class="masthead-band"><p class="reference">1</p><p>{_LETTERS}</p></div>
<div class="masthead-title"><p class="kind">{_LETTERS}</p><h1>{_LETTERS}</h1>
<p class="lead">{_LETTERS}</p></div>
</header>
<main>
<ul class="key-figures"><li><span class="value">7</span> <span class="label">{_LETTERS}</span></li>
<li><span class="value words">non communiqué</span> <span class="label">a</span></li></ul>
<section><h2 id="a">{_LETTERS}</h2><p>{_LINE}</p><p><a href="#a">{_LETTERS}</a> <a href="https://a.b/">{_LETTERS}</a></p>
<h3>{_LETTERS}</h3><ul class="plain"><li>{_LINE}</li></ul><h4>{_LETTERS}</h4>
<ol class="records"><li><p>{_LINE}</p><p class="details">{_LETTERS}</p></li></ol></section>
<table class="bars"><caption>{_LETTERS}</caption>
<thead><tr><th scope="col">a</th><th scope="col" class="number">b</th><th scope="col">c</th></tr></thead>
<tbody><tr><th scope="row">{_LETTERS}</th><td class="number">7</td>
<td class="bar-cell">
<svg class="bar" viewBox="0 0 100 4"><rect width="40" height="4" fill="#1f3a5f"/></svg></td></tr>
<tr><th scope="row" rowspan="2">a</th><td colspan="2">{_LINE}</td></tr></tbody></table>
<table class="facts"><tbody>
<tr><th scope="row">a</th><td class="many"><p>a</p><p>b</p></td></tr></tbody></table>
<div class="photos"><figure><svg viewBox="0 0 9 9"><title>{_LETTERS}</title><path d="M0 0L9 9"/></svg>
<figcaption>{_LETTERS}</figcaption></figure></div>
<div class="note warning"><p>{_LINE}</p></div>
<div class="colophon"><h2>{_LETTERS}</h2><p>{_LINE}</p></div>
{f"<p>{_LINE}</p>" * 12}
</main></body></html>
"""
