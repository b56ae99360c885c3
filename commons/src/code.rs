//! Code lists: a fixed set of words that stand in URLs, tables and files, each with a German and an English label.

use crate::Language;

/// Any of the code lists, for whoever offers them to be chosen from.
pub trait CodeList: Copy + 'static {
    /// Every code, in the order in which it is offered.
    const CODES: &'static [Self];

    /// The word that stands in URLs, tables and files.
    fn word(self) -> &'static str;

    /// The words a person reads.
    fn words(self, language: Language) -> &'static str;
}

/// Declares a closed code list: an enum, its codes, its labels and its parser.
///
/// What is not in the list becomes the named fallback where there is one (`else Variant`), and a refusal where there is none.
macro_rules! codes {
    (
        $(#[$about:meta])*
        pub enum $name:ident as $refusal:ident $(else $fallback:ident)? {
            $( $variant:ident = $code:literal, $german:literal, $english:literal; )+
        }
    ) => {
        $(#[$about])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub enum $name {
            $( #[doc = $english] $variant, )+
        }

        impl $name {
            /// Every code, in the order in which it is offered.
            pub const ALL: &'static [Self] = &[ $( Self::$variant, )+ ];

            /// The word that stands in URLs, tables and files.
            pub fn code(self) -> &'static str {
                match self { $( Self::$variant => $code, )+ }
            }

            /// The words a person reads.
            pub fn label(self, language: $crate::Language) -> &'static str {
                match (self, language) {
                    $(
                        (Self::$variant, $crate::Language::German) => $german,
                        (Self::$variant, $crate::Language::English) => $english,
                    )+
                }
            }

            /// Reads a code, exactly as [`Self::code`] writes it.
            pub fn parse(code: &str) -> Result<Self, $crate::Refusal> {
                match code {
                    $( $code => Ok(Self::$variant), )+
                    _ => Err($crate::Refusal::UnknownCode { field: stringify!($refusal), code: $crate::text::excerpt(code) }),
                }
            }
        }

        impl $crate::CodeList for $name {
            const CODES: &'static [Self] = Self::ALL;

            fn word(self) -> &'static str {
                self.code()
            }

            fn words(self, language: $crate::Language) -> &'static str {
                self.label(language)
            }
        }

        impl serde::Serialize for $name {
            fn serialize<S: serde::Serializer>(&self, out: S) -> Result<S::Ok, S::Error> {
                out.serialize_str(self.code())
            }
        }

        impl<'de> serde::Deserialize<'de> for $name {
            fn deserialize<D: serde::Deserializer<'de>>(input: D) -> Result<Self, D::Error> {
                let code = <std::borrow::Cow<'de, str> as serde::Deserialize>::deserialize(input)?;
                let parsed = Self::parse(&code);
                $( let parsed = parsed.or(Ok::<Self, $crate::Refusal>(Self::$fallback)); )?
                parsed.map_err(serde::de::Error::custom)
            }
        }
    };
}
