//! Officials: persons of an article joined over their mentions, with offices and roles.

use std::collections::BTreeSet;
use std::ops::Range;

use super::bodies::{Bodies, BodyMention, body_of, committee_above};
use super::doc::Doc;
use super::facts::{Body, Meeting, Official, Part, Place, Position, Role};
use super::offices::Office;
use super::persons::{PersonMention, honorific};
use super::places::Geography;
use crate::article::LineKind;
use crate::reference::lexicon::BodyClass;
use crate::reference::units::units;
use crate::text::fold::{search_key, spelling_key};
use crate::text::phrases::{Table, phrases};
use crate::text::token::{Shape, Tokens};

/// Officials and the bodies their offices name.
pub struct Found {
    /// The officials, in order of their first mention.
    pub officials: Vec<Official>,
    /// Bodies of their offices, with the token of the mention.
    pub bodies: Vec<(Body, usize)>,
}

/// Joins the mentions of an article into officials.
pub fn officials(
    doc: &Doc<'_>,
    bodies: &Bodies,
    geography: &Geography,
    mentions: &[PersonMention],
    meetings: &[Meeting],
) -> Found {
    let mut found = Found { officials: Vec::new(), bodies: Vec::new() };
    let mut honoured: Vec<bool> = Vec::new();
    let mut last: Option<usize> = None;
    let roles = all_roles(doc, mentions);
    for (n, mention) in mentions.iter().enumerate() {
        let person = if mention.short {
            refer(bodies, geography, &found.officials, mention, last)
        } else {
            let known = named_before(bodies, geography, &found.officials, mention);
            Some(known.unwrap_or_else(|| {
                found.officials.push(Official {
                    name: mention.name.clone(),
                    key: search_key(&mention.name),
                    positions: Vec::new(),
                    roles: Vec::new(),
                    parts: Vec::new(),
                    basis: doc.basis("officials.name", mention.name_tokens.start),
                });
                honoured.push(false);
                found.officials.len() - 1
            }))
        };
        let Some(person) = person else { continue };
        last = Some(person);
        honoured[person] |= mention.honoured;
        if !mention.short {
            add_positions(doc, bodies, geography, mention, &mut found, person);
        }
        let official = &mut found.officials[person];
        for &(role, token) in &roles[n] {
            // `Dịp này, Chủ tịch UBND xã tặng Giấy khen`: who gives, not who hands over.
            let gives = role == Role::Awarded && doc.tokens.low(token) == "tặng";
            if gives && mention.short && mention.block.start == mention.name_tokens.start {
                continue;
            }
            // Who concluded goes on to stress and to ask: that is one speech.
            let weak = role == Role::Spoke && doc.tokens.low(token) != "phát";
            let concluded = official.parts.iter().any(|p| p.role == Role::Concluded);
            if weak && concluded {
                continue;
            }
            if official.parts.iter().all(|p| p.role != role) {
                official.parts.push(Part {
                    meeting: (meetings.len() == 1).then_some(0),
                    role,
                    basis: doc.basis("officials.role", token),
                });
            }
        }
    }
    finish(geography, meetings, honoured, &mut found);
    found
}

/// The person of a full name among those named before: with the same marks, else with others, for
/// articles slip in a mark (`Nguyễn Văn Hùng`, `Nguyễn Văn Hưng`), unless each is printed with offices
/// that the other has not.
fn named_before(
    bodies: &Bodies,
    geography: &Geography,
    known: &[Official],
    mention: &PersonMention,
) -> Option<usize> {
    let folded = search_key(&mention.name);
    let alike = |o: &Official| {
        o.name == mention.name || spelling_key(&o.name) == spelling_key(&mention.name)
    };
    let same = known.iter().position(|o| o.key == folded && alike(o));
    let holds = |official: &Official, office: &Office| {
        let body = office.body.as_ref().and_then(|body| bodies.body(body, geography));
        official.positions.iter().any(|position| {
            position.title == office.title && (body.is_none() || position.organization == body)
        })
    };
    let another = |official: &Official| {
        !official.positions.is_empty()
            && !mention.offices.is_empty()
            && !mention.offices.iter().any(|office| holds(official, office))
    };
    same.or_else(|| known.iter().position(|o| o.key == folded && !another(o)))
}

