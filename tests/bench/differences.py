"""`make bench-diff`: how truly the difference tells changes that were made at random, in figures.

Reports are told by tracked changes, decks by the list of changes. The best other engine is measured on the same reports
where it is installed: python-redlines with docxodus.
"""

from __future__ import annotations

import argparse
import os
import random
import sys
import time
from collections.abc import Callable, Iterator

from ssnet_docs.diff.changes import changes
from ssnet_docs.diff.compare import compare
from ssnet_docs.diff.redline.writing import redline
from ssnet_docs.readers import version
from tests.bench import bases, decks
from tests.bench.mutation import Mutated
from tests.bench.scoring import Score, score
from tests.bench.structure import mutate

REPORTS, DECKS = 300, 200
_FAULTS = 20  # that are printed

Engine = Callable[[bytes, bytes], bytes]


def reports(count: int) -> Iterator[Mutated]:
    """Reports changed at random: every third one of this project, the others as python-docx makes them."""
    known = sorted(bases.project_reports())
    for seed in range(count):
        if seed % 3 == 0:
            name = known[seed // 3 % len(known)]
            yield mutate(f"{name} {seed}", bases.project_reports()[name], seed)
        else:
            yield mutate(f"synthetic {seed}", bases.synthetic_report(random.Random(seed)), seed)


def ours(old: bytes, new: bytes) -> bytes:
    return redline(compare(version.read(old, "舊"), version.read(new, "新")), old, new)


def other() -> Engine | None:
    """The best other engine, None where it is not installed."""
    try:
        from python_redlines.engines import DocxodusEngine
    except ImportError:
        return None
    engine = DocxodusEngine()

    def run(old: bytes, new: bytes) -> bytes:
        made: bytes = engine.run_redline("review", old, new)[0]
        return made

    return run


def of_reports(cases: Iterator[Mutated], engine: Engine) -> Score:
    """The sum over all reports; a report on which the engine fails has no right characters."""
    total = Score()
    for case in cases:
        began = _seconds()
        try:
            redlined = engine(case.old, case.new)
        except Exception as error:  # whatever another's engine raises
            total.add(Score(documents=1, edits=len(case.truth.edits), faults=[f"{case.name}: {error}"]))
            continue
        seconds = _seconds() - began
        found = score(case, redlined)
        found.seconds = seconds
        total.add(found)
    return total


def _seconds() -> float:
    """Seconds of the processor so far, those of programs that were run too: the other engine is one."""
    spent = os.times()
    return spent.user + spent.system + spent.children_user + spent.children_system


def of_decks(count: int) -> decks.DeckScore:
    total = decks.DeckScore()
    for seed in range(count):
        case = decks.mutated(seed)
        began = time.process_time()
        found = changes(compare(version.read(case.old, "舊"), version.read(case.new, "新")))
        seconds = time.process_time() - began
        one = decks.score(case, found)
        one.seconds = seconds
        total.add(one)
    return total


def report_line(name: str, total: Score) -> str:
    cells = (
        name,
        f"{total.accepts} / {total.documents}",
        f"{total.rejects} / {total.documents}",
        f"{total.precision:.5f}",
        f"{total.recall:.5f}",
        f"{total.whole} / {total.figures}",
        f"{total.clicks_per_edit:.2f}",
        f"{total.moves_found} / {total.moves}",
        str(total.moves_false),
        f"{total.seconds / max(total.documents, 1):.2f}",
    )
    return f"| {' | '.join(cells)} |"


def main(arguments: list[str] | None = None) -> int:
    """Print the tables; end with 1 where this program misses a target."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--reports", type=int, default=REPORTS)
    parser.add_argument("--decks", type=int, default=DECKS)
    given = parser.parse_args(arguments)
    print(
        "| reports | accept = new | reject = old | precision | recall | whole numbers | clicks an edit | moves |",
        end="",
    )
    print(" false moves | s a report |\n|---|---|---|---|---|---|---|---|---|---|")
    mine = of_reports(reports(given.reports), ours)
    print(report_line("ssnet", mine), flush=True)
    engine = other()
    if engine is None:
        print("\npython-redlines (docxodus): not installed, left out")
    else:
        print(report_line("python-redlines (docxodus)", of_reports(reports(given.reports), engine)), flush=True)
    slides = of_decks(given.decks)
    print("\n| decks | edits | told | recall | false | s a deck |\n|---|---|---|---|---|---|")
    seconds = slides.seconds / max(slides.decks, 1)
    print(
        f"| {slides.decks} | {slides.edits} | {slides.found} | {slides.recall:.3f} | {slides.false} | {seconds:.2f} |"
    )
    for fault in (*mine.faults, *slides.faults)[:_FAULTS]:
        print(f"- {fault}")
    return 0 if reached(mine, slides) else 1


def reached(mine: Score, slides: decks.DeckScore) -> bool:
    """Whether the targets hold: everything proved, characters at .999, numbers and moves whole, decks without a lie."""
    return (
        mine.accepts == mine.rejects == mine.documents
        and min(mine.precision, mine.recall) >= 0.999
        and mine.whole == mine.figures
        and mine.moves_found == mine.moves
        and not mine.moves_false
        and mine.clicks_per_edit <= 1.2
        and slides.recall >= 0.95
        and not slides.false
    )


if __name__ == "__main__":
    sys.exit(main())
