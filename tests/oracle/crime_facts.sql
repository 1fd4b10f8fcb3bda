-- What CSE offences were, where, in what company and what came of them; who the people in them are.

-- Offences --------------------------------------------------------------------------------------------------
CREATE TABLE crime_fact AS
WITH class AS (
    SELECT crime_ref, ho_class,
        regexp_extract(upper(trim(ho_class)), '^0*([1-9][0-9]*)', 1) AS number,
        regexp_extract(upper(trim(ho_class)), '^0*[1-9][0-9]*([A-Z])', 1) AS letter,
        regexp_extract(upper(trim(ho_class)), '^0*[1-9][0-9]*[A-Z]?/0*([0-9]+)', 1) AS offence
    FROM cse_offence
), outcome AS (
    SELECT crime_ref, lower(trim(outcome)) AS said,
        coalesce(
            TRY_CAST(regexp_extract(lower(trim(outcome)), '^(outcome|oc)?\s*([0-9]+)$', 2) AS INTEGER),
            TRY_CAST(regexp_extract(lower(trim(outcome)), '^(outcome|oc)?\s*0*([123])a$', 2) AS INTEGER)
        ) AS number
    FROM cse_offence
), given AS (
    SELECT crime_ref, CASE
        WHEN (SELECT as_at FROM speaks_from) < outcome_on THEN 'none'
        WHEN says_nothing(said) THEN 'U'
        WHEN number = 1 OR said IN
            ('charge', 'charged', 'charge/summons', 'charged/summonsed', 'summons', 'conviction', 'convicted')
            THEN 'charged'
        WHEN number IN (2, 3, 6, 7, 8, 22)
            OR said IN ('caution', 'cautioned', 'community resolution', 'penalty notice')
            THEN 'out_of_court'
        WHEN number IN (14, 16) OR said LIKE 'victim does not support%' OR said IN
            ('victim declines to support action', 'victim withdrew support') THEN 'victim'
        WHEN number = 15 OR said = 'evidential difficulties' THEN 'evidence'
        WHEN number = 18 OR said IN ('no suspect identified', 'investigation complete') THEN 'no_suspect'
        WHEN number IN (5, 9, 10, 11, 12, 13, 17, 21)
            OR said IN ('not in the public interest', 'prosecution prevented') THEN 'not_prosecuted'
        WHEN number = 20 OR said LIKE 'transferred to another%' THEN 'passed_on'
        WHEN said IN ('under investigation', 'not yet assigned an outcome', 'open', 'ongoing') THEN 'none'
        ELSE 'other'
    END AS outcome
    FROM outcome JOIN cse_offence USING (crime_ref)
), timed AS (
    SELECT crime_ref, g.outcome,
        CASE WHEN g.outcome = 'none' THEN (SELECT as_at FROM speaks_from) ELSE outcome_on END
            - recorded_on AS days
    FROM given g JOIN cse_offence USING (crime_ref)
)
SELECT o.crime_ref,
    CASE
        WHEN says_nothing(c.ho_class) THEN 'U'
        WHEN number = '19' THEN 'rape'
        WHEN number IN ('17', '20') OR (number = '22' AND letter = 'A') THEN 'assault'
        WHEN number IN ('21', '22') THEN 'activity'
        WHEN number = '71' AND offence = '17' OR number = '88' AND offence IN ('1', '2') THEN 'grooming'
        WHEN number IN ('71', '72') THEN 'exploitation'
        WHEN number = '88' AND letter = 'A' THEN 'grooming'
        WHEN number = '86' THEN 'images'
        ELSE 'other'
    END AS offence_type,
    CASE
        WHEN says_nothing(location_type) THEN 'U'
        WHEN lower(trim(location_type)) IN
            ('private dwelling', 'dwelling', 'house', 'flat', 'home', 'residential') THEN 'dwelling'
        WHEN lower(trim(location_type)) IN
            ('open space', 'park', 'street', 'public place', 'car park', 'alley') THEN 'open_space'
        WHEN lower(trim(location_type)) IN
            ('vehicle', 'car', 'taxi', 'public transport', 'bus', 'train') THEN 'vehicle'
        WHEN lower(trim(location_type)) IN ('school', 'college', 'education') THEN 'school'
        WHEN lower(trim(location_type)) IN
            ('hotel', 'guest house', 'bed and breakfast', 'hostel') THEN 'hotel'
        WHEN lower(trim(location_type)) IN
            ('shop', 'takeaway', 'restaurant', 'licensed premises', 'pub', 'business') THEN 'business'
        WHEN lower(trim(location_type)) IN ('online', 'internet', 'social media') THEN 'online'
        ELSE 'other'
    END AS place_type,
    CASE
        WHEN community_area IS NULL THEN 'U'
        WHEN community_area IN (SELECT name FROM area) THEN community_area
        ELSE 'Another place'
    END AS offence_area,
    t.outcome AS outcome_group,
    CASE WHEN t.days >= 0 THEN t.days END AS days
