// Measuring on a device: the same figures as the meter's, for every packing, many clips at once, whatever fails.
// SPDX-License-Identifier: GPL-3.0-or-later WITH AdditionRef-Lathe-CUDA
// SPDX-FileCopyrightText: The Lathe authors
#include "analysis/measurement/device_measurement.h"

#include <gtest/gtest.h>

#include <limits>

#include "core/audio/error.h"
#include "core/compute/backend.h"
#include "core/compute/null/null_gpu.h"
#include "core/file/audio_file.h"
#include "tests/support/measured_music.h"
#include "tests/support/same_measurement.h"
#include "tests/support/temporary_folder.h"

namespace lathe::analysis {
namespace {

using namespace std::chrono_literals;

const MeterOptions everything{.seriesStep = Seconds{0.1}, .oversAbove = Decibels{-1}};

MemoryClip music(int rate, int channels, std::size_t frames, std::uint64_t seed = 1) {
  return {{rate, ChannelLayout::usual(channels)}, test::measuredMusic(channels, frames, rate, seed)};
}

Measurement onDevice(const AudioClip& clip, std::vector<Backend*> backends, std::size_t chunk = 0,
                     DeviceReport* told = nullptr, std::chrono::milliseconds patience = 60s) {
  DeviceReport report;
  DeviceOptions options;
  options.backends = backends;
  options.chunkFrames = chunk;
  options.patience = patience;
  const Measurement m = measureClip(clip, everything, options, report);
  if (told) *told = report;
  return m;
}

void agrees(const AudioClip& clip, std::vector<Backend*> backends, double within) {
  test::expectSame(measureClip(clip, {}, {}, everything), onDevice(clip, backends), within);
}

struct Shape {
  int rate, channels;
  double seconds;
};
constexpr Shape shapes[] = {{48000, 2, 9.7}, {44100, 1, 4},       {44100, 2, 12.3456}, {96000, 2, 4.5}, {48000, 6, 5},
                            {11025, 2, 21},  {192000, 1, 4.0001}, {48000, 2, 0.011},   {22050, 3, 8.1}, {48000, 2, 8}};

TEST(DeviceMeasurement, OnTheNullGpuIsTheMetersToTheBit) {
  NullGpu gpu({});
  for (const Shape& shape : shapes) {
    SCOPED_TRACE(::testing::Message() << shape.rate << " Hz, " << shape.channels << " channels, " << shape.seconds);
    agrees(music(shape.rate, shape.channels, static_cast<std::size_t>(shape.seconds * shape.rate)), {&gpu}, 0);
  }
  EXPECT_EQ(gpu.bytesInUse(), 0u);
}

TEST(DeviceMeasurement, OnTheCpusTwinIsTheMetersToTheBit) {
  for (const Shape& shape : {shapes[0], shapes[2], shapes[4]}) {
    SCOPED_TRACE(::testing::Message() << shape.rate << " Hz, " << shape.channels << " channels, " << shape.seconds);
    agrees(music(shape.rate, shape.channels, static_cast<std::size_t>(shape.seconds * shape.rate)), {}, 0);
  }
}

TEST(DeviceMeasurement, OfManyChannelsIsWithinAMillionthOfALoudnessUnit) {
  NullGpu gpu({});
  agrees(music(48000, 8, 48000 * 6), {&gpu}, 1e-6);
  agrees(music(44100, 12, 44100 * 5), {&gpu}, 1e-6);
}

TEST(DeviceMeasurement, OfShortAndSilentAndEmptyClips) {
  NullGpu gpu({});
  for (const std::size_t frames : {0u, 1u, 2u, 127u, 128u, 129u, 300u}) {
    SCOPED_TRACE(frames);
    agrees(music(48000, 2, frames), {&gpu}, 0);
  }
  agrees(MemoryClip({48000, ChannelLayout::stereo()}, AudioBuffer(2, 300000)), {&gpu}, 0);
}

TEST(DeviceMeasurement, TakesWhatIsNoNumberForSilence) {
  NullGpu gpu({});
  AudioBuffer sound = test::measuredMusic(2, 500000, 48000, 3);
  for (const std::size_t n : {0u, 77u, 191999u, 192000u, 400000u, 499999u})
    sound[1][n] = n % 2 ? std::numeric_limits<float>::quiet_NaN() : std::numeric_limits<float>::infinity();
  agrees(MemoryClip({48000, ChannelLayout::stereo()}, sound), {&gpu}, 0);
  AudioBuffer none(1, 1000);
  std::ranges::fill(none[0], std::numeric_limits<float>::quiet_NaN());
  EXPECT_THROW(onDevice(MemoryClip({48000, ChannelLayout::mono()}, none), {&gpu}), Error);
}

TEST(DeviceMeasurement, ReadsFilesAsTheyArePacked) {
  NullGpu gpu({});
  const testing::TemporaryFolder folder;
  const AudioBuffer sound = test::measuredMusic(6, 44100 * 5, 44100, 9);
  struct Form {
    Container container;
    Encoding encoding;
    Packing packing;
  };
  for (const Form& form :
       {Form{Container::Wav, Encoding::Int16, Packing::S16}, Form{Container::Wav, Encoding::Int24, Packing::S24},
        Form{Container::W64, Encoding::Int32, Packing::S32}, Form{Container::Wav, Encoding::Float32, Packing::F32Rows},
        Form{Container::Flac, Encoding::Int24, Packing::F32Rows}}) {
    const auto path = folder / ("a" + std::to_string(static_cast<int>(form.encoding)) +
                                std::to_string(static_cast<int>(form.container)));
    SCOPED_TRACE(path.filename().string());
    AudioWriter writer(path, {form.container, form.encoding}, {44100, ChannelLayout::usual(6)});
    writer.write(sound.view());
    writer.commit();
    const auto clip = openClip(path);
    EXPECT_EQ(clip->packed() != nullptr, form.packing != Packing::F32Rows);
    agrees(*clip, {&gpu}, 0);
  }
}

TEST(DeviceMeasurement, ReadsEightBits) {
  NullGpu gpu({});
  const testing::TemporaryFolder folder;
  std::string bytes = "RIFF....WAVEfmt ";
  const auto append = [&](std::uint32_t value, int count) {
    for (int i = 0; i < count; ++i) bytes += static_cast<char>(value >> (8 * i) & 255);
  };
  append(16, 4), append(1, 2), append(1, 2), append(8000, 4), append(8000, 4), append(1, 2), append(8, 2);
  bytes += "data";
  append(50000, 4);
  for (std::uint32_t n = 0; n < 50000; ++n) bytes += static_cast<char>(n * n / 7 % 251);
  for (std::size_t i = 0; i < 4; ++i) bytes[4 + i] = static_cast<char>((bytes.size() - 8) >> (8 * i) & 255);
  testing::writeBytes(folder / "a.wav", bytes);
  const auto clip = openClip(folder / "a.wav");
  ASSERT_TRUE(clip->packed());
  EXPECT_EQ(clip->packed()->coding, PcmCoding::U8);
  agrees(*clip, {&gpu}, 0);
}

TEST(DeviceMeasurement, SurvivesWhateverFails) {
  const MemoryClip clip = music(22050, 2, 22050 * 30);
  const Measurement truth = measureClip(clip, {}, {}, everything);
  struct Case {
    const char* faults;
    std::size_t blocks, fallbacks;
    const char* device;
  };
  for (const Case& c : {Case{"lost@1", 1, 1, "cpu"}, Case{"lost@3", 1, 1, "cpu"}, Case{"timeout@2", 2, 1, "cpu"},
                        Case{"oom@1", 4, 1, "null"}, Case{"oom@2,oom@4", 4, 1, "null"}, Case{"oom@1", 1, 1, "cpu"},
                        Case{"plan", 2, 1, "cpu"}, Case{"oom@1,lost@3", 4, 2, "cpu"}}) {
    SCOPED_TRACE(c.faults);
    NullGpu gpu({.faults = Faults::parse(c.faults), .longestDelay = 200us});
    CpuBackend cpu;
    DeviceReport report;
    // Only a device that never answers is given up soon: a busy machine may keep a working one waiting.
    const auto patience = std::string_view(c.faults).starts_with("timeout") ? 1000ms : 60000ms;
    test::expectSame(truth, onDevice(clip, {&gpu, &cpu}, c.blocks * 4 * 22050, &report, patience));
    EXPECT_EQ(report.fallbacks.size(), c.fallbacks);
    EXPECT_EQ(report.device, c.device);
    EXPECT_EQ(gpu.bytesInUse(), 0u);
  }
}

TEST(DeviceMeasurement, FailsWithAReasonWhenTheLastDeviceDoes) {
  NullGpu gpu({.faults = Faults::parse("lost@1")});
  EXPECT_THROW(onDevice(music(48000, 2, 100000), {&gpu}), Error);
}

TEST(DeviceMeasurement, StaysWithinTheDevicesMemory) {
  NullGpu gpu({.memory = std::size_t{24} << 20});
  DeviceReport report;
  const MemoryClip clip = music(48000, 2, 48000 * 20);
  test::expectSame(measureClip(clip, {}, {}, everything), onDevice(clip, {&gpu}, 0, &report));
  EXPECT_EQ(report.device, "null");
}

class BrokenClip : public MemoryClip {
 public:
  using MemoryClip::MemoryClip;
  void read(std::uint64_t start, AudioView out) const override {
    if (start > 100000) throw Error(ErrorKind::Io, "the disk is gone");
    MemoryClip::read(start, out);
  }
};

TEST(DeviceMeasurement, OfManyClipsAtOnceIsThatOfEach) {
  NullGpu gpu({.faults = Faults::parse("oom@2"), .longestDelay = 100us});
  std::vector<MemoryClip> clips;
  for (int i = 0; i < 7; ++i)
    clips.push_back(music(i % 3 == 0 ? 44100 : 48000, 1 + i % 2, 20000 + 70000 * static_cast<std::size_t>(i),
                          20 + static_cast<std::uint64_t>(i)));
  const BrokenClip broken({48000, ChannelLayout::mono()}, test::measuredMusic(1, 600000, 48000, 5));
  const MemoryClip tooSlow({4000, ChannelLayout::mono()}, AudioBuffer(1, 10));
  std::vector<const AudioClip*> all{&broken, &tooSlow};
  for (const MemoryClip& clip : clips) all.push_back(&clip);
  DeviceOptions options;
  Backend* const backends[] = {&gpu};
  options.backends = backends;
  options.threads = 2;
  options.chunkFrames = 48000 * 20;
  double told = 0;
  options.progress = [&](double fraction) {
    EXPECT_GE(fraction, told);
    told = fraction;
  };
  DeviceReport report;
  const auto results = measureClips(all, everything, options, report);
  ASSERT_EQ(results.size(), all.size());
  EXPECT_TRUE(results[0].failure && !results[0].measurement) << "a clip that cannot be read stops no other";
  EXPECT_TRUE(results[1].failure);
  for (std::size_t i = 2; i < all.size(); ++i) {
    SCOPED_TRACE(i);
    ASSERT_TRUE(results[i].measurement);
    test::expectSame(measureClip(*all[i], {}, {}, everything), *results[i].measurement);
  }
  EXPECT_GT(told, 0.9);
  EXPECT_EQ(gpu.bytesInUse(), 0u);
}

TEST(DeviceMeasurement, StopsWhenAsked) {
  NullGpu gpu({});
  std::stop_source source;
  DeviceOptions options;
  Backend* const backends[] = {&gpu};
  options.backends = backends;
  options.chunkFrames = 48000 * 4;
  options.stop = source.get_token();
  options.progress = [&](double) { source.request_stop(); };
  DeviceReport report;
  try {
    measureClip(music(48000, 1, 48000 * 30), everything, options, report);
    ADD_FAILURE() << "it went on";
  } catch (const Error& error) {
    EXPECT_EQ(error.kind(), ErrorKind::Cancelled);
  }
}

void agreesOnTheGpu(std::span<const Shape> sounds) {
  const auto backends = chooseBackends("cuda:0", [](const Backend&) { return 0.0; });
  if (backends.size() < 2) GTEST_SKIP() << "no GPU: " << describeBackends().back().trouble;
  for (const Shape& shape : sounds) {
    SCOPED_TRACE(::testing::Message() << shape.rate << " Hz, " << shape.channels << " channels, " << shape.seconds);
    agrees(music(shape.rate, shape.channels, static_cast<std::size_t>(shape.seconds * shape.rate)), {backends[0]},
           kMeasureParity);
  }
}

TEST(GpuParity, OfMeasuringSmall) { agreesOnTheGpu(std::span(shapes).subspan(7, 2)); }
TEST(GpuParity, OfMeasuring) {
  agreesOnTheGpu(shapes);
  constexpr Shape large[] = {{44100, 2, 900}, {48000, 8, 30}};
  agreesOnTheGpu(large);
}

}  // namespace
}  // namespace lathe::analysis
