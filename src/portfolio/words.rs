//! Enums that front matter writes as words.

/// An enum of which every variant has its word in front matter and JSON.
pub(in crate::portfolio) trait Word: Copy + 'static {
    /// All variants in their fixed order.
    const WORDS: &'static [Self];

    /// The word of a variant.
    fn word(self) -> &'static str;
}

macro_rules! words {
    ($($(#[$about:meta])* $name:ident { $($(#[$doc:meta])* $variant:ident = $word:literal,)* })*) => {$(
        $(#[$about])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub enum $name { $($(#[$doc])* $variant,)* }

        impl $name {
            /// All variants in their fixed order.
            pub const ALL: &[Self] = &[$(Self::$variant,)*];

            /// The word in front matter and JSON.
            pub const fn key(self) -> &'static str {
                match self { $(Self::$variant => $word,)* }
            }
        }

        impl crate::portfolio::words::Word for $name {
            const WORDS: &'static [Self] = Self::ALL;

            fn word(self) -> &'static str {
                self.key()
            }
        }
    )*};
}
