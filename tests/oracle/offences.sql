-- CSE offences and the people in them.
CREATE TABLE cse_offence AS
SELECT o.*, coalesce(o.committed_from, o.recorded_on) AS day
FROM offences o JOIN window_of w ON w.name = 'cse' AND o.recorded_on BETWEEN w.first_day AND w.last_day
WHERE coalesce(o.cse_flag_reviewed, o.cse_flag_recorded) = 'yes';

-- A named person's part in a CSE offence. Offender: any role but victim.
CREATE TABLE cse_part AS
SELECT p.row, p.crime_ref, person(k.child, 'offence_people', p.person_ref) AS person,
    p.role = 'victim' AS is_victim,
    p.sex, p.date_of_birth, p.nationality
FROM offence_people p
JOIN cse_offence o USING (crime_ref)
LEFT JOIN keys k ON k.source = 'offence_people' AND k.ref = p.person_ref
WHERE p.person_ref IS NOT NULL;

CREATE VIEW offender_in AS SELECT DISTINCT person, crime_ref FROM cse_part WHERE NOT is_victim;
CREATE VIEW victim_in AS SELECT DISTINCT person, crime_ref FROM cse_part WHERE is_victim;

-- The value that most rows of a person have, of equally frequent ones that of the earliest row.
CREATE TABLE cse_person AS
WITH said AS (
    SELECT person, row, 'sex' AS what, sex AS value FROM cse_part WHERE sex <> 'U'
    UNION ALL SELECT person, row, 'birth', date_of_birth::VARCHAR FROM cse_part
    UNION ALL SELECT person, row, 'nationality', nationality FROM cse_part
), counted AS (
    SELECT person, what, value, count(*) AS rows, min(row) AS earliest
    FROM said WHERE value IS NOT NULL GROUP BY ALL
), first_of AS (
    SELECT person, what, value FROM counted
    QUALIFY row_number() OVER (PARTITION BY person, what ORDER BY rows DESC, earliest) = 1
)
SELECT p.person,
    coalesce(s.value, 'U') AS sex,
    b.value::DATE AS date_of_birth,
    CASE
        WHEN n.value IS NULL THEN 'U'
        WHEN lower(trim(n.value)) IN (
            'british', 'united kingdom', 'uk', 'english', 'scottish', 'welsh', 'northern irish'
        ) THEN 'british'
        ELSE 'other'
    END AS nationality
FROM (SELECT DISTINCT person FROM cse_part) p
LEFT JOIN first_of s ON s.person = p.person AND s.what = 'sex'
LEFT JOIN first_of b ON b.person = p.person AND b.what = 'birth'
LEFT JOIN first_of n ON n.person = p.person AND n.what = 'nationality';

-- Each offender and each victim, with the age at the first offence in that part.
CREATE TABLE cse_aged AS
WITH first_offence AS (
    SELECT c.person, c.is_victim, o.day, o.committed_to
    FROM cse_part c JOIN cse_offence o USING (crime_ref)
    QUALIFY row_number() OVER (
        PARTITION BY c.person, c.is_victim ORDER BY o.day, o.recorded_on, o.row
    ) = 1
)
SELECT f.person, f.is_victim, p.sex, p.nationality, age_on(p.date_of_birth, f.day) AS age,
    CASE
        WHEN p.date_of_birth IS NULL THEN 'U'
        -- most of a person's rows may say another date of birth than the one by which a victim was a child
        WHEN f.is_victim AND age_on(p.date_of_birth, f.day) >= 18 THEN 'U'
        WHEN f.committed_to IS NOT NULL
            AND age_on(p.date_of_birth, f.committed_to) <> age_on(p.date_of_birth, f.day) THEN 'uncertain'
        ELSE 'certain'
    END AS certainty
FROM first_offence f JOIN cse_person p USING (person);

CREATE MACRO age_at_offence(age, certainty) AS CASE
    WHEN certainty <> 'certain' THEN 'U'
    WHEN age < 12 THEN '0-11' WHEN age < 14 THEN '12-13' WHEN age < 16 THEN '14-15'
    WHEN age < 18 THEN '16-17' WHEN age < 21 THEN '18-20' WHEN age < 25 THEN '21-24' ELSE '25+'
END;

-- Suspects: identified, or reported if that is more; one identified is not acting alone.
CREATE TABLE cse_suspects AS
SELECT o.crime_ref,
    CASE
        WHEN o.suspects_reported IS NULL AND i.n < 2 THEN 'U'
        WHEN greatest(coalesce(o.suspects_reported, 0), i.n) = 1 THEN 'lone'
        WHEN greatest(coalesce(o.suspects_reported, 0), i.n) >= 2 THEN 'group'
        ELSE 'U'
    END AS suspects
