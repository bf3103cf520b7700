"""The command `serve`: the guide in the browser, rebuilt at every change."""
