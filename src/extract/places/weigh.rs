//! Where an article belongs, by weighing all evidence: title, hosts, byline, publisher, units named.

use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;
use std::rc::Rc;
use std::sync::LazyLock;

use aho_corasick::AhoCorasick;
use chrono::NaiveDate;

use super::geography::{Geography, Resolved, day_of_article, of_old_time, of_time, possible};
use super::{
    Mention, PlaceRef, UnitType, committee_type, is_class, is_known, mention, title_case, type_word,
};
use crate::article::{Article, LineKind};
use crate::extract::bodies::Bodies;
use crate::extract::doc::Doc;
use crate::reference::lexicon::{BodyClass, Entry};
use crate::reference::units::{Unit, UnitId, UnitLevel, name_key, reform, units};
use crate::text::fold::search_key;
use crate::text::letters::lower_case;
use crate::text::phrases::{Phrases, phrases};
use crate::text::token::{Shape, Tokens};

/// Evidence that an article belongs to a unit.
struct Votes {
    /// Weight of each candidate unit by the article's own words.
    units: BTreeMap<UnitId, f64>,
    /// Weight of each candidate unit by the page around it: tells namesakes apart.
    page: BTreeMap<UnitId, f64>,
    /// Weight of names that the gazetteer does not know, with their type.
    unknown: BTreeMap<(UnitType, String), f64>,
    /// Weight of each level as the one that acts: committees and bare words (`toàn huyện`).
    levels: [f64; 3],
    /// Weight of the words of a city: which level that is, its name tells.
    city: f64,
    /// Weight of each printed name, by level: one unit often named counts, many units named
    /// once each do not.
    names: BTreeMap<(UnitLevel, String), NameVotes>,
    /// Units that act at the head of a paragraph: in a digest there are several.
    acting: BTreeMap<UnitLevel, BTreeSet<String>>,
    /// Units that open a paragraph as its place: `Ở xã Kim Long (TPHCM), hội nghị …`.
    opening: BTreeMap<UnitLevel, BTreeSet<String>>,
    /// A body of the nation holds the event.
    national: bool,
    /// The headline names a unit.
    titled: bool,
    /// Other spellings than the gazetteer's, the first of each unit.
    spelled: BTreeMap<UnitId, String>,
    /// Types printed with the names, the first of each unit.
    typed: BTreeMap<UnitId, UnitType>,
    /// The part of these weights that tells no namesakes apart: neighbours, guests.
    aside: BTreeMap<UnitId, f64>,
    /// Without a day, but of the time before the reform.
    old_time: bool,
}

/// Weight of a name: where the article says what it is about, and in the running text.
#[derive(Debug, Clone, Copy, Default)]
struct NameVotes {
    head: f64,
    body: f64,
}

impl Votes {
    fn new() -> Votes {
        Votes {
            units: BTreeMap::new(),
            page: BTreeMap::new(),
            unknown: BTreeMap::new(),
            levels: [0.0; 3],
            city: 0.0,
            names: BTreeMap::new(),
            acting: BTreeMap::new(),
            opening: BTreeMap::new(),
            national: false,
            titled: false,
            spelled: BTreeMap::new(),
            typed: BTreeMap::new(),
            aside: BTreeMap::new(),
            old_time: false,
        }
    }

    /// Units a mention can mean.
    fn meant(&self, mention: &Mention, day: Option<NaiveDate>) -> Vec<UnitId> {
        of_time(self.old_time, possible(mention, day))
    }

    /// A word says that units of this type act.
    fn acts(&mut self, kind: UnitType, weight: f64) {
        match kind {
            UnitType::City => self.city += weight,
            kind => self.levels[kind.level() as usize] += weight,
        }
    }

    /// The one of several namesakes that has all the units printed with a type that any of them
    /// has, and more than each of the others: `huyện Châu Thành` with its `xã Tân Hương` and `xã Tam Hiệp`.
    fn holder_of_all(&self, namesakes: &[UnitId], day: Option<NaiveDate>) -> Option<UnitId> {
        let all = units();
        let mut inside: BTreeMap<UnitId, BTreeSet<String>> = BTreeMap::new();
        for &id in self.typed.keys() {
            for above in all.chain(id, day).into_iter().skip(1).filter(|a| namesakes.contains(a)) {
                inside.entry(above).or_default().insert(name_key(all.all[id].name));
            }
        }
        let (&holder, most) = inside.iter().max_by_key(|(_, names)| names.len())?;
        let less = |(id, names): (&UnitId, &BTreeSet<String>)| {
            *id == holder || names.is_subset(most) && names.len() < most.len()
        };
        inside.iter().all(less).then_some(holder)
    }

