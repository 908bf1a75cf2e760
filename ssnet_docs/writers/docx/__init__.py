"""The Word writer: a composed report as WordprocessingML, every part written in one pass."""
