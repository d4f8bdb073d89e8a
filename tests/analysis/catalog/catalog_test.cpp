// A catalog remembers by content, notices changes, answers questions and takes over what others know.
// SPDX-License-Identifier: GPL-3.0-or-later WITH AdditionRef-Lathe-CUDA
// SPDX-FileCopyrightText: The Lathe authors
#include "analysis/catalog/catalog.h"

#include <gtest/gtest.h>
#include <sys/types.h>
#include <unistd.h>

#include <atomic>
#include <cstdlib>
#include <fstream>
#include <thread>

#include "core/audio/error.h"
#include "tests/support/temporary_folder.h"

namespace lathe::analysis {
namespace {

using testing::TemporaryFolder;

void writeText(const std::filesystem::path& file, const std::string& text) {
  std::ofstream(file, std::ios::binary) << text;
}

CatalogRow row(double integrated, double truePeak, const std::string& after = "") {
  CatalogRow row;
  row.after = after;
  row.integrated = integrated;
  row.truePeak = truePeak;
  row.duration = 60;
  row.rate = 48000;
  row.channels = 2;
  row.report = "{}";
  return row;
}

TEST(Catalog, KnowsAFileUntilItChanges) {
  const TemporaryFolder folder;
  const auto file = folder / "a.wav";
  writeText(file, "sound");
  {
    Catalog catalog(folder / "c.db");
    EXPECT_TRUE(catalog.find(file, "k").empty());
    catalog.store(file, stampOf(file), "hash-a", "k", {row(-14, -1), row(-14.2, 0.3, "AAC")});
  }
  Catalog again(folder / "c.db");
  const auto rows = again.find(file, "k");
  ASSERT_EQ(rows.size(), 2u);
  EXPECT_EQ(rows[0].integrated, -14);
  EXPECT_FALSE(rows[0].range);
  EXPECT_EQ(rows[1].after, "AAC");
  EXPECT_TRUE(again.find(file, "another way of measuring").empty());
  writeText(file, "other sound");
  EXPECT_TRUE(again.find(file, "k").empty());
  EXPECT_EQ(again.findContent("hash-a", "k").size(), 2u) << "by its content it is known under any name";
}

TEST(Catalog, AnswersQuestions) {
  const TemporaryFolder folder;
  Catalog catalog(folder / "c.db");
  for (const char* name : {"one.wav", "two.wav", "three.flac"}) writeText(folder / name, name);
  catalog.store(folder / "one.wav", stampOf(folder / "one.wav"), "1", "k",
                {row(-14, -1.5), row(-14, -0.4, "AAC at 256 kbit/s")});
  catalog.store(folder / "two.wav", stampOf(folder / "two.wav"), "2", "k", {row(-9, -0.2)});
  CatalogRow quiet = row(-30, -12);
  quiet.passes = false;
  quiet.integrated.reset();
  catalog.store(folder / "three.flac", stampOf(folder / "three.flac"), "3", "k", {quiet});
  const auto ask = [&](std::vector<std::string> texts) {
    std::vector<CatalogFilter> filters;
    for (const std::string& text : texts) filters.push_back(parseFilter(text));
    return catalog.query(filters);
  };
  EXPECT_EQ(ask({}).size(), 4u);
  EXPECT_EQ(ask({"true_peak>-1"}).size(), 2u);
  EXPECT_EQ(ask({"true_peak>-1", "after="}).size(), 1u);
  EXPECT_EQ(ask({"after~AAC", "true_peak > -1"}).size(), 1u);
  EXPECT_EQ(ask({"path~.flac"}).size(), 1u);
  EXPECT_EQ(ask({"passes=no"}).size(), 1u);
  EXPECT_EQ(ask({"integrated<=-9"}).size(), 3u) << "what is unknown meets no condition";
  EXPECT_EQ(ask({"path~' OR 1=1 --"}).size(), 0u);
}

TEST(Catalog, RefusesQuestionsThatMakeNoSense) {
  for (const char* bad : {"loudness>1", "true_peak", "true_peak>loud", "true_peak=>1", "true_peak~1", "passes=1", ""})
    EXPECT_THROW(parseFilter(bad), Error) << bad;
}

TEST(Catalog, MergesWhatOthersKnow) {
  const TemporaryFolder folder;
  for (const char* name : {"one.wav", "two.wav"}) writeText(folder / name, name);
  {
    Catalog one(folder / "1.db"), two(folder / "2.db");
    one.store(folder / "one.wav", stampOf(folder / "one.wav"), "1", "k", {row(-14, -1)});
    two.store(folder / "two.wav", stampOf(folder / "two.wav"), "2", "k", {row(-9, -1)});
    two.store(folder / "one.wav", stampOf(folder / "one.wav"), "1", "k", {row(-99, -1)});
  }
  Catalog all(folder / "all.db");
  all.merge(folder / "1.db");
  all.merge(folder / "2.db");
  EXPECT_EQ(all.files(), 2u);
  EXPECT_EQ(all.findContent("1", "k").at(0).integrated, -14) << "what is known stays";
  EXPECT_THROW(all.merge(folder / "none.db"), Error);
}

TEST(Catalog, KnowsNothingOfWhatCameIntoThePlaceOfAMeasuredFile) {
  const TemporaryFolder folder;
  const auto file = folder / "a.wav";
  writeText(file, "quiet");
  Catalog catalog(folder / "c.db");
  const auto stamp = stampOf(file);  // then it is measured, and meanwhile
  writeText(folder / "loud.wav", "loud, and longer");
  std::filesystem::rename(folder / "loud.wav", file);
  catalog.store(file, stamp, "hash-a", "k", {row(-40, -30)});
  EXPECT_TRUE(catalog.find(file, "k").empty());
}

TEST(Catalog, IsMadeByOneOfSeveralWhoOpenItAtOnce) {
  for (int round = 0; round < 10; ++round) {
    const TemporaryFolder folder;
    std::atomic<int> failures = 0;
    {
      std::vector<std::jthread> threads;
      for (int i = 0; i < 6; ++i)
        threads.emplace_back([&, i] {
          try {
            Catalog catalog(folder / "c.db");
            catalog.store("/a" + std::to_string(i), FileStamp{}, "h" + std::to_string(i), "k", {row(-14, -1)});
          } catch (const Error& error) {
            ++failures;
            ADD_FAILURE() << error.what();
          }
        });
    }
    EXPECT_EQ(failures, 0);
    EXPECT_EQ(Catalog(folder / "c.db").files(), 6u);
  }
}

TEST(Catalog, IsNotMergedIntoItself) {
  const TemporaryFolder folder;
  Catalog catalog(folder / "c.db");
  std::filesystem::create_symlink("c.db", folder / "link.db");
  for (const char* name : {"c.db", "link.db", "./c.db"}) {
    try {
      catalog.merge(folder.path() / name);
      ADD_FAILURE() << name;
    } catch (const Error& error) {
      EXPECT_EQ(error.kind(), ErrorKind::Invalid) << error.what();
    }
  }
}

/// While it lives, the process has the rights of somebody who may write nowhere.
struct Nobody {
  Nobody() { isRoot = geteuid() == 0 && seteuid(65534) == 0; }
  ~Nobody() {
    if (isRoot && seteuid(0) != 0) abort();
  }
  bool isRoot = false;
};

TEST(Catalog, OnAReadOnlyMediumAnswersAndIsMerged) {
  const TemporaryFolder folder;
  const auto medium = folder / "read only? 100%";
  std::filesystem::create_directory(medium);
  writeText(folder / "one.wav", "one");
  {
    Catalog catalog(medium / "c.db");
    catalog.store(folder / "one.wav", stampOf(folder / "one.wav"), "1", "k", {row(-14, -1)});
  }
  using std::filesystem::perms;
  const perms readable = perms::owner_read | perms::owner_exec | perms::group_read | perms::group_exec |
                         perms::others_read | perms::others_exec;
  std::filesystem::permissions(folder.path(), readable | perms::owner_write);
  std::filesystem::permissions(medium / "c.db", perms::owner_read | perms::group_read | perms::others_read);
  std::filesystem::permissions(medium, readable);
  {
    const Nobody nobody;
    Catalog catalog(medium / "c.db", Catalog::Use::Query);
    EXPECT_EQ(catalog.query({}).size(), 1u);
    EXPECT_EQ(catalog.files(), 1u);
  }
  std::filesystem::create_directory(folder / "writable");
  std::filesystem::permissions(folder / "writable", perms::all);
  {
    const Nobody nobody;
    Catalog all(folder / "writable" / "all.db");
    all.merge(medium / "c.db");
    EXPECT_EQ(all.files(), 1u);
  }
  std::filesystem::permissions(medium, perms::owner_all);
}

TEST(Catalog, ToQueryHasToBeThere) {
  const TemporaryFolder folder;
  EXPECT_THROW(Catalog(folder / "c.db", Catalog::Use::Query), Error);
  EXPECT_FALSE(std::filesystem::exists(folder / "c.db"));
  EXPECT_THROW(Catalog("/dev/null"), Error);
}

TEST(Catalog, RefusesAFileThatIsNoCatalog) {
  const TemporaryFolder folder;
  writeText(folder / "text.db", std::string(5000, 'x'));
  EXPECT_THROW(Catalog(folder / "text.db"), Error);
  EXPECT_THROW(Catalog(folder / "none" / "c.db"), Error);
  std::ifstream file(folder / "text.db");
  EXPECT_EQ(file.get(), 'x') << "and leaves it as it is";
}

}  // namespace
}  // namespace lathe::analysis
