#include "fhir/primitives.h"

#include <algorithm>

namespace paraspinal::fhir {

namespace chr = std::chrono;

namespace {

using chr::milliseconds;

// Reads fixed-width fields from the front of a text; any field that does not fit spoils the rest.
class Fields {
 public:
  explicit Fields(std::string_view text) : rest_(text) {}

  int digits(std::size_t count) {
    const std::string_view field = rest_.substr(0, count);
    const bool all = std::all_of(field.begin(), field.end(), is_digit);
    if (field.size() < count || !all) {
      sound_ = false;
      return 0;
    }
    int value = 0;
    for (const char c : field) {
      value = value * 10 + (c - '0');
    }
    rest_.remove_prefix(count);
    return value;
  }

  bool skip(char c) {
    if (!rest_.starts_with(c)) {
      return false;
    }
    rest_.remove_prefix(1);
    return true;
  }

  void expect(char c) { sound_ = skip(c) && sound_; }
  void spoil() { sound_ = false; }

  // Milliseconds of a fraction of a second; digits beyond the third are dropped.
  int fraction() {
    int value = 0;
    int scale = 100;
    std::size_t count = 0;
    while (!rest_.empty() && is_digit(rest_.front())) {
      value += scale * (rest_.front() - '0');
      scale /= 10;
      rest_.remove_prefix(1);
      ++count;
    }
    sound_ = sound_ && count > 0;
    return value;
  }

  bool at_end() const { return rest_.empty(); }
  bool sound() const { return sound_; }

 private:
  static bool is_digit(char c) { return c >= '0' && c <= '9'; }

  std::string_view rest_;
  bool sound_ = true;
};

Instant start_of(chr::year_month_day day) {
  return chr::sys_days(day);
}

// The zone's offset from UTC: Z, +hh:mm or -hh:mm.
std::optional<milliseconds> zone(Fields& fields) {
  if (fields.skip('Z')) {
    return milliseconds{0};
  }
  const bool east = fields.skip('+');
  if (!east && !fields.skip('-')) {
    return std::nullopt;
  }
  const int hours = fields.digits(2);
  fields.expect(':');
  const int minutes = fields.digits(2);
  if (hours > 14 || minutes > 59) {
    fields.spoil();
  }
  const chr::minutes offset = chr::hours(hours) + chr::minutes(minutes);
  return east ? milliseconds(offset) : -milliseconds(offset);
}

std::optional<Moment> timed(Fields& fields, chr::year_month_day day) {
  const int hour = fields.digits(2);
  fields.expect(':');
  const int minute = fields.digits(2);
  milliseconds wide = chr::minutes(1);
  int second = 0;
  int thousandths = 0;
  if (fields.skip(':')) {
    second = fields.digits(2);
    wide = chr::seconds(1);
    if (fields.skip('.')) {
      thousandths = fields.fraction();
      wide = milliseconds(1);
    }
  }
  const std::optional<milliseconds> offset = zone(fields);
  if (!fields.sound() || !fields.at_end() || hour > 23 || minute > 59 || second > 59) {
    return std::nullopt;
  }
  const Instant first = start_of(day) + chr::hours(hour) + chr::minutes(minute) +
                        chr::seconds(second) + milliseconds(thousandths) -
                        offset.value_or(milliseconds{0});
  return Moment{first, first + wide, offset.has_value(), true};
}

Moment widened(Moment moment) {
  if (!moment.zone_known) {
    moment.first -= chr::hours(14);
    moment.end += chr::hours(14);
  }
  return moment;
}

int completed_years(chr::year_month_day birth, chr::year_month_day on) {
  const int years = static_cast<int>(on.year()) - static_cast<int>(birth.year());
  const bool birthday_to_come =
      on.month() < birth.month() || (on.month() == birth.month() && on.day() < birth.day());
  return birthday_to_come ? years - 1 : years;
}

}  // namespace

std::optional<Moment> moment_from(std::string_view text) {
  Fields fields(text);
  const chr::year year{fields.digits(4)};
  if (!fields.sound()) {
    return std::nullopt;
  }
  if (fields.at_end()) {
    return Moment{start_of(year / 1 / 1), start_of((year + chr::years(1)) / 1 / 1), true, false};
  }
  fields.expect('-');
  const chr::month month{static_cast<unsigned>(fields.digits(2))};
  if (!fields.sound() || !month.ok()) {
    return std::nullopt;
  }
  if (fields.at_end()) {
    const chr::year_month next = year / month + chr::months(1);
    return Moment{start_of(year / month / 1), start_of(next / 1), true, false};
  }
  fields.expect('-');
  const chr::day day{static_cast<unsigned>(fields.digits(2))};
  const chr::year_month_day date = year / month / day;
  if (!fields.sound() || !date.ok()) {
    return std::nullopt;
  }
  if (fields.at_end()) {
    return Moment{start_of(date), start_of(date) + chr::days(1), true, true};
  }
  fields.expect('T');
  return timed(fields, date);
}

Order order(const Moment& a, const Moment& b) {
  const bool as_written = a.zone_known == b.zone_known;
  const Moment left = as_written ? a : widened(a);
  const Moment right = as_written ? b : widened(b);
  if (left.end <= right.first) {
    return Order::before;
  }
  return right.end <= left.first ? Order::after : Order::unclear;
}

double days_between(const Moment& older, const Moment& newer) {
  return chr::duration<double, chr::days::period>(newer.first - older.first).count();
}

std::optional<chr::year_month_day> day_from(std::string_view text) {
  constexpr std::size_t length_of_day = 10;
  const std::optional<Moment> moment = moment_from(text);
  if (!moment || !moment->to_the_day) {
    return std::nullopt;
  }
  const std::optional<Moment> day = moment_from(text.substr(0, length_of_day));
  return chr::year_month_day(chr::floor<chr::days>(day->first));
}

std::string iso(chr::year_month_day day) {
  const auto padded = [](unsigned value, std::size_t width) {
    const std::string digits = std::to_string(value);
    return std::string(width - std::min(width, digits.size()), '0') + digits;
  };
  return padded(static_cast<unsigned>(static_cast<int>(day.year())), 4) + "-" +
         padded(static_cast<unsigned>(day.month()), 2) + "-" +
         padded(static_cast<unsigned>(day.day()), 2);
}

int days_from_to(chr::year_month_day from, chr::year_month_day to) {
  return static_cast<int>((chr::sys_days(to) - chr::sys_days(from)).count());
}

std::optional<AgeRange> age_from(std::string_view birth, chr::year_month_day on) {
  const std::optional<Moment> moment = moment_from(birth);
  if (!moment) {
    return std::nullopt;
  }
  if (const std::optional<chr::year_month_day> day = day_from(birth)) {
    const int years = completed_years(*day, on);
    return AgeRange{years, years};
  }
  const chr::sys_days first = chr::floor<chr::days>(moment->first);
  const chr::sys_days last = chr::floor<chr::days>(moment->end) - chr::days(1);
  return AgeRange{completed_years(last, on), completed_years(first, on)};
}

}  // namespace paraspinal::fhir
