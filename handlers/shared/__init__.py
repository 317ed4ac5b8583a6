"""Labels, look-ups and lists that several subjects use."""
