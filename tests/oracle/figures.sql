-- Every figure by key. What was not supplied is NULL, and has no cells; a category of nobody is a zero.
-- Without a dimension: of the whole figure too.
CREATE TABLE needs (id VARCHAR, dimension VARCHAR, extracts VARCHAR[]);
INSERT INTO needs
SELECT unnest([
    'missing.episodes', 'missing.children', 'missing.children_per_1000', 'missing.female_share',
    'missing.female_episodes_per_child', 'missing.male_episodes_per_child', 'missing.in_care_share',
    'missing.in_care_episode_share', 'missing.most_missing_tenth_share', 'cost.police_low', 'cost.police_high', 'cost.police_low_missing_only',
    'cost.police_twelve_months', 'cost.police_fewer_repeats', 'cost.police_weighted', 'cost.police_weighted_least', 'cost.police_weighted_most',
    'missing.missing_children_per_1000', 'missing.episodes_per_1000', 'missing.in_care_episodes_per_child',
    'missing.not_in_care_episodes_per_child', 'missing.median_hours', 'missing.again_within_28_days_share',
    'missing.first_time_share'
]), NULL, ['missing_episodes']
UNION ALL SELECT unnest([
    'missing.cse_children', 'missing.cse_victims', 'missing.cse_offenders', 'missing.cse_children_same_window',
    'missing.cse_victims_same_window', 'missing.cse_offenders_same_window', 'missing.before_offence_share'
]), NULL, ['missing_episodes', 'offences', 'offence_people']
UNION ALL SELECT unnest([
    'missing.interviews', 'missing.interviews_offered_share', 'missing.interviews_offered_in_time_share',
    'missing.interviews_completed_share', 'missing.interviews_completed_of_offered_share',
    'missing.interviews_completed_of_accepted_share', 'missing.interviews_completed_in_time_share',
    'missing.interviews_independent_share'
]), NULL, ['return_interviews']
UNION ALL SELECT unnest(['missing.at_risk_children', 'missing.at_risk_children_same_window']), NULL,
    ['missing_episodes', 'at_risk_register']
UNION ALL SELECT unnest([
    'cse.offences', 'cse.gang_offences', 'cse.gang_assessed_offences', 'cse.gang_not_assessed_offences'
]), NULL, ['offences']
UNION ALL SELECT 'cse.offences', 'suspects', ['offences', 'offence_people']
UNION ALL SELECT unnest([
    'cse.offences_without_suspect', 'cse.offences_without_victim', 'cse.lone_offence_share',
    'cse.group_offences',
    'cse.offenders', 'cse.female_offenders', 'cse.offender_mean_age', 'cse.offenders_british_share',
    'cse.repeat_offenders', 'cse.offenders_of_several_victims', 'cse.offenders_on_several_dates',
    'cse.linked_offenders', 'cse.victims', 'cse.victim_age_middle_half', 'cse.victim_age_14_16_share',
    'cse.repeat_victims', 'cse.repeat_victims_female', 'cse.victims_of_several_offenders',
    'cse.victims_on_several_dates', 'cse.offence_clusters', 'cse.offence_hotspots'
]), NULL, ['offences', 'offence_people']
UNION ALL SELECT unnest([
    'cse.closed_offences', 'cse.charged_share', 'cse.victim_does_not_support_share',
    'cse.days_to_outcome_median'
]), NULL, ['offences']
UNION ALL SELECT 'cse.offences', 'model', ['offences', 'offence_people', 'links', 'person_index']
UNION ALL SELECT unnest([
    'cse.offenders_under_18', 'cse.offenders_under_18_share', 'cse.offenders_from_elsewhere_share',
    'cse.repeat_pairs', 'cse.victims_male_share'
]), NULL, ['offences', 'offence_people']
UNION ALL SELECT unnest(['cse.victims_known_to_care', 'cse.victims_with_needs_share']), NULL,
    ['offences', 'offence_people', 'at_risk_register', 'looked_after']
UNION ALL SELECT unnest(['cse.offenders_with_recorded_link', 'cse.networks']), NULL,
    ['offences', 'offence_people', 'links', 'person_index']
