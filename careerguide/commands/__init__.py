"""The command line: arguments, help, progress, reports."""
