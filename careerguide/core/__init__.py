"""The base layer, which imports no other package: problems and messages, options, digests, dates, file names."""
