"""Views to bytes of open formats."""

from repcockpit.exchange.writers.csv import write_csv
from repcockpit.exchange.writers.json import write_json, write_json_records
from repcockpit.exchange.writers.output_file import replace_file

__all__ = ["replace_file", "write_csv", "write_json", "write_json_records"]