/// Adds the offices printed with one mention.
fn add_positions(
    doc: &Doc<'_>,
    bodies: &Bodies,
    geography: &Geography,
    mention: &PersonMention,
    found: &mut Found,
    person: usize,
) {
    for office in &mention.offices {
        // `đoàn công tác của Ban Dân vận Trung ương do Phó Trưởng ban A dẫn đầu`
        let implied = office.body.is_none() && !office.complete;
        let led;
        let printed = match &office.body {
            // `Trưởng Khối thi đua`: the bloc of the article.
            _ if office.title.ends_with("Khối") && !is_bloc(&office.body) => {
                bodies.list.iter().find(|b| b.name.starts_with("Khối ")).or(office.body.as_ref())
            }
            None if implied => {
                led = implied_body(doc, bodies, geography, office);
                led.as_ref()
            }
            body => body.as_ref(),
        };
        let placed = printed.and_then(|b| bodies.body(b, geography));
        // A cell or hamlet office counts, whether or not its commune can be told.
        let organization = placed.clone().or_else(|| {
            let hamlet = printed.filter(|b| b.class == BodyClass::Hamlet)?;
            Some(body_of(hamlet.name.clone(), Place { locality: None, locality_key: None }))
        });
        // A body that cannot be told, or a title that needs one and has none: no position.
        if printed.is_some() && organization.is_none() || printed.is_none() && implied {
            continue;
        }
        if let Some(body) = placed {
            // `Ủy viên Ban Thường vụ, Trưởng Ban Dân vận Tỉnh ủy` names the board of that committee;
            // `UVBTV` does not.
            let board = doc.tokens.find(office.tokens.clone(), phrases!["ban thường vụ"]).is_some();
            let of_party =
                |b: &BodyMention| b.class == BodyClass::Committee || b.name.starts_with("Đảng ủy ");
            if board && printed.is_some_and(of_party) {
                let name = format!("Ban Thường vụ {}", body.name);
                found.bodies.push((body_of(name, body.place.clone()), office.tokens.start));
            }
            found.bodies.push((body, office.tokens.start));
        }
        let official = &mut found.officials[person];
        let same = official
            .positions
            .iter_mut()
            .find(|p| p.title == office.title && p.organization == organization);
        match same {
            Some(position) => position.standing = position.standing.max(office.standing),
            None => official.positions.push(Position {
                title: office.title.clone(),
                organization,
                standing: office.standing,
                basis: doc.basis("officials.office", office.tokens.start),
            }),
        }
    }
}

/// Whether a body is a bloc.
fn is_bloc(body: &Option<BodyMention>) -> bool {
    body.as_ref().is_some_and(|b| b.name.starts_with("Khối"))
}

/// The body that a title without one means: the last of its kind named before it in the sentence; of
/// a board the committee (`Thay mặt Ban Thường vụ Huyện ủy, đồng chí A, Phó Bí thư`).
fn implied_body(
    doc: &Doc<'_>,
    bodies: &Bodies,
    geography: &Geography,
    office: &Office,
) -> Option<BodyMention> {
    // `Đồn trưởng` of the only post that the article names.
    if office.title.ends_with("Đồn trưởng") {
        let mut posts = bodies.list.iter().filter(|b| b.name.starts_with("Đồn "));
        let first = posts.next()?;
        return posts.all(|b| b.name == first.name).then(|| first.clone());
    }
    let sentence = doc.sentence(office.tokens.start);
    let board = |b: &BodyMention| {
        b.name.starts_with("Ban Thường vụ ") || b.name.starts_with("Thường trực ")
    };
    let fits = |b: &&BodyMention| match office.title.trim_start_matches("nguyên ") {
        title if title.ends_with("Ban") || title.contains("Trưởng Ban") => {
            b.name.starts_with("Ban ") && !board(b)
        }
        title if title.ends_with("Chủ tịch") => {
            ["Ủy ban", "Hội ", STANDING_FRONT].iter().any(|head| b.name.starts_with(head))
        }
        title if title.contains("Bí thư") => {
            b.class == BodyClass::Committee || board(b) && b.name.ends_with("ủy")
        }
        _ => false,
    };
    let body = bodies.within(&(sentence.start..office.tokens.start)).filter(fits).last()?;
    // `Đoàn giám sát của Ban Thường trực Ủy ban MTTQ tỉnh do bà A, Phó Chủ tịch làm trưởng đoàn`
    if let Some(front) = body.name.strip_prefix(STANDING_FRONT) {
        return Some(BodyMention { name: front.to_owned(), ..body.clone() });
    }
    if board(body) { committee_above(body, geography) } else { Some(body.clone()) }
}

