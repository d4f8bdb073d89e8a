// What only tests use is not in the product: each function that a header declares is called outside the tests too.
// SPDX-License-Identifier: GPL-3.0-or-later WITH AdditionRef-Lathe-CUDA
// SPDX-FileCopyrightText: The Lathe authors
#include <gtest/gtest.h>

#include <cctype>
#include <map>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "tests/house/source_files.h"

namespace lathe::house {
namespace {

bool isWord(char c) { return std::isalnum(static_cast<unsigned char>(c)) || c == '_'; }

std::string_view withoutComment(std::string_view line) { return line.substr(0, line.find("//")); }

/// The name before the line's first '(', when what stands before it looks like the type of a declaration; else nothing.
std::string declaredName(std::string_view line) {
  const std::size_t bracket = line.find('(');
  if (bracket == line.npos || bracket == 0) return {};
  std::size_t start = bracket;
  while (start > 0 && isWord(line[start - 1])) --start;
  std::string_view before = line.substr(0, start);
  const std::string name(line.substr(start, bracket - start));
  if (const auto scope = before.rfind("::"); scope != before.npos && scope + 2 == before.size()) {
    before = before.substr(0, scope);  // Class::name(
    while (!before.empty() && isWord(before.back())) before.remove_suffix(1);
  }
  while (!before.empty() && before.back() == ' ') before.remove_suffix(1);
  if (name.empty() || before.empty() || before.find_first_of("=({.;\"") != before.npos) return {};
  const bool endsAsType = isWord(before.back()) || before.back() == '>' || before.back() == '&' || before.back() == '*';
  static const std::set<std::string> kNoTypes = {"return", "else", "new", "throw", "case", "co_return", "operator"};
  const std::size_t word = before.find_last_of(" ") == before.npos ? 0 : before.find_last_of(" ") + 1;
  if (!endsAsType || kNoTypes.contains(std::string(before.substr(word)))) return {};
  return name;
}

bool isProduct(const std::string& path) { return !path.starts_with("tests/") && !path.starts_with("benchmarks/"); }

std::vector<std::string> wordsOf(std::string_view line) {
  std::vector<std::string> words;
  for (std::size_t i = 0; i < line.size();) {
    std::size_t end = i;
    while (end < line.size() && isWord(line[end])) ++end;
    if (end > i) words.emplace_back(line.substr(i, end - i));
    i = end + 1;
  }
  return words;
}

/// Where a name that product headers declare is seen.
struct Sight {
  std::string header;
  bool isUsed = false;    ///< by the product or a benchmark, outside its declarations and definitions
  bool isTested = false;  ///< by a test
};

std::map<std::string, Sight> sightsOf(const std::vector<SourceFile>& files) {
  std::map<std::string, Sight> sights;
  for (const SourceFile& file : files)
    if (file.isHeader() && isProduct(file.path))
      for (const std::string& line : file.lines)
        if (const std::string name = declaredName(withoutComment(line)); !name.empty())
          sights.try_emplace(name, Sight{file.path});
  for (const SourceFile& file : files) {
    if (!file.isCode()) continue;
    const bool isTest = file.path.starts_with("tests/");
    for (const std::string& whole : file.lines) {
      const std::string_view line = withoutComment(whole);
      // A definition in a source stands at the start of a line; anything else with a name before '(' may be a call.
      const bool mayDeclare = file.isHeader() || (!line.empty() && line[0] != ' ');
      const std::string declared = mayDeclare ? declaredName(line) : std::string();
      std::string_view rest = line;
      if (!declared.empty()) rest = line.substr(line.find('('));
      for (const std::string& word : wordsOf(rest))
        if (const auto sight = sights.find(word); sight != sights.end())
          (isTest ? sight->second.isTested : sight->second.isUsed) = true;
    }
  }
  return sights;
}

std::set<std::string> usedByTestsOnly(const std::map<std::string, Sight>& sights) {
  std::set<std::string> names;
  for (const auto& [name, sight] : sights)
    if (sight.isTested && !sight.isUsed) names.insert(name);
  return names;
}

/// What tests must be able to reach or look at: parts of windows, and doubles for a sound card, a device, a language.
const std::set<std::string> kForTests = {
    "albumPanel", "bytesInUse",  "chainPanel", "contrast",        "coreTexts",        "currentBand", "eqResponse",
    "eqTarget",   "isSearching", "partitions", "readAllFileTags", "setOutputFactory", "timeRuler",   "uneditedClip",
};

/// Known ones that are to go. The list only shrinks: a name that is gone, or that the product has come to use, must leave
/// it.
const std::set<std::string> kKnown = {
    "addRegion",  "bendNorm", "channelWeight", "codeOfDecibels", "codecId",        "framesWritten",
    "hannWindow", "idOf",     "isAvailable",   "movedTo",        "openForEditing",
};

TEST(UsedByTestsOnly, IsNothingInTheProduct) {
  const auto sights = sightsOf(sourceFiles());
  EXPECT_GT(sights.size(), 500u) << "the headers were not found";
  const auto names = usedByTestsOnly(sights);
  for (const std::string& name : names)
    EXPECT_TRUE(kKnown.contains(name) || kForTests.contains(name))
        << name << "() of " << sights.at(name).header
        << " is called by tests only: remove it, or test what the product calls";
  for (const auto* list : {&kKnown, &kForTests})
    for (const std::string& known : *list)
      EXPECT_TRUE(names.contains(known)) << known << " is no exception any more; take it out of the list";
}

TEST(UsedByTestsOnly, IsToldFromWhatIsCalled) {
  const std::vector<SourceFile> files = {
      {"core/a.h",
       {"int used(int x);", "std::vector<int> lonely(int);", "  void member() noexcept;", "int inlined(int);"}},
      {"core/a.cpp",
       {"int used(int x) {", "std::vector<int> lonely(int) {", "void A::member() noexcept {", "  return inlined(2);"}},
      {"cli/b.cpp", {"  const int x = used(1);  // not lonely(1)"}},
      {"tests/core/a_test.cpp", {"  EXPECT_EQ(lonely(1), used(1));", "  a.member();", "  inlined(1);"}}};
  EXPECT_EQ(usedByTestsOnly(sightsOf(files)), (std::set<std::string>{"lonely", "member"}));
}

}  // namespace
}  // namespace lathe::house
