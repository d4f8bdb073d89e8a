// JSON is looked through before a document is built of it: damage, doubles and excess are refused with their place.
// SPDX-License-Identifier: GPL-3.0-or-later WITH AdditionRef-Lathe-CUDA
// SPDX-FileCopyrightText: The Lathe authors
#include "core/file/json_check.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "core/audio/error.h"

namespace lathe {
namespace {

using ::testing::HasSubstr;

/// What the check says, or "".
std::string complaint(const std::string& text, const JsonLimits& limits = {}) {
  try {
    checkJson(text, limits);
  } catch (const Error& error) {
    EXPECT_EQ(error.kind(), ErrorKind::Damaged);
    return error.what();
  }
  return {};
}

std::string repeated(std::size_t times, const std::string& text) {
  std::string result;
  result.reserve(times * text.size());
  for (std::size_t i = 0; i < times; ++i) result += text;
  return result;
}

TEST(JsonCheck, TakesWhatIsInOrder) {
  for (const char* good : {"{}", "[]", "null", " 1.5e3 ", R"({"a": [1, -2, true, null, "x"], "b": {"a": 1}})"})
    EXPECT_EQ(complaint(good), "") << good;
}

TEST(JsonCheck, SaysWhereTheDamageIs) {
  EXPECT_THAT(complaint("{\n  \"a\": 1,\n  \"b\" 2}"), HasSubstr("line 3, column 7"));
  EXPECT_THAT(complaint(""), HasSubstr("line 1"));
  EXPECT_THAT(complaint("{} {}"), HasSubstr("damaged"));
  EXPECT_THAT(complaint("[1e999]"), HasSubstr("out of range"));
  EXPECT_THAT(complaint(R"({"a": 1, "b": {"a": 2, "a": 3}})"), HasSubstr("'a' is there twice"));
  EXPECT_THAT(complaint("[\"\xff\"]"), HasSubstr("damaged"));
}

TEST(JsonCheck, RefusesWhatIsBeyondItsLimits) {
  EXPECT_EQ(complaint(repeated(64, "[") + repeated(64, "]")), "");
  EXPECT_THAT(complaint(repeated(65, "[") + repeated(65, "]")), HasSubstr("deeper than 64"));
  EXPECT_THAT(complaint(repeated(1000000, "[")), HasSubstr("deeper than 64"));
  EXPECT_EQ(complaint("[1, 2, 3]", {.values = 4}), "");
  EXPECT_THAT(complaint("[1, 2, 3]", {.values = 3}), HasSubstr("more than 3 values"));
  EXPECT_EQ(complaint(R"({"a": 1, "b": 2})", {.members = 2}), "");
  EXPECT_THAT(complaint(R"({"a": 1, "b": 2, "c": 3})", {.members = 2}), HasSubstr("more than 2 members"));
}

// A parser that looks through all siblings at the end of each object would need about 10^11 steps for this one.
TEST(JsonCheck, WalksThroughLongListsOfObjectsInOneGo) {
  EXPECT_EQ(complaint("[" + repeated(500'000, R"({"a":{}},)") + "{}]"), "");
}

TEST(JsonCheck, RefusesMillionsOfEmptyListsBeforeTheyTakeMemory) {
  EXPECT_THAT(complaint("[" + repeated(5'000'000, "[],") + "[]]"), HasSubstr("more than 4000000 values"));
}

}  // namespace
}  // namespace lathe
