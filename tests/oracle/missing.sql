-- Missing and absent episodes: rows of a child merged, care on the day, and what is counted of them.

-- A start on a day may have been as late as that day's end; an end on a day as early as its beginning, or as
-- the start. Without a return a row ends when it starts. Hours count from a time alone.
CREATE TABLE missing_row AS
SELECT m.row, person(k.child, 'missing_episodes', m.person_ref) AS child, m.date_of_birth, m.sex, m.category,
    m.police_care_marker, m.missing_from::DATE AS start_day, m.missing_from_has_time AS timed,
    CASE
        WHEN timed THEN m.missing_from ELSE date_trunc('day', m.missing_from) + INTERVAL 1 DAY
    END AS latest_start,
    greatest(
        CASE
            WHEN m.returned_at IS NULL THEN m.missing_from
            WHEN m.returned_at_has_time THEN m.returned_at + INTERVAL 60 MINUTE
            ELSE m.returned_at
        END,
        CASE WHEN timed THEN m.missing_from + INTERVAL 60 MINUTE ELSE m.missing_from END
    ) AS reach
FROM missing_episodes m
LEFT JOIN keys k ON k.source = 'missing_episodes' AND k.ref = m.person_ref;

-- An episode begins in a row that no earlier row of the child reaches.
CREATE TABLE episode_row AS
WITH marked AS (
    SELECT r.*, NOT EXISTS (
        SELECT 1 FROM missing_row p
        WHERE p.child = r.child
            AND (p.latest_start, p.timed, p.row) < (r.latest_start, r.timed, r.row)
            AND (p.reach >= r.latest_start OR (NOT p.timed AND NOT r.timed AND p.start_day = r.start_day))
    ) AS begins
    FROM missing_row r
), placed AS (
    SELECT *, row_number() OVER (PARTITION BY child ORDER BY latest_start, timed, row) AS place FROM marked
)
SELECT *, sum(begins::INT) OVER (PARTITION BY child ORDER BY place) AS number FROM placed;

-- Counted: it starts in the window, and the child is under 18 then, as far as a row of it tells.
CREATE TABLE episode AS
WITH merged AS (
    SELECT child, number, child || ' ' || number AS episode, min(start_day) AS start_day,
        CASE WHEN bool_or(category = 'missing') THEN 'missing' ELSE 'absent' END AS category,
        arg_min_null(police_care_marker, place) AS marker,
        arg_min(date_of_birth, place) FILTER (date_of_birth IS NOT NULL) AS born
    FROM episode_row GROUP BY child, number
)
SELECT m.* FROM merged m JOIN window_of w ON w.name = 'missing'
WHERE m.start_day BETWEEN w.first_day AND w.last_day AND (m.born IS NULL OR age_on(m.born, m.start_day) < 18);

-- Care on the day: own record, else another authority's placement, else the marker. From the marker alone
-- where too few of the looked-after rows have names and a date of birth, or a UPN that others know, to be
-- linked by: in the row itself or in the index.
CREATE TABLE care_basis AS
WITH known_upn AS (
    SELECT upn FROM school_absence WHERE upn IS NOT NULL
    UNION
    SELECT upn FROM person_index WHERE upn IS NOT NULL AND source <> 'looked_after'
), telling AS (
    SELECT ref FROM (
        SELECT child_ref AS ref, surname, forename, date_of_birth, upn FROM looked_after
        UNION ALL
        SELECT ref, surname, forename, date_of_birth, upn FROM person_index WHERE source = 'looked_after'
    )
    WHERE (surname IS NOT NULL AND forename IS NOT NULL AND date_of_birth IS NOT NULL)
        OR upn IN (FROM known_upn)
), own AS (
    SELECT count(*) AS rows, count(*) FILTER (child_ref IN (FROM telling)) AS linkable
    FROM looked_after
), basis AS (
    SELECT linkable >= least_linkable * rows AND EXISTS (
        SELECT 1 FROM supplied WHERE extract IN ('looked_after', 'placed_by_others')
    ) AS from_records
    FROM own, setting
)
SELECT from_records, from_records OR EXISTS (
    SELECT 1 FROM episode_row WHERE police_care_marker IS NOT NULL
) AS is_known
FROM basis;