    /// The one of several namesakes above which a city and a tỉnh act as the article says: `xã Chí
    /// Minh` with a `Thành ủy` and no `Tỉnh ủy` lies in Hải Phòng, not in Hưng Yên.
    fn below_those_acting(&self, namesakes: &[UnitId], day: Option<NaiveDate>) -> Option<UnitId> {
        let (city, province) = (self.city > 0.0, self.levels[UnitLevel::Province as usize] > 0.0);
        let fits = |id: &&UnitId| {
            let chain = units().chain(**id, day);
            let kinds: Vec<&str> = chain[1..].iter().map(|&id| units().all[id].kind(day)).collect();
            (!city || kinds.contains(&"thành phố")) && (!province || kinds.contains(&"tỉnh"))
        };
        let mut fitting = namesakes.iter().filter(fits);
        fitting.next().copied().filter(|_| fitting.next().is_none())
    }

    /// What the best name of a level weighs. A unit that only the running text names, and that
    /// heads no paragraph, is an example (`mô hình nuôi ong ở xã Lùng Tám`), unless it is the
    /// only one and named again and again.
    fn best_name(&self, level: UnitLevel) -> f64 {
        const EXAMPLE: f64 = 1.0;
        const SUBJECT: f64 = 3.0;
        let of_level = || self.names.iter().filter(|((l, _), _)| *l == level);
        let all: f64 = of_level().map(|(_, votes)| votes.body).sum();
        let heads = |name: &String| self.acting.get(&level).is_some_and(|all| all.contains(name));
        of_level()
            .map(|((_, name), votes)| {
                let subject = votes.body >= SUBJECT && votes.body >= 0.75 * all;
                let body =
                    if subject || heads(name) { votes.body } else { votes.body.min(EXAMPLE) };
                votes.head + body
            })
            .fold(0.0, f64::max)
    }
}

/// The geography of an article, by weighing all evidence.
pub fn weigh(doc: &Doc<'_>, bodies: &Bodies) -> Geography {
    let day = day_of_article(doc);
    let mut votes = Votes::new();
    votes.old_time = day.is_none() && of_old_time(doc);
    let tokens = &doc.tokens;
    let visit = visit(doc);
    let mut lead = None;
    let mut cluster = false;
    for (number, line) in tokens.lines.iter().enumerate() {
        let kind = doc.kinds[number];
        let weight = match kind {
            LineKind::Title => 6.0,
            LineKind::Byline => 3.0,
            _ => 1.0,
        };
        if kind == LineKind::Title {
            let units = || doc.units_at.within(line.clone()).filter_map(|t| mention(doc, t));
            votes.titled = units().next().is_some();
            let several = tokens.find(line.clone(), phrases!["cụm", "các tỉnh", "khu vực"]);
            // `Ban Dân vận Tỉnh ủy giao ban cụm`: who set the cluster up.
            let led = |t: usize| {
                let before = line.start..t;
                let first = bodies.within(&before).next();
                first.is_some_and(|b| matches!(b.place, PlaceRef::Level(_)))
            };
            cluster = several.is_some_and(|t| !led(t) && !units().any(|m| m.kind.is_some()));
        }
        // The opening sentence says who acts, a caption above it too little, a list of guests
        // nothing.
        let came = phrases!["dự có", "dự hội", "tham dự", "đến dự", "tới dự", "cùng dự", "về dự"];
        let body = !matches!(kind, LineKind::Title | LineKind::Byline | LineKind::Caption)
            && tokens.any_phrase(line.start, came).is_none();
        let opening = if body && lead.is_none() && !line.is_empty() {
            lead = Some(number);
            doc.sentence(line.start)
        } else {
            line.start..line.start
        };
        // The visitors are guests.
        let visitors = visit.as_ref().map(|v| v.verb).filter(|verb| line.contains(verb));
        let guests = visitors.unwrap_or(line.start);
        let rest = opening.end..line.end;
        for (tokens, weight) in [(opening, 3.0), (rest, weight)] {
            let part = Part { tokens, head: line.start, guests, weight, kind };
            vote_part(doc, &part, day, &mut votes);
        }
    }
    if let Some(visit) = &visit {
        vote(&visit.unit, 6.0, true, day, &mut votes);
    }
    for body in bodies.list.iter().filter(|b| doc.in_body(b.tokens.start)) {
        if let PlaceRef::Level(kind) = body.place {
            votes.acts(kind, 0.3);
        }
    }
    let host = if visit.is_none() { host_votes(doc, bodies, &mut votes) } else { None };
    vote_around(&header_lines(doc), day, &mut votes);
    // `Ban Dân vận Tỉnh ủy tổ chức tọa đàm với đoàn của Tỉnh ủy Lào Cai` in Ninh Thuận's paper: the host
    // that needs no name is at home.
    if let Some(PlaceRef::Level(kind)) = host {
        const AT_HOME: f64 = 0.5;
        let of_level = |id: UnitId| units().all[id].level == kind.level();
        votes
            .page
            .iter_mut()
            .filter(|(id, _)| of_level(**id))
            .for_each(|(_, w)| *w += *w * AT_HOME);
    }
    let geography = decide(doc, day, votes, cluster);
    let decided = doc.article.hints.decided.as_deref().and_then(|key| units().by_key(key));
    match decided {
        Some(unit) => geography.of(unit),
        None => geography,
    }
}

