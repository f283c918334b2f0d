//! The condition of documents in words.

use super::{Phrase, Piece};
use crate::lang::Lang;
use crate::model::{EncodingReason, Fault, Warning};

impl From<Fault> for Phrase {
    fn from(fault: Fault) -> Self {
        match fault {
            Fault::LeadingText => Self::FaultLeadingText,
            Fault::MissingEnd => Self::FaultMissingEnd,
            Fault::StrayEnd => Self::FaultStrayEnd,
            Fault::BareMarkup => Self::FaultBareMarkup,
            Fault::TooDeep => Self::FaultTooDeep,
            Fault::TooMany => Self::FaultTooMany,
            Fault::NotAnEntry => Self::FaultNotAnEntry,
            Fault::Truncated => Self::FaultTruncated,
        }
    }
}

impl From<EncodingReason> for Phrase {
    fn from(reason: EncodingReason) -> Self {
        match reason {
            EncodingReason::Mark => Self::EncodingMark,
            EncodingReason::Bytes => Self::EncodingBytes,
            EncodingReason::Header => Self::EncodingHeader,
            EncodingReason::Declaration => Self::EncodingDeclaration,
            EncodingReason::Guess => Self::EncodingGuess,
        }
    }
}

impl Lang {
    /// Tells of something wrong with a document, with its place.
    #[must_use]
    pub fn warning(&self, warning: Warning) -> String {
        self.say(&Phrase::InspectPlace {
            line: Piece::new(warning.line),
            column: Piece::new(warning.column),
            what: Piece::new(self.say(&warning.fault.into())),
        })
    }
}
