//! The kinds of things that the base knows.

/// A kind of thing.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, clap::ValueEnum)]
pub enum Thing {
    /// An administrative unit
    Locality,
    /// A body
    Organization,
    /// A person
    Official,
    /// A meeting
    Meeting,
    /// A campaign
    Campaign,
    /// A document
    Directive,
    /// An article
    Article,
}

impl Thing {
    /// Every kind: things that bear a name before the texts that tell of them.
    pub const ALL: [Thing; 7] = [
        Thing::Locality,
        Thing::Organization,
        Thing::Official,
        Thing::Meeting,
        Thing::Campaign,
        Thing::Directive,
        Thing::Article,
    ];

    /// The word for one of them.
    pub fn as_str(self) -> &'static str {
        match self {
            Thing::Locality => "locality",
            Thing::Organization => "organization",
            Thing::Official => "official",
            Thing::Meeting => "meeting",
            Thing::Campaign => "campaign",
            Thing::Directive => "directive",
            Thing::Article => "article",
        }
    }

    /// Their table.
    pub fn table(self) -> &'static str {
        match self {
            Thing::Locality => "localities",
            Thing::Organization => "organizations",
            Thing::Official => "officials",
            Thing::Meeting => "meetings",
            Thing::Campaign => "campaigns",
            Thing::Directive => "directives",
            Thing::Article => "articles",
        }
    }

    /// The kind that a column of row numbers points at: `locality_id`, `article_id`.
    pub fn of_column(name: &str) -> Option<Thing> {
        let word = name.strip_suffix("_id")?;
        Thing::ALL.into_iter().find(|thing| thing.as_str() == word)
    }

    /// The word in front of their keys.
    pub fn key_word(self) -> &'static str {
        match self {
            Thing::Locality => "loc",
            Thing::Organization => "org",
            Thing::Official => "person",
            Thing::Meeting => "meeting",
            Thing::Campaign => "campaign",
            Thing::Directive => "doc",
            Thing::Article => "article",
        }
    }
}
