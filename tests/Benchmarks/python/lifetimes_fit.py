# The BG/NBD fit of the package lifetimes to distinct histories with weights, and its seconds without the import of packages and the reading of the file.
import json
import sys
import time

import pandas
from lifetimes import BetaGeoFitter

histories = pandas.read_csv(sys.argv[1])
start = time.perf_counter()
fitter = BetaGeoFitter(penalizer_coef=0.0)
fitter.fit(histories["repeats"], histories["last"], histories["age"], weights=histories["customers"])
seconds = time.perf_counter() - start
print(json.dumps({"Seconds": seconds, "Parameters": {name: float(value) for name, value in fitter.params_.items()}}))
