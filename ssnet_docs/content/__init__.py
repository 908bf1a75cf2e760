"""From YAML to nodes: finds documents, reads and binds them, checks them against the blocks, and lowers them."""
