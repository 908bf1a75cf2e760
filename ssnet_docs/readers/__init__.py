"""Readers: from written files back to what they say."""
