"""Tables in the words of the statistical table: parts, formats of values, and tables that come from data."""
