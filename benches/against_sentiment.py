"""The sentiment model beside SnowNLP and cnsenti, on the same labelled rows in the same run.

    pip install snownlp==0.12.3 cnsenti==0.0.7 "setuptools<81"
    cargo build --release
    python3 benches/against_sentiment.py target/release/qunxiang DIR

DIR holds one file per set: label (pos, neg, neu), tab, text. SnowNLP's score is positive from .6 and negative
up to .4, and with two classes parted at .5; cnsenti counts the words of either side. Dictionaries and training
texts of theirs are not used by this project; only figures are kept.
"""

import sys
from pathlib import Path

from cnsenti import Sentiment
from scoring import measured, scores
from snownlp import SnowNLP

COUNTER = Sentiment()


def snownlp(text, classes):
    try:
        score = SnowNLP(text).sentiments
    except ZeroDivisionError:  # no words
        score = 0.5
    if classes == 2:
        return "pos" if score > 0.5 else "neg"
    return "pos" if score >= 0.6 else "neg" if score <= 0.4 else "neu"


def cnsenti(text, classes):
    count = COUNTER.sentiment_count(text)
    if count["pos"] == count["neg"]:
        return "neu" if classes == 3 else "neg"
    return "pos" if count["pos"] > count["neg"] else "neg"


def main(program, folder):
    print("set\tn\tclasses\tthis program\tSnowNLP\tcnsenti\t(accuracy, macro F1)")
    for file in sorted(Path(folder).glob("*.tsv")):
        rows = [line.split("\t", 1) for line in file.read_text(encoding="utf-8").splitlines()]
        kinds = [rows] if all(label != "neu" for label, _ in rows) else [rows, [r for r in rows if r[0] != "neu"]]
        for kind in kinds:
            classes = len({label for label, _ in kind})
            told = measured(program, kind)
            cells = [f"{told['accuracy']:.3f} {told['macro_f1']:.3f}"]
            for other in (snownlp, cnsenti):
                accuracy, f1 = scores([(label, other(text, classes)) for label, text in kind])
                cells.append(f"{accuracy:.3f} {f1:.3f}")
            print(file.stem.split(".")[0], len(kind), classes, *cells, sep="\t", flush=True)


if __name__ == "__main__":
    main(*sys.argv[1:])
