"""Draw static/img/sharing.png, the picture beside a shared link, from the mark and the fonts of the reports.

python script/sharing_image.py

The numbers are those of templates/partials/site_mark.html, on its square of 32.
"""

from pathlib import Path

from PIL import Image, ImageDraw, ImageFont

ROOT = Path(__file__).resolve().parent.parent
WIDTH, HEIGHT = 1200, 630
# Drawn larger and reduced, since Pillow's circles have no smooth edge of their own.
FINE = 3
BAND, WHITE, SOFT, ACCENT = "#1f3a5f", "#ffffff", "#c9d6e8", "#f0a070"
SEATS = ((23.8, 8.2), (27, 16), (23.8, 23.8), (16, 27), (8.2, 23.8), (5, 16), (8.2, 8.2))
LINES = ((11.5, 20.5, 12.5), (11.5, 20.5, 16), (11.5, 17, 19.5))


def main():
    image = Image.new("RGB", (WIDTH * FINE, HEIGHT * FINE), BAND)
    draw = ImageDraw.Draw(image)
    draw.rectangle((0, 0, WIDTH * FINE, 14 * FINE), fill="#b4572a")
    draw_mark(draw, left=80, top=165, size=300)
    write(draw, 430, 215, "Registre des ateliers RSS", "RSS-Bold.ttf", 58, WHITE)
    write(draw, 430, 300, "Réforme du secteur de la sécurité", "RSS-Regular.ttf", 38, SOFT)
    write(draw, 430, 350, "Security sector reform · Mali", "RSS-Regular.ttf", 38, SOFT)
    small = image.resize((WIDTH, HEIGHT), Image.Resampling.LANCZOS)
    small.quantize(32).save(ROOT / "static/img/sharing.png", optimize=True)


def draw_mark(draw, *, left, top, size):
    unit = size * FINE / 32
    x0, y0 = left * FINE, top * FINE
    for x, y in SEATS:
        circle(draw, x0 + x * unit, y0 + y * unit, 2.1 * unit, WHITE)
    circle(draw, x0 + 16 * unit, y0 + 5 * unit, 2.6 * unit, ACCENT)
    for start, end, y in LINES:
        box = (
            x0 + (start - 0.9) * unit,
            y0 + (y - 0.9) * unit,
            x0 + (end + 0.9) * unit,
            y0 + (y + 0.9) * unit,
        )
        draw.rounded_rectangle(box, radius=0.9 * unit, fill=WHITE)


def circle(draw, x, y, radius, colour):
    draw.ellipse((x - radius, y - radius, x + radius, y + radius), fill=colour)


def write(draw, left, top, text, font, size, colour):
    face = ImageFont.truetype(str(ROOT / "static/fonts" / font), size * FINE)
    draw.text((left * FINE, top * FINE), text, font=face, fill=colour)


if __name__ == "__main__":
    main()
