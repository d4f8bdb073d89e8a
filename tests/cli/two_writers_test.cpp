// Several programs change one file at once: all that said they were done are kept.
// SPDX-License-Identifier: GPL-3.0-or-later WITH AdditionRef-Lathe-CUDA
// SPDX-FileCopyrightText: The Lathe authors
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <signal.h>

#include <nlohmann/json.hpp>

#include "core/file/audio_file.h"
#include "core/file/write_lock.h"
#include "core/room/response_library.h"
#include "core/session/session_file.h"
#include "tests/support/run_program.h"
#include "tests/support/temporary_folder.h"

namespace lathe::test {
namespace {

using testing::TemporaryFolder;

struct TwoWriters : ::testing::Test {
  TemporaryFolder folder;
  std::string at(const std::string& name) const { return folder / name; }

  void writeTone(const std::string& name, float level) const {
    AudioWriter writer(at(name), {Container::Wav, Encoding::Int16}, {8000, ChannelLayout::mono()});
    AudioBuffer samples(1, 8000);
    for (std::size_t i = 0; i < 100; ++i) samples[0][i] = level / static_cast<float>(i + 1);
    writer.write(samples.view());
    writer.commit();
  }
  /// All at once; the exit codes.
  static std::vector<int> runAll(const std::vector<Words>& calls) {
    std::vector<pid_t> processes;
    for (const Words& call : calls) processes.push_back(startLathe(call));
    std::vector<int> codes;
    for (const pid_t process : processes) codes.push_back(finish(process));
    return codes;
  }
};

TEST_F(TwoWriters, OfASessionAreAllKept) {
  writeTone("mix.wav", 0.5f);
  ASSERT_EQ(runLathe({"new", at("s.lathe"), at("mix.wav")}).exitCode, 0);
  constexpr int kWriters = 20;
  std::vector<Words> calls;
  for (int i = 0; i < kWriters; ++i)
    calls.push_back({"edit", at("s.lathe"), "marker", "1", "0." + std::to_string(10 + i), "M" + std::to_string(i)});
  EXPECT_THAT(runAll(calls), ::testing::Each(0));
  EXPECT_EQ(loadSession(at("s.lathe")).session().tracks[0].markers.size(), std::size_t{kWriters});
}

TEST_F(TwoWriters, OfTagsAreAllKept) {
  writeTone("mix.wav", 0.5f);
  const std::vector<std::string> fields = {"title", "artist", "album", "genre", "comment", "copyright"};
  std::vector<Words> calls;
  for (const std::string& field : fields) calls.push_back({"tag", at("mix.wav"), field + "=X" + field});
  EXPECT_THAT(runAll(calls), ::testing::Each(0));
  const Metadata metadata = describeFile(at("mix.wav")).metadata;
  EXPECT_EQ(metadata.title, "Xtitle");
  EXPECT_EQ(metadata.artist, "Xartist");
  EXPECT_EQ(metadata.album, "Xalbum");
  EXPECT_EQ(metadata.genre, "Xgenre");
  EXPECT_EQ(metadata.comment, "Xcomment");
  EXPECT_EQ(metadata.copyright, "Xcopyright");
}

TEST_F(TwoWriters, OfTheResponsesAreAllKept) {
  setenv("XDG_DATA_HOME", folder.path().c_str(), 1);
  std::vector<Words> calls;
  for (int i = 0; i < 5; ++i) {
    writeTone("r" + std::to_string(i) + ".wav", 0.3f + 0.1f * static_cast<float>(i));
    calls.push_back({"ir", "import", at("r" + std::to_string(i) + ".wav")});
  }
  EXPECT_THAT(runAll(calls), ::testing::Each(0));
  const auto list = nlohmann::json::parse(runLathe({"ir", "list", "--json"}).out);
  EXPECT_EQ(list["own"].size(), 5u);
  unsetenv("XDG_DATA_HOME");
}

TEST_F(TwoWriters, OneThatWaitsObeysASignal) {
  writeTone("mix.wav", 0.5f);
  ASSERT_EQ(runLathe({"new", at("s.lathe"), at("mix.wav")}).exitCode, 0);
  const WriteLock held(at("s.lathe"));
  const pid_t waiting = startLathe({"edit", at("s.lathe"), "rename", "Other"});
  kill(waiting, SIGTERM);
  EXPECT_EQ(finish(waiting), 143);
}

}  // namespace
}  // namespace lathe::test
