//! From facts to what they are about: the identity of every organization, person, meeting,
//! document and campaign that an article speaks of.
//!
//! Identities are keys: the same thing has the same key in every article and in every database.
//! They are made here and nowhere else.

pub mod directive;
pub mod figures;
pub mod officials;

use sha2::{Digest, Sha256};

use crate::article::Article;
use crate::extract::Facts;
use crate::extract::facts::{
    Body, Campaign, CampaignKind, Meeting, MeetingKind, ModelCount, Place,
};
use crate::text::fold::search_key;

/// What one article states, with the identity of everything it speaks of.
#[derive(Debug, Clone, PartialEq)]
pub struct Knowledge {
    /// Identity of the article, see [`article_key`].
    pub article_key: String,
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
        organization(body, &self.article_key)
    }
}

/// Finds the identities in an article's facts.
pub fn resolve(facts: Facts) -> Knowledge {
    let article_key = article_key(&facts.article.text);
    let place = &facts.place;
    let meetings = facts
        .meetings
        .iter()
        .enumerate()
        .map(|(index, meeting)| meeting_key(meeting, index, place, &article_key))
        .collect();
    let officials = facts.officials.iter().map(|o| officials::key(o, &article_key)).collect();
    let directives =
        facts.directives.iter().map(|d| directive::key(d, place, &article_key)).collect();
    Knowledge { meetings, officials, directives, article_key, facts }
}

/// Identity of an article: SHA-256 of its cleaned text, in hexadecimal.
pub fn article_key(text: &str) -> String {
    hex(&Sha256::digest(text))
}

/// Where an article was found: its address in one writing, else the path as walked. Standard
/// input is no place, so a text from there is known by itself.
pub fn source_key(article: &Article) -> String {
    match article.url.as_deref().and_then(address) {
        Some(address) => address,
        None if article.source == "-" => format!("-#{}", article_key(&article.text)),
        None => article.source.clone(),
    }
}

/// An address without what does not tell pages apart: scheme, `www.`, case of the host, fragment,
/// slash at the end. The front page of a site is none: some sites give it as the address of
/// every article.
pub(crate) fn address(url: &str) -> Option<String> {
    let (scheme, rest) = url.trim().split_once("://")?;
    if !["http", "https"].iter().any(|s| scheme.eq_ignore_ascii_case(s)) {
        return None;
    }
    let rest = rest.split('#').next()?;
    let (host, path) = rest.split_once('/')?;
    let host = host.to_lowercase();
    let path = path.trim_end_matches('/');
    (!path.is_empty()).then(|| format!("{}/{path}", host.strip_prefix("www.").unwrap_or(&host)))
}

fn organization(body: &Body, article_key: &str) -> String {
    let unlinked = body.place.locality.is_some() && body.place.locality_key.is_none();
    match unlinked || body.key.ends_with("@?") {
        true => format!("{}|{article_key}", body.key),
        false => body.key.clone(),
    }
}

/// Host (else locality), day (else period) and kind. A meeting without day and period is known
/// by its article only, and so is one of a place that could not be linked.
fn meeting_key(meeting: &Meeting, index: usize, place: &Place, article_key: &str) -> String {
    let host = meeting.hosts.iter().map(|host| organization(host, article_key)).min();
    let host = host
        .or_else(|| meeting.place.locality_key.clone())
        .or_else(|| place.locality_key.clone())
        .unwrap_or_else(|| article_key.to_owned());
    let time = match (meeting.held_on, meeting.period) {
        (Some(day), _) => day.to_string(),
        (None, Some(period)) => period.to_string(),
        (None, None) => format!("{article_key}#{index}"),
    };
    let kind = meeting.kinds.iter().min().unwrap_or(&MeetingKind::Other);
    format!("{host}|{time}|{kind}")
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
            ("https://a.example/tin?id=1#top", Some("a.example/tin?id=1")),
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
