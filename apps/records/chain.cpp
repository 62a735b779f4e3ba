#include "apps/records/chain.h"

#include "apps/records/crypto.h"

namespace paraspinal::records {

namespace {

constexpr std::size_t salt_bytes = 32;
constexpr std::size_t number_bytes = 8;

}  // namespace

std::string line_hash(std::string_view hash_before, const AuditLine& line) {
  std::string joined;
  append_field(joined, "paraspinal audit line 1");
  append_field(joined, hash_before);
  append_number(joined, line.number);
  for (const std::string* field :
       {&line.at, &line.kind, &line.user, &line.knowledge_hash, &line.payload_hash}) {
    append_field(joined, *field);
  }
  return hexadecimal(sha256(joined));
}

std::optional<std::string_view> take_field(std::string_view& bytes) {
  if (bytes.size() < number_bytes) {
    return std::nullopt;
  }
  std::uint64_t size = 0;
  for (std::size_t i = 0; i < number_bytes; ++i) {
    size |= std::uint64_t{static_cast<unsigned char>(bytes[i])} << (8 * i);
  }
  bytes.remove_prefix(number_bytes);
  if (size > bytes.size()) {
    return std::nullopt;
  }
  const auto field = bytes.substr(0, size);
  bytes.remove_prefix(size);
  return field;
}

std::string salted_payload(std::string_view salt, std::string_view person, std::string_view payload,
                           std::string_view attached) {
  std::string salted(salt);
  append_field(salted, person);
  append_field(salted, payload);
  if (!attached.empty()) {
    append_field(salted, attached);
  }
  return salted;
}

std::optional<Salted> read_salted(std::string_view salted) {
  if (salted.size() < salt_bytes) {
    return std::nullopt;
  }
  salted.remove_prefix(salt_bytes);
  const auto person = take_field(salted);
  const auto payload = person ? take_field(salted) : std::nullopt;
  const auto attached =
      !payload || salted.empty() ? std::optional(std::string_view()) : take_field(salted);
  if (!payload || !attached || !salted.empty()) {
    return std::nullopt;
  }
  return Salted{std::string(*payload), std::string(*attached)};
}

std::optional<std::string> payload_in(std::string_view salted) {
  auto read = read_salted(salted);
  return read ? std::optional(std::move(read->payload)) : std::nullopt;
}

std::string about_line(const AuditLine& line) {
  std::string about;
  append_field(about, "paraspinal audit payload 1");
  append_number(about, line.number);
  append_field(about, line.hash);
  return about;
}

std::string about_end(std::int64_t number, std::string_view hash) {
  std::string about;
  append_field(about, "paraspinal audit end 1");
  append_number(about, number);
  append_field(about, hash);
  return about;
}

void ErasedLines::add(std::int64_t number) {
  append_number(hash_, number);
  hash_ = sha256(hash_);
  ++count_;
}

std::string ErasedLines::payload() const {
  return R"({"erased_lines":)" + std::to_string(count_) + R"(,"hash_of_numbers":")" +
         hexadecimal(hash_) + R"("})";
}

}  // namespace paraspinal::records
