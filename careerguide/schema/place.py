"""The place of a region on a map: its latitude and longitude, as editors write them."""

from __future__ import annotations

import re
from typing import Annotated, Any, NamedTuple

from pydantic import PlainValidator, WithJsonSchema
from pydantic_core import PydanticCustomError

DEGREES = re.compile(r"[-+−]?\d{1,3}(\.\d+)?")


class Coordinates(NamedTuple):
    """A latitude (north of the equator) and a longitude (east of Greenwich) in degrees."""

    latitude: float
    longitude: float


def _coordinates(value: Any) -> Coordinates:
    if isinstance(value, Coordinates):
        return value
    degrees = [str(each).strip() for each in value] if isinstance(value, list) else []
    if len(degrees) != 2 or not all(map(DEGREES.fullmatch, degrees)):
        raise PydanticCustomError("place_form", "no latitude and longitude")
    latitude, longitude = (float(each.replace("−", "-")) for each in degrees)
    if abs(latitude) > 90 or abs(longitude) > 180:
        swapped = abs(latitude) <= 180 and abs(longitude) <= 90
        raise PydanticCustomError("place_range", "no place on Earth", {"swapped": swapped})
    return Coordinates(latitude, longitude)


At = Annotated[
    Coordinates,
    PlainValidator(_coordinates),
    WithJsonSchema({"type": "array", "items": {"type": "number"}, "minItems": 2, "maxItems": 2}),
]
