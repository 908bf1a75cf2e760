"""Builds briefing decks and reports on the Social Safety Net programme from structured content and data."""
