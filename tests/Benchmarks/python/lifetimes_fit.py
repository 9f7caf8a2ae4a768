# The BG/NBD fit of the package lifetimes to distinct histories with weights, and its seconds without the import of packages and the reading of the file.
import csv
import json
import sys
import time

from lifetimes import BetaGeoFitter

with open(sys.argv[1], newline="") as file:
    rows = list(csv.DictReader(file))

repeats, customers = ([int(row[name]) for row in rows] for name in ("repeats", "customers"))
last, age = ([float(row[name]) for row in rows] for name in ("last", "age"))
start = time.perf_counter()
fitter = BetaGeoFitter(penalizer_coef=0.0)
fitter.fit(repeats, last, age, weights=customers)
seconds = time.perf_counter() - start
print(json.dumps({"Seconds": seconds, "Parameters": {name: float(value) for name, value in fitter.params_.items()}}))
