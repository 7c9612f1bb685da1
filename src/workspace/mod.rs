//! Open documents, commands and background jobs: everything the window can do, without a window.