FROM cse_offence o,
    LATERAL (SELECT count(*) AS n FROM offender_in f WHERE f.crime_ref = o.crime_ref) i;

-- Offences --------------------------------------------------------------------------------------------------
INSERT INTO member
SELECT 'cse.offences', crime_ref FROM cse_offence
UNION ALL SELECT 'cse.offences_without_suspect', crime_ref FROM cse_offence
    WHERE crime_ref NOT IN (SELECT crime_ref FROM offender_in)
UNION ALL SELECT 'cse.offences_without_victim', crime_ref FROM cse_offence
    WHERE crime_ref NOT IN (SELECT crime_ref FROM victim_in)
UNION ALL SELECT 'cse.group_offences', crime_ref FROM cse_suspects WHERE suspects = 'group'
UNION ALL SELECT 'cse.gang_offences', crime_ref FROM cse_offence WHERE gang_marker = 'yes'
UNION ALL SELECT 'cse.gang_assessed_offences', crime_ref FROM cse_offence WHERE gang_marker IN ('yes', 'no')
UNION ALL SELECT 'cse.gang_not_assessed_offences', crime_ref FROM cse_offence WHERE gang_marker IS NULL;

-- Where no offence was assessed, none can be said to carry a marker or not.
INSERT INTO unsaid SELECT 'cse.gang_offences'
WHERE NOT EXISTS (FROM cse_offence WHERE gang_marker IS NOT NULL);

INSERT INTO facet
SELECT 'cse.offences', 'month', strftime(recorded_on, '%Y-%m'), crime_ref FROM cse_offence
UNION ALL SELECT 'cse.offences', 'suspects', suspects, crime_ref FROM cse_suspects
UNION ALL SELECT 'cse.offences', 'gang', yes_no(gang_marker), crime_ref FROM cse_offence
UNION ALL SELECT 'cse.offences', 'online', yes_no(online), crime_ref FROM cse_offence
UNION ALL SELECT 'cse.offences', 'recency',
    CASE
        WHEN committed_from IS NULL THEN 'U'
        WHEN committed_from < recorded_on - INTERVAL 1 YEAR THEN 'non-recent'
        ELSE 'recent'
    END, crime_ref FROM cse_offence;

INSERT INTO measure
SELECT 'cse.lone_offence_share', part_of_known(
    count(*) FILTER (suspects = 'lone'), count(*) FILTER (suspects <> 'U'), count(*) FILTER (suspects = 'U')
) FROM cse_suspects;

-- Offenders -------------------------------------------------------------------------------------------------
INSERT INTO member
SELECT 'cse.offenders', person FROM cse_aged WHERE NOT is_victim
UNION ALL SELECT 'cse.female_offenders', person FROM cse_aged WHERE NOT is_victim AND sex = 'F'
UNION ALL SELECT 'cse.repeat_offenders', person FROM offender_in GROUP BY person HAVING count(*) >= 2
UNION ALL SELECT 'cse.offenders_of_several_victims', f.person
    FROM offender_in f JOIN victim_in v USING (crime_ref)
    GROUP BY f.person HAVING count(DISTINCT v.person) >= 2
UNION ALL SELECT 'cse.offenders_on_several_dates', f.person
    FROM offender_in f JOIN cse_offence o USING (crime_ref)
    GROUP BY f.person HAVING count(DISTINCT o.day) >= 2;

INSERT INTO facet
SELECT 'cse.offenders', 'sex', sex, person FROM cse_aged WHERE NOT is_victim
UNION ALL SELECT 'cse.offenders', 'suspect_age', age_at_offence(age, certainty), person
    FROM cse_aged WHERE NOT is_victim
UNION ALL SELECT 'cse.offenders', 'age_certainty', certainty, person FROM cse_aged WHERE NOT is_victim
UNION ALL SELECT 'cse.offenders', 'nationality', nationality, person FROM cse_aged WHERE NOT is_victim;

INSERT INTO measure
SELECT 'cse.offender_mean_age', part_of_known(
    sum(age) FILTER (certainty = 'certain'), count(*) FILTER (certainty = 'certain'),
    count(*) FILTER (certainty <> 'certain')
) FROM cse_aged WHERE NOT is_victim
UNION ALL SELECT 'cse.offenders_british_share', part_of_known(
    count(*) FILTER (nationality = 'british'), count(*) FILTER (nationality <> 'U'),
    count(*) FILTER (nationality = 'U')
) FROM cse_aged WHERE NOT is_victim;

