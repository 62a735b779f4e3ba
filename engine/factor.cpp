#include "engine/factor.h"

#include <algorithm>
#include <limits>
#include <utility>

#include "engine/require.h"

namespace paraspinal::engine {
namespace {

// Walks the joint states of some axes, last fastest, keeping an offset into each of several tables.
class Odometer {
 public:
  Odometer(std::span<const Axis> axes, std::vector<std::vector<std::size_t>> strides)
      : axes_(axes),
        strides_(std::move(strides)),
        digits_(axes.size()),
        offsets_(strides_.size()) {}

  std::size_t offset(std::size_t table) const { return offsets_[table]; }

  void advance() {
    for (std::size_t i = axes_.size(); i-- > 0;) {
      if (++digits_[i] < axes_[i].states) {
        move(i, 1);
        return;
      }
      move(i, -static_cast<std::ptrdiff_t>(axes_[i].states - 1));
      digits_[i] = 0;
    }
  }

 private:
  void move(std::size_t axis, std::ptrdiff_t steps) {
    for (std::size_t t = 0; t < offsets_.size(); ++t) {
      offsets_[t] += static_cast<std::size_t>(steps) * strides_[t][axis];
    }
  }

  std::span<const Axis> axes_;
  std::vector<std::vector<std::size_t>> strides_;
  std::vector<std::size_t> digits_;
  std::vector<std::size_t> offsets_;
};

template <typename Combine>
Factor project(const Factor& factor, std::span<const std::size_t> kept, double start,
               Combine combine) {
  std::vector<Axis> axes;
  std::copy_if(factor.axes().begin(), factor.axes().end(), std::back_inserter(axes),
               [&](const Axis& axis) {
                 return std::binary_search(kept.begin(), kept.end(), axis.variable);
               });
  std::vector<double> values(joint_states(axes), start);
  Odometer odometer(factor.axes(), {strides(axes, factor.axes())});
  for (const double value : factor.values()) {
    double& entry = values[odometer.offset(0)];
    entry = combine(entry, value);
    odometer.advance();
  }
  return Factor(std::move(axes), std::move(values));
}

}  // namespace

Factor::Factor(std::vector<Axis> axes, std::vector<double> values)
    : axes_(std::move(axes)), values_(std::move(values)) {
  for (std::size_t i = 1; i < axes_.size(); ++i) {
    require(axes_[i - 1].variable < axes_[i].variable, "a factor's axes ascend");
  }
  require(values_.size() == joint_states(axes_), "a factor has one entry per joint state");
}

std::size_t joint_states(std::span<const Axis> axes) {
  std::size_t product = 1;
  for (const Axis& axis : axes) {
    if (axis.states != 0 && product > std::numeric_limits<std::size_t>::max() / axis.states) {
      return std::numeric_limits<std::size_t>::max();
    }
    product *= axis.states;
  }
  return product;
}

std::vector<Axis> united(std::span<const Axis> a, std::span<const Axis> b) {
  std::vector<Axis> all;
  std::ranges::set_union(a, b, std::back_inserter(all), {}, &Axis::variable, &Axis::variable);
  return all;
}

std::vector<Axis> without(std::span<const Axis> a, std::span<const Axis> b) {
  std::vector<Axis> rest;
  std::ranges::set_difference(a, b, std::back_inserter(rest), {}, &Axis::variable, &Axis::variable);
  return rest;
}

std::vector<std::size_t> strides(std::span<const Axis> axes, std::span<const Axis> of) {
  std::vector<std::size_t> result(of.size(), 0);
  std::size_t stride = 1;
  for (std::size_t i = axes.size(); i-- > 0;) {
    const auto found = std::ranges::find(of, axes[i].variable, &Axis::variable);
    if (found != of.end()) {
      result[static_cast<std::size_t>(found - of.begin())] = stride;
    }
    stride *= axes[i].states;
  }
  return result;
}

Factor product(std::span<const Factor* const> factors) {
  std::vector<Axis> axes;
  for (const Factor* factor : factors) {
    axes = united(axes, factor->axes());
  }
  std::vector<std::vector<std::size_t>> all_strides;
  for (const Factor* factor : factors) {
    all_strides.push_back(strides(factor->axes(), axes));
  }
  std::vector<double> values(joint_states(axes), 1.0);
  Odometer odometer(axes, std::move(all_strides));
  for (double& value : values) {
    for (std::size_t i = 0; i < factors.size(); ++i) {
      value *= factors[i]->values()[odometer.offset(i)];
    }
    odometer.advance();
  }
  return Factor(std::move(axes), std::move(values));
}

Factor sum_onto(const Factor& factor, std::span<const std::size_t> kept) {
  return project(factor, kept, 0.0, [](double sum, double value) { return sum + value; });
}

Factor maximum_onto(const Factor& factor, std::span<const std::size_t> kept) {
  return project(factor, kept, -std::numeric_limits<double>::infinity(),
                 [](double largest, double value) { return std::max(largest, value); });
}

Factor slice(const Factor& factor, std::size_t variable, std::size_t state) {
  const auto found = std::ranges::find(factor.axes(), variable, &Axis::variable);
  if (found == factor.axes().end()) {
    return factor;
  }
  require(state < found->states, "the state is one of the axis");
  std::vector<Axis> axes = factor.axes();
  axes.erase(axes.begin() + (found - factor.axes().begin()));
  const std::size_t start = state * strides(factor.axes(), std::span(&*found, 1))[0];
  Odometer odometer(axes, {strides(factor.axes(), axes)});
  std::vector<double> values(joint_states(axes));
  for (double& value : values) {
    value = factor.values()[start + odometer.offset(0)];
    odometer.advance();
  }
  return Factor(std::move(axes), std::move(values));
}

}  // namespace paraspinal::engine
