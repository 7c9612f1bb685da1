//! The one integration binary: behaviour that shows from outside the library.

mod align;
mod archive;
mod import;
mod rendered;
mod shared;
