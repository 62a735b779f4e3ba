#pragma once

// A set of the variables of one network, a bit each: relevance, reachability and what is known, of
// hundreds of variables in a few words.
//
//   VariableSet open = relevant;
//   open.remove(known);
//   open.for_each([&](std::size_t variable) { ... });      // ascending
//
// Not for: sets of few variables of a large network; a sorted list is shorter.

#include <algorithm>
#include <bit>
#include <cstdint>
#include <span>
#include <vector>

#include "engine/variable.h"

namespace paraspinal::engine {

class VariableSet {
 public:
  // Of no network: empty, and smaller than any.
  VariableSet() = default;
  // Empty, of a network of so many variables.
  explicit VariableSet(std::size_t size) : size_(size), words_((size + 63) / 64, 0) {}
  // Of each variable whether it is in the set.
  VariableSet(const std::vector<bool>& marks) : VariableSet(marks.size()) {
    for (std::size_t i = 0; i < size_; ++i) {
      words_[i / 64] |= std::uint64_t{marks[i]} << (i % 64);
    }
  }
  VariableSet(std::size_t size, std::span<const VariableId> variables) : VariableSet(size) {
    insert(variables);
  }

  // How many variables the network has.
  std::size_t size() const { return size_; }
  std::span<const std::uint64_t> words() const { return words_; }
  std::size_t count() const {
    std::size_t count = 0;
    for (std::uint64_t word : words_) {
      for (; word != 0; word &= word - 1) {
        ++count;
      }
    }
    return count;
  }
  bool empty() const {
    return std::ranges::all_of(words_, [](std::uint64_t word) { return word == 0; });
  }
  bool operator[](std::size_t variable) const {
    return ((words_[variable / 64] >> (variable % 64)) & 1) != 0;
  }

  void insert(std::size_t variable) { words_[variable / 64] |= bit(variable); }
  void insert(std::span<const VariableId> variables) {
    for (const VariableId variable : variables) {
      insert(variable.index);
    }
  }
  void erase(std::size_t variable) { words_[variable / 64] &= ~bit(variable); }

  // The others are sets of the same network.
  void insert(const VariableSet& other) {
    for (std::size_t word = 0; word < words_.size(); ++word) {
      words_[word] |= other.words_[word];
    }
  }
  void remove(const VariableSet& other) {
    for (std::size_t word = 0; word < words_.size(); ++word) {
      words_[word] &= ~other.words_[word];
    }
  }
  void keep(const VariableSet& other) {
    for (std::size_t word = 0; word < words_.size(); ++word) {
      words_[word] &= other.words_[word];
    }
  }

  // Whether `holds` holds for each that is in `words` too: those of a set of the same network.
  template <typename Holds>
  bool all_of(std::span<const std::uint64_t> words, Holds holds) const {
    for (std::size_t word = 0; word < words_.size(); ++word) {
      for (std::uint64_t rest = words_[word] & words[word]; rest != 0; rest &= rest - 1) {
        if (!holds(word * 64 + static_cast<std::size_t>(std::countr_zero(rest)))) {
          return false;
        }
      }
    }
    return true;
  }

  // In ascending order. The visit changes nothing of the set.
  template <typename Visit>
  void for_each(Visit visit) const {
    for (std::size_t word = 0; word < words_.size(); ++word) {
      for (std::uint64_t rest = words_[word]; rest != 0; rest &= rest - 1) {
        visit(word * 64 + static_cast<std::size_t>(std::countr_zero(rest)));
      }
    }
  }

  std::vector<bool> marks() const {
    std::vector<bool> marks(size_, false);
    for_each([&](std::size_t variable) { marks[variable] = true; });
    return marks;
  }

  bool operator==(const VariableSet&) const = default;

 private:
  static std::uint64_t bit(std::size_t variable) { return std::uint64_t{1} << (variable % 64); }

  std::size_t size_ = 0;
  std::vector<std::uint64_t> words_;
};

}  // namespace paraspinal::engine