/// Before the name of the front: its standing committee.
const STANDING_FRONT: &str = "Ban Thường trực ";

/// The person a short mention means: the one with that given name or office, or the last one.
fn refer(
    bodies: &Bodies,
    geography: &Geography,
    known: &[Official],
    mention: &PersonMention,
    last: Option<usize>,
) -> Option<usize> {
    if !mention.name.is_empty() {
        let fits = |o: &Official| o.name.split(' ').next_back() == Some(mention.name.as_str());
        return only(known.iter().enumerate().filter(|(_, o)| fits(o)).map(|(n, _)| n));
    }
    if let Some(office) = mention.offices.last() {
        let body = office.body.as_ref().and_then(|b: &BodyMention| bodies.body(b, geography));
        let fits = |o: &Official| {
            o.positions
                .iter()
                .any(|p| p.title == office.title && (body.is_none() || p.organization == body))
        };
        return only(known.iter().enumerate().filter(|(_, o)| fits(o)).map(|(n, _)| n));
    }
    last
}

/// The one item of an iterator, none if there are several.
fn only(mut items: impl Iterator<Item = usize>) -> Option<usize> {
    let first = items.next()?;
    items.next().is_none().then_some(first)
}

/// Drops persons that are no officials, settles roles, orders them and makes the keys.
fn finish(geography: &Geography, meetings: &[Meeting], honoured: Vec<bool>, found: &mut Found) {
    let mut n = 0;
    let meeting = !meetings.is_empty();
    found.officials.retain_mut(|official| {
        n += 1;
        // Without a meeting there is no part in one; what was handed over was handed over.
        if !meeting {
            official.parts.retain(|p| p.role == Role::Awarded);
        }
        let has = |parts: &[Part], role: Role| parts.iter().any(|p| p.role == role);
        if has(&official.parts, Role::Attended) && official.parts.len() > 1 {
            official.parts.retain(|p| p.role != Role::Attended);
        }
        official.parts.sort_by_key(|p| (p.meeting, p.role));
        official.roles =
            official.parts.iter().map(|p| p.role).collect::<BTreeSet<_>>().into_iter().collect();
        // A dignitary without an office of state or front is a guest: Hòa thượng Thích Minh Đạo.
        let dignitary = official.name.starts_with("Thích ");
        !official.positions.is_empty()
            || meeting && honoured[n - 1] && !dignitary && !official.parts.is_empty()
    });
    let place = geography.article_place();
    for official in &mut found.officials {
        official.key = key(&official.name, &place, &official.positions);
    }
}

/// Where the person of this name belongs among namesakes: the folded name, and the nation or the
/// province of today of the article, else of the person's own body.
pub fn key(name: &str, article: &Place, positions: &[Position]) -> String {
    let province = |place: &Place| {
        let unit = units().by_key(place.locality_key.as_deref()?)?;
        units().province_of_today(unit).map(|id| units().all[id].key.as_str())
    };
    let bodies = || positions.iter().map(|position| position.organization.as_ref());
    let national = !positions.is_empty()
        && bodies().all(|body| body.is_none_or(|body| body.place.locality.is_none()));
    let own = || bodies().flatten().find_map(|body| province(&body.place));
    let domain = match national {
        true => "VN",
        false => province(article).or_else(own).unwrap_or("?"),
    };
    format!("{}@{domain}", search_key(name))
}

