-- The knowledge base of Paraspinal. Each table is filled from content/TABLE.csv (same column names, any
-- order, empty = NULL) by the build; FORMAT.md explains each column with an example row.
-- Every CHECK has a name that reads as what it expects: the build prints it with file, line and value.

PRAGMA foreign_keys = ON;

CREATE TABLE source (
  id TEXT PRIMARY KEY,
  citation TEXT NOT NULL,
  year TEXT,
  kind TEXT NOT NULL,
  doi TEXT, pmid TEXT, url TEXT,
  verified TEXT NOT NULL CONSTRAINT "verified is seen, seen-qual, seen-part, recalled or estimate"
    CHECK (verified IN ('seen','seen-qual','seen-part','recalled','estimate')),
  what_was_seen TEXT
) STRICT;

CREATE TABLE age_band (
  id TEXT PRIMARY KEY,
  from_years INTEGER NOT NULL CONSTRAINT "from_years is 16 or more" CHECK (from_years >= 16),
  below_years INTEGER NOT NULL,
  CONSTRAINT "below_years is above from_years" CHECK (below_years > from_years)
) STRICT;

CREATE TABLE condition (
  id TEXT PRIMARY KEY,
  name TEXT NOT NULL,
  body_system TEXT NOT NULL,
  role TEXT NOT NULL CONSTRAINT "role is primary, contributor or other"
    CHECK (role IN ('primary','contributor','other')),
  must_not_miss INTEGER NOT NULL CONSTRAINT "must_not_miss is 0 or 1" CHECK (must_not_miss IN (0,1)),
  needs_urgency TEXT NOT NULL CONSTRAINT "needs_urgency is an urgency" CHECK (needs_urgency IN
    ('self_care','within_2_weeks','within_3_days','same_day','urgent_care','emergency_department','ambulance')),
  harm REAL NOT NULL CONSTRAINT "harm is 1 to 10" CHECK (harm BETWEEN 1 AND 10),
  needs_basis TEXT NOT NULL,
  scope TEXT NOT NULL CONSTRAINT "scope is all, pregnant, women or takes_drug"
    CHECK (scope IN ('all','pregnant','women','takes_drug')),
  scope_finding TEXT,
  sign_off TEXT NOT NULL
) STRICT;

CREATE TABLE mechanism (
  id TEXT PRIMARY KEY,
  name TEXT NOT NULL,
  leak REAL NOT NULL CONSTRAINT "leak is a probability" CHECK (leak BETWEEN 0 AND 1),
  source TEXT NOT NULL REFERENCES source(id),
  verified TEXT NOT NULL, grade TEXT NOT NULL, basis TEXT NOT NULL, sign_off TEXT NOT NULL
) STRICT;

CREATE TABLE finding (
  id TEXT PRIMARY KEY,
  name TEXT NOT NULL,
  kind TEXT NOT NULL CONSTRAINT "kind is history, risk_factor, symptom, sign, vital or laboratory"
    CHECK (kind IN ('history','risk_factor','symptom','sign','vital','laboratory')),
  value_type TEXT NOT NULL CONSTRAINT "value_type is boolean, quantity, ordinal or date"
    CHECK (value_type IN ('boolean','quantity','ordinal','date')),
  unit TEXT,
  lowest REAL, highest REAL,
  states TEXT,
  obtainable_by TEXT NOT NULL CONSTRAINT "obtainable_by is caller, examiner, device, laboratory or derived"
    CHECK (obtainable_by IN ('caller','examiner','device','laboratory','derived')),
  weightless_because TEXT,
  sign_off TEXT NOT NULL,
  CONSTRAINT "a quantity has unit, lowest and highest" CHECK
    (value_type <> 'quantity' OR (unit IS NOT NULL AND lowest IS NOT NULL AND highest > lowest)),
  CONSTRAINT "an ordinal has states" CHECK (value_type <> 'ordinal' OR states IS NOT NULL)
) STRICT;

