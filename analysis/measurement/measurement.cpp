// The meters side by side over one stream.
// SPDX-License-Identifier: GPL-3.0-or-later WITH AdditionRef-Lathe-CUDA
// SPDX-FileCopyrightText: The Lathe authors
#include "analysis/measurement/measurement.h"

#include <algorithm>
#include <bit>
#include <string>

#include "analysis/stream/measured_block.h"
#include "core/audio/error.h"
#include "core/audio/simd.h"

namespace lathe::analysis {
namespace {

constexpr std::size_t kReadFrames = 16384;
constexpr std::size_t kCachedSamples = 16384;
constexpr int kLowestRate = 8000;

/// Largest bit pattern without the sign: from 0x7f800000 on there is an infinity or a NaN among them.
LATHE_VECTOR_CLONES
std::uint32_t largestPattern(const float* samples, std::size_t count) {
  std::uint32_t largest = 0;
  for (std::size_t i = 0; i < count; ++i) {
    const std::uint32_t pattern = std::bit_cast<std::uint32_t>(samples[i]) & 0x7fffffffu;
    largest = pattern > largest ? pattern : largest;
  }
  return largest;
}

constexpr std::uint32_t kInfinity = 0x7f800000u;

bool isFinite(ConstAudioView view) {
  for (int c = 0; c < view.channels(); ++c)
    if (largestPattern(view[c].data(), view.frames()) >= kInfinity) return false;
  return true;
}

/// Sets what is no number to zero; how many there were.
std::uint64_t silenceNonFinite(AudioView view) {
  std::uint64_t found = 0;
  for (int c = 0; c < view.channels(); ++c)
    for (float& sample : view[c]) {
      if ((std::bit_cast<std::uint32_t>(sample) & 0x7fffffffu) < kInfinity) continue;
      sample = 0;
      ++found;
    }
  return found;
}

std::optional<Decibels> levelOf(double magnitude) {
  if (magnitude == 0) return {};
  return toDecibels(magnitude);
}

void take(const Loudness& loudness, Measurement& to) {
  to.integrated = loudness.integrated;
  to.relativeThreshold = loudness.relativeThreshold;
  to.maxMomentary = loudness.maxMomentary;
  to.maxShortTerm = loudness.maxShortTerm;
  to.loudnessRange = loudness.range;
}

void take(const Statistics& statistics, const TruePeaks& truePeaks, Measurement& to) {
  double peak = 0;
  for (std::size_t c = 0; c < statistics.channels.size(); ++c) {
    const ChannelStatistics& from = statistics.channels[c];
    ChannelMeasurement& channel = to.channels.emplace_back();
    channel.speaker = to.format.layout[static_cast<int>(c)];
    if (truePeaks.channels[c]) channel.truePeak = truePeaks.channels[c]->level;
    channel.annex2Peak = truePeaks.annex2[c];
    if (channel.annex2Peak && (!to.annex2Peak || *channel.annex2Peak > *to.annex2Peak))
      to.annex2Peak = channel.annex2Peak;
    channel.samplePeak = levelOf(from.peak);
    channel.rms = levelOf(from.rms);
    channel.crest = from.crest();
    channel.dcOffset = from.dcOffset;
    channel.clipped = from.clipped;
    channel.flatTops = from.flatTops;
    channel.isSilent = from.isSilent;
    peak = std::max(peak, from.peak);
    to.clippedRuns += from.clipped.count;
    to.flatTopRuns += from.flatTops.count;
  }
  to.frames = statistics.frames;
  to.duration = {static_cast<double>(statistics.frames) / to.format.sampleRate};
  to.truePeak = truePeaks.overall();
  to.overs = truePeaks.overs;
  to.samplePeak = levelOf(peak);
  to.isSilent = peak == 0;
  to.correlation = statistics.correlation;
  to.areChannelsIdentical = statistics.areChannelsIdentical;
}

}  // namespace

void Meter::begin(const AudioFormat& format) {
  if (format.channels() < 1) throw Error(ErrorKind::Unsupported, "A signal without channels cannot be measured");
  if (format.sampleRate < kLowestRate)
    throw Error(ErrorKind::Unsupported, "A sample rate of " + std::to_string(format.sampleRate) +
                                            " Hz is too low to be measured; convert to 8000 Hz or more first");
  format_ = format;
  nonFinite_ = 0;
  loudness_.begin(format);
  truePeak_.begin(format);
  statistics_.begin(format);
  if (options_.dialogue) speech_ = std::make_unique<SpeechMeter>();
  if (speech_) speech_->begin(format);
}

void Meter::add(ConstAudioView block) {
  // In pieces that stay in the cache while every meter reads them.
  const std::size_t piece = std::max<std::size_t>(kCachedSamples / static_cast<std::size_t>(block.channels()), 1);
  for (std::size_t start = 0; start < block.frames(); start += piece)
    addPiece(block.slice(start, std::min(piece, block.frames() - start)));
}

void Meter::addPiece(ConstAudioView block) {
  if (isFinite(block)) {
    addFinite(block);
    return;
  }
  AudioBuffer cleaned(block.channels(), block.frames());
  copy(block, cleaned.view());
  nonFinite_ += silenceNonFinite(cleaned.view());
  addFinite(cleaned.view());
}

void Meter::addFinite(ConstAudioView block) {
  loudness_.add(block);
  truePeak_.add(block);
  statistics_.add(block);
  if (speech_) speech_->add(block);
}

void Meter::addMeasured(const MeasuredBlock& block) {
  loudness_.addMeasured(block);
  truePeak_.addMeasured(block);
  statistics_.addMeasured(block);
  if (speech_) speech_->add(block.samples().view());
  nonFinite_ += block.figures().nonFinite();
}

Measurement Meter::result() const {
  Measurement measurement;
  measurement.format = format_;
  take(loudness_.result(), measurement);
  const std::vector<double> bins = loudness_.bins();
  measurement.histogram = loudnessHistogram(bins, format_.sampleRate);
  if (options_.seriesStep) measurement.series = loudnessSeries(bins, format_.sampleRate, *options_.seriesStep);
  take(statistics_.result(), truePeak_.result(), measurement);
  measurement.nonFiniteSamples = nonFinite_;
  if (speech_) measurement.dialogue = dialogueOf(speech_->result(), bins, format_.sampleRate, measurement.duration);
  if (measurement.truePeak && measurement.integrated)
    measurement.peakToLoudness = Decibels{measurement.truePeak->level.value - measurement.integrated->value};
  return measurement;
}

Measurement measureClip(const AudioClip& clip, const std::function<void(double)>& progress, std::stop_token stop,
                        const MeterOptions& options) {
  Meter meter(options);
  meter.begin(clip.format());
  const std::uint64_t frames = clip.frames();
  AudioBuffer block(clip.format().channels(), static_cast<std::size_t>(std::min<std::uint64_t>(frames, kReadFrames)));
  for (std::uint64_t done = 0; done < frames;) {
    if (stop.stop_requested()) throw Error(ErrorKind::Cancelled, "The measurement was cancelled");
    const auto count = static_cast<std::size_t>(std::min<std::uint64_t>(frames - done, block.frames()));
    clip.read(done, block.view().slice(0, count));
    meter.add(block.view().slice(0, count));
    done += count;
    if (progress) progress(static_cast<double>(done) / static_cast<double>(frames));
  }
  Measurement measurement = meter.result();
  if (frames > 0 && measurement.nonFiniteSamples == frames * static_cast<std::uint64_t>(clip.format().channels()))
    throw Error(ErrorKind::Damaged, "The audio has no sample that is a number (all are NaN or infinite)");
  return measurement;
}

}  // namespace lathe::analysis
