// In place of the list that screen_files.cmake writes: for a program built without a screen.

#include "apps/desk/screen_files.h"

namespace paraspinal::desk {

std::span<const ScreenFile> screen_files() {
  return {};
}

}  // namespace paraspinal::desk
