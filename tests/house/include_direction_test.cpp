// Data flows one way through the house: which folder may include which, and where foreign libraries may be seen.
// SPDX-License-Identifier: GPL-3.0-or-later WITH AdditionRef-Lathe-CUDA
// SPDX-FileCopyrightText: The Lathe authors
#include <gtest/gtest.h>

#include <algorithm>
#include <filesystem>

#include "tests/house/source_files.h"
#include "tests/support/places.h"

namespace lathe::house {
namespace {

using Folders = std::vector<std::string_view>;

/// The files below `folder` may include own headers below `allowed` only. The longest folder that fits a file counts.
struct Direction {
  std::string_view folder;
  Folders allowed;
};

const std::vector<Direction> kDirections = {
    {"core/audio/", {"core/audio/"}},
    {"core/dsp/", {"core/audio/", "core/dsp/"}},
    {"core/file/", {"core/audio/", "core/file/"}},
    {"core/synth/", {"core/audio/", "core/synth/"}},
    {"core/compute/", {"core/audio/", "core/dsp/", "core/compute/"}},
    {"core/room/", {"core/audio/", "core/dsp/", "core/file/", "core/synth/", "core/compute/", "core/room/"}},
    {"core/processors/",
     {"core/audio/", "core/dsp/", "core/file/", "core/synth/", "core/compute/", "core/room/", "core/processors/"}},
    {"core/spectral/",
     {"core/audio/", "core/dsp/", "core/file/", "core/compute/", "core/processors/", "core/spectral/"}},
    {"core/session/",
     {"core/audio/", "core/dsp/", "core/compute/", "core/file/", "core/synth/", "core/processors/", "core/spectral/",
      "core/session/"}},
    {"core/render/", {"core/"}},
    {"core/device/", {"core/audio/", "core/play/audio_output.h", "core/device/"}},
    {"core/", {}},
    {"analysis/", {"core/", "analysis/"}},
    {"cli/", {"core/", "analysis/", "cli/", "lathe_version.h"}},
    {"gui/", {"core/", "analysis/", "gui/", "lathe_version.h"}},
    {"gpu/", {"core/audio/", "core/compute/ops/", "gpu/"}},
};

/// Headers of foreign libraries whose path starts with `start` may be included below `allowed` only.
struct Foreign {
  std::string_view name;
  std::string_view start;
  Folders allowed;
  bool inHeaders;
};

const std::vector<Foreign> kForeign = {
    {"Qt", "Q", {"gui/", "tests/gui/", "benchmarks/window/"}, true},
    {"CUDA", "cuda", {"gpu/"}, true},
    {"PortAudio", "portaudio", {"core/device/"}, true},
    {"cuFFT", "cufft", {"gpu/"}, true},
    {"nlohmann-json", "nlohmann/", {"core/", "analysis/", "cli/", "tests/", "benchmarks/"}, false},
    {"CLI11", "CLI/", {"cli/grammar/", "cli/grammar/arguments.cpp"}, true},
};

bool isBelow(std::string_view path, const Folders& folders) {
  return std::ranges::any_of(folders, [&](std::string_view folder) { return path.starts_with(folder); });
}

const Direction* directionOf(std::string_view path) {
  const Direction* longest = nullptr;
  for (const Direction& direction : kDirections)
    if (path.starts_with(direction.folder) && (!longest || direction.folder.size() > longest->folder.size()))
      longest = &direction;
  return longest;
}

std::string listOf(const Folders& folders) {
  std::string text;
  for (const std::string_view folder : folders) text += (text.empty() ? "" : ", ") + std::string(folder);
  return text.empty() ? "nothing" : text;
}

/// What is wrong with a file's includes, one sentence each.
std::vector<std::string> complaints(const SourceFile& file) {
  std::vector<std::string> found;
  const Direction* direction = directionOf(file.path);
  for (const Include& include : includesOf(file)) {
    const std::string here = file.path + ":" + std::to_string(include.line) + " includes " + include.target;
    if (include.isOwn && direction && !isBelow(include.target, direction->allowed))
      found.push_back(here + ", but " + std::string(direction->folder) + " may include only " +
                      listOf(direction->allowed));
    for (const Foreign& foreign : kForeign) {
      if (!include.target.starts_with(foreign.start)) continue;
      if (!isBelow(file.path, foreign.allowed))
        found.push_back(here + ", but only " + listOf(foreign.allowed) + " may know " + std::string(foreign.name));
      else if (!foreign.inHeaders && file.isHeader() && include.target != "nlohmann/json_fwd.hpp")
        found.push_back(here + ", but no header shows " + std::string(foreign.name) + "; include it in the .cpp");
    }
  }
  return found;
}

TEST(IncludeDirection, OfEveryFileIsThatOfTheHouse) {
  int files = 0;
  for (const SourceFile& file : sourceFiles()) {
    if (!file.isCode()) continue;
    ++files;
    for (const std::string& complaint : complaints(file)) ADD_FAILURE() << complaint;
  }
  EXPECT_GT(files, 40) << "the sources were not found";
}

TEST(IncludeDirection, OwnHeadersAreNamedFromTheRoot) {
  for (const SourceFile& file : sourceFiles())
    if (file.isCode())
      for (const Include& include : includesOf(file))
        if (include.isOwn && include.target != "lathe_version.h") {
          EXPECT_TRUE(std::filesystem::exists(test::sourceFolder() / include.target))
              << file.path << ":" << include.line << " includes \"" << include.target
              << "\", which is no path from the project's root";
        }
}

// The rules themselves: what must be refused is refused.
TEST(IncludeDirection, RefusesTheWayBack) {
  const auto count = [](std::string path, std::string line) {
    return complaints({std::move(path), {std::move(line)}}).size();
  };
  EXPECT_EQ(count("core/dsp/biquad.h", "#include \"core/audio/units.h\""), 0u);
  EXPECT_EQ(count("core/dsp/biquad.h", "#include \"core/processors/eq.h\""), 1u);
  EXPECT_EQ(count("core/dsp/biquad.cpp", "#  include \"core/file/audio_file.h\""), 1u);
  EXPECT_EQ(count("core/session/session.cpp", "#include \"core/file/audio_file.h\""), 0u);
  EXPECT_EQ(count("core/session/session.cpp", "#include \"core/render/renderer.h\""), 1u);
  EXPECT_EQ(count("core/render/renderer.cpp", "#include \"analysis/loudness/loudness.h\""), 1u);
  EXPECT_EQ(count("core/new_folder/x.h", "#include \"core/audio/units.h\""), 1u) << "a new folder needs its line here";
  EXPECT_EQ(count("gpu/x.cu", "#include \"core/compute/ops/fft.h\""), 0u);
  EXPECT_EQ(count("gpu/x.cu", "#include \"core/compute/backend.h\""), 1u);
  EXPECT_EQ(count("core/audio/x.h", "#include <QString>"), 1u);
  EXPECT_EQ(count("core/session/x.h", "#include <nlohmann/json.hpp>"), 1u);
  EXPECT_EQ(count("core/session/x.h", "#include <nlohmann/json_fwd.hpp>"), 0u) << "declares names only";
  EXPECT_EQ(count("core/session/x.cpp", "#include <nlohmann/json.hpp>"), 0u);
  EXPECT_EQ(count("analysis/x.cpp", "#include <CLI/CLI.hpp>"), 1u);
}

}  // namespace
}  // namespace lathe::house
