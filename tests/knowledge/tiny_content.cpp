#include "tests/knowledge/tiny_content.h"

#include <filesystem>
#include <fstream>
#include <sstream>
#include <stdexcept>
#include <string_view>
#include <utility>

#include <gtest/gtest.h>
#include <unistd.h>

#include "knowledge/base/load.h"

namespace paraspinal::tests {
namespace {

constexpr std::pair<std::string_view, std::string_view> tables[] = {
    {"source.csv", R"csv(id,citation,year,kind,doi,pmid,url,verified,what_was_seen
smith2020,"Smith J. Back pain. Spine 2020",2020,study,,,,seen,the figure
)csv"},
    {"age_band.csv", R"csv(id,from_years,below_years
16-49,16,50
50-120,50,121
)csv"},
    {"condition.csv",
     R"csv(id,name,body_system,role,must_not_miss,needs_urgency,harm,scope,scope_finding,needs_basis,sign_off
strain,Muscle strain,muscle,primary,0,self_care,1,all,,judgement,none
cauda_equina,Cauda equina syndrome,nerve,primary,1,emergency_department,10,all,,judgement,none
stress,Stress,mind,contributor,0,self_care,1,all,,judgement,none
other,Another cause,other,other,0,within_2_weeks,2,all,,judgement,none
)csv"},
    {"mechanism.csv", R"csv(id,name,leak,source,verified,grade,basis,sign_off
sacral_roots,Sacral root compromise,0.001,smith2020,estimate,C,judgement,none
)csv"},
    {"finding.csv",
     R"csv(id,name,kind,value_type,unit,lowest,highest,states,obtainable_by,weightless_because,sign_off
back_complaint,Back complaint,symptom,boolean,,,,,caller,,none
saddle_anaesthesia,Saddle numbness,symptom,boolean,,,,,caller,,none
urinary_retention,Retention,symptom,boolean,,,,,caller,,none
heavy_lifting,Heavy lifting,risk_factor,boolean,,,,,caller,,none
fever,Fever,symptom,boolean,,,,,caller,used by rules only,none
temp_c,Temperature,vital,quantity,Cel,30,45,,device,carried by fever,none
consciousness,Consciousness,sign,ordinal,,,,A|C|V|P|U,examiner,used by rules only,none
)csv"},
    {"question.csv", R"csv(finding,read_aloud,plainer,meaning,yes_means,seconds,sign_off
saddle_anaesthesia,Is it numb where you would sit on a saddle?,Numb between the legs?,sacral roots,numb,10,none
)csv"},
    {"safety_question.csv", R"csv(finding,phase,applies_when,position,source,basis,sign_off
saddle_anaesthesia,mandatory,back_complaint,1,smith2020,judgement,none
)csv"},
    {"bundle.csv", R"csv(id,lead_in,seconds,source,verified,grade,basis,sign_off
)csv"},
    {"bundle_item.csv",
     R"csv(finding,bundle,position,words,seconds,applies_when,no_means
)csv"},
    {"phrase.csv", R"csv(finding,phrase,source,verified,grade,note,sign_off
saddle_anaesthesia,numb saddle|bottom,smith2020,estimate,C,,none
)csv"},
    {"phrase_excuse.csv", R"csv(finding,basis,sign_off
)csv"},
    {"implication.csv", R"csv(when_true,then_finding,kind,basis
temp_c>=38.0,fever,defines,definition
)csv"},
    {"demographic.csv", R"csv(setting,age_band,female,male,source,verified,grade,basis,sign_off
telephone,16-49,0.3,0.2,smith2020,estimate,C,judgement,none
telephone,50-120,0.3,0.2,smith2020,estimate,C,judgement,none
primary_care,16-49,0.3,0.2,smith2020,estimate,C,judgement,none
primary_care,50-120,0.3,0.2,smith2020,estimate,C,judgement,none
emergency_department,16-49,0.3,0.2,smith2020,estimate,C,judgement,none
emergency_department,50-120,0.3,0.2,smith2020,estimate,C,judgement,none
)csv"},
    {"pregnancy_prevalence.csv", R"csv(age_band,stage,point,source,verified,grade,basis,sign_off
16-49,trimester_1,0.02,smith2020,estimate,C,judgement,none
)csv"},
    {"prevalence.csv", R"csv(finding,setting,sex,point,low,high,source,verified,grade,basis,sign_off
heavy_lifting,any,any,0.3,,,smith2020,estimate,C,judgement,none
)csv"},
    {"prior.csv", R"csv(condition,setting,point,low,high,source,verified,grade,basis,sign_off
strain,telephone,0.6,0.5,0.7,smith2020,seen,B,judgement,none
cauda_equina,telephone,0.01,,,smith2020,estimate,C,judgement,none
stress,telephone,0.2,,,smith2020,estimate,C,judgement,none
other,telephone,0.8,,,smith2020,estimate,C,judgement,none
strain,primary_care,0.6,0.5,0.7,smith2020,seen,B,judgement,none
cauda_equina,primary_care,0.01,,,smith2020,estimate,C,judgement,none
stress,primary_care,0.2,,,smith2020,estimate,C,judgement,none
other,primary_care,0.8,,,smith2020,estimate,C,judgement,none
strain,emergency_department,0.6,0.5,0.7,smith2020,seen,B,judgement,none
cauda_equina,emergency_department,0.01,,,smith2020,estimate,C,judgement,none
stress,emergency_department,0.2,,,smith2020,estimate,C,judgement,none
other,emergency_department,0.8,,,smith2020,estimate,C,judgement,none
)csv"},
    {"prior_modifier.csv",
     R"csv(condition,factor,level,effect,value,source,verified,grade,basis,sign_off
strain,age,50-120,odds,0.8,smith2020,estimate,C,judgement,none
)csv"},
    {"link.csv",
     R"csv(id,condition,finding,kind,use,applies_to,sensitivity,sensitivity_low,sensitivity_high,specificity,specificity_low,specificity_high,p_given_not,p_given_not_basis,lr_positive,lr_positive_low,lr_positive_high,lr_negative,lr_negative_low,lr_negative_high,ratio_kind,ratio,ratio_low,ratio_high,post_test,post_test_low,post_test_high,population,source,locator,verified,grade,note,sign_off
l1,cauda_equina,saddle_anaesthesia,finding,parameter,unselected,0.74,0.6,0.9,,,,0.01,estimate,,,,,,,,,,,,,,adults,smith2020,table 2,seen,B,,none
l2,cauda_equina,urinary_retention,finding,parameter,unselected,0.6,,,,,,0.02,estimate,,,,,,,,,,,,,,adults,smith2020,,seen,B,,none
l3,strain,heavy_lifting,risk,parameter,unselected,,,,,,,,,,,,,,,OR,2,1.5,3,,,,adults,smith2020,,seen,B,,none
)csv"},
    {"mechanism_cause.csv", R"csv(mechanism,condition,point,source,verified,grade,basis,sign_off
sacral_roots,cauda_equina,0.8,smith2020,estimate,C,judgement,none
)csv"},
    {"mechanism_finding.csv", R"csv(mechanism,finding,basis
sacral_roots,saddle_anaesthesia,anatomy
sacral_roots,urinary_retention,anatomy
)csv"},
    {"contribution.csv", R"csv(contributor,condition,odds_ratio,source,verified,grade,basis,sign_off
stress,strain,1.3,smith2020,estimate,C,judgement,none
)csv"},
    {"red_flag.csv",
     R"csv(id,name,rule,urgency,disposition,action,source,locator,verified,note,sign_off
rf_ces,Cauda equina,saddle_anaesthesia OR urinary_retention,emergency_department,ed,MRI now,smith2020,,seen,,none
rf_sepsis,Sepsis,fever AND consciousness!='A',ambulance,ed,999,smith2020,,seen,,none
)csv"},
    {"red_flag_suspect.csv", R"csv(red_flag,condition
rf_ces,cauda_equina
)csv"},
    {"loss.csv", R"csv(levels_too_slow,multiplier,basis,sign_off
1,1,judgement,none
2,3,judgement,none
3,6,judgement,none
4,8,judgement,none
5,10,judgement,none
6,10,judgement,none
)csv"},
    {"disposition.csv", R"csv(id,name,contact,safety_net,source,sign_off
ed,Emergency department,go to the nearest,,,
home,Home,look after yourself,watch,smith2020,none
)csv"},
    {"person_safety_net.csv", R"csv(applies_when,disposition,position,source,basis,sign_off
back_complaint,home,1,smith2020,a test,none
)csv"},
    {"urgency_disposition.csv", R"csv(urgency,disposition,what_to_do,safety_net,source,sign_off
self_care,ed,do this,come back,smith2020,none
within_2_weeks,ed,do this,come back,smith2020,none
within_3_days,ed,do this,come back,smith2020,none
same_day,ed,do this,come back,smith2020,none
urgent_care,ed,do this,come back,smith2020,none
emergency_department,ed,do this,come back,smith2020,none
ambulance,ed,do this,come back,smith2020,none
)csv"},
    {"action.csv",
     R"csv(id,kind,words,position,slowest_urgency,fastest_urgency,source,verified,note,sign_off
keep_moving,self_care,Keep moving,first,self_care,same_day,smith2020,seen,,none
)csv"},
    {"action_condition.csv", R"csv(action,condition
keep_moving,strain
)csv"},
    {"contraindication.csv", R"csv(action,rule,effect,reason,source,verified,sign_off
keep_moving,saddle_anaesthesia,withhold,needs a surgeon,smith2020,seen,none
)csv"},
    {"article_statement.csv", R"csv(id,article,kind,statement,covered_by,outcome,reason
smith_01,smith2020,treatment,Keep moving,keep_moving|strain|l3,agreed,
smith_02,smith2020,treatment,Rest in bed,keep_moving,evidence_wins,moving is better
)csv"},
    {"coding.csv", R"csv(system,code,display,match,resource,target,state,within_days,verified,note
snomed,386661006,Fever,exact,condition,fever,present,14,recalled,
loinc,8310-5,Body temperature,exact,observation,temp_c,,2,recalled,
)csv"},
    {"link_excuse.csv", R"csv(link,excuse,other,basis,sign_off
)csv"},
    {"benign_pattern.csv", R"csv(finding,answer,source,verified,basis,sign_off
fever,absent,smith2020,estimate,otherwise well,none
)csv"},
    {"grade_spread.csv", R"csv(grade,spread,basis,source,sign_off
A,0.2,judgement,smith2020,none
B,0.3,judgement,smith2020,none
B-recalled,0.45,judgement,smith2020,none
C,0.6,judgement,smith2020,none
)csv"},
    {"record_reading.csv", R"csv(finding,reading,basis,sign_off
)csv"},
    {"unit_conversion.csv", R"csv(finding,unit,factor,add_after,source
temp_c,[degF],0.5555555555555556,-17.77777777777778,smith2020
)csv"},
};

std::string read(const std::string& path) {
  std::ifstream file(path, std::ios::binary);
  std::ostringstream text;
  text << file.rdbuf();
  return text.str();
}

}  // namespace

TinyContent::TinyContent(const std::string& name) {
  const auto* test = ::testing::UnitTest::GetInstance()->current_test_info();
  folder_ = ::testing::TempDir() + "paraspinal_" + test->test_suite_name() + "_" + test->name() +
            "_" + name + std::to_string(::getpid());
  std::filesystem::remove_all(folder_);
  std::filesystem::create_directories(folder_);
  for (const auto& [file, text] : tables) {
    write(std::string(file), std::string(text));
  }
  write("schema.sql", read(PARASPINAL_SOURCE_DIR "/knowledge/content/schema.sql"));
}

TinyContent::~TinyContent() {
  std::error_code ignored;
  std::filesystem::remove_all(folder_, ignored);
}

void TinyContent::replace(const std::string& file, const std::string& from, const std::string& to) {
  std::string text = read(folder_ + "/" + file);
  const std::size_t at = text.find(from);
  if (at == std::string::npos || text.find(from, at + 1) != std::string::npos) {
    throw std::logic_error(file + " does not hold '" + from + "' exactly once");
  }
  write(file, text.replace(at, from.size(), to));
}

void TinyContent::append(const std::string& file, const std::string& line) {
  write(file, read(folder_ + "/" + file) + line + "\n");
}

void TinyContent::write(const std::string& file, const std::string& text) {
  std::ofstream(folder_ + "/" + file, std::ios::binary) << text;
}

void TinyContent::remove(const std::string& file) {
  std::filesystem::remove(folder_ + "/" + file);
}

knowledge::BuildReport TinyContent::build() const {
  return knowledge::build_knowledge(
      {.content = folder_, .version = "1.2.3", .hash = "3f9c", .output = database()});
}

knowledge::KnowledgeBase tiny_knowledge_base() {
  const TinyContent content;
  content.build();
  return knowledge::load_file(content.database()).value();
}

}  // namespace paraspinal::tests
