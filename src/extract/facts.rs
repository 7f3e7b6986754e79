//! The facts document: what one article states, each fact tied to the words that state it.
//!
//! This is the contract between extraction and everything downstream. `danvan extract` prints
//! [`Facts`] as one JSON line per article; `danvan load` stores the same values. Offsets in
//! [`Evidence`] count Unicode characters (not bytes) of [`ArticleFacts::text`], end exclusive.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize, Serializer};

/// All facts of one article.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Facts {
    /// The article itself.
    pub article: ArticleFacts,
    /// Where the article's events belong, with the units above it (`huyện A, tỉnh B`).
    #[serde(flatten)]
    pub place: Place,
    /// Events reported as held.
    pub meetings: Vec<Meeting>,
    /// Specific bodies named.
    pub organizations: Vec<Organization>,
    /// Named persons with an office or a part in a meeting.
    pub officials: Vec<Official>,
    /// Movements, drives and themes.
    pub campaigns: Vec<Campaign>,
    /// How many models or exemplars a locality or body has.
    pub model_counts: Vec<ModelCount>,
    /// Documents cited.
    pub directives: Vec<Directive>,
    /// Commendations with a count.
    pub awards: Vec<Award>,
}

/// What is known of the article itself.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct ArticleFacts {
    /// File name, `name#7` for the 7th record of a container.
    pub source: String,
    /// The page's own address, where the page gives it.
    pub url: Option<String>,
    /// Headline as printed.
    pub title: Option<String>,
    /// Publication date of the article (not of the visit).
    pub published_on: Option<NaiveDate>,
    /// Byline persons.
    pub author: Option<String>,
    /// Byline organization, else the site.
    pub publisher: Option<String>,
    /// The cleaned text that all offsets refer to.
    pub text: String,
}

/// A locality as read, with the administrative unit it was linked to.
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord, Default, Serialize)]
pub struct Place {
    /// `type name` in canonical writing (`huyện Phú Xuyên`), null where none is stated.
    pub locality: Option<String>,
    /// Key of the unit (`code@first valid_from`), null where it cannot be told.
    pub locality_key: Option<String>,
}

/// Words of the article, with their place in it.
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize)]
pub struct Evidence {
    /// First character.
    pub start: usize,
    /// One past the last character.
    pub end: usize,
    /// Exactly the characters `start..end` of the text.
    pub quote: String,
}

/// What every fact carries: the rule that made it and the words it rests on.
///
/// The first span is the sentence, list item or caption with the fact's core (the figure, the
/// name, the document number); further spans are what else it rests on.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize)]
pub struct Basis {
    /// Name of the rule, `family.rule`.
    pub rule: &'static str,
    /// Never empty for an emitted fact.
    pub evidence: Vec<Evidence>,
}

/// A body of one locality: canonical name without the locality.
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize)]
pub struct Body {
    /// `Ban Dân vận Huyện ủy`.
    pub name: String,
    /// Where it is; null for national bodies.
    #[serde(flatten)]
    pub place: Place,
    /// Identity: canonical name + locality key (`VN` for national bodies).
    pub key: String,
}

/// A body named in the article.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Organization {
    /// The body.
    #[serde(flatten)]
    pub body: Body,
    /// Why it is here.
    #[serde(flatten)]
    pub basis: Basis,
}

/// An event reported as held or being held.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Meeting {
    /// Name as told.
    pub name: String,
    /// One or more kinds.
    pub kinds: Vec<MeetingKind>,
    /// The day, the first of several.
    pub held_on: Option<NaiveDate>,
    /// The span reviewed or planned.
    pub period: Option<Interval>,
    /// Who organizes it.
    pub hosts: Vec<Body>,
    /// Where it belongs.
    #[serde(flatten)]
    pub place: Place,
    /// The directive it reviews or rolls out, as an index into [`Facts::directives`].
    pub about: Option<usize>,
    /// Why it is here.
    #[serde(flatten)]
    pub basis: Basis,
}

/// A named person with an office or with a part in a meeting.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Official {
    /// Full name as printed (capitals folded to initial capitals).
    pub name: String,
    /// Identity block: folded name + province of today, or nation.
    pub key: String,
    /// Offices printed with the name.
    pub positions: Vec<Position>,
    /// What the person did, over all meetings of the article.
    pub roles: Vec<Role>,
    /// The same by meeting.
    pub parts: Vec<Part>,
    /// Why the person is here.
    #[serde(flatten)]
    pub basis: Basis,
}

/// An office of a person.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Position {
    /// Canonical title without its organization (`Phó Bí thư Thường trực`).
    pub title: String,
    /// The body, null where the title has none (`Tổng Bí thư`).
    pub organization: Option<Body>,
    /// Held, left, taken or former.
    pub standing: Standing,
    /// Why it is here.
    #[serde(flatten)]
    pub basis: Basis,
}

