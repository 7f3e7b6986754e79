//! What an article says: one row per statement, with its words.
//!
//! No words, no row: a fact without evidence is not stored.

use std::collections::BTreeMap;

use rusqlite::types::Value;
use rusqlite::{Connection, ToSql, params};

use super::entity::{Kind, Rank, rank};
use super::identity;
use super::writer::Writer;
use crate::extract::facts::{Basis, Body, Official};
use crate::reference::organizations;
use crate::resolve::corrections::{Key, KeyKind};
use crate::resolve::{Knowledge, campaign_key, campaign_of_count, directive, meeting, officials};

/// Statement tables, with the column of `_spans` that points at them.
pub const TABLES: [(&str, &str); 10] = [
    ("meeting_articles", "meeting_article_id"),
    ("meeting_kinds", "meeting_kind_id"),
    ("meeting_hosts", "meeting_host_id"),
    ("meeting_officials", "meeting_official_id"),
    ("positions", "position_id"),
    ("campaign_mentions", "campaign_mention_id"),
    ("citations", "citation_id"),
    ("article_organizations", "article_organization_id"),
    ("model_counts", "model_count_id"),
    ("awards", "award_id"),
];

/// Deletes what an article says. Counts go before the awards they point at.
pub fn delete(db: &Connection, article_id: i64) -> rusqlite::Result<()> {
    for (table, _) in TABLES {
        db.prepare_cached(&format!("DELETE FROM {table} WHERE article_id = ?1"))?
            .execute([article_id])?;
    }
    Ok(())
}

/// Writes all that an article says; returns how many facts of each family were written.
pub fn insert(
    writer: &mut Writer<'_>,
    article_id: i64,
    knowledge: &Knowledge,
) -> rusqlite::Result<BTreeMap<&'static str, u64>> {
    let article = &knowledge.facts.article;
    let ranks = [0, 1].map(|table| rank(article.published_on, &knowledge.article_key, table));
    let mut scribe = Scribe { writer, article_id, knowledge, ranks, written: BTreeMap::new() };
    scribe.organizations()?;
    let directives = scribe.directives()?;
    let meetings = scribe.meetings(&directives)?;
    scribe.officials(&meetings)?;
    scribe.campaigns()?;
    let awards = scribe.awards(&meetings)?;
    scribe.model_counts(&awards)?;
    Ok(scribe.written)
}

/// Writes one article's statements.
struct Scribe<'a, 'db> {
    writer: &'a mut Writer<'db>,
    article_id: i64,
    knowledge: &'a Knowledge,
    /// How early the article's words are, in the first and the second table that tell of a kind.
    ranks: [Rank; 2],
    written: BTreeMap<&'static str, u64>,
}

