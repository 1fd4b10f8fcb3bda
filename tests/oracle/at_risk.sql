-- Children identified as at risk of CSE.
CREATE TABLE at_risk_spell AS
SELECT r.row, person(k.child, 'at_risk_register', r.child_ref) AS child, r.date_of_birth, r.sex,
    r.identified_on,
    r.closed_on, w.first_day, w.last_day
FROM at_risk_register r
LEFT JOIN keys k ON k.source = 'at_risk_register' AND k.ref = r.child_ref
JOIN window_of w ON w.name = 'cse' WHERE r.scope IS NULL;

CREATE TABLE at_risk_child AS
WITH identified AS (
    SELECT child, min(identified_on) AS day FROM at_risk_spell
    WHERE identified_on BETWEEN first_day AND last_day GROUP BY child
), sexes AS (
    SELECT child, sex FROM at_risk_spell WHERE sex <> 'U' GROUP BY child, sex
    QUALIFY row_number() OVER (PARTITION BY child ORDER BY count(*) DESC, min(row)) = 1
), births AS (
    SELECT child, date_of_birth FROM at_risk_spell WHERE date_of_birth IS NOT NULL
        GROUP BY child, date_of_birth
    QUALIFY row_number() OVER (PARTITION BY child ORDER BY count(*) DESC, min(row)) = 1
)
SELECT i.child, coalesce(s.sex, 'U') AS sex, age_on(b.date_of_birth, i.day) AS age
FROM identified i LEFT JOIN sexes s USING (child) LEFT JOIN births b USING (child);

INSERT INTO member
SELECT 'cse.at_risk_children', child FROM at_risk_child
UNION ALL SELECT DISTINCT 'cse.at_risk_open', child FROM at_risk_spell
    WHERE identified_on <= last_day AND (closed_on IS NULL OR closed_on >= first_day)
UNION ALL SELECT DISTINCT 'cse.at_risk_open_at_end', child FROM at_risk_spell
    WHERE identified_on <= last_day AND (closed_on IS NULL OR closed_on > last_day);

INSERT INTO facet
SELECT 'cse.at_risk_children', 'sex', sex, child FROM at_risk_child
UNION ALL SELECT 'cse.at_risk_children', 'age_identified',
    CASE
        WHEN age IS NULL THEN 'U' WHEN age < 12 THEN '0-11' WHEN age < 14 THEN '12-13'
        WHEN age < 16 THEN '14-15' WHEN age < 18 THEN '16-17' ELSE 'U'
    END, child FROM at_risk_child;

INSERT INTO measure
SELECT 'cse.at_risk_female_share', part_of_known(
    count(*) FILTER (sex = 'F'), count(*) FILTER (sex <> 'U'), count(*) FILTER (sex = 'U')
) FROM at_risk_child;

-- The first case of each child that began in the period, and how long it was open in it.
CREATE TABLE first_case AS
SELECT s.child, s.row, s.identified_on, coalesce(s.closed_on <= s.last_day, false) AS has_ended,
    date_diff('day', s.identified_on, least(coalesce(s.closed_on, s.last_day), s.last_day)) AS days
FROM at_risk_spell s WHERE s.identified_on BETWEEN s.first_day AND s.last_day
QUALIFY row_number() OVER (PARTITION BY s.child ORDER BY s.identified_on, s.row) = 1;

-- When a case of a child had first closed, by rows out of scope too.
CREATE TABLE first_closed AS
SELECT person(k.child, 'at_risk_register', r.child_ref) AS child, min(r.closed_on) AS day
FROM at_risk_register r LEFT JOIN keys k ON k.source = 'at_risk_register' AND k.ref = r.child_ref
GROUP BY ALL;

CREATE TABLE identified_again AS
SELECT DISTINCT s.child FROM at_risk_spell s JOIN first_closed c ON c.child = s.child
WHERE s.identified_on BETWEEN s.first_day AND s.last_day AND c.day < s.identified_on;

-- A word that partners used of fewer than three children is no category.
CREATE TABLE register_word AS
WITH word AS (
    SELECT s.row, s.child, unnest(['register_level', 'referral_source', 'register_outcome']) AS dimension,
        unnest([said(r.risk_level), said(r.referral_source), said(r.outcome)]) AS word
    FROM at_risk_spell s JOIN at_risk_register r USING (row)
), common AS (
    SELECT dimension, word FROM word WHERE word IS NOT NULL AND word <> 'known'
    GROUP BY ALL HAVING count(DISTINCT child) >= 3
)
SELECT w.row, w.dimension, CASE WHEN w.word IS NULL THEN 'U' ELSE coalesce(c.word, 'other') END AS category
FROM word w LEFT JOIN common c USING (dimension, word);

