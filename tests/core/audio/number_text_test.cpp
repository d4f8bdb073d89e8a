// Numbers as text: exact, whole, and the same under every locale.
// SPDX-License-Identifier: GPL-3.0-or-later WITH AdditionRef-Lathe-CUDA
// SPDX-FileCopyrightText: The Lathe authors
#include "core/audio/number_text.h"

#include <gtest/gtest.h>

#include <clocale>
#include <limits>

namespace lathe {
namespace {

TEST(NumberText, ReadsWholeNumbersOnly) {
  EXPECT_EQ(parseNumber("-14"), -14.0);
  EXPECT_EQ(parseNumber("+1.5e3"), 1500.0);
  EXPECT_FALSE(parseNumber("1,5"));
  EXPECT_FALSE(parseNumber("1.5x"));
  EXPECT_FALSE(parseNumber(""));
  EXPECT_FALSE(parseNumber("nan"));
  EXPECT_FALSE(parseNumber("+-1"));
}

TEST(NumberText, IsTheSameUnderAGermanLocale) {
  const std::string before = std::setlocale(LC_ALL, nullptr);
  if (!std::setlocale(LC_ALL, "de_DE.UTF-8")) GTEST_SKIP() << "de_DE.UTF-8 is not installed";
  EXPECT_EQ(parseNumber("1.5"), 1.5);
  EXPECT_EQ(exactText(0.1), "0.1");
  EXPECT_EQ(fixedText(-1.25, 2), "-1.25");
  std::setlocale(LC_ALL, before.c_str());
}

TEST(NumberText, NeverPrintsMinusZero) {
  EXPECT_EQ(fixedText(-0.001, 1), "0.0");
  EXPECT_EQ(fixedText(-0.06, 1), "-0.1");
  EXPECT_EQ(fixedText(-std::numeric_limits<double>::infinity(), 1), "-inf");
}

}  // namespace
}  // namespace lathe