/// Visitors from above and the unit that they look at, which the article is about.
struct Visit {
    /// First token of the verb: the visitors stand before it.
    verb: usize,
    /// The unit.
    unit: Rc<Mention>,
}

/// The visit that the headline announces, or the opening sentence below a headline without a unit:
/// `Ban Tuyên giáo và Dân vận Thành ủy làm việc với Đặc khu Côn Đảo`, `Khảo sát các mô hình ở TP. Bà Rịa`.
fn visit(doc: &Doc<'_>) -> Option<Visit> {
    /// From the preposition to the unit: `với Ban Thường trực Ủy ban MTTQ Việt Nam huyện Tháp Mười`.
    const HOSTS: usize = 8;
    let tokens = &doc.tokens;
    let verbs = phrases!["làm việc với", "làm việc tại", "kiểm tra", "khảo sát", "giám sát"];
    let names_unit = |range: &Range<usize>| {
        doc.units_at.within(range.clone()).any(|t| mention(doc, t).is_some())
    };
    let title = (0..tokens.lines.len()).find(|&n| doc.kinds[n] == LineKind::Title);
    let title = title.map(|n| tokens.lines[n].clone()).filter(names_unit);
    let announced = title.or_else(|| {
        tokens.sentences.iter().find(|s| !s.is_empty() && doc.in_body(s.start)).cloned()
    })?;
    let verb = tokens.find(announced.clone(), verbs)?;
    // `Ban Dân vận Tỉnh ủy làm việc với đoàn công tác Tỉnh ủy Lào Cai`: these are the visitors.
    if tokens.phrase(verb, "làm việc với đoàn").is_some() {
        return None;
    }
    for at in verb..announced.end {
        if !matches!(tokens.low(at), "với" | "tại" | "ở" | "bàn") {
            continue;
        }
        let near = at + 1..(at + 1 + HOSTS).min(announced.end);
        let unit = doc.units_at.within(near).find_map(|t| mention(doc, t));
        let Some(unit) = unit.filter(|unit| unit.kind.is_some()) else { continue };
        let end = unit.tokens.end;
        // `tại huyện Tháp Mười và thành phố Cao Lãnh`, `tại các xã A, B`: several.
        let several = matches!(tokens.low(end), "," | "và") && tokens.is_capital(end + 1)
            || tokens.low(end) == "và" && type_word(tokens, end + 1).is_some()
            || is_class(tokens, unit.tokens.start);
        return (!several).then_some(Visit { verb, unit });
    }
    None
}

/// Who holds the event acts: the body before `tổ chức` in the opening sentences, whose place it gives.
fn host_votes<'b>(doc: &Doc<'_>, bodies: &'b Bodies, votes: &mut Votes) -> Option<&'b PlaceRef> {
    let tokens = &doc.tokens;
    let body = |s: &&Range<usize>| !s.is_empty() && doc.in_body(s.start);
    for sentence in tokens.sentences.iter().filter(body).take(3) {
        let holding = phrases![
            "tổ chức",
            "phối hợp",
            "khai mạc",
            "tổng kết",
            "sơ kết",
            "khai giảng",
            "bế giảng",
            "phát động",
            "ra quân",
            "tiếp và làm việc",
            "làm việc với đoàn",
        ];
        // `dự hội nghị sơ kết` is the event, `sơ kết` there is no verb.
        let verb = |&t: &usize| {
            tokens.any_phrase(t, holding).is_some()
                && !(t > sentence.start && matches!(tokens.low(t - 1), "nghị" | "lễ"))
        };
        let Some(verb) = tokens.beginning_in((*sentence).clone(), holding).find(verb) else {
            continue;
        };
        let Some(mut host) = bodies.within(&(sentence.start..verb)).last() else { continue };
        // `Ban Dân vận Tỉnh ủy cùng Đảng ủy xã phối hợp …`: the first of them.
        while let Some(first) =
            host.tokens.start.checked_sub(1).filter(|&t| tokens.low(t) == "cùng")
            && let Some(before) = bodies.before(doc, first).filter(|b| b.tokens.end == first)
        {
            host = before;
        }
        // `Ban Dân vận Trung ương phối hợp với Tỉnh ủy Nghệ An tổ chức`
        let partner = bodies.within(&(verb..(verb + 14).min(sentence.end))).next();
        let joined = tokens.phrase(verb, "phối hợp").is_some()
            && partner.is_some_and(|b| b.place != PlaceRef::Nation);
        votes.national = host.place == PlaceRef::Nation && !joined;
        let kind = match &host.place {
            PlaceRef::Named(found) => found.kind,
            PlaceRef::Level(kind) => Some(*kind),
            PlaceRef::Own | PlaceRef::Nation => None,
        };
        if let Some(kind) = kind.filter(|k| *k != UnitType::City) {
            votes.levels[kind.level() as usize] += 4.0;
        }
        return Some(&host.place);
    }
    None
}

