-- Each series by month: what is counted in the month, a child of several months in each of them.
CREATE TABLE by_month AS
SELECT category || '_episodes' AS series, strftime(start_day, '%Y-%m') AS month, count(*) AS n
    FROM episode GROUP BY ALL
UNION ALL SELECT 'children', strftime(start_day, '%Y-%m'), count(DISTINCT child) FROM episode GROUP BY ALL
UNION ALL SELECT 'offences', strftime(recorded_on, '%Y-%m'), count(DISTINCT crime_ref) FROM cse_offence GROUP BY ALL
UNION ALL SELECT 'at_risk', strftime(identified_on, '%Y-%m'), count(DISTINCT child) FROM at_risk_spell
    WHERE identified_on BETWEEN first_day AND last_day GROUP BY ALL
UNION ALL SELECT 'reports', strftime(received_on, '%Y-%m'), count(*) FROM report GROUP BY ALL
UNION ALL SELECT 'actions', strftime(applied_on, '%Y-%m'), count(*) FROM disruptions GROUP BY ALL;
