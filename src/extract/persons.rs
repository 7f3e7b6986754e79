//! Mentions of persons with the offices printed beside them.

use std::ops::Range;

use super::bodies::Bodies;
use super::doc::Doc;
use super::facts::Standing;
use super::offices::{Chain, FORMER, Office, chain};
use super::places::{Geography, mention, printed_name, type_word};
use crate::article::LineKind;
use crate::reference::lexicon::Entry;
use crate::text::index::TokenSet;
use crate::text::name::name_end;
use crate::text::phrases::{Phrases, phrases};
use crate::text::token::{Shape, Tokens};

/// A person named in the text.
#[derive(Debug, Clone)]
pub struct PersonMention {
    /// Full name; for short mentions (`Bà Ngọc`) the words printed.
    pub name: String,
    /// The tokens of the name.
    pub name_tokens: Range<usize>,
    /// Name and offices, honorific included: the block that the verbs around speak of.
    pub block: Range<usize>,
    /// Offices printed beside the name.
    pub offices: Vec<Office>,
    /// An honorific, an office or a rank shows it to be a person of the meeting.
    pub honoured: bool,
    /// Only a given name or an office: refers to a person named before.
    pub short: bool,
}

/// `đồng chí`, `đ/c`, `ông`, ranks, degrees.
const HONORIFICS: &Phrases = &Phrases::new(&[
    "các đồng chí",
    "hai đồng chí",
    "ba đồng chí",
    "các ông",
    "các bà",
    "đồng chí",
    "đ / c",
    "đ . c",
    "đôngg chí",
    "đồng chi",
    "ông",
    "bà",
    "anh",
    "chị",
    "cô",
    "thầy",
    "chú",
    "cụ",
    "già làng",
    "báo cáo viên",
    "bác sĩ",
    "bác sỹ",
    "tiến sĩ",
    "tiến sỹ",
    "thạc sĩ",
    "thạc sỹ",
    "kỹ sư",
    "luật sư",
    "đại biểu",
    // Ranks and degrees.
    "đại tướng",
    "thượng tướng",
    "trung tướng",
    "thiếu tướng",
    "đại tá",
    "thượng tá",
    "trung tá",
    "thiếu tá",
    "đại úy",
    "thượng úy",
    "trung úy",
    "thiếu úy",
    "chuẩn đô đốc",
    "phó đô đốc",
    "đô đốc",
    "bsckii",
    "bscki",
    "pgs . ts",
    "gs . ts",
    "ts",
    "ths",
    "pgs",
    "gs",
    "bs",
    "ks",
]);

/// Words in front of a name; the index after them.
#[inline]
pub fn honorific(tokens: &Tokens<'_>, i: usize) -> Option<usize> {
    if tokens.may_begin(i, HONORIFICS) { read_honorific(tokens, i) } else { None }
}

/// Tokens at which words in front of a name may stand: before most there are none.
fn honorifics<'d>(doc: &'d Doc<'_>) -> &'d TokenSet {
    doc.honorifics.get_or_init(|| doc.tokens.beginning(HONORIFICS))
}

fn read_honorific(tokens: &Tokens<'_>, i: usize) -> Option<usize> {
    // `đồng chí Thượng tá, ThS.`: a few at most.
    let mut at = i;
    for _ in 0..6 {
        let Some(next) = tokens.any_phrase(at, HONORIFICS) else { break };
        at = next;
        if matches!(tokens.raw(at), "." | ":") && tokens.glued(at) {
            at += 1;
        }
    }
    (at > i).then_some(at)
}

/// Honorifics that a list follows.
const PLURAL: &Phrases = &Phrases::new(&[
    "các đồng chí",
    "hai đồng chí",
    "ba đồng chí",
    "các đ / c",
    "các ông",
    "các bà",
    "các vị",
]);

/// Whether the honorific before a token makes a list follow: `các đồng chí`.
fn plural_honorific(tokens: &Tokens<'_>, i: usize) -> bool {
    i >= 3 && tokens.phrase(i - 3, "các đồng chí").is_some()
}

