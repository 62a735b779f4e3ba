#pragma once

// Sums of products over two-state variables, four sets of numbers at once or several times four:
// the elimination of one variable after another (Dechter 1999) and the way back, without a plan.
// For queries of many small tables that are asked once, of which a plan (query_plan.h) costs more
// than the sums. What is found out of the scopes is found once for all sets.
//
//   BinarySums sums;
//   sums.begin(3, 1);                             // three variables, four sets of numbers
//   sums.multiply(0, absent, present);            // a factor of one variable
//   const auto factor = sums.add(scope);          // of several; then sums.values(factor)[...] = ...
//   sums.ask(2);
//   if (!sums.run()) ...                          // too large, or a sum of zero
//   sums.total()[0];                              // the sum of all products
//   sums.present(2)[0];                           // of those where the third is present
//
// The order of elimination and of every sum hangs on the scopes alone. Of one thread; an object
// that is used again keeps its memory.

#include <array>
#include <cstdint>
#include <span>
#include <vector>

#include "engine/quad_kernels.h"

namespace paraspinal::engine {

class BinarySums {
 public:
  using Variable = std::uint32_t;

  static constexpr std::size_t most_variables = 192;

  // Forgets everything. Requires no more than `most_variables`, and from 1 to `most_quads` quads,
  // each of four sets of numbers.
  void begin(std::size_t variables, std::size_t quads);
  std::size_t quads() const { return width_; }

  // By one factor of a variable, the same in all quads.
  void multiply(Variable variable, const Quad& absent, const Quad& present);
  // The same, [state][quad].
  void multiply(Variable variable, std::span<const Quad> factor);

  // A factor of one or several variables, each different; gives its place.
  std::size_t add(std::span<const Variable> scope);
  // Of a factor, all to be set, by the joint states of its scope, the first variable fastest, and
  // in each [quad]. Until the next one is added or asked.
  std::span<Quad> values(std::size_t factor);

  // What is to be read after run().
  void ask(Variable variable) { asked_[variable] = 1; }
  // A function of a factor's scope: sum_of(). function() is then all to be set.
  void ask_of(std::size_t factor);
  // As of a factor of ones, which has no values; gives its place.
  std::size_t ask_jointly(std::span<const Variable> scope);
  // Laid out as values(), and valid as long.
  std::span<Quad> function(std::size_t factor);

  // False where a table would pass 2^14 entries, all tables together 2^17 quads and an entry has
  // several (they may fit one by one), or the sum of all products is zero in some set.
  bool run();

  // After run(). [quad] Of all, and of what was asked where a variable is absent or present.
  std::span<const Quad> total() const { return total_; }
  std::span<const Quad> absent(Variable variable) const;
  std::span<const Quad> present(Variable variable) const;
  // [quad] Of a factor that was asked: the sum of the products, each times the function, in whose
  // room it stands.
  std::span<const Quad> sum_of(std::size_t factor) const;

 private:
  static constexpr std::size_t most_words = most_variables / 64;
  static constexpr std::size_t largest_axes = 14;

  static constexpr std::uint32_t nowhere = static_cast<std::uint32_t>(-1);
  static constexpr std::size_t unasked = static_cast<std::size_t>(-1);

  // A QuadView whose offsets stand in offsets_.
  struct View {
    std::size_t offsets = 0;
    std::size_t runs = 0;
    std::size_t run = 1;
    bool constant = false;
  };

  struct Factor {
    std::uint32_t scope_begin = 0;
    std::uint32_t scope_count = 0;
    std::size_t values = 0;          // in values_
    std::size_t function = unasked;  // likewise
    bool is_one = false;

    std::size_t entries() const { return std::size_t{1} << scope_count; }
    std::uint32_t bucket = nowhere;
    std::uint32_t next = nowhere;        // of the same bucket
    std::uint32_t next_asked = nowhere;  // likewise, of those that are asked
    View view;                           // from its bucket
  };

  // Of one variable that is eliminated: it is the slowest axis.
  struct Bucket {
    std::uint32_t axes_begin = 0;  // in axes_: the last eliminated first
    std::uint32_t axes_count = 0;
    std::size_t table = 0;    // in tables_
    std::size_t message = 0;  // in messages_, to its parent
    std::uint32_t parent = nowhere;
    std::uint32_t first_factor = nowhere;
    std::uint32_t first_asked = nowhere;  // factor
    std::uint32_t unary_in = nowhere;     // the factor that takes those of the variable itself
    bool has_zero = false;                // one of these is zero
    std::uint32_t first_child = nowhere;
    std::uint32_t next_child = nowhere;  // of the same parent
    View view;                           // of its message, from its parent
    bool hides = false;                  // a zero of the message hides what the parent has of it
    bool needed = false;                 // something asked stands in it or below

    std::size_t half() const { return std::size_t{1} << (axes_count - 1); }
  };

  Factor& append(std::span<const Variable> scope);
  std::size_t room_for(const Factor& factor);
  template <std::size_t words>
  void find_order();
  // False where a table is too large, or all are too many side by side.
  template <std::size_t words>
  bool order_and_lay_out();
  void place_factors();
  void place_unaries();
  void take_unary(const Factor& factor, const Bucket& bucket);
  void look_at_all();
  View look(std::span<const std::uint32_t> strides);
  std::span<const std::uint32_t> axes_of(const Bucket& bucket) const;
  std::span<const Variable> scope_of(const Factor& factor) const;
  std::span<const Quad> unary_of(const Bucket& bucket) const;
  Variable own_of(const Bucket& bucket) const;
  QuadView view(const View& view) const;
  void build(const Bucket& bucket, std::uint32_t left_out, Quad* table) const;
  bool collect();
  void send_down(std::uint32_t place);
  void find_down(const Bucket& bucket);
  void find_down_anew(std::uint32_t place);
  void find_needed();
  void distribute();

  std::size_t width_ = 1;  // quads of an entry
  const QuadKernels* kernels_ = &best_quad_loops().of_width[0];
  std::size_t variables_ = 0;
  std::vector<Quad> unary_;  // [variable][state][quad]
  std::vector<Factor> factors_;
  std::vector<Variable> scopes_;
  std::vector<Quad> values_;  // and functions; at least as many as are used
  std::size_t values_used_ = 0;
  std::vector<char> asked_;                // [variable]
  std::vector<std::uint32_t> rank_;        // [variable]: its place in the order
  std::vector<Variable> order_;            // of elimination
  std::vector<std::uint64_t> neighbours_;  // [variable][word], when it was eliminated
  std::vector<std::int16_t> keys_;         // [variable], degree and number
  std::vector<Bucket> buckets_;            // in the order
  std::vector<std::uint32_t> axes_;        // as places in the order
  std::vector<Quad> tables_;
  std::vector<Quad> messages_;            // to the parent; on the way back, from it
  std::vector<std::uint32_t> stride_of_;  // [place in the order]
  std::vector<std::uint32_t> offsets_;    // of the runs of all views, at least as many as are used
  std::size_t offsets_used_ = 0;
  std::vector<Quad> sums_;   // [place in the order][state][quad]
  std::vector<Quad> added_;  // of one message
  std::vector<Quad> rebuilt_;
  std::vector<Quad> anew_;  // messages of several buckets, from the same parent
  std::vector<Quad> total_;
};

}  // namespace paraspinal::engine
