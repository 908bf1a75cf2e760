"""A report with native tracked changes: accepted they give the new version, rejected the old one."""
