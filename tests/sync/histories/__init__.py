"""Random histories of real databases and real files, checked against what every writer had really seen."""