CREATE TABLE question (
  finding TEXT PRIMARY KEY REFERENCES finding(id),
  read_aloud TEXT NOT NULL,
  plainer TEXT NOT NULL,
  meaning TEXT NOT NULL,
  yes_means TEXT NOT NULL,
  seconds REAL NOT NULL CONSTRAINT "seconds is above 0" CHECK (seconds > 0),
  sign_off TEXT NOT NULL
) STRICT;

CREATE TABLE safety_question (
  finding TEXT NOT NULL REFERENCES finding(id),
  phase TEXT NOT NULL CONSTRAINT "phase is life_threat or mandatory" CHECK (phase IN ('life_threat','mandatory')),
  applies_when TEXT,
  position INTEGER NOT NULL,
  source TEXT NOT NULL REFERENCES source(id),
  basis TEXT NOT NULL, sign_off TEXT NOT NULL,
  PRIMARY KEY (finding, phase)
) STRICT;

CREATE TABLE bundle (
  id TEXT PRIMARY KEY,
  lead_in TEXT NOT NULL,
  seconds REAL NOT NULL CONSTRAINT "seconds is above 0" CHECK (seconds > 0),
  source TEXT NOT NULL REFERENCES source(id),
  verified TEXT NOT NULL, grade TEXT NOT NULL, basis TEXT NOT NULL, sign_off TEXT NOT NULL
) STRICT;

CREATE TABLE bundle_item (
  finding TEXT PRIMARY KEY REFERENCES finding(id),
  bundle TEXT NOT NULL REFERENCES bundle(id),
  position INTEGER NOT NULL,
  words TEXT NOT NULL,
  seconds REAL NOT NULL CONSTRAINT "seconds is above 0" CHECK (seconds > 0),
  applies_when TEXT,
  no_means TEXT
) STRICT;

CREATE TABLE phrase (
  finding TEXT NOT NULL REFERENCES finding(id),
  phrase TEXT NOT NULL CONSTRAINT "phrase is words of a to z with one space between them, and | between those that may stand in one place"
    CHECK (phrase NOT GLOB '*[^a-z |]*' AND ' ' || phrase || ' ' NOT GLOB '*[ |][ |]*'),
  source TEXT NOT NULL REFERENCES source(id),
  verified TEXT NOT NULL, grade TEXT NOT NULL, note TEXT, sign_off TEXT NOT NULL,
  PRIMARY KEY (finding, phrase)
) STRICT;

CREATE TABLE phrase_excuse (
  finding TEXT PRIMARY KEY REFERENCES finding(id),
  basis TEXT NOT NULL, sign_off TEXT NOT NULL
) STRICT;

CREATE TABLE implication (
  when_true TEXT NOT NULL,
  then_finding TEXT NOT NULL,
  kind TEXT NOT NULL CONSTRAINT "kind is implies or defines" CHECK (kind IN ('implies','defines')),
  basis TEXT NOT NULL,
  PRIMARY KEY (when_true, then_finding)
) STRICT;

CREATE TABLE demographic (
  setting TEXT NOT NULL CONSTRAINT "setting is telephone, primary_care or emergency_department"
    CHECK (setting IN ('telephone','primary_care','emergency_department')),
  age_band TEXT NOT NULL REFERENCES age_band(id),
  female REAL NOT NULL CONSTRAINT "female is a share" CHECK (female BETWEEN 0 AND 1),
  male REAL NOT NULL CONSTRAINT "male is a share" CHECK (male BETWEEN 0 AND 1),
  source TEXT NOT NULL REFERENCES source(id),
  verified TEXT NOT NULL, grade TEXT NOT NULL, basis TEXT NOT NULL, sign_off TEXT NOT NULL,
  PRIMARY KEY (setting, age_band)
) STRICT;

CREATE TABLE pregnancy_prevalence (
  age_band TEXT NOT NULL REFERENCES age_band(id),
  stage TEXT NOT NULL CONSTRAINT "stage is a pregnancy stage" CHECK (stage IN
    ('trimester_1','weeks_14_19','weeks_20_27','weeks_28_33','weeks_34_36','term','postpartum')),
  point REAL NOT NULL CONSTRAINT "point is a probability" CHECK (point BETWEEN 0 AND 1),
  source TEXT NOT NULL REFERENCES source(id),
  verified TEXT NOT NULL, grade TEXT NOT NULL, basis TEXT NOT NULL, sign_off TEXT NOT NULL,
  PRIMARY KEY (age_band, stage)
) STRICT;

