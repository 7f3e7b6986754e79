//! From facts to what they are about: the identity of every organization, person, meeting,
//! document and campaign that an article speaks of.
//!
//! Identities are keys: the same thing has the same key in every article and in every database.
//! They are made here and nowhere else.

pub mod corrections;
pub mod directive;
pub mod figures;
pub mod meeting;
pub mod near;
pub mod officials;

use sha2::{Digest, Sha256};

use crate::article::Article;
use crate::extract::Facts;
use crate::extract::facts::{Body, Campaign, CampaignKind, ModelCount};
use crate::reference::organizations;
use crate::text::fold::search_key;
use near::Sentences;

/// What one article states, with the identity of everything it speaks of.
#[derive(Debug, Clone, PartialEq)]
pub struct Knowledge {
    /// Identity of the article, see [`article_key`].
    pub article_key: String,
    /// What the article may share with others.
    pub sentences: Sentences,
    /// The facts as extracted.
    pub facts: Facts,
    /// Keys of [`Facts::meetings`], in their order.
    pub meetings: Vec<String>,
    /// Keys of [`Facts::officials`], in their order.
    pub officials: Vec<String>,
    /// Keys of [`Facts::directives`], in their order.
    pub directives: Vec<String>,
}

impl Knowledge {
    /// Key of a body that the article names: canonical name and locality.
    ///
    /// A body of a place that could not be linked is not known to be the same as one of another
    /// article (ten huyện Châu Thành have a `Ban Dân vận Huyện ủy`), so its key takes the
    /// article's.
    pub fn organization(&self, body: &Body) -> String {
        organization_key(body, &self.article_key)
    }
}

/// Finds the identities in an article's facts.
pub fn resolve(facts: Facts) -> Knowledge {
    let article_key = article_key(&facts.article.text);
    let sentences = Sentences::of(&facts.article.text);
    let place = &facts.place;
    let mut meetings: Vec<String> = Vec::with_capacity(facts.meetings.len());
    for (index, meeting) in facts.meetings.iter().enumerate() {
        let key = meeting::key(meeting, index, place, &article_key);
        // An article tells of no meeting twice.
        let told = meetings.contains(&key);
        meetings.push(if told { format!("{key}#{index}") } else { key });
    }
    let officials = facts.officials.iter().map(|o| officials::key(o, &article_key)).collect();
    let directives =
        facts.directives.iter().map(|d| directive::key(d, place, &article_key)).collect();
    Knowledge { meetings, officials, directives, article_key, sentences, facts }
}

/// Identity of an article: SHA-256 of its cleaned text, in hexadecimal.
pub fn article_key(text: &str) -> String {
    hex(&Sha256::digest(text))
}

/// Where an article was found: its address in one writing, else the path as walked. Standard
/// input is no place, so a text from there is known by itself, and so is the 7th record of what
/// came that way: the next time it is another.
pub fn source_key(article: &Article) -> String {
    match article.url.as_deref().and_then(address) {
        Some(address) => address,
        None if is_piped(&article.source) => format!("-#{}", article_key(&article.text)),
        None => article.source.clone(),
    }
}

/// Standard input (`-`), a record (`-#7`) or member (`-/tin/a.html`) of it.
fn is_piped(source: &str) -> bool {
    source.strip_prefix('-').is_some_and(|rest| rest.is_empty() || rest.starts_with(['#', '/']))
}

/// Parameters that only tell where a reader came from.
const TRACKING: [&str; 12] = [
    "fbclid", "gclid", "dclid", "gbraid", "wbraid", "msclkid", "yclid", "zarsrc", "igshid",
    "mc_cid", "mc_eid", "_ga",
];

/// An address without what does not tell pages apart: scheme, `www.`, case of the host, its usual
/// port, fragment, slash at the end, parameters of tracking (`utm_source=zalo`), of the first page
/// (`page=1`) and of the view for print (`print=1`). Other parameters name the article on many
/// portals (`?id=7`, `?ArticleID=7`) and stay as they are. The front page of a site is none: some
/// sites give it as the address of every article.
pub(crate) fn address(url: &str) -> Option<String> {
    let (scheme, rest) = url.trim().split_once("://")?;
    if !["http", "https"].iter().any(|s| scheme.eq_ignore_ascii_case(s)) {
        return None;
    }
    let rest = rest.split('#').next()?;
    let (host, path) = rest.split_once('/')?;
    let host = host.to_lowercase();
    let (path, query) = path.split_once('?').unwrap_or((path, ""));
    let path = path.trim_end_matches('/');
    let telling: Vec<&str> = query.split('&').filter(|part| tells_pages_apart(part)).collect();
    let host = host.strip_prefix("www.").unwrap_or(&host);
    let host = host.strip_suffix(":80").or(host.strip_suffix(":443")).unwrap_or(host);
    match telling[..] {
        [] if path.is_empty() => None,
        [] => Some(format!("{host}/{path}")),
        _ => Some(format!("{host}/{path}?{}", telling.join("&"))),
    }
}

