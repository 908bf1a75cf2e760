"""The benchmark of the difference: documents changed at random with the truth kept, and how well it is found."""