/// Role words. The first that fits at a place wins, so longer phrases stand first.
const ROLE_WORDS: &Table<Role> = &Table::new(&[
    ("dự và phát biểu", Role::Spoke),
    ("dự , phát biểu", Role::Spoke),
    ("phát biểu kết luận", Role::Concluded),
    ("phát biểu bế mạc", Role::Concluded),
    ("kết luận hội nghị", Role::Concluded),
    ("kết luận buổi", Role::Concluded),
    ("kết luận tại", Role::Concluded),
    ("kết luận", Role::Concluded),
    ("dự và chỉ đạo", Role::Directed),
    ("dự , chỉ đạo", Role::Directed),
    ("dự chỉ đạo", Role::Directed),
    ("tham dự và chỉ đạo", Role::Directed),
    ("đến dự và chỉ đạo", Role::Directed),
    ("về dự và chỉ đạo", Role::Directed),
    ("về dự , chỉ đạo", Role::Directed),
    ("tới dự và chỉ đạo", Role::Directed),
    ("tới dự , chỉ đạo", Role::Directed),
    ("đến dự , chỉ đạo", Role::Directed),
    ("tham dự , chỉ đạo", Role::Directed),
    ("đồng chủ trì", Role::Chaired),
    ("chủ trì", Role::Chaired),
    ("chủ tọa", Role::Chaired),
    ("điều hành", Role::Chaired),
    ("làm trưởng đoàn", Role::Attended),
    ("phát biểu", Role::Spoke),
    ("nhấn mạnh", Role::Spoke),
    ("khẳng định", Role::Spoke),
    ("đề nghị", Role::Spoke),
    ("yêu cầu", Role::Spoke),
    ("ghi nhận", Role::Spoke),
    ("đánh giá cao", Role::Spoke),
    ("tuyên dương", Role::Spoke),
    ("biểu dương", Role::Spoke),
    ("chia sẻ", Role::Spoke),
    ("cho biết", Role::Spoke),
    ("lưu ý", Role::Spoke),
    ("bày tỏ", Role::Spoke),
    ("chúc mừng", Role::Spoke),
    ("mong muốn", Role::Spoke),
    ("nêu rõ", Role::Spoke),
    ("chỉ rõ", Role::Spoke),
    ("nêu kinh nghiệm", Role::Spoke),
    ("kể lại", Role::Spoke),
    ("nêu", Role::Spoke),
    ("đề xuất", Role::Spoke),
    ("tiếp thu", Role::Spoke),
    ("kiến nghị", Role::Spoke),
    ("hoan nghênh", Role::Spoke),
    ("cảm ơn", Role::Spoke),
    ("phát động", Role::Launched),
    ("trình bày", Role::Reported),
    ("thông tin nhanh", Role::Reported),
    ("thông tin về", Role::Reported),
    ("thông tin kết quả", Role::Reported),
    ("báo cáo", Role::Reported),
    ("thông qua", Role::Reported),
    ("triển khai", Role::Reported),
    ("quán triệt", Role::Reported),
    ("truyền đạt", Role::Reported),
    ("trao đổi", Role::Spoke),
    ("trao", Role::Awarded),
    ("tặng", Role::Awarded),
    ("tham gia ký kết", Role::Signed),
    ("tham gia ký", Role::Signed),
    ("ký kết", Role::Signed),
    ("ký", Role::Signed),
    ("tham gia ý kiến", Role::Spoke),
    ("tham gia phát biểu", Role::Spoke),
    ("cho rằng", Role::Spoke),
    ("tham dự", Role::Attended),
    ("đến dự", Role::Attended),
    ("về dự", Role::Attended),
    ("cùng dự", Role::Attended),
    ("có mặt", Role::Attended),
    ("tham gia", Role::Attended),
    ("dự", Role::Attended),
]);

/// The role word at a token, and the index after it.
fn role_at(tokens: &Tokens<'_>, i: usize) -> Option<(Role, usize)> {
    let (_, role, end) = tokens.entries(i, ROLE_WORDS).next()?;
    // `tặng hoa chúc mừng hội thi`: a greeting, no award.
    if role == Role::Awarded && tokens.low(end) == "hoa" {
        return None;
    }
    (!in_other_word(tokens, i, end)).then_some((role, end))
}

