//! Numbers by which the cache knows a thing.

macro_rules! ids {
    ($($(#[$doc:meta])* $name:ident),* $(,)?) => {$(
        $(#[$doc])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
        pub struct $name(pub i64);
    )*};
}

ids! {
    /// Names an account: the place a feed's read marks belong to. [`AccountId::LOCAL`] is this machine.
    AccountId,
    /// Names a feed in the cache.
    FeedId,
    /// Names an entry in the cache; ours, not the publisher's GUID.
    EntryId,
    /// Names one logged action of the user.
    ActionId,
}

impl AccountId {
    /// The account of feeds that this machine polls by itself.
    pub const LOCAL: Self = Self(1);
}
