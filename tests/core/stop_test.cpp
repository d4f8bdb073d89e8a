// Long work ends soon after it was asked to: from within, not only between one piece and the next.
// SPDX-License-Identifier: GPL-3.0-or-later WITH AdditionRef-Lathe-CUDA
// SPDX-FileCopyrightText: The Lathe authors
#include <gtest/gtest.h>

#include <cmath>
#include <functional>
#include <stop_token>

#include "core/audio/error.h"
#include "core/compute/sparse_solver.h"
#include "core/dsp/ar_gap.h"
#include "core/file/audio_file.h"
#include "core/file/content_hash.h"
#include "core/processors/limiter.h"
#include "core/restoration/declip/declip_engine.h"
#include "core/restoration/gap_fill.h"
#include "core/room/response_library.h"
#include "core/room/room_report.h"
#include "core/room/sweep.h"
#include "core/room/tail.h"
#include "core/spectral/edited_clip.h"
#include "core/spectral/operators.h"
#include "core/spectral/operators/heal.h"
#include "core/spectral/shape_weights.h"
#include "core/synth/builtin_responses.h"
#include "core/synth/demo_mix.h"
#include "core/synth/demo_room.h"
#include "core/synth/room_response.h"
#include "tests/core/spectral/spectral_signals.h"
#include "tests/support/temporary_folder.h"

namespace lathe::test {
namespace {

using Work = std::function<void(const Progress& progress)>;

bool isCancelled(const std::function<void()>& work) {
  try {
    work();
  } catch (const Error& error) {
    return error.kind() == ErrorKind::Cancelled;
  }
  return false;
}

Progress stopped() {
  std::stop_source source;
  source.request_stop();
  return {{}, source.get_token()};
}

/// A second of noise that dies away, on so many channels.
AudioBuffer response(int channels) {
  AudioBuffer buffer(channels, 48000);
  std::uint32_t state = 1;
  for (int c = 0; c < channels; ++c)
    for (std::size_t n = 0; n < buffer.frames(); ++n) {
      state = state * 1664525u + 1013904223u;
      const double noise = static_cast<double>(state) / 4294967296.0 - 0.5;
      buffer[c][n] = static_cast<float>(noise * std::exp(-static_cast<double>(n) / 4000));
    }
  return buffer;
}

struct NamedWork {
  const char* name;
  Work work;
};

/// What tells how far it is.
std::vector<NamedWork> reportingWorks() {
  return {
      {"a room", [](const Progress& p) { makeRoom({}, 48000, p); }},
      {"a built-in room", [](const Progress& p) { makeBuiltinResponse("small-room", 48000, p); }},
      {"a built-in spring", [](const Progress& p) { makeBuiltinResponse("spring", 8000, p); }},
      {"the demo mix", [](const Progress& p) { makeDemoMix(p); }},
      {"the demo room", [](const Progress& p) { makeDemoRoom(p); }},
      {"a sweep", [](const Progress& p) { makeSweep({}, 48000, p); }},
      {"a deconvolution", [](const Progress& p) { deconvolve(response(2).view(), response(1).view(), 48000, {}, p); }},
      {"a room report", [](const Progress& p) { analyseRoom(response(2).view(), 48000, p); }},
      {"a longer tail", [](const Progress& p) { extendTail(response(2).view(), 48000, {}, p); }},
  };
}

TEST(Stop, EndsWorkThatWasAskedToWhileItTellsHowFarItIs) {
  for (const NamedWork& work : reportingWorks()) {
    std::stop_source source;
    int reports = 0;
    const Progress progress{[&](double, std::string_view) {
                              ++reports;
                              source.request_stop();
                            },
                            source.get_token()};
    EXPECT_TRUE(isCancelled([&] { work.work(progress); })) << work.name;
    EXPECT_EQ(reports, 1) << work.name;
  }
}

TEST(Stop, IsLookedForWithinEverySolveAndShape) {
  const std::vector<double> sound = [] {
    const AudioBuffer noise = response(1);
    return std::vector<double>(noise[0].begin(), noise[0].begin() + 4000);
  }();
  const std::vector<std::span<const double>> stretches = {sound};
  const auto model = fitAr<double>(stretches, 32);
  std::vector<double> filled = sound;
  const SpectrogramGrid grid{48000, 2048, 512, 0, 100};
  std::vector<float> weights(static_cast<std::size_t>(grid.frames) * static_cast<std::size_t>(grid.bins()));
  const auto shape = [&](Shape which) {
    return [&, which](const Progress& p) { addShape({which}, grid, nullptr, p, weights); };
  };
  const TimeFrequency a{0.1_s, 1000_Hz}, b{0.5_s, 3000_Hz}, c{0.9_s, 500_Hz};
  const NamedWork works[] = {
      {"a model", [&](const Progress& p) { fitAr<double>(stretches, 32, p); }},
      {"an interpolation", [&](const Progress& p) { fillGap<double>(filled, 1000, 500, model, 0, 1, p); }},
      {"an extrapolation", [&](const Progress& p) { extrapolate<double>(filled, 1000, 500, model, true, 0, 1, p); }},
      {"a rectangle", shape(RectangleShape{{0.1_s, 0.9_s}, {500_Hz, 3000_Hz}})},
      {"a polygon", shape(PolygonShape{{a, b, c}})},
      {"a brush", shape(BrushShape{{a, b, c}, 0.05_s, 200_Hz, 0.5})},
      {"harmonics", shape(HarmonicsShape{100_Hz, 8, 20_Hz, TimeSpan{0.1_s, 0.9_s}})},
  };
  for (const NamedWork& work : works) {
    EXPECT_TRUE(isCancelled([&] { work.work(stopped()); })) << work.name;
    EXPECT_NO_THROW(work.work({})) << work.name;
  }
}

/// Asks for a stop when it is read for the n-th time.
class StoppingClip : public AudioClip {
 public:
  StoppingClip(ClipPtr clip, int reads, std::stop_source source)
      : clip_(std::move(clip)), left_(reads), source_(std::move(source)) {}
  const AudioFormat& format() const noexcept override { return clip_->format(); }
  std::uint64_t frames() const noexcept override { return clip_->frames(); }
  void read(std::uint64_t at, AudioView out) const override {
    if (--left_ == 0) source_.request_stop();
    clip_->read(at, out);
  }

