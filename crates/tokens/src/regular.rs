//! In place of `irregular.rs` where its feature is off: vocabularies in which everything follows from the merges. The page
//! serves no others, and is nearly 4 kB smaller.

/// The known values of the header's field: what is listed, nothing here can read.
pub(crate) const KNOWN: &[u8] = &[0];

/// Nothing.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Listed {}

impl Listed {
    #[inline(always)]
    pub(crate) fn write(&self, _: &mut Vec<u8>) {}

    /// It is never there: see [`KNOWN`].
    #[inline(always)]
    pub(crate) fn read(_: bool, _: &mut &[u8]) -> Option<Listed> {
        Some(Listed {})
    }
}

/// Nothing.
#[derive(Debug, Default)]
pub(crate) struct Irregular {
    listed: Listed,
}

impl Irregular {
    #[inline(always)]
    pub(crate) fn new(listed: Listed, _: u32, _: bool) -> Option<Irregular> {
        Some(Irregular { listed })
    }

    #[inline(always)]
    pub(crate) fn listed(&self) -> &Listed {
        &self.listed
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
