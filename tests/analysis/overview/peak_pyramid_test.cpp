// Peaks at every zoom are those of the samples, while they are gathered, when they are kept and after a change.
// SPDX-License-Identifier: GPL-3.0-or-later WITH AdditionRef-Lathe-CUDA
// SPDX-FileCopyrightText: The Lathe authors
#include "analysis/overview/peak_pyramid.h"

#include <gtest/gtest.h>

#include <cmath>
#include <fstream>
#include <memory>
#include <random>

#include "analysis/overview/overview_cache.h"
#include "tests/support/temporary_folder.h"

namespace lathe::analysis {
namespace {

AudioBuffer noise(int channels, std::size_t frames, unsigned seed) {
  std::mt19937 random(seed);
  std::uniform_real_distribution<float> value(-1, 1);
  AudioBuffer buffer(channels, frames);
  for (int c = 0; c < channels; ++c)
    for (float& x : buffer[c]) x = value(random);
  return buffer;
}

/// Added in blocks of odd sizes.
std::unique_ptr<PeakPyramid> pyramidOf(const AudioBuffer& sound) {
  auto pyramid = std::make_unique<PeakPyramid>(sound.channels(), sound.frames());
  for (std::size_t at = 0, size = 1; at < sound.frames(); at += size, size = size * 7 % 5003 + 1) {
    size = std::min(size, sound.frames() - at);
    pyramid->add(sound.view().slice(at, size));
  }
  return pyramid;
}

/// By brute force over the whole cells that a column touches.
PeakPair peaksOfCells(std::span<const float> samples, double from, double to) {
  const auto first = static_cast<std::size_t>(from) / 256 * 256;
  const auto last = std::max(static_cast<std::size_t>(from) + 1, static_cast<std::size_t>(std::ceil(to)));
  const std::size_t end = std::min(samples.size(), (last + 255) / 256 * 256);
  PeakPair pair{9, -9};
  for (std::size_t n = first; n < end; ++n) pair = joined(pair, {samples[n], samples[n]});
  return pair;
}

void expectPeaksOf(const PeakPyramid& pyramid, const AudioBuffer& sound, double start, double step) {
  std::vector<PeakPair> columns(50);
  auto known = std::make_unique<bool[]>(columns.size());
  for (int c = 0; c < sound.channels(); ++c) {
    pyramid.read(c, start, step, columns, {known.get(), columns.size()});
    for (std::size_t i = 0; i < columns.size(); ++i) {
      const double from = start + static_cast<double>(i) * step;
      const double to = std::min(from + step, static_cast<double>(sound.frames()));
      ASSERT_EQ(known[i], from < static_cast<double>(sound.frames())) << i;
      if (known[i]) {
        ASSERT_EQ(columns[i], peaksOfCells(sound[c], from, to)) << "column " << i << ", step " << step;
      }
    }
  }
}

TEST(PeakPyramid, ShowsTheSamplesPeaksAtEveryZoom) {
  const AudioBuffer sound = noise(2, 300001, 1);
  const auto pyramid = pyramidOf(sound);
  ASSERT_TRUE(pyramid->isWhole());
  for (const double step : {256.0, 300.5, 1024.0, 1333.0, 5000.25, 40000.0}) {
    expectPeaksOf(*pyramid, sound, 0, step);
    expectPeaksOf(*pyramid, sound, 12345.5, step);
  }
}

TEST(PeakPyramid, LeavesColumnsAloneThatItDoesNotKnowYet) {
  const AudioBuffer sound = noise(1, 100000, 2);
  PeakPyramid pyramid(1, 100000);
  pyramid.add(sound.view().slice(0, 50100));
  EXPECT_EQ(pyramid.known(), 50100u / 256 * 256);
  std::vector<PeakPair> columns(100, {7, 7});
  bool known[100];
  pyramid.read(0, 0, 1000, columns, known);
  EXPECT_TRUE(known[48]);
  EXPECT_EQ(columns[48], peaksOfCells(sound[0], 48000, 49000));
  EXPECT_FALSE(known[50]);
  EXPECT_EQ(columns[50], (PeakPair{7, 7}));
  pyramid.read(0, -5000, 1000, columns, known);
  EXPECT_FALSE(known[0]);
  EXPECT_TRUE(known[5]);
}

TEST(PeakPyramid, TakesOnAChangeInTheMiddleAndAtTheEnd) {
  AudioBuffer sound = noise(2, 200003, 3);
  PeakPyramid changed(*pyramidOf(sound));
  for (const auto& [start, end] : {std::pair<std::size_t, std::size_t>{51200, 76800}, {199936, 200003}}) {
    for (int c = 0; c < 2; ++c)
      for (std::size_t n = start; n < end; ++n) sound[c][n] = c == 0 ? 0.0f : 3.0f;
    changed.replace(start, std::as_const(sound).view().slice(start, end - start));
  }
  for (const double step : {256.0, 1024.0, 9999.0}) expectPeaksOf(changed, sound, 40000, step);
  expectPeaksOf(changed, sound, 190000, 700);
}

TEST(PeakPyramid, OfShortAndEmptyRecordings) {
  for (const std::size_t frames : {0, 1, 255, 256, 257, 1024, 1025}) {
    const AudioBuffer sound = noise(1, frames, 4);
    const auto pyramid = pyramidOf(sound);
    EXPECT_TRUE(pyramid->isWhole());
    expectPeaksOf(*pyramid, sound, 0, 100);
  }
}

TEST(OverviewCache, GivesBackThePeaksOfTheSameContents) {
  const testing::TemporaryFolder folder;
  const AudioBuffer sound = noise(2, 70001, 5);
  const auto pyramid = pyramidOf(sound);
  keepPeaks(folder.path(), "abc", *pyramid);
  const auto kept = keptPeaks(folder.path(), "abc", 2, 70001);
  ASSERT_TRUE(kept);
  expectPeaksOf(*kept, sound, 100, 600);
  EXPECT_FALSE(keptPeaks(folder.path(), "abc", 2, 70002));
  EXPECT_FALSE(keptPeaks(folder.path(), "abd", 2, 70001));
  std::filesystem::resize_file(folder / "abc.peaks", 1000);
  EXPECT_FALSE(keptPeaks(folder.path(), "abc", 2, 70001));
}

TEST(OverviewCache, DropsWhatWasUsedLongestAgo) {
  const testing::TemporaryFolder folder;
  const auto pyramid = pyramidOf(noise(1, 25600, 6));
  const std::uint64_t bytes = 32 + 100 * sizeof(PeakPair);
  for (const char* name : {"a", "b", "c"}) keepPeaks(folder.path(), name, *pyramid, bytes * 2);
  EXPECT_FALSE(keptPeaks(folder.path(), "a", 1, 25600));
  EXPECT_TRUE(keptPeaks(folder.path(), "b", 1, 25600));
  EXPECT_TRUE(keptPeaks(folder.path(), "c", 1, 25600));
}

TEST(OverviewCache, TellsFilesApartByTheirContents) {
  const testing::TemporaryFolder folder;
  std::ofstream(folder / "a") << std::string(1000, 'a');
  std::ofstream(folder / "b") << std::string(1000, 'b');
  std::filesystem::copy_file(folder / "a", folder / "c");
  std::filesystem::last_write_time(folder / "c", std::filesystem::last_write_time(folder / "a"));
  EXPECT_NE(fingerprintOfFile(folder / "a"), fingerprintOfFile(folder / "b"));
  EXPECT_EQ(fingerprintOfFile(folder / "a"), fingerprintOfFile(folder / "c"));
}

}  // namespace
}  // namespace lathe::analysis
