-- One row per thing that an article said, with the words that say it: in any tool
--     substr(articles.text, quote_start + 1, quote_end - quote_start) = quote.
-- Rows go with their article. Names of persons, meetings, campaigns and documents are kept as
-- this article has them; the entity shows the earliest.
CREATE TABLE meeting_articles (
    id INTEGER PRIMARY KEY,
    article_id INTEGER NOT NULL REFERENCES articles (id) ON DELETE CASCADE,
    meeting_id INTEGER NOT NULL REFERENCES meetings (id),
    name TEXT NOT NULL,
    held_on TEXT CHECK (held_on IS date(held_on, '+0 days')),
    period_from TEXT CHECK (period_from IS date(period_from, '+0 days')),
    period_to TEXT CHECK (period_to IS date(period_to, '+0 days')),
    locality_id INTEGER REFERENCES localities (id),
    locality_name TEXT,
    directive_id INTEGER REFERENCES directives (id),
    quote TEXT NOT NULL,
    quote_start INTEGER NOT NULL,
    quote_end INTEGER NOT NULL,
    rule TEXT NOT NULL,
    CHECK (quote_start >= 0 AND quote_end > quote_start)
) STRICT;
CREATE INDEX meeting_articles_article ON meeting_articles (article_id);
CREATE INDEX meeting_articles_meeting ON meeting_articles (meeting_id);
CREATE INDEX meeting_articles_locality ON meeting_articles (locality_id) WHERE locality_id IS NOT NULL;
CREATE INDEX meeting_articles_directive ON meeting_articles (directive_id) WHERE directive_id IS NOT NULL;

CREATE TABLE meeting_kinds (
    id INTEGER PRIMARY KEY,
    article_id INTEGER NOT NULL REFERENCES articles (id) ON DELETE CASCADE,
    meeting_id INTEGER NOT NULL REFERENCES meetings (id),
    kind TEXT NOT NULL CHECK (kind IN (
        'briefing', 'midterm_review', 'final_review', 'rollout', 'launch', 'seminar', 'training',
        'commendation', 'anniversary', 'contest', 'dialogue', 'congress', 'signing', 'inspection',
        'other'
    )),
    quote TEXT NOT NULL,
    quote_start INTEGER NOT NULL,
    quote_end INTEGER NOT NULL,
    rule TEXT NOT NULL,
    CHECK (quote_start >= 0 AND quote_end > quote_start)
) STRICT;
CREATE INDEX meeting_kinds_article ON meeting_kinds (article_id);
CREATE INDEX meeting_kinds_meeting ON meeting_kinds (meeting_id, kind);

CREATE TABLE meeting_hosts (
    id INTEGER PRIMARY KEY,
    article_id INTEGER NOT NULL REFERENCES articles (id) ON DELETE CASCADE,
    meeting_id INTEGER NOT NULL REFERENCES meetings (id),
    organization_id INTEGER NOT NULL REFERENCES organizations (id),
    quote TEXT NOT NULL,
    quote_start INTEGER NOT NULL,
    quote_end INTEGER NOT NULL,
    rule TEXT NOT NULL,
    CHECK (quote_start >= 0 AND quote_end > quote_start)
) STRICT;
CREATE INDEX meeting_hosts_article ON meeting_hosts (article_id);
CREATE INDEX meeting_hosts_meeting ON meeting_hosts (meeting_id);
CREATE INDEX meeting_hosts_organization ON meeting_hosts (organization_id);

CREATE TABLE meeting_officials (
    id INTEGER PRIMARY KEY,
    article_id INTEGER NOT NULL REFERENCES articles (id) ON DELETE CASCADE,
    meeting_id INTEGER REFERENCES meetings (id),
    official_id INTEGER NOT NULL REFERENCES officials (id),
    name TEXT NOT NULL,
    role TEXT CHECK (role IN (
        'chaired', 'directed', 'attended', 'spoke', 'concluded', 'launched', 'reported', 'awarded',
        'signed'
    )),
    quote TEXT NOT NULL,
    quote_start INTEGER NOT NULL,
    quote_end INTEGER NOT NULL,
    rule TEXT NOT NULL,
    CHECK (quote_start >= 0 AND quote_end > quote_start)
) STRICT;
CREATE INDEX meeting_officials_article ON meeting_officials (article_id);
CREATE INDEX meeting_officials_meeting ON meeting_officials (meeting_id);
CREATE INDEX meeting_officials_official ON meeting_officials (official_id);

