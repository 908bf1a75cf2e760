"""The new deck for reviewers: what changed is outlined on its slides, and listed on slides before the first."""