CREATE TABLE prevalence (
  finding TEXT NOT NULL REFERENCES finding(id),
  setting TEXT NOT NULL CONSTRAINT "setting is telephone, primary_care, emergency_department or any"
    CHECK (setting IN ('telephone','primary_care','emergency_department','any')),
  sex TEXT NOT NULL CONSTRAINT "sex is female, male or any" CHECK (sex IN ('female','male','any')),
  point REAL NOT NULL CONSTRAINT "point is a probability" CHECK (point BETWEEN 0 AND 1),
  low REAL, high REAL,
  source TEXT NOT NULL REFERENCES source(id),
  verified TEXT NOT NULL, grade TEXT NOT NULL, basis TEXT NOT NULL, sign_off TEXT NOT NULL,
  PRIMARY KEY (finding, setting, sex)
) STRICT;

CREATE TABLE prior (
  condition TEXT NOT NULL REFERENCES condition(id),
  setting TEXT NOT NULL CONSTRAINT "setting is telephone, primary_care or emergency_department"
    CHECK (setting IN ('telephone','primary_care','emergency_department')),
  point REAL NOT NULL CONSTRAINT "point is a probability" CHECK (point BETWEEN 0 AND 1),
  low REAL, high REAL,
  source TEXT NOT NULL REFERENCES source(id),
  verified TEXT NOT NULL, grade TEXT NOT NULL, basis TEXT NOT NULL, sign_off TEXT NOT NULL,
  PRIMARY KEY (condition, setting),
  CONSTRAINT "low <= point <= high" CHECK (low IS NULL OR (low <= point AND point <= high))
) STRICT;

CREATE TABLE prior_modifier (
  condition TEXT NOT NULL REFERENCES condition(id),
  factor TEXT NOT NULL CONSTRAINT "factor is age, sex or pregnancy" CHECK (factor IN ('age','sex','pregnancy')),
  level TEXT NOT NULL,
  effect TEXT NOT NULL CONSTRAINT "effect is odds or absolute" CHECK (effect IN ('odds','absolute')),
  value REAL NOT NULL CONSTRAINT "value is not negative" CHECK (value >= 0),
  source TEXT NOT NULL REFERENCES source(id),
  verified TEXT NOT NULL, grade TEXT NOT NULL, basis TEXT NOT NULL, sign_off TEXT NOT NULL,
  PRIMARY KEY (condition, factor, level)
) STRICT;

CREATE TABLE link (
  id TEXT PRIMARY KEY,
  condition TEXT NOT NULL REFERENCES condition(id),
  finding TEXT NOT NULL REFERENCES finding(id),
  kind TEXT NOT NULL CONSTRAINT "kind is finding or risk" CHECK (kind IN ('finding','risk')),
  use TEXT NOT NULL CONSTRAINT "use is parameter, check or background"
    CHECK (use IN ('parameter','check','background')),
  applies_to TEXT NOT NULL CONSTRAINT "applies_to is unselected, referred, pregnant, women or takes_drug"
    CHECK (applies_to IN ('unselected','referred','pregnant','women','takes_drug')),
  sensitivity REAL CONSTRAINT "sensitivity is a probability" CHECK (sensitivity BETWEEN 0 AND 1),
  sensitivity_low REAL, sensitivity_high REAL,
  specificity REAL CONSTRAINT "specificity is a probability" CHECK (specificity BETWEEN 0 AND 1),
  specificity_low REAL, specificity_high REAL,
  p_given_not REAL CONSTRAINT "p_given_not is a probability" CHECK (p_given_not BETWEEN 0 AND 1),
  p_given_not_basis TEXT,
  lr_positive REAL CONSTRAINT "lr_positive is not negative" CHECK (lr_positive >= 0),
  lr_positive_low REAL, lr_positive_high REAL,
  lr_negative REAL CONSTRAINT "lr_negative is not negative" CHECK (lr_negative >= 0),
  lr_negative_low REAL, lr_negative_high REAL,
  ratio_kind TEXT CONSTRAINT "ratio_kind is OR, RR, HR or SR" CHECK (ratio_kind IN ('OR','RR','HR','SR')),
  ratio REAL CONSTRAINT "ratio is above 0" CHECK (ratio > 0),
  ratio_low REAL, ratio_high REAL,
  post_test REAL CONSTRAINT "post_test is a probability" CHECK (post_test BETWEEN 0 AND 1),
  post_test_low REAL, post_test_high REAL,
  population TEXT NOT NULL,
  source TEXT NOT NULL REFERENCES source(id),
  locator TEXT,
  verified TEXT NOT NULL CONSTRAINT "verified is seen, seen-qual, seen-part, recalled or estimate"
    CHECK (verified IN ('seen','seen-qual','seen-part','recalled','estimate')),
  grade TEXT NOT NULL CONSTRAINT "grade is A, B, B-recalled or C" CHECK (grade IN ('A','B','B-recalled','C')),
  note TEXT, sign_off TEXT NOT NULL,
  CONSTRAINT "a ratio has a ratio_kind" CHECK ((ratio IS NULL) = (ratio_kind IS NULL))
) STRICT;

