#pragma once

// The scores, each with its published rule, inputs and sources; one source file a family.
//
//   const Score score = news2();
//   score.inputs.front().meaning;
//
// Not for: evaluating (score.h); `find_score` and `all_scores` hold one of each.

#include "knowledge/scores/score.h"

namespace paraspinal::scores {

// Posture and lifting.
Score rula();           // rapid upper limb assessment, 1 to 7
Score reba();           // rapid entire body assessment, 1 to 15
Score rosa();           // rapid office strain assessment, 1 to 10
Score niosh_lifting();  // revised lifting equation: lifting index, recommended weight limit

// Hydration.
Score osmolarity();       // calculated serum osmolarity, mosm/L
Score urea_creatinine();  // ratio of urea nitrogen to creatinine, as mg/dL over mg/dL
Score urine_gravity();    // urine specific gravity
Score orthostatic();      // pulse and pressure on standing
Score hydration();        // the four together, 0 to 3

// Pregnancy.
Score gestation();   // weeks on a day, from period, due date, scan or embryo transfer
Score postpartum();  // days since the birth

// Nerves.
Score nerve_root();          // the fewest roots that explain the signs of the legs
Score straight_leg_raise();  // negative, positive or crossed
Score dn4();                 // neuropathic pain, ten items
Score dn4_interview();       // its seven interview items
Score paindetect();          // neuropathic component, -1 to 38

// Acute illness.
Score news2();
Score qsofa();
Score stone();

// Long-lasting pain.
Score asas_inflammatory_back_pain();
Score berlin_inflammatory_back_pain();
Score fibromyalgia();
Score start_back();
Score statin_symptoms();  // SAMS-CI

// Mood.
Score gad2();
Score phq2();
Score phq4();

// Chemistry.
Score corrected_calcium();  // mmol/L
Score egfr();               // CKD-EPI 2021, mL/min/{1.73_m2}

}  // namespace paraspinal::scores
