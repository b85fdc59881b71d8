//! Enums whose variants have a name in JSON.

macro_rules! named {
    ($(#[$doc:meta])* $name:ident { $($(#[$item:meta])* $variant:ident = $id:literal,)* }) => {
        $(#[$doc])*
        #[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
        #[non_exhaustive]
        pub enum $name { $($(#[$item])* $variant,)* }

        impl $name {
            /// Every one.
            pub const ALL: [$name; [$($id),*].len()] = [$($name::$variant),*];

            /// The name in JSON.
            pub const fn id(self) -> &'static str {
                match self { $($name::$variant => $id,)* }
            }
        }
    };
}
