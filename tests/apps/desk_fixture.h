#pragma once

// A desk over a file of records of its own, and a person at a screen of it, without a socket.
//
//   DeskHouse house("name");
//   DeskPage page = house.sign_in("nurse1");
//   const HttpAnswer opened = page.open_call();
//   page.answer("saddle_anaesthesia", "\"present\"");
//   page.state("urgency.level");

#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "apps/desk/desk.h"
#include "apps/service/router.h"
#include "tests/apps/records_file.h"

namespace paraspinal::apps_tests {

inline constexpr const char* desk_password = "correct horse battery";

class DeskPage;

class DeskHouse {
 public:
  // Users nurse1, nurse2, clinician1, clinician2 and admin1, all with the same password. The time
  // is 2026-11-20T18:30:00Z until it is moved.
  explicit DeskHouse(const std::string& name);

  DeskPage sign_in(const std::string& user);
  service::HttpAnswer dispatch(service::HttpRequest request) const;
  // As if the service had stopped and begun again: nothing of a call is in memory.
  void restart();
  void wait(std::int64_t seconds) { seconds_ += seconds; }

  records::Records& records() { return *records_; }
  const desk::SharedDesk& desk() const { return desk_; }
  std::string bytes() const { return file_.bytes(); }  // of the records' file
  std::span<const service::Route> routes() const { return router_->routes(); }

 private:
  void open();

  records::RecordsFile file_;
  std::unique_ptr<records::Records> records_;
  desk::SharedDesk desk_;
  std::unique_ptr<service::Router> router_;
  std::int64_t seconds_ = 0;  // after that time
};

// One person's browser, at one call.
class DeskPage {
 public:
  DeskPage(DeskHouse& house, std::string cookie, std::string csrf)
      : house_(&house), cookie_(std::move(cookie)), csrf_(std::move(csrf)) {}

  service::HttpRequest request(std::string method, std::string path, std::string body = "") const;
  service::HttpAnswer get(const std::string& path,
                          std::vector<std::pair<std::string, std::string>> query = {}) const;
  service::HttpAnswer post(const std::string& path, const std::string& body) const;

  // Each of these goes on with what the service answered last.
  service::HttpAnswer open_call(const std::string& more = "");  // "\"caller\": {...}"
  service::HttpAnswer answer(const std::string& finding, const std::string& value);
  service::HttpAnswer answers(const std::string& list);
  // "undo" and so on, with members after request and revision.
  service::HttpAnswer change(const std::string& what, const std::string& more = "");
  service::HttpAnswer read();
  // Takes the call up that another page has opened.
  service::HttpAnswer take_up(const std::string& call);

  // The text at a place of the state; "(none)" without one.
  std::string state(const std::string& place) const;
  const std::string& body() const { return state_; }
  const std::string& call() const { return call_; }
  std::string wish();  // request and revision, the members alone
  const std::string& cookie() const { return cookie_; }
  const std::string& csrf() const { return csrf_; }

 private:
  service::HttpAnswer kept(service::HttpAnswer answer);

  DeskHouse* house_;
  std::string cookie_;
  std::string csrf_;
  std::string call_;
  std::string state_ = "{}";
  std::string revision_ = "0";
  int requests_ = 0;
};

// A call about a woman of 44.
DeskPage of_44(DeskHouse& house, const std::string& user = "nurse1", const std::string& more = "");

// Why something was not done.
std::string message(const service::HttpAnswer& answer);

}  // namespace paraspinal::apps_tests
