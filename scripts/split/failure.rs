//! Why a module cannot be divided.

use std::{fmt, io};

use wasm_encoder::reencode;
use wasmparser::BinaryReaderError;

/// Why a module cannot be divided.
#[derive(Debug)]
pub enum Failure {
    /// The words on the command line are not understood.
    Usage,
    /// A file could not be read or written.
    File(io::Error),
    /// It is no valid module.
    Invalid(BinaryReaderError),
    /// It could not be written again.
    Unwritten(String),
    /// It uses something that this program does not handle.
    Unhandled(&'static str),
}

impl fmt::Display for Failure {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Usage => write!(
                out,
                "usage: split mark IN OUT | split divide IN RAN MAP FIRST LATER"
            ),
            Self::File(error) => error.fmt(out),
            Self::Invalid(error) => error.fmt(out),
            Self::Unwritten(error) => error.fmt(out),
            Self::Unhandled(what) => write!(out, "the module has {what}, which this program does not handle"),
        }
    }
}

impl From<io::Error> for Failure {
    fn from(error: io::Error) -> Self {
        Self::File(error)
    }
}

impl From<BinaryReaderError> for Failure {
    fn from(error: BinaryReaderError) -> Self {
        Self::Invalid(error)
    }
}

impl<E: fmt::Display> From<reencode::Error<E>> for Failure {
    fn from(error: reencode::Error<E>) -> Self {
        Self::Unwritten(error.to_string())
    }
}
