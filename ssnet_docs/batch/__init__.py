"""Building documents in several forms: only what has changed, on several processors, each file whole or not at all."""

from ssnet_docs.batch.forms import FORMS, Goal
from ssnet_docs.batch.run import Batch, Outcome

__all__ = ["FORMS", "Batch", "Goal", "Outcome"]
