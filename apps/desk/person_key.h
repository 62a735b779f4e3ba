#pragma once

// What stands for a person over several calls: the caller's reference, else the telephone number,
// written so that the same one gives the same key however it was typed.
//
//   person_key({.telephone = "(01632) 960 001"}) == "tel:632960001";
//
// Two people at one telephone are one person here. A number is known by its last nine digits, so
// that it is the same with and without its country; two countries' numbers with the same nine are
// one.

#include <string>

#include "apps/desk/call_facts.h"

namespace paraspinal::desk {

// Capital letters and digits, without blanks and hyphens.
std::string reference_key(const std::string& reference);

// Empty when neither was given.
std::string person_key(const Caller& caller);

}  // namespace paraspinal::desk
