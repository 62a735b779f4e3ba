#include <algorithm>

#include "apps/desk/screen_files.h"

namespace paraspinal::desk {

const ScreenFile* find_screen_file(std::string_view path) {
  const auto files = screen_files();
  const auto found = std::ranges::lower_bound(files, path, {}, &ScreenFile::path);
  return found != files.end() && found->path == path ? &*found : nullptr;
}

}  // namespace paraspinal::desk
