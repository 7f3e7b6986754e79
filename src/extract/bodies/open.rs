//! Bodies with an open name, which goes on behind its head: `Ban Chỉ đạo …`, `Trung tâm …`,
//! `Đồn Biên phòng Nậm Na`.

use super::forces::army_unit;
use super::heads::{bloc_tail, committee_follows, committee_owner};
use super::institutions::institution;
use super::{BodyMention, Head, place_at, place_or_own, simple};
use crate::extract::doc::{Doc, clean};
use crate::extract::places::{PlaceRef, mention, title_case, type_word};
use crate::reference::lexicon::{BodyClass, Entry};
use crate::reference::units::UnitLevel;
use crate::text::letters::capitalized;
use crate::text::phrases::{Phrases, phrases};
use crate::text::token::{Shape, Tokens};

/// Words that end the open tail of a body's name.
pub(super) const TAIL_ENDS: &Phrases = &Phrases::new(&[
    "đã",
    "ở",
    "chúc mừng",
    "trực thuộc",
    "tổ chức",
    "kiểm tra",
    "đề nghị",
    "tham mưu",
    "ban hành",
    "do",
    "là",
    "có",
    "cùng",
    "phối hợp",
    "chủ trì",
    "được",
    "cho",
    "tại",
    "để",
    "trong",
    "nhằm",
    "theo",
    "về việc",
    "tiếp tục",
    "triển khai",
    "dự",
    "cần",
    "sẽ",
    "với",
    "gồm",
    "khen thưởng",
    "tặng",
    "trao",
    "biểu dương",
    "vừa",
    "cũng",
    "luôn",
    "ký",
    "đăng ký",
    "tích cực",
    "hưởng ứng",
    "quan tâm",
    "đạt",
    "giành",
    "đoạt",
    "báo cáo",
    "yêu cầu",
    "diễn ra",
    "nhấn mạnh",
    "phát biểu",
    "chia sẻ",
    "tham luận",
    "trình bày",
    "ủng hộ",
    "cho biết",
    "và ông",
    "và bà",
    "và anh",
    "và chị",
    "và cô",
    "đồng chí",
    "làm",
    "từ",
    "ngày",
    "năm",
    "quý",
    "họp",
]);

/// First words of the bodies that are not whole in the vocabulary: departments, cells of the
/// party, and those of [`open_body`].
pub(super) const OPEN_HEADS: &Phrases = &Phrases::new(&[
    "sở",
    "phòng",
    "chi",
    "đại",
    "quân",
    "sư",
    "lữ",
    "trung",
    "binh",
    "hải",
    "đoàn",
    "đồn",
    "khối",
    "ban",
    "bcđ",
    "bch",
    "tổ",
    "tiểu",
    "trường",
    "bệnh",
    "công",
    "nhà",
    "xí",
    "học",
    "khoa",
    "vụ",
    "cục",
    "hội",
    "báo",
    "trại",
    "vùng",
    "bộ",
    "cụm",
    "ủy",
]);

