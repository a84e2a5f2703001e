"""Times the models of benchmarks/gmm.ts in the reference engine, same contexts: nanoseconds a (context, measure).

    python benchmarks/gmm-reference.py
"""
import json
import math
import sys
import time
import warnings

import numpy

warnings.simplefilter("ignore")
from openquake.hazardlib import valid  # noqa: E402
from openquake.hazardlib.contexts import ContextMaker  # noqa: E402

MODELS = """BooreAtkinson2008 ChiouYoungs2008 SadighEtAl1997 AkkarBommer2010 AbrahamsonEtAl2014 ChiouYoungs2014
BooreEtAl2014 CampbellBozorgnia2014 AkkarEtAlRjb2014 ToroEtAl2002 KothaEtAl2020ESHM20 AbrahamsonEtAl2015SInter""".split()
RUPTURES, SITES = 32, 32


def spread(low, high, k):
    x = abs(math.sin(12.9898 * (k + 1)) * 43758.5453)
    return low + (high - low) * (x - math.floor(x))


BY_RUPTURE = dict(
    mag=lambda k: round(spread(5, 7.5, k), 2), rake=lambda k: spread(-180, 180, k + 100),
    dip=lambda k: spread(30, 90, k + 200), ztor=lambda k: spread(0, 10, k + 300),
    width=lambda k: spread(5, 20, k + 400), hypo_depth=lambda k: spread(5, 25, k + 500))
BY_ROW = dict(
    rjb=lambda k: spread(0, 200, k), rrup=lambda k: spread(0, 200, k) + 10, rx=lambda k: spread(-100, 100, k),
    ry0=lambda k: spread(0, 100, k), vs30=lambda k: spread(180, 1100, k + 7), vs30measured=lambda k: k % 2,
    z1pt0=lambda k: spread(10, 800, k + 9), z2pt5=lambda k: spread(.3, 4, k + 11), backarc=lambda k: int(k % 3 == 0),
    region=lambda k: k % 6)


def time_model(name):
    gsim = valid.gsim(name)
    imtls = {"PGA": [.1], "SA(0.2)": [.1], "SA(1.0)": [.1]}
    maker = ContextMaker("*", [gsim], dict(imtls=imtls, mags=["6.00"], truncation_level=3))
    rows = RUPTURES * SITES
    ctx = maker.new_ctx(rows)
    for column in ctx.dtype.names:
        if column in BY_RUPTURE:
            ctx[column] = [BY_RUPTURE[column](i // SITES) for i in range(rows)]
        elif column in BY_ROW:
            ctx[column] = [BY_ROW[column](i) for i in range(rows)]
    best = float("inf")
    for _ in range(3):
        maker.get_mean_stds([ctx], split_by_mag=False)
    end = time.perf_counter() + .5
    while time.perf_counter() < end:
        start = time.perf_counter_ns()
        maker.get_mean_stds([ctx], split_by_mag=False)
        best = min(best, (time.perf_counter_ns() - start) / (3 * rows))
    return best


if __name__ == "__main__":
    results = [dict(name=name, nanoseconds=round(time_model(name), 1)) for name in MODELS]
    if "--json" in sys.argv:
        print(json.dumps(results))
    else:
        for r in results:
            print("%-26s %7.1f ns" % (r["name"], r["nanoseconds"]))
