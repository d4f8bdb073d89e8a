// De-humming a whole recording: the hum is found, then tracked and subtracted, stretch after stretch.
// SPDX-License-Identifier: GPL-3.0-or-later WITH AdditionRef-Lathe-CUDA
// SPDX-FileCopyrightText: The Lathe authors
#include <algorithm>
#include <cmath>

#include "core/audio/number_text.h"
#include "core/audio/simd.h"
#include "core/compute/ops/convolution.h"
#include "core/file/spool.h"
#include "core/restoration/dehum/dehum.h"
#include "core/restoration/dehum/hum_tracker.h"
#include "core/restoration/denoise/denoise_learn.h"
#include "core/restoration/denoise/removed_grid.h"

namespace lathe {
namespace {

constexpr std::size_t kStretchBlocks = 4096;  // about 95 s

using Tracks = std::vector<std::vector<std::vector<std::complex<float>>>>;  // [channel][harmonic][block]

class HumSubtractor {
 public:
  HumSubtractor(const HumModel& model, const DehumValues& values, const AudioClip& clip)
      : model_(model),
        clip_(clip),
        phasors_(model.phase.block),
        blocks_(static_cast<std::size_t>((clip.frames() + model.phase.block - 1) / model.phase.block)),
        reach_(std::max<std::size_t>(4, static_cast<std::size_t>(values.tracking.value / 2 * clip.format().sampleRate /
                                                                 static_cast<double>(model.phase.block)))),
        ceiling_(static_cast<float>(toGain(values.ceiling))) {}

  std::size_t blocks() const { return blocks_; }

  /// Amplitudes of blocks first - 1 .. first + count, so that those between can be drawn.
  Tracks track(std::size_t first, std::size_t count) {
    const std::size_t margin = reach_ + 6;
    const std::size_t from = first > margin ? first - margin : 0, to = std::min(blocks_, first + count + margin);
    Tracks tracks = measure(from, to - from);
    for (std::size_t c = 0; c < tracks.size(); ++c)
      for (std::size_t h = 0; h < tracks[c].size(); ++h)
        tracks[c][h] = trackHarmonic(tracks[c][h], model_.harmonics[h].amplitude[c], reach_, ceiling_);
    origin_ = from;
    return tracks;
  }

  /// The hum of one block.
  void draw(const Tracks& tracks, std::size_t block, AudioView hum) {
    clear(hum);
    phasors_.begin(model_.phase, block);
    int number = 1;
    for (std::size_t h = 0; h < model_.harmonics.size(); ++h) {
      for (; number < model_.harmonics[h].number; ++number) phasors_.next();
      for (std::size_t c = 0; c < tracks.size(); ++c) {
        if (model_.harmonics[h].amplitude[c] == 0) continue;
        const auto& track = tracks[c][h];
        const std::size_t at = block - origin_;
        phasors_.add(track[at > 0 ? at - 1 : 0], track[at], track[std::min(at + 1, track.size() - 1)],
                     hum[static_cast<int>(c)].data());
      }
    }
  }

 private:
  Tracks measure(std::size_t first, std::size_t count) {
    const auto channels = static_cast<std::size_t>(clip_.format().channels());
    Tracks tracks(channels, std::vector<std::vector<std::complex<float>>>(model_.harmonics.size(),
                                                                          std::vector<std::complex<float>>(count)));
    AudioBuffer samples(clip_.format().channels(), model_.phase.block);
    for (std::size_t b = 0; b < count; ++b) {
      clip_.read((first + b) * model_.phase.block, samples.view());
      for (int c = 0; c < samples.channels(); ++c)
        for (float& x : samples[c]) x = soundOrSilence(x);
      phasors_.begin(model_.phase, first + b);
      int number = 1;
      for (std::size_t h = 0; h < model_.harmonics.size(); ++h) {
        for (; number < model_.harmonics[h].number; ++number) phasors_.next();
        for (std::size_t c = 0; c < channels; ++c)
          tracks[c][h][b] = phasors_.measure(samples[static_cast<int>(c)].data());
      }
    }
    return tracks;
  }

  const HumModel& model_;
  const AudioClip& clip_;
  HumPhasors phasors_;
  std::size_t blocks_, reach_, origin_ = 0;
  float ceiling_;
};

ClipPtr subtracted(const HumModel& model, const DehumValues& values, const ClipPtr& input, const OfflineWork& work) {
  HumSubtractor subtractor(model, values, *input);
  auto result = std::make_shared<SpoolClip>(input->format(), work.folder);
  const std::size_t block = model.phase.block;
  AudioBuffer hum(input->format().channels(), block), sound(input->format().channels(), block);
  for (std::size_t first = 0; first < subtractor.blocks(); first += kStretchBlocks) {
    work.progress.throwIfStopped();
    work.progress.at(static_cast<double>(first) / static_cast<double>(subtractor.blocks()), "taking hum away");
    const std::size_t count = std::min(kStretchBlocks, subtractor.blocks() - first);
    const Tracks tracks = subtractor.track(first, count);
    for (std::size_t b = first; b < first + count; ++b) {
      const std::uint64_t at = static_cast<std::uint64_t>(b) * block;
      const auto frames = static_cast<std::size_t>(std::min<std::uint64_t>(block, input->frames() - at));
      subtractor.draw(tracks, b, hum.view());
      input->read(at, sound.view());
      subtractOnGrid(hum.view().slice(0, frames), sound.view().slice(0, frames));
      result->append(sound.view().slice(0, frames));
    }
  }
  return result;
}

ClipPtr notched(const DehumSettings& settings, const ClipPtr& input, const OfflineWork& work) {
  constexpr std::size_t kBlock = 4096;
  Dehum live(settings);
  live.prepare({input->format(), kBlock});
  auto result = std::make_shared<SpoolClip>(input->format(), work.folder);
  AudioBuffer sound(input->format().channels(), kBlock);
  for (std::uint64_t at = 0; at < input->frames(); at += kBlock) {
    work.progress.throwIfStopped();
    const auto frames = static_cast<std::size_t>(std::min<std::uint64_t>(kBlock, input->frames() - at));
    input->read(at, sound.view());
    live.process(sound.view().slice(0, frames));
    result->append(sound.view().slice(0, frames));
  }
  return result;
}

}  // namespace

ClipPtr applyDehum(const Settings& settings, const ClipPtr& input, bool, const OfflineWork& work) {
  auto wanted = settings.as<DehumSettings>();
  const FlushDenormals flush;
  const auto note = [&](const std::string& text) {
    if (work.note) work.note(text);
  };
  if (wanted.method == HumMethod::Notch && wanted.base != HumBase::Automatic) return notched(wanted, input, work);
  std::vector<TimeRange> ranges = parseRanges(wanted.learn);
  if (ranges.empty()) ranges = findQuietPassages(*input, work.progress.part(0, 0.1)).ranges;
  const auto model = findHum(*input, ranges, wanted, work.progress.part(0.1, 0.5));
  if (!model || model->harmonics.empty()) {
    note("no hum was found, so nothing was taken away");
    return input;
  }
  note("hum at " + fixedText(model->base, 2) + " Hz with " + std::to_string(model->harmonics.size()) + " harmonics, " +
       fixedText(model->prominence, 0) + " dB above what is around it");
  if (wanted.method == HumMethod::Subtract) {
    OfflineWork rest = work;
    rest.progress = work.progress.part(0.5, 1);
    return subtracted(*model, wanted, input, rest);
  }
  wanted.base = HumBase::Free;
  wanted.frequency = {model->base};
  return notched(wanted, input, work);
}

}  // namespace lathe
