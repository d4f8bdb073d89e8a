// Driving libsoxr, and giving exactly the frames that were promised.
// SPDX-License-Identifier: GPL-3.0-or-later WITH AdditionRef-Lathe-CUDA
// SPDX-FileCopyrightText: The Lathe authors
#include "core/dsp/resampler.h"

#include <soxr.h>

#include <algorithm>
#include <cassert>
#include <cmath>
#include <string>
#include <utility>
#include <vector>

#include "core/audio/error.h"

namespace lathe {
namespace {

void check(soxr_error_t error) {
  if (error) throw Error(ErrorKind::Unsupported, std::string("the sample rate could not be converted: ") + error);
}

void checkRate(int rate) {
  if (rate < Resampler::kLowestRate || rate > Resampler::kHighestRate)
    throw Error(ErrorKind::Unsupported, "a sample rate of " + std::to_string(rate) +
                                            " Hz cannot be converted; choose one from 8000 to 384000 Hz");
}

unsigned long recipe(const ResampleOptions& options) {
  unsigned long bits = SOXR_VHQ;
  if (options.quality == ResampleQuality::High) bits = SOXR_HQ;
  if (options.quality == ResampleQuality::Extreme) bits = SOXR_32_BITQ;
  unsigned long phase = SOXR_LINEAR_PHASE;
  if (options.phase == ResamplePhase::Intermediate) phase = SOXR_INTERMEDIATE_PHASE;
  if (options.phase == ResamplePhase::Minimum) phase = SOXR_MINIMUM_PHASE;
  return bits | phase;
}

}  // namespace

struct Resampler::Engine {
  Engine(int inputRate, int outputRate, int channels, const ResampleOptions& options)
      : inputs(static_cast<std::size_t>(channels)), outputs(static_cast<std::size_t>(channels)) {
    const soxr_io_spec_t samples = soxr_io_spec(SOXR_FLOAT32_S, SOXR_FLOAT32_S);
    // The precise clock: without it, rates with no small ratio drift by up to a hundredth of a frame in an hour.
    soxr_quality_spec_t quality = soxr_quality_spec(recipe(options), SOXR_HI_PREC_CLOCK | SOXR_DOUBLE_PRECISION);
    quality.passband_end = options.passband;
    const soxr_runtime_spec_t runtime = soxr_runtime_spec(1);
    soxr_error_t error = nullptr;
    soxr = soxr_create(inputRate, outputRate, static_cast<unsigned>(channels), &error, &samples, &quality, &runtime);
    check(error);
  }
  ~Engine() { soxr_delete(soxr); }
  Engine(const Engine&) = delete;
  Engine& operator=(const Engine&) = delete;

  /// Feeds the block and appends what comes out to `output` from frame `filled` on.
  void feed(ConstAudioView block) {
    while (!block.empty()) {
      for (int c = 0; c < block.channels(); ++c) {
        inputs[static_cast<std::size_t>(c)] = block[c].data();
        outputs[static_cast<std::size_t>(c)] =
            output.view().data() + static_cast<std::size_t>(c) * output.frames() + filled;
      }
      std::size_t taken = 0, given = 0;
      check(
          soxr_process(soxr, inputs.data(), block.frames(), &taken, outputs.data(), output.frames() - filled, &given));
      filled += given;
      block = block.slice(taken, block.frames() - taken);
      if (taken == 0 && given == 0 && filled == output.frames()) grow(output.frames() * 2);
    }
  }

  /// Room for that many frames; those there are stay.
  void grow(std::size_t frames) {
    if (frames <= output.frames()) return;
    AudioBuffer larger(static_cast<int>(outputs.size()), frames);
    if (filled > 0) copy(output.view().slice(0, filled), larger.view().slice(0, filled));
    output = std::move(larger);
  }

  soxr_t soxr = nullptr;
  std::vector<const float*> inputs;
  std::vector<float*> outputs;
  AudioBuffer output;
  std::size_t filled = 0;
};

Resampler::Resampler(int inputRate, int outputRate, int channels, const ResampleOptions& options)
    : inputRate_(inputRate),
      outputRate_(outputRate),
      channels_(channels),
      reach_(reach(inputRate, outputRate, options)) {
  if (inputRate == outputRate) return;
  checkRate(inputRate);
  checkRate(outputRate);
  engine_ = std::make_unique<Engine>(inputRate, outputRate, channels, options);
}

Resampler::~Resampler() = default;
Resampler::Resampler(Resampler&&) noexcept = default;
Resampler& Resampler::operator=(Resampler&&) noexcept = default;

std::uint64_t Resampler::outputFrames(std::uint64_t inputFrames, int inputRate, int outputRate) noexcept {
  const auto in = static_cast<std::uint64_t>(inputRate), out = static_cast<std::uint64_t>(outputRate);
  return inputFrames / in * out + (inputFrames % in * out * 2 + in) / (2 * in);
}

std::uint64_t Resampler::reach(int inputRate, int outputRate, const ResampleOptions& options) noexcept {
  // Measured: 11 / (1 - passband) frames of the lower rate to either side, twice that behind with minimum phase.
  const double lowerRateFrames = 40 / (1 - options.passband);
  return static_cast<std::uint64_t>(std::ceil(lowerRateFrames * std::max(1.0, 1.0 * inputRate / outputRate)));
}

ConstAudioView Resampler::process(ConstAudioView input) {
  assert(input.channels() == channels_);
  taken_ += input.frames();
  if (!engine_) return input;
  engine_->filled = 0;
  engine_->grow(static_cast<std::size_t>(outputFrames(input.frames() + reach_, inputRate_, outputRate_)));
  engine_->feed(input);
  given_ += engine_->filled;
  return std::as_const(engine_->output).view().slice(0, engine_->filled);
}

/// Feeds silence until all that was promised has come out: the library's own flush rounds some lengths down.
ConstAudioView Resampler::finish() {
  if (!engine_) return AudioView(nullptr, channels_, 0, 0);
  const auto wanted = static_cast<std::size_t>(outputFrames(taken_, inputRate_, outputRate_) - given_);
  const AudioBuffer silence(channels_, 1024);
  engine_->filled = 0;
  engine_->grow(wanted + static_cast<std::size_t>(outputFrames(silence.frames() + reach_, inputRate_, outputRate_)));
  while (engine_->filled < wanted) engine_->feed(silence.view());
  given_ += wanted;
  return std::as_const(engine_->output).view().slice(0, wanted);
}

}  // namespace lathe