/// Words before a name that make it part of another name: streets, schools, houses.
const INSTITUTIONS: &[&str] = &[
    "đường",
    "phố",
    "trường",
    "thpt",
    "thcs",
    "học",
    "chợ",
    "cầu",
    "quỹ",
    "giải",
    "lăng",
    "viện",
    "tích",
    "khu",
    "ngõ",
    "hẻm",
    "tượng",
    "đền",
    "chùa",
    "thưởng",
    "mang",
    "làng",
    "thôn",
    "họ",
];

/// Persons of history, never officials of an article.
const HISTORICAL: &[&str] = &[
    "hồ chí minh",
    "nguyễn ái quốc",
    "võ nguyên giáp",
    "lê duẩn",
    "trường chinh",
    "phạm văn đồng",
    "tôn đức thắng",
    "nguyễn tất thành",
    "phan đăng lưu",
    "trần phú",
    "lê hồng phong",
    "nguyễn thị minh khai",
    "hoàng văn thụ",
    "nguyễn văn cừ",
    "trần hưng đạo",
    "nguyễn huệ",
    "lý thường kiệt",
    "nguyễn văn trỗi",
    "phan bội châu",
    "phan châu trinh",
    "hùng vương",
    "quang trung",
];

/// All mentions of persons, in order of the text.
pub fn persons(doc: &Doc<'_>, bodies: &Bodies, geography: &Geography) -> Vec<PersonMention> {
    let mut all = Vec::new();
    let tokens = &doc.tokens;
    let names_at = tokens.beginning(FORMER).or(honorifics(doc)).or(&doc.names_at);
    for sentence in &doc.tokens.sentences {
        if sentence.is_empty() || doc.kind_at(sentence.start) == LineKind::Byline {
            continue;
        }
        sentence_persons(doc, bodies, geography, sentence.clone(), &names_at, &mut all);
    }
    all
}

fn sentence_persons(
    doc: &Doc<'_>,
    bodies: &Bodies,
    geography: &Geography,
    sentence: Range<usize>,
    names_at: &TokenSet,
    all: &mut Vec<PersonMention>,
) {
    let tokens = &doc.tokens;
    let mut chains: Vec<Chain> = Vec::new();
    let mut names: Vec<(Range<usize>, bool)> = Vec::new();
    // Where the last office, name or unit ended.
    let mut read = sentence.start;
    let mut next = sentence.start;
    while let Some(i) = names_at.first(next..sentence.end) {
        if let Some(found) = chain(doc, bodies, geography, i) {
            read = found.tokens.end;
            next = read;
            let behind_name = names.last().is_some_and(|(n, _)| found.tokens.start <= n.end + 2);
            let before_name =
                name_at(doc, bodies, std::slice::from_ref(&found), sentence.start, read).is_some();
            chains.extend(split_chain(tokens, found, behind_name && before_name));
            continue;
        }
        // `đường Nguyễn Văn Cừ`: what was refused does not begin one word later.
        let inside = || i > read && tokens.shape(i - 1) == Shape::Initial && !tokens.glued(i);
        if tokens.is_capital(i)
            && !(inside() && honorific(tokens, i - 1).is_none())
            && let Some(end) = name_at(doc, bodies, &chains, sentence.start, i)
        {
            let honoured =
                honoured_before(doc, sentence.start, i) || listed_after_plural(tokens, &names, i);
            names.push((i..end, honoured));
            read = end;
            next = read;
            continue;
        }
        // Typed units and bodies hold no names: phường Hoàng Văn Thụ.
        if type_word(tokens, i).is_some()
            && let Some(unit) = mention(doc, i)
        {
            read = unit.tokens.end;
            next = read;
            continue;
        }
        next = i + 1;
    }
    link(doc, &sentence, &chains, &names, names_at, all);
}

/// `các đồng chí A, B và C`: the honorific of the first is that of all.
fn listed_after_plural(tokens: &Tokens<'_>, names: &[(Range<usize>, bool)], i: usize) -> bool {
    let Some((last, true)) = names.last() else { return false };
    let joined = (last.end..i).all(|t| matches!(tokens.low(t), "," | "và" | "cùng"));
    let opens = |name: &Range<usize>| {
        let at =
            if tokens.raw(name.start.wrapping_sub(1)) == ":" { name.start - 1 } else { name.start };
        (at.saturating_sub(3)..at)
            .any(|t| tokens.any_phrase(t, PLURAL).is_some_and(|end| end == at))
    };
    joined
        && last.end < i
        && names.iter().rev().take(8).any(|(name, honoured)| *honoured && opens(name))
}

