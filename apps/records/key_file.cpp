#include "apps/records/key_file.h"

#include <cerrno>
#include <cstring>
#include <optional>
#include <string_view>

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include "apps/records/crypto.h"

namespace paraspinal::records {

using engine::ErrorKind;
using engine::fail;
using engine::Result;

namespace {

constexpr mode_t owner_only = S_IRUSR | S_IWUSR;

// Closed at the end.
class File {
 public:
  File(const std::string& path, int flags)
      : descriptor_(::open(path.c_str(), flags | O_CLOEXEC, owner_only)) {}
  ~File() {
    if (descriptor_ >= 0) {
      ::close(descriptor_);
    }
  }
  File(const File&) = delete;
  File& operator=(const File&) = delete;

  bool is_open() const { return descriptor_ >= 0; }
  int descriptor() const { return descriptor_; }

 private:
  int descriptor_;
};

engine::Error cannot(const std::string& path, const std::string& what) {
  return {ErrorKind::not_found, path + ": cannot be " + what + ": " + std::strerror(errno)};
}

bool is_on_disk(const std::string& path, std::string_view text) {
  const File file(path, O_WRONLY | O_CREAT | O_EXCL);
  return file.is_open() &&
         ::write(file.descriptor(), text.data(), text.size()) ==
             static_cast<ssize_t>(text.size()) &&
         ::fsync(file.descriptor()) == 0;
}

void keep_on_disk(const std::string& path) {
  const auto slash = path.find_last_of('/');
  const File folder(slash == std::string::npos ? "." : path.substr(0, slash + 1), O_RDONLY);
  if (folder.is_open()) {
    ::fsync(folder.descriptor());
  }
}

// Written whole under another name first, so that nobody ever reads half of it. One that another
// process makes meanwhile stands.
Result<void> make_key(const std::string& path) {
  const Key key = random_key();
  const std::string text = hexadecimal(std::string(key.begin(), key.end())) + "\n";
  const std::string whole = path + "." + hexadecimal(random_salt().substr(0, 8));
  if (!is_on_disk(whole, text)) {
    const auto error = cannot(path, "written");
    ::unlink(whole.c_str());
    return fail(error);
  }
  const bool linked = ::link(whole.c_str(), path.c_str()) == 0 || errno == EEXIST;
  const auto error = cannot(path, "written");
  ::unlink(whole.c_str());
  keep_on_disk(path);
  return linked ? Result<void>() : fail(error);
}

std::optional<unsigned> digit(char character) {
  if (character >= '0' && character <= '9') {
    return static_cast<unsigned>(character - '0');
  }
  if (character >= 'a' && character <= 'f') {
    return static_cast<unsigned>(character - 'a') + 10;
  }
  return std::nullopt;
}

std::optional<Key> key_in(std::string_view text) {
  Key key = {};
  if (!text.empty() && text.back() == '\n') {
    text.remove_suffix(1);
  }
  if (text.size() != 2 * key.size()) {
    return std::nullopt;
  }
  for (std::size_t i = 0; i < key.size(); ++i) {
    const auto high = digit(text[2 * i]);
    const auto low = digit(text[2 * i + 1]);
    if (!high || !low) {
      return std::nullopt;
    }
    key[i] = static_cast<unsigned char>(*high << 4 | *low);
  }
  return key;
}

Result<Key> read_open(const File& file, const std::string& path) {
  struct stat status = {};
  if (::fstat(file.descriptor(), &status) != 0 || !S_ISREG(status.st_mode)) {
    return fail(ErrorKind::malformed, path + ": not a file; expected 64 hexadecimal digits");
  }
  if ((status.st_mode & (S_IRWXG | S_IRWXO)) != 0) {
    return fail(ErrorKind::invalid_argument,
                path + ": others than its owner have rights on it; expected mode 0600");
  }
  std::string text(2 * std::tuple_size_v<Key> + 2, '\0');
  const auto read = ::read(file.descriptor(), text.data(), text.size());
  text.resize(read < 0 ? 0 : static_cast<std::size_t>(read));
  const auto key = key_in(text);
  return key ? Result<Key>(*key)
             : fail(ErrorKind::malformed, path +
                                              ": not a key; expected 64 hexadecimal digits "
                                              "(0-9, a-f) and a newline");
}

}  // namespace

Result<Key> read_key(const std::string& path) {
  if (::access(path.c_str(), F_OK) != 0 && errno == ENOENT) {
    const auto made = make_key(path);
    if (!made) {
      return fail(made.error());
    }
  }
  const File file(path, O_RDONLY);
  return file.is_open() ? read_open(file, path) : fail(cannot(path, "read"));
}

}  // namespace paraspinal::records