FROM cse_offence o JOIN class c USING (crime_ref) JOIN timed t USING (crime_ref);

INSERT INTO facet
SELECT 'cse.offences', 'offence_type', offence_type, crime_ref FROM crime_fact
UNION ALL SELECT 'cse.offences', 'place_type', place_type, crime_ref FROM crime_fact
UNION ALL SELECT 'cse.offences', 'offence_area', offence_area, crime_ref FROM crime_fact
UNION ALL SELECT 'cse.offences', 'outcome_group', outcome_group, crime_ref FROM crime_fact
UNION ALL SELECT 'cse.offences', 'outcome_days',
    CASE
        WHEN days IS NULL THEN 'U'
        WHEN outcome_group = 'none' THEN 'none'
        WHEN days <= 30 THEN '0-30' WHEN days <= 90 THEN '31-90' WHEN days <= 180 THEN '91-180' ELSE '181+'
    END, crime_ref FROM crime_fact;

-- Offences that name one person, or are of one incident, are one cluster, however long the chain.
CREATE TABLE offence_cluster AS
WITH RECURSIVE about AS (
    SELECT DISTINCT 'offence ' || crime_ref AS one, 'person ' || person AS other FROM cse_part
    UNION ALL
    SELECT 'offence ' || crime_ref, 'incident ' || incident_ref FROM cse_offence WHERE incident_ref IS NOT NULL
), edge AS (
    SELECT one, other FROM about UNION SELECT other, one FROM about
    UNION SELECT 'offence ' || crime_ref, 'offence ' || crime_ref FROM cse_offence
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
SELECT o.crime_ref, o.offence_area, c.first_node AS cluster
FROM crime_fact o JOIN component c ON c.node = 'offence ' || o.crime_ref;
INSERT INTO member SELECT DISTINCT 'cse.offence_clusters', cluster FROM offence_cluster;
INSERT INTO facet SELECT DISTINCT 'cse.offence_clusters', 'offence_area', offence_area, cluster FROM offence_cluster;

-- The model of exploitation: the first that applies.
INSERT INTO facet
WITH linked AS (
    SELECT one AS person FROM offender_pair WHERE how = 'shared_victim' UNION SELECT one FROM recorded_pair
)
SELECT 'cse.offences', 'model',
    CASE
        WHEN o.gang_marker = 'yes' THEN 'gang'
        WHEN s.suspects = 'group' THEN 'linked_in'
        WHEN EXISTS (
            FROM offender_in f WHERE f.crime_ref = o.crime_ref AND f.person IN (SELECT person FROM linked)
        ) THEN 'linked_across'
        ELSE s.suspects
    END, o.crime_ref
FROM cse_offence o JOIN cse_suspects s USING (crime_ref);

INSERT INTO member SELECT 'cse.closed_offences', crime_ref FROM crime_fact WHERE outcome_group <> 'none';

INSERT INTO measure
WITH closed AS (SELECT outcome_group AS outcome FROM crime_fact WHERE outcome_group <> 'none'), counted AS (
    SELECT count(*) FILTER (outcome <> 'U') AS known, count(*) FILTER (outcome = 'U') AS unknown,
        count(*) FILTER (outcome = 'charged') AS charged, count(*) FILTER (outcome = 'victim') AS withdrawn
    FROM closed
)
SELECT 'cse.charged_share', part_of_known(charged, known, unknown) FROM counted
UNION ALL SELECT 'cse.victim_does_not_support_share', part_of_known(withdrawn, known, unknown) FROM counted;

-- Kaplan-Meier: of those open for so long, the share that has its outcome then; as a product of what is left.
INSERT INTO span
WITH timed AS (SELECT days, outcome_group <> 'none' AS ended FROM crime_fact WHERE days IS NOT NULL),
ends AS (
    SELECT days, count(*) FILTER (ended) AS d, (SELECT count(*) FROM timed t WHERE t.days >= e.days) AS n
    FROM timed e GROUP BY days
), curve AS (
    SELECT days, exp(sum(CASE WHEN d = n THEN -1000.0 ELSE ln(1 - d / n) END) OVER (ORDER BY days)) AS still
    FROM ends
), median AS (SELECT min(days) AS days FROM curve WHERE still <= 0.5 + 1e-9)
SELECT 'cse.days_to_outcome_median', days, days FROM median
WHERE part_of_known(
    0, (SELECT count(*) FROM timed), (SELECT count(*) FROM crime_fact WHERE days IS NULL)
) IS NOT NULL
UNION ALL SELECT 'cse.days_to_outcome_median', NULL, NULL
WHERE part_of_known(
    0, (SELECT count(*) FROM timed), (SELECT count(*) FROM crime_fact WHERE days IS NULL)
) IS NULL;

-- The people in them ----------------------------------------------------------------------------------------
CREATE TABLE cse_told AS
WITH every AS (
    SELECT c.person, c.row, p.* EXCLUDE (row)
    FROM cse_part c JOIN offence_people p ON p.row = c.row
), said AS (
    SELECT person, row, 'self' AS what, census_group(ethnicity_self) AS value FROM every
    UNION ALL SELECT person, row, 'officer', census_group(ethnicity_officer) FROM every
    UNION ALL SELECT person, row, 'home', lower(trim(home_authority)) FROM every
), counted AS (
    SELECT person, what, value, count(*) AS rows, min(row) AS earliest
    FROM said WHERE value IS NOT NULL GROUP BY ALL
), first_of AS (
    SELECT person, what, value FROM counted
    QUALIFY row_number() OVER (PARTITION BY person, what ORDER BY rows DESC, earliest) = 1
)
SELECT p.person, coalesce(s.value, o.value, 'U') AS ethnicity,
    CASE
        WHEN s.value IS NOT NULL THEN 'self' WHEN o.value IS NOT NULL THEN 'officer' ELSE 'U'
    END AS ethnicity_from,
    CASE
        WHEN h.value IS NULL THEN 'U'
        WHEN h.value IN (SELECT lower(name) FROM authority) THEN 'own'
        ELSE 'other'
    END AS home_authority
FROM (SELECT DISTINCT person FROM cse_part) p
LEFT JOIN first_of s ON s.person = p.person AND s.what = 'self'
LEFT JOIN first_of o ON o.person = p.person AND o.what = 'officer'
LEFT JOIN first_of h ON h.person = p.person AND h.what = 'home';

CREATE TABLE cse_named AS
SELECT a.person, a.is_victim, CASE WHEN a.is_victim THEN 'cse.victims' ELSE 'cse.offenders' END AS id,
    a.sex, a.nationality, a.age, a.certainty, t.* EXCLUDE (person),
    (SELECT count(DISTINCT c.crime_ref) FROM cse_part c
        WHERE c.person = a.person AND c.is_victim = a.is_victim) AS offences
FROM cse_aged a JOIN cse_told t USING (person);

INSERT INTO facet
SELECT id, 'ethnicity', ethnicity, person FROM cse_named
UNION ALL SELECT id, 'ethnicity_from', ethnicity_from, person FROM cse_named
UNION ALL SELECT id, 'home_authority', home_authority, person FROM cse_named
UNION ALL SELECT id, 'nationality', nationality, person FROM cse_named WHERE is_victim
UNION ALL SELECT id, 'offences_each',
    CASE WHEN offences >= 3 THEN '3+' ELSE offences::VARCHAR END, person FROM cse_named
UNION ALL SELECT DISTINCT 'cse.offenders', 'relationship',
    CASE
        WHEN says_nothing(p.relationship) THEN 'U'
        WHEN lower(trim(p.relationship)) IN
            ('partner', 'boyfriend', 'girlfriend', 'ex-partner', 'former partner') THEN 'partner'
        WHEN lower(trim(p.relationship)) IN ('friend', 'acquaintance', 'known', 'neighbour')
            THEN 'acquaintance'
        WHEN lower(trim(p.relationship)) IN ('met online', 'online', 'online contact') THEN 'met_online'
        WHEN lower(trim(p.relationship)) IN ('family', 'relative', 'parent', 'step-parent', 'sibling')
            THEN 'family'
        WHEN lower(trim(p.relationship)) IN ('position of trust', 'teacher', 'carer', 'professional')
            THEN 'trust'
        WHEN lower(trim(p.relationship)) IN ('stranger', 'not known to victim') THEN 'stranger'
        ELSE 'other'
    END, c.person
FROM cse_part c JOIN offence_people p ON p.row = c.row WHERE NOT c.is_victim;

INSERT INTO member
SELECT 'cse.offenders_under_18', person FROM cse_named
WHERE NOT is_victim AND certainty = 'certain' AND age < 18;

INSERT INTO measure
SELECT 'cse.offenders_under_18_share', part_of_known(
    count(*) FILTER (certainty = 'certain' AND age < 18), count(*) FILTER (certainty = 'certain'),
    count(*) FILTER (certainty <> 'certain')
) FROM cse_named WHERE NOT is_victim
UNION ALL SELECT 'cse.offenders_from_elsewhere_share', part_of_known(
    count(*) FILTER (home_authority = 'other'), count(*) FILTER (home_authority <> 'U'),
    count(*) FILTER (home_authority = 'U')
) FROM cse_named WHERE NOT is_victim
UNION ALL SELECT 'cse.victims_male_share', part_of_known(
    count(*) FILTER (sex = 'M'), count(*) FILTER (sex <> 'U'), count(*) FILTER (sex = 'U')
) FROM cse_named WHERE is_victim;

-- Together again, and in a group ----------------------------------------------------------------------------
INSERT INTO member
SELECT 'cse.repeat_pairs', a.person || ' ' || b.person
FROM offender_in a JOIN offender_in b ON a.crime_ref = b.crime_ref AND a.person < b.person
GROUP BY a.person, b.person HAVING count(*) >= 2;

INSERT INTO facet
WITH grouped AS (
    SELECT n.network, count(*) AS size, bool_or(t.home_authority = 'other') AS across,
        bool_and(t.home_authority = 'own') AS within
    FROM network_of n JOIN cse_told t USING (person) GROUP BY n.network
)
SELECT 'cse.networks', 'network_size',
    CASE WHEN size = 2 THEN '2' WHEN size <= 4 THEN '3-4' ELSE '5+' END, network
FROM grouped
UNION ALL SELECT 'cse.networks', 'network_reach',
    CASE WHEN across THEN 'across' WHEN within THEN 'within' ELSE 'U' END, network
FROM grouped;

-- Disability and special educational needs ------------------------------------------------------------------
CREATE TABLE child_need AS
WITH asked AS (
    SELECT person(k.child, 'at_risk_register', r.child_ref) AS person, r.disability, r.send
    FROM at_risk_register r LEFT JOIN keys k ON k.source = 'at_risk_register' AND k.ref = r.child_ref
    WHERE r.scope IS NULL
    UNION ALL SELECT person(k.child, 'looked_after', r.child_ref), r.disability, r.send
    FROM looked_after r LEFT JOIN keys k ON k.source = 'looked_after' AND k.ref = r.child_ref
), answered AS (
    SELECT person, unnest(['disability', 'send']) AS question, unnest([disability, send]) AS said FROM asked
), judged AS (
    SELECT person, question, need_of(said) AS need FROM answered
)
SELECT person, CASE
    WHEN coalesce(bool_or(need = 'yes'), false) THEN 'yes'
    WHEN count(DISTINCT question) FILTER (need IS NOT NULL) = 2 THEN 'no'
    ELSE 'U'
END AS need
FROM judged GROUP BY person;

INSERT INTO member
SELECT 'cse.victims_known_to_care', person FROM cse_named JOIN child_need USING (person) WHERE is_victim;

INSERT INTO measure
SELECT 'cse.victims_with_needs_share',
    CASE WHEN count(*) FILTER (need <> 'U') >= 20 THEN part_of_known(
        count(*) FILTER (need = 'yes'), count(*) FILTER (need <> 'U'), count(*) FILTER (need = 'U')
    ) END
FROM cse_named JOIN child_need USING (person) WHERE is_victim;
