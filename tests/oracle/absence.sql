-- Unauthorised absence: pupils at risk of CSE against all other pupils aged 5 to 15.
CREATE TABLE pupil AS
WITH row_of AS (
    SELECT a.row, person(k.child, 'school_absence', a.pupil_ref) AS child, a.date_of_birth,
        a.sessions_possible,
        a.sessions_unauthorised, a.sex
    FROM school_absence a LEFT JOIN keys k ON k.source = 'school_absence' AND k.ref = a.pupil_ref
), births AS (
    SELECT child, date_of_birth FROM row_of WHERE date_of_birth IS NOT NULL GROUP BY child, date_of_birth
    QUALIFY row_number() OVER (PARTITION BY child ORDER BY count(*) DESC, min(row)) = 1
), sexes AS (
    SELECT child, sex FROM row_of WHERE sex <> 'U' GROUP BY child, sex
    QUALIFY row_number() OVER (PARTITION BY child ORDER BY count(*) DESC, min(row)) = 1
), added AS (
    SELECT child, sum(sessions_possible) AS possible, coalesce(sum(sessions_unauthorised), 0) AS unauthorised
    FROM row_of GROUP BY child
)
SELECT a.child, a.unauthorised * 10 >= a.possible AS tenth_missed, coalesce(s.sex, 'U') AS sex,
    age_on(b.date_of_birth, (w.first_day - INTERVAL 1 DAY)::DATE) AS age
FROM added a JOIN births b USING (child) LEFT JOIN sexes s USING (child) JOIN window_of w ON w.name = 'school'
WHERE a.possible > 0 AND age_on(b.date_of_birth, (w.first_day - INTERVAL 1 DAY)::DATE) BETWEEN 5 AND 15;

INSERT INTO measure
WITH at_risk AS (
    SELECT count(*) AS pupils, count(*) FILTER (tenth_missed) AS missed FROM pupil
    WHERE child IN (SELECT child FROM at_risk_child)
), everybody AS (
    SELECT coalesce(sum(pupils), 0) AS pupils, coalesce(sum(pupils_10pct), 0) AS missed
    FROM school_absence_totals WHERE age BETWEEN 5 AND 15
), shares AS (
    SELECT r.missed / nullif(r.pupils, 0) AS at_risk,
        -- totals that do not hold the pupils at risk are not those of the same pupils
        CASE WHEN e.pupils > r.pupils AND e.missed >= r.missed AND e.pupils - r.pupils >= e.missed - r.missed
            THEN (e.missed - r.missed) / (e.pupils - r.pupils) END AS others
    FROM at_risk r, everybody e
)
SELECT 'absence.at_risk_share', at_risk FROM shares
UNION ALL SELECT 'absence.other_share', others FROM shares
UNION ALL SELECT 'absence.at_risk_ratio', at_risk / nullif(others, 0) FROM shares;

-- Pupils at risk, and whether they were identified for the first time after the school year.
CREATE TABLE pupil_at_risk AS
WITH first_known AS (
    SELECT child, min(identified_on) AS day FROM at_risk_spell GROUP BY child
)
SELECT p.child, p.age, p.sex, p.tenth_missed,
    f.day > w.last_day AND NOT coalesce(c.day < f.day, false) AS is_later
FROM pupil p JOIN at_risk_child USING (child) JOIN first_known f USING (child)
    LEFT JOIN first_closed c USING (child) JOIN window_of w ON w.name = 'school';

-- Of the other pupils of an age and sex the share that missed a tenth; none where there are no others.
CREATE TABLE others_of_cell AS
WITH cell AS (
    SELECT age, sex, sum(pupils) AS pupils, sum(pupils_10pct) AS missed FROM school_absence_totals
    WHERE age BETWEEN 5 AND 15 GROUP BY age, sex
), inside AS (
    SELECT age, sex, count(*) AS pupils, count(*) FILTER (tenth_missed) AS missed FROM pupil_at_risk
    GROUP BY age, sex
)
SELECT age, sex, (c.missed - coalesce(i.missed, 0)) / (c.pupils - coalesce(i.pupils, 0)) AS share
FROM cell c LEFT JOIN inside i USING (age, sex)
WHERE c.pupils > coalesce(i.pupils, 0)
    AND c.missed - coalesce(i.missed, 0) BETWEEN 0 AND c.pupils - coalesce(i.pupils, 0);

CREATE TABLE beside_their_like AS
SELECT kind, part_of_known(1, count(*) FILTER (p.sex <> 'U'), count(*) FILTER (p.sex = 'U')) AS are_known,
    count(*) FILTER (p.sex <> 'U' AND o.share IS NULL) AS without_others,
    count(*) FILTER (p.sex <> 'U' AND p.tenth_missed) AS observed,
    sum(o.share) FILTER (p.sex <> 'U') AS expected
FROM (VALUES ('all'), ('later')) k(kind)
JOIN pupil_at_risk p ON k.kind = 'all' OR p.is_later LEFT JOIN others_of_cell o USING (age, sex)
GROUP BY kind;

CREATE MACRO standardised(wanted) AS (
    SELECT any_value(CASE WHEN are_known IS NOT NULL AND without_others = 0
        THEN observed / nullif(expected, 0) END) FROM beside_their_like WHERE kind = wanted
);
INSERT INTO measure
SELECT 'absence.at_risk_standardised_ratio', standardised('all')
UNION ALL SELECT 'absence.before_identification_standardised_ratio', standardised('later')
UNION ALL SELECT 'absence.before_identification_share',
    count(*) FILTER (tenth_missed) / nullif(count(*), 0) FROM pupil_at_risk WHERE is_later;
