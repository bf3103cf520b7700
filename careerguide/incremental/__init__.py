"""What makes a second build fast: dependency tracking, the cache, the digest of all inputs, the parallel map."""
