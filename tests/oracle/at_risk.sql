-- Children identified as at risk of CSE.
CREATE TABLE at_risk_spell AS
SELECT r.row, person(k.child, 'at_risk_register', r.child_ref) AS child, r.date_of_birth, r.sex,
    r.identified_on,
    r.closed_on, w.first_day, w.last_day
FROM at_risk_register r
LEFT JOIN keys k ON k.source = 'at_risk_register' AND k.ref = r.child_ref
JOIN window_of w ON w.name = 'cse';

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
