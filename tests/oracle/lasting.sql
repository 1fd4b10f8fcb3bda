-- How long episodes were, and how soon after a return the next began: what is known of each, and the product
-- over all times of the share of those still waiting to whom it does not happen then.
CREATE TABLE wait (id VARCHAR, time DOUBLE, happened BOOLEAN);

INSERT INTO wait
SELECT 'missing.median_hours',
    CASE
        WHEN l.returned_at IS NOT NULL THEN date_diff('second', f.missing_from, l.returned_at) / 3600
        ELSE greatest(0, date_diff('second', CASE
            WHEN f.missing_from_has_time THEN f.missing_from
            ELSE date_trunc('day', f.missing_from) + INTERVAL 1 DAY
        END, (SELECT as_at FROM speaks_from)::TIMESTAMP) / 3600)
    END,
    l.returned_at IS NOT NULL
FROM told t JOIN first_row f USING (episode) JOIN last_row l USING (episode)
WHERE t.duration <> 'U';

-- A return is followed to the last day of the window, or to the day before the child is 18, for 28 days.
INSERT INTO wait
WITH said AS (
    SELECT r.child, r.row, r.date_of_birth FROM episode_row r JOIN episode e USING (child, number)
    WHERE r.date_of_birth IS NOT NULL
), births AS (
    SELECT child, date_of_birth AS born FROM said GROUP BY child, date_of_birth
    QUALIFY row_number() OVER (PARTITION BY child ORDER BY count(*) DESC, min(row)) = 1
), spans AS (
    SELECT e.child, l.returned_at::DATE AS back,
        lead(f.missing_from::DATE) OVER (PARTITION BY e.child ORDER BY f.missing_from) AS again
    FROM episode e JOIN first_row f USING (episode) JOIN last_row l USING (episode)
), followed AS (
    SELECT s.child, CASE WHEN s.again IS NOT NULL THEN greatest(0, date_diff('day', s.back, s.again)) END AS gap,
        least(
            28, date_diff('day', s.back, w.last_day),
            greatest(0, coalesce(date_diff('day', s.back, (b.born + INTERVAL 18 YEAR)::DATE)
                + CASE WHEN strftime(b.born, '%m%d') = '0229' THEN 1 ELSE 0 END - 1, 28))
        ) AS days
    FROM spans s JOIN window_of w ON w.name = 'missing' AND s.back <= w.last_day LEFT JOIN births b USING (child)
)
SELECT 'missing.again_within_28_days_share', coalesce(CASE WHEN gap <= days THEN gap END, days),
    coalesce(gap <= days, FALSE)
FROM followed;

CREATE TABLE curve AS
WITH leaving AS (
    SELECT id, time, count(*) AS n, count(*) FILTER (happened) AS happening FROM wait GROUP BY id, time
), waiting AS (
    SELECT *, sum(n) OVER (PARTITION BY id ORDER BY time DESC) AS still FROM leaving
)
SELECT id, time, product(1 - happening / still) OVER (PARTITION BY id ORDER BY time) AS without FROM waiting;

INSERT INTO measure
SELECT 'missing.median_hours', CASE
    WHEN part_of_known(1, count(*) FILTER (duration <> 'U'), count(*) FILTER (duration = 'U')) IS NOT NULL
    THEN (SELECT min(time) FROM curve WHERE id = 'missing.median_hours' AND without <= 0.5 + 1e-9)
END
FROM told
UNION ALL SELECT 'missing.again_within_28_days_share', CASE
    WHEN max(time) >= 28 OR min(without) < 1e-9 THEN 1 - min(without)
END
FROM curve WHERE id = 'missing.again_within_28_days_share';