CREATE TABLE positions (
    id INTEGER PRIMARY KEY,
    article_id INTEGER NOT NULL REFERENCES articles (id) ON DELETE CASCADE,
    official_id INTEGER NOT NULL REFERENCES officials (id),
    name TEXT NOT NULL,
    title TEXT NOT NULL,
    organization_id INTEGER REFERENCES organizations (id),
    standing TEXT NOT NULL CHECK (standing IN ('held', 'left', 'taken', 'former')),
    quote TEXT NOT NULL,
    quote_start INTEGER NOT NULL,
    quote_end INTEGER NOT NULL,
    rule TEXT NOT NULL,
    CHECK (quote_start >= 0 AND quote_end > quote_start)
) STRICT;
CREATE INDEX positions_article ON positions (article_id);
CREATE INDEX positions_official ON positions (official_id);
CREATE INDEX positions_organization ON positions (organization_id);

CREATE TABLE campaign_mentions (
    id INTEGER PRIMARY KEY,
    article_id INTEGER NOT NULL REFERENCES articles (id) ON DELETE CASCADE,
    campaign_id INTEGER NOT NULL REFERENCES campaigns (id),
    name TEXT NOT NULL,
    year INTEGER,
    quote TEXT NOT NULL,
    quote_start INTEGER NOT NULL,
    quote_end INTEGER NOT NULL,
    rule TEXT NOT NULL,
    CHECK (quote_start >= 0 AND quote_end > quote_start)
) STRICT;
CREATE INDEX campaign_mentions_article ON campaign_mentions (article_id);
CREATE INDEX campaign_mentions_campaign ON campaign_mentions (campaign_id);

CREATE TABLE citations (
    id INTEGER PRIMARY KEY,
    article_id INTEGER NOT NULL REFERENCES articles (id) ON DELETE CASCADE,
    directive_id INTEGER NOT NULL REFERENCES directives (id),
    kind TEXT NOT NULL,
    number TEXT,
    issued_on TEXT CHECK (issued_on IS date(issued_on, '+0 days')),
    issued_year INTEGER,
    issuer_id INTEGER REFERENCES organizations (id),
    title TEXT,
    quote TEXT NOT NULL,
    quote_start INTEGER NOT NULL,
    quote_end INTEGER NOT NULL,
    rule TEXT NOT NULL,
    CHECK (quote_start >= 0 AND quote_end > quote_start)
) STRICT;
CREATE INDEX citations_article ON citations (article_id);
CREATE INDEX citations_directive ON citations (directive_id);
CREATE INDEX citations_issuer ON citations (issuer_id) WHERE issuer_id IS NOT NULL;

CREATE TABLE article_organizations (
    id INTEGER PRIMARY KEY,
    article_id INTEGER NOT NULL REFERENCES articles (id) ON DELETE CASCADE,
    organization_id INTEGER NOT NULL REFERENCES organizations (id),
    quote TEXT NOT NULL,
    quote_start INTEGER NOT NULL,
    quote_end INTEGER NOT NULL,
    rule TEXT NOT NULL,
    CHECK (quote_start >= 0 AND quote_end > quote_start)
) STRICT;
CREATE INDEX article_organizations_article ON article_organizations (article_id);
CREATE INDEX article_organizations_organization ON article_organizations (organization_id);