CREATE TABLE care_spell AS
SELECT 1 AS rank, 'looked_after' AS source, person(k.child, 'looked_after', s.child_ref) AS child,
    s.from_date, s.to_date
FROM looked_after s LEFT JOIN keys k ON k.source = 'looked_after' AND k.ref = s.child_ref
WHERE coalesce(upper(s.legal_status), '') NOT IN ('V3', 'V4')
UNION ALL
SELECT 2, 'placed_by_others', person(k.child, 'placed_by_others', s.child_ref), s.from_date, s.to_date
FROM placed_by_others s LEFT JOIN keys k ON k.source = 'placed_by_others' AND k.ref = s.child_ref;

CREATE TABLE episode_care AS
SELECT e.episode, e.child, coalesce(
    (
        SELECT arg_min(s.source, s.rank) FROM care_spell s, care_basis b
        WHERE b.from_records AND s.child = e.child AND s.from_date <= e.start_day
            AND (s.to_date IS NULL OR s.to_date >= e.start_day)
    ),
    CASE WHEN e.marker = 'yes' THEN 'police_marker' ELSE 'none' END
) AS care_source
FROM episode e;

-- Children: the sex, and the date of birth, that most rows of their counted episodes have.
CREATE TABLE missing_child AS
WITH said AS (
    SELECT r.child, r.row, r.sex, r.date_of_birth FROM episode_row r JOIN episode e USING (child, number)
), sexes AS (
    SELECT child, sex FROM said WHERE sex <> 'U' GROUP BY child, sex
    QUALIFY row_number() OVER (PARTITION BY child ORDER BY count(*) DESC, min(row)) = 1
), births AS (
    SELECT child, date_of_birth FROM said WHERE date_of_birth IS NOT NULL GROUP BY child, date_of_birth
    QUALIFY row_number() OVER (PARTITION BY child ORDER BY count(*) DESC, min(row)) = 1
), episodes AS (SELECT child, count(*) AS n, min(start_day) AS first_day FROM episode GROUP BY child)
SELECT e.child, e.n, coalesce(s.sex, 'U') AS sex, age_on(b.date_of_birth, e.first_day) AS age,
    CASE
        WHEN e.n <= 5 THEN e.n::VARCHAR WHEN e.n <= 10 THEN '6-10' WHEN e.n <= 20 THEN '11-20'
        WHEN e.n <= 50 THEN '21-50' ELSE '51+'
    END AS repeats
FROM episodes e LEFT JOIN sexes s USING (child) LEFT JOIN births b USING (child);

INSERT INTO member
SELECT 'missing.episodes', episode FROM episode
UNION ALL SELECT 'missing.children', child FROM missing_child
UNION ALL SELECT 'missing.cse_children', child FROM missing_child
    WHERE child IN (SELECT person FROM cse_part)
UNION ALL SELECT 'missing.cse_victims', child FROM missing_child
    WHERE child IN (SELECT person FROM victim_in)
UNION ALL SELECT 'missing.cse_offenders', child FROM missing_child
    WHERE child IN (SELECT person FROM offender_in)
UNION ALL SELECT 'missing.cse_children_same_window', child FROM missing_child
    WHERE child IN (
        SELECT c.person FROM cse_part c JOIN cse_offence o USING (crime_ref)
        JOIN window_of w ON w.name = 'missing' AND o.recorded_on BETWEEN w.first_day AND w.last_day
    )
UNION ALL SELECT 'missing.cse_victims_same_window', child FROM missing_child
    WHERE child IN (
        SELECT c.person FROM cse_part c JOIN cse_offence o USING (crime_ref)
        JOIN window_of w ON w.name = 'missing' AND o.recorded_on BETWEEN w.first_day AND w.last_day
        WHERE c.is_victim
    )
