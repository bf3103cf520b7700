"""What a guide of its own looks like: `theme` in content/guide.yaml."""

from __future__ import annotations

import re
from typing import Annotated

from pydantic import AfterValidator, Field
from pydantic_core import PydanticCustomError

from careerguide.core.colours import on_dark_paper
from careerguide.schema.fields import Record, Text, short_for

IMAGES = "images/"  # of the content folder
FONT = "fonts/literata.woff2"  # the program's own, in static/
SYSTEM = "system"  # the font that a reader's device has for its own words


def _colour(text: str) -> str:
    if not re.fullmatch("#[0-9a-fA-F]{6}", text):
        raise PydanticCustomError("colour", "“{text}” is no colour", {"text": text})
    return text.lower()


Colour = Annotated[str, AfterValidator(_colour)]


class Accent(Record):
    """The colour of links and marks, on light paper and on dark."""

    light: Colour = Field(description='On the light background: "#a3141f"')
    dark: Colour | None = Field(None, description="On the dark background; absent: a shade of the same hue")

    @property
    def on_dark(self) -> str:
        """The colour on dark paper, as given or derived from the other."""
        return self.dark or on_dark_paper(self.light)


class Theme(Record):
    """What the guide looks like; all that is absent is as the program has it."""

    accent: Annotated[Accent | None, short_for("light")] = Field(
        None,
        description="The colour of links and marks",
        examples=["{light: '#a3141f', dark: '#ff968c'}"],
    )
    logo: Text | None = Field(None, description="A picture instead of the title, SVG or PNG: images/logo.svg")
    icon: Text | None = Field(None, description="The icon of tabs and bookmarks, SVG or PNG: images/icon.png")
    font: Text | None = Field(None, description="A WOFF2 file of static/, or system: fonts/own.woff2")

    @property
    def font_file(self) -> str:
        """The file of static/ with the font of texts; empty where readers' devices have it."""
        return "" if self.font == SYSTEM else self.font or FONT

    @property
    def pictures(self) -> dict[str, str]:
        """The pictures by the key that names them."""
        named = {"logo": self.logo, "icon": self.icon}
        return {key: path for key, path in named.items() if path}

    @property
    def images(self) -> list[str]:
        """The pictures by their path in images/."""
        return [path.removeprefix(IMAGES) for path in self.pictures.values() if path.startswith(IMAGES)]
