#include "tests/apps/desk_fixture.h"

#include "apps/records/users.h"
#include "apps/service/request_log.h"
#include "tests/apps/service_fixture.h"

namespace paraspinal::apps_tests {

using records::Role;
using service::HttpAnswer;
using service::HttpRequest;

DeskHouse::DeskHouse(const std::string& name) : file_(name) {
  open();
  records::Users users(*records_);
  const std::pair<const char*, Role> people[] = {{"nurse1", Role::nurse},
                                                 {"nurse2", Role::nurse},
                                                 {"clinician1", Role::clinician},
                                                 {"clinician2", Role::clinician},
                                                 {"admin1", Role::admin}};
  for (const auto& [user, role] : people) {
    const auto added = users.add({.name = user, .shown_as = user, .role = role}, desk_password,
                                 "2026-11-20T18:00:00Z", "");
    EXPECT_TRUE(added) << added.error().message;
  }
}

void DeskHouse::open() {
  records_ = file_.open();
  desk_ = std::make_shared<desk::Desk>(*records_, desk::DeskOptions{});
  router_ = std::make_unique<service::Router>(desk::desk_routes(desk_), service::RouterOptions{});
}

void DeskHouse::restart() {
  router_.reset();
  desk_.reset();
  records_.reset();
  open();
}

HttpAnswer DeskHouse::dispatch(HttpRequest request) const {
  service::Serving now = serving();
  now.now_seconds += seconds_;
  now.now = service::iso_time(now.now_seconds);
  now.records = records_.get();
  return router_->dispatch(std::move(request), now).answer;
}

DeskPage DeskHouse::sign_in(const std::string& user) {
  const HttpAnswer answer = dispatch(apps_tests::post(
      "/desk/session", R"({"name": ")" + user + R"(", "password": ")" + desk_password + "\"}"));
  EXPECT_EQ(answer.status, 200) << answer.body;
  const std::string cookie = header(answer, "Set-Cookie");
  return {*this, cookie.substr(0, cookie.find(';')), member(answer.body, "csrf")};
}

HttpRequest DeskPage::request(std::string method, std::string path, std::string body) const {
  HttpRequest made = method == "POST" ? apps_tests::post(std::move(path), std::move(body))
                                      : apps_tests::get(std::move(path));
  made.method = std::move(method);
  made.headers.emplace("cookie", cookie_);
  made.headers.emplace("x-csrf-token", csrf_);
  made.headers.emplace("origin", "http://127.0.0.1:8420");
  return made;
}

HttpAnswer DeskPage::get(const std::string& path,
                         std::vector<std::pair<std::string, std::string>> query) const {
  HttpRequest made = request("GET", path);
  made.query.insert(query.begin(), query.end());
  return house_->dispatch(std::move(made));
}

HttpAnswer DeskPage::post(const std::string& path, const std::string& body) const {
  return house_->dispatch(request("POST", path, body));
}

HttpAnswer DeskPage::kept(HttpAnswer answer) {
  if (answer.status == 200 || answer.status == 201) {
    state_ = answer.body;
    call_ = member(state_, "call.id");
    revision_ = member(state_, "call.revision");
  }
  return answer;
}

std::string DeskPage::wish() {
  return R"("request": "wish-)" + call_.substr(0, 8) + csrf_.substr(0, 8) + csrf_.substr(0, 8) +
         std::to_string(++requests_) + R"(", "revision": )" + revision_;
}

HttpAnswer DeskPage::open_call(const std::string& more) {
  return kept(post("/desk/calls", R"({"request": "opening-)" + csrf_.substr(0, 8) +
                                      std::to_string(++requests_) + R"(", "setting": "telephone")" +
                                      (more.empty() ? "" : ", " + more) + "}"));
}

HttpAnswer DeskPage::answers(const std::string& list) {
  return change("answers", R"("answers": )" + list);
}

HttpAnswer DeskPage::answer(const std::string& finding, const std::string& value) {
  return answers(R"([{"finding": ")" + finding + R"(", "value": )" + value +
                 R"(, "said_by": "caller"}])");
}

HttpAnswer DeskPage::change(const std::string& what, const std::string& more) {
  return kept(post("/desk/calls/" + call_ + "/" + what,
                   "{" + wish() + (more.empty() ? "" : ", " + more) + "}"));
}

HttpAnswer DeskPage::read() {
  return kept(get("/desk/calls/" + call_));
}

HttpAnswer DeskPage::take_up(const std::string& call) {
  call_ = call;
  return read();
}

std::string DeskPage::state(const std::string& place) const {
  return member(state_, place);
}

DeskPage of_44(DeskHouse& house, const std::string& user, const std::string& more) {
  DeskPage page = house.sign_in(user);
  page.open_call(more);
  page.answers(R"([{"finding": "age_years", "value": 44, "said_by": "caller"},
                   {"finding": "sex_female", "value": "present", "said_by": "caller"}])");
  return page;
}

std::string message(const HttpAnswer& answer) {
  return member(answer.body, "error.message");
}

}  // namespace paraspinal::apps_tests
