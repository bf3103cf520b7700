"""Draw static/icons/*.png and static/apple-touch-icon.png from static/icon.svg: `uv run python tools/draw_icons.py`.

The drawn files are committed, so that a build needs no browser; run this again when icon.svg has changed.
"""

from __future__ import annotations

import shutil
from pathlib import Path

from playwright.sync_api import Page, sync_playwright

STATIC = Path(__file__).resolve().parent.parent / "static"
BROWSERS = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
ICONS = {  # file: edge in pixels, and how large the drawing is in it
    "icons/icon-192.png": (192, 1.0),
    "icons/icon-512.png": (512, 1.0),
    "icons/icon-maskable-512.png": (512, 0.8),  # a launcher may cut it down to a circle of 80 %
    "apple-touch-icon.png": (180, 0.9),  # asked for by this name
}


def draw(page: Page, svg: str, edge: int, scale: float) -> bytes:
    """Return the drawing as PNG; one that is scaled down has the drawing's own red around it."""
    ground = svg.partition('fill="')[2].partition('"')[0] if scale < 1 else "transparent"
    size = round(edge * scale)
    picture = svg.replace("<svg ", f'<svg width="{size}" height="{size}" ', 1)
    page.set_viewport_size({"width": edge, "height": edge})
    page.set_content(
        f'<body style="margin:0;height:100vh;display:grid;place-items:center;background:{ground}">{picture}</body>'
    )
    return page.screenshot(omit_background=True)


def main() -> None:
    """Draw every icon."""
    svg = (STATIC / "icon.svg").read_text("utf-8")
    with sync_playwright() as playwright:
        path = next(filter(None, map(shutil.which, BROWSERS)))
        browser = playwright.chromium.launch(executable_path=path, args=["--no-sandbox"])
        page = browser.new_page()
        for name, (edge, scale) in ICONS.items():
            (STATIC / name).write_bytes(draw(page, svg, edge, scale))
        browser.close()


if __name__ == "__main__":
    main()
