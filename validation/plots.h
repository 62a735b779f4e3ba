#pragma once

// Plots as SVG text, for one HTML page. Never by colour alone: every mark has its number in words.
//
//   confusion_plot(measures);   // expected tier against our urgency

#include <string>
#include <vector>

#include "validation/interval.h"
#include "validation/measures.h"

namespace paraspinal::validation {

// Rows the expected tiers, columns our urgencies; a frame marks what is within the tier, and
// numbers to its left are slower.
std::string confusion_plot(const Measures& measures);

// Predicted against observed by tenths, with exact 95 % intervals and the number of predictions.
std::string calibration_plot(const std::array<CalibrationBin, 10>& bins);

// A line: a label, a share with its exact interval, "n/m".
struct ForestRow {
  std::string label;
  Proportion proportion;
};
// With a vertical line at `aim`.
std::string forest_plot(const std::vector<ForestRow>& rows, double aim);

// Bars, one a bin of width `width` from 0; the rest in the last.
std::string histogram_plot(const std::vector<double>& values, double width, std::size_t bins,
                           const std::string& unit);

}  // namespace paraspinal::validation
