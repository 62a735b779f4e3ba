#pragma once

// What stands for a person over several calls: the caller's reference, else the telephone number,
// written so that the same one gives the same key however it was typed.
//
//   person_key({.telephone = "(01632) 960 001"}) == "tel:01632960001";
//
// Two people at one telephone are one person here; a number with and without its country are two.

#include <string>

#include "apps/desk/call_facts.h"

namespace paraspinal::desk {

// Empty when neither was given.
std::string person_key(const Caller& caller);

}  // namespace paraspinal::desk
