// A disk that takes no more, under every command that writes audio, in every format: whole, or as it was.
// SPDX-License-Identifier: GPL-3.0-or-later WITH AdditionRef-Lathe-CUDA
// SPDX-FileCopyrightText: The Lathe authors
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/core/file/file_signals.h"
#include "tests/support/run_program.h"
#include "tests/support/temporary_folder.h"

namespace lathe::test {
namespace {

using testing::fileBytes;
using ::testing::HasSubstr;
using ::testing::StartsWith;
using testing::TemporaryFolder;
using ::testing::UnorderedElementsAreArray;
namespace fs = std::filesystem;

constexpr int kRate = 48000;

struct WriteFailure : ::testing::TestWithParam<Container> {
  TemporaryFolder folder;
  const std::string extension = std::string(extensionOf(GetParam()));
  const fs::path target = folder / ("target" + extension);

  /// Of the format, with the tags that it had.
  void writeTarget() const {
    Metadata metadata;
    metadata.title = "Old";
    testing::writeFile(target, {GetParam(), testing::losslessEncoding(GetParam())}, {kRate, ChannelLayout::stereo()},
                       testing::tones(2, kRate, kRate), metadata);
  }
  /// A source whose tags are far larger than the room that formats leave for them.
  void writeSource() const {
    Metadata metadata;
    metadata.comment = std::string(60'000, 'c');
    testing::writeFile(folder / "source.wav", {}, {kRate, ChannelLayout::stereo()}, testing::tones(2, kRate, kRate),
                       metadata);
  }

  /// Runs `words` with room for as much as is written, and for less and less.
  void expectWholeOrUntouched(const Words& words) const {
    writeTarget();
    const std::string old = fileBytes(target);
    const std::vector<std::string> files = folder.names();
    const auto run = [&](std::optional<std::uint64_t> limit) {
      return runLathe(words, Surroundings{.folder = folder.path(), .fileLimit = limit});
    };
    const Outcome whole = run(std::nullopt);
    ASSERT_EQ(whole.exitCode, 0) << whole.err;
    const std::string fresh = fileBytes(target);
    ASSERT_NE(fresh, old);
    for (const double share : {0.3, 0.6, 0.9, 0.999}) {
      SCOPED_TRACE(words[0] + " with room for " + std::to_string(share) + " of the file");
      testing::writeBytes(target, old);
      const auto limit = static_cast<std::uint64_t>(share * static_cast<double>(fresh.size()));
      const Outcome outcome = run(std::max<std::uint64_t>(limit, 8192));
      EXPECT_THAT(folder.names(), UnorderedElementsAreArray(files));
      if (outcome.exitCode == 0) {
        EXPECT_TRUE(fileBytes(target) == fresh);
      } else {
        EXPECT_EQ(outcome.exitCode, 1);
        EXPECT_THAT(outcome.err, HasSubstr("would be larger than the system allows"));
        EXPECT_TRUE(fileBytes(target) == old);
      }
    }
  }
};

TEST_P(WriteFailure, InTagLeavesTheFileAsItWas) {
  expectWholeOrUntouched({"tag", target.string(), "title=New", "comment=" + std::string(60'000, 'c')});
}

TEST_P(WriteFailure, InWritingLoudnessTagsLeavesTheFileAsItWas) {
  if (GetParam() == Container::Caf || GetParam() == Container::Aiff)
    GTEST_SKIP() << "such a file has no place for them";
  expectWholeOrUntouched({"measure", target.string(), "--write-tags"});
}

TEST_P(WriteFailure, InConvertLeavesTheTargetAsItWas) {
  writeSource();
  expectWholeOrUntouched({"convert", "source.wav", "-o", target.string(), "--force"});
}

TEST_P(WriteFailure, InMasterLeavesTheTargetAsItWas) {
  writeSource();
  expectWholeOrUntouched({"master", "source.wav", "-o", target.string(), "--force"});
}

TEST_P(WriteFailure, InCorrectLeavesTheTargetAsItWas) {
  writeSource();
  expectWholeOrUntouched({"correct", "source.wav", "-o", target.string(), "--force", "--target", "-30"});
}

INSTANTIATE_TEST_SUITE_P(Formats, WriteFailure, ::testing::ValuesIn(testing::kContainers),
                         [](const auto& info) { return testing::extensionWord(info.param); });

}  // namespace
}  // namespace lathe::test
