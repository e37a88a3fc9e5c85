"""Writes what the package gower says of how alike a few invented people are: `tests/similar.rs` asks the program the
same.

    pip install gower==0.1.2 numpy==2.4.6 pandas==3.1.1
    python3 benches/reference_gower.py tests/fixtures/gower_reference.json

The people are drawn from a fixed seed and written beside the answers. That package knows of nothing unknown and of no
respect that counts only where somebody has it: both are asked of numbers worked out by hand.
"""

import json
import sys

import gower
import numpy
import pandas

PEOPLE = 12


def people():
    chance = numpy.random.default_rng(11)
    pick = lambda words: [words[at] for at in chance.integers(0, len(words), PEOPLE)]
    return pandas.DataFrame(
        {
            "activity": chance.uniform(0, 100, PEOPLE).round(1),
            "sentiment": chance.uniform(-1, 1, PEOPLE).round(2),
            "orders": chance.integers(0, 40, PEOPLE).astype(float),
            "gender": pick(["male", "female"]),
            "region": pick(["浙江", "江苏", "上海", "北京"]),
            "stage": pick(["active", "cooling", "lost"]),
        }
    )


if __name__ == "__main__":
    rows = people()
    similarity = 1 - gower.gower_matrix(rows, cat_features=[kind.kind != "f" for kind in rows.dtypes])
    with open(sys.argv[1], "w") as out:
        people = rows.to_dict(orient="records")
        found = [[round(float(cell), 6) for cell in row] for row in similarity]
        json.dump({"people": people, "similarity": found}, out, ensure_ascii=False, separators=(",", ":"))
        out.write("\n")
