-- When an episode started, how long it was, from where, at what risk, and whose child it was; and how episodes
-- gather in few children.

-- What the first row of an episode says; and the row that ends last: of two that end at once one without a
-- return, then one with a time, then the later row. A row without a return ends when it starts.
CREATE TABLE first_row AS
SELECT e.episode, m.* FROM episode e JOIN episode_row r USING (child, number) JOIN missing_episodes m USING (row)
QUALIFY row_number() OVER (PARTITION BY e.episode ORDER BY r.place) = 1;

CREATE TABLE last_row AS
SELECT e.episode, m.*
FROM episode e JOIN episode_row r USING (child, number) JOIN missing_episodes m USING (row)
QUALIFY row_number() OVER (
    PARTITION BY e.episode
    ORDER BY coalesce(m.returned_at, m.missing_from) DESC, (m.returned_at IS NULL)::INT DESC,
        coalesce(m.returned_at_has_time, FALSE)::INT DESC, m.row DESC
) = 1;

CREATE TABLE told AS
SELECT f.episode, e.child,
    CASE
        WHEN NOT f.missing_from_has_time THEN 'U'
        WHEN hour(f.missing_from) < 6 THEN '00-05' WHEN hour(f.missing_from) < 12 THEN '06-11'
        WHEN hour(f.missing_from) < 18 THEN '12-17' ELSE '18-23'
    END AS time_band,
    CASE WHEN dayofweek(f.missing_from) IN (0, 6) THEN 'weekend' ELSE 'weekday' END AS day_kind,
    CASE
        WHEN l.returned_at IS NULL THEN 'open'
        WHEN NOT (f.missing_from_has_time AND l.returned_at_has_time) THEN 'U'
        WHEN l.returned_at < f.missing_from + INTERVAL 8 HOUR THEN '0-7h'
        WHEN l.returned_at < f.missing_from + INTERVAL 16 HOUR THEN '8-15h'
        WHEN l.returned_at < f.missing_from + INTERVAL 24 HOUR THEN '16-23h'
        WHEN l.returned_at < f.missing_from + INTERVAL 48 HOUR THEN '24-47h'
        WHEN l.returned_at < f.missing_from + INTERVAL 7 DAY THEN '2-6d'
        WHEN l.returned_at < f.missing_from + INTERVAL 28 DAY THEN '7-27d' ELSE '28d+'
    END AS duration,
    coalesce(f.missing_from_type, 'U') AS missing_from_type, coalesce(f.risk_level, 'U') AS risk_level,
    CASE
        WHEN f.home_authority IS NULL THEN 'U'
        WHEN lower(trim(f.home_authority)) = (SELECT lower(name) FROM authority) THEN 'own' ELSE 'other'
    END AS home_area
FROM first_row f JOIN last_row l USING (episode) JOIN episode e USING (episode);

INSERT INTO facet
SELECT 'missing.episodes', dimension, category, episode
FROM (
    UNPIVOT told ON time_band, day_kind, duration, missing_from_type, risk_level, home_area
    INTO NAME dimension VALUE category
);

INSERT INTO measure
SELECT 'missing.most_missing_tenth_share',
    CASE
        WHEN ceil(count(*) / 10) >= 3
        THEN sum(n) FILTER (place <= ceil(everybody / 10)) / sum(n)
    END
FROM (
    SELECT n, row_number() OVER (ORDER BY n DESC) AS place, count(*) OVER () AS everybody FROM missing_child
);
