// The files of screen_folder beside this test, embedded as the build embeds the screen.

#include "apps/desk/screen_files.h"

#include <string_view>

#include <gtest/gtest.h>

namespace paraspinal::desk {
namespace {

using std::string_view_literals::operator""sv;

TEST(ScreenFiles, AreThoseOfTheFolderByPath) {
  const auto files = screen_files();
  ASSERT_EQ(files.size(), 4U);
  EXPECT_EQ(files[0].path, "assets/B.png");
  EXPECT_EQ(files[1].path, "assets/empty.css");
  EXPECT_EQ(files[2].path, "assets/index-4f2a.js");
  EXPECT_EQ(files[3].path, "index.html");
}

TEST(ScreenFiles, KeepEveryByte) {
  EXPECT_EQ(find_screen_file("assets/B.png")->bytes, "\x89PNG\r\n\x1a\n\0\0"sv);
  EXPECT_EQ(find_screen_file("assets/empty.css")->bytes, "");
  EXPECT_EQ(find_screen_file("assets/index-4f2a.js")->bytes, "export const answer = 42;\n");
}

TEST(ScreenFiles, SayTheirKindByTheirNameAndTextsNameUtf8) {
  EXPECT_EQ(find_screen_file("index.html")->media_type, "text/html; charset=utf-8");
  EXPECT_EQ(find_screen_file("assets/index-4f2a.js")->media_type, "text/javascript; charset=utf-8");
  EXPECT_EQ(find_screen_file("assets/empty.css")->media_type, "text/css; charset=utf-8");
  EXPECT_EQ(find_screen_file("assets/B.png")->media_type, "image/png");
}

TEST(ScreenFiles, APathThatIsNoFileIsNotFound) {
  EXPECT_EQ(find_screen_file(""), nullptr);
  EXPECT_EQ(find_screen_file("assets"), nullptr);
  EXPECT_EQ(find_screen_file("index.htm"), nullptr);
  EXPECT_EQ(find_screen_file("/index.html"), nullptr);
  EXPECT_EQ(find_screen_file("zebra.js"), nullptr);
}

}  // namespace
}  // namespace paraspinal::desk
