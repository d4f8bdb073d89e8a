// One pass over a signal, and the figures that rules ask for.
// SPDX-License-Identifier: GPL-3.0-or-later WITH AdditionRef-Lathe-CUDA
// SPDX-FileCopyrightText: The Lathe authors
#include "analysis/compliance/evidence.h"

#include <algorithm>
#include <cmath>
#include <limits>

#include "analysis/stream/measured_block.h"
#include "core/audio/error.h"

namespace lathe::analysis {
namespace {

constexpr std::size_t kReadFrames = 16384;
constexpr Seconds kSeriesStep{0.1};
constexpr double kSilent = -std::numeric_limits<double>::infinity();

template <class Level>
std::optional<double> orSilent(const std::optional<Level>& level) {
  return level ? level->value : kSilent;
}

std::optional<double> orSilent(const std::optional<LoudnessMaximum>& maximum) {
  return maximum ? maximum->loudness.value : kSilent;
}

template <class Level>
std::optional<double> valueOrNothing(const std::optional<Level>& level) {
  return level ? std::optional(level->value) : std::nullopt;
}

double highestDc(const Measurement& m) {
  double highest = 0;
  for (const auto& channel : m.channels) highest = std::max(highest, std::abs(channel.dcOffset));
  return toDecibels(highest).value;
}

std::optional<double> bitsOfFile(const Evidence& evidence) {
  if (!evidence.file || evidence.file->format.encoding == Encoding::Lossy) return {};
  return bitsOf(evidence.file->format.encoding);
}

std::optional<double> bitRateOf(const Evidence& evidence) {
  const double seconds = evidence.measurement.duration.value;
  if (!evidence.file || evidence.file->bytes == 0 || seconds <= 0) return {};
  return static_cast<double>(evidence.file->bytes) * 8 / seconds / 1000;
}

/// Without speech the share is 0 and the loudness that of the whole mix, which no rule then looks at.
DialogueFigures foundDialogue(const Measurement& m) {
  const Lufs whole = m.integrated.value_or(Lufs{kSilent});
  const bool isThere = m.dialogue->loudness.has_value();
  return {m.dialogue->loudness.value_or(whole), isThere ? m.dialogue->share : 0, "found by Lathe's speech detector",
          m.dialogue->passages};
}

}  // namespace

namespace {

/// The evidence, unless nothing in it is a number.
Evidence withNumbers(Evidence evidence, const AudioClip& clip) {
  const std::uint64_t samples = clip.frames() * static_cast<std::uint64_t>(clip.format().channels());
  if (samples > 0 && evidence.measurement.nonFiniteSamples == samples)
    throw Error(ErrorKind::Damaged, "The audio has no sample that is a number (all are NaN or infinite)");
  return evidence;
}

}  // namespace

bool isAnchoredByDialogue(const Evidence& evidence) {
  return evidence.dialogue && evidence.dialogue->share >= kLeastDialogueShare;
}

Wanted wantedFor(std::span<const Spec> specs, const LoudnessOptions& loudness) {
  Wanted wanted;
  wanted.loudness = loudness;
  for (const Spec& spec : specs) {
    for (const Measure measure : measuresOf(spec)) {
      wanted.leqM = wanted.leqM || measure == Measure::LeqM;
      wanted.bassCorrelation = wanted.bassCorrelation || measure == Measure::BassCorrelation;
      wanted.dialogue = wanted.dialogue || measure == Measure::Dialogue || measure == Measure::Anchor ||
                        measure == Measure::DialogueDistance;
    }
    for (const Rule& rule : spec.rules)
      if (rule.when.dialogueShareFrom || rule.when.dialogueShareBelow) wanted.dialogue = true;
    for (const Rule& rule : spec.rules)
      if (const auto limit = rule.highestAllowed(); rule.measure == Measure::TruePeak && limit)
        wanted.overThreshold.value = std::min(wanted.overThreshold.value, *limit);
  }
  return wanted;
}

EvidenceMeter::EvidenceMeter(Wanted wanted)
    : wanted_(wanted), meter_({wanted.loudness, kSeriesStep, wanted.overThreshold, wanted.dialogue}) {}

void EvidenceMeter::begin(const AudioFormat& format) {
  meter_.begin(format);
  levels_.begin(format);
  if (wanted_.leqM) leqM_.begin(format);
  if (wanted_.bassCorrelation) bass_.begin(format);
}

void EvidenceMeter::add(ConstAudioView block) {
  meter_.add(block);
  levels_.add(block);
  if (wanted_.leqM) leqM_.add(block);
  if (wanted_.bassCorrelation) bass_.add(block);
}

void EvidenceMeter::addMeasured(const MeasuredBlock& block) {
  meter_.addMeasured(block);
  const AudioBuffer samples = block.samples();
  levels_.add(samples.view());
  if (wanted_.leqM) leqM_.add(samples.view());
  if (wanted_.bassCorrelation) bass_.add(samples.view());
}

Evidence EvidenceMeter::result() const {
  Evidence evidence;
  evidence.measurement = meter_.result();
  evidence.bins = meter_.loudnessBins();
  evidence.levels = levels_.result();
  if (wanted_.leqM) evidence.leqM = leqM_.result();
  if (wanted_.bassCorrelation) evidence.bassCorrelation = bass_.result();
  if (wanted_.dialogue) evidence.dialogue = foundDialogue(evidence.measurement);
  return evidence;
}

Evidence gatherEvidence(const AudioClip& clip, const Wanted& wanted, const std::function<void(double)>& progress,
                        std::stop_token stop) {
  EvidenceMeter meter(wanted);
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
  return withNumbers(meter.result(), clip);
}

Evidence gatherEvidence(const AudioClip& clip, const Wanted& wanted, const DeviceOptions& options,
                        DeviceReport& report) {
  EvidenceMeter meter(wanted);
  meter.begin(clip.format());
  BlockJob jobs[] = {{&clip, [&](const MeasuredBlock& block) { meter.addMeasured(block); }}};
  report = measureBlocks(jobs, options);
  if (jobs[0].failure) std::rethrow_exception(jobs[0].failure);
  return withNumbers(meter.result(), clip);
}

std::optional<double> valueOf(Measure measure, const Evidence& evidence) {
  const Measurement& m = evidence.measurement;
  switch (measure) {
    case Measure::Integrated:
      return valueOrNothing(m.integrated);
    case Measure::Dialogue:
      return evidence.dialogue ? std::optional(evidence.dialogue->loudness.value) : std::nullopt;
    case Measure::Anchor:
      return valueOf(isAnchoredByDialogue(evidence) ? Measure::Dialogue : Measure::Integrated, evidence);
    case Measure::MaxShortTerm:
      return orSilent(m.maxShortTerm);
    case Measure::MaxMomentary:
      return orSilent(m.maxMomentary);
    case Measure::LoudnessRange:
      return valueOrNothing(m.loudnessRange);
    case Measure::DialogueDistance:
      if (!evidence.dialogue || !m.integrated) return {};
      return m.integrated->value - evidence.dialogue->loudness.value;
    case Measure::TruePeak:
      return m.truePeak ? m.truePeak->level.value : kSilent;
    case Measure::SamplePeak:
      return orSilent(m.samplePeak);
    case Measure::Plr:
      return valueOrNothing(m.peakToLoudness);
    case Measure::Rms:
      return orSilent(rmsOf(evidence.levels));
    case Measure::NoiseFloor: {
      const auto floor = noiseFloorOf(evidence.levels);
      return floor ? floor->level.value : kSilent;
    }
    case Measure::LeqM:
      return evidence.leqM ? evidence.leqM->level : kSilent;
    case Measure::DcOffset:
      return highestDc(m);
    case Measure::ClippedRuns:
      return static_cast<double>(m.clippedRuns);
    case Measure::LowestCorrelation:
      return m.correlation ? m.correlation->minimum : std::nullopt;
    case Measure::BassCorrelation:
      return evidence.bassCorrelation;
    case Measure::HeadSilence:
      return edgeSilenceOf(evidence.levels, kEdgeSilence).head.value;
    case Measure::TailSilence:
      return edgeSilenceOf(evidence.levels, kEdgeSilence).tail.value;
    case Measure::Duration:
      return m.duration.value;
    case Measure::SampleRate:
      return m.format.sampleRate;
    case Measure::Bits:
      return bitsOfFile(evidence);
    case Measure::Channels:
      return m.format.channels();
    case Measure::BitRate:
      return bitRateOf(evidence);
    case Measure::Codec:
      break;
  }
  return {};
}

}  // namespace lathe::analysis