UNION ALL SELECT unnest([
    'cse.reports', 'cse.reports_drugs_alcohol_share', 'cse.reports_social_media_share',
    'cse.reports_drug_networks',
    'cse.report_subjects', 'cse.report_matters', 'cse.hotspots'
]), NULL, ['intelligence']
UNION ALL SELECT unnest([
    'cse.at_risk_children', 'cse.at_risk_female_share', 'cse.at_risk_open', 'cse.at_risk_open_at_end',
    'cse.at_risk_male_share', 'cse.at_risk_disability_share', 'cse.at_risk_send_share',
    'cse.at_risk_again_share', 'cse.at_risk_look_back', 'cse.at_risk_closed', 'cse.at_risk_days_median',
    'cse.at_risk_days_middle_half'
]), NULL, ['at_risk_register']
UNION ALL SELECT 'disruption.actions', NULL, ['disruptions']
UNION ALL SELECT unnest(['absence.at_risk_share', 'absence.before_identification_share']), NULL,
    ['at_risk_register', 'school_absence']
UNION ALL SELECT unnest([
    'absence.other_share', 'absence.at_risk_ratio', 'absence.at_risk_standardised_ratio',
    'absence.before_identification_standardised_ratio'
]), NULL,
    ['at_risk_register', 'school_absence', 'school_absence_totals'];

CREATE TABLE available AS
SELECT id, bool_and(list_has_all((SELECT coalesce(list(extract), []) FROM supplied), extracts))
    FILTER (dimension IS NULL) AS is_whole,
    coalesce(list(dimension) FILTER (
        NOT list_has_all((SELECT coalesce(list(extract), []) FROM supplied), extracts)
    ), []) AS without
FROM needs GROUP BY id;

CREATE TABLE breakdown (id VARCHAR, one VARCHAR, two VARCHAR);  -- dimensions by name; two NULL: of one alone
INSERT INTO breakdown VALUES
    ('missing.episodes', 'category', NULL), ('missing.episodes', 'month', NULL),
    ('missing.episodes', 'category', 'month'), ('missing.episodes', 'repeats', NULL),
    ('missing.episodes', 'care_source', NULL), ('missing.episodes', 'police_marker', NULL),
    ('missing.episodes', 'care_source', 'police_marker'),
    ('missing.episodes', 'time_band', NULL), ('missing.episodes', 'day_kind', NULL),
    ('missing.episodes', 'day_kind', 'time_band'), ('missing.episodes', 'duration', NULL),
    ('missing.episodes', 'missing_from_type', NULL), ('missing.episodes', 'risk_level', NULL),
    ('missing.episodes', 'home_area', NULL), ('missing.interviews', 'response', NULL),
    ('missing.children', 'category', NULL), ('missing.children', 'month', NULL),
    ('missing.children', 'age_band', NULL), ('missing.children', 'sex', NULL),
    ('missing.children', 'repeats', NULL), ('missing.children', 'care_source', NULL),
    ('missing.children', 'graded', NULL), ('missing.children', 'girl_or_boy', NULL),
    ('missing.children', 'age_band', 'girl_or_boy'),
    ('missing.children', 'placement', NULL), ('missing.children', 'authority', NULL),
    ('missing.episodes', 'placement', NULL), ('missing.episodes', 'found_by', NULL),
    ('missing.episodes', 'found_in', NULL), ('missing.episodes', 'harm', NULL),
    ('cse.offences', 'month', NULL), ('cse.offences', 'suspects', NULL), ('cse.offences', 'gang', NULL),
    ('cse.offences', 'recency', NULL), ('cse.offences', 'online', NULL),
    ('cse.offences', 'offence_type', NULL), ('cse.offences', 'place_type', NULL),
    ('cse.offences', 'offence_area', NULL), ('cse.offences', 'model', NULL),
    ('cse.offences', 'outcome_group', NULL), ('cse.offences', 'outcome_days', NULL),
    ('cse.offenders', 'ethnicity', NULL), ('cse.offenders', 'ethnicity_from', NULL),
    ('cse.offenders', 'offences_each', NULL), ('cse.offenders', 'relationship', NULL),
    ('cse.offenders', 'home_authority', NULL), ('cse.victims', 'ethnicity', NULL),
    ('cse.victims', 'ethnicity_from', NULL), ('cse.victims', 'offences_each', NULL),
    ('cse.victims', 'nationality', NULL), ('cse.victims', 'home_authority', NULL),
    ('cse.offence_clusters', 'offence_area', NULL),
    ('cse.networks', 'network_size', NULL), ('cse.networks', 'network_reach', NULL),
    ('cse.offenders', 'sex', NULL), ('cse.offenders', 'suspect_age', NULL),
    ('cse.offenders', 'age_certainty', NULL), ('cse.offenders', 'nationality', NULL),
    ('cse.victims', 'sex', NULL), ('cse.victims', 'victim_age', NULL), ('cse.victims', 'age_certainty', NULL),
    ('cse.repeat_victims', 'sex', NULL), ('cse.linked_offenders', 'linked_by', NULL),
    ('cse.reports', 'month', NULL), ('cse.reports', 'community_area', NULL),
    ('cse.report_subjects', 'community_area', NULL), ('cse.report_matters', 'community_area', NULL),
    ('cse.at_risk_children', 'sex', NULL), ('cse.at_risk_children', 'age_identified', NULL),
    ('cse.at_risk_children', 'register_level', NULL), ('cse.at_risk_children', 'referral_source', NULL),
    ('cse.at_risk_children', 'disability', NULL), ('cse.at_risk_children', 'send', NULL),
    ('cse.at_risk_children', 'ethnicity', NULL), ('cse.at_risk_children', 'identified_again', NULL),
    ('cse.at_risk_closed', 'register_outcome', NULL),
    ('cse.reports', 'drugs_alcohol_found_by', NULL), ('cse.reports', 'social_media_found_by', NULL),
    ('cse.reports', 'drug_networks_found_by', NULL), ('cse.reports', 'source_grade', NULL),
    ('cse.reports', 'information_grade', NULL), ('disruption.actions', 'action_outcome', NULL),
    ('disruption.actions', 'action_outcome', 'agency'),
    ('disruption.actions', 'power', NULL), ('disruption.actions', 'agency', NULL),
    ('disruption.actions', 'agency', 'power');