/// Bodies whose name is open: Ban Chỉ đạo …, Tổ công tác …, Trung tâm …, Quân khu N, Đồn Biên
/// phòng X, Khối các cơ quan …, Cụm thi đua N, Đoàn xã.
pub(super) fn open_body(doc: &Doc<'_>, i: usize) -> Option<BodyMention> {
    let tokens = &doc.tokens;
    let made = |name: String, place: PlaceRef, end: usize, explicit: bool, levels: &'static str| {
        Some(BodyMention {
            name,
            place,
            tokens: i..end,
            class: BodyClass::Open,
            levels,
            explicit,
            bare_organ: false,
            near: None,
        })
    };
    let titled = i > 0 && matches!(tokens.low(i - 1), "trưởng" | "phó");
    let small_head =
        matches!(tokens.low(i), "tổ" | "ban" | "đồn" | "tiểu") || titled && is_led(tokens.low(i));
    if !tokens.is_capital(i) && !small_head {
        return None;
    }
    if let Some(unit) = army_unit(doc, i) {
        return Some(unit);
    }
    if let Some(at) = tokens.any_phrase(i, phrases!["đồn biên phòng", "đồn bp"]) {
        return border_post(doc, i, at);
    }
    // `Ban Chỉ huy Phòng thủ khu vực 1 – Gia Viên`: of the forces, since 2025.
    if let Some(at) =
        tokens.any_phrase(i, phrases!["ban chỉ huy phòng thủ khu vực", "bch phòng thủ khu vực",])
    {
        let mut end = at + usize::from(tokens.shape(at) == Shape::Digits);
        let dash = matches!(tokens.raw(end), "-" | "–");
        if end > at && dash {
            end += 1;
        }
        while tokens.is_capital(end) && end < at + 6 {
            end += 1;
        }
        let tail = clean(tokens.slice(at..end)).replace('–', "-");
        let name = format!("Ban Chỉ huy Phòng thủ khu vực {tail}");
        return made(name.trim_end().to_owned(), PlaceRef::Nation, end, true, "");
    }
    // `Đoàn xã`, `Đoàn phường Thới Sơn`
    if tokens.low(i) == "đoàn"
        && let Some((kind, _)) = type_word(tokens, i + 1)
        && kind.level() == UnitLevel::Commune
        && let Some((place, end)) = place_at(doc, i + 1)
    {
        return made(format!("Đoàn {}", kind.word()), place, end, true, "C");
    }
    if let Some(cluster) = cluster(doc, i) {
        return Some(cluster);
    }
    if tokens.low(i) == "khối" {
        let (name, place, end, explicit) = bloc_tail(doc, i)?;
        return made(name, place, end, explicit, "P");
    }
    if let Some(at) = tokens.any_phrase(
        i,
        phrases![
            "ban chỉ đạo",
            "bcđ",
            "tổ công tác",
            "ban vận động",
            "ban tổ chức hội thi",
            "tiểu ban"
        ],
    ) {
        // `Ban Chỉ đạo Tây Nguyên`: whole in the vocabulary.
        let national = |e: &Entry| matches!(e, Entry::Body { class: BodyClass::National, .. });
        if doc.entries(i).any(|(_, e)| national(e)) {
            return None;
        }
        let steering = tokens.raw(i) == "BCĐ" || tokens.low(i + 1) == "chỉ" && at == i + 3;
        if steering && let Some(bare) = bare_steering(doc, i, at) {
            return Some(bare);
        }
        if tokens.raw(i) == "BCĐ" {
            let found = open_tail(doc, at)?;
            return made(format!("Ban Chỉ đạo {}", found.0), found.1, found.2, found.3, "");
        }
        let head = match tokens.low(i + 1) {
            _ if tokens.low(i) == "tổ" => "Tổ công tác",
            _ if tokens.low(i) == "tiểu" => "Tiểu ban",
            "chỉ" => "Ban Chỉ đạo",
            "vận" => "Ban Vận động",
            _ => return made("Ban Tổ chức Hội thi".into(), PlaceRef::Own, at, false, ""),
        };
        // `Ban Chỉ đạo tỉnh về thực hiện phong trào …`: the unit stands inside the name.
        if let Some((place, next)) = place_at(doc, at)
            && tokens.any_phrase(next, phrases!["về", "thực hiện"]).is_some()
            && let Some((tail, _, end, _)) = open_tail(doc, next)
        {
            return made(format!("{head} {tail}"), place, end, true, "");
        }
        let found = open_tail(doc, at)?;
        return made(format!("{head} {}", found.0), found.1, found.2, found.3, "");
    }
    if let Some(at) = tokens.any_phrase(
        i,
        phrases![
            "trung tâm",
            "trường",
            "đại học",
            "bệnh viện",
            "công ty",
            "nhà máy",
            "xí nghiệp",
            "khoa",
            "ban quản lý",
        ],
    ) && (tokens.is_capital(i) || titled)
        && (tokens.is_capital(at) || tokens.low(i) == "ban")
        && (tokens.low(i) != "trường" || is_school(tokens, at))
        && !(tokens.low(i) == "khoa" && names_person(doc, i))
    {
        let known = doc.entries(i).any(|(_, e)| matches!(e, Entry::Body { .. }));
        if !known {
            let (tail, place, end, explicit) = open_tail(doc, at)?;
            // `Trung tâm … quốc gia`, `Công ty … Việt Nam`: of the nation.
            let nation = ["quốc gia", "Quốc gia", "Trung ương", "Việt Nam"];
            let of_nation = nation.iter().any(|w| tail.ends_with(w)) || tail.contains("Quân khu");
            let place = if !explicit && of_nation { PlaceRef::Nation } else { place };
            // `Đảng ủy Đại học Tây Nguyên` in an article of a district: of the province.
            let head = capitalized(&clean(tokens.slice(i..at)));
            let university = head == "Đại học" || tail.starts_with("Đại học");
            let levels = if university { "P" } else { "" };
            return made(format!("{head} {tail}"), place, end, explicit, levels);
        }
    }
    institution(doc, i)
}

