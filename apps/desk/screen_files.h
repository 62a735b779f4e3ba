#pragma once

// The files of the screen that were built into this program: pages, scripts, styles and fonts.
//
//   for (const ScreenFile& file : screen_files()) { ... }   // sorted by path, bytewise
//   find_screen_file("index.html");                          // nullptr when there is none
//
// They come from the folder that the CMake option PARASPINAL_SCREEN names (apps/build_screen.sh
// fills build/screen); a program that was built without it has none. The bytes live as long as the
// program and are those of the folder, unaltered and uncompressed.
//
// Not for: serving files of a folder at run time.

#include <span>
#include <string_view>

namespace paraspinal::desk {

// One file. `path` is relative to the folder, with "/" between its parts: "assets/index-4f2a.js".
// `media_type` goes into Content-Type as it stands; texts name UTF-8.
struct ScreenFile {
  std::string_view path;
  std::string_view media_type;
  std::string_view bytes;
};

// All of them, by path; empty when the program was built without a screen.
std::span<const ScreenFile> screen_files();

// The file of this path, or nullptr. O(log of their number).
const ScreenFile* find_screen_file(std::string_view path);

}  // namespace paraspinal::desk