/// The syllable of a role word in another word: vinh *dự*, *dự* án, thư *ký*, *ký* ban hành,
/// tặng hoa *chúc mừng*.
fn in_other_word(tokens: &Tokens<'_>, i: usize, end: usize) -> bool {
    let before = if i > 0 { tokens.low(i - 1) } else { "" };
    let after = tokens.low(end);
    match tokens.low(i) {
        "dự" => {
            before == "vinh"
                || matches!(
                    after,
                    "kiến" | "án" | "thảo" | "toán" | "phòng" | "báo" | "thi" | "khuyết" | "trù"
                )
        }
        "ký" => {
            matches!(before, "thư" | "đăng" | "chữ") || tokens.phrase(end, "ban hành").is_some()
        }
        "chúc" => matches!(before, "hoa" | "thư" | "quà" | "điện"),
        "tham" => tokens
            .any_phrase(end, phrases!["ban chấp hành", "bch", "cấp ủy", "ban thường vụ"])
            .is_some(),
        "điều" => matches!(after, "đảng" | "hoạt"),
        // `trả lời kiến nghị của cử tri`, `các kiến nghị`
        "kiến" => {
            tokens.shape(i.wrapping_sub(1)) == Shape::Lower
                && !matches!(before, "và" | "đã" | "cũng" | "thu" | "để")
        }
        "trao" => tokens.phrase(i, "trao đổi với phóng viên").is_some(),
        _ => false,
    }
}

/// Roles of each mention, with the token of the word that says it.
fn all_roles(doc: &Doc<'_>, mentions: &[PersonMention]) -> Vec<Vec<(Role, usize)>> {
    let mut roles = vec![Vec::new(); mentions.len()];
    let mut n = 0;
    // What the line before announced for a list of items: `Dự hội nghị có:`.
    let mut announced: Option<(Role, usize)> = None;
    let mut open_list = false;
    // The line whose last sentence listed guests.
    let mut guests: Option<(usize, (Role, usize))> = None;
    for sentence in &doc.tokens.sentences {
        let from = n;
        while n < mentions.len() && mentions[n].block.start < sentence.end {
            n += 1;
        }
        let inside = from..n;
        let last = sentence.end.saturating_sub(1);
        // A list goes on while its lines end in `;`: `Đặng Đông Anh – Bí thư Đảng ủy;`.
        let listed = open_list && !inside.is_empty();
        // `cùng các đồng chí trong Đảng ủy.` is one of the list too.
        let joined = open_list && doc.tokens.low(sentence.start) == "cùng";
        let item = !sentence.is_empty() && (is_item(doc, sentence) || listed || joined);
        open_list = announced.is_some() && matches!(doc.tokens.raw(last), ";" | ":" | ",");
        if !inside.is_empty() {
            let announced = announced.filter(|_| item);
            sentence_roles(doc, sentence, mentions, inside.clone(), announced, &mut roles);
            let line = doc.tokens.line_of(sentence.start);
            let listed =
                guests.filter(|(of, _)| *of == line && is_guest(doc, sentence, &mentions[from]));
            if let Some((_, role)) = listed
                && roles[from].is_empty()
            {
                roles[from].push(role);
            }
            let attended = roles[from].iter().find(|(role, _)| *role == Role::Attended);
            guests = attended.map(|&role| (line, role));
        }
        if doc.tokens.raw(last) == ":" {
            // `• Phường Lê Chân:` is a heading inside the list.
            let role = leading_role(&doc.tokens, sentence.clone());
            announced = role.or(announced.filter(|_| sentence.len() <= 16));
            open_list = announced.is_some();
        } else if !item {
            announced = None;
        }
    }
    roles
}

/// Whether a sentence says no more than who it is: `Tham dự có đồng chí A – Bí thư. Đồng chí B – Phó Bí thư;
/// các đồng chí trong Ban Chấp hành.`
fn is_guest(doc: &Doc<'_>, sentence: &Range<usize>, person: &PersonMention) -> bool {
    let end = person.block.end;
    honorific(&doc.tokens, sentence.start).is_some_and(|at| at >= person.block.start)
        && !person.short
        && (end + 1 >= sentence.end || doc.tokens.raw(end) == ";")
}

/// A list item, by its kind or its dash.
fn is_item(doc: &Doc<'_>, sentence: &Range<usize>) -> bool {
    doc.kind_at(sentence.start) == LineKind::Item
        || matches!(doc.tokens.raw(sentence.start), "-" | "–" | "+" | "•" | "*")
}