/// Provinces by their name as addresses write it: `quangnam`.
struct Addresses {
    names: AhoCorasick,
    /// The unit of each name.
    units: Vec<&'static Unit>,
}

static PROVINCES: LazyLock<Addresses> = LazyLock::new(|| {
    /// A shorter name may stand in any word.
    const SHORTEST: usize = 5;
    let provinces = units().all.iter().filter(|u| u.level == UnitLevel::Province);
    let named = provinces.map(|u| (search_key(u.name).replace(' ', ""), u));
    let (names, units): (Vec<String>, _) = named.filter(|(name, _)| name.len() >= SHORTEST).unzip();
    let names = AhoCorasick::builder().ascii_case_insensitive(true).build(names);
    Addresses { names: names.expect("the names are few and short"), units }
});

/// The page's own words about itself, with their weight.
fn header_lines(doc: &Doc<'_>) -> Vec<(String, f64)> {
    let article = doc.article;
    let mut lines: Vec<(String, f64)> = Vec::new();
    // The publisher is the site of most pages: what is said twice is read once.
    let mut say = |words: &str, weight: f64| match lines.iter_mut().find(|(said, _)| said == words)
    {
        Some((_, said)) => *said += weight,
        None => lines.push((words.to_owned(), weight)),
    };
    article.publisher.iter().for_each(|publisher| say(publisher, 2.5));
    article.hints.site.iter().for_each(|site| say(site, 1.5));
    article.hints.header.iter().for_each(|line| say(line, 1.0));
    // `baohatinh.vn`, `laocai.gov.vn`: the address names the province.
    let address = [&article.url, &article.publisher, &article.hints.site];
    let provinces = &*PROVINCES;
    let addresses = address.into_iter().flatten().filter(|a| a.contains('.') && !a.contains(' '));
    let named = addresses.flat_map(|address| provinces.names.find_overlapping_iter(address));
    let named: BTreeSet<usize> = named.map(|name| name.pattern().as_usize()).collect();
    for unit in named.into_iter().map(|n| provinces.units[n]) {
        say(&unit.title(None), 1.0);
    }
    lines
}

/// Votes of words outside the article's text, with their weight.
fn vote_around(texts: &[(String, f64)], day: Option<NaiveDate>, votes: &mut Votes) {
    if texts.is_empty() {
        return;
    }
    // All are read as one text; a line with a bar keeps what one of them says from the next.
    let cased: Vec<String> = texts.iter().map(|(text, _)| title_case(text)).collect();
    let article = Article::of_text(cased.join("\n|\n"));
    let doc = Doc::new(&article);
    let mut lines = doc.tokens.lines.iter();
    for (text, weight) in texts {
        let mut around = Votes::new();
        around.old_time = votes.old_time;
        let mut press = false;
        for line in lines.by_ref().take(text.split('\n').count()) {
            let part = Part {
                tokens: line.clone(),
                head: line.start,
                guests: line.start,
                weight: *weight,
                kind: LineKind::Byline,
            };
            vote_part(&doc, &part, day, &mut around);
            // A newspaper of the province writes about its communes: its name moves no level. The
            // portal of a commune or a district writes about itself.
            let papers = phrases!["báo", "đài", "tạp chí", "truyền hình"];
            press |= doc.tokens.find(line.clone(), papers).is_some();
        }
        lines.next();
        for (id, weight) in around.units {
            *votes.page.entry(id).or_default() += weight;
            if !press {
                votes.levels[units().all[id].level as usize] += weight * 0.2;
            }
        }
    }
}

/// Words before a unit that make it a neighbour, an origin or a comparison.
const NEIGHBOURS: &Phrases = &Phrases::new(&[
    "giáp",
    "cách",
    "quê ở",
    "quê",
    "quê quán",
    "đến từ",
    "so với",
    "tại",
    "kinh nghiệm tại",
    "sinh ra ở",
]);

/// A part of a line that votes.
struct Part {
    tokens: Range<usize>,
    /// Where its line begins.
    head: usize,
    /// Who is named before this token is a guest.
    guests: usize,
    /// Weight of a unit that it names.
    weight: f64,
    kind: LineKind,
}

