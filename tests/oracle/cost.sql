-- What episodes come to that do not all count as one; a year by days; and fewer repeat episodes.

-- Each episode with the product of the weights that apply to it, at their three ends.
CREATE TABLE weighed AS
SELECT episode, coalesce(product(low), 1) AS low, coalesce(product(taken), 1) AS taken,
    coalesce(product(high), 1) AS high
FROM (
    SELECT episode, 'category' AS kind, category FROM episode
    UNION ALL SELECT episode, 'risk_level', risk_level FROM told
    UNION ALL SELECT episode, 'duration', duration FROM told
) LEFT JOIN weight USING (kind, category)
GROUP BY episode;

INSERT INTO money
WITH unit AS (SELECT cost_low::DOUBLE AS pounds FROM setting),
    days AS (
        SELECT date_diff('day', first_day, last_day) + 1 AS own,
            date_diff('day', first_day, (first_day + INTERVAL 1 YEAR)::DATE) AS whole
        FROM window_of WHERE name = 'missing'
    ),
    counted AS (
        SELECT count(*) AS episodes, (SELECT count(*) FROM missing_child) AS children FROM episode
    )
SELECT 'cost.police_weighted', round(coalesce(sum(taken), 0) * (SELECT pounds FROM unit), 2) FROM weighed
UNION ALL SELECT 'cost.police_weighted_least', round(coalesce(sum(low), 0) * (SELECT pounds FROM unit), 2) FROM weighed
UNION ALL SELECT 'cost.police_weighted_most', round(coalesce(sum(high), 0) * (SELECT pounds FROM unit), 2) FROM weighed
UNION ALL SELECT 'cost.police_twelve_months', round(episodes * whole * pounds / own, 2) FROM counted, days, unit
UNION ALL SELECT 'cost.police_fewer_repeats',
    round((episodes - share * (episodes - children)) * pounds, 2)
FROM counted, fewer_repeats, unit;
