//! In place of `irregular.rs` where its feature is off: vocabularies in which everything follows from the merges. The page
//! serves no others, and is nearly 4 kB smaller.

use crate::vocabulary::{ErrorKind, VocabularyError};

/// Nothing.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Listed {}

impl Listed {
    #[inline(always)]
    pub(crate) fn is_empty(&self) -> bool {
        true
    }

    /// There is something, and nothing here that knows it.
    #[inline(always)]
    pub(crate) fn read(_: &mut &[u8]) -> Result<Listed, VocabularyError> {
        Err(ErrorKind::Unknown.into())
    }
}

/// Nothing.
#[derive(Debug, Default)]
pub(crate) struct Irregular {}

impl Irregular {
    #[inline(always)]
    pub(crate) fn new(_: &Listed, _: u32) -> Result<Irregular, VocabularyError> {
        Ok(Irregular {})
    }

    #[inline(always)]
    pub(crate) fn whole(&self, _: &[u8]) -> Option<u32> {
        None
    }

    #[inline(always)]
    pub(crate) fn lengths(&self) -> impl Iterator<Item = u16> + use<> {
        core::iter::empty()
    }

    #[inline(always)]
    pub(crate) fn bytes(&self, _: u32) -> Option<&[u8]> {
        None
    }

    #[inline(always)]
    pub(crate) fn id(&self, number: u32) -> u32 {
        number
    }

    #[inline(always)]
    pub(crate) fn number(&self, id: u32) -> u32 {
        id
    }
}
