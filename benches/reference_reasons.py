"""Numbers that tests hold reasons for leaving and tuned weights to: pooled odds by statsmodels, paired AUC by hand.

    pip install statsmodels && python3 benches/reference_reasons.py
"""


def contrast():
    """Mantel and Haenszel's log odds over two strata, a half added to each cell, with the error of Robins et al."""
    import numpy
    from statsmodels.stats.contingency_tables import StratifiedTable

    tables = [[[30, 30], [20, 80]], [[12, 8], [40, 50]]]
    pooled = StratifiedTable([numpy.array(table) + 0.5 for table in tables])
    return pooled.logodds_pooled, pooled.logodds_pooled_se


def paired():
    """Two scores on the same people: both AUC, their errors, and that of the difference (DeLong et al. 1988)."""
    did = [(0.9, 0.7), (0.8, 0.9), (0.4, 0.5), (0.6, 0.3)]
    did_not = [(0.1, 0.2), (0.5, 0.4), (0.3, 0.6), (0.2, 0.1), (0.6, 0.3)]

    def above(x, y):
        return 1.0 if x > y else 0.5 if x == y else 0.0

    def mean(values):
        return sum(values) / len(values)

    def covariance(a, b):
        return sum((x - mean(a)) * (y - mean(b)) for x, y in zip(a, b)) / (len(a) - 1)

    ten = [[mean([above(x[k], y[k]) for y in did_not]) for x in did] for k in (0, 1)]
    one = [[mean([above(x[k], y[k]) for x in did]) for y in did_not] for k in (0, 1)]
    spread = [
        [covariance(ten[a], ten[b]) / len(did) + covariance(one[a], one[b]) / len(did_not) for b in (0, 1)]
        for a in (0, 1)
    ]
    errors = [spread[k][k] ** 0.5 for k in (0, 1)]
    return mean(ten[0]), mean(ten[1]), errors, (spread[0][0] + spread[1][1] - 2 * spread[0][1]) ** 0.5


if __name__ == "__main__":
    print("paired", paired())
    print("contrast", contrast())
