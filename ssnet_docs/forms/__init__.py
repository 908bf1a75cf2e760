"""The Excel form in which a county's agency reports its figures: written, read back, and stored in `data/facts/`."""
