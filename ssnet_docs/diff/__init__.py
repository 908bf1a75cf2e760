"""The difference of two versions: how they go together, the list of changes, and its forms."""
