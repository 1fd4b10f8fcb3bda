-- Unauthorised absence: pupils at risk of CSE against all other pupils aged 5 to 15.
CREATE TABLE pupil AS
WITH row_of AS (
    SELECT a.row, person(k.child, 'school_absence', a.pupil_ref) AS child, a.date_of_birth,
        a.sessions_possible,
        a.sessions_unauthorised
    FROM school_absence a LEFT JOIN keys k ON k.source = 'school_absence' AND k.ref = a.pupil_ref
), births AS (
    SELECT child, date_of_birth FROM row_of WHERE date_of_birth IS NOT NULL GROUP BY child, date_of_birth
    QUALIFY row_number() OVER (PARTITION BY child ORDER BY count(*) DESC, min(row)) = 1
), added AS (
    SELECT child, sum(sessions_possible) AS possible, coalesce(sum(sessions_unauthorised), 0) AS unauthorised
    FROM row_of GROUP BY child
)
SELECT a.child, a.unauthorised * 10 >= a.possible AS tenth_missed
FROM added a JOIN births b USING (child) JOIN window_of w ON w.name = 'school'
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
