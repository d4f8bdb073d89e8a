// Albums: one gate over the blocks of all tracks, relations, the upper end of the range.
// SPDX-License-Identifier: GPL-3.0-or-later WITH AdditionRef-Lathe-CUDA
// SPDX-FileCopyrightText: The Lathe authors
#include "analysis/measurement/album.h"

#include <gtest/gtest.h>

#include <cmath>

#include "analysis/loudness/loudness_gate.h"
#include "core/audio/error.h"
#include "tests/support/evidence.h"

namespace lathe::analysis {
namespace {

AlbumTrack trackOf(const std::vector<test::ToneStep>& steps, int rate = 48000) {
  Evidence evidence = test::evidenceOf(test::render(test::SteppedTone(rate, steps), 2), rate);
  return {std::move(evidence.measurement), std::move(evidence.bins)};
}

TEST(Album, OfOneTrackIsThatTrack) {
  const AlbumTrack track = trackOf({{4, -20}, {3, -26}, {4, -23}});
  const AlbumMeasurement album = measureAlbum(std::span(&track, 1));
  EXPECT_NEAR(album.integrated->value, track.measurement.integrated->value, 1e-9);
  EXPECT_NEAR(album.loudnessRange->value, track.measurement.loudnessRange->value, 1e-9);
  EXPECT_NEAR(album.maxShortTerm->value, track.measurement.maxShortTerm->loudness.value, 1e-9);
  EXPECT_NEAR(album.tracks[0].aboveAlbum->value, 0, 1e-9);
}

TEST(Album, GatesTheBlocksOfAllTracksTogether) {
  const AlbumTrack tracks[] = {trackOf({{6, -14}}), trackOf({{12, -22}}, 44100), trackOf({{6, -40}}, 96000)};
  const AlbumMeasurement album = measureAlbum(tracks);
  // 57 blocks at -14 and 117 at -22; those at -40 lie below the gate.
  const double mean = (57 * std::pow(10, -1.4) + 117 * std::pow(10, -2.2)) / 174;
  EXPECT_NEAR(album.integrated->value, 10 * std::log10(mean), 0.02);
  EXPECT_EQ(album.loudestTrack, 0u);
  EXPECT_NEAR(album.figure(AlbumFigure::LoudestTrack)->value, -14, 0.02);
  EXPECT_NEAR(album.tracks[1].abovePrevious->value, -8, 0.02);
  EXPECT_FALSE(album.tracks[0].abovePrevious);
  EXPECT_NEAR(album.truePeak->value, -14, 0.01);
  EXPECT_EQ(album.truePeakTrack, 0u);
  EXPECT_NEAR(album.duration.value, 24, 1e-9);
}

TEST(Album, KnowsTheUpperEndOfItsRange) {
  // 20 s at -30 and 20 s at -18: the 95 % point lies in the loud part, and the range's lower end 12 LU below.
  const AlbumTrack track = trackOf({{20, -30}, {20, -18}});
  const AlbumMeasurement album = measureAlbum(std::span(&track, 1));
  EXPECT_NEAR(album.topOfRange->value, -18, 0.02);
  EXPECT_NEAR(album.topOfRange->value - album.loudnessRange->value, -30, 0.05);
}

TEST(Album, OfSilenceHasNoFigures) {
  const AlbumTrack tracks[] = {trackOf({{3, test::kSilence}}), trackOf({{3, test::kSilence}})};
  const AlbumMeasurement album = measureAlbum(tracks);
  EXPECT_FALSE(album.integrated);
  EXPECT_FALSE(album.topOfRange);
  EXPECT_FALSE(album.loudestTrack);
  EXPECT_FALSE(album.figure(AlbumFigure::LoudestTrack));
}

TEST(Album, NamesTheFiguresThereAre) {
  for (const char* id : {"integrated", "loudest-track", "max-short-term", "top-of-range"})
    EXPECT_EQ(idOf(albumFigureFromId(id)), id);
  EXPECT_THROW(albumFigureFromId("loudest"), Error);
}

}  // namespace
}  // namespace lathe::analysis
