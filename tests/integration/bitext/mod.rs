//! Pairs out to the formats of others and back: nothing is lost that the format can hold, and what it cannot is said.

mod command_line;
mod foreign;
mod outline;
mod packages;
mod round_trip;
mod sample;
mod schemas;
mod xliff_rules;