/// Units or agencies that compete with one another: `Cụm thi đua số 2`, `Khối thi đua 18 thành phố`,
/// `Cụm thi đua 3 UBND TPHCM`. It is of the unit that set it up, as its article is.
fn cluster(doc: &Doc<'_>, i: usize) -> Option<BodyMention> {
    let tokens = &doc.tokens;
    let at = tokens.any_phrase(i, phrases!["cụm thi đua", "khối thi đua"])?;
    let number = at + usize::from(tokens.low(at) == "số");
    if tokens.shape(number) != Shape::Digits {
        return None;
    }
    let end = number + 1;
    let founders = phrases!["ubnd", "ủy ban nhân dân", "hội đồng thi đua - khen thưởng"];
    let (place, end, _) = place_or_own(doc, tokens.any_phrase(end, founders).unwrap_or(end));
    let kind = if tokens.low(i) == "cụm" { "Cụm" } else { "Khối" };
    let head = Head { name: "", class: BodyClass::Open, levels: "", start: i, end };
    let name = format!("{kind} thi đua {}", clean(tokens.slice(at..number + 1)));
    // The unit of an office before it (`Chủ tịch UBND Quận 7, Cụm trưởng Cụm thi đua 3`) is not its own.
    Some(BodyMention { name, ..simple(&head, place, end, true) })
}

/// A border post, which bears the name of its place and guards several communes: `Đồn Biên phòng
/// Nậm Na, tỉnh Đắk Nông`.
pub(super) fn border_post(doc: &Doc<'_>, i: usize, at: usize) -> Option<BodyMention> {
    let tokens = &doc.tokens;
    let bare = mention(doc, at).filter(|found| found.kind.is_none());
    let line_end = tokens.lines[tokens.line_of(i)].end;
    // `Đồn Biên phòng cửa khẩu quốc tế Dinh Bà`
    let gate = tokens.any_phrase(at, phrases!["cửa khẩu quốc tế", "cửa khẩu cảng", "cửa khẩu"]);
    let from = gate.unwrap_or(at);
    let most = (from + 4).min(line_end);
    let shaped = (from..most).find(|&t| !tokens.is_capital(t)).unwrap_or(most);
    let end = bare.map_or(shaped, |found| found.tokens.end.max(shaped));
    if end == from {
        return None;
    }
    let name = format!("Đồn Biên phòng {}", title_case(&clean(tokens.slice(at..end))));
    // `, tỉnh Đắk Nông`, `(huyện Đông Giang)`
    let behind = end + usize::from(matches!(tokens.raw(end), "," | "("));
    let (place, end, explicit) = match place_at(doc, behind) {
        Some((place @ PlaceRef::Named(_), after)) => (place, after, true),
        _ => (PlaceRef::Own, end, false),
    };
    let head = Head { name: "", class: BodyClass::Open, levels: "", start: i, end };
    Some(BodyMention { name, ..simple(&head, place, end, explicit) })
}

/// A steering committee that was named in full elsewhere: `Trưởng Ban Chỉ đạo huyện`, `Phó BCĐ`.
pub(super) fn bare_steering(doc: &Doc<'_>, i: usize, at: usize) -> Option<BodyMention> {
    let tokens = &doc.tokens;
    let (place, end, explicit) = place_or_own(doc, at);
    let class = matches!(tokens.low(at), "các" | "cấp" | "những" | "từng" | "trên" | "của");
    let named = open_tail(doc, end).is_some();
    if class || named {
        return None;
    }
    let head = Head { name: STEERING, class: BodyClass::Open, levels: "", start: i, end };
    Some(simple(&head, place, end, explicit))
}