/// `A - Chỉ huy trưởng Bộ CHQS tỉnh; Bí thư Thành ủy Hà Tĩnh B`: the offices behind a name go
/// up to the last semicolon (else up to the last office), the rest stands before the next name.
fn split_chain(tokens: &Tokens<'_>, whole: Chain, between_names: bool) -> Vec<Chain> {
    if !between_names || whole.offices.len() < 2 {
        return vec![whole];
    }
    let parted = |n: &usize| {
        let gap = whole.offices[n - 1].tokens.end..whole.offices[*n].tokens.start;
        tokens.find(gap, phrases![";"]).is_some()
    };
    let cut = (1..whole.offices.len()).rev().find(parted).unwrap_or(whole.offices.len() - 1);
    let (front, back) = whole.offices.split_at(cut);
    [front, back]
        .map(|offices| Chain {
            tokens: offices[0].tokens.start..offices[offices.len() - 1].tokens.end,
            offices: offices.to_vec(),
            plural: false,
        })
        .to_vec()
}

/// Whether an honorific or rank stands right before a token.
fn honoured_before(doc: &Doc<'_>, from: usize, i: usize) -> bool {
    let tokens = &doc.tokens;
    honorifics(doc).within(i.saturating_sub(6).max(from)..i).any(|at| {
        honorific(tokens, at).is_some_and(|end| end == i || end + 1 == i && tokens.raw(end) == ":")
    })
}

/// The name that begins at a token.
#[inline]
fn name_at(
    doc: &Doc<'_>,
    bodies: &Bodies,
    chains: &[Chain],
    from: usize,
    i: usize,
) -> Option<usize> {
    if !doc.tokens.is_capital(i) {
        return None;
    }
    read_name(doc, bodies, chains, from, i)
}

fn read_name(
    doc: &Doc<'_>,
    bodies: &Bodies,
    chains: &[Chain],
    from: usize,
    i: usize,
) -> Option<usize> {
    let tokens = &doc.tokens;
    // `Ông Dương Chí Thọ`: a form of address, though Ông is a family name too.
    if bodies.at(i).is_some() || honorific(tokens, i).is_some() {
        return None;
    }
    let family = doc.entries(i).any(|(m, e)| matches!(e, Entry::FamilyName) && m.end == i + 1);
    let honoured = honoured_before(doc, from, i);
    let after_office = chains.last().is_some_and(|c| c.tokens.end == i);
    let listed = i > from && matches!(tokens.raw(i - 1), ";" | ":");
    if !(family || honoured || after_office || listed) {
        return None;
    }
    let stop = |t: usize| {
        t > i
            && (bodies.at(t).is_some()
                || doc.entries(t).any(|(m, e)| match e {
                    Entry::Office { .. } => {
                        m.end > t + 1 || tokens.shape(t) == Shape::Upper && m.abbreviated
                    }
                    _ => false,
                }))
    };
    let end = name_end(tokens, i, stop)?;
    // Right behind an office any capitalized words could follow (`Tổ trưởng Tổ Bảo vệ`): a
    // family name, or a form of the ethnic minorities (A, Y, H', K').
    let minority =
        (i..end).any(|t| tokens.raw(t).chars().count() == 1 || tokens.raw(t).contains(['\'', '’']));
    // `; Ngọc Kim Nam – Ủy viên Ban Thường vụ`, `; H’Lim Byă, UVBTV`: an item of a list with its office.
    let with_office = listed
        && (end >= i + 3 || minority)
        && matches!(tokens.raw(end), "," | "-" | "–")
        && doc.entries(end + 1).any(|(_, e)| matches!(e, Entry::Office { .. }));
    if !(family || honoured || minority && !listed || with_office) {
        return None;
    }
    let low = &tokens.lower[tokens.list[i].start..tokens.list[end - 1].end()];
    if HISTORICAL.contains(&low) {
        return None;
    }
    if !honoured && !after_office {
        let before = if i > from { tokens.low(i - 1) } else { "" };
        let park = before == "viên" && i > from + 1 && tokens.low(i - 2) == "công";
        if park || INSTITUTIONS.contains(&before) {
            return None;
        }
        // A place of that name: Hà Nội, Lâm Đồng, Cao Lãnh.
        let place = doc.entries(i).any(|(m, e)| matches!(e, Entry::UnitName) && m.end >= end);
        // `Hoàng Giang, Phó Bí thư Tỉnh ủy`: an office behind it makes it a person.
        let office = matches!(tokens.raw(end), "," | "-" | "–")
            && doc
                .entries(end + 1)
                .any(|(m, e)| matches!(e, Entry::Office { .. }) && m.end > end + 2);
        if place && !office {
            return None;
        }
    }
    Some(end)
}