impl<'a> Scribe<'a, '_> {
    /// Inserts one statement with its words; `columns` and `values` are those of the table alone.
    /// None where the fact has no words.
    fn state(
        &mut self,
        table: &str,
        columns: &str,
        values: &[&dyn ToSql],
        basis: &Basis,
    ) -> rusqlite::Result<Option<i64>> {
        let Some((quote, further)) = basis.evidence.split_first() else { return Ok(None) };
        let db = self.writer.db;
        let marks = ", ?".repeat(values.len());
        let sql = format!(
            "INSERT INTO {table} (article_id, quote, quote_start, quote_end, rule, {columns})
             VALUES (?, ?, ?, ?, ?{marks})"
        );
        let (start, end) = (quote.start as i64, quote.end as i64);
        let mut all: Vec<&dyn ToSql> =
            vec![&self.article_id, &quote.quote, &start, &end, &basis.rule];
        all.extend_from_slice(values);
        let id = db.prepare_cached(&sql)?.insert(all.as_slice())?;
        if !further.is_empty() {
            let column = TABLES.iter().find(|(name, _)| *name == table).map_or("", |(_, c)| c);
            let mut span = db.prepare_cached(&format!(
                "INSERT INTO _spans ({column}, quote_start, quote_end) VALUES (?, ?, ?)"
            ))?;
            for words in further {
                span.execute(params![id, words.start as i64, words.end as i64])?;
            }
        }
        Ok(Some(id))
    }

    /// Notes that the article speaks of a thing, so that it is resolved with the others of its block.
    fn mention(&mut self, kind: Kind, block: &str, key: &str) -> rusqlite::Result<()> {
        identity::insert(self.writer.db, self.article_id, kind, block, key)?;
        self.writer.blocks.insert((kind, block.to_owned()));
        Ok(())
    }

    fn count(&mut self, family: &'static str) {
        *self.written.entry(family).or_default() += 1;
    }

    /// Row of a body.
    fn body(&mut self, body: &Body) -> rusqlite::Result<i64> {
        let own = self.knowledge.organization(body);
        let key = self.corrected(KeyKind::Organization, own.clone())?;
        // What a person made of it is told by the key.
        let (name, unit) = match key == own {
            true => (organizations::canonical(&body.name), body.place.locality_key.as_deref()),
            false => {
                let (name, place) = key.split_once('@').unwrap_or((&key, ""));
                (name, place.split(['|', '#']).next().filter(|unit| *unit != "VN"))
            }
        };
        let locality = self.writer.locality(unit);
        // A linked body bears the name of its unit, an unlinked one what was read.
        let locality_name = match locality {
            Some((_, name)) => Some(name.to_owned()),
            None if key == own => body.place.locality.clone(),
            None => None,
        };
        let became = organizations::became(name);
        let fixed = [
            ("locality_id", integer(locality.map(|(id, _)| id))),
            ("locality_name", text(locality_name.as_deref())),
            ("became", text(became.map(|(other, _)| other))),
            ("became_since", text(became.map(|(_, since)| since))),
        ];
        let name = [Value::Text(name.to_owned())];
        let writer = &mut *self.writer;
        writer.entities.id(writer.db, Kind::Organization, &key, &self.ranks[0], &name, &fixed)
    }

    /// The key of a thing as people corrected it; that they did is noted.
    fn corrected(&self, kind: KeyKind, own: String) -> rusqlite::Result<String> {
        let article = &self.knowledge.article_key;
        match self.writer.corrections.of_mention(kind, &own, article) {
            Some(key) => {
                self.writer.corrected(self.article_id, &Key { kind, key: own })?;
                Ok(key)
            }
            None => Ok(own),
        }
    }

    fn maybe_body(&mut self, body: Option<&Body>) -> rusqlite::Result<Option<i64>> {
        body.map(|body| self.body(body)).transpose()
    }

    fn organizations(&mut self) -> rusqlite::Result<()> {
        for organization in &self.knowledge.facts.organizations {
            if organization.basis.evidence.is_empty() {
                continue;
            }
            let id = self.body(&organization.body)?;
            self.state("article_organizations", "organization_id", &[&id], &organization.basis)?;
            self.count("organizations");
        }
        Ok(())
    }

    /// Rows of the documents, in the order of the facts.
    fn directives(&mut self) -> rusqlite::Result<Vec<Option<i64>>> {
        let knowledge = self.knowledge;
        let mut ids = Vec::with_capacity(knowledge.directives.len());
        for (directive, key) in knowledge.facts.directives.iter().zip(&knowledge.directives) {
            if directive.basis.evidence.is_empty() {
                ids.push(None);
                continue;
            }
            let issuer = self.maybe_body(directive.issuer.as_ref())?;
            let issued_on = directive.issued_on.map(|day| day.to_string());
            let values = [
                Value::Text(directive.kind.clone()),
                text(directive.number.as_deref()),
                text(directive.title.as_deref()),
                text(issued_on.as_deref()),
                integer(directive.issued_year.map(i64::from)),
                integer(issuer),
            ];
            let id = self.writer.entities.id(
                self.writer.db,
                Kind::Directive,
                key,
                &self.ranks[0],
                &values,
                &[],
            )?;
            self.mention(Kind::Directive, directive::block(key), key)?;
            let [kind, number, title, issued_on, issued_year, issuer] = &values;
            self.state(
                "citations",
                "directive_id, kind, number, title, issued_on, issued_year, issuer_id",
                &[&id, kind, number, title, issued_on, issued_year, issuer],
                &directive.basis,
            )?;
            self.count("directives");
            ids.push(Some(id));
        }
        Ok(ids)
    }

    /// Rows of the meetings, in the order of the facts.
    fn meetings(&mut self, directives: &[Option<i64>]) -> rusqlite::Result<Vec<Option<i64>>> {
        let knowledge = self.knowledge;
        let mut ids = Vec::with_capacity(knowledge.meetings.len());
        for (meeting, key) in knowledge.facts.meetings.iter().zip(&knowledge.meetings) {
            if meeting.basis.evidence.is_empty() {
                ids.push(None);
                continue;
            }
            let locality = self.writer.locality_id(meeting.place.locality_key.as_deref());
            let day = |day: Option<chrono::NaiveDate>| text(day.map(|d| d.to_string()).as_deref());
            let values = [
                Value::Text(meeting.name.clone()),
                day(meeting.held_on),
                day(meeting.period.map(|p| p.from)),
                day(meeting.period.map(|p| p.to)),
                integer(locality),
                text(meeting.place.locality.as_deref()),
            ];
            let id = self.writer.entities.id(
                self.writer.db,
                Kind::Meeting,
                key,
                &self.ranks[0],
                &values,
                &[],
            )?;
            let place = &knowledge.facts.place;
            let block = meeting::block(meeting, place, &knowledge.article_key);
            self.mention(Kind::Meeting, &block, key)?;
            let about = meeting.about.and_then(|index| directives.get(index).copied().flatten());
            let [name, held_on, from, to, locality, locality_name] = &values;
            self.state(
                "meeting_articles",
                "meeting_id, name, held_on, period_from, period_to, locality_id, locality_name,
                 directive_id",
                &[&id, name, held_on, from, to, locality, locality_name, &about],
                &meeting.basis,
            )?;
            for kind in &meeting.kinds {
                let columns = "meeting_id, kind";
                self.state("meeting_kinds", columns, &[&id, &kind.as_str()], &meeting.basis)?;
            }
            for host in &meeting.hosts {
                let host = self.body(host)?;
                let columns = "meeting_id, organization_id";
                self.state("meeting_hosts", columns, &[&id, &host], &meeting.basis)?;
            }
            self.count("meetings");
            ids.push(Some(id));
        }
        Ok(ids)
    }

    fn officials(&mut self, meetings: &[Option<i64>]) -> rusqlite::Result<()> {
        let knowledge = self.knowledge;
        for (official, key) in knowledge.facts.officials.iter().zip(&knowledge.officials) {
            if self.official(official, key, meetings)? {
                self.count("officials");
            }
        }
        Ok(())
    }

    /// Whether anything was said of the person in words.
    fn official(
        &mut self,
        official: &Official,
        key: &str,
        meetings: &[Option<i64>],
    ) -> rusqlite::Result<bool> {
        let knowledge = self.knowledge;
        let bases = official.positions.iter().map(|p| &p.basis);
        let bases = bases.chain(official.parts.iter().map(|p| &p.basis)).chain([&official.basis]);
        if bases.clone().all(|basis| basis.evidence.is_empty()) {
            return Ok(false);
        }
        let name = [Value::Text(official.name.clone())];
        let persons = officials::block(official, &knowledge.article_key);
        let block = [("block", Value::Text(official.key.clone()))];
        // `positions` tells of a person first, `meeting_officials` second.
        let in_office = official.positions.iter().any(|p| !p.basis.evidence.is_empty());
        let rank = &self.ranks[usize::from(!in_office)];
        let db = self.writer.db;
        let id = self.writer.entities.id(db, Kind::Official, key, rank, &name, &block)?;
        self.mention(Kind::Official, &persons, key)?;
        let mut stated = false;
        for position in &official.positions {
            let organization = self.maybe_body(position.organization.as_ref())?;
            stated |= self
                .state(
                    "positions",
                    "official_id, name, title, organization_id, standing",
                    &[
                        &id,
                        &official.name,
                        &position.title,
                        &organization,
                        &position.standing.as_str(),
                    ],
                    &position.basis,
                )?
                .is_some();
        }
        let columns = "meeting_id, official_id, name, role";
        for part in &official.parts {
            let meeting = part.meeting.and_then(|index| meetings.get(index).copied().flatten());
            let values: [&dyn ToSql; 4] = [&meeting, &id, &official.name, &part.role.as_str()];
            stated |= self.state("meeting_officials", columns, &values, &part.basis)?.is_some();
        }
        // A role that is in no part, and a person who is only named: no meeting can be told.
        let no_meeting = None::<i64>;
        for role in &official.roles {
            if official.parts.iter().all(|part| part.role != *role) {
                let values: [&dyn ToSql; 4] = [&no_meeting, &id, &official.name, &role.as_str()];
                stated |=
                    self.state("meeting_officials", columns, &values, &official.basis)?.is_some();
            }
        }
        if !stated {
            let values: [&dyn ToSql; 4] = [&no_meeting, &id, &official.name, &None::<&str>];
            self.state("meeting_officials", columns, &values, &official.basis)?;
        }
        Ok(true)
    }

    fn campaigns(&mut self) -> rusqlite::Result<()> {
        for campaign in &self.knowledge.facts.campaigns {
            if campaign.basis.evidence.is_empty() {
                continue;
            }
            let id = self.campaign(0, campaign.kind, &campaign.name)?;
            self.state(
                "campaign_mentions",
                "campaign_id, name, year",
                &[&id, &campaign.name, &campaign.year],
                &campaign.basis,
            )?;
            self.count("campaigns");
        }
        Ok(())
    }

    /// Row of a campaign; `table` is 0 for a mention, 1 for a count.
    fn campaign(
        &mut self,
        table: usize,
        kind: crate::extract::facts::CampaignKind,
        name: &str,
    ) -> rusqlite::Result<i64> {
        let values = [Value::Text(name.to_owned())];
        let key = self.corrected(KeyKind::Campaign, campaign_key(kind, name))?;
        // The key begins with the kind, which a person may have put right.
        let kind = key.split('|').next().unwrap_or_default().to_owned();
        let fixed = [("kind", Value::Text(kind))];
        let rank = &self.ranks[table];
        self.writer.entities.id(self.writer.db, Kind::Campaign, &key, rank, &values, &fixed)
    }

    /// Rows of the awards, in the order of the facts.
    fn awards(&mut self, meetings: &[Option<i64>]) -> rusqlite::Result<Vec<Option<i64>>> {
        let mut ids = Vec::with_capacity(self.knowledge.facts.awards.len());
        for award in &self.knowledge.facts.awards {
            if award.basis.evidence.is_empty() {
                ids.push(None);
                continue;
            }
            let by = self.maybe_body(award.by.as_ref())?;
            let meeting = award.meeting.and_then(|index| meetings.get(index).copied().flatten());
            let id = self.state(
                "awards",
                "meeting_id, by_id, form, collectives, individuals, total, year",
                &[
                    &meeting,
                    &by,
                    &award.form,
                    &award.collectives,
                    &award.individuals,
                    &award.total,
                    &award.year,
                ],
                &award.basis,
            )?;
            self.count("awards");
            ids.push(id);
        }
        Ok(ids)
    }

    fn model_counts(&mut self, awards: &[Option<i64>]) -> rusqlite::Result<()> {
        let facts = &self.knowledge.facts;
        // Row of each count by its number within the article; totals may follow their parts.
        let mut rows: BTreeMap<usize, i64> = BTreeMap::new();
        for count in &facts.model_counts {
            if count.basis.evidence.is_empty() {
                continue;
            }
            let campaign = match (campaign_of_count(count, &facts.campaigns), &count.campaign) {
                (Some(kind), Some(name)) => Some(self.campaign(1, kind, name)?),
                _ => None,
            };
            let organization = self.maybe_body(count.organization.as_ref())?;
            let by = self.maybe_body(count.by.as_ref())?;
            let locality = self.writer.locality_id(count.place.locality_key.as_deref());
            let years = count.period.map(|period| (period.from, period.to));
            // The two point at each other; the row of the count keeps the link.
            let award = count.award.or_else(|| {
                facts.awards.iter().position(|award| award.model_count == Some(count.id))
            });
            let award = award.and_then(|index| awards.get(index).copied().flatten());
            let id = self.state(
                "model_counts",
                "locality_id, locality_name, year_from, year_to, count, qualifier, qualifier_word,
                 unit, status, status_word, level, holder, field, campaign_id, campaign_name,
                 organization_id, by_id, as_of, as_of_basis, to_date, split, change, award_id",
                &[
                    &locality,
                    &count.place.locality,
                    &years.map(|y| y.0),
                    &years.map(|y| y.1),
                    &count.count,
                    &count.qualifier.as_str(),
                    &count.qualifier_word,
                    &count.unit.as_str(),
                    &count.status.as_str(),
                    &count.status_word,
                    &count.level.map(|l| l.as_str()),
                    &count.holder.map(|h| h.as_str()),
                    &count.field.map(|f| f.as_str()),
                    &campaign,
                    &count.campaign,
                    &organization,
                    &by,
                    &count.as_of,
                    &count.as_of_basis.map(|b| b.as_str()),
                    &count.to_date,
                    &count.split.map(|s| s.as_str()),
                    &count.change,
                    &award,
                ],
                &count.basis,
            )?;
            if let Some(id) = id {
                rows.insert(count.id, id);
            }
            if let Some(locality) = locality {
                self.writer.spans.insert((locality, years.map(|y| y.0), years.map(|y| y.1)));
            }
            self.count("model_counts");
        }
        for count in &facts.model_counts {
            let total = count.part_of.and_then(|total| rows.get(&total));
            if let (Some(part), Some(total)) = (rows.get(&count.id), total) {
                self.writer
                    .db
                    .prepare_cached("UPDATE model_counts SET part_of = ?2 WHERE id = ?1")?
                    .execute([part, total])?;
            }
        }
        Ok(())
    }
}

fn text(text: Option<&str>) -> Value {
    text.map_or(Value::Null, |text| Value::Text(text.to_owned()))
}

fn integer(number: Option<i64>) -> Value {
    number.map_or(Value::Null, Value::Integer)
}
