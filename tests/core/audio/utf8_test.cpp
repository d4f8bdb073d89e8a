// What is well-formed UTF-8 and what is not, by the table of the Unicode standard (3-7).
// SPDX-License-Identifier: GPL-3.0-or-later WITH AdditionRef-Lathe-CUDA
// SPDX-FileCopyrightText: The Lathe authors
#include "core/audio/utf8.h"

#include <gtest/gtest.h>

#include <string>

namespace lathe {
namespace {

TEST(Utf8, TakesEveryLengthOfCharacterAndItsEnds) {
  for (const char* text : {"", "a", "\x7F", "\xC2\x80", "\xDF\xBF", "\xE0\xA0\x80", "\xED\x9F\xBF", "\xEE\x80\x80",
                           "\xEF\xBF\xBF", "\xF0\x90\x80\x80", "\xF4\x8F\xBF\xBF", "Bj\xC3\xB6rk \xE2\x99\xAB"})
    EXPECT_TRUE(isUtf8(text)) << text;
  EXPECT_TRUE(isUtf8(std::string(1, '\0')));
}

TEST(Utf8, RefusesOverlongFormsSurrogatesAndWhatIsCut) {
  for (const char* text : {"\x80", "\xBF", "\xC0\x80", "\xC1\xBF", "\xE0\x9F\xBF", "\xED\xA0\x80", "\xED\xBF\xBF",
                           "\xF0\x8F\xBF\xBF", "\xF4\x90\x80\x80", "\xF5\x80\x80\x80", "\xFF", "\xC3", "\xE2\x99",
                           "\xF0\x90\x80", "a\xC3", "\xC3(", "\xE2\x99(", "Bj\xF6rk"})
    EXPECT_FALSE(isUtf8(text)) << text;
}

}  // namespace
}  // namespace lathe