/// Ties names to the chains of offices beside them.
fn link(
    doc: &Doc<'_>,
    sentence: &Range<usize>,
    chains: &[Chain],
    names: &[(Range<usize>, bool)],
    names_at: &TokenSet,
    all: &mut Vec<PersonMention>,
) {
    let tokens = &doc.tokens;
    let mut taken = vec![false; chains.len()];
    let starts_name = |at: usize| names.iter().any(|(n, _)| n.start == at);
    let mut list: Vec<PersonMention> = Vec::new();
    let mut shared: Option<usize> = None;
    for (number, (name, honoured)) in names.iter().enumerate() {
        let mut block = block_start(doc, sentence.start, name.start)..name.end;
        let mut offices: Vec<Office> = Vec::new();
        // Behind the name: `A - Bí thư`, `A, Bí thư`, `A (Bí thư)`, `A: Bí thư`, `A là Bí thư`.
        let mut at = name.end;
        if matches!(tokens.raw(at), "-" | "–" | "—" | "," | ":" | "(" | ";") {
            at += 1;
        }
        if matches!(tokens.low(at), "là" | "hiện") {
            at += 1;
        }
        if tokens.phrase(at, "hiện là").is_some() {
            at += 2;
        }
        let behind = chains.iter().position(|c| c.tokens.start == at);
        let before = chain_before(tokens, chains, name.start);
        if let Some(n) = behind.filter(|&n| !taken[n]) {
            // `A, Chủ tịch UBND huyện B`: the office in front of the next name, unless this
            // name would go without one.
            let direct = matches!(tokens.raw(name.end), "," | ";") || at == name.end;
            let next_takes = starts_name(chains[n].tokens.end) && direct && before.is_some();
            if !next_takes {
                offices.extend(chains[n].offices.iter().cloned());
                taken[n] = true;
                block.end = chains[n].tokens.end;
            }
        }
        // In front of it: `Bí thư Huyện ủy A`, `đồng chí Phó Bí thư - A`.
        if let Some(n) = before.filter(|&n| !taken[n]) {
            taken[n] = true;
            block.start = block_start(doc, sentence.start, chains[n].tokens.start);
            let mut front = chains[n].offices.clone();
            front.append(&mut offices);
            offices = front;
            shared =
                (chains[n].plural || plural_honorific(tokens, chains[n].tokens.start)).then_some(n);
        } else if let Some(n) = shared {
            // `các Phó Bí thư Huyện ủy: A, B, C`
            let glue = names[number - 1].0.end..name.start;
            let listed = glue.len() <= 4
                && glue.clone().all(|t| {
                    matches!(
                        tokens.low(t),
                        "," | "và" | ";" | "đồng" | "chí" | "ông" | "bà" | "cùng"
                    )
                });
            let after_own = list.last().is_some_and(|p| {
                tokens.find(p.block.end..name.start, phrases![";"]).is_some()
                    && name.start - p.block.end <= 4
            });
            // `các đồng chí Ủy viên Ban Thường vụ Tỉnh ủy: A, Trưởng Ban …; B, Chủ nhiệm …`: each
            // has the shared office and his own.
            let in_turn = after_own && honorific(tokens, name.start).is_none() && {
                let gap = name.start.saturating_sub(3)..name.start;
                tokens.find(gap, phrases!["đồng chí", "ông", "bà"]).is_none()
            };
            // `bổ nhiệm các Phó Trưởng Ban X gồm: ông A, Chánh Văn phòng; ông B, …`
            let end = chains[n].tokens.end;
            let in_turn = in_turn
                || after_own
                    && chains[n].plural
                    && tokens.find(end..end + 3, phrases!["gồm"]).is_some();
            if (listed || after_own) && offices.is_empty() || in_turn {
                offices.splice(0..0, chains[n].offices.iter().cloned());
            } else if !(after_own || listed) {
                shared = None;
            }
        }
        if tokens.raw(block.end) == ")" {
            block.end += 1;
        }
        list.push(PersonMention {
            name: printed_name(tokens, name.clone()),
            name_tokens: name.clone(),
            honoured: *honoured || !offices.is_empty(),
            block,
            offices,
            short: false,
        });
    }
    appointments(tokens, chains, &taken, &mut list);
    short_mentions(doc, sentence, chains, &taken, names, names_at, &mut list);
    list.sort_by_key(|p| p.block.start);
    all.append(&mut list);
}