-- Victims ---------------------------------------------------------------------------------------------------
INSERT INTO member
SELECT 'cse.victims', person FROM cse_aged WHERE is_victim
UNION ALL SELECT 'cse.repeat_victims', person FROM victim_in GROUP BY person HAVING count(*) >= 2
UNION ALL SELECT 'cse.repeat_victims_female', person FROM victim_in JOIN cse_person USING (person)
    WHERE sex = 'F' GROUP BY person HAVING count(*) >= 2
UNION ALL SELECT 'cse.victims_of_several_offenders', v.person
    FROM victim_in v JOIN offender_in f USING (crime_ref)
    GROUP BY v.person HAVING count(DISTINCT f.person) >= 2
UNION ALL SELECT 'cse.victims_on_several_dates', v.person
    FROM victim_in v JOIN cse_offence o USING (crime_ref)
    GROUP BY v.person HAVING count(DISTINCT o.day) >= 2;

INSERT INTO facet
SELECT 'cse.victims', 'sex', sex, person FROM cse_aged WHERE is_victim
UNION ALL SELECT 'cse.victims', 'victim_age', age_at_offence(age, certainty), person
    FROM cse_aged WHERE is_victim
UNION ALL SELECT 'cse.victims', 'age_certainty', certainty, person FROM cse_aged WHERE is_victim
UNION ALL SELECT 'cse.repeat_victims', 'sex', sex, person FROM cse_person
    WHERE person IN (SELECT unit FROM member WHERE id = 'cse.repeat_victims');

INSERT INTO measure
SELECT 'cse.victim_age_14_16_share', part_of_known(
    count(*) FILTER (certainty = 'certain' AND age BETWEEN 14 AND 16),
    count(*) FILTER (certainty = 'certain'), count(*) FILTER (certainty <> 'certain')
) FROM cse_aged WHERE is_victim;

-- The smallest age with at least a quarter, and three quarters, of the victims at or below it.
INSERT INTO span
WITH known AS (SELECT age FROM cse_aged WHERE is_victim AND certainty = 'certain'),
up_to AS (
    SELECT a.age, (SELECT count(*) FROM known k WHERE k.age <= a.age) AS n,
        (SELECT count(*) FROM known) AS all_of_them
    FROM (SELECT DISTINCT age FROM known) a
)
SELECT 'cse.victim_age_middle_half', min(age) FILTER (4 * n >= all_of_them),
    min(age) FILTER (4 * n >= 3 * all_of_them)
FROM up_to
WHERE part_of_known(
    0, (SELECT count(*) FROM known),
    (SELECT count(*) FROM cse_aged WHERE is_victim AND certainty <> 'certain')
) IS NOT NULL;

-- Links between offenders -----------------------------------------------------------------------------------
CREATE TABLE offender_pair AS
SELECT a.person AS one, b.person AS other, 'shared_offence' AS how
FROM offender_in a JOIN offender_in b ON a.crime_ref = b.crime_ref AND a.person <> b.person
UNION SELECT a.person, b.person, 'shared_victim'
FROM offender_in a JOIN victim_in va ON va.crime_ref = a.crime_ref
JOIN victim_in vb ON vb.person = va.person AND vb.crime_ref <> va.crime_ref
JOIN offender_in b ON b.crime_ref = vb.crime_ref AND b.person <> a.person;

CREATE TABLE recorded_pair AS
WITH named AS (
    SELECT person(a.child, 'links', l.person_ref_a) AS one, person(b.child, 'links', l.person_ref_b) AS other
    FROM links l
    LEFT JOIN keys a ON a.source = 'links' AND a.ref = l.person_ref_a
    LEFT JOIN keys b ON b.source = 'links' AND b.ref = l.person_ref_b
), both_ways AS (SELECT one, other FROM named UNION SELECT other, one FROM named)
SELECT one, other FROM both_ways
WHERE one <> other
    AND one IN (SELECT person FROM offender_in) AND other IN (SELECT person FROM offender_in);

INSERT INTO member
SELECT DISTINCT 'cse.linked_offenders', one FROM offender_pair
UNION ALL SELECT DISTINCT 'cse.offenders_with_recorded_link', one FROM recorded_pair;

INSERT INTO facet SELECT DISTINCT 'cse.linked_offenders', 'linked_by', how, one FROM offender_pair;

-- A group is known by the first of its offenders, whom all others can be reached from.
CREATE TABLE network_of AS
WITH RECURSIVE edge AS (SELECT one, other FROM offender_pair UNION SELECT one, other FROM recorded_pair),
reached(one, other) AS (
    SELECT one, other FROM edge
    UNION
    SELECT r.one, e.other FROM reached r JOIN edge e ON e.one = r.other
)
SELECT DISTINCT one AS person,
    least(one, (SELECT min(s.other) FROM reached s WHERE s.one = reached.one)) AS network
FROM reached;

INSERT INTO member SELECT DISTINCT 'cse.networks', network FROM network_of;
