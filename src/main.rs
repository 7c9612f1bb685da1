//! The program: the reader with a window, or its command line.
fn main() {}
