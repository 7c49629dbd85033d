"""Records of other devices into rows: what a record means, what a row becomes, and a row built anew."""
