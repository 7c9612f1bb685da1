//! All integration tests, in one binary so that they link once: behaviour that shows from outside the library.

mod align; // two sides, and documents, aligned
mod anchoring; // notes find their places again
mod archive; // archive pages, plain text and pairs
mod bitext; // pairs out to other formats and back
mod command_line; // what is printed, and the exit status
mod comparing; // the pairs of a colleague's file beside ours
mod correcting; // the alignment corrected, proposed, kept
mod crash; // a program killed while it writes to its library
mod damaged; // texts with something missing, moved, added or wrong
#[cfg(feature = "window")]
mod desk; // a whole window to test with
mod editing; // notes, drafts, undo and redo
mod fonts; // what the shipped fonts hold
mod import; // files of every kind and encoding, and bad ones
mod keeping; // what is done reaches the library and comes back
mod layers; // which layer may use which
mod library; // the library on the command line
#[cfg(feature = "window")]
mod marking; // notes and bookmarks made in the text
mod notes_command_line; // notes out of a library and into one
mod notes_export; // notes as Markdown, CSV, HTML and DOCX
mod notes_json; // notes to W3C annotations and back
mod program; // the program on the command line
mod quoted; // places of a document by what stands there
#[cfg(feature = "window")]
mod reader; // the rows, as a person uses them
#[cfg(feature = "window")]
mod real_window; // the program on a screen in memory
mod rendered; // a document as text, for snapshots
mod rereading; // documents whose text changed, or is read otherwise
mod search; // what is found in a library, on the command line
mod searching; // what is found in the workspace, and going there
mod shared; // where the shared documents lie
mod sizes; // how long a file may be
mod unseen; // a window without a window to test with
mod walls; // aligning again around what a person settled
mod wikitext; // Chinese Wikipedia pages
#[cfg(feature = "window")]
mod window; // the whole window
#[cfg(feature = "window")]
mod window_align; // pairs corrected by keys and by the mouse
#[cfg(feature = "window")]
mod window_compare; // the differences with a colleague's file, by keys
#[cfg(feature = "window")]
mod window_drafts; // drafts typed in the window
#[cfg(feature = "window")]
mod window_export; // a document with its pairs out of the window
#[cfg(feature = "window")]
mod window_leaving;
#[cfg(feature = "window")]
mod window_library; // the library in the window
#[cfg(feature = "window")]
mod window_notes; // the notes in the window
#[cfg(feature = "window")]
mod window_search; // the search in the window
mod workspace; // opening, cancelling, remembering, without a window