CREATE TABLE awards (
    id INTEGER PRIMARY KEY,
    article_id INTEGER NOT NULL REFERENCES articles (id) ON DELETE CASCADE,
    meeting_id INTEGER REFERENCES meetings (id),
    by_id INTEGER REFERENCES organizations (id),
    form TEXT NOT NULL,
    collectives INTEGER CHECK (collectives >= 0),
    individuals INTEGER CHECK (individuals >= 0),
    total INTEGER CHECK (total >= 0),
    year INTEGER,
    quote TEXT NOT NULL,
    quote_start INTEGER NOT NULL,
    quote_end INTEGER NOT NULL,
    rule TEXT NOT NULL,
    CHECK (quote_start >= 0 AND quote_end > quote_start)
) STRICT;
CREATE INDEX awards_article ON awards (article_id);
CREATE INDEX awards_meeting ON awards (meeting_id) WHERE meeting_id IS NOT NULL;
CREATE INDEX awards_by ON awards (by_id) WHERE by_id IS NOT NULL;

CREATE TABLE model_counts (
    id INTEGER PRIMARY KEY,
    article_id INTEGER NOT NULL REFERENCES articles (id) ON DELETE CASCADE,
    locality_id INTEGER REFERENCES localities (id),
    locality_name TEXT,
    year_from INTEGER,
    year_to INTEGER,
    count INTEGER NOT NULL CHECK (count >= 0),
    qualifier TEXT NOT NULL CHECK (qualifier IN ('exact', 'about', 'over', 'under')),
    qualifier_word TEXT,
    unit TEXT NOT NULL CHECK (unit IN ('model', 'exemplar', 'both')),
    status TEXT NOT NULL CHECK (status IN ('registered', 'recognized', 'built', 'maintained', 'commended')),
    status_word TEXT,
    level TEXT CHECK (level IN ('province', 'district', 'commune', 'grassroots')),
    holder TEXT CHECK (holder IN ('collective', 'individual')),
    field TEXT CHECK (field IN ('economy', 'culture_society', 'defense_security', 'political_system', 'other')),
    campaign_id INTEGER REFERENCES campaigns (id),
    campaign_name TEXT,
    organization_id INTEGER REFERENCES organizations (id),
    by_id INTEGER REFERENCES organizations (id),
    as_of TEXT CHECK (as_of IS date(as_of, '+0 days')),
    as_of_basis TEXT CHECK (as_of_basis IN ('stated', 'meeting', 'article')),
    to_date INTEGER NOT NULL CHECK (to_date IN (0, 1)),
    part_of INTEGER REFERENCES model_counts (id),
    split TEXT CHECK (split IN ('level', 'holder', 'field', 'status', 'subset')),
    change TEXT,
    award_id INTEGER REFERENCES awards (id),
    quote TEXT NOT NULL,
    quote_start INTEGER NOT NULL,
    quote_end INTEGER NOT NULL,
    rule TEXT NOT NULL,
    CHECK (quote_start >= 0 AND quote_end > quote_start),
    CHECK ((year_from IS NULL) = (year_to IS NULL) AND year_from <= year_to)
) STRICT;
CREATE INDEX model_counts_article ON model_counts (article_id);
CREATE INDEX model_counts_claim ON model_counts (locality_id, year_from, year_to);
CREATE INDEX model_counts_campaign ON model_counts (campaign_id);
CREATE INDEX model_counts_organization ON model_counts (organization_id) WHERE organization_id IS NOT NULL;
CREATE INDEX model_counts_by ON model_counts (by_id) WHERE by_id IS NOT NULL;
CREATE INDEX model_counts_part_of ON model_counts (part_of) WHERE part_of IS NOT NULL;
CREATE INDEX model_counts_award ON model_counts (award_id) WHERE award_id IS NOT NULL;

