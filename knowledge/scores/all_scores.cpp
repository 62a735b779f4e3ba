#include <array>

#include "knowledge/scores/instruments.h"
#include "knowledge/scores/score.h"

namespace paraspinal::scores {

std::span<const Score> all_scores() {
  static const std::array scores{rula(),
                                 reba(),
                                 rosa(),
                                 niosh_lifting(),
                                 osmolarity(),
                                 urea_creatinine(),
                                 urine_gravity(),
                                 orthostatic(),
                                 hydration(),
                                 gestation(),
                                 postpartum(),
                                 nerve_root(),
                                 straight_leg_raise(),
                                 dn4(),
                                 dn4_interview(),
                                 paindetect(),
                                 news2(),
                                 qsofa(),
                                 stone(),
                                 asas_inflammatory_back_pain(),
                                 berlin_inflammatory_back_pain(),
                                 fibromyalgia(),
                                 start_back(),
                                 statin_symptoms(),
                                 gad2(),
                                 phq2(),
                                 phq4(),
                                 corrected_calcium(),
                                 egfr()};
  return scores;
}

}  // namespace paraspinal::scores