CREATE TABLE link_excuse (
  link TEXT PRIMARY KEY REFERENCES link(id),
  excuse TEXT NOT NULL CONSTRAINT "excuse is capped, referral_population or conflicts_with"
    CHECK (excuse IN ('capped','referral_population','conflicts_with')),
  other TEXT REFERENCES link(id),
  basis TEXT NOT NULL, sign_off TEXT NOT NULL,
  CONSTRAINT "conflicts_with, and only it, names an other link"
    CHECK ((excuse = 'conflicts_with') = (other IS NOT NULL)),
  CONSTRAINT "other is another link" CHECK (other IS NULL OR other <> link)
) STRICT;

CREATE TABLE benign_pattern (
  finding TEXT PRIMARY KEY REFERENCES finding(id),
  answer TEXT NOT NULL CONSTRAINT "answer is present or absent" CHECK (answer IN ('present','absent')),
  source TEXT NOT NULL REFERENCES source(id),
  verified TEXT NOT NULL, basis TEXT NOT NULL, sign_off TEXT NOT NULL
) STRICT;

CREATE TABLE mechanism_cause (
  mechanism TEXT NOT NULL REFERENCES mechanism(id),
  condition TEXT NOT NULL REFERENCES condition(id),
  point REAL NOT NULL CONSTRAINT "point is a probability" CHECK (point BETWEEN 0 AND 1),
  source TEXT NOT NULL REFERENCES source(id),
  verified TEXT NOT NULL, grade TEXT NOT NULL, basis TEXT NOT NULL, sign_off TEXT NOT NULL,
  PRIMARY KEY (mechanism, condition)
) STRICT;

CREATE TABLE mechanism_finding (
  mechanism TEXT NOT NULL REFERENCES mechanism(id),
  finding TEXT NOT NULL REFERENCES finding(id),
  basis TEXT NOT NULL,
  PRIMARY KEY (mechanism, finding)
) STRICT;

CREATE TABLE contribution (
  contributor TEXT NOT NULL REFERENCES condition(id),
  condition TEXT NOT NULL REFERENCES condition(id),
  odds_ratio REAL NOT NULL CONSTRAINT "odds_ratio is above 0" CHECK (odds_ratio > 0),
  source TEXT NOT NULL REFERENCES source(id),
  verified TEXT NOT NULL, grade TEXT NOT NULL, basis TEXT NOT NULL, sign_off TEXT NOT NULL,
  PRIMARY KEY (contributor, condition)
) STRICT;

CREATE TABLE red_flag (
  id TEXT PRIMARY KEY,
  name TEXT NOT NULL,
  rule TEXT NOT NULL,
  urgency TEXT NOT NULL CONSTRAINT "urgency is an urgency" CHECK (urgency IN
    ('self_care','within_2_weeks','within_3_days','same_day','urgent_care','emergency_department','ambulance')),
  disposition TEXT NOT NULL,
  action TEXT NOT NULL,
  source TEXT NOT NULL REFERENCES source(id),
  locator TEXT, verified TEXT NOT NULL, note TEXT, sign_off TEXT NOT NULL
) STRICT;

