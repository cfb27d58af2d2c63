"""Values that may leave, shown: as the cells of tables, and as the plain values charts are of."""