/// Votes of a part of a line.
fn vote_part(doc: &Doc<'_>, part: &Part, day: Option<NaiveDate>, votes: &mut Votes) {
    let Part { tokens: ref line, head, guests, weight: full, kind } = *part;
    let tokens = &doc.tokens;
    // `Bí thư Thành ủy Cần Thơ dự Ngày hội …`: whose office the headline names is often a guest.
    let mut guest = guests;
    let mut from = line.start;
    while let Some(i) = doc.actors_at.first(from..line.end) {
        if let Some((m, _)) = doc.entries(i).find(|(_, e)| matches!(e, Entry::Office { .. })) {
            guest = guest.max(m.end + 6);
        }
        let weight = match (i < guest, kind) {
            (true, LineKind::Title) => full * 0.3,
            (true, _) => full * 0.6,
            (false, _) if issues_document(doc, line.start, i) => full * 0.2,
            (false, _) if is_received(tokens, line.start, i) => full * 0.2,
            (false, _) => full,
        };
        // Committees name a level, and a unit behind them: Huyện ủy Phú Xuyên.
        if let Some((level_kind, end)) = committee_at(doc, i).filter(|_| !is_known(doc, i)) {
            if let Some(level_kind) = level_kind {
                votes.acts(level_kind, weight * 0.5);
            }
            if let Some(found) = mention(doc, end) {
                let found = found.or_of_type(level_kind);
                if let Some(kind) = found.kind {
                    if i <= head + 8 && kind != UnitType::City {
                        let acting = votes.acting.entry(kind.level()).or_default();
                        acting.insert(lower_case(&found.name));
                    }
                    vote(&found, weight * 1.5, weight > 1.0, day, votes);
                    from = found.tokens.end;
                    continue;
                }
            }
            from = end;
            continue;
        }
        if let Some(found) = mention(doc, i) {
            let neighbour = is_neighbour(tokens, line.start, i);
            let bare = found.kind.is_none();
            // A bare name in the running text is weak (a person's given name, a street).
            let strong = !bare || kind == LineKind::Title || kind == LineKind::Byline;
            let first = i == head || bare && tokens.raw(found.tokens.end) == ":";
            // `ba xã Sơn Điện, Tam Thanh`: one of several.
            let of_class = !bare && is_class(tokens, i);
            // `Bình Định: Đại hội MTTQ xã Mỹ Quang`: the province above the unit of the event.
            let above = kind == LineKind::Title
                && bare
                && tokens.raw(found.tokens.end) == ":"
                && doc.units_at.within(found.tokens.end..line.end).any(|t| {
                    type_word(tokens, t).is_some()
                        && mention(doc, t).is_some_and(|m| m.kind.is_some())
                });
            let w = match (neighbour || of_class || above || found.former, strong) {
                (true, _) => weight * 0.2,
                (false, true) if first => weight * 1.3,
                (false, true) => weight,
                // A printed type says more than a bare name beside it.
                (false, false) if kind == LineKind::Title => weight * 0.7,
                (false, false) => weight * 0.4,
            };
            let single = bare && found.tokens.len() == 1;
            let opens = i == head + 1 && matches!(tokens.low(head), "ở" | "tại");
            if let Some(kind) = found.kind.filter(|_| opens && kind != LineKind::Caption) {
                let opening = votes.opening.entry(kind.level()).or_default();
                opening.insert(lower_case(&found.name));
            }
            // `Trang chủ`, `SÀI GÒN GIẢI PHÓNG`, `Nguyễn Trang`: beside an article a bare name is
            // no commune's.
            let commune = |id: &UnitId| units().all[*id].level == UnitLevel::Commune;
            let beside = kind == LineKind::Byline && votes.meant(&found, day).iter().all(commune);
            // `các thôn Thanh Kỳ, An Lao`
            // `THÁI BÌNH` below an article of Thừa Thiên Huế: who wrote it.
            let signed = kind == LineKind::Byline && is_author(doc, &found);
            let hamlet = i > line.start && of_hamlets(tokens, line.start, &found);
            if bare && (beside || signed || hamlet || i > line.start && ends_person(doc, &found)) {
                from = found.tokens.end;
                continue;
            }
            if !(single && tokens.is_capital(found.tokens.end)) {
                let heads = weight > 1.0 && !neighbour && !of_class;
                if neighbour {
                    let meant = votes.meant(&found, day);
                    for &id in &meant {
                        *votes.aside.entry(id).or_default() += w / meant.len() as f64;
                    }
                }
                vote(&found, if single { w * 0.5 } else { w }, heads, day, votes);
            }
            from = found.tokens.end;
            continue;
        }
        // `toàn huyện`, `trên địa bàn huyện`, `của huyện`, `UBND huyện`
        if let Some((kind, next)) = type_word(tokens, i)
            && !is_class(tokens, i)
            && tokens.phrase(i, "xã hội").is_none()
        {
            let whole = i > 0 && matches!(tokens.low(i - 1), "toàn" | "bàn");
            votes.acts(kind, if whole { 1.0 } else { 0.3 });
            from = next;
            continue;
        }
        from = i + 1;
    }
}

