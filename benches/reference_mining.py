"""Writes what scikit-learn, mlxtend, SciPy and networkx say of small invented data: `tests/mining.rs` asks the
program the same.

    pip install scikit-learn==1.9.1 mlxtend==0.25.0 networkx==3.6.1 scipy==1.17.1 pandas==3.1.1
    python3 benches/reference_mining.py tests/fixtures/mining_reference.json

The data are drawn from fixed seeds and written beside the answers, so that the test needs none of these packages.
"""

import json
import sys

import networkx
import numpy
import pandas
import scipy.stats
from mlxtend.frequent_patterns import apriori, association_rules
from sklearn.cluster import KMeans
from sklearn.decomposition import PCA
from sklearn.metrics import adjusted_rand_score, silhouette_score
from sklearn.preprocessing import RobustScaler

FEATURES = 13


def personas():
    """Four kinds of members who overlap, in thirteen features of unequal scale."""
    chance = numpy.random.default_rng(7)
    middles = chance.normal(0, 1.6, (4, FEATURES))
    kinds = chance.integers(0, 4, 120)
    scales = chance.uniform(0.2, 5, FEATURES)
    rows = ((middles[kinds] + chance.normal(0, 1, (120, FEATURES))) * scales).astype(numpy.float32)
    scaled = numpy.clip(RobustScaler().fit_transform(rows.astype(float)), -3, 3).astype(numpy.float32)
    found = KMeans(4, n_init=200, random_state=1, tol=0).fit(scaled)
    other = KMeans(3, n_init=50, random_state=1, tol=0).fit(scaled)
    axes = PCA(2).fit(scaled.astype(float))
    return {
        "rows": [[float(value) for value in row] for row in rows],
        "scaled_first": [float(value) for value in scaled[0]],
        "inertia": found.inertia_,
        "labels": found.labels_.tolist(),
        "other_labels": other.labels_.tolist(),
        "adjusted_rand": adjusted_rand_score(found.labels_, other.labels_),
        "silhouette": silhouette_score(scaled, found.labels_),
        "axes": numpy.abs(axes.components_).tolist(),
        "kept": float(axes.explained_variance_ratio_.sum()),
    }


def rules():
    """Members with eight things; some go together, one is said to go together only by who is active."""
    chance = numpy.random.default_rng(11)
    active = chance.integers(0, 8, 600)
    bears = chance.random((600, 8)) < numpy.array([0.3, 0.2, 0.15, 0.4, 0.1, 0.25, 0.05, 0.5])
    bears[:, 1] |= bears[:, 0] & (chance.random(600) < 0.6)
    bears[:, 2] |= bears[:, 0] & bears[:, 3] & (chance.random(600) < 0.5)
    for thing in (4, 6):
        bears[:, thing] |= chance.random(600) < active / 12
    table = pandas.DataFrame(bears, columns=[str(thing) for thing in range(8)])
    sets = apriori(table, min_support=30 / 600, use_colnames=True, max_len=3)
    found = association_rules(sets, metric="confidence", min_threshold=0.3)
    found = found[(found["lift"] >= 1.2) & (found["consequents"].map(len) == 1)]

    def one(rule):
        of = bears[:, [int(thing) for thing in rule["antecedents"]]].all(axis=1)
        to = bears[:, [int(thing) for thing in rule["consequents"]]].all(axis=1)
        cells = [[int((of & to).sum()), int((of & ~to).sum())], [int((~of & to).sum()), int((~of & ~to).sum())]]
        return {
            "if": sorted(int(thing) for thing in rule["antecedents"]),
            "then": int(next(iter(rule["consequents"]))),
            "both": cells[0][0],
            "confidence": rule["confidence"],
            "lift": rule["lift"],
            "p": scipy.stats.fisher_exact(cells, alternative="greater")[1],
        }

    listed = [one(rule) for _, rule in found.iterrows()]
    adjusted = scipy.stats.false_discovery_control([rule["p"] for rule in listed])
    for rule, value in zip(listed, adjusted):
        rule["q"] = float(value)
    return {
        "members": [[thing for thing in range(8) if row[thing]] for row in bears.tolist()],
        "strata": active.tolist(),
        "sets": len(sets),
        "rules": listed,
    }


def circles():
    """Zachary's karate club (1977), as networkx has it, without weights."""
    graph = networkx.karate_club_graph()
    networkx.set_edge_attributes(graph, 1, "weight")
    best = max(
        (networkx.community.louvain_communities(graph, seed=seed) for seed in range(200)),
        key=lambda found: networkx.community.modularity(graph, found),
    )
    split = [{node for node, of in graph.nodes(data="club") if of == club} for club in ("Mr. Hi", "Officer")]
    return {
        "edges": [list(edge) for edge in graph.edges()],
        "best_modularity": networkx.community.modularity(graph, best),
        "split": [sorted(part) for part in split],
        "split_modularity": networkx.community.modularity(graph, split),
    }


if __name__ == "__main__":
    with open(sys.argv[1], "w") as out:
        json.dump({"personas": personas(), "rules": rules(), "circles": circles()}, out, separators=(",", ":"))
        out.write("\n")
