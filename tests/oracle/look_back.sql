-- What came before. Last year's episodes, if that year adjoins, are of the children who share a reference.
CREATE TABLE known_day AS
SELECT CASE WHEN e.last_day + 1 >= w.first_day AND e.first_day < w.first_day
    THEN e.first_day ELSE w.first_day END AS first_day, w.first_day AS own_first, w.last_day
FROM window_of w LEFT JOIN window_of e ON e.name = 'earlier' WHERE w.name = 'missing';

CREATE TABLE known_start AS
SELECT child, start_day FROM episode
UNION ALL
SELECT DISTINCT k.child, e.start_day
FROM earlier_episode e JOIN earlier_key x USING (child) JOIN keys k USING (source, ref), known_day d
WHERE d.first_day < d.own_first;

INSERT INTO measure
SELECT 'missing.first_time_share', CASE
    WHEN (SELECT first_day <= own_first - INTERVAL 1 YEAR FROM known_day)
    THEN count(*) FILTER (NOT EXISTS (
        SELECT 1 FROM known_start s WHERE s.child = f.child AND s.start_day < f.first_day
            AND s.start_day >= f.first_day - INTERVAL 1 YEAR
    )) / nullif(count(*), 0)
END
FROM (SELECT child, min(start_day) AS first_day FROM episode GROUP BY child) f;

-- Of victims whose first offence is known to be of one day, for which the 90 days before are known.
INSERT INTO measure
WITH first_offence AS (
    SELECT c.person, o.day, o.committed_from, o.committed_to
    FROM cse_part c JOIN cse_offence o USING (crime_ref) WHERE c.is_victim
    QUALIFY row_number() OVER (PARTITION BY c.person ORDER BY o.day, o.recorded_on, o.row) = 1
)
SELECT 'missing.before_offence_share', count(*) FILTER (EXISTS (
    SELECT 1 FROM known_start s WHERE s.child = f.person
        AND date_diff('day', s.start_day, f.committed_from) BETWEEN 1 AND 90
)) / nullif(count(*), 0)
FROM first_offence f, known_day d
WHERE f.committed_from IS NOT NULL AND (f.committed_to IS NULL OR f.committed_to = f.committed_from)
    AND date_diff('day', d.first_day, f.committed_from) >= 90
    AND date_diff('day', f.committed_from, d.last_day) >= -1;
