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

using Rooms = std::vector<std::string_view>;

/// The files below `room` may include headers of the rooms in `allowed` and their own. The longest room that
/// fits a file counts.
struct Direction {
  std::string_view room;
  Rooms allowed;
};

// Each room knows only rooms that stand above it in this list: a test below keeps that, so there is no circle.
const std::vector<Direction> kDirections = {
    {"core/audio/", {}},
    {"core/work/", {"core/audio/"}},
    {"core/fft/", {"core/audio/"}},
    {"core/dsp/", {"core/audio/", "core/work/", "core/fft/"}},
    {"core/file/", {"core/audio/", "core/work/"}},
    {"core/synth/", {"core/audio/", "core/work/", "core/dsp/"}},
    {"core/compute/", {"core/audio/", "core/work/", "core/fft/", "core/dsp/"}},
    {"core/room/",
     {"core/audio/", "core/work/", "core/fft/", "core/dsp/", "core/file/", "core/synth/", "core/compute/"}},
    {"core/processors/",
     {"core/audio/", "core/work/", "core/fft/", "core/dsp/", "core/file/", "core/synth/", "core/compute/",
      "core/room/"}},
    {"core/restoration/",
     {"core/audio/", "core/work/", "core/fft/", "core/dsp/", "core/file/", "core/compute/", "core/processors/"}},
    {"core/stages/", {"core/audio/", "core/processors/", "core/restoration/"}},
    {"core/spectral/",
     {"core/audio/", "core/work/", "core/fft/", "core/dsp/", "core/file/", "core/compute/", "core/processors/",
      "core/stages/"}},
    {"core/chain/", {"core/audio/", "core/work/", "core/dsp/", "core/file/", "core/processors/", "core/stages/"}},
    {"core/session/",
     {"core/audio/", "core/work/", "core/dsp/", "core/file/", "core/processors/", "core/stages/", "core/spectral/",
      "core/chain/"}},
    {"core/render/",
     {"core/audio/", "core/work/", "core/fft/", "core/dsp/", "core/file/", "core/compute/", "core/processors/",
      "core/stages/", "core/spectral/", "core/chain/", "core/session/"}},
    {"core/play/",
     {"core/audio/", "core/work/", "core/dsp/", "core/file/", "core/processors/", "core/stages/", "core/spectral/",
      "core/chain/", "core/session/", "core/render/"}},
    {"core/", {}},
    {"analysis/text/", {"core/audio/"}},
    {"analysis/catalog/", {"core/"}},
    {"analysis/stream/", {"core/"}},
    {"analysis/loudness/", {"core/", "analysis/stream/"}},
    {"analysis/peaks/", {"core/", "analysis/stream/"}},
    {"analysis/dialogue/", {"core/", "analysis/stream/", "analysis/loudness/"}},
    {"analysis/figures/", {"core/", "analysis/stream/", "analysis/loudness/"}},
    {"analysis/overview/", {"core/"}},
    {"analysis/diagnosis/", {"core/"}},
    {"analysis/measurement/",
     {"core/", "analysis/stream/", "analysis/loudness/", "analysis/peaks/", "analysis/dialogue/"}},
    {"analysis/compliance/", {"core/", "analysis/stream/", "analysis/loudness/", "analysis/measurement/"}},
    {"analysis/delivery/", {"core/", "analysis/measurement/", "analysis/compliance/"}},
    {"analysis/report/",
     {"core/", "analysis/text/", "analysis/figures/", "analysis/diagnosis/", "analysis/measurement/",
      "analysis/compliance/"}},
    {"analysis/", {}},
    {"cli/terminal/", {"core/"}},
    {"cli/options/", {"core/", "analysis/", "cli/terminal/"}},
    {"cli/support/", {"core/", "analysis/", "cli/terminal/", "cli/options/"}},
    {"cli/grammar/", {"core/", "analysis/", "lathe_version.h", "cli/terminal/", "cli/options/", "cli/support/"}},
    {"cli/commands/", {"core/", "analysis/", "lathe_version.h", "cli/terminal/", "cli/options/", "cli/support/"}},
    {"cli/", {"core/", "cli/terminal/", "cli/grammar/"}},
    {"gui/translations/", {"core/"}},
    {"gui/theme/", {}},
    {"gui/commands/", {}},
    {"gui/document/", {"core/", "analysis/", "gui/translations/"}},
    {"gui/widgets/", {"core/", "gui/translations/"}},
    {"gui/axes/", {"core/", "gui/theme/", "gui/document/", "gui/widgets/"}},
    {"gui/views/", {"core/", "analysis/", "gui/theme/", "gui/document/", "gui/widgets/", "gui/axes/"}},
    {"gui/pictures/", {"core/", "analysis/", "gui/theme/", "gui/document/", "gui/widgets/"}},
    {"gui/meters/", {"core/", "analysis/", "gui/theme/", "gui/document/", "gui/widgets/", "gui/axes/", "gui/views/"}},
    {"gui/report/", {"core/", "analysis/", "gui/document/", "gui/axes/"}},
    {"gui/dialogs/",
     {"core/", "analysis/", "gui/translations/", "gui/theme/", "gui/commands/", "gui/document/", "gui/widgets/"}},
    {"gui/panels/",
     {"core/", "analysis/", "gui/translations/", "gui/theme/", "gui/document/", "gui/widgets/", "gui/axes/",
      "gui/views/", "gui/pictures/", "gui/meters/", "gui/report/"}},
    {"gui/app/",
     {"core/", "analysis/", "lathe_version.h", "gui/translations/", "gui/theme/", "gui/commands/", "gui/document/",
      "gui/widgets/", "gui/axes/", "gui/views/", "gui/pictures/", "gui/meters/", "gui/report/", "gui/dialogs/",
      "gui/panels/"}},
    {"gui/", {"core/", "lathe_version.h", "gui/translations/", "gui/theme/", "gui/widgets/", "gui/app/"}},
    {"gpu/",
     {"core/audio/", "core/fft/complex.h", "core/fft/exact_functions.h", "core/fft/host_device.h",
      "core/fft/spectrum_matrix.h", "core/compute/ops/"}},
};

