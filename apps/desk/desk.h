#pragma once

// What the routes of the screens share beside a request: users, calls and the gate before signing
// in. Made once, for as long as the service runs.
//
//   auto desk = std::make_shared<Desk>(records, DeskOptions{.secure = true});
//   for (service::Route& route : desk_routes(desk)) routes.push_back(std::move(route));
//
// The contract with the screens is API.md.

#include <cstddef>
#include <memory>
#include <string>
#include <vector>

#include "apps/desk/call_book.h"
#include "apps/desk/readings.h"
#include "apps/desk/sign_in_gate.h"
#include "apps/records/records.h"
#include "apps/records/users.h"
#include "apps/service/http.h"

namespace paraspinal::desk {

struct DeskOptions {
  bool secure = false;        // the cookie goes over TLS only
  bool behind_proxy = false;  // the address of who asks is the last of X-Forwarded-For
  std::size_t most_held = 64;
  SignInLimits sign_in = {};
};

class Desk {
 public:
  // The records must outlive this object.
  Desk(records::Records& records, const DeskOptions& options)
      : users(records),
        calls(records, options.most_held),
        gate(options.sign_in),
        records_(&records),
        options_(options) {}

  const DeskOptions& options() const { return options_; }
  records::Records& records() const { return *records_; }

  // Each of these is thread-safe by itself.
  records::Users users;
  CallBook calls;
  SignInGate gate;
  Readings readings;

 private:
  records::Records* records_;
  DeskOptions options_;
};

using SharedDesk = std::shared_ptr<Desk>;

// All under /desk.
std::vector<service::Route> desk_routes(const SharedDesk& desk);

// POST, GET and DELETE /desk/session; GET /desk/users.
std::vector<service::Route> session_routes(const SharedDesk& desk);
// /desk/calls and /desk/calls/{id}: listed, opened, read.
std::vector<service::Route> call_routes(const SharedDesk& desk);
// What changes a call: answers, undo, notes, override, close, reopen.
std::vector<service::Route> change_routes(const SharedDesk& desk);
// What a call is handed on as: summary, fhir, presentation, assessment, explain, network.
std::vector<service::Route> document_routes(const SharedDesk& desk);
std::vector<service::Route> call_back_routes(const SharedDesk& desk);
// Findings, reasons, scores, conditions, sources, about.
std::vector<service::Route> look_up_routes(const SharedDesk& desk);

}  // namespace paraspinal::desk
