-- Reports of intelligence, whom and what they are about, and disruption.
CREATE TABLE report AS
SELECT i.row::VARCHAR AS report, i.received_on, i.operation_ref, i.submitting_unit, i.drugs_alcohol,
    i.social_media,
    i.drug_networks, i.drugs_alcohol_by_tag, i.social_media_by_tag, i.drug_networks_by_tag,
    regexp_replace(upper(i.grading), '[\s/-]+', '', 'g') AS grading,
    CASE WHEN i.subject_ref IS NOT NULL THEN person(k.child, 'intelligence', i.subject_ref) END AS subject,
    list_filter(
        list_transform(string_split(coalesce(i.community_area, ''), ';'), lambda name: trim(name)),
        lambda name: name <> ''
    ) AS named
FROM intelligence i LEFT JOIN keys k ON k.source = 'intelligence' AND k.ref = i.subject_ref;

-- Each area that a report names, once; U where it names none.
CREATE TABLE report_area AS
SELECT DISTINCT report, unnest(CASE WHEN len(named) = 0 THEN ['U'] ELSE named END) AS area FROM report;

-- Reports about one child or one operation are one matter, however long the chain.
CREATE TABLE report_thing AS
SELECT report, 'report ' || report AS node, 'subject ' || subject AS about FROM report
    WHERE subject IS NOT NULL
UNION ALL
SELECT report, 'report ' || report, 'operation ' || operation_ref FROM report WHERE operation_ref IS NOT NULL;

CREATE TABLE matter_of AS
WITH RECURSIVE edge AS (
    SELECT node AS one, about AS other FROM report_thing UNION SELECT about, node FROM report_thing
), component(node, first_node) USING KEY (node) AS (
    SELECT DISTINCT one, one FROM edge
    UNION
    (
        SELECT now.node, min(beside.first_node)
        FROM recurring.component now JOIN edge ON edge.one = now.node
            JOIN component beside ON beside.node = edge.other
        WHERE beside.first_node < now.first_node
        GROUP BY now.node
    )
)
SELECT DISTINCT t.report, c.first_node AS matter FROM report_thing t JOIN component c ON c.node = t.node;

-- Reports with neither: one matter for each submitting unit and community area.
CREATE TABLE matter_area AS
SELECT DISTINCT m.matter, a.area FROM matter_of m JOIN report_area a USING (report)
UNION
SELECT 'unit ' || coalesce(r.submitting_unit, '') || ' in ' || a.area, a.area
FROM report r JOIN report_area a USING (report)
WHERE r.report NOT IN (SELECT report FROM matter_of);

INSERT INTO member
SELECT 'cse.reports', report FROM report
UNION ALL SELECT 'cse.reports_drug_networks', report FROM report WHERE drug_networks = 'yes'
UNION ALL SELECT DISTINCT 'cse.report_subjects', subject FROM report WHERE subject IS NOT NULL
UNION ALL SELECT DISTINCT 'cse.report_matters', matter FROM matter_area;

INSERT INTO facet
SELECT 'cse.reports', 'month', strftime(received_on, '%Y-%m'), report FROM report
UNION ALL SELECT 'cse.reports', 'community_area', area, report FROM report_area
UNION ALL SELECT DISTINCT 'cse.report_subjects', 'community_area', area, subject
    FROM report JOIN report_area USING (report) WHERE subject IS NOT NULL
UNION ALL SELECT 'cse.report_matters', 'community_area', area, matter FROM matter_area;

CREATE MACRO found_by(theme, by_tag) AS
    CASE WHEN theme IS NULL THEN 'U' WHEN theme = 'no' THEN 'no' WHEN by_tag = 'yes' THEN 'tag' ELSE 'text' END;
-- A letter in front is of the 5x5x5, a digit of the 3x5x2.
CREATE MACRO graded(grading, place) AS CASE WHEN grading IS NULL THEN 'U'
    WHEN grading[1] BETWEEN 'A' AND 'E' THEN '5x5x5 ' || grading[place] ELSE '3x5x2 ' || grading[place] END;
INSERT INTO facet
SELECT 'cse.reports', unnest(['drugs_alcohol_found_by', 'social_media_found_by', 'drug_networks_found_by',
        'source_grade', 'information_grade']),
    unnest([found_by(drugs_alcohol, drugs_alcohol_by_tag), found_by(social_media, social_media_by_tag),
        found_by(drug_networks, drug_networks_by_tag), graded(grading, 1), graded(grading, 2)]), report
FROM report;

-- A report with neither text nor tags cannot be said to have a theme or none.
INSERT INTO unsaid SELECT 'cse.reports_drug_networks'
WHERE NOT EXISTS (FROM report WHERE drug_networks IS NOT NULL);
INSERT INTO measure
SELECT 'cse.reports_drugs_alcohol_share', part_of_known(
    count(*) FILTER (drugs_alcohol = 'yes'), count(drugs_alcohol), count(*) - count(drugs_alcohol)
) FROM report
UNION ALL SELECT 'cse.reports_social_media_share', part_of_known(
    count(*) FILTER (social_media = 'yes'), count(social_media), count(*) - count(social_media)
) FROM report;

INSERT INTO member SELECT 'disruption.actions', row::VARCHAR FROM disruptions;
INSERT INTO facet
SELECT 'disruption.actions', 'power', coalesce(power, 'U'), row::VARCHAR FROM disruptions
UNION ALL SELECT 'disruption.actions', 'agency', coalesce(agency, 'U'), row::VARCHAR FROM disruptions
UNION ALL SELECT 'disruption.actions', 'action_outcome',
    CASE WHEN said(outcome) IS NULL THEN 'U'
        WHEN said(outcome) <> 'known' AND count(*) OVER (PARTITION BY said(outcome)) >= 3 THEN said(outcome)
        ELSE 'other' END, row::VARCHAR FROM disruptions;
