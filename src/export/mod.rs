//! Documents and alignments to the formats other programs read, one file a format, each with its on-disk structs.
