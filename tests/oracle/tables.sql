-- What the oracle is given. The extracts hold the rows that intake uses, `row` being the spreadsheet's; only
-- missing_episodes and at_risk_register hold those out of scope too: an episode may begin in one, and one may
-- tell that a child had been identified before.
CREATE TABLE supplied (extract VARCHAR);
CREATE TABLE keys (source VARCHAR, ref VARCHAR, child VARCHAR);
CREATE TABLE window_of (name VARCHAR, first_day DATE, last_day DATE);
CREATE TABLE setting (least_linkable DOUBLE, population DOUBLE, cost_low DECIMAL(18, 2),
    cost_high DECIMAL(18, 2));
CREATE TABLE weight (id VARCHAR, kind VARCHAR, category VARCHAR, low DOUBLE, taken DOUBLE, high DOUBLE);
CREATE TABLE fewer_repeats (share DOUBLE);
CREATE TABLE area (name VARCHAR);
CREATE TABLE speaks_from (as_at DATE);
CREATE TABLE authority (name VARCHAR);
-- Of the year that the edition is compared with; none where it is compared with none.
CREATE TABLE earlier_episode (child VARCHAR, start_day DATE);
CREATE TABLE earlier_key (source VARCHAR, ref VARCHAR, child VARCHAR);

CREATE TABLE missing_episodes (
    row BIGINT, person_ref VARCHAR, date_of_birth DATE, sex VARCHAR, category VARCHAR, missing_from TIMESTAMP,
    missing_from_has_time BOOLEAN, returned_at TIMESTAMP, returned_at_has_time BOOLEAN,
    police_care_marker VARCHAR, missing_from_type VARCHAR, risk_level VARCHAR, home_authority VARCHAR,
    found_by VARCHAR, found_in VARCHAR, harm VARCHAR
);
CREATE TABLE return_interviews (
    row BIGINT, interview_ref VARCHAR, child_ref VARCHAR, returned_on DATE, offered_on DATE,
    completed_on DATE, response VARCHAR, independent VARCHAR
);
CREATE TABLE looked_after (
    row BIGINT, child_ref VARCHAR, surname VARCHAR, forename VARCHAR, date_of_birth DATE, upn VARCHAR,
    from_date DATE, to_date DATE, legal_status VARCHAR, placement_type VARCHAR, disability VARCHAR, send VARCHAR
);
CREATE TABLE placed_by_others (
    row BIGINT, child_ref VARCHAR, from_date DATE, to_date DATE, placement_type VARCHAR
);
CREATE TABLE offences (
    row BIGINT, crime_ref VARCHAR, recorded_on DATE, cse_flag_recorded VARCHAR, cse_flag_reviewed VARCHAR,
    committed_from DATE, committed_to DATE, online VARCHAR, suspects_reported BIGINT, gang_marker VARCHAR,
    ho_class VARCHAR, location_type VARCHAR, community_area VARCHAR, outcome VARCHAR, outcome_on DATE,
    incident_ref VARCHAR
);
CREATE TABLE offence_people (
    row BIGINT, crime_ref VARCHAR, role VARCHAR, person_ref VARCHAR, date_of_birth DATE, sex VARCHAR,
    nationality VARCHAR, ethnicity_self VARCHAR, ethnicity_officer VARCHAR, relationship VARCHAR,
    home_authority VARCHAR
);
CREATE TABLE intelligence (
    row BIGINT, report_ref VARCHAR, received_on DATE, community_area VARCHAR, subject_ref VARCHAR,
    operation_ref VARCHAR, submitting_unit VARCHAR, drugs_alcohol VARCHAR, social_media VARCHAR,
    drug_networks VARCHAR, drugs_alcohol_by_tag VARCHAR, social_media_by_tag VARCHAR,
    drug_networks_by_tag VARCHAR, grading VARCHAR
);
CREATE TABLE at_risk_register (
    row BIGINT, child_ref VARCHAR, date_of_birth DATE, sex VARCHAR, identified_on DATE, closed_on DATE,
    risk_level VARCHAR, referral_source VARCHAR, ethnicity_self VARCHAR, disability VARCHAR, send VARCHAR,
    outcome VARCHAR, scope VARCHAR  -- why a row is out of scope; NULL: it is counted
);
CREATE TABLE school_absence (
    row BIGINT, pupil_ref VARCHAR, date_of_birth DATE, sex VARCHAR, academic_year VARCHAR, sessions_possible BIGINT,
    sessions_unauthorised BIGINT, upn VARCHAR
);
CREATE TABLE person_index (
    row BIGINT, source VARCHAR, ref VARCHAR, surname VARCHAR, forename VARCHAR, date_of_birth DATE,
    upn VARCHAR
);
CREATE TABLE school_absence_totals (
    row BIGINT, academic_year VARCHAR, age BIGINT, sex VARCHAR, pupils BIGINT, pupils_10pct BIGINT
);
CREATE TABLE disruptions (
    row BIGINT, action_ref VARCHAR, applied_on DATE, power VARCHAR, agency VARCHAR, outcome VARCHAR
);
CREATE TABLE links (row BIGINT, person_ref_a VARCHAR, person_ref_b VARCHAR, recorded_on DATE);