CREATE TABLE category (id VARCHAR, dimension VARCHAR, category VARCHAR);
INSERT INTO category
WITH closed(dimension, categories) AS (VALUES
    ('sex', ['F', 'M', 'X', 'U']),
    ('age_band', ['0-9', '10-12', '13-14', '15-16', '17', 'U']),
    ('category', ['missing', 'absent']),
    ('care_source', ['looked_after', 'placed_by_others', 'police_marker', 'none']),
    ('police_marker', ['yes', 'no', 'U']),
    ('repeats', ['1', '2', '3', '4', '5', '6-10', '11-20', '21-50', '51+']),
    ('time_band', ['00-05', '06-11', '12-17', '18-23', 'U']),
    ('day_kind', ['weekday', 'weekend']),
    ('duration', ['0-7h', '8-15h', '16-23h', '24-47h', '2-6d', '7-27d', '28d+', 'open', 'U']),
    ('missing_from_type', ['home', 'foster', 'children''s home', 'school', 'hospital', 'other', 'U']),
    ('risk_level', ['high', 'medium', 'low', 'no apparent risk', 'U']),
    ('home_area', ['own', 'other', 'U']),
    ('authority', ['own', 'other', 'U']),
    ('girl_or_boy', ['F', 'M', 'U']),
    ('graded', ['missing', 'absent', 'both']),
    ('placement', ['foster', 'children''s home', 'parents', 'independent', 'other', 'U', 'none']),
    ('found_by', ['police', 'family', 'carers', 'self', 'other', 'U']),
    ('found_in', ['home', 'friend', 'relative', 'street', 'transport', 'other', 'U']),
    ('harm', ['some', 'none', 'U']),
    ('response', ['accepted', 'declined', 'not reached', 'not appropriate', 'U']),
    ('suspects', ['lone', 'group', 'U']),
    ('gang', ['yes', 'no', 'U']),
    ('online', ['yes', 'no', 'U']),
    ('recency', ['recent', 'non-recent', 'U']),
    ('suspect_age', ['0-11', '12-13', '14-15', '16-17', '18-20', '21-24', '25+', 'U']),
    ('victim_age', ['0-11', '12-13', '14-15', '16-17', 'U']),
    ('age_certainty', ['certain', 'uncertain', 'U']),
    ('nationality', ['british', 'other', 'U']),
    ('linked_by', ['shared_offence', 'shared_victim']),
    ('offence_type', ['rape', 'assault', 'activity', 'exploitation', 'grooming', 'images', 'other', 'U']),
    ('place_type', [
        'dwelling', 'open_space', 'vehicle', 'school', 'hotel', 'business', 'online', 'other', 'U'
    ]),
    ('model', ['gang', 'linked_in', 'linked_across', 'lone', 'U']),
    ('outcome_group', [
        'charged', 'out_of_court', 'victim', 'evidence', 'no_suspect', 'not_prosecuted', 'passed_on', 'other',
        'none', 'U'
    ]),
    ('outcome_days', ['0-30', '31-90', '91-180', '181+', 'none', 'U']),
    ('ethnicity', ['white', 'mixed', 'asian', 'black', 'other', 'U']),
    ('ethnicity_from', ['self', 'officer', 'U']),
    ('offences_each', ['1', '2', '3+']),
    ('relationship', [
        'partner', 'acquaintance', 'met_online', 'family', 'trust', 'stranger', 'other', 'U'
    ]),
    ('home_authority', ['own', 'other', 'U']),
    ('network_size', ['2', '3-4', '5+']),
    ('network_reach', ['across', 'within', 'U']),
    ('age_identified', ['0-11', '12-13', '14-15', '16-17', 'U']),
    ('disability', ['yes', 'no', 'U']), ('send', ['yes', 'no', 'U']), ('identified_again', ['yes', 'no']),
    ('drugs_alcohol_found_by', ['tag', 'text', 'no', 'U']), ('social_media_found_by', ['tag', 'text', 'no', 'U']),
    ('drug_networks_found_by', ['tag', 'text', 'no', 'U']),
    ('source_grade', ['5x5x5 A', '5x5x5 B', '5x5x5 C', '5x5x5 D', '5x5x5 E', '3x5x2 1', '3x5x2 2', '3x5x2 3',
        'U']),
    ('information_grade', ['5x5x5 1', '5x5x5 2', '5x5x5 3', '5x5x5 4', '5x5x5 5', '3x5x2 A', '3x5x2 B',
        '3x5x2 C', '3x5x2 D', '3x5x2 E', 'U'])
), used AS (
    SELECT id, one AS dimension FROM breakdown UNION SELECT id, two FROM breakdown WHERE two IS NOT NULL
)
SELECT u.id, u.dimension, unnest(c.categories) FROM used u JOIN closed c USING (dimension)
UNION
SELECT u.id, u.dimension, strftime(
    unnest(generate_series(date_trunc('month', w.first_day), w.last_day, INTERVAL 1 MONTH)), '%Y-%m'
)
FROM used u JOIN window_of w ON w.name = CASE WHEN u.id LIKE 'missing.%' THEN 'missing' ELSE 'cse' END
WHERE u.dimension = 'month'
UNION
SELECT DISTINCT u.id, u.dimension, f.category FROM used u JOIN facet f USING (id, dimension)
WHERE u.dimension IN (
    'community_area', 'offence_area', 'power', 'agency', 'action_outcome', 'register_level', 'referral_source',
    'register_outcome'
);

