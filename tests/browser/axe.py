"""What axe finds on an open page, on a phone and at a desk, in the light and in the dark."""

from axe_playwright_python.base import AXE_SCRIPT

PHONE, DESK = 360, 1280
# All that axe knows, best practice included; the size of targets (WCAG 2.2) is off unless asked for.
ALL_RULES = {"resultTypes": ["violations"], "rules": {"target-size": {"enabled": True}}}
# A colour scheme changes colours, and nothing else that axe looks at.
COLOUR_RULES = {"resultTypes": ["violations"], "runOnly": ["color-contrast", "link-in-text-block"]}


def violations(page):
    """All that is wrong with the open page, which is loaded once; it is left light and wide.

    A translated page has the colours of the French one: there the words alone are looked at, in the light.
    """
    page.evaluate(AXE_SCRIPT)
    found = []
    is_translated = page.evaluate("document.documentElement.lang") != "fr"
    schemes = (("dark", COLOUR_RULES), ("light", ALL_RULES))
    for scheme, rules in schemes[1:] if is_translated else schemes:
        page.emulate_media(color_scheme=scheme)
        # The colours of the admin fade into each other; half-way none has its contrast.
        page.evaluate("Promise.all(document.getAnimations().map(each => each.finished))")
        for width in (PHONE, DESK):
            page.set_viewport_size({"width": width, "height": 900})
            # At the end a bar that stays in sight covers nothing: further up a reader scrolls past it.
            page.evaluate("scrollTo(0, document.documentElement.scrollHeight)")
            for item in page.evaluate("rules => axe.run(rules)", rules)["violations"]:
                found.append((scheme, width, item["id"], [node["target"] for node in item["nodes"]]))
            if page.evaluate("document.documentElement.scrollWidth") > width:
                found.append((scheme, width, "scrolls sideways", []))
    return found