/// Whether a parameter of an address may lead to another page: `id=7`, `page=2`.
fn tells_pages_apart(parameter: &str) -> bool {
    let (name, value) = parameter.split_once('=').unwrap_or((parameter, ""));
    let name = name.to_ascii_lowercase();
    let value = value.to_ascii_lowercase();
    let plain = match name.as_str() {
        "" => true,
        "page" | "trang" | "p_page" => ["", "1"].contains(&value.as_str()),
        "print" | "printview" | "isprint" => ["", "1", "true", "yes"].contains(&value.as_str()),
        name => name.starts_with("utm_") || TRACKING.contains(&name),
    };
    !plain
}

/// Key of a body, see [`Knowledge::organization`].
pub fn organization_key(body: &Body, article_key: &str) -> String {
    let unlinked = body.place.locality.is_some() && body.place.locality_key.is_none();
    // The key begins with the name.
    let place = body.key.strip_prefix(body.name.as_str()).unwrap_or(&body.key);
    let key = format!("{}{place}", organizations::canonical(&body.name));
    match unlinked || key.ends_with("@?") {
        true => format!("{key}|{article_key}"),
        false => key,
    }
}

/// Key of a campaign: kind and folded name.
pub fn campaign_key(kind: CampaignKind, name: &str) -> String {
    format!("{kind}|{}", search_key(name))
}

/// Kind of the campaign that a count belongs to: as the article names it, else a movement.
pub fn campaign_of_count(count: &ModelCount, campaigns: &[Campaign]) -> Option<CampaignKind> {
    let name = search_key(count.campaign.as_ref()?);
    let named = campaigns.iter().find(|c| search_key(&c.name) == name);
    Some(named.map_or(CampaignKind::Emulation, |c| c.kind))
}

pub(crate) fn hex(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn addresses() {
        for (url, key) in [
            ("https://phuxuyen.example.vn/tin/1.html", Some("phuxuyen.example.vn/tin/1.html")),
            ("http://www.PhuXuyen.example.vn/tin/1.html/", Some("phuxuyen.example.vn/tin/1.html")),
            ("https://a.example:443/tin/1.html", Some("a.example/tin/1.html")),
            ("https://a.example:8443/tin/1.html", Some("a.example:8443/tin/1.html")),
            ("https://a.example/tin?id=1#top", Some("a.example/tin?id=1")),
            // Where the reader came from.
            ("https://a.example/tin?utm_source=zalo&UTM_Medium=app", Some("a.example/tin")),
            ("https://a.example/tin?fbclid=IwAR0&id=1&gclid=x", Some("a.example/tin?id=1")),
            // The first page and the view for print.
            ("https://a.example/tin/?page=1", Some("a.example/tin")),
            ("https://a.example/tin?id=1&page=2", Some("a.example/tin?id=1&page=2")),
            ("https://a.example/tin?print=1", Some("a.example/tin")),
            ("https://a.example/tin?print=7", Some("a.example/tin?print=7")),
            // What names the article.
            (
                "https://a.example/Pages/Tin.aspx?ArticleID=7",
                Some("a.example/Pages/Tin.aspx?ArticleID=7"),
            ),
            ("https://a.example/?p=7&utm_term=x", Some("a.example/?p=7")),
            ("https://a.example/index.php?nv=news&op=x", Some("a.example/index.php?nv=news&op=x")),
            ("https://a.example/?utm_source=zalo", None),
            ("https://a.example/", None),
            ("https://a.example", None),
            ("javascript:void(0)", None),
            ("/tin/1.html", None),
        ] {
            assert_eq!(address(url).as_deref(), key, "{url}");
        }
    }

    #[test]
    fn an_article_is_its_text() {
        assert_eq!(
            article_key("abc"),
            "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"
        );
    }
}