fn sentence_roles(
    doc: &Doc<'_>,
    sentence: &Range<usize>,
    mentions: &[PersonMention],
    inside: Range<usize>,
    announced: Option<(Role, usize)>,
    roles: &mut [Vec<(Role, usize)>],
) {
    let tokens = &doc.tokens;
    let mut n = inside.start;
    let mut group_start = sentence.start;
    let attendance = attendance_list(tokens, sentence).or_else(|| presented_list(tokens, sentence));
    while n < inside.end {
        // A group: persons parted by list marks only.
        let mut last = n;
        while last + 1 < inside.end {
            let gap = mentions[last].block.end..mentions[last + 1].block.start;
            if !(is_glue(tokens, gap.clone()) || is_residue(tokens, gap)) {
                break;
            }
            last += 1;
        }
        let mut lead = group_start..mentions[n].block.start;
        if n > inside.start {
            // `A chủ trì; cùng dự có B`: only what follows the last mark announces B.
            let mark = lead.clone().rev().find(|&t| matches!(tokens.raw(t), ";" | "," | "."));
            lead.start = mark.map_or(lead.end, |t| t + 1);
        }
        let tail_end =
            if last + 1 < inside.end { mentions[last + 1].block.start } else { sentence.end };
        let tail = mentions[last].block.end.min(tail_end)..tail_end;
        let mut found: Vec<(Role, usize)> = Vec::new();
        let leading = leading_role(tokens, lead.clone()).or(announced);
        let several = last > n;
        found.extend(leading);
        let trailing = trailing_roles(tokens, tail.clone());
        if !(several && leading.is_some()) {
            found.extend(trailing);
        }
        // `Dự có đồng chí A, …, đồng chí C – Trưởng Khối Dân vận – chủ trì hội nghị`: the last of them alone.
        let dashed = matches!(tokens.raw(tail.start), "-" | "–" | "(");
        if several
            && dashed
            && leading.is_some_and(|(role, _)| role == Role::Attended)
            && let Some((role, _)) = role_at(tokens, tail.start + 1)
            && !roles[last].iter().any(|(r, _)| *r == role)
        {
            roles[last].push((role, tail.start + 1));
        }
        // `Báo cáo kết quả …, đồng chí A cho biết`: what is told is the report.
        if leading.is_some_and(|(r, _)| r == Role::Reported) {
            found.retain(|&(r, t)| r != Role::Spoke || tokens.low(t) == "phát");
        }
        if found.is_empty() {
            found.extend(told_by(tokens, &lead));
        }
        if found.is_empty() {
            found.extend(attendance);
        }
        if found.iter().any(|(r, _)| *r == Role::Concluded) {
            found.retain(|(r, _)| *r != Role::Spoke);
        }
        for own in &mut roles[n..=last] {
            for &(role, token) in &found {
                if !own.iter().any(|(r, _)| *r == role) {
                    own.push((role, token));
                }
            }
        }
        group_start = tail.start;
        n = last + 1;
    }
}

/// `Tham dự hội nghị có …; lãnh đạo …; đồng chí A`: everybody in the sentence attended.
fn attendance_list(tokens: &Tokens<'_>, sentence: &Range<usize>) -> Option<(Role, usize)> {
    // `Đồng chí A, …; đại diện …; cùng 80 điển hình đã về dự hội nghị.`
    let closing = sentence.end.saturating_sub(8).max(sentence.start)..sentence.end;
    if honorific(tokens, sentence.start).is_some()
        && let Some(at) =
            tokens.find(closing, phrases!["về dự", "tham dự", "cùng dự", "đến dự", "có mặt"])
    {
        return Some((Role::Attended, at));
    }
    let opening = sentence.start..(sentence.start + 14).min(sentence.end);
    let at = tokens.find(
        opening.clone(),
        phrases![
            "tham dự",
            "đến dự",
            "về dự",
            "cùng dự",
            "dự",
            "đại biểu",
            "về phía",
            "có mặt",
            "tham gia",
        ],
    )?;
    let has = tokens.find(at..(at + 16).min(sentence.end), phrases!["có", "gồm"])?;
    (has > at).then_some((Role::Attended, at))
}