/// A steering committee without what it steers.
pub(super) const STEERING: &str = "Ban Chỉ đạo";

/// Small heads behind a title: `Trưởng khoa X`, `Phó Hiệu trưởng trường Chính trị`.
fn is_led(head: &str) -> bool {
    matches!(head, "khoa" | "trường")
}

/// `Nguyễn Khoa Hải`: the family name stands before.
fn names_person(doc: &Doc<'_>, i: usize) -> bool {
    i > 0
        && !doc.tokens.glued(i)
        && doc.entries(i - 1).any(|(m, e)| matches!(e, Entry::FamilyName) && m.end == i)
}

/// What a school is called: not the given name in `Đinh Trường Thọ`.
pub(super) fn is_school(tokens: &Tokens<'_>, i: usize) -> bool {
    matches!(
        tokens.low(i),
        "thpt"
            | "thcs"
            | "th"
            | "tiểu"
            | "mầm"
            | "mẫu"
            | "đại"
            | "cao"
            | "trung"
            | "phổ"
            | "cán"
            | "quân"
            | "sĩ"
            | "ptdt"
            | "ptdtbt"
            | "ptdtnt"
            | "chính"
            | "dân"
            | "dạy"
            | "giáo"
    )
}

/// The words of an open name up to its unit, a mark or a verb; then the unit.
pub(super) fn open_tail(doc: &Doc<'_>, i: usize) -> Option<(String, PlaceRef, usize, bool)> {
    /// `Quy chế dân chủ ở cơ sở và Phong trào thi đua “Dân vận khéo” tỉnh`
    const LONGEST: usize = 24;
    let tokens = &doc.tokens;
    let line_end = tokens.lines[tokens.line_of(i)].end;
    // `Ban Chỉ đạo (BCĐ) thực hiện …`: the head's own abbreviation.
    let i = if is_abbreviated(tokens, i) { i + 3 } else { i };
    let mut at = i;
    let mut quoted = false;
    let mut place = None;
    while at < line_end && at < i + LONGEST {
        let raw = tokens.raw(at);
        if matches!(raw, "“" | "”" | "\"" | "«" | "»") {
            quoted = raw == "“" || raw == "«" || raw == "\"" && !quoted;
            at += 1;
            if !quoted && !matches!(raw, "“" | "«") {
                continue;
            }
            continue;
        }
        if !quoted {
            // `Quy chế dân chủ (QCDC) ở cơ sở`
            if at > i && is_abbreviated(tokens, at) {
                at += 3;
                continue;
            }
            if matches!(raw, "." | ";" | ":" | "(" | ")" | "…" | "!" | "?") {
                break;
            }
            // A comma or dash goes on only between capitalized parts (Văn hóa, Thể thao …).
            if matches!(raw, "," | "-" | "–") && !joins_name(tokens, at) {
                break;
            }
            // `Ban Chỉ đạo cấp huyện`, `Ban Chỉ đạo các xã`: classes.
            let class =
                matches!(tokens.low(at), "cấp" | "các" | "từng") && next_is_unit(tokens, at);
            if at == i && class {
                return None;
            }
            // `Ban Chỉ đạo tổng kết 10 năm thực hiện Kết luận 62-KL/TW`
            if at > i && tokens.shape(at - 1) == Shape::Digits && tokens.low(at) == "năm" {
                at += 1;
                continue;
            }
            // `Ban Chỉ đạo ngày “Biên phòng toàn dân”`: a word of time may open the name.
            let opens = at == i && matches!(tokens.low(at), "ngày" | "năm");
            // `Quy chế dân chủ ở cơ sở`
            let base = at > i && tokens.phrase(at, "ở cơ sở").is_some();
            // `Văn phòng Đăng ký đất đai`: with a capital the word is of the name.
            let of_name = opens || base || tokens.shape(at) == Shape::Initial;
            if !of_name && tokens.any_phrase(at, TAIL_ENDS).is_some() {
                break;
            }
            if at > i
                && tokens.is_capital(at)
                && tokens.any_phrase(at, phrases!["học viện", "trường", "trung tâm"]).is_some()
            {
                break;
            }
            // `Hướng dẫn của Cục Chính trị Quân khu 4 về thực hiện …`; `Ban Chỉ đạo về quy chế dân chủ`
            let steers = matches!(tokens.low(i.wrapping_sub(1)), "đạo" | "bcđ" | ")");
            if at > i && !steers && tokens.low(at) == "về" {
                break;
            }
            // `Ban Chỉ đạo … của tỉnh`
            if tokens.low(at) == "của" {
                place = place_at(doc, at + 1);
                break;
            }
            if let Some(found) = place_at(doc, at) {
                place = Some(found);
                break;
            }
            if at > i && committee_follows(doc, at) {
                break;
            }
            // A person or another body begins.
            if at > i && starts_office(doc, at) {
                break;
            }
        }
        at += 1;
    }
    if at == i {
        return None;
    }
    let mut end = at;
    while end > i && (matches!(tokens.raw(end - 1), "," | "-" | "–") || tokens.low(end - 1) == "và")
    {
        end -= 1;
    }
    let printed = (i..end).find(|&t| is_abbreviated(tokens, t));
    let name = match printed {
        Some(t) => [tokens.slice(i..t), tokens.slice(t + 3..end)].join(" "),
        None => tokens.slice(i..end).to_owned(),
    };
    let name = expand_abbreviations(&clean(&name));
    match place {
        Some((place, after)) => Some((name, place, after, true)),
        None => match committee_owner(doc, at) {
            Some(owner) => {
                Some((format!("{name} {}", owner.name), owner.place, owner.tokens.end, true))
            }
            None => Some((name, PlaceRef::Own, end, false)),
        },
    }
}