 private:
  ClipPtr clip_;
  mutable int left_;
  mutable std::stop_source source_;
};

TEST(Stop, EndsTheHashingOfAFileAndTheImportOfAResponse) {
  const testing::TemporaryFolder folder;
  const auto file = folder.path() / "response.wav";
  AudioWriter writer(file, {Container::Wav, Encoding::Float32}, {48000, ChannelLayout::stereo()});
  writer.write(response(2).view());
  writer.commit();
  EXPECT_TRUE(isCancelled([&] { sha256OfFile(file, stopped()); }));
  EXPECT_TRUE(isCancelled([&] { loadResponse(file, stopped()); }));
  std::stop_source source;
  const Progress atFirstFigure{[&](double, std::string_view what) {
                                 if (what == "analysing the decay") source.request_stop();
                               },
                               source.get_token()};
  EXPECT_TRUE(isCancelled([&] { importResponses(file, folder.path() / "library", atFirstFigure); }));
  EXPECT_TRUE(readLibrary(folder.path() / "library").empty());
}

TEST(Stop, EndsEverySpectralEditThatIsBeingComputed) {
  std::vector<Settings> operations;
  for (const SpectralOperator& op : spectralOperators()) operations.emplace_back(*op.settings);
  operations.emplace_back(LimiterSettings{});
  for (const Settings& operation : operations) {
    const std::stop_source source;
    const auto clip = std::make_shared<StoppingClip>(spectralClip(chord(2 * kSpectralRate)), 2, source);
    const auto work = std::make_shared<EditWork>();
    work->stopWith(source.get_token());
    const ClipPtr edited = withEdit(clip, {Mask{{box(0.9, 1.0, 500, 2000)}}, operation}, EditListen::Result, work);
    EXPECT_TRUE(isCancelled([&] { readWhole(*edited); })) << operation.type().id;
  }
}

TEST(Stop, EndsTheSolvingOfClippedFramesBetweenTwoBatches) {
  std::stop_source source;
  SparseSolverOptions options;
  options.stop = source.get_token();
  SparseSolver solve(options);
  std::size_t filled = 0, taken = 0;
  const auto fill = [&](std::size_t, const SparseFrameRows& rows) {
    ++filled;
    std::fill_n(rows.heard, 256, 0.1f);
    std::fill_n(rows.limits, 256, 0.1f);
    std::fill_n(rows.clipped, 256, Clipped::No);
  };
  const auto take = [&](std::size_t, const float*, double) {
    ++taken;
    source.request_stop();
  };
  EXPECT_TRUE(isCancelled([&] { solve(256, 1000, fill, take); }));
  EXPECT_EQ(filled, taken);
  EXPECT_LE(taken, 2u);  // of one thread
}

TEST(Stop, EndsFastDeclippingBetweenTwoBlocks) {
  SparseSolverOptions options;
  options.stop = stopped().stop;
  FastDeclipper declip(1, options);
  std::vector<float> sound(32768, 0.5f);
  const std::vector<Clipped> clipped(sound.size(), Clipped::Above);
  EXPECT_TRUE(isCancelled([&] { declip(sound, clipped, 0, sound.size(), 0); }));
}

TEST(Stop, EndsTheFillingOfAGap) {
  std::stop_source source;
  const auto clip = std::make_shared<StoppingClip>(spectralClip(chord(2 * kSpectralRate)), 1, source);
  OfflineWork work;
  work.progress.stop = source.get_token();
  EXPECT_TRUE(isCancelled([&] { fillGaps(clip, {Gap{kSpectralRate, kSpectralRate / 2, 0}}, work); }));
}

}  // namespace
}  // namespace lathe::test
