// Convolution reverb, live: no latency, and another response without a click.
// SPDX-License-Identifier: GPL-3.0-or-later WITH AdditionRef-Lathe-CUDA
// SPDX-FileCopyrightText: The Lathe authors
#pragma once

#include <atomic>
#include <memory>

#include "core/compute/realtime_convolver.h"
#include "core/processors/processor.h"
#include "core/processors/reverb/reverb_mixer.h"
#include "core/processors/reverb/reverb_settings.h"

namespace lathe {

/// Convolves with a response and mixes. Levels, width and ducking glide within 20 ms. Settings that need another
/// response are made ready by getReady(); the input then moves over to the new response within 50 ms while the old one
/// rings out, as a room does when the sound moves to the next. A third response lets the first one fade within 50 ms.
/// set() without getReady() changes all but the response.
class Reverb : public Processor {
 public:
  explicit Reverb(const ReverbSettings& settings);
  ~Reverb() override;

  /// Reads the response. Throws Error as makeResponse() does.
  void prepare(const ProcessFormat& format) override;
  void getReady(const Settings& settings) override;
  void set(const Settings& settings) noexcept override;
  void reset() noexcept override;
  void process(AudioView block) noexcept override;
  std::size_t latency() const noexcept override { return 0; }
  std::size_t tail() const noexcept override;

 private:
  /// A convolver with what it was made from.
  struct Voice {
    std::string response;
    ResponseShape shape;
    RealtimeConvolver convolver;
    Voice* next = nullptr;  ///< among the retired

    Voice(const ReverbSettings& settings, const ConvolutionSpec<float>& spec)
        : response(settings.response), shape(settings.shape), convolver(spec) {}
    bool suits(const ReverbSettings& settings) const noexcept {
      return response == settings.response && shape == settings.shape;
    }
  };
  using VoicePtr = std::unique_ptr<Voice>;

  VoicePtr makeVoice(const ReverbSettings& settings) const;
  void retire(VoicePtr voice) noexcept;
  void freeRetired() noexcept;
  void change(VoicePtr voice) noexcept;
  void enter(VoicePtr voice) noexcept;
  void endChange() noexcept;
  void processRun(AudioView run) noexcept;
  void processBoth(ConstAudioView dry, AudioView wet) noexcept;
  const Voice* newest() const noexcept { return waiting_ ? waiting_.get() : current_.get(); }

  static constexpr std::size_t kRun = 256;

  ReverbSettings settings_;  ///< the response of prepare(), or of the last getReady()
  ReverbMix mix_;
  AudioFormat format_;
  ReverbMixer mixer_;
  VoicePtr current_, leaving_, waiting_;
  Glide share_;  ///< of the input that goes to the current voice while another is leaving
  Glide leavingLevel_;
  std::size_t leavingLeft_ = 0;  ///< frames until the leaving voice is silent
  std::size_t fadeFrames_ = 1;
  AudioBuffer dry_, wet_, part_, ringing_;

  std::atomic<Voice*> ready_{nullptr};    ///< made, and not yet set
  std::atomic<Voice*> retired_{nullptr};  ///< to be freed by the next getReady()
};

}  // namespace lathe
