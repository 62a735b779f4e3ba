// `paraspinal serve`: its options, and what they mean.

#include <chrono>
#include <memory>
#include <random>

#include <CLI/CLI.hpp>

#include "apps/cli/serve_command.h"
#include "apps/cli/subcommands.h"

namespace paraspinal::cli {
namespace {

std::int64_t seconds_now() {
  return std::chrono::duration_cast<std::chrono::seconds>(
             std::chrono::system_clock::now().time_since_epoch())
      .count();
}

std::string random_bytes(std::size_t size) {
  std::random_device chance;
  std::string bytes;
  while (bytes.size() < size) {
    bytes += static_cast<char>(chance() & 0xffU);
  }
  return bytes;
}

}  // namespace

void add_serve(CLI::App& program, const std::string& version, Run& run) {
  const auto options = std::make_shared<ServeOptions>();
  options->version = version;
  options->clock = seconds_now;
  options->random = random_bytes(32);
  CLI::App* serve = program.add_subcommand(
      "serve", "Answer over HTTP: JSON, FHIR and CDS Hooks, until SIGTERM; SIGHUP reloads");
  serve->add_option("--listen", options->listen, "Address and port; 0 for any free port")
      ->capture_default_str();
  serve->add_option("--knowledge", options->knowledge,
                    "A knowledge.sqlite instead of the built-in");
  serve->add_option("--base-url", options->base_url, "As clients reach it; else made of --listen");
  serve->add_option("--tls-certificate", options->tls_certificate, "A chain in PEM: speak TLS");
  serve->add_option("--tls-key", options->tls_key, "Its private key in PEM");
  serve->add_option("--trusted-clients", options->trusted_clients,
                    "JSON of the clients whose tokens are accepted; others are 401");
  serve->add_option("--records", options->records, "What is remembered: feedback, tokens, audit");
  serve->add_option("--master-key", options->master_key,
                    "Encrypts the records; made when there is none; keep it apart from them");
  serve->add_option("--form-key", options->form_key,
                    "Signs adaptive questionnaires; share it where a form may be taken up again");
  serve->add_option("--fhir-server", options->fhir_servers,
                    "Base of a FHIR server that may be asked for what a CDS call lacks");
  serve->add_flag("--behind-proxy", options->behind_proxy,
                  "A proxy asks who comes and speaks TLS; any Host is answered");
  serve->add_option("--allow-origin", options->allow_origins,
                    "Of pages that may ask from a browser: https://ehr.example; * for all");
  serve->add_option("--threads", options->threads, "Requests answered at one time")
      ->check(CLI::Range(std::size_t{1}, std::size_t{1024}))
      ->capture_default_str();
  serve->add_option("--connections", options->connections, "Open at one time; more are 503")
      ->check(CLI::Range(std::size_t{1}, std::size_t{1000}))
      ->capture_default_str();
  serve->callback([options, &run] {
    run = [options](Streams streams) { return serve_command(*options, streams); };
  });
}

}  // namespace paraspinal::cli
