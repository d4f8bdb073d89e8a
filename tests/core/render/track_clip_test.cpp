// Tracks as clips: what passes untouched, what is added up, faded, converted and refused.
// SPDX-License-Identifier: GPL-3.0-or-later WITH AdditionRef-Lathe-CUDA
// SPDX-FileCopyrightText: The Lathe authors
#include "core/render/track_clip.h"

#include <map>

#include "tests/core/render/render_signals.h"

namespace lathe::test {
namespace {

using testing::readAll;

/// Sources in memory, named by their paths.
struct Shelf {
  std::map<std::filesystem::path, ClipPtr> clips;

  Region add(const std::string& name, const ClipPtr& clip, std::uint64_t position = 0) {
    clips[name] = clip;
    Region region;
    region.source = std::make_shared<AudioSource>(
        AudioSource{name, "", clip->format().sampleRate, clip->format().channels(), clip->frames()});
    region.length = clip->frames();
    region.position = position;
    return region;
  }
  TrackClip track(std::vector<Region> regions, Decibels gain = {}) const {
    Track track;
    track.title = "Song";
    track.gain = gain;
    track.regions = std::move(regions);
    return TrackClip(track, 44100, [this](const AudioSource& source) { return clips.at(source.path); });
  }
  std::string refusal(std::vector<Region> regions) const {
    const auto error = errorOf([&] { track(std::move(regions)); });
    return error && error->kind() == ErrorKind::Invalid ? error->what() : "not refused";
  }
};

TEST(TrackClip, PassesOneRegionBitForBit) {
  Shelf shelf;
  const AudioBuffer sound = noise(2, 5000, 1);
  Region region = shelf.add("a", clipOf(sound));
  EXPECT_EQ(largestDifference(readAll(shelf.track({region})).view(), sound.view()), 0);
  EXPECT_EQ(shelf.track({region}).onlySource(), shelf.clips["a"]);
  region.start = 1000;
  region.length = 3000;
  EXPECT_EQ(largestDifference(readAll(shelf.track({region})).view(), sound.view().slice(1000, 3000)), 0);
  EXPECT_EQ(shelf.track({region}).onlySource(), shelf.clips["a"]);
}

TEST(TrackClip, HasNoOnlySourceOnceSomethingIsDoneToIt) {
  Shelf shelf;
  const Region region = shelf.add("a", clipOf(noise(2, 500, 1)));
  Region late = region, loud = region, faded = region;
  late.position = 1;
  loud.gain = 1_dB;
  faded.fadeOut.length = 1;
  for (const Region& changed : {late, loud, faded}) EXPECT_EQ(shelf.track({changed}).onlySource(), nullptr);
  EXPECT_EQ(shelf.track({region, region}).onlySource(), nullptr);
  EXPECT_EQ(shelf.track({region}, 1_dB).onlySource(), nullptr);
  Region converted = shelf.add("b", clipOf(noise(2, 500, 1), 48000));
  converted.length = 400;
  EXPECT_EQ(shelf.track({converted}).onlySource(), nullptr);
}

TEST(TrackClip, AddsUpItsRegionsInTheirPlaces) {
  Shelf shelf;
  const AudioBuffer a = noise(2, 1000, 1, {-12}), b = noise(2, 1000, 2, {-12});
  const TrackClip track = shelf.track({shelf.add("a", clipOf(a)), shelf.add("b", clipOf(b), 600)}, toDecibels(0.5));
  ASSERT_EQ(track.frames(), 1600u);
  const AudioBuffer out = readAll(track);
  for (std::size_t i = 0; i < 1600; ++i)
    ASSERT_NEAR(out[1][i], 0.5 * ((i < 1000 ? a[1][i] : 0) + (i >= 600 ? b[1][i - 600] : 0)), 1e-7) << i;
  AudioBuffer part(2, 300);
  track.read(1450, part.view());
  EXPECT_EQ(part[0][149], out[0][1599]);
  EXPECT_EQ(part[0][150], 0.0f);
}

TEST(TrackClip, FadesAreMirrorImagesAndCrossAtTheirCurvesLaw) {
  for (const FadeCurve curve : {FadeCurve::Linear, FadeCurve::EqualPower, FadeCurve::SCurve}) {
    Shelf shelf;
    AudioBuffer ones(1, 1000);
    std::ranges::fill(ones[0], 1.0f);
    Region region = shelf.add("a", clipOf(ones));
    region.fadeIn = region.fadeOut = {400, curve};
    const AudioBuffer out = readAll(shelf.track({region}));
    EXPECT_LT(out[0][0], 0.01f);
    for (std::size_t i = 0; i < 1000; ++i) ASSERT_NEAR(out[0][i], out[0][999 - i], 1e-6);
    for (std::size_t i = 1; i < 400; ++i) ASSERT_GT(out[0][i], out[0][i - 1]);
    for (std::size_t i = 400; i < 600; ++i) ASSERT_EQ(out[0][i], 1.0f);
    for (std::size_t i = 0; i < 400; ++i) {
      const double in = out[0][i], back = out[0][600 + i];  // as in a cross-fade of two regions
      ASSERT_NEAR(curve == FadeCurve::EqualPower ? in * in + back * back : in + back, 1, 1e-5);
    }
  }
}

TEST(TrackClip, PlaysMonoInAllChannels) {
  Shelf shelf;
  const AudioBuffer mono = noise(1, 800, 1, {-12}), stereo = noise(2, 800, 2, {-12});
  const AudioBuffer out = readAll(shelf.track({shelf.add("m", clipOf(mono)), shelf.add("s", clipOf(stereo))}));
  ASSERT_EQ(out.channels(), 2);
  for (std::size_t i = 0; i < 800; ++i)
    for (int c = 0; c < 2; ++c) ASSERT_FLOAT_EQ(out[c][i], mono[0][i] + stereo[c][i]);
}

TEST(TrackClip, ConvertsSourcesAtAnotherRate) {
  Shelf shelf;
  Region region = shelf.add("a", clipOf(sine(2, 48000, 48000, 997_Hz, {-6}), 48000));
  region.length = 44100;
  const AudioBuffer out = readAll(shelf.track({region}));
  const AudioBuffer ideal = sine(2, 44100, 44100, 997_Hz, {-6});
  EXPECT_LT(largestDifference(out.view().slice(1000, 42000), ideal.view().slice(1000, 42000)), 1e-5);
}

TEST(TrackClip, RefusesWhatCannotBePlayed) {
  Shelf shelf;
  const Region stereo = shelf.add("stereo", clipOf(noise(2, 500, 1))),
               quad = shelf.add("quad", clipOf(noise(4, 500, 1)));
  EXPECT_NE(shelf.refusal({stereo, quad}).find("mixes files"), std::string::npos);
  EXPECT_NE(shelf.refusal({quad, stereo}).find("mixes files"), std::string::npos);
  EXPECT_NE(shelf.refusal({}).find("no audio"), std::string::npos);
  Region beyond = stereo;
  beyond.start = 1;
  EXPECT_NE(shelf.refusal({beyond}).find("beyond the end of stereo"), std::string::npos);
  beyond.start = UINT64_MAX;
  EXPECT_NE(shelf.refusal({beyond}).find("beyond the end of stereo"), std::string::npos);
  Region far = stereo;
  far.position = UINT64_MAX - 10;
  EXPECT_NE(shelf.refusal({far}).find("too far"), std::string::npos);
}

}  // namespace
}  // namespace lathe::test