-- Of each child what most of the rows say, of as many what the first says.
CREATE TABLE register_child AS
WITH told AS (
    SELECT s.child, r.row, unnest(['disability', 'send', 'ethnicity']) AS dimension, unnest([
        need_of(r.disability), need_of(r.send), census_group(r.ethnicity_self)
    ]) AS category
    FROM at_risk_spell s JOIN at_risk_register r USING (row)
)
SELECT child, dimension, category FROM told WHERE category IS NOT NULL GROUP BY child, dimension, category
QUALIFY row_number() OVER (PARTITION BY child, dimension ORDER BY count(*) DESC, min(row)) = 1;

CREATE TABLE closed_case AS
SELECT child, row FROM at_risk_spell WHERE closed_on BETWEEN first_day AND last_day
QUALIFY row_number() OVER (PARTITION BY child ORDER BY closed_on DESC, identified_on DESC, row DESC) = 1;

INSERT INTO member SELECT 'cse.at_risk_closed', child FROM closed_case;
INSERT INTO facet
SELECT 'cse.at_risk_children', dimension, category, child FROM first_case JOIN register_word USING (row)
WHERE dimension <> 'register_outcome'
UNION ALL SELECT 'cse.at_risk_closed', dimension, category, child
    FROM closed_case JOIN register_word USING (row) WHERE dimension = 'register_outcome'
UNION ALL SELECT 'cse.at_risk_children', d.dimension, coalesce(r.category, 'U'), c.child
    FROM at_risk_child c CROSS JOIN (VALUES ('disability'), ('send'), ('ethnicity')) d(dimension)
    LEFT JOIN register_child r ON r.child = c.child AND r.dimension = d.dimension
UNION ALL SELECT 'cse.at_risk_children', 'identified_again',
    CASE WHEN child IN (FROM identified_again) THEN 'yes' ELSE 'no' END, child FROM at_risk_child;

INSERT INTO measure
SELECT 'cse.at_risk_male_share', part_of_known(
    count(*) FILTER (sex = 'M'), count(*) FILTER (sex <> 'U'), count(*) FILTER (sex = 'U')
) FROM at_risk_child
UNION ALL SELECT 'cse.at_risk_' || dimension || '_share', part_of_known(
    count(*) FILTER (category = 'yes'), count(*) FILTER (category <> 'U'), count(*) FILTER (category = 'U')
) FROM (VALUES ('disability'), ('send')) d(dimension)
    LEFT JOIN (SELECT dimension, category FROM facet WHERE id = 'cse.at_risk_children') USING (dimension)
    GROUP BY dimension
UNION ALL SELECT 'cse.at_risk_again_share', part_of_known(
    count(*) FILTER (child IN (FROM identified_again)), count(*), 0
) FROM at_risk_child;

-- The share of cases that is open still after so many days (Kaplan and Meier): each day on which cases end
-- leaves of those open until then the rest.
CREATE TABLE open_still AS
WITH ends AS (SELECT days, count(*) AS ended FROM first_case WHERE has_ended GROUP BY days), risk AS (
    SELECT e.days, e.ended, (SELECT count(*) FROM first_case c WHERE c.days >= e.days) AS at_risk FROM ends e
)
SELECT days, product(1 - ended / at_risk) OVER (ORDER BY days) AS share FROM risk;

INSERT INTO span
SELECT 'cse.at_risk_look_back', min(date_diff('day', held, identified_on)),
    max(date_diff('day', held, identified_on))
FROM first_case, (
    SELECT least(w.first_day, coalesce((SELECT min(closed_on) FROM at_risk_register), w.first_day)) AS held
    FROM window_of w WHERE w.name = 'cse'
)
UNION ALL SELECT 'cse.at_risk_days_median', min(days) FILTER (share <= 0.5 + 1e-9),
    min(days) FILTER (share <= 0.5 + 1e-9) FROM open_still
UNION ALL SELECT 'cse.at_risk_days_middle_half', CASE WHEN count(*) FILTER (share <= 0.25 + 1e-9) > 0
    THEN min(days) FILTER (share <= 0.75 + 1e-9) END, min(days) FILTER (share <= 0.25 + 1e-9) FROM open_still;
