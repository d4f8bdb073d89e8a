// PortAudio's streams behind our interface.
// SPDX-License-Identifier: GPL-3.0-or-later WITH AdditionRef-Lathe-CUDA
// SPDX-FileCopyrightText: The Lathe authors
#include "core/play/port_audio_output.h"

#include "core/audio/error.h"

#ifdef LATHE_HAS_PORTAUDIO
#include <fcntl.h>
#include <portaudio.h>
#include <unistd.h>

#include <algorithm>
#include <atomic>
#include <chrono>
#include <mutex>
#include <thread>
#endif

namespace lathe {

#ifdef LATHE_HAS_PORTAUDIO
namespace {

/// PortAudio is not made for several threads: whoever opens, closes or lists holds this. The window lists devices while
/// the player's engine opens one.
std::recursive_mutex& portAudio() {
  static std::recursive_mutex mutex;
  return mutex;
}

/// While it lives nothing reaches the error stream: opening PortAudio makes ALSA and JACK write about every device that
/// is not there.
class QuietErrors {
 public:
  QuietErrors() : kept_(dup(STDERR_FILENO)) {
    if (kept_ < 0) return;  // it could not be brought back
    const int nowhere = ::open("/dev/null", O_WRONLY | O_CLOEXEC);
    if (nowhere < 0) return;
    dup2(nowhere, STDERR_FILENO);
    close(nowhere);
  }
  ~QuietErrors() {
    if (kept_ < 0) return;
    dup2(kept_, STDERR_FILENO);
    close(kept_);
  }
  QuietErrors(const QuietErrors&) = delete;

 private:
  int kept_;
};

[[noreturn]] void fail(const std::string& what, PaError error) {
  throw Error(ErrorKind::Io, what + ": " + Pa_GetErrorText(error));
}

/// PortAudio counts its users itself.
class Library {
 public:
  Library() {
    const std::scoped_lock lock(portAudio());
    const QuietErrors quiet;
    const PaError error = Pa_Initialize();
    if (error != paNoError) fail("the sound system cannot be used", error);
  }
  ~Library() {
    const std::scoped_lock lock(portAudio());
    Pa_Terminate();
  }
  Library(const Library&) = delete;
};

class PortAudioOutput : public AudioOutput {
 public:
  ~PortAudioOutput() override { closeStream(); }

  OutputFormat open(const OutputRequest& request, Fill fill, Ready ready) override {
    const std::scoped_lock lock(portAudio());
    closeStream();
    fill_ = std::move(fill);
    ready_ = std::move(ready);
    const PaDeviceIndex device = find(request.device);
    const PaDeviceInfo& info = *Pa_GetDeviceInfo(device);
    channels_ = std::min(request.channels, info.maxOutputChannels);
    PaStreamParameters parameters{};
    parameters.device = device;
    parameters.channelCount = channels_;
    parameters.sampleFormat = paFloat32 | paNonInterleaved;
    parameters.suggestedLatency =
        std::max(info.defaultLowOutputLatency, 2.0 * request.blockFrames / request.sampleRate);
    double rate = request.sampleRate;
    const QuietErrors quiet;
    if (Pa_IsFormatSupported(nullptr, &parameters, rate) != paFormatIsSupported) rate = info.defaultSampleRate;
    const PaError error =
        Pa_OpenStream(&stream_, nullptr, &parameters, rate, static_cast<unsigned long>(request.blockFrames),
                      paClipOff | paDitherOff, &PortAudioOutput::callback, this);
    if (error != paNoError) fail(std::string("the sound card '") + info.name + "' cannot be opened", error);
    buffer_ = AudioBuffer(channels_, 4096);
    const PaStreamInfo* stream = Pa_GetStreamInfo(stream_);
    rate_ = stream->sampleRate;
    return {info.name, static_cast<int>(stream->sampleRate), channels_, stream->outputLatency};
  }

  void start() override {
    given_ = 0;
    const PaError error = Pa_StartStream(stream_);
    if (error != paNoError) fail("the sound card cannot be started", error);
  }
  void stop() override {
    if (stream_ && Pa_IsStreamActive(stream_) == 1) Pa_StopStream(stream_);  // plays what it has
  }
  std::uint64_t underruns() const noexcept override { return underruns_; }

