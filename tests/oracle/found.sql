-- How the episodes of a child were graded, in which placement a child in care was, and how children were found.

-- Of several periods of care that hold the day the one that began last, then the later row.
CREATE TABLE placement AS
WITH spell AS (
    SELECT 'looked_after' AS source, person(k.child, 'looked_after', s.child_ref) AS child, s.*
    FROM looked_after s LEFT JOIN keys k ON k.source = 'looked_after' AND k.ref = s.child_ref
    WHERE coalesce(upper(s.legal_status), '') NOT IN ('V3', 'V4')
    UNION ALL BY NAME
    SELECT 'placed_by_others' AS source, person(k.child, 'placed_by_others', s.child_ref) AS child, s.*
    FROM placed_by_others s LEFT JOIN keys k ON k.source = 'placed_by_others' AND k.ref = s.child_ref
), held AS (
    SELECT e.episode, s.placement_type
    FROM episode e JOIN episode_care c USING (episode)
    JOIN spell s ON s.source = c.care_source AND s.child = e.child AND s.from_date <= e.start_day
        AND (s.to_date IS NULL OR s.to_date >= e.start_day)
    QUALIFY row_number() OVER (PARTITION BY e.episode ORDER BY s.from_date DESC, s.row DESC) = 1
)
SELECT c.episode, c.child,
    CASE WHEN c.care_source = 'none' THEN 'none' ELSE coalesce(h.placement_type, 'U') END AS placement
FROM episode_care c LEFT JOIN held h USING (episode);

-- By whom and where: what the row says that ends last. Harm: some if any row has some.
CREATE TABLE found AS
SELECT l.episode, coalesce(l.found_by, 'U') AS found_by, coalesce(l.found_in, 'U') AS found_in, h.harm
FROM last_row l JOIN (
    SELECT e.episode, CASE
        WHEN bool_or(m.harm = 'some') THEN 'some' WHEN bool_or(m.harm = 'none') THEN 'none' ELSE 'U'
    END AS harm
    FROM episode e JOIN episode_row r USING (child, number) JOIN missing_episodes m USING (row)
    GROUP BY e.episode
) h USING (episode);

INSERT INTO facet
SELECT 'missing.episodes', dimension, category, episode
FROM (UNPIVOT found ON found_by, found_in, harm INTO NAME dimension VALUE category)
UNION ALL SELECT 'missing.episodes', 'placement', placement, episode FROM placement
UNION ALL SELECT DISTINCT 'missing.children', 'placement', placement, child FROM placement
UNION ALL SELECT 'missing.children', 'authority', coalesce(n.home_area, 'U'), c.child
FROM missing_child c LEFT JOIN (
    SELECT t.child, t.home_area FROM told t JOIN first_row f USING (episode) WHERE t.home_area <> 'U'
    GROUP BY t.child, t.home_area
    QUALIFY row_number() OVER (PARTITION BY t.child ORDER BY count(*) DESC, min(f.missing_from)) = 1
) n USING (child)
UNION ALL SELECT 'missing.children', 'girl_or_boy', CASE WHEN sex IN ('F', 'M') THEN sex ELSE 'U' END, child
    FROM missing_child
UNION ALL SELECT 'missing.children', 'graded',
    CASE WHEN count(DISTINCT category) = 2 THEN 'both' ELSE min(category) END, child
FROM episode GROUP BY child;

INSERT INTO measure
SELECT 'missing.episodes_per_1000', (SELECT count(*) FROM episode) / population * 1000 FROM setting
UNION ALL SELECT 'missing.missing_children_per_1000',
    (SELECT count(DISTINCT child) FROM episode WHERE category = 'missing') / population * 1000 FROM setting
UNION ALL SELECT 'missing.in_care_episodes_per_child', count(*) / nullif(count(DISTINCT child), 0)
    FROM episode_care WHERE care_source <> 'none' AND (SELECT is_known FROM care_basis)
UNION ALL SELECT 'missing.not_in_care_episodes_per_child', count(*) / nullif(count(DISTINCT child), 0)
    FROM episode_care WHERE care_source = 'none' AND (SELECT is_known FROM care_basis);