-- Completed years. Who was born on 29 February completes a year on 1 March where the year has no such day.
CREATE MACRO age_on(born, day) AS
    year(day) - year(born) - CASE WHEN strftime(day, '%m%d') < strftime(born, '%m%d') THEN 1 ELSE 0 END;

-- A reference that has no key is a person of its own.
CREATE MACRO person(child, source, ref) AS coalesce(child, 'without a key, ' || source || ' ' || ref);

-- A part of those known. Not available where nobody is known, or more than 30% are not.
CREATE MACRO part_of_known(part, known, unknown) AS
    CASE WHEN known = 0 OR 10 * unknown > 3 * (known + unknown) THEN NULL ELSE part / known END;

-- What a partner wrote, in small letters; NULL where it says that nothing is recorded.
CREATE MACRO said(cell) AS CASE
    WHEN NOT regexp_full_match(lower(trim(cell)),
        'unknown|not (known|recorded|stated|obtained)|refused|prefer not to say|nk|ns|n/?a')
    THEN lower(trim(cell)) END;

CREATE MACRO yes_no(answer) AS coalesce(answer, 'U');

-- What is counted: each unit of a set once; and the categories of a dimension it falls in.
CREATE TABLE member (id VARCHAR, unit VARCHAR);
CREATE TABLE facet (id VARCHAR, dimension VARCHAR, category VARCHAR, unit VARCHAR);
-- What is made of counts. NULL: not available.
CREATE TABLE measure (id VARCHAR, value DOUBLE);
CREATE TABLE span (id VARCHAR, low BIGINT, high BIGINT);
CREATE TABLE money (id VARCHAR, pounds DECIMAL(38, 2));
-- Figures of which nothing can be said, though their extracts were sent.
CREATE TABLE unsaid (id VARCHAR);

-- What partners wrote of a person, by the groups of the profile.
CREATE MACRO says_nothing(said) AS said IS NULL OR lower(trim(said)) IN (
    '', 'u', 'ns', 'refu', 'nobt', 'unknown', 'not known', 'not recorded', 'not stated', 'not provided', 'not obtained',
    'not yet obtained', 'refused', 'prefer not to say', 'information not yet obtained', 'n/k', 'none given'
);

CREATE MACRO census_group(said) AS CASE
    WHEN says_nothing(said) THEN NULL
    WHEN regexp_matches(lower(trim(said)), '^m[0-9]$|^m(wbc|wba|was|oth)$|\bmixed\b|\band (white|black|asian)\b') THEN 'mixed'
    WHEN lower(trim(said)) IN ('wbri', 'wiri', 'wirt', 'woth', 'wrom') THEN 'white'
    WHEN lower(trim(said)) IN ('aind', 'apkn', 'aban', 'aoth', 'chne') THEN 'asian'
    WHEN lower(trim(said)) IN ('bcrb', 'bafr', 'both') THEN 'black'
    WHEN regexp_matches(lower(trim(said)), '^w[0-9]$|^ic[12]$|\bwhite\b|\b(gypsy|traveller|roma)\b') THEN 'white'
    WHEN regexp_matches(
        lower(trim(said)), '^a[0-9]$|^o1$|^ic[45]$|\b(asian|indian|pakistani|bangladeshi|chinese)\b'
    ) THEN 'asian'
    WHEN regexp_matches(lower(trim(said)), '^b[0-9]$|^ic3$|\b(black|african|caribbean)\b') THEN 'black'
    WHEN lower(trim(said)) IN
        ('o2', 'o9', 'ooth', 'ic6', 'arab', 'other', 'other ethnic group', 'any other ethnic group') THEN 'other'
END;

CREATE MACRO need_of(said) AS CASE
    WHEN says_nothing(said) THEN NULL
    WHEN lower(trim(said)) IN
        ('no', 'n', 'none', 'not disabled', 'no disability', 'no sen', 'no send', '0') THEN 'no'
    ELSE 'yes'
END;
