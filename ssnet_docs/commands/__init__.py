"""The commands of `ssnet`, one a file: their arguments, and which part of the program does the work."""