/// The first token of the honorific before a block.
fn block_start(doc: &Doc<'_>, from: usize, i: usize) -> usize {
    honorifics(doc)
        .within(i.saturating_sub(6).max(from)..i)
        .find(|&at| honorific(&doc.tokens, at).is_some_and(|end| end >= i && end <= i + 1))
        .unwrap_or(i)
}

/// The chain right before a name, an honorific or a dash between them.
fn chain_before(tokens: &Tokens<'_>, chains: &[Chain], i: usize) -> Option<usize> {
    chains.iter().rposition(|c| {
        let end = c.tokens.end;
        if end > i || i - end > 6 {
            return false;
        }
        if end == i {
            return true;
        }
        let mut at = end;
        let mark = tokens.raw(at);
        // `Chín Phó Chủ tịch Ủy ban MTTQ tỉnh, gồm: ông A; bà B`
        if c.plural
            && let Some(list) = (at..at + 4).find(|&t| tokens.raw(t) == ":")
        {
            at = list + 1;
        } else if matches!(mark, "-" | "–" | "—" | ":") {
            at += 1;
        } else if mark == "," {
            // `Bí thư Huyện ủy, đồng chí A`: only with an honorific, and not `thừa ủy quyền của
            // Chủ tịch UBND tỉnh, bà B`.
            let start = c.tokens.start;
            let other = start > 0
                && matches!(tokens.low(start - 1), "của" | "cho" | "quyền" | "với" | "do" | "bởi");
            return !other && honorific(tokens, at + 1) == Some(i);
        }
        at == i || honorific(tokens, at) == Some(i)
    })
}

/// Offices taken: `được bầu giữ chức Bí thư`, `làm Trưởng Ban`; the person stands before.
fn appointments(tokens: &Tokens<'_>, chains: &[Chain], taken: &[bool], list: &mut [PersonMention]) {
    for (n, found) in chains.iter().enumerate() {
        if taken[n] {
            continue;
        }
        let start = found.tokens.start;
        let cue = (start.saturating_sub(4)..start).find(|&at| {
            tokens
                .any_phrase(
                    at,
                    phrases![
                        "giữ chức vụ",
                        "giữ chức danh",
                        "giữ chức",
                        "giữ vai",
                        "làm",
                        "bầu làm",
                        "chức vụ",
                        "chức danh",
                        "là",
                        "đảm nhận nhiệm vụ",
                        "trúng cử",
                    ],
                )
                .is_some_and(|end| end == start)
        });
        let Some(cue) = cue else { continue };
        // `các đồng chí là Chủ tịch, Phó Chủ tịch Ủy ban MTTQ 8 xã`: many, not who stands before.
        let many = phrases!["các đồng chí", "các ông", "các bà", "các vị", "những người"];
        let several = (cue.saturating_sub(3)..cue).any(|t| tokens.any_phrase(t, many) == Some(cue));
        if several {
            continue;
        }
        // `do đồng chí A làm Trưởng đoàn`: a part for a day, no office.
        let before = cue.saturating_sub(6)..cue;
        let appointed = phrases!["bầu", "bổ nhiệm", "cử", "phân công", "chỉ định", "điều động"];
        let for_a_day = ["rưởng đoàn", "Tổ trưởng", "Thư ký", "Tổ phó"];
        let part = found.offices.iter().any(|o| {
            o.body.is_none() && !o.complete || for_a_day.iter().any(|w| o.title.contains(w))
        });
        if tokens.low(cue) == "làm" && part && tokens.find(before.clone(), appointed).is_none() {
            continue;
        }
        let leaves = tokens.find(before.clone(), phrases!["thôi", "miễn nhiệm", "cách chức"]);
        // `giới thiệu đồng chí A để bầu giữ chức`
        let to_elect = tokens.find(before, phrases!["để bầu", "để giới thiệu", "ứng cử"]);
        let proposed = (start.saturating_sub(10)..start).any(|at| {
            tokens
                .any_phrase(at, phrases!["ứng cử", "giới thiệu", "quy hoạch", "đề nghị", "đề cử"])
                .is_some()
        });
        let decided = tokens.find(cue.saturating_sub(3)..cue, phrases!["chỉ định", "bầu"]);
        if to_elect.is_some() || proposed && decided.is_none() {
            continue;
        }
        let standing = if leaves.is_some() { Standing::Left } else { Standing::Taken };
        let Some(person) = list.iter_mut().rev().find(|p| p.block.end <= start) else { continue };
        if start - person.block.end > 25 {
            continue;
        }
        if standing == Standing::Taken {
            for office in person.offices.iter_mut().filter(|o| o.standing == Standing::Held) {
                office.standing = Standing::Left;
            }
        }
        person.offices.extend(found.offices.iter().cloned().map(|o| Office { standing, ..o }));
    }
}

