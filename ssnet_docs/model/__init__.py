"""Plain frozen data that the steps of the pipeline hand to each other. Nothing here reads or writes files."""
