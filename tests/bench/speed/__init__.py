"""The benchmark of speed, `make bench`: the same documents made by this program and by its peers, in one run."""