/// An abbreviation in brackets behind what it is of: `(QCDC)`.
pub(super) fn is_abbreviated(tokens: &Tokens<'_>, i: usize) -> bool {
    tokens.raw(i) == "(" && tokens.shape(i + 1) == Shape::Upper && tokens.raw(i + 2) == ")"
}

/// `cấp huyện`, `các xã, thị trấn`, `các cấp`
pub(super) fn next_is_unit(tokens: &Tokens<'_>, i: usize) -> bool {
    type_word(tokens, i + 1).is_some() || matches!(tokens.low(i + 1), "cấp" | "địa" | "cơ")
}

pub(super) fn starts_office(doc: &Doc<'_>, i: usize) -> bool {
    doc.tokens.is_capital(i)
        && doc.entries(i).any(|(m, e)| matches!(e, Entry::Office { .. }) && m.end > i + 1)
}

/// Whether a comma or dash joins two capitalized parts of one name.
pub(super) fn joins_name(tokens: &Tokens<'_>, i: usize) -> bool {
    let spaced_dash = matches!(tokens.raw(i), "-" | "–");
    tokens.is_capital(i + 1)
        && i > 0
        && tokens.is_word(i - 1)
        && (spaced_dash || tokens.find(i + 1..(i + 5).min(tokens.len()), phrases!["và"]).is_some())
}

/// Abbreviations inside open names, written out.
pub fn expand_abbreviations(name: &str) -> String {
    const LONG: &[(&str, &str)] = &[
        ("QCDC", "Quy chế dân chủ"),
        ("NTM", "nông thôn mới"),
        ("DVK", "Dân vận khéo"),
        ("UBND", "Ủy ban nhân dân"),
        ("HĐND", "Hội đồng nhân dân"),
        ("MTTQ", "Mặt trận Tổ quốc"),
        ("LLVT", "lực lượng vũ trang"),
        ("DTTS", "dân tộc thiểu số"),
        ("KT-XH", "kinh tế - xã hội"),
        ("QP-AN", "quốc phòng - an ninh"),
        ("CTDV", "công tác dân vận"),
        ("ĐTVM", "đô thị văn minh"),
        ("CCHC", "cải cách hành chính"),
        ("CĐS", "chuyển đổi số"),
        ("TDĐKXDĐSVH", "Toàn dân đoàn kết xây dựng đời sống văn hóa"),
        ("VH", "VH"),
    ];
    name.split(' ')
        .map(|w| LONG.iter().find(|(short, _)| *short == w).map_or(w, |(_, long)| *long))
        .collect::<Vec<_>>()
        .join(" ")
}