/// What an official did in one meeting.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Part {
    /// Index into [`Facts::meetings`], null where it cannot be told.
    pub meeting: Option<usize>,
    /// The role.
    pub role: Role,
    /// Why it is here.
    #[serde(flatten)]
    pub basis: Basis,
}

/// A named movement, drive or theme.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Campaign {
    /// Movement, drive or theme.
    pub kind: CampaignKind,
    /// Name without quotes or the kind word.
    pub name: String,
    /// The one year in which the article reports or plans it.
    pub year: Option<i32>,
    /// Why it is here.
    #[serde(flatten)]
    pub basis: Basis,
}

/// A count of models or exemplars.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct ModelCount {
    /// Number of this count within the article, from 0.
    pub id: usize,
    /// The count this one is a part of.
    pub part_of: Option<usize>,
    /// Along what the total was split.
    pub split: Option<Split>,
    /// The figure.
    pub count: i64,
    /// Exact, about, over, under.
    pub qualifier: Qualifier,
    /// The qualifier as printed (`gần`).
    pub qualifier_word: Option<String>,
    /// What is counted.
    pub unit: Unit,
    /// Registered, recognized, built, maintained, commended.
    pub status: Status,
    /// The verb as printed (`nhân rộng`).
    pub status_word: Option<String>,
    /// Level of recognition, null for a total.
    pub level: Option<Level>,
    /// Collective or individual.
    pub holder: Option<Holder>,
    /// Field of life.
    pub field: Option<Field>,
    /// Name of the campaign.
    pub campaign: Option<String>,
    /// Where the models are.
    #[serde(flatten)]
    pub place: Place,
    /// Year or span of years.
    pub period: Option<Years>,
    /// The day the figure speaks for.
    pub as_of: Option<NaiveDate>,
    /// Where that day comes from.
    pub as_of_basis: Option<AsOfBasis>,
    /// A stock (`đến nay`, `hiện có`), not a year's figure.
    pub to_date: bool,
    /// Who recognizes or commends.
    pub by: Option<Body>,
    /// Change as stated (`tăng 276 so với năm 2020`).
    pub change: Option<String>,
    /// Who has them, when it is not the whole locality.
    pub organization: Option<Body>,
    /// The award in the same words, as an index into [`Facts::awards`].
    pub award: Option<usize>,
    /// Why it is here.
    #[serde(flatten)]
    pub basis: Basis,
}

/// A document cited by number, or a law by name.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Directive {
    /// Head noun in lower case (`nghị quyết`).
    pub kind: String,
    /// Number as printed, without spaces (`25-NQ/TW`).
    pub number: Option<String>,
    /// Day of issue as stated.
    pub issued_on: Option<NaiveDate>,
    /// Year of issue, from the day or the number.
    pub issued_year: Option<i32>,
    /// Issuer as stated.
    pub issuer: Option<Body>,
    /// Title as stated.
    pub title: Option<String>,
    /// Why it is here.
    #[serde(flatten)]
    pub basis: Basis,
}

/// A commendation with a count.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Award {
    /// The giver.
    pub by: Option<Body>,
    /// `khen thưởng`, `giấy khen`, `bằng khen`, …
    pub form: String,
    /// How many collectives.
    pub collectives: Option<i64>,
    /// How many individuals (households count as individuals).
    pub individuals: Option<i64>,
    /// The two counted together.
    pub total: Option<i64>,
    /// Index into [`Facts::meetings`].
    pub meeting: Option<usize>,
    /// The year it was given for or in.
    pub year: Option<i32>,
    /// The count in the same words, as an id in [`Facts::model_counts`].
    pub model_count: Option<usize>,
    /// Why it is here.
    #[serde(flatten)]
    pub basis: Basis,
}

/// A span of days, both ends included; ISO interval `2024-01-01/2024-03-31`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Interval {
    /// First day.
    pub from: NaiveDate,
    /// Last day.
    pub to: NaiveDate,
}

impl std::fmt::Display for Interval {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{}/{}", self.from, self.to)
    }
}

impl Serialize for Interval {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

/// One year, or a span of years; `2024` or `2009/2024`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Years {
    /// First year.
    pub from: i32,
    /// Last year, the same as `from` for one year.
    pub to: i32,
}

impl std::fmt::Display for Years {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        if self.from == self.to {
            write!(f, "{}", self.from)
        } else {
            write!(f, "{}/{}", self.from, self.to)
        }
    }
}

