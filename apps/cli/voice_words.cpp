#include "apps/cli/voice_words.h"

#include "knowledge/triage/words.h"

namespace paraspinal::cli {

using knowledge::Urgency;

VoiceWords by_red_flags(const triage::Assessment& assessment) {
  const triage::Voice& voice = assessment.gate_voice;
  return {voice.reasons.empty() ? "none fired" : triage::spoken(voice.urgency), voice.reasons};
}

VoiceWords by_likely_causes(const triage::Assessment& assessment, bool is_at_its_end) {
  const triage::Voice& voice = assessment.loss_voice;
  if (voice.urgency == Urgency::self_care && !is_at_its_end) {
    return {"nothing urgent so far", {}};
  }
  if (voice.urgency == Urgency::self_care && assessment.urgency > Urgency::self_care) {
    return {"nothing urgent", {}};
  }
  return {triage::spoken(voice.urgency), voice.reasons};
}

VoiceWords by_unanswered(const triage::Assessment& assessment) {
  const triage::Voice& voice = assessment.floor_voice;
  return {voice.reasons.empty() ? "none" : triage::spoken(voice.urgency), voice.reasons};
}

}  // namespace paraspinal::cli
