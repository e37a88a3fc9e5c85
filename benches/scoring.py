"""How the program and others do on labelled rows: shared by the comparisons beside it."""

import json
import subprocess
import tempfile


def measured(program, rows):
    with tempfile.NamedTemporaryFile("w", suffix=".tsv", encoding="utf-8") as copy:
        copy.writelines(f"{label}\t{text}\n" for label, text in rows)
        copy.flush()
        run = subprocess.run([program, "eval", "sentiment", copy.name], capture_output=True, check=True)
    return json.loads(run.stdout)


def scores(pairs):
    labels = sorted({truth for truth, _ in pairs})
    right = sum(truth == given for truth, given in pairs)

    def f1(label):
        both = sum(truth == given == label for truth, given in pairs)
        return 2 * both / sum((truth == label) + (given == label) for truth, given in pairs)

    return right / len(pairs), sum(map(f1, labels)) / len(labels)