/// `Tiếp và làm việc với đoàn có các đồng chí: A, …; B, …`
fn presented_list(tokens: &Tokens<'_>, sentence: &Range<usize>) -> Option<(Role, usize)> {
    let opening = sentence.start..(sentence.start + 18).min(sentence.end);
    tokens
        .find(
            opening,
            phrases![
                "có các đồng chí",
                "gồm các đồng chí",
                "có các ông",
                "có đồng chí",
                "có sự tham dự"
            ],
        )
        .map(|at| (Role::Attended, at))
}

/// What was not understood of an office between two persons of a list: `, Trưởng trạm Thú y;`. It
/// ends in a list mark and says nothing of what anybody did.
fn is_residue(tokens: &Tokens<'_>, range: Range<usize>) -> bool {
    let mark = range.clone().rev().take(3).find(|&t| {
        matches!(tokens.raw(t), ";" | ",") || tokens.low(t) == "và" && t + 1 == range.end
    });
    let verbs = phrases![
        "đã",
        "đang",
        "sẽ",
        "được",
        "do",
        "cho",
        "của",
        "là",
        "vừa",
        "tổ chức",
        "thực hiện",
        "thăm",
        "kiểm tra",
        "giám sát",
        "làm việc",
        "tiếp",
        "gửi",
        "nêu",
        "giao",
        "xin",
        "cùng dự",
    ];
    range.len() <= 14
        && mark.is_some()
        && tokens.find(range.clone(), verbs).is_none()
        && !range
            .clone()
            .any(|t| role_at(tokens, t).is_some() || matches!(tokens.raw(t), "." | ":"))
}

/// Only list marks and honorifics between two persons.
fn is_glue(tokens: &Tokens<'_>, range: Range<usize>) -> bool {
    range.len() <= 5
        && range.clone().all(|t| {
            matches!(
                tokens.low(t),
                "," | ";"
                    | "và"
                    | "cùng"
                    | "các"
                    | "đồng"
                    | "chí"
                    | "."
                    | ")"
                    | "-"
                    | "với"
                    | "còn"
                    | "có"
                    | ":"
                    | "+"
            )
        })
}

/// The role that the words before a person or a list announce: `Tham dự hội nghị có`, `Phát biểu
/// tại hội nghị,`, `do … chủ trì`, `Về phía huyện có`.
fn leading_role(tokens: &Tokens<'_>, range: Range<usize>) -> Option<(Role, usize)> {
    // The words right before count, not those of another clause far away.
    let start = range.start.max(range.end.saturating_sub(28));
    let mut best: Option<(Role, usize)> = None;
    let mut i = start;
    while i < range.end {
        if let Some((role, end)) = role_at(tokens, i) {
            // `Tại lễ phát động`, `Tại hội nghị triển khai`: the event's name.
            let event = i > range.start
                && matches!(tokens.low(i - 1), "lễ" | "nghị" | "buổi" | "trình" | "đàm")
                && matches!(role, Role::Launched | Role::Signed | Role::Reported | Role::Awarded);
            if event {
                i = end;
                continue;
            }
            let strong = i == range.start
                || !tokens.is_word(i.wrapping_sub(1))
                || matches!(
                    tokens.low(i - 1),
                    "hội"
                        | "nghị"
                        | "buổi"
                        | "lễ"
                        | "và"
                        | "cùng"
                        | "sự"
                        | "đã"
                        | "phường"
                        | "huyện"
                        | "xã"
                        | "tỉnh"
                        | "phố"
                        | "việc"
                        | "theo"
                        | "tới"
                        | "đến"
                        | "còn"
                )
                || matches!(role, Role::Attended | Role::Chaired);
            // `tổ chức đại biểu tham dự`, deep inside a clause about something else, is weak:
            // a lead must reach the person by `có`, a comma, `là`, `của` or nothing.
            let reaches = i == range.start || reaches_person(tokens, end..range.end);
            // `trao quyết định cho đồng chí A`, `tặng hoa chúc mừng đồng chí A`: to whom.
            let to_whom = role == Role::Awarded
                && range.end > end
                && matches!(tokens.low(range.end - 1), "cho" | "mừng" | "tới" | "đến")
                || tokens.phrase(i, "chúc mừng") == Some(range.end);
            if strong && reaches && !to_whom {
                best = match best {
                    // The later word is nearer to the person; a conclusion outranks a speech.
                    Some((Role::Concluded, at)) if role == Role::Spoke => {
                        Some((Role::Concluded, at))
                    }
                    Some((Role::Spoke, at)) if role == Role::Attended => Some((Role::Spoke, at)),
                    _ => Some((role, i)),
                };
            }
            i = end;
            continue;
        }
        i += 1;
    }
    if best.is_none() {
        // `Đại biểu quận có đồng chí …`, `Về phía huyện có …`, `Cùng dự còn có`
        let at = tokens.find(range.clone(), phrases!["đại biểu", "về phía", "thành phần"]);
        let has = tokens.find(range.clone(), phrases!["có", "gồm"]);
        if let (Some(at), Some(has)) = (at, has)
            && has + 6 >= range.end
        {
            return Some((Role::Attended, at));
        }
    }
    best
}