CREATE TABLE red_flag_suspect (
  red_flag TEXT NOT NULL REFERENCES red_flag(id),
  condition TEXT NOT NULL REFERENCES condition(id),
  PRIMARY KEY (red_flag, condition)
) STRICT;

CREATE TABLE loss (
  levels_too_slow INTEGER PRIMARY KEY CONSTRAINT "levels_too_slow is 1 to 6" CHECK (levels_too_slow BETWEEN 1 AND 6),
  multiplier REAL NOT NULL CONSTRAINT "multiplier is above 0" CHECK (multiplier > 0),
  basis TEXT NOT NULL, sign_off TEXT NOT NULL
) STRICT;

CREATE TABLE disposition (
  id TEXT PRIMARY KEY,
  name TEXT NOT NULL,
  contact TEXT NOT NULL,
  safety_net TEXT,
  source TEXT REFERENCES source(id), sign_off TEXT,
  CONSTRAINT "a safety_net has a source and a sign_off"
    CHECK (safety_net IS NULL OR (source IS NOT NULL AND sign_off IS NOT NULL))
) STRICT;

CREATE TABLE person_safety_net (
  applies_when TEXT PRIMARY KEY,
  disposition TEXT NOT NULL REFERENCES disposition(id),
  position INTEGER NOT NULL,
  source TEXT NOT NULL REFERENCES source(id),
  basis TEXT NOT NULL, sign_off TEXT NOT NULL
) STRICT;

CREATE TABLE urgency_disposition (
  urgency TEXT PRIMARY KEY,
  disposition TEXT NOT NULL REFERENCES disposition(id),
  what_to_do TEXT NOT NULL,
  safety_net TEXT NOT NULL,
  source TEXT NOT NULL REFERENCES source(id), sign_off TEXT NOT NULL
) STRICT;

CREATE TABLE action (
  id TEXT PRIMARY KEY,
  kind TEXT NOT NULL CONSTRAINT "kind is self_care, treatment, referral or prevention"
    CHECK (kind IN ('self_care','treatment','referral','prevention')),
  words TEXT NOT NULL,
  position TEXT NOT NULL,
  slowest_urgency TEXT NOT NULL CONSTRAINT "slowest_urgency is an urgency" CHECK (slowest_urgency IN
    ('self_care','within_2_weeks','within_3_days','same_day','urgent_care','emergency_department','ambulance')),
  fastest_urgency TEXT NOT NULL CONSTRAINT "fastest_urgency is an urgency" CHECK (fastest_urgency IN
    ('self_care','within_2_weeks','within_3_days','same_day','urgent_care','emergency_department','ambulance')),
  source TEXT NOT NULL REFERENCES source(id),
  verified TEXT NOT NULL, note TEXT, sign_off TEXT NOT NULL
) STRICT;

CREATE TABLE action_condition (
  action TEXT NOT NULL REFERENCES action(id),
  condition TEXT NOT NULL REFERENCES condition(id),
  PRIMARY KEY (action, condition)
) STRICT;

CREATE TABLE contraindication (
  action TEXT NOT NULL REFERENCES action(id),
  rule TEXT NOT NULL,
  effect TEXT NOT NULL CONSTRAINT "effect is withhold or caution" CHECK (effect IN ('withhold','caution')),
  reason TEXT NOT NULL,
  source TEXT NOT NULL REFERENCES source(id),
  verified TEXT NOT NULL, sign_off TEXT NOT NULL,
  PRIMARY KEY (action, rule)
) STRICT;

CREATE TABLE article_statement (
  id TEXT PRIMARY KEY,
  article TEXT NOT NULL REFERENCES source(id),
  kind TEXT NOT NULL CONSTRAINT "kind is cause, risk, symptom, history, treatment or prevention"
    CHECK (kind IN ('cause','risk','symptom','history','treatment','prevention')),
  statement TEXT NOT NULL,
  covered_by TEXT NOT NULL,
  outcome TEXT NOT NULL CONSTRAINT "outcome is agreed or evidence_wins"
    CHECK (outcome IN ('agreed','evidence_wins')),
  reason TEXT,
  CONSTRAINT "outcome evidence_wins has a reason, agreed has none" CHECK
    ((outcome = 'evidence_wins') = (reason IS NOT NULL))
) STRICT;

