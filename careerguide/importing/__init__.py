"""The command `import`: a spreadsheet or a pasted table becomes a salary table."""
