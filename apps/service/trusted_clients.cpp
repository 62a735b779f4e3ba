// read_trusted_clients of authentication.h.

#include <algorithm>
#include <utility>

#include "apps/service/authentication.h"
#include "apps/service/key_set.h"
#include "fhir/json.h"

namespace paraspinal::service {

using engine::ErrorKind;
using engine::fail;
using engine::Result;
using fhir::Json;

namespace {

constexpr std::string_view https = "https://";

tl::unexpected<engine::Error> refuse_at(const std::string& place, const std::string& expected) {
  return fail(ErrorKind::invalid_argument, place + ": expected " + expected);
}

Result<std::optional<std::string>> text_at(const Json& object, const std::string& place,
                                           std::string_view name) {
  const Json* member = object.member(name);
  if (member == nullptr) {
    return std::nullopt;
  }
  if (!member->is_string() || member->text().empty()) {
    return refuse_at(place + "." + std::string(name), "a string that is not empty");
  }
  return std::string(member->text());
}

Result<void> check_members(const Json& object, const std::string& place) {
  for (const auto& [name, value] : object.members()) {
    if (name != "issuer" && name != "tenant" && name != "jku" && name != "keys") {
      return refuse_at(place + "." + std::string(name), "issuer, tenant, jku or keys");
    }
  }
  return {};
}

// Its keys or their URL, exactly one of the two.
Result<void> take_keys(const Json& object, const std::string& place, TrustedClient& client) {
  const Json* keys = object.member("keys");
  if ((keys == nullptr) == !client.key_set_url) {
    return refuse_at(place, "either jku or keys");
  }
  if (client.key_set_url && client.key_set_url->substr(0, https.size()) != https) {
    return refuse_at(place + ".jku", "a URL that begins with https://");
  }
  if (keys != nullptr) {
    client.keys = fhir::write_json(*keys);
    const auto read = read_key_set(client.keys);
    if (!read || read->empty()) {
      return refuse_at(place + ".keys",
                       R"({"keys": [...]} with a key for ES384, RS384, ES256 or RS256)");
    }
  }
  return {};
}

Result<TrustedClient> client_of(const Json& object, const std::string& place) {
  if (!object.is_object()) {
    return refuse_at(place, "an object");
  }
  const auto known = check_members(object, place);
  const auto issuer = text_at(object, place, "issuer");
  const auto tenant = text_at(object, place, "tenant");
  const auto url = text_at(object, place, "jku");
  if (!known) {
    return fail(known.error());
  }
  for (const auto* text : {&issuer, &tenant, &url}) {
    if (!*text) {
      return fail(text->error());
    }
  }
  if (!*issuer) {
    return refuse_at(place + ".issuer", "a string that is not empty");
  }
  TrustedClient client{.issuer = **issuer, .tenant = *tenant, .key_set_url = *url};
  const auto taken = take_keys(object, place, client);
  return taken ? Result<TrustedClient>(std::move(client)) : fail(taken.error());
}

}  // namespace

Result<AuthenticationOptions> read_trusted_clients(std::string_view json) {
  const auto parsed = fhir::parse_json(json);
  if (!parsed) {
    return fail(parsed.error());
  }
  const Json* clients = parsed->member("clients");
  if (clients == nullptr || !clients->is_array() || clients->items().empty()) {
    return refuse_at("clients", "an array of one client or more");
  }
  AuthenticationOptions options;
  if (const Json* also_256 = parsed->member("also_256")) {
    if (!also_256->is_boolean()) {
      return refuse_at("also_256", "true or false");
    }
    options.also_256 = also_256->truth();
  }
  for (const auto& object : clients->items()) {
    const std::string place = "clients[" + std::to_string(options.clients.size()) + "]";
    auto client = client_of(object, place);
    if (!client) {
      return fail(client.error());
    }
    const bool is_known =
        std::any_of(options.clients.begin(), options.clients.end(),
                    [&](const TrustedClient& other) { return other.issuer == client->issuer; });
    if (is_known) {
      return refuse_at(place + ".issuer", "one that no other client has");
    }
    options.clients.push_back(std::move(*client));
  }
  return options;
}

}  // namespace paraspinal::service
