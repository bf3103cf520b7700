"""The output folder: the whole new site or the old one untouched; and the files that pages are shown with."""
