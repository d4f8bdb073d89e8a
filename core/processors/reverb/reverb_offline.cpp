// Feeding a clip to the convolution and mixing what comes back with it.
// SPDX-License-Identifier: GPL-3.0-or-later WITH AdditionRef-Lathe-CUDA
// SPDX-FileCopyrightText: The Lathe authors
#include "core/processors/reverb/reverb_offline.h"

#include <algorithm>

#include "core/compute/backend.h"
#include "core/compute/convolve.h"
#include "core/file/spool.h"
#include "core/processors/reverb/response_shape.h"
#include "core/processors/reverb/reverb_mixer.h"

namespace lathe {
namespace {

constexpr std::size_t kBlock = 16384;

void readTrusted(const AudioClip& clip, std::uint64_t start, AudioView out) {
  clip.read(start, out);
  for (int c = 0; c < out.channels(); ++c) std::ranges::transform(out[c], out[c].begin(), trustedSample);
}

/// Takes the wet sound from front to back and appends the mix.
class MixedOutput {
 public:
  MixedOutput(const ReverbMix& mix, ClipPtr input, const OfflineWork& work)
      : input_(std::move(input)),
        mixer_(input_->format()),
        output_(std::make_shared<SpoolClip>(input_->format(), work.folder)),
        dry_(input_->format().channels(), kBlock),
        wet_(input_->format().channels(), kBlock) {
    mixer_.jumpTo(mix);
  }

  void add(ConstAudioView wet) {
    for (std::size_t start = 0; start < wet.frames(); start += kBlock) {
      const std::size_t count = std::min(kBlock, wet.frames() - start);
      copy(wet.slice(start, count), wet_.view().slice(0, count));
      mixAndAppend(count);
    }
  }

  /// Goes on with a wet sound of silence.
  void padTo(std::uint64_t frames) {
    while (output_->frames() < frames) {
      const auto count = static_cast<std::size_t>(std::min<std::uint64_t>(kBlock, frames - output_->frames()));
      clear(wet_.view());
      mixAndAppend(count);
    }
  }

  ClipPtr clip() const { return output_; }

 private:
  void mixAndAppend(std::size_t count) {
    const AudioView dry = dry_.view().slice(0, count), wet = wet_.view().slice(0, count);
    readTrusted(*input_, output_->frames(), dry);
    mixer_.process(dry, wet);
    output_->append(wet);
  }

  ClipPtr input_;
  ReverbMixer mixer_;
  std::shared_ptr<SpoolClip> output_;
  AudioBuffer dry_, wet_;
};

ClipPtr apply(const Settings& settings, const ClipPtr& input, bool keepsTail, const OfflineWork& work) {
  const auto& reverb = settings.as<ReverbSettings>();
  const ShapedResponse response = makeResponse(reverb, input->format(), {{}, work.progress.stop});
  const ConvolutionSpec<float> spec = response.spec();
  const auto backends = chooseBackends<float>(work.device, spec, input->frames(), work.threads);
  ConvolveOptions options;
  options.threads = work.threads;
  options.backends = backends;
  options.withTail = keepsTail;
  options.stop = work.progress.stop;
  options.progress = [&](double fraction) { work.progress.at(fraction, "reverb"); };
  MixedOutput output(reverb.mix, input, work);
  const ConvolveReport report = convolve<float>(
      spec, input->frames(), [&](std::uint64_t start, AudioView out) { readTrusted(*input, start, out); },
      [&](ConstAudioView wet) { output.add(wet); }, options);
  if (work.note)
    for (const std::string& fallback : report.fallbacks) work.note(fallback);
  output.padTo(input->frames() + (keepsTail && input->frames() > 0 ? response.tail() : 0));
  return output.clip();
}

std::uint64_t tail(const Settings& settings, const AudioFormat& format) {
  return makeResponse(settings.as<ReverbSettings>(), format).tail();
}

}  // namespace

OfflineForm reverbOffline() { return {apply, tail}; }

}  // namespace lathe