-- What else a statement rests on, beyond its quote. One column per statement table, so that a
-- span is tied to its row by a foreign key and goes with it; `_evidence` shows it flat.
CREATE TABLE _spans (
    id INTEGER PRIMARY KEY,
    meeting_article_id INTEGER REFERENCES meeting_articles (id) ON DELETE CASCADE,
    meeting_kind_id INTEGER REFERENCES meeting_kinds (id) ON DELETE CASCADE,
    meeting_host_id INTEGER REFERENCES meeting_hosts (id) ON DELETE CASCADE,
    meeting_official_id INTEGER REFERENCES meeting_officials (id) ON DELETE CASCADE,
    position_id INTEGER REFERENCES positions (id) ON DELETE CASCADE,
    campaign_mention_id INTEGER REFERENCES campaign_mentions (id) ON DELETE CASCADE,
    citation_id INTEGER REFERENCES citations (id) ON DELETE CASCADE,
    article_organization_id INTEGER REFERENCES article_organizations (id) ON DELETE CASCADE,
    award_id INTEGER REFERENCES awards (id) ON DELETE CASCADE,
    model_count_id INTEGER REFERENCES model_counts (id) ON DELETE CASCADE,
    quote_start INTEGER NOT NULL,
    quote_end INTEGER NOT NULL,
    CHECK (quote_start >= 0 AND quote_end > quote_start),
    CHECK (
        (meeting_article_id IS NOT NULL) + (meeting_kind_id IS NOT NULL)
        + (meeting_host_id IS NOT NULL) + (meeting_official_id IS NOT NULL)
        + (position_id IS NOT NULL) + (campaign_mention_id IS NOT NULL)
        + (citation_id IS NOT NULL) + (article_organization_id IS NOT NULL)
        + (award_id IS NOT NULL) + (model_count_id IS NOT NULL) = 1
    )
) STRICT;
CREATE INDEX _spans_meeting_article ON _spans (meeting_article_id) WHERE meeting_article_id IS NOT NULL;
CREATE INDEX _spans_meeting_kind ON _spans (meeting_kind_id) WHERE meeting_kind_id IS NOT NULL;
CREATE INDEX _spans_meeting_host ON _spans (meeting_host_id) WHERE meeting_host_id IS NOT NULL;
CREATE INDEX _spans_meeting_official ON _spans (meeting_official_id) WHERE meeting_official_id IS NOT NULL;
CREATE INDEX _spans_position ON _spans (position_id) WHERE position_id IS NOT NULL;
CREATE INDEX _spans_campaign_mention ON _spans (campaign_mention_id) WHERE campaign_mention_id IS NOT NULL;
CREATE INDEX _spans_citation ON _spans (citation_id) WHERE citation_id IS NOT NULL;
CREATE INDEX _spans_article_organization ON _spans (article_organization_id) WHERE article_organization_id IS NOT NULL;
CREATE INDEX _spans_award ON _spans (award_id) WHERE award_id IS NOT NULL;
CREATE INDEX _spans_model_count ON _spans (model_count_id) WHERE model_count_id IS NOT NULL;

CREATE VIEW _evidence AS
SELECT 'meeting_articles' AS table_name, meeting_article_id AS row_id, quote_start, quote_end
FROM _spans WHERE meeting_article_id IS NOT NULL
UNION ALL SELECT 'meeting_kinds', meeting_kind_id, quote_start, quote_end
FROM _spans WHERE meeting_kind_id IS NOT NULL
UNION ALL SELECT 'meeting_hosts', meeting_host_id, quote_start, quote_end
FROM _spans WHERE meeting_host_id IS NOT NULL
UNION ALL SELECT 'meeting_officials', meeting_official_id, quote_start, quote_end
FROM _spans WHERE meeting_official_id IS NOT NULL
UNION ALL SELECT 'positions', position_id, quote_start, quote_end
FROM _spans WHERE position_id IS NOT NULL
UNION ALL SELECT 'campaign_mentions', campaign_mention_id, quote_start, quote_end
FROM _spans WHERE campaign_mention_id IS NOT NULL
UNION ALL SELECT 'citations', citation_id, quote_start, quote_end
FROM _spans WHERE citation_id IS NOT NULL
UNION ALL SELECT 'article_organizations', article_organization_id, quote_start, quote_end
FROM _spans WHERE article_organization_id IS NOT NULL
UNION ALL SELECT 'awards', award_id, quote_start, quote_end
FROM _spans WHERE award_id IS NOT NULL
UNION ALL SELECT 'model_counts', model_count_id, quote_start, quote_end
FROM _spans WHERE model_count_id IS NOT NULL;

