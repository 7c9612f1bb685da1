//! Two sides to an alignment. Knows nothing of files or windows.
