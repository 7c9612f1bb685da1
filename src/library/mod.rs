//! The library: one SQLite file that holds documents, the work on them, and the index that searches them.
