"""The writer of presentations: a master compiled from the theme, and slides of native objects on it."""
