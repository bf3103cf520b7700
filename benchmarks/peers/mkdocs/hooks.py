"""Lets MkDocs' templates see the guide's data."""

from pathlib import Path

import yaml

DATA = Path(__file__).parent / "data"


def on_serve(server, config, builder):
    """Build again as data changes."""
    server.watch(str(DATA))


def on_env(env, config, files):
    """Read the data anew for each build."""

    def read(path):
        return yaml.load(path.read_text("utf-8"), yaml.CSafeLoader)

    env.globals["regions"] = read(DATA / "regions.yaml")
    env.globals["segments"] = read(DATA / "segments.yaml")
    env.globals["pay"] = {path.stem: read(path) for path in DATA.glob("pay/*.yaml")}
    return env
