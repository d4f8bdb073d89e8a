// Files that were moved are found again, and others that only look like them are not taken for them.
// SPDX-License-Identifier: GPL-3.0-or-later WITH AdditionRef-Lathe-CUDA
// SPDX-FileCopyrightText: The Lathe authors
#include "core/session/relink.h"

#include <gtest/gtest.h>

#include "core/file/audio_file.h"
#include "core/session/edits.h"
#include "tests/support/signals.h"
#include "tests/support/temporary_folder.h"

namespace lathe {
namespace {

namespace fs = std::filesystem;

fs::path write(const fs::path& file, std::size_t frames, std::uint64_t seed) {
  fs::create_directories(file.parent_path());
  AudioWriter writer(file, {Container::Wav, Encoding::Int24}, {48000, ChannelLayout::stereo()});
  writer.write(test::noise(2, frames, seed).view());
  writer.commit();
  return file;
}

class Relink : public ::testing::Test {
 protected:
  void SetUp() override {
    for (const char* name : {"one.wav", "two.wav"})
      session_.tracks.push_back(
          trackOf(makeSource(write(folder_ / "was" / name, name[0] == 'o' ? 5000 : 7000, 1)), 48000));
  }
  testing::TemporaryFolder folder_;
  Session session_;
};

TEST_F(Relink, KnowsWhatIsMissing) {
  EXPECT_TRUE(missingSources(session_).empty());
  fs::remove(folder_ / "was" / "two.wav");
  session_.tracks.push_back(session_.tracks[1]);
  const auto missing = missingSources(session_);
  ASSERT_EQ(missing.size(), 1u);  // once, though two tracks play it
  EXPECT_EQ(missing[0]->path.filename(), "two.wav");
}

TEST_F(Relink, FindsMovedFilesInFoldersBelowAndPlaysThem) {
  fs::create_directories(folder_ / "is" / "deep" / "down");
  fs::rename(folder_ / "was" / "one.wav", folder_ / "is" / "one.wav");
  fs::rename(folder_ / "was" / "two.wav", folder_ / "is" / "deep" / "down" / "two.wav");
  const auto missing = missingSources(session_);
  ASSERT_EQ(missing.size(), 2u);
  const auto found = findMoved(missing, folder_ / "is");
  ASSERT_TRUE(found[0] && found[1]);
  History history(session_);
  history.apply(relinkSources({{missing[0], found[0]}, {missing[1], found[1]}}));
  EXPECT_TRUE(missingSources(history.session()).empty());
  EXPECT_EQ(history.steps().size(), 2u);  // one step for all
  EXPECT_EQ(openClip(history.session().tracks[1].regions[0].source->path)->frames(), 7000u);
}

TEST_F(Relink, DoesNotTakeAnotherRecordingOfTheSameName) {
  fs::remove(folder_ / "was" / "one.wav");
  write(folder_ / "a" / "one.wav", 4999, 1);  // another length
  write(folder_ / "b" / "one.wav", 5000, 2);  // other samples
  const auto missing = missingSources(session_);
  EXPECT_EQ(findMoved(missing, folder_.path())[0], nullptr);
  EXPECT_THROW(sourceMovedTo(*missing[0], folder_ / "a" / "one.wav"), Error);
  EXPECT_THROW(sourceMovedTo(*missing[0], folder_ / "b" / "one.wav"), Error);
  write(folder_ / "c" / "other-name.wav", 5000, 1);
  EXPECT_TRUE(sourceMovedTo(*missing[0], folder_ / "c" / "other-name.wav"));
}

}  // namespace
}  // namespace lathe
