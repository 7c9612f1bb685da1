//! The program without a window: what it prints is stable and scriptable.