 private:
  static PaDeviceIndex find(const std::string& name) {
    if (name.empty()) {
      const PaDeviceIndex device = Pa_GetDefaultOutputDevice();
      if (device == paNoDevice) throw Error(ErrorKind::NotFound, "this computer has no sound output that can be used");
      return device;
    }
    for (PaDeviceIndex i = 0; i < Pa_GetDeviceCount(); ++i)
      if (Pa_GetDeviceInfo(i)->maxOutputChannels > 0 && name == Pa_GetDeviceInfo(i)->name) return i;
    throw Error(ErrorKind::NotFound, "there is no sound output '" + name + "'");
  }

  static int callback(const void*, void* output, unsigned long frames, const PaStreamCallbackTimeInfo*,
                      PaStreamCallbackFlags flags, void* self) {
    auto& me = *static_cast<PortAudioOutput*>(self);
    if (flags & paOutputUnderflow) me.underruns_.fetch_add(1, std::memory_order_relaxed);
    auto* const* channels = static_cast<float* const*>(output);
    // PortAudio's rows lie anywhere, ours a fixed stride apart.
    for (unsigned long done = 0; done < frames;) {
      const auto count = std::min<std::size_t>(frames - done, me.buffer_.frames());
      const AudioView block = me.buffer_.view().slice(0, count);
      me.waitFor(count);
      me.fill_(block);
      for (int c = 0; c < me.channels_; ++c) std::ranges::copy(block[c], channels[c] + done);
      done += count;
    }
    return paContinue;
  }

  /// Better late than a gap: until the sound that was given before has been heard, and half of what a block lasts in
  /// any case. A device that is no sound card (a file, a test) asks much faster than sound passes, and gets all of it.
  void waitFor(std::size_t frames) noexcept {
    using namespace std::chrono;
    const auto now = steady_clock::now();
    if (given_ == 0) began_ = now;
    const auto lasts = [this](std::size_t count) { return duration<double>(static_cast<double>(count) / rate_); };
    const auto heard = began_ + duration_cast<steady_clock::duration>(lasts(given_) - lasts(frames));
    const auto due = std::max(heard, now + duration_cast<steady_clock::duration>(lasts(frames) / 2));
    while (!ready_(frames) && steady_clock::now() < due) std::this_thread::sleep_for(microseconds(100));
    given_ += frames;
  }

  void closeStream() {
    const std::scoped_lock lock(portAudio());
    if (stream_) Pa_CloseStream(stream_);
    stream_ = nullptr;
  }

  Library library_;
  Fill fill_;
  Ready ready_;
  double rate_ = 48000;
  PaStream* stream_ = nullptr;
  int channels_ = 2;
  AudioBuffer buffer_;
  std::size_t given_ = 0;  ///< frames since the start
  std::chrono::steady_clock::time_point began_;
  std::atomic<std::uint64_t> underruns_ = 0;
};

}  // namespace

bool hasSoundCardSupport() noexcept { return true; }

std::vector<OutputDevice> outputDevices() {
  const std::scoped_lock lock(portAudio());
  const Library library;
  std::vector<OutputDevice> devices;
  for (PaDeviceIndex i = 0; i < Pa_GetDeviceCount(); ++i) {
    const PaDeviceInfo& info = *Pa_GetDeviceInfo(i);
    if (info.maxOutputChannels > 0)
      devices.push_back({info.name, info.maxOutputChannels, info.defaultSampleRate, i == Pa_GetDefaultOutputDevice()});
  }
  return devices;
}

std::unique_ptr<AudioOutput> makeSoundCardOutput() { return std::make_unique<PortAudioOutput>(); }

#else

bool hasSoundCardSupport() noexcept { return false; }
std::vector<OutputDevice> outputDevices() { return {}; }
std::unique_ptr<AudioOutput> makeSoundCardOutput() {
  throw Error(ErrorKind::Unsupported,
              "Lathe was built without PortAudio, so it cannot play; install portaudio19-dev and build again");
}

#endif

}  // namespace lathe
