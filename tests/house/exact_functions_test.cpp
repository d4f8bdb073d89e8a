// No function whose bits depend on the C library or the CPU reaches a sample: the rooms use core/audio/exact_math.h.
// SPDX-License-Identifier: GPL-3.0-or-later WITH AdditionRef-Lathe-CUDA
// SPDX-FileCopyrightText: The Lathe authors
#include <gtest/gtest.h>

#include <algorithm>
#include <regex>

#include "tests/house/source_files.h"

namespace lathe::house {
namespace {

/// Where samples are made, or decided about.
constexpr std::string_view kRooms[] = {"core/", "analysis/"};

/// What may call the C library, and why.
constexpr std::string_view kExempt[] = {
    "core/audio/exact_math.h",              // names them in its own namespace
    "core/spectral/spectrogram_image.cpp",  // a picture
    "core/fft/exact_functions.h",           // a device has no other
};

bool startsWithAny(std::string_view path, const auto& starts) {
  return std::ranges::any_of(starts, [&](std::string_view start) { return path.starts_with(start); });
}

/// The line's calls of functions that IEEE 754 does not define to the last bit.
std::vector<std::string> inexactCalls(const std::string& line) {
  static const std::regex call(
      R"((^|[^\w:.>])(std::|::)?((exp|exp2|exp10|expm1|log|log2|log10|log1p|pow|sin|cos|tan|asin|acos|atan|atan2|sinh|cosh|)"
      R"(tanh|asinh|acosh|atanh|cbrt|hypot|tgamma|lgamma|erf|erfc)[fl]?|cyl_bessel_i|polar|arg|sincos)\()");
  std::vector<std::string> calls;
  const std::string code = line.substr(0, line.find("//"));
  for (std::sregex_iterator i(code.begin(), code.end(), call), end; i != end; ++i)
    calls.push_back((*i)[2].str() + (*i)[3].str());
  return calls;
}

TEST(ExactFunctions, AreTheOnlyOnesWhereSamplesAreMade) {
  int files = 0;
  for (const SourceFile& file : sourceFiles()) {
    if (!file.isCode() || !startsWithAny(file.path, kRooms) || startsWithAny(file.path, kExempt)) continue;
    ++files;
    for (std::size_t i = 0; i < file.lines.size(); ++i)
      for (const std::string& call : inexactCalls(file.lines[i]))
        ADD_FAILURE() << file.path << ":" << i + 1 << " calls " << call
                      << ", whose bits depend on the C library and the CPU; lathe::exact has one that gives the same "
                         "everywhere";
  }
  EXPECT_GT(files, 200) << "the sources were not found";
}

TEST(ExactFunctions, AreToldFromTheCLibrarys) {
  EXPECT_EQ(inexactCalls("x = std::exp(y);").size(), 1u);
  EXPECT_EQ(inexactCalls("x = sinf(y) + powf(2.0f, y);").size(), 2u);
  EXPECT_EQ(inexactCalls("std::polar(1.0, std::arg(z))").size(), 2u);
  EXPECT_EQ(inexactCalls("x = exact::exp(y) + exact::log10(y);").size(), 0u);
  EXPECT_EQ(inexactCalls("meter.log(text); meter->log(text); expand(x); // like std::exp(x)").size(), 0u);
}

}  // namespace
}  // namespace lathe::house