-- What all statements share is said once.
INSERT INTO _docs (table_name, column_name, description)
SELECT t.column1, c.column1, c.column2
FROM (VALUES ('meeting_articles'), ('meeting_kinds'), ('meeting_hosts'), ('meeting_officials'),
             ('positions'), ('campaign_mentions'), ('citations'), ('article_organizations'),
             ('awards'), ('model_counts')) AS t,
     (VALUES ('id', 'Row number, of this file only'),
             ('article_id', 'The article that says it'),
             ('quote', 'The words: the sentence, list item or caption with the core of the statement'),
             ('quote_start', 'First character of the quote in articles.text, from 0'),
             ('quote_end', 'One past its last character'),
             ('rule', 'Rule of danvan that read it')) AS c;
INSERT INTO _docs (table_name, column_name, description) VALUES
('meeting_articles', '', 'An article tells of a meeting; name, day and span as told there.'),
('meeting_articles', 'meeting_id', 'The meeting'),
('meeting_articles', 'name', 'Its name in this article'),
('meeting_articles', 'held_on', 'Its day in this article'),
('meeting_articles', 'period_from', 'First day of the span reviewed or planned'),
('meeting_articles', 'period_to', 'Last day of that span'),
('meeting_articles', 'locality_id', 'Where it belongs, by this article'),
('meeting_articles', 'locality_name', 'The same as read'),
('meeting_articles', 'directive_id', 'The document it reviews or rolls out'),
('meeting_kinds', '', 'An article says what kind of meeting it was; one row per kind.'),
('meeting_kinds', 'meeting_id', 'The meeting'),
('meeting_kinds', 'kind', 'briefing giao ban, midterm_review sơ kết, final_review tổng kết, rollout triển khai, launch phát động, seminar tọa đàm, training tập huấn, commendation biểu dương, anniversary kỷ niệm, contest hội thi, dialogue đối thoại, congress đại hội, signing ký kết, inspection kiểm tra, other'),
('meeting_hosts', '', 'An article says who organized a meeting.'),
('meeting_hosts', 'meeting_id', 'The meeting'),
('meeting_hosts', 'organization_id', 'The host'),
('meeting_officials', '', 'An article says what a person did in a meeting.'),
('meeting_officials', 'meeting_id', 'The meeting; empty where the article does not tell which'),
('meeting_officials', 'official_id', 'The person'),
('meeting_officials', 'name', 'The name in this article'),
('meeting_officials', 'role', 'chaired chủ trì, directed chỉ đạo, attended dự, spoke phát biểu, concluded kết luận, launched phát động, reported báo cáo, awarded trao, signed ký kết; empty where only named'),
('positions', '', 'An article names the office of a person.'),
('positions', 'official_id', 'The person'),
('positions', 'name', 'The name in this article'),
('positions', 'title', 'Office without its body (Phó Bí thư Thường trực)'),
('positions', 'organization_id', 'The body; empty where the title has none (Tổng Bí thư)'),
('positions', 'standing', 'On the day of the article: held, left (given up there), taken (taken up there), former (nguyên)'),
('campaign_mentions', '', 'An article names a movement, drive or theme.'),
('campaign_mentions', 'campaign_id', 'The campaign'),
('campaign_mentions', 'name', 'Its name in this article'),
('campaign_mentions', 'year', 'The one year in which the article reports or plans it'),
('citations', '', 'An article cites a document; number, date, issuer and title as given there.'),
('citations', 'directive_id', 'The document'),
('citations', 'kind', 'Head noun in lower case'),
('citations', 'number', 'Number as printed, without spaces'),
('citations', 'issued_on', 'Day of issue as stated'),
('citations', 'issued_year', 'Year of issue, from the day or the number'),
('citations', 'issuer_id', 'Issuer as stated'),
('citations', 'title', 'Title as stated'),
('article_organizations', '', 'An article names a body.'),
('article_organizations', 'organization_id', 'The body'),
('awards', '', 'An article reports a commendation with a count. The model count in the same words, if any, points here (model_counts.award_id).'),
('awards', 'meeting_id', 'The meeting where it was given'),
('awards', 'by_id', 'Body that gave it'),
('awards', 'form', 'khen thưởng, giấy khen, bằng khen, …'),
('awards', 'collectives', 'How many collectives'),
('awards', 'individuals', 'How many individuals; households count as individuals'),
('awards', 'total', 'How many, where the two are only counted together'),
('awards', 'year', 'Year for or in which it was given'),
('model_counts', '', 'An article says how many models or exemplars there are. Never sum these rows: totals, parts and repetitions stand side by side; yearly_figures is the table of figures.'),
('model_counts', 'locality_id', 'Where the models are; empty where it cannot be told'),
('model_counts', 'locality_name', 'The same as read'),
('model_counts', 'year_from', 'First year of the span counted; empty where the text gives none'),
('model_counts', 'year_to', 'Last year of the span; the same as year_from for one year'),
('model_counts', 'count', 'The figure as printed; read it with qualifier'),
('model_counts', 'qualifier', 'exact, about (gần, khoảng), over (hơn, trên) or under (dưới)'),
('model_counts', 'qualifier_word', 'The qualifier as printed'),
('model_counts', 'unit', 'model mô hình, exemplar điển hình, both: the two counted together'),
('model_counts', 'status', 'registered đăng ký, recognized công nhận, built xây dựng, maintained duy trì, commended biểu dương'),
('model_counts', 'status_word', 'The verb as printed (nhân rộng)'),
('model_counts', 'level', 'Level of recognition: province, district, commune, grassroots (cơ sở); empty for a total'),
('model_counts', 'holder', 'collective tập thể or individual cá nhân; empty for both'),
('model_counts', 'field', 'economy, culture_society, defense_security, political_system, other; empty for all'),
('model_counts', 'campaign_id', 'The campaign they belong to'),
('model_counts', 'campaign_name', 'Its name in this article'),
('model_counts', 'organization_id', 'Body that has them, when it is not the whole locality'),
('model_counts', 'by_id', 'Body that recognizes or commends them'),
('model_counts', 'as_of', 'Day the figure speaks for'),
('model_counts', 'as_of_basis', 'Where that day comes from: stated, meeting or article'),
('model_counts', 'to_date', '1 for a stock (đến nay, hiện có), not a year''s figure'),
('model_counts', 'part_of', 'The count of the same article that this one is a part of'),
('model_counts', 'split', 'Along what that total is split: level, holder, field, status, subset (trong đó)'),
('model_counts', 'change', 'Change as stated (tăng 276 so với năm 2020)'),
('model_counts', 'award_id', 'The award in the same words'),
('_spans', '', 'Further words that a statement rests on, beyond its quote; exactly one of the row columns is set. The view _evidence shows it flat.'),
('_spans', 'id', 'Row number, of this file only'),
('_spans', 'meeting_article_id', 'Row of meeting_articles'),
('_spans', 'meeting_kind_id', 'Row of meeting_kinds'),
('_spans', 'meeting_host_id', 'Row of meeting_hosts'),
('_spans', 'meeting_official_id', 'Row of meeting_officials'),
('_spans', 'position_id', 'Row of positions'),
('_spans', 'campaign_mention_id', 'Row of campaign_mentions'),
('_spans', 'citation_id', 'Row of citations'),
('_spans', 'article_organization_id', 'Row of article_organizations'),
('_spans', 'award_id', 'Row of awards'),
('_spans', 'model_count_id', 'Row of model_counts'),
('_spans', 'quote_start', 'First character in the text of the statement''s article, from 0'),
('_spans', 'quote_end', 'One past the last character'),
('_evidence', '', 'Further words that a statement rests on, beyond its quote.'),
('_evidence', 'table_name', 'Statement table'),
('_evidence', 'row_id', 'Row of that table'),
('_evidence', 'quote_start', 'First character in the text of the statement''s article, from 0'),
('_evidence', 'quote_end', 'One past the last character');

PRAGMA user_version = 5;
