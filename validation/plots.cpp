#include "validation/plots.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <cstdio>
#include <string_view>

#include "validation/page.h"

namespace paraspinal::validation {
namespace {

constexpr std::string_view blue = "#1f4e79";
constexpr std::string_view grey = "#777";
constexpr std::string_view red = "#a61b1b";

// One digit after the point: enough for a pixel.
std::string pixel(double value) {
  std::array<char, 32> text{};
  std::snprintf(text.data(), text.size(), "%.1f", value);
  return text.data();
}

std::string percent(double share) {
  return std::to_string(static_cast<int>(std::lround(share * 100)));
}

std::string svg(double width, double height, const std::string& name, const std::string& inside) {
  return "<svg role=\"img\" aria-label=\"" + escaped(name) + "\" width=\"" + pixel(width) +
         "\" height=\"" + pixel(height) + "\" viewBox=\"0 0 " + pixel(width) + " " + pixel(height) +
         "\" xmlns=\"http://www.w3.org/2000/svg\">\n" + inside + "</svg>\n";
}

enum class Anchor { start, middle, end };

std::string label(double x, double y, const std::string& words, Anchor anchor, double size = 12,
                  std::string_view colour = "#1a1a1a") {
  constexpr std::array<std::string_view, 3> anchors = {"start", "middle", "end"};
  return "<text x=\"" + pixel(x) + "\" y=\"" + pixel(y) + "\" font-size=\"" + pixel(size) +
         "\" fill=\"" + std::string(colour) + "\" text-anchor=\"" +
         std::string(anchors[static_cast<std::size_t>(anchor)]) + "\">" + escaped(words) +
         "</text>\n";
}

std::string line(double x1, double y1, double x2, double y2, std::string_view colour,
                 const std::string& more = "") {
  return "<line x1=\"" + pixel(x1) + "\" y1=\"" + pixel(y1) + "\" x2=\"" + pixel(x2) + "\" y2=\"" +
         pixel(y2) + "\" stroke=\"" + std::string(colour) + "\"" + more + "/>\n";
}

std::string box(double x, double y, double width, double height, const std::string& paint) {
  return "<rect x=\"" + pixel(x) + "\" y=\"" + pixel(y) + "\" width=\"" + pixel(width) +
         "\" height=\"" + pixel(height) + "\" " + paint + "/>\n";
}

std::string dot(double x, double y, double radius) {
  return "<circle cx=\"" + pixel(x) + "\" cy=\"" + pixel(y) + "\" r=\"" + pixel(radius) +
         "\" fill=\"" + std::string(blue) + "\"/>\n";
}

std::string spoken(std::string_view id) {
  std::string text(id);
  std::ranges::replace(text, '_', ' ');
  return text;
}

std::string confusion_cell(double x, double y, std::size_t count, std::size_t row_total,
                           bool within) {
  constexpr double width = 84;
  constexpr double height = 44;
  const double share =
      row_total == 0 ? 0 : static_cast<double>(count) / static_cast<double>(row_total);
  std::string text = box(x, y, width, height,
                         "fill=\"" + std::string(blue) + "\" fill-opacity=\"" +
                             pixel(std::round(share * 7) / 10) + "\" stroke=\"#ccc\"");
  if (within) {
    text += box(x + 2, y + 2, width - 4, height - 4,
                "fill=\"none\" stroke=\"#1a1a1a\" stroke-width=\"2\"");
  }
  return text + label(x + width / 2, y + height / 2 + 5, count == 0 ? "." : std::to_string(count),
                      Anchor::middle, 14, share > 0.6 ? "#fff" : "#1a1a1a");
}

// An interval as a line with its share as a dot, on a scale of 0 to 1 from x over `width`.
std::string whisker(double x, double y, double width, const Proportion& proportion) {
  const Interval interval = exact_interval(proportion);
  return line(x + interval.low * width, y, x + interval.high * width, y, blue,
              " stroke-width=\"2\"") +
         dot(x + proportion.share() * width, y, 4);
}

}  // namespace

std::string confusion_plot(const Measures& measures) {
  constexpr double left = 130;
  constexpr double top = 58;
  constexpr double width = 84;
  constexpr double height = 44;
  const auto& urgencies = knowledge::all_urgencies;
  std::string text = label(left, 16, "our urgency: slower to the left, faster to the right",
                           Anchor::start, 12, grey);
  for (std::size_t u = 0; u < urgencies.size(); ++u) {
    text += label(left + (static_cast<double>(u) + 0.5) * width, top - 10,
                  spoken(knowledge::name(urgencies[u])) == "emergency department"
                      ? "ED"
                      : spoken(knowledge::name(urgencies[u])),
                  Anchor::middle, 11);
  }
  for (std::size_t t = 0; t < all_tiers.size(); ++t) {
    const double y = top + static_cast<double>(t) * height;
    const auto& row = measures.confusion[t];
    std::size_t total = 0;
    for (const std::size_t count : row) {
      total += count;
    }
    const auto allowed = urgencies_of(all_tiers[t]);
    text += label(left - 8, y + height / 2 + 4, std::string(name(all_tiers[t])), Anchor::end);
    for (std::size_t u = 0; u < urgencies.size(); ++u) {
      text += confusion_cell(left + static_cast<double>(u) * width, y, row[u], total,
                             std::ranges::find(allowed, urgencies[u]) != allowed.end());
    }
  }
  return svg(left + 7 * width + 10, top + 5 * height + 10, "Expected tier against our urgency",
             text);
}

std::string calibration_plot(const std::array<CalibrationBin, 10>& bins) {
  constexpr double left = 60;
  constexpr double top = 15;
  constexpr double side = 330;
  const auto y_of = [](double share) { return top + side * (1 - share); };
  std::string text = box(left, top, side, side, "fill=\"none\" stroke=\"#999\"") +
                     line(left, y_of(0), left + side, y_of(1), grey, " stroke-dasharray=\"4 4\"");
  for (int tick = 0; tick <= 100; tick += 20) {
    const double share = tick / 100.0;
    text += label(left + share * side, top + side + 16, std::to_string(tick), Anchor::middle, 11) +
            label(left - 6, y_of(share) + 4, std::to_string(tick), Anchor::end, 11);
  }
  text += label(left + side / 2, top + side + 34, "predicted, per cent", Anchor::middle) +
          label(left + 6, top + 14, "came true, per cent (n predictions)", Anchor::start, 11, grey);
  for (const CalibrationBin& bin : bins) {
    if (bin.predictions == 0) {
      continue;
    }
    const Proportion observed{bin.came_true, bin.predictions};
    const Interval interval = exact_interval(observed);
    const double x = left + bin.mean_predicted * side;
    text += line(x, y_of(interval.low), x, y_of(interval.high), blue, " stroke-width=\"2\"") +
            dot(x, y_of(observed.share()), 4) +
            label(x + 6, y_of(observed.share()) - 6, std::to_string(bin.predictions), Anchor::start,
                  10, grey);
  }
  return svg(left + side + 50, top + side + 44, "Calibration by tenths", text);
}

std::string forest_plot(const std::vector<ForestRow>& rows, double aim) {
  constexpr double left = 270;
  constexpr double width = 360;
  constexpr double step = 22;
  const double bottom = 24 + step * static_cast<double>(rows.size());
  std::string text;
  for (int tick = 0; tick <= 100; tick += 20) {
    const double x = left + tick / 100.0 * width;
    text += line(x, 14, x, bottom, "#ddd") +
            label(x, bottom + 14, std::to_string(tick) + " %", Anchor::middle, 11);
  }
  const double aim_x = left + aim * width;
  text += line(aim_x, 8, aim_x, bottom, red, " stroke-dasharray=\"3 3\"") +
          label(aim_x, 8, "aim " + percent(aim) + " %", Anchor::end, 11, red);
  for (std::size_t i = 0; i < rows.size(); ++i) {
    const double y = 28 + step * static_cast<double>(i);
    const Proportion& proportion = rows[i].proportion;
    text += label(left - 10, y + 4, rows[i].label, Anchor::end) +
            whisker(left, y, width, proportion) +
            label(left + width + 12, y + 4,
                  std::to_string(proportion.hits) + "/" + std::to_string(proportion.of),
                  Anchor::start, 11, grey);
  }
  return svg(left + width + 90, bottom + 22, "Shares with exact 95 % intervals", text);
}

std::string histogram_plot(const std::vector<double>& values, double width, std::size_t bins,
                           const std::string& unit) {
  constexpr double left = 40;
  constexpr double height = 170;
  constexpr double bar = 34;
  std::vector<std::size_t> counts(bins);
  for (const double value : values) {
    ++counts[std::min(bins - 1, static_cast<std::size_t>(value / width))];
  }
  const double most =
      static_cast<double>(std::max<std::size_t>(1, *std::ranges::max_element(counts)));
  std::string text =
      line(left, 20 + height, left + bar * static_cast<double>(bins), 20 + height, "#999");
  for (std::size_t i = 0; i < bins; ++i) {
    const double tall = height * static_cast<double>(counts[i]) / most;
    const double x = left + bar * static_cast<double>(i);
    const auto from = static_cast<int>(static_cast<double>(i) * width);
    const auto to = static_cast<int>(static_cast<double>(i + 1) * width) - 1;
    const std::string range = i + 1 == bins ? std::to_string(from) + "+"
                              : from == to  ? std::to_string(from)
                                            : std::to_string(from) + "-" + std::to_string(to);
    text += box(x + 2, 20 + height - tall, bar - 4, tall, "fill=\"" + std::string(blue) + "\"") +
            label(x + bar / 2, 36 + height, range, Anchor::middle, 10);
    if (counts[i] > 0) {
      text += label(x + bar / 2, 16 + height - tall, std::to_string(counts[i]), Anchor::middle, 10);
    }
  }
  text += label(left, 56 + height, unit, Anchor::start, 12, grey);
  return svg(left + bar * static_cast<double>(bins) + 20, height + 66, unit, text);
}

}  // namespace paraspinal::validation