impl Serialize for Years {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

/// Declares a closed list of the contract: the enum, its words and their order.
macro_rules! closed_list {
    ($(#[$doc:meta])* $name:ident { $($(#[$vdoc:meta])* $variant:ident = $word:literal,)+ }) => {
        $(#[$doc])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
        pub enum $name {
            $($(#[$vdoc])* #[serde(rename = $word)] $variant,)+
        }

        impl $name {
            /// Every value, in the order of the contract.
            pub const ALL: &'static [$name] = &[$($name::$variant,)+];

            /// The word used in facts and in the database.
            pub fn as_str(self) -> &'static str {
                match self { $($name::$variant => $word,)+ }
            }

            /// The value of a word of the contract.
            pub fn parse(word: &str) -> Option<$name> {
                match word { $($word => Some($name::$variant),)+ _ => None }
            }
        }

        impl std::fmt::Display for $name {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                f.write_str(self.as_str())
            }
        }
    };
}

closed_list! {
    /// Kind of a meeting.
    MeetingKind {
        /// giao ban
        Briefing = "briefing",
        /// sơ kết
        MidtermReview = "midterm_review",
        /// tổng kết
        FinalReview = "final_review",
        /// triển khai, quán triệt
        Rollout = "rollout",
        /// phát động, ra quân
        Launch = "launch",
        /// tọa đàm, hội thảo
        Seminar = "seminar",
        /// tập huấn, bồi dưỡng
        Training = "training",
        /// biểu dương, tuyên dương
        Commendation = "commendation",
        /// họp mặt, kỷ niệm
        Anniversary = "anniversary",
        /// hội thi, liên hoan
        Contest = "contest",
        /// đối thoại, tiếp xúc
        Dialogue = "dialogue",
        /// đại hội
        Congress = "congress",
        /// ký kết
        Signing = "signing",
        /// kiểm tra, giám sát, khảo sát
        Inspection = "inspection",
        /// họp and the rest
        Other = "other",
    }
}

closed_list! {
    /// What an official did.
    Role {
        /// chủ trì
        Chaired = "chaired",
        /// dự chỉ đạo
        Directed = "directed",
        /// dự, làm trưởng đoàn
        Attended = "attended",
        /// phát biểu
        Spoke = "spoke",
        /// kết luận
        Concluded = "concluded",
        /// phát động
        Launched = "launched",
        /// báo cáo, trình bày, triển khai
        Reported = "reported",
        /// trao
        Awarded = "awarded",
        /// ký kết
        Signed = "signed",
    }
}

closed_list! {
    /// How an office stands to the person on the day of the article.
    Standing {
        /// In office.
        Held = "held",
        /// Given up at the reported event.
        Left = "left",
        /// Taken up at the reported event.
        Taken = "taken",
        /// `nguyên`.
        Former = "former",
    }
}

closed_list! {
    /// Kind of a campaign.
    CampaignKind {
        /// phong trào (thi đua)
        Emulation = "emulation",
        /// cuộc vận động
        Drive = "drive",
        /// chuyên đề, chủ đề, Năm, Tháng
        Theme = "theme",
    }
}

closed_list! {
    /// How exact a figure is.
    Qualifier {
        /// As printed.
        Exact = "exact",
        /// gần, khoảng
        About = "about",
        /// hơn, trên
        Over = "over",
        /// dưới
        Under = "under",
    }
}

closed_list! {
    /// What is counted.
    Unit {
        /// mô hình
        Model = "model",
        /// điển hình, gương
        Exemplar = "exemplar",
        /// mô hình, điển hình counted together
        Both = "both",
    }
}

closed_list! {
    /// What became of the models.
    Status {
        /// đăng ký
        Registered = "registered",
        /// công nhận
        Recognized = "recognized",
        /// xây dựng, có, triển khai
        Built = "built",
        /// duy trì
        Maintained = "maintained",
        /// biểu dương, khen
        Commended = "commended",
    }
}

closed_list! {
    /// Level of a model.
    Level {
        /// cấp tỉnh
        Province = "province",
        /// cấp huyện
        District = "district",
        /// cấp xã
        Commune = "commune",
        /// cấp cơ sở
        Grassroots = "grassroots",
    }
}

closed_list! {
    /// Who holds a model.
    Holder {
        /// tập thể
        Collective = "collective",
        /// cá nhân
        Individual = "individual",
    }
}

closed_list! {
    /// Field of life a model belongs to.
    Field {
        /// kinh tế
        Economy = "economy",
        /// văn hóa - xã hội
        CultureSociety = "culture_society",
        /// quốc phòng - an ninh
        DefenseSecurity = "defense_security",
        /// xây dựng Đảng, hệ thống chính trị
        PoliticalSystem = "political_system",
        /// lĩnh vực khác
        Other = "other",
    }
}

closed_list! {
    /// Along what a total is split into parts.
    Split {
        /// By level.
        Level = "level",
        /// By holder.
        Holder = "holder",
        /// By field.
        Field = "field",
        /// By status.
        Status = "status",
        /// `trong đó` with a single part.
        Subset = "subset",
    }
}

closed_list! {
    /// Where the as-of day of a figure comes from.
    AsOfBasis {
        /// Printed with the figure.
        Stated = "stated",
        /// The day of the meeting that reports it.
        Meeting = "meeting",
        /// The article's date.
        Article = "article",
    }
}