/// Whether a bare name is one of the article's authors, or the end of one.
fn is_author(doc: &Doc<'_>, found: &Mention) -> bool {
    let name = lower_case(&found.name);
    let authors = doc.article.author.iter().flat_map(|all| all.split([',', '-', '–', '&', ';']));
    authors.map(|one| lower_case(one.trim())).any(|one| one.ends_with(&name))
}

/// Whether a bare name is one of a list of hamlets.
fn of_hamlets(tokens: &Tokens<'_>, from: usize, found: &Mention) -> bool {
    let (i, found_end) = (found.tokens.start, found.tokens.end);
    const LONGEST: usize = 12;
    let named = |t: &usize| tokens.is_capital(*t) || matches!(tokens.low(*t), "," | "và");
    let list = (i.saturating_sub(LONGEST).max(from)..i).rev().take_while(named).last().unwrap_or(i);
    // `khu vực Tây Nguyên` is none; `Trưởng khu vực Tân Mỹ`, `khu vực Tân Mỹ 1` are.
    let numbered = tokens.shape(found_end) == Shape::Digits;
    let titled = list > from + 2 && tokens.low(list - 3) == "trưởng";
    list > from
        && match tokens.low(list - 1) {
            "thôn" | "ấp" | "bản" | "xóm" | "khóm" | "làng" | "buôn" | "bon" | "plei" => {
                true
            }
            "phố" => list > from + 1 && matches!(tokens.low(list - 2), "khu" | "khối" | "dân"),
            "vực" => (numbered || titled) && tokens.low(list - 2) == "khu",
            _ => false,
        }
}

/// Whether a bare name is the end of a person's: `Trần Long Thuận`. Names of provinces are too
/// well known to be taken for it (`Hà Nam`, `Ninh Bình`).
fn ends_person(doc: &Doc<'_>, found: &Mention) -> bool {
    let before = found.tokens.start - 1;
    let province = |id: &UnitId| units().all[*id].level == UnitLevel::Province;
    doc.tokens.is_capital(before)
        && doc.entries(before).any(|(_, e)| matches!(e, Entry::FamilyName))
        && !units().named(&found.name).iter().any(province)
}

fn is_neighbour(tokens: &Tokens<'_>, from: usize, i: usize) -> bool {
    let start = i.saturating_sub(3).max(from);
    (start..i).any(|at| tokens.any_phrase(at, NEIGHBOURS).is_some_and(|end| end == i))
}

/// Whether a body or a unit is that of a delegation received: `tổ chức tọa đàm với Đoàn công tác của Ban
/// Dân vận Tỉnh ủy Lào Cai`.
fn is_received(tokens: &Tokens<'_>, from: usize, i: usize) -> bool {
    /// `Đoàn công tác của Ban Dân vận, Ban Tuyên giáo Tỉnh ủy`
    const NAMED: usize = 12;
    let received = phrases!["với đoàn", "tiếp đoàn", "đón đoàn", "với các đồng chí trong đoàn"];
    tokens
        .find(i.saturating_sub(NAMED).max(from)..i, received)
        .is_some_and(|at| !(at..i).any(|t| matches!(tokens.raw(t), ";" | "." | ":")))
}

/// Whether a body is named as the issuer of a document, which tells who is above, not who acts:
/// `Huyện ủy Tháp Mười triển khai Nghị quyết số 11-NQ/TU ngày 5/1/2022 của Tỉnh ủy Đồng Tháp`.
fn issues_document(doc: &Doc<'_>, from: usize, i: usize) -> bool {
    /// `của Ban Thường vụ Tỉnh ủy`
    const ORGAN: usize = 4;
    /// `Chỉ thị số 05-CT/TU, ngày 12 tháng 3 năm 2021`
    const CITATION: usize = 20;
    let of = |&t: &usize| doc.tokens.low(t) == "của";
    let Some(of) = (i.saturating_sub(ORGAN).max(from)..i).rev().find(of) else { return false };
    let document = |t: usize| doc.entries(t).any(|(_, entry)| matches!(entry, Entry::Document(_)));
    (of.saturating_sub(CITATION).max(from)..of).any(document)
}

/// A party committee or an organ of it at a token: the unit type it says, and the index after.
fn committee_at(doc: &Doc<'_>, i: usize) -> Option<(Option<UnitType>, usize)> {
    doc.entries(i).find_map(|(m, entry)| match entry {
        Entry::Body { name, class: BodyClass::Committee, .. } => {
            Some((committee_type(name), m.end))
        }
        _ => None,
    })
}