UNION ALL SELECT 'missing.cse_offenders_same_window', child FROM missing_child
    WHERE child IN (
        SELECT c.person FROM cse_part c JOIN cse_offence o USING (crime_ref)
        JOIN window_of w ON w.name = 'missing' AND o.recorded_on BETWEEN w.first_day AND w.last_day
        WHERE NOT c.is_victim
    )
UNION ALL SELECT 'missing.at_risk_children', child FROM missing_child
    WHERE child IN (SELECT child FROM at_risk_child)
UNION ALL SELECT 'missing.at_risk_children_same_window', child FROM missing_child
    WHERE child IN (
        SELECT person(k.child, 'at_risk_register', r.child_ref)
        FROM at_risk_register r LEFT JOIN keys k ON k.source = 'at_risk_register' AND k.ref = r.child_ref
        JOIN window_of w ON w.name = 'missing' AND r.identified_on BETWEEN w.first_day AND w.last_day
        JOIN window_of c ON c.name = 'cse' AND r.identified_on BETWEEN c.first_day AND c.last_day
        WHERE r.scope IS NULL
    );

INSERT INTO facet
SELECT 'missing.episodes', 'category', category, episode FROM episode
UNION ALL SELECT 'missing.episodes', 'month', strftime(start_day, '%Y-%m'), episode FROM episode
UNION ALL SELECT 'missing.episodes', 'repeats', repeats, episode FROM episode JOIN missing_child USING (child)
UNION ALL SELECT 'missing.episodes', 'care_source', care_source, episode FROM episode_care
UNION ALL SELECT 'missing.episodes', 'police_marker', yes_no(marker), episode FROM episode
UNION ALL SELECT DISTINCT 'missing.children', 'category', category, child FROM episode
UNION ALL SELECT DISTINCT 'missing.children', 'month', strftime(start_day, '%Y-%m'), child FROM episode
UNION ALL SELECT DISTINCT 'missing.children', 'care_source', care_source, child FROM episode_care
UNION ALL SELECT 'missing.children', 'sex', sex, child FROM missing_child
UNION ALL SELECT 'missing.children', 'repeats', repeats, child FROM missing_child
UNION ALL SELECT 'missing.children', 'age_band',
    CASE
        WHEN age IS NULL THEN 'U' WHEN age < 10 THEN '0-9' WHEN age < 13 THEN '10-12'
        WHEN age < 15 THEN '13-14' WHEN age < 17 THEN '15-16' WHEN age < 18 THEN '17' ELSE 'U'
    END, child FROM missing_child;

INSERT INTO measure
SELECT 'missing.children_per_1000', (SELECT count(*) FROM missing_child) / population * 1000 FROM setting
UNION ALL SELECT 'missing.female_share', part_of_known(
    count(*) FILTER (sex = 'F'), count(*) FILTER (sex <> 'U'), count(*) FILTER (sex = 'U')
) FROM missing_child
UNION ALL SELECT 'missing.female_episodes_per_child', sum(n) / nullif(count(*), 0) FROM missing_child
    WHERE sex = 'F'
UNION ALL SELECT 'missing.male_episodes_per_child', sum(n) / nullif(count(*), 0) FROM missing_child
    WHERE sex = 'M'
UNION ALL SELECT 'missing.in_care_share',
    count(DISTINCT child) FILTER (care_source <> 'none') / nullif(count(DISTINCT child), 0)
    FROM episode_care WHERE (SELECT is_known FROM care_basis)
UNION ALL SELECT 'missing.in_care_episode_share',
    count(*) FILTER (care_source <> 'none') / nullif(count(*), 0)
    FROM episode_care WHERE (SELECT is_known FROM care_basis);

INSERT INTO money
SELECT 'cost.police_low', count(*) * (SELECT cost_low FROM setting) FROM episode
UNION ALL SELECT 'cost.police_high', count(*) * (SELECT cost_high FROM setting) FROM episode
UNION ALL SELECT 'cost.police_low_missing_only', count(*) * (SELECT cost_low FROM setting)
    FROM episode WHERE category = 'missing';