CREATE TABLE whole AS
SELECT a.id, CASE WHEN a.is_whole AND a.id NOT IN (FROM unsaid)
    THEN (SELECT count(*) FROM member m WHERE m.id = a.id) END AS n
FROM available a
WHERE a.id NOT IN (SELECT id FROM measure UNION SELECT id FROM span UNION SELECT id FROM money)
    AND a.id NOT IN ('cse.hotspots', 'cse.offence_hotspots') AND a.id <> 'cse.victim_age_middle_half';

CREATE TABLE cell AS
SELECT b.id, b.one || '=' || c.category AS narrowed, (
    SELECT count(DISTINCT f.unit) FROM facet f
        WHERE (f.id, f.dimension, f.category) = (b.id, b.one, c.category)
) AS n
FROM breakdown b JOIN available a USING (id) JOIN category c ON c.id = b.id AND c.dimension = b.one
WHERE b.two IS NULL AND a.is_whole AND NOT list_contains(a.without, b.one)
UNION ALL
SELECT b.id, b.one || '=' || c.category || ',' || b.two || '=' || d.category, (
    SELECT count(DISTINCT f.unit) FROM facet f JOIN facet g USING (id, unit)
    WHERE (f.id, f.dimension, f.category) = (b.id, b.one, c.category)
        AND (g.dimension, g.category) = (b.two, d.category)
)
FROM breakdown b JOIN available a USING (id)
JOIN category c ON c.id = b.id AND c.dimension = b.one
JOIN category d ON d.id = b.id AND d.dimension = b.two
WHERE a.is_whole;
