#pragma once

// What a service has to remember, in one SQLite file (WAL, STRICT tables, migrations): answers to
// hooks (a repeated hookInstance is a retry), feedback on cards, tokens already used, and the
// audit. The same file holds the users (users.h) and the calls (calls.h).
//
// The audit is append-only and hash-chained: each line holds a salted hash of its payload and the
// hash of the line before it (Schneier & Kelsey 1998, "Cryptographic support for secure logs on
// untrusted machines"). Payloads stand apart, encrypted under a key of the person they are about;
// erasing a person destroys that key, and the chain still verifies.
//
//   const auto records = Records::open("records.sqlite", {.master_key = key});
//   (*records)->append({.at = now, .kind = "assessment", .person = "Patient/1", .payload = json});
//   (*records)->verify();
//
// Thread-safe: writes at the same time share one wait for the disk, reads wait for none, processes
// wait for each other. What a call has answered is on the disk, whatever happens to the process
// after it. Errors: `corrupt` and `not_found` as of a Connection; `invalid_argument` for a wrong
// key; the message names the file.
//
// What it does not do: find that a whole file was put back as it was some time ago. For that keep
// an anchor of it (`head` and `lines` of a check) elsewhere, and verify against it. And `kind`,
// `user` and `knowledge_hash` of an event stand readable in the file: put no person into them.

#include <array>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "engine/result.h"

namespace paraspinal::records {

using Key = std::array<unsigned char, 32>;

// What a guess at a password costs whoever tries: `moderate` is libsodium's, 256 MiB and about a
// second; `least` is for tests only.
enum class PasswordCost { moderate, least };

struct RecordsOptions {
  Key master_key = {};  // wraps the keys of persons; kept outside the file (see key_file.h)
  PasswordCost password_cost = PasswordCost::moderate;  // of those set from now on
  // How long a call waits for another process that holds the file, once it is open. Then it fails
  // as `too_large`. Who answers within a time of its own waits for less.
  int busy_milliseconds = 10'000;
};

struct Event {
  std::string at;      // ISO time, UTC
  std::string kind;    // "hook", "hook refused", ...; not "erasure"
  std::string person;  // "Patient/1" of a server, or a call's own id; empty: about nobody
  std::string user;    // who asked: a client's or a user's name; may be empty
  std::string knowledge_hash;
  std::string payload;  // what went in and out, as JSON; encrypted
};

// An answer to a hook, to be kept for its repetition.
struct HookAnswer {
  std::string_view service;
  std::string_view instance;
  std::string_view answer;
  std::string_view at;  // ISO time, UTC
};

struct AuditLine {
  std::int64_t number = 0;  // from 1, without gaps
  std::string at;
  std::string kind;
  std::string user;
  std::string knowledge_hash;
  std::string payload_hash;  // SHA-256 of salt, person and payload, hexadecimal
  std::string hash;          // SHA-256 of the line before and all of the above, hexadecimal

  bool operator==(const AuditLine&) const = default;
};

// A line's number and hash, written down elsewhere.
struct Anchor {
  std::int64_t number = 0;
  std::string hash;
};

// What a check of the whole chain found.
struct ChainState {
  std::int64_t lines = 0;
  std::int64_t erased = 0;                   // whose payload can no longer be read, as intended
  std::optional<std::int64_t> first_broken;  // number of the first line that does not verify
  std::string why;                           // of it, in words
  std::string head;                          // hash of the last line; empty without lines
};

struct Feedback {
  std::string at;          // when it came
  std::string service;     // id of the CDS service
  std::string card;        // its uuid
  std::string outcome;     // "accepted" or "overridden"
  std::string outcome_at;  // the client's outcomeTimestamp
  std::string detail;  // acceptedSuggestions or overrideReason, as JSON; may be empty; encrypted

  bool operator==(const Feedback&) const = default;
};

class Records {
 public:
  // An existing file, or a new one. Migrates an older schema; refuses a newer one by number, and
  // a file that is not of records.
  static engine::Result<std::unique_ptr<Records>> open(const std::string& path,
                                                       const RecordsOptions& options);
  // What it stands on, known to its own sources only (store.h).
  struct Store;
  explicit Records(std::unique_ptr<Store> store);
  ~Records();

  // The answer kept for a hook's instance, or nothing.
  engine::Result<std::optional<std::string>> answer_of_hook(std::string_view service,
                                                            std::string_view instance) const;
  // Keeps an answer, encrypted; the first one stands when there is one already.
  engine::Result<void> keep_answer(std::string_view service, std::string_view instance,
                                   std::string_view answer, std::string_view at);
  // Forgets the answers kept before a time, compared as text.
  engine::Result<void> forget_answers(std::string_view before);

  // All of it or nothing. It is not filed by person: no erasure reaches it.
  engine::Result<void> add_feedback(const std::vector<Feedback>& feedback);
  // In the order it came.
  engine::Result<std::vector<Feedback>> feedback_of(std::string_view card) const;
  // Forgets the feedback that came before a time, compared as text. Returns how much.
  engine::Result<std::int64_t> forget_feedback(std::string_view before);

  // True the first time an issuer's token id is seen, until it expires; false when it was seen
  // before. Those expired at `now` are forgotten. Times are seconds since 1970.
  engine::Result<bool> first_use(std::string_view issuer, std::string_view token_id,
                                 std::int64_t expires, std::int64_t now);

  // With `kept`, keeps that answer in the same step: none that is repeated lacks its line, and the
  // disk is waited for once. Errors: `invalid_argument` for a kind that is empty or "erasure";
  // `corrupt` when the end of the audit is not as the last append left it.
  engine::Result<AuditLine> append(const Event& event,
                                   const std::optional<HookAnswer>& kept = std::nullopt);
  // At most `most` lines, the first numbered `from` or more.
  engine::Result<std::vector<AuditLine>> lines(std::int64_t from, std::int64_t most) const;
  // The payload of a line; nothing when its person was erased. Errors: `not_found` without such a
  // line; `corrupt` when it cannot be decrypted.
  engine::Result<std::optional<std::string>> payload(std::int64_t number) const;
  // All lines of a person, while it is not erased.
  engine::Result<std::vector<AuditLine>> lines_of(std::string_view person) const;
  // Destroys the person's key, payloads and calls, and every kept answer to a hook, for those are
  // not filed by person; appends a line that says how many lines it was. False when nothing is
  // known of the person. The bytes leave the write-ahead log too, unless another process is reading
  // just then: with the next erasure or opening. Errors: `invalid_argument` for an empty person.
  engine::Result<bool> erase(std::string_view person, std::string_view user, std::string_view at);

  // Reads all lines as they stand when it begins, in constant memory; others append meanwhile.
  // Found without an anchor: a line changed, inserted, moved or missing, also at the end; a
  // payload, or what a line says of a call (calls.h), changed, moved or missing without an erasure,
  // by whoever has not the master key.
  engine::Result<ChainState> verify(const std::optional<Anchor>& anchor = std::nullopt) const;

  // For the other classes of this folder: what they stand on too.
  Store& store() const { return *store_; }

 private:
  std::unique_ptr<Store> store_;
};

}  // namespace paraspinal::records