/// `đồng chí Bí thư Quận ủy nhấn mạnh`, `Bà Ngọc cho biết`, `Đồng chí yêu cầu`.
fn short_mentions(
    doc: &Doc<'_>,
    sentence: &Range<usize>,
    chains: &[Chain],
    taken: &[bool],
    names: &[(Range<usize>, bool)],
    names_at: &TokenSet,
    list: &mut Vec<PersonMention>,
) {
    let tokens = &doc.tokens;
    let mut from = sentence.start;
    while let Some(i) = names_at.first(from..sentence.end) {
        from = i + 1;
        // `Trần Anh Tuấn`: a middle name.
        if let Some((name, _)) = names.iter().find(|(n, _)| n.contains(&i)) {
            from = name.end;
            continue;
        }
        let Some(next) = honorific(tokens, i) else {
            // `Bí thư Huyện ủy nhấn mạnh`, `Tại hội nghị, Chủ tịch UBND huyện đã trao …`
            let opens = i == sentence.start || tokens.raw(i - 1) == "," && i <= sentence.start + 8;
            let n = chains.iter().position(|c| opens && c.tokens.start == i);
            if let Some(n) = n.filter(|&n| !taken[n] && !chains[n].plural) {
                let range = chains[n].tokens.clone();
                list.push(PersonMention {
                    name: String::new(),
                    name_tokens: range.clone(),
                    block: range,
                    offices: chains[n].offices.clone(),
                    honoured: true,
                    short: true,
                });
            }
            continue;
        };
        let plural = tokens.low(i) == "các";
        let made = |name: String, range: Range<usize>, offices: Vec<Office>| PersonMention {
            name,
            name_tokens: range.clone(),
            block: i..range.end,
            offices,
            honoured: true,
            short: true,
        };
        if !plural && !names.iter().any(|(n, _)| n.start == next) {
            if let Some(n) = chains.iter().position(|c| c.tokens.start == next) {
                // `Đồng chí Bí thư Huyện ủy Nguyễn Văn A`: the office of a full mention.
                if !taken[n] {
                    let range = next..chains[n].tokens.end;
                    list.push(made(String::new(), range, chains[n].offices.clone()));
                }
            } else if tokens.shape(next) == Shape::Initial
                && !tokens.is_capital(next + 1)
                && doc.bodies_free(next)
            {
                list.push(made(tokens.raw(next).to_owned(), next..next + 1, Vec::new()));
            } else if tokens.phrase(i, "đồng chí") == Some(next) && i == sentence.start {
                list.push(made(String::new(), i..next, Vec::new()));
            }
        }
        from = next.max(from);
    }
}

impl Doc<'_> {
    /// Whether no vocabulary of bodies or offices begins at a token.
    pub fn bodies_free(&self, token: usize) -> bool {
        !self.entries(token).any(|(_, e)| matches!(e, Entry::Body { .. } | Entry::Office { .. }))
    }
}
