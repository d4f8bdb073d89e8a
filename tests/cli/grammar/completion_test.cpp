// Completion in bash, asked as bash asks: commands, options and the values that the program knows.
// SPDX-License-Identifier: GPL-3.0-or-later WITH AdditionRef-Lathe-CUDA
// SPDX-FileCopyrightText: The Lathe authors
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <sstream>

#include "cli/grammar/arguments.h"
#include "cli/grammar/suggested_values.h"
#include "cli/grammar/suggestions.h"
#include "core/session/edits.h"
#include "core/session/session_file.h"
#include "core/spectral/operators.h"
#include "core/stages/registry.h"
#include "tests/support/run_shell.h"
#include "tests/support/signals.h"
#include "tests/support/temporary_folder.h"

namespace lathe::test {
namespace {

using ::testing::Contains;
using ::testing::ElementsAre;
using ::testing::IsEmpty;
using ::testing::Not;
using testing::TemporaryFolder;

/// Cuts a line into COMP_WORDS where bash does, calls the completion function and prints its replies.
constexpr const char* kAsBash = R"(
compopt() { :; }
source <(lathe completion bash)
COMP_WORDS=() word=
for ((i = 0; i < ${#LINE}; ++i)); do
  c=${LINE:i:1}
  case $c in
    ' ') [[ $word ]] && COMP_WORDS+=("$word"); word= ;;
    = | :) [[ $word ]] && COMP_WORDS+=("$word"); COMP_WORDS+=("$c"); word= ;;
    *) word+=$c ;;
  esac
done
COMP_WORDS+=("$word")
COMP_CWORD=$((${#COMP_WORDS[@]} - 1))
_lathe lathe
printf '%s\n' "${COMPREPLY[@]}"
)";

class Completion : public ::testing::Test {
 protected:
  void SetUp() override {
    Session session;
    session.tracks.resize(2);
    session.masterChain.stages = {Stage{Settings(*processorType("eq").settings)},
                                  Stage{Settings(*processorType("limiter").settings)}};
    saveSession(folder_ / "s.lathe", History(session), Overwrite::No);
  }

  std::vector<std::string> inBash(const std::string& line) const {
    const Outcome outcome = runShell(kAsBash, folder_.path(),
                                     {"LINE=" + line, "HOME=" + folder_.path().string(),
                                      "XDG_DATA_HOME=" + (folder_ / "data").string(), "COMP_WORDBREAKS= =:"});
    EXPECT_EQ(outcome.err, "") << line;
    std::vector<std::string> replies;
    std::istringstream lines(outcome.out);
    for (std::string reply; std::getline(lines, reply);)
      if (!reply.empty()) replies.push_back(reply);
    return replies;
  }

  TemporaryFolder folder_;
};

TEST_F(Completion, OffersCommandsOptionsAndKnownValues) {
  struct Case {
    const char* line;  ///< up to the cursor
    const char* reply;
  };
  const Case cases[] = {
      {"lathe mas", "master"},
      {"lathe ir ma", "make"},
      {"lathe --quiet mea", "measure"},
      {"lathe measure --requ", "--require-loudness"},
      {"lathe measure a.wav --js", "--jsonl"},
      {"lathe ir make --buil", "--builtin"},
      {"lathe ir make --builtin ha", "hall"},
      {"lathe master a.wav --chain gen", "gentle"},
      {"lathe master a.wav --chain=gen", "gentle"},
      {"lathe master a.wav --target -14 --cei", "--ceiling"},
      {"lathe master a.wav --set limiter.rel", "limiter.release="},
      {"lathe master a.wav --chain gentle --set compressor.rat", "compressor.ratio="},
      {"lathe check a.wav --spec ebu", "ebu-r128"},
      {"lathe check a.wav --spec cd,ebu-r", "cd,ebu-r128"},
      {"lathe check a.wav --after aac", "aac:256"},
      {"lathe specs ebu", "ebu-r128"},
      {"lathe convert a.wav --dither t", "tpdf"},
      {"lathe convert a.wav --bits 3", "32f"},
      {"lathe convert a.wav --format fl", "flac"},
      {"lathe processors lim", "limiter"},
      {"lathe chains ge", "gentle"},
      {"lathe spectral a.wav ad", "add"},
      {"lathe spectral a.wav add h", "heal"},
      {"lathe spectral a.wav add atten", "attenuate"},
      {"lathe spectral a.wav add lim", "limiter"},
      {"lathe spectral a.wav --window black", "blackman-harris"},
      {"lathe spectral a.wav add heal --listen rem", "removed"},
      {"lathe spectrogram a.wav --window kai", "kaiser"},
      {"lathe spectrogram a.wav --map vir", "viridis"},
      {"lathe denoise a.wav --mode dia", "dialogue"},
      {"lathe denoise a.wav --set red", "reduction="},
      {"lathe dehum a.wav --set base=fr", "free"},
      {"lathe dehum a.wav --set=base=fr", "free"},
      {"lathe fill a.wav --set ga", "gaps="},
      {"lathe deess a.wav --set mode=w", "wide"},
      {"lathe declip a.wav --set make-room=o", "on"},
      {"lathe reverb a.wav --response pl", "plate"},
      {"lathe --device cu", "cuda:0"},
      {"lathe --device cuda:", "0"},
      {"lathe completion fi", "fish"},
      {"lathe tag a.wav ti", "title="},
      {"lathe album a.wav --by loud", "loudest-track"},
      {"lathe diagnose a.wav --material sp", "speech"},
      {"lathe edit s.lathe fade-", "fade-out"},
      {"lathe edit s.lathe und", "undo"},
      {"lathe edit s.lathe fade-in 1 2 s", "s-curve"},
      {"lathe edit s.lathe title ", "2"},
      {"lathe edit s.lathe add-stage ma", "master"},
      {"lathe edit s.lathe add-stage master comp", "compressor"},
      {"lathe edit s.lathe chain master gen", "gentle"},
      {"lathe edit s.lathe bypass master lim", "limiter"},
      {"lathe edit s.lathe set master limiter.rel", "limiter.release="},
      {"lathe edit s.lathe listen master eq rem", "removed"},
      {"lathe edit s.lathe delivery target=-14 form", "format="},
  };
  for (const Case& one : cases) EXPECT_THAT(inBash(one.line), Contains(one.reply)) << one.line;
}

TEST_F(Completion, LeavesFilesToTheShell) {
  for (const char* line : {"lathe measure ", "lathe master a.wav -o ", "lathe edit ", "lathe edit s.lathe add-track ",
                           "lathe edit broken.lathe title ", "lathe master a.wav --chain no-such-", "lathe nothing "})
    EXPECT_THAT(inBash(line), IsEmpty()) << line;
}

TEST_F(Completion, OffersNothingThatIsHidden) {
  EXPECT_THAT(inBash("lathe comp"), ElementsAre("completion"));
  EXPECT_THAT(inBash("lathe "), Not(Contains("manual")));
}

TEST_F(Completion, OffersEveryOperationAndEveryParameter) {
  const auto grammar = cli::commandWords();
  const auto offered = [&](const std::vector<std::string>& words) {
    std::vector<std::string> list;
    for (const cli::Suggestion& suggestion : cli::suggestions(grammar, words)) list.push_back(suggestion.word);
    return list;
  };
  const auto operations = offered({"spectral", "a.wav", "add", ""});
  for (const SpectralOperator& op : spectralOperators()) {
    EXPECT_THAT(operations, Contains(op.settings->id));
    const auto parameters = offered({"spectral", "a.wav", "add", op.settings->id, "--set", ""});
    for (const Parameter& p : op.settings->parameters) EXPECT_THAT(parameters, Contains(p.id + "=")) << op.settings->id;
  }
  const auto processors = offered({"processors", ""});
  for (const ProcessorType& type : processorTypes()) {
    EXPECT_THAT(processors, Contains(type.settings->id));
    const auto parameters = offered({"spectral", "a.wav", "add", type.settings->id, "--set", ""});
    for (const Parameter& p : type.settings->parameters) {
      EXPECT_THAT(parameters, Contains(p.id + "=")) << type.settings->id;
      for (const Choice& choice : p.choices)
        EXPECT_THAT(offered({"spectral", "a.wav", "add", type.settings->id, "--set", p.id + "=" + choice.id}),
                    Contains(p.id + "=" + choice.id));
    }
  }
  // Each command that takes --set knows what of.
  for (const cli::CommandWords& command : grammar)
    for (const cli::OptionWords& option : command.options)
      if (option.names.back() == "--set" && command.name != "spectral") {
        EXPECT_THAT(offered({command.name, "a.wav", "--set", ""}), Not(IsEmpty())) << command.name;
      }
}

TEST_F(Completion, OffersTheWordsThatTheHelpNames) {
  const auto grammar = cli::commandWords();
  for (const cli::FixedWords& fixed : cli::fixedWords()) {
    int found = 0;
    for (const cli::CommandWords& command : grammar) {
      if (!fixed.command.empty() && command.name != fixed.command) continue;
      std::string text = command.notes;
      for (const auto* list : {&command.options, &command.positionals})
        for (const cli::OptionWords& option : *list)
          if (option.names.back() == fixed.option) ++found, text += option.text;
      if (found == 0 || fixed.command.empty()) continue;
      std::istringstream words{std::string(fixed.words)};
      for (std::string word; words >> word;)
        EXPECT_THAT(text, ::testing::HasSubstr(word.substr(0, word.find('='))))
            << "lathe " << command.name << " " << fixed.option;
    }
    EXPECT_GT(found, 0) << "no command has " << fixed.command << " " << fixed.option;
  }
}

}  // namespace
}  // namespace lathe::test
