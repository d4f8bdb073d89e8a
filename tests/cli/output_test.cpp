// Results that do not arrive are no success, and what comes from files gives no orders to the terminal: for all commands.
// SPDX-License-Identifier: GPL-3.0-or-later WITH AdditionRef-Lathe-CUDA
// SPDX-FileCopyrightText: The Lathe authors
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <unistd.h>

#include <cstdlib>
#include <nlohmann/json.hpp>

#include "core/file/audio_file.h"
#include "tests/support/command_table.h"
#include "tests/support/temporary_folder.h"

namespace lathe::test {
namespace {

using ::testing::AnyOf;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using testing::TemporaryFolder;
using Json = nlohmann::json;

std::string joined(const Words& words) {
  std::string text = "lathe";
  for (const std::string& word : words) text += " " + word;
  return text;
}

/// All calls of all commands, and help and version.
std::vector<Words> allCalls(const CommandFiles& files) {
  std::vector<Words> calls = {{"--version"}, {"--help"}, {"--help-all"}};
  for (const std::string& name : commandNames()) calls.push_back({name, "--help"});
  for (const auto& [name, some] : commandTable(files)) calls.insert(calls.end(), some.begin(), some.end());
  return calls;
}

struct OutputOfAllCommandsSlow : ::testing::Test {
  OutputOfAllCommandsSlow() {
    // The user's own presets and responses, if any, have no part in this.
    for (const char* name : {"XDG_CONFIG_HOME", "XDG_CACHE_HOME", "XDG_DATA_HOME", "XDG_STATE_HOME"})
      setenv(name, (home.path() / name).c_str(), 1);
  }
  ~OutputOfAllCommandsSlow() override {
    for (const char* name : {"XDG_CONFIG_HOME", "XDG_CACHE_HOME", "XDG_DATA_HOME", "XDG_STATE_HOME"}) unsetenv(name);
  }
  TemporaryFolder home, folder;
};

TEST_F(OutputOfAllCommandsSlow, TheTableNamesEveryCommand) {
  const auto table = commandTable({});
  const auto names = commandNames();
  EXPECT_GT(names.size(), 25u);
  for (const std::string& name : names) EXPECT_TRUE(table.contains(name)) << name << " is missing in the table";
}

TEST_F(OutputOfAllCommandsSlow, OnAFullDiskIsAnErrorWithASentence) {
  int printing = 0;
  for (const Words& call : allCalls(makeCommandFiles(folder.path(), "mix"))) {
    const Outcome usual = runLathe(call);
    EXPECT_THAT(usual.exitCode, AnyOf(0, 3)) << joined(call) << "\n" << usual.err;
    if (usual.out.empty()) continue;
    ++printing;
    const Outcome full = runLatheTo("/dev/full", call);
    EXPECT_EQ(full.exitCode, 1) << joined(call);
    EXPECT_THAT(full.err, HasSubstr("cannot be written to the standard output: the disk is full")) << joined(call);
  }
  EXPECT_GT(printing, 70);
}

TEST_F(OutputOfAllCommandsSlow, HoldsNothingThatATerminalWouldObey) {
  // ESC, OSC, BEL, BS, CR, DEL; CSI as one byte of C1 in UTF-8; right-to-left override and isolate; a byte that is no
  // UTF-8 cannot stand in a session, so it has a test of its own.
  const std::string hostile =
      "a\x1b[31mb\x1b]0;title\x07"
      "c\bd\re\x7f"
      "f\xc2\x9b"
      "2Jg\xe2\x80\xae"
      "h\xe2\x81\xa6i\xe2\x80\x8f";
  const std::vector<std::string> orders = {"\x1b",     "\x07",         "\b",           "\r",          "\x7f",
                                           "\xc2\x9b", "\xe2\x80\xae", "\xe2\x81\xa6", "\xe2\x80\x8f"};
  const CommandFiles files = makeCommandFiles(folder.path(), hostile);
  std::vector<Words> calls = allCalls(files);
  calls.push_back({"info", files.mix.string() + "none"});
  calls.push_back({"edit", files.session, hostile});
  calls.push_back({"edit", files.spec});
  calls.push_back({"measure", files.chain});
  calls.push_back({"master", files.mix, "-o", files.out / "m.wav", "--chain", hostile});
  calls.push_back({hostile});
  calls.push_back({"check", files.mix, "--spec", hostile});
  calls.push_back({"processors", hostile});
  for (const Words& call : calls) {
    const Outcome outcome = runLathe(call);
    for (const std::string& order : orders)
      for (const std::string& text : {outcome.out, outcome.err})
        EXPECT_EQ(text.find(order), std::string::npos) << joined(call) << "\n" << text;
    if (outcome.exitCode == 0 && std::ranges::find(call, "--json") != call.end()) {
      EXPECT_TRUE(Json::accept(outcome.out)) << joined(call);
    }
  }
}

struct Output : ::testing::Test {
  TemporaryFolder folder;
  std::string at(const std::string& name) const { return folder / name; }
  void writeTone(const std::string& name, const Metadata& metadata = {}) const {
    AudioWriter writer(at(name), {Container::Wav, Encoding::Int16}, {8000, ChannelLayout::mono()}, metadata);
    writer.write(AudioBuffer(1, 8000).view());
    writer.commit();
  }
};

TEST_F(Output, KeepsNamesInJsonAsTheyAre) {
  const std::string name = "a\x1b\x7f\xc2\x9b\xe2\x80\xae.wav";
  writeTone(name);
  const Outcome outcome = runLathe({"info", at(name), "--json"});
  ASSERT_EQ(outcome.exitCode, 0);
  EXPECT_EQ(Json::parse(outcome.out)["files"][0]["file"], at(name));
  EXPECT_THAT(outcome.out, HasSubstr("\\u009b"));
}

TEST_F(Output, ShowsBytesThatAreNoTextAsReplacements) {
  const std::string name =
      "a\x9b"
      "31m\xff\xed\xa0\x80.wav";
  writeTone(name);
  const Outcome outcome = runLathe({"info", at(name)});
  EXPECT_EQ(outcome.exitCode, 0);
  EXPECT_THAT(outcome.out, HasSubstr("a\xEF\xBF\xBD"
                                     "31m\xEF\xBF\xBD"));
  EXPECT_EQ(outcome.out.find('\x9b'), std::string::npos);
  const Outcome missing = runLathe({"info", at(name) + "\xff"});
  EXPECT_EQ(missing.err.find('\xff'), std::string::npos);
}

TEST_F(Output, LetsNoNamePassForALineOfItsOwn) {
  const std::string name = "a\nlathe: all is well";
  writeTone(name + ".wav");
  for (const Words& words : {Words{"info", at(name + ".wav")}, {"measure", at(name + ".wav")}, {"info", at(name)}}) {
    const Outcome outcome = runLathe(words);
    EXPECT_EQ(outcome.out.find(name), std::string::npos) << outcome.out;
    EXPECT_EQ(outcome.err.find(name), std::string::npos) << outcome.err;
  }
}

TEST_F(Output, KeepsWhatIsUsualInNames) {
  const std::string name = "Nächte – «Süd» 音楽 🎵.wav";
  writeTone(name);
  EXPECT_THAT(runLathe({"info", at(name)}).out, HasSubstr(at(name)));
}

TEST_F(Output, ToAReaderThatHasGoneEndsQuietly) {
  const Outcome outcome = runLatheToNobody({"processors"});
  EXPECT_EQ(outcome.exitCode, 141);
  EXPECT_THAT(outcome.err, IsEmpty());
  EXPECT_EQ(runLatheToNobody({"--help"}).exitCode, 141);
}

TEST_F(Output, ThatWasClosedGoesIntoNoFile) {
  writeTone("a.wav");
  const Outcome told = runLathe({"convert", at("a.wav"), "-o", at("usual.flac")});
  ASSERT_EQ(told.exitCode, 0);
  runLatheWithoutOutput({"convert", at("a.wav"), "-o", at("b.flac")});
  EXPECT_EQ(testing::fileBytes(at("b.flac")), testing::fileBytes(at("usual.flac")));
  EXPECT_EQ(runLatheWithoutOutput({"processors"}).exitCode, 1) << "nobody has seen the results";
}

}  // namespace
}  // namespace lathe::test
