"""The 修正對照表: the amended points of a document, new and old side by side, each with its explanation."""
