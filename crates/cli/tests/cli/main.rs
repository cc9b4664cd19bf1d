//! The binary as its users meet it: arguments in, text, JSON, files and an exit status out.

mod files;
mod from;
mod interrupt;
mod json;
mod messages;
mod movements;
mod precision;
mod report;
mod shell;
mod text;
mod why;