/// Votes of one mention; `head` where it stands in the headline, the byline or the opening.
fn vote(found: &Mention, weight: f64, head: bool, day: Option<NaiveDate>, votes: &mut Votes) {
    let meant = votes.meant(found, day);
    if let Some(within) = &found.within {
        // The containing unit tells namesakes apart; it says nothing of who acts.
        let mut above = Some(within);
        while let Some(unit) = above {
            let around = votes.meant(unit, day);
            for id in &around {
                let share = weight / around.len() as f64;
                *votes.page.entry(*id).or_default() += share;
                // It tells no more apart those that all lie in it.
                if meant.len() > 1 {
                    *votes.aside.entry(*id).or_default() += share;
                }
            }
            above = unit.within.as_ref();
        }
        // `phường Thắng Lợi, TP Pleiku, tỉnh Gia Lai`: a city needs no province behind it, so the
        // article says it for its own sake.
        let city = found.within.as_ref().filter(|w| w.kind == Some(UnitType::City));
        let province = city.and_then(|city| city.within.as_ref());
        if let Some(province) = province.filter(|p| p.kind == Some(UnitType::Province)) {
            vote(province, weight, head, day, votes);
        }
    }
    for &id in &meant {
        let unit = &units().all[id];
        if let Some(kind) = found.kind {
            votes.typed.entry(id).or_insert(kind);
        }
        if unit.is_spelled_otherwise(&found.name) {
            votes.spelled.entry(id).or_insert_with(|| title_case(&found.name));
        }
    }
    match (&meant[..], found.kind) {
        ([], Some(kind)) => {
            *votes.unknown.entry((kind, found.name.clone())).or_default() += weight;
        }
        (meant, _) => {
            for &id in meant {
                *votes.units.entry(id).or_default() += weight / meant.len() as f64;
            }
        }
    }
    // A name counts for its level though several units may bear it.
    let level = match (&meant[..], found.kind) {
        ([], Some(kind)) => Some(kind.level()),
        ([first, rest @ ..], _) => {
            let level = units().all[*first].level;
            rest.iter().all(|&id| units().all[id].level == level).then_some(level)
        }
        _ => None,
    };
    if let Some(level) = level {
        let name = votes.names.entry((level, lower_case(&found.name))).or_default();
        match head {
            true => name.head += weight,
            // A bare name is seldom that of a commune: `nuôi tôm (Bình Tú, Bình Giang)`.
            false if found.kind.is_none() && level == UnitLevel::Commune => {}
            false => name.body += weight,
        }
    }
}

