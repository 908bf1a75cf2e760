"""What a table's grid says of its columns: their headers, and which only count the rows."""

from __future__ import annotations

from ssnet_docs.model.version import VersionTable

_RUNNING = {"編號", "序號", "項次", "No", "No.", "#", "序"}


def heads(table: VersionTable) -> dict[int, str]:
    """The header texts of each grid column, outermost first."""
    count = max(1, sum(row.header for row in table.rows))
    found: dict[int, list[str]] = {}
    for row in table.rows[:count]:
        for cell in row.cells:
            for column in range(cell.column, cell.column + cell.columns):
                text = " ".join(cell.text.split())
                if text and text not in found.setdefault(column, []):
                    found[column].append(text)
    return {column: "・".join(texts) for column, texts in found.items()}


def counting(table: VersionTable) -> set[int]:
    """The columns that only count the rows: 1, 2, 3 … from above, or any whole numbers below a header that says so."""
    titles = heads(table)
    found: set[int] = set()
    body = table.rows[max(1, sum(row.header for row in table.rows)) :]
    for column in titles:
        texts = [cell.text.strip() for row in body for cell in row.cells if cell.column == column and cell.text.strip()]
        numbers = [int(text) for text in texts if text.isascii() and text.isdigit()]
        from_above = len(texts) > 2 and numbers == list(range(1, len(texts) + 1))
        if from_above or (titles[column] in _RUNNING and len(numbers) == len(texts)):
            found.add(column)
    return found
