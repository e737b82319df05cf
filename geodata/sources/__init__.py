"""One file per outside format: reads, checks, yields records; computes nothing."""
