// The GPU module as a file: one exported symbol, and nobody else depends on NVIDIA's libraries.
// SPDX-License-Identifier: GPL-3.0-or-later WITH AdditionRef-Lathe-CUDA
// SPDX-FileCopyrightText: The Lathe authors
#include <gtest/gtest.h>

#include <array>
#include <cstdio>
#include <filesystem>
#include <sstream>
#include <string>
#include <vector>

#include "core/compute/gpu_module.h"
#include "core/compute/ops/module_contract.h"
#include "tests/support/places.h"

namespace lathe {
namespace {

std::vector<std::string> linesOf(const std::string& command) {
  std::vector<std::string> lines;
  FILE* pipe = popen(command.c_str(), "r");
  if (!pipe) return lines;
  std::array<char, 4096> line;
  while (std::fgets(line.data(), line.size(), pipe)) lines.emplace_back(line.data());
  pclose(pipe);
  return lines;
}

std::vector<std::string> needed(const std::filesystem::path& file) {
  return linesOf("readelf -d '" + file.string() + "' | grep NEEDED");
}

bool hasReadelf() { return std::system("command -v readelf nm >/dev/null 2>&1") == 0; }

TEST(GpuModuleFile, ExportsOneSymbolAndNeedsNoFftw) {
  const std::filesystem::path module = findGpuModule();
  if (module.empty()) GTEST_SKIP() << "the GPU module was not built here";
  if (!hasReadelf()) GTEST_SKIP() << "binutils are not installed";
  const auto symbols = linesOf("nm -D --defined-only '" + module.string() + "' | grep -v ' A '");
  ASSERT_EQ(symbols.size(), 1u);
  EXPECT_NE(symbols.front().find(backendModuleSymbol), std::string::npos) << symbols.front();
  for (const std::string& line : needed(module)) EXPECT_EQ(line.find("fftw"), std::string::npos) << line;
}

TEST(GpuModuleFile, NothingElseNeedsNvidiaLibraries) {
  if (!hasReadelf()) GTEST_SKIP() << "binutils are not installed";
  for (const std::filesystem::path& program :
       {test::programUnderTest(), std::filesystem::read_symlink("/proc/self/exe")}) {
    const auto libraries = needed(program);
    EXPECT_FALSE(libraries.empty()) << program;
    for (const std::string& line : libraries)
      for (const char* foreign : {"libcu", "libnv"})
        EXPECT_EQ(line.find(foreign), std::string::npos) << program << ": " << line;
  }
}

}  // namespace
}  // namespace lathe