/// `Theo đồng chí A, Trưởng Ban Dân vận Huyện ủy, …`: who said it.
fn told_by(tokens: &Tokens<'_>, lead: &Range<usize>) -> Option<(Role, usize)> {
    let at = lead.end.checked_sub(1)?;
    let opens = at == lead.start || !tokens.is_word(at.wrapping_sub(1));
    (opens && lead.contains(&at) && tokens.low(at) == "theo").then_some((Role::Spoke, at))
}

/// Whether the words between a lead and the person are short or end in a joint.
fn reaches_person(tokens: &Tokens<'_>, range: Range<usize>) -> bool {
    if range.len() <= 8 {
        return true;
    }
    let last = range.end - 1;
    matches!(tokens.low(last), "," | ":" | "có" | "là" | "của" | "gồm" | "do" | "bởi")
}

/// Roles said behind a person: `… phát biểu tại hội nghị`, `… dự và chỉ đạo`.
fn trailing_roles(tokens: &Tokens<'_>, range: Range<usize>) -> Vec<(Role, usize)> {
    let mut found: Vec<(Role, usize)> = Vec::new();
    let mut i = range.start;
    // The first verb stands near the person; further ones are joined to it by `và` or a comma.
    let mut reach = (range.start + 8).min(range.end);
    // `, thay mặt Ban Chỉ đạo …, phát biểu`, `, trên cơ sở ý kiến thảo luận, kết luận`, `cùng lãnh đạo Ban
    // Dân vận Huyện ủy trao giấy khen`: what others did with him, he did.
    let inserted = i + usize::from(tokens.raw(i) == ",");
    let far = phrases![
        "thay mặt",
        "trên cơ sở",
        "đại diện",
        "cùng đại diện",
        "cùng lãnh đạo",
        "cùng các đồng chí",
        "và đại diện",
        "và lãnh đạo",
        "và các đồng chí lãnh đạo",
    ];
    if tokens.any_phrase(inserted, far).is_some() {
        reach = (range.start + 22).min(range.end);
    }
    while i < reach {
        if let Some((role, end)) = role_at(tokens, i) {
            // `phối hợp triển khai`, `đăng ký`: other verbs.
            // `A được Thủ tướng Chính phủ tặng Bằng khen`: who was given, not who gave.
            let given = role == Role::Awarded
                && tokens.find(range.start..i, phrases!["được", "đón nhận", "nhận"]).is_some();
            let other = given
                || i > range.start
                    && matches!(tokens.low(i - 1), "đăng" | "được" | "bản" | "chương");
            if !other && !found.iter().any(|(r, _)| *r == role) {
                found.push((role, i));
            }
            // After a verb of speech what follows is what was said, unless `và` goes on at once.
            if matches!(role, Role::Spoke | Role::Concluded | Role::Reported) {
                let next = tokens.find(end..(end + 8).min(range.end), phrases!["và"]);
                match next {
                    Some(next)
                        if role_at(tokens, next + 1).is_some_and(|(r, _)| r != Role::Reported) =>
                    {
                        i = next + 1;
                        reach = (i + 1).min(range.end);
                        continue;
                    }
                    _ => break,
                }
            }
            i = end;
            reach = (end + 6).min(range.end);
            continue;
        }
        if matches!(tokens.raw(i), ";" | ".") {
            break;
        }
        i += 1;
    }
    found
}