fn decide(doc: &Doc<'_>, day: Option<NaiveDate>, votes: Votes, cluster: bool) -> Geography {
    let all = units();
    let mut geography = Geography {
        day,
        chain: [None, None, None],
        own: None,
        spelled: votes.spelled.clone(),
        old_time: votes.old_time,
    };
    // Support of a unit: its own votes and half of those of the units above it.
    let known = |id: &UnitId| {
        let own = votes.units.get(id).copied().unwrap_or_default();
        own + votes.page.get(id).copied().unwrap_or_default()
    };
    let named: BTreeSet<UnitId> = votes.units.keys().chain(votes.page.keys()).copied().collect();
    let support: Vec<(UnitId, f64, f64)> = named
        .into_iter()
        .map(|id| {
            let aside = |id: &UnitId| votes.aside.get(id).copied().unwrap_or_default();
            let chain = all.chain(id, day);
            let above: f64 = chain[1..].iter().map(|id| known(id) - aside(id)).sum();
            (id, votes.units.get(&id).copied().unwrap_or_default(), known(&id) + above * 0.5)
        })
        .collect();
    let best_at = |level: UnitLevel, inside: Option<UnitId>| {
        support
            .iter()
            .filter(|(id, ..)| all.all[*id].level == level)
            .filter(|(id, ..)| inside.is_none_or(|a| all.chain(*id, day).contains(&a)))
            .max_by(|a, b| a.2.total_cmp(&b.2).then(b.0.cmp(&a.0)))
            .map(|&(id, own, _)| (id, own))
    };
    let mut level_scores = votes.levels;
    // `toàn thành phố`: of the city that the article names most.
    let city = support
        .iter()
        .filter(|(id, ..)| all.all[*id].versions.iter().any(|v| v.kind == "thành phố"))
        .max_by(|a, b| a.2.total_cmp(&b.2).then(b.0.cmp(&a.0)))
        .map_or(UnitLevel::Province, |(id, ..)| all.all[*id].level);
    level_scores[city as usize] += votes.city;
    // A unit above those named: all communes of the examples lie in one province.
    let common_above = |level: UnitLevel| {
        let mut above: BTreeMap<UnitId, f64> = BTreeMap::new();
        let mut total = 0.0;
        for (&id, weight) in votes.units.iter().filter(|(id, _)| all.all[**id].level > level) {
            total += weight;
            let at_level = all.chain(id, day).into_iter().find(|&a| all.all[a].level == level);
            *above.entry(at_level.unwrap_or(id)).or_default() += weight;
        }
        let (id, weight) = above.into_iter().max_by(|a, b| a.1.total_cmp(&b.1))?;
        (all.all[id].level == level && weight >= 0.6 * total).then_some(id)
    };
    for level in [UnitLevel::Province, UnitLevel::District, UnitLevel::Commune] {
        let best = votes.best_name(level);
        level_scores[level as usize] += best;
        if best == 0.0 && best_at(level, None).is_none() && common_above(level).is_none() {
            // Words of a level without any unit of it decide nothing.
            level_scores[level as usize] *= 0.3;
        }
    }
    // A digest: several districts act, none alone is in the headline. The unit above them is meant.
    for level in [UnitLevel::Commune, UnitLevel::District] {
        let acting = votes.acting.get(&level);
        let opening = votes.opening.get(&level).filter(|_| acting.is_some());
        let names: BTreeSet<&String> = acting.into_iter().chain(opening).flatten().collect();
        let titled = || {
            let title = doc.article.title.as_deref().map(str::to_lowercase);
            // `Ý Yên và Vụ Bản tổng kết …` is about both.
            let one =
                |title: String| names.iter().filter(|n| title.contains(n.as_str())).count() == 1;
            title.is_some_and(one)
        };
        if names.len() > 1 && !titled() {
            // Since the reform communes lie in the province.
            let reformed = day.is_some_and(|day| day >= reform());
            let above = if reformed { 0 } else { level as usize - 1 };
            level_scores[above] = level_scores[above].max(level_scores[level as usize] + 1.0);
        }
    }
    // News of several provinces belong to none.
    if votes.acting.get(&UnitLevel::Province).is_some_and(|names| names.len() > 1) && !votes.titled
    {
        return geography;
    }
    let own = [UnitLevel::Commune, UnitLevel::District, UnitLevel::Province]
        .into_iter()
        .filter(|&l| level_scores[l as usize] > 0.0)
        .max_by(|&a, &b| level_scores[a as usize].total_cmp(&level_scores[b as usize]));
    let Some(own) = own else { return geography };
    // A national body's event at a place named once: the venue is not where it belongs.
    let strongest = level_scores.iter().copied().fold(0.0, f64::max);
    if votes.national && (strongest < 3.0 || !votes.titled) {
        return geography;
    }
    let best = best_at(own, None).map(|(id, _)| id).or_else(|| common_above(own));
    // Several units of that name, and nothing tells which: Chợ Mới, Châu Thành.
    let namesakes = |id: UnitId| -> Vec<UnitId> {
        let weight = |id: UnitId| support.iter().find(|s| s.0 == id).map_or(0.0, |s| s.2);
        let (unit, own) = (&all.all[id], weight(id));
        let same =
            |other: &Unit| other.level == unit.level && name_key(other.name) == name_key(unit.name);
        let equal = support.iter().filter(|s| same(&all.all[s.0]) && (s.2 - own).abs() < 1e-6);
        equal.map(|s| s.0).collect()
    };
    let (best, open) = match best.map(|id| (id, namesakes(id))) {
        Some((_, same)) if same.len() > 1 => {
            match votes.holder_of_all(&same, day).or_else(|| votes.below_those_acting(&same, day)) {
                Some(told) => (Some(told), Vec::new()),
                None => (None, same),
            }
        }
        _ => (best, Vec::new()),
    };
    if let Some(&id) = open.first() {
        let kind = |id: UnitId| all.all[id].kind(day);
        let known = geography.known_as(id);
        let name = known.title.strip_prefix(kind(id)).unwrap_or(&known.title).trim_start();
        // `Kỳ Anh` alone is neither the huyện nor the thị xã.
        let title = match votes.typed.get(&id) {
            Some(printed) => format!("{} {name}", printed.word()),
            None if open.iter().all(|&other| kind(other) == kind(id)) => known.title,
            None => name.to_owned(),
        };
        geography.chain[own as usize] = Some(Resolved { title, id: None });
        geography.own = Some(own);
    } else if let Some(id) = best {
        for above in all.chain(id, day) {
            let unit = &all.all[above];
            geography.chain[unit.level as usize] = Some(geography.known_as(above));
        }
        geography.own = Some(own);
    } else if let Some(((kind, name), _)) = votes
        .unknown
        .iter()
        .filter(|((k, _), _)| k.level() == own)
        .max_by(|a, b| a.1.total_cmp(b.1))
    {
        geography.chain[own as usize] =
            Some(Resolved { title: format!("{} {name}", kind.word()), id: None });
        geography.own = Some(own);
        if let Some((id, _)) =
            best_at(UnitLevel::Province, None).filter(|_| own > UnitLevel::Province)
        {
            geography.chain[0] = Some(geography.known_as(id));
        }
    }
    // Units below the own one that the text speaks of once and alone: `UBND thị xã` may be
    // settled by the only commune named that lies in one.
    if cluster && doc.kinds.first() == Some(&LineKind::Title) {
        geography.own = None;
    }
    geography
}
