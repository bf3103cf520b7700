"""The guide for Pelican."""

from pathlib import Path

import yaml

DATA = Path(__file__).parent / "data"


def _read(path):
    return yaml.load(path.read_text("utf-8"), yaml.CSafeLoader)


SITENAME = "Справочник профессий"
SITEURL = "https://example.org"
DEFAULT_LANG = "ru"
TIMEZONE = "Europe/Moscow"
PATH = "content"
OUTPUT_PATH = "site"
THEME = "theme"
THEME_STATIC_DIR = ""
ARTICLE_PATHS = ["roles"]
PAGE_PATHS = ["pages", "regions"]
ARTICLE_URL = "roles/{slug}/"
ARTICLE_SAVE_AS = "roles/{slug}/index.html"
PAGE_URL = "{slug}/"
PAGE_SAVE_AS = "{slug}/index.html"
SLUGIFY_SOURCE = "basename"
USE_FOLDER_AS_CATEGORY = False
DEFAULT_CATEGORY = "role"
DEFAULT_PAGINATION = False
CATEGORY_SAVE_AS = AUTHOR_SAVE_AS = TAG_SAVE_AS = ""
DIRECT_TEMPLATES = ["index", "roles", "sitemap"]
ROLES_SAVE_AS = "roles/index.html"
SITEMAP_SAVE_AS = "sitemap.xml"
FEED_DOMAIN = SITEURL
FEED_ALL_ATOM = "feed.xml"
FEED_MAX_ITEMS = 20
CATEGORY_FEED_ATOM = AUTHOR_FEED_ATOM = TRANSLATION_FEED_ATOM = None
MARKDOWN = {"extensions": ["markdown.extensions.meta", "markdown.extensions.attr_list"], "output_format": "html5"}
JINJA_GLOBALS = {
    "regions": _read(DATA / "regions.yaml"),
    "segments": _read(DATA / "segments.yaml"),
    "pay": {path.stem: _read(path) for path in DATA.glob("pay/*.yaml")},
}
