#pragma once

// Deterministic identities for exported resources: name-based UUIDs (RFC 4122, version 5), so that
// the same assessment gives the same ids on every machine and at any time.
//
//   const std::string id = name_based_uuid(assessment_namespace, "case 7|risk assessment");
//   id == "4f7c0a52-...";
//
// Not for: secrets or integrity. SHA-1 names things here, as the RFC has it; it protects nothing.

#include <array>
#include <cstdint>
#include <string>
#include <string_view>

namespace paraspinal::fhir {

using Uuid = std::array<std::uint8_t, 16>;

// The namespace of everything this project exports; chosen once at random, never changed.
inline constexpr Uuid assessment_namespace = {0x5e, 0x0b, 0x3a, 0x9c, 0x71, 0x4d, 0x4f, 0x26,
                                              0x9a, 0xd8, 0x60, 0xc2, 0x1f, 0x8e, 0x47, 0xb3};

// The SHA-1 digest of `bytes` (FIPS 180-4), 20 bytes.
std::array<std::uint8_t, 20> sha1(std::string_view bytes);

// The version 5 UUID of `name` in `space`, in lower-case 8-4-4-4-12 form.
std::string name_based_uuid(const Uuid& space, std::string_view name);

}  // namespace paraspinal::fhir
