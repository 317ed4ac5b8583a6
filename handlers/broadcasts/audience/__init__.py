"""The recipients of a broadcast: filters, and the screens where they are chosen."""
