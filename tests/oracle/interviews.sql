-- Return interviews that are due: which were offered, which took place, within 72 hours counted in whole days.
CREATE TABLE interview AS
SELECT interview_ref AS interview, coalesce(response, 'U') AS response,
    offered_on IS NOT NULL OR completed_on IS NOT NULL OR coalesce(response IN ('accepted', 'declined'), FALSE)
        AS is_offered,
    completed_on IS NOT NULL AS is_completed, independent,
    CASE
        WHEN returned_on IS NULL THEN NULL
        WHEN offered_on IS NOT NULL THEN date_diff('day', returned_on, offered_on) <= 3
        WHEN is_offered THEN NULL ELSE FALSE
    END AS offered_in_time,
    CASE
        WHEN returned_on IS NULL THEN NULL
        ELSE is_completed AND coalesce(date_diff('day', returned_on, completed_on) <= 3, FALSE)
    END AS completed_in_time
FROM return_interviews;

INSERT INTO member SELECT 'missing.interviews', interview FROM interview;
INSERT INTO facet SELECT 'missing.interviews', 'response', response, interview FROM interview;

INSERT INTO measure
SELECT 'missing.interviews_offered_share', count(*) FILTER (is_offered) / nullif(count(*), 0) FROM interview
UNION ALL SELECT 'missing.interviews_offered_in_time_share', part_of_known(
    count(*) FILTER (offered_in_time), count(offered_in_time), count(*) - count(offered_in_time)
) FROM interview
UNION ALL SELECT 'missing.interviews_completed_share', count(*) FILTER (is_completed) / nullif(count(*), 0)
    FROM interview
UNION ALL SELECT 'missing.interviews_completed_of_offered_share',
    count(*) FILTER (is_completed) / nullif(count(*), 0) FROM interview WHERE is_offered
UNION ALL SELECT 'missing.interviews_completed_of_accepted_share',
    count(*) FILTER (is_completed) / nullif(count(*), 0) FROM interview WHERE response = 'accepted'
UNION ALL SELECT 'missing.interviews_completed_in_time_share', part_of_known(
    count(*) FILTER (completed_in_time), count(completed_in_time), count(*) - count(completed_in_time)
) FROM interview
UNION ALL SELECT 'missing.interviews_independent_share', part_of_known(
    count(*) FILTER (independent = 'yes'), count(independent), count(*) - count(independent)
) FROM interview WHERE is_completed;
