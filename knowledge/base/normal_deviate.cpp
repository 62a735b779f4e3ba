#include "knowledge/base/normal_deviate.h"

#include <array>
#include <cmath>
#include <cstddef>

#include "engine/require.h"

namespace paraspinal::knowledge {
namespace {

// A quotient of two polynomials of degree 7, the constant term first.
struct Quotient {
  std::array<double, 8> above;
  std::array<double, 8> below;
};

// Coefficients of AS 241, for p near one half, in the tails, and far out in them.
constexpr Quotient central = {
    {3.3871328727963666080e+0, 1.3314166789178437745e+2, 1.9715909503065514427e+3,
     1.3731693765509461125e+4, 4.5921953931549871457e+4, 6.7265770927008700853e+4,
     3.3430575583588128105e+4, 2.5090809287301226727e+3},
    {1.0, 4.2313330701600911252e+1, 6.8718700749205790830e+2, 5.3941960214247511077e+3,
     2.1213794301586595867e+4, 3.9307895800092710610e+4, 2.8729085735721942674e+4,
     5.2264952788528545610e+3}};
constexpr Quotient tail = {
    {1.42343711074968357734e+0, 4.63033784615654529590e+0, 5.76949722146069140550e+0,
     3.64784832476320460504e+0, 1.27045825245236838258e+0, 2.41780725177450611770e-1,
     2.27238449892691845833e-2, 7.74545014278341407640e-4},
    {1.0, 2.05319162663775882187e+0, 1.67638483018380384940e+0, 6.89767334985100004550e-1,
     1.48103976427480074590e-1, 1.51986665636164571966e-2, 5.47593808499534494600e-4,
     1.05075007164441684324e-9}};
constexpr Quotient far_tail = {
    {6.65790464350110377720e+0, 5.46378491116411436990e+0, 1.78482653991729133580e+0,
     2.96560571828504891230e-1, 2.65321895265761230930e-2, 1.24266094738807843860e-3,
     2.71155556874348757815e-5, 2.01033439929228813265e-7},
    {1.0, 5.99832206555887937690e-1, 1.36929880922735805310e-1, 1.48753612908506148525e-2,
     7.86869131145613259100e-4, 1.84631831751005468180e-5, 1.42151175831644588870e-7,
     2.04426310338993978564e-15}};

double polynomial(const std::array<double, 8>& coefficients, double x) {
  double sum = 0;
  for (std::size_t i = coefficients.size(); i-- > 0;) {
    sum = sum * x + coefficients[i];
  }
  return sum;
}

double value(const Quotient& quotient, double x) {
  return polynomial(quotient.above, x) / polynomial(quotient.below, x);
}

std::uint64_t mixed(std::uint64_t x) {
  x += 0x9e3779b97f4a7c15U;
  x = (x ^ (x >> 30U)) * 0xbf58476d1ce4e5b9U;
  x = (x ^ (x >> 27U)) * 0x94d049bb133111ebU;
  return x ^ (x >> 31U);
}

std::uint64_t stream_of(std::uint64_t seed, std::uint64_t draw) {
  return mixed(mixed(seed) ^ draw);
}

// In the middle of its step of 2^-53, so never 0 or 1.
double uniform(std::uint64_t bits) {
  return (static_cast<double>(bits >> 11U) + 0.5) * 0x1p-53;
}

}  // namespace

double normal_quantile(double p) {
  engine::require(p > 0 && p < 1, "a normal quantile is asked of a probability between 0 and 1");
  constexpr double half_width_of_centre = 0.425;
  const double from_centre = p - 0.5;
  if (std::abs(from_centre) <= half_width_of_centre) {
    return from_centre *
           value(central, half_width_of_centre * half_width_of_centre - from_centre * from_centre);
  }
  const double root = std::sqrt(-std::log(from_centre < 0 ? p : 1 - p));
  constexpr double start_of_far_tail = 5;
  constexpr double start_of_tail = 1.6;
  const double size = root <= start_of_far_tail ? value(tail, root - start_of_tail)
                                                : value(far_tail, root - start_of_far_tail);
  return from_centre < 0 ? -size : size;
}

std::uint64_t key_of(std::string_view name) {
  std::uint64_t hash = 0xcbf29ce484222325U;
  for (const char c : name) {
    hash = (hash ^ static_cast<unsigned char>(c)) * 0x100000001b3U;
  }
  return hash;
}

double uniform_deviate(std::uint64_t seed, std::uint64_t draw, std::uint64_t key) {
  return uniform(mixed(stream_of(seed, draw) ^ key));
}

double normal_deviate(std::uint64_t seed, std::uint64_t draw, std::uint64_t key) {
  return NormalDeviates(seed, draw).of(key);
}

NormalDeviates::NormalDeviates(std::uint64_t seed, std::uint64_t draw)
    : stream_(stream_of(seed, draw)) {}

double NormalDeviates::of(std::uint64_t key) const {
  return normal_quantile(uniform(mixed(stream_ ^ key)));
}

}  // namespace paraspinal::knowledge
