"""The output folder: assets and their published names, and the exchange of the old site for the new one."""
