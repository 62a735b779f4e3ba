// split_patients: owners by subject, then what they name, then what is left over.

#include "fhir/split_patients.h"

#include <algorithm>
#include <map>
#include <optional>
#include <set>
#include <unordered_map>
#include <utility>

#include "fhir/read_resource.h"
#include "fhir/reading.h"
#include "fhir/reference.h"

namespace paraspinal::fhir {

namespace {

// The elements by which a resource says whom it is about.
const Json* subject_of(const Json& resource) {
  for (const std::string_view name : {"subject", "patient", "beneficiary"}) {
    const Json* const subject = resource.member(name);
    if (subject != nullptr && subject->is_object() &&
        (subject->member("reference") != nullptr || subject->member("identifier") != nullptr)) {
      return subject;
    }
  }
  return nullptr;
}

// Calls `use` with every Reference inside.
template <typename Use>
void for_each_reference(const Json& value, const Use& use) {
  if (value.is_object() &&
      (value.member("reference") != nullptr || value.member("identifier") != nullptr)) {
    use(value);
  }
  for (const auto& [name, member] : value.members()) {
    for_each_reference(member, use);
  }
  for (const Json& item : value.items()) {
    for_each_reference(item, use);
  }
}

class Splitting {
 public:
  explicit Splitting(const std::vector<BundleEntry>& entries)
      : entries_(entries), references_(entries), owned_by_(entries.size()) {}

  PatientSplit split() {
    find_patients();
    for (std::size_t i = 0; i < entries_.size(); ++i) {
      find_owner(i);
    }
    for (std::size_t share = 0; share < split_.shares.size(); ++share) {
      follow(share);
    }
    for (std::size_t i = 0; i < entries_.size(); ++i) {
      assign(i);
    }
    return std::move(split_);
  }

 private:
  void find_patients() {
    std::map<std::string_view, std::vector<std::size_t>> by_name;
    for (std::size_t i = 0; i < entries_.size(); ++i) {
      const BundleEntry& entry = entries_[i];
      if (entry.resource != nullptr && entry.skipped_because.empty()) {
        position_of_.emplace(entry.resource, i);
        if (entry.type == "Patient") {
          share_of_.emplace(entry.resource, split_.shares.size());
          by_name[entry.name].push_back(split_.shares.size());
          split_.shares.push_back({i, "", {}});
          owned_.emplace_back();
        }
      }
    }
    for (const auto& [name, shares] : by_name) {
      for (const std::size_t share : shares) {
        if (shares.size() > 1) {
          split_.shares[share].refused_because =
              std::string(name) + " stands here " + std::to_string(shares.size()) +
              " times, and nothing says which is newer, expected it once";
        }
      }
    }
  }

  // The share that an entry belongs to by its subject.
  void find_owner(std::size_t position) {
    const BundleEntry& entry = entries_[position];
    if (entry.resource == nullptr || !entry.skipped_because.empty()) {
      return;
    }
    if (const auto own = share_of_.find(entry.resource); own != share_of_.end()) {
      give(position, own->second);
      return;
    }
    const Json* const subject = subject_of(*entry.resource);
    if (subject == nullptr) {
      return;
    }
    const auto share =
        share_of_.find(references_.resolve(*subject, *entry.resource, entry.full_url));
    if (share != share_of_.end()) {
      give(position, share->second);
      return;
    }
    const Json* const reference = subject->member("reference");
    foreign_[position] =
        "about " + (reference == nullptr ? std::string("another") : in_quotes(reference->text())) +
        ", who is no patient here, or not one only";
  }

  void give(std::size_t position, std::size_t share) {
    owned_by_[position].insert(share);
    owned_[share].push_back(position);
  }

  // What the resources of a share name and nobody owns goes with them.
  void follow(std::size_t share) {
    std::vector<std::size_t> open = std::move(owned_[share]);
    while (!open.empty()) {
      const BundleEntry& entry = entries_[open.back()];
      open.pop_back();
      for_each_reference(*entry.resource, [&](const Json& reference) {
        const auto place =
            position_of_.find(references_.resolve(reference, *entry.resource, entry.full_url));
        if (place == position_of_.end() || is_about_someone(place->second)) {
          return;
        }
        if (owned_by_[place->second].insert(share).second) {
          open.push_back(place->second);
        }
      });
    }
  }

  bool is_about_someone(std::size_t position) const {
    return entries_[position].type == "Patient" ||
           subject_of(*entries_[position].resource) != nullptr;
  }

  void assign(std::size_t position) {
    const BundleEntry& entry = entries_[position];
    const std::set<std::size_t>& owners = owned_by_[position];
    if (std::string why = unassigned_because(position); !why.empty()) {
      split_.unassigned.push_back({entry.name, Fate::ignored, std::move(why)});
      return;
    }
    for (const std::size_t share : owners) {
      split_.shares[share].entries.push_back(position);
    }
  }

  std::string unassigned_because(std::size_t position) const {
    const BundleEntry& entry = entries_[position];
    if (!entry.skipped_because.empty()) {
      return entry.skipped_because;
    }
    if (const auto foreign = foreign_.find(position); foreign != foreign_.end()) {
      return foreign->second;
    }
    if (owned_by_[position].empty()) {
      return "it names no patient, and no patient's resources name it";
    }
    return owned_by_[position].size() > 1 && is_read(entry.type)
               ? "it names no patient, and resources of several patients name it"
               : "";
  }

  const std::vector<BundleEntry>& entries_;
  References references_;
  std::unordered_map<const Json*, std::size_t> position_of_;
  std::unordered_map<const Json*, std::size_t> share_of_;
  std::vector<std::set<std::size_t>> owned_by_;  // the shares of each entry
  std::vector<std::vector<std::size_t>> owned_;  // the entries of each share by their subject
  std::map<std::size_t, std::string> foreign_;
  PatientSplit split_;
};

}  // namespace

PatientSplit split_patients(const std::vector<BundleEntry>& entries) {
  return Splitting(entries).split();
}

std::vector<BundleEntry> entries_of(const PatientShare& share,
                                    const std::vector<BundleEntry>& entries) {
  std::vector<BundleEntry> own;
  own.reserve(share.entries.size());
  for (const std::size_t position : share.entries) {
    own.push_back(entries[position]);
  }
  return own;
}

}  // namespace paraspinal::fhir
