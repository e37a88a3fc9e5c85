"""The sentiment model beside VADER and AFINN on English, on the same labelled rows in the same run.

    pip install vaderSentiment==3.3.2 afinn==0.1
    cargo build --release
    python3 benches/against_english.py target/release/qunxiang

Fetches the labelled texts into `.cache/english`, which is no part of the repository: tweets and review snippets
with which VADER was published (cjhutto/vaderSentiment, MIT), and the test part of SemEval-2017's tweets as TweetEval
hands it on (cardiffnlp/tweeteval, for evaluation). Polarity: every row is answered, rows labelled neutral left out;
of the first two, rows whose mean rating is .5 or more on either side. Three classes where the set has them. The
lexicons give no opinion where VADER's compound lies within .05 of zero, and AFINN's sum is zero.
"""

import shutil
import subprocess
import sys
import tarfile
from pathlib import Path

from afinn import Afinn
from scoring import measured, scores
from vaderSentiment.vaderSentiment import SentimentIntensityAnalyzer

CACHE = Path(__file__).parent.parent / ".cache" / "english"
SOURCES = {
    "vaderSentiment": "https://github.com/cjhutto/vaderSentiment",
    "tweeteval": "https://github.com/cardiffnlp/tweeteval",
}
RATED = "additional_resources/hutto_ICWSM_2014.tar.gz"
TWEETS = ["datasets/sentiment/test_labels.txt", "datasets/sentiment/test_text.txt"]
NEEDED = {"vaderSentiment": [RATED], "tweeteval": TWEETS}
CLEAR = 0.5  # of a mean rating from -4 to 4


def fetch():
    """Takes of each repository the files that are read, and nothing else of its hundreds of megabytes."""
    for name, address in SOURCES.items():
        folder = CACHE / name
        if all((folder / file).exists() for file in NEEDED[name]):
            continue
        # What an interrupted run left is no repository to go on with.
        shutil.rmtree(folder, ignore_errors=True)
        clone = ["git", "clone", "--quiet", "--depth", "1", "--filter", "blob:none", "--no-checkout", address, folder]
        subprocess.run(clone, check=True)
        subprocess.run(["git", "-C", folder, "checkout", "--quiet", "HEAD", "--", *NEEDED[name]], check=True)


def rated(part):
    """Rows of VADER's own data: number, mean rating, text."""
    with tarfile.open(CACHE / "vaderSentiment" / RATED) as archive:
        lines = archive.extractfile(f"hutto_ICWSM_2014/{part}_GroundTruth.txt").read().decode("utf-8", "replace")
    rows = (line.split("\t", 2) for line in lines.splitlines() if line.count("\t") >= 2)
    sided = ((float(mean), text) for _, mean, text in rows)
    return [("pos" if mean > 0 else "neg", text) for mean, text in sided if abs(mean) >= CLEAR]


def tweets():
    labels, texts = ((CACHE / "tweeteval" / file).read_text(encoding="utf-8") for file in TWEETS)
    labels, texts = labels.split(), texts.splitlines()
    return [(("neg", "neu", "pos")[int(label)], " ".join(text.split())) for label, text in zip(labels, texts, strict=True)]


def side(score, classes, margin):
    if classes == 3 and abs(score) <= margin:
        return "neu"
    return "pos" if score > 0 else "neg"


def wilson(share, n, z=1.96):
    centre = (share + z * z / 2 / n) / (1 + z * z / n)
    half = z * (share * (1 - share) / n + z * z / 4 / n / n) ** 0.5 / (1 + z * z / n)
    return f"{centre - half:.3f}-{centre + half:.3f}"


def main(program):
    fetch()
    vader, afinn = SentimentIntensityAnalyzer(), Afinn()
    others = {
        "VADER": lambda text, classes: side(vader.polarity_scores(text)["compound"], classes, 0.05),
        "AFINN": lambda text, classes: side(afinn.score(text), classes, 0),
    }
    tweeted = tweets()
    sets = {
        "tweets of VADER": (2, rated("tweets")),
        "product reviews of VADER": (2, rated("amazonReviewSnippets")),
        "film reviews of VADER": (2, rated("movieReviewSnippets")),
        "SemEval-2017 tweets": (2, [row for row in tweeted if row[0] != "neu"]),
        "SemEval-2017 tweets, three": (3, tweeted),
    }
    print("set\tclasses\tn\tthis program\tVADER\tAFINN\t(accuracy, interval, macro F1)")
    for name, (classes, rows) in sets.items():
        told = measured(program, rows)
        cells = [(told["accuracy"], told["macro_f1"])]
        for other in others.values():
            cells.append(scores([(label, other(text, classes)) for label, text in rows]))
        shown = [f"{accuracy:.3f} {wilson(accuracy, len(rows))} {f1:.3f}" for accuracy, f1 in cells]
        print(name, classes, len(rows), *shown, sep="\t", flush=True)


if __name__ == "__main__":
    main(*sys.argv[1:])