CREATE TABLE coding (
  system TEXT NOT NULL CONSTRAINT "system is snomed, loinc, icd10cm, icd10pcs, rxnorm, atc or ips"
    CHECK (system IN ('snomed','loinc','icd10cm','icd10pcs','rxnorm','atc','ips')),
  code TEXT NOT NULL,
  display TEXT NOT NULL,
  match TEXT NOT NULL CONSTRAINT "match is exact or prefix" CHECK (match IN ('exact','prefix')),
  resource TEXT NOT NULL CONSTRAINT "resource is condition, procedure, observation, medication, value, export, order, allergen, complaint, pregnancy_end, none_known or empty_section"
    CHECK (resource IN ('condition','procedure','observation','medication','value','export','order','allergen','complaint',
      'pregnancy_end','none_known','empty_section')),
  target TEXT NOT NULL,
  state TEXT,
  within_days REAL,
  verified TEXT NOT NULL,
  note TEXT,
  PRIMARY KEY (system, code, resource, target)
) STRICT;

CREATE TABLE unit_conversion (
  finding TEXT NOT NULL REFERENCES finding(id),
  unit TEXT NOT NULL,
  factor REAL NOT NULL,
  add_after REAL NOT NULL,
  source TEXT NOT NULL REFERENCES source(id),
  PRIMARY KEY (finding, unit)
) STRICT;

CREATE TABLE record_reading (
  finding TEXT NOT NULL REFERENCES finding(id),
  reading TEXT NOT NULL CONSTRAINT "reading is lasting or wider_than_code"
    CHECK (reading IN ('lasting','wider_than_code')),
  basis TEXT NOT NULL,
  sign_off TEXT NOT NULL,
  PRIMARY KEY (finding, reading)
) STRICT;

CREATE TABLE grade_spread (
  grade TEXT PRIMARY KEY CONSTRAINT "grade is A, B, B-recalled or C" CHECK (grade IN ('A','B','B-recalled','C')),
  spread REAL NOT NULL CONSTRAINT "spread is above 0" CHECK (spread > 0),
  basis TEXT NOT NULL,
  source TEXT NOT NULL REFERENCES source(id),
  sign_off TEXT NOT NULL
) STRICT;

-- Written by the build, not from CSV.
CREATE TABLE meta (key TEXT PRIMARY KEY, value TEXT NOT NULL) STRICT;
CREATE TABLE solved_base (
  condition TEXT PRIMARY KEY REFERENCES condition(id),
  base BLOB NOT NULL
) STRICT;
CREATE TABLE solved_context (variable TEXT PRIMARY KEY, shares BLOB NOT NULL) STRICT;
CREATE TABLE solved_link (link TEXT PRIMARY KEY REFERENCES link(id), strength REAL NOT NULL) STRICT;
CREATE TABLE solved_leak (finding TEXT PRIMARY KEY REFERENCES finding(id), leak REAL NOT NULL) STRICT;
CREATE TABLE solved_route (
  mechanism TEXT NOT NULL REFERENCES mechanism(id),
  finding TEXT NOT NULL REFERENCES finding(id),
  strength REAL NOT NULL,
  PRIMARY KEY (mechanism, finding)
) STRICT;
CREATE TABLE solved_prevalence (
  finding TEXT PRIMARY KEY REFERENCES finding(id),
  shares BLOB NOT NULL
) STRICT;
CREATE TABLE solved_note (condition TEXT NOT NULL, context TEXT NOT NULL, reason TEXT NOT NULL) STRICT;
CREATE TABLE solved_spread (
  parameter TEXT NOT NULL, subject TEXT NOT NULL,
  centre REAL NOT NULL, below REAL NOT NULL, above REAL NOT NULL,
  basis TEXT NOT NULL CONSTRAINT "basis is interval or grade" CHECK (basis IN ('interval','grade'))
) STRICT;
