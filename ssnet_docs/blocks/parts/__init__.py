"""What several block kinds share: models of what an author writes, and elements of drawings."""