/// Headers of foreign libraries whose path starts with `start` may be included below `allowed` only.
struct Foreign {
  std::string_view name;
  std::string_view start;
  Rooms allowed;
  bool inHeaders;
};

const std::vector<Foreign> kForeign = {
    {"Qt", "Q", {"gui/", "tests/gui/", "benchmarks/window/"}, true},
    {"CUDA", "cuda", {"gpu/"}, true},
    {"PortAudio", "portaudio", {"core/play/"}, true},
    {"cuFFT", "cufft", {"gpu/"}, true},
    {"nlohmann-json", "nlohmann/", {"core/", "analysis/", "cli/", "tests/", "benchmarks/"}, false},
    {"CLI11", "CLI/", {"cli/grammar/", "cli/grammar/arguments.cpp"}, true},
};

bool isBelow(std::string_view path, const Rooms& folders) {
  return std::ranges::any_of(folders, [&](std::string_view folder) { return path.starts_with(folder); });
}

const Direction* directionOf(std::string_view path) {
  const Direction* longest = nullptr;
  for (const Direction& direction : kDirections)
    if (path.starts_with(direction.room) && (!longest || direction.room.size() > longest->room.size()))
      longest = &direction;
  return longest;
}

/// A file of that very room: a room that has rooms of its own in the list is not one with them.
bool isInRoom(std::string_view path, const Direction& room) {
  return path.starts_with(room.room) && directionOf(path) == &room;
}

std::string listOf(const Rooms& folders) {
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
    if (include.isOwn && direction && !isInRoom(include.target, *direction) &&
        !isBelow(include.target, direction->allowed))
      found.push_back(here + ", but " + std::string(direction->room) + " may include only " +
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

TEST(IncludeDirection, NeverComesBackToARoomOnAnyWay) {
  for (std::size_t i = 0; i < kDirections.size(); ++i)
    for (const std::string_view allowed : kDirections[i].allowed)
      for (std::size_t j = i; j < kDirections.size(); ++j)
        // "core/" is the house of all its rooms, and nothing in it knows what stands above it.
        EXPECT_FALSE(kDirections[j].room.starts_with(allowed))
            << kDirections[i].room << " may include " << allowed << ", which stands below it in the list";
}

TEST(IncludeDirection, EveryRoomOfTheListIsThere) {
  for (const Direction& direction : kDirections)
    EXPECT_TRUE(std::filesystem::is_directory(test::sourceFolder() / direction.room)) << direction.room;
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
