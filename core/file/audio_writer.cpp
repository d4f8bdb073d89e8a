// An encoder on a file that appears whole or not at all.
// SPDX-License-Identifier: GPL-3.0-or-later WITH AdditionRef-Lathe-CUDA
// SPDX-FileCopyrightText: The Lathe authors
#include <cassert>
#include <utility>

#include "core/audio/error.h"
#include "core/file/audio_file.h"
#include "core/file/coded_audio.h"
#include "core/file/encoder.h"
#include "core/file/metadata_store.h"

namespace lathe {

struct AudioWriter::State {
  State(const std::filesystem::path& target, const FileFormat& fileFormat, const AudioFormat& audioFormat,
        const Metadata& given, Overwrite overwrite)
      : file(target, overwrite),
        format(fileFormat),
        audio(audioFormat),
        metadata(given),
        encoder(makeEncoder(file.bytes(), fileFormat, audioFormat)) {}

  AtomicFile file;
  FileFormat format;
  AudioFormat audio;
  Metadata metadata;
  std::unique_ptr<Encoder> encoder;
  bool isEncoded = false;   ///< nothing more can be appended
  bool isFinished = false;  ///< with its metadata, and checked
  bool isBroken = false;    ///< a write failed: what is there must never be taken for the whole
  std::uint64_t frames = 0;
  std::uint64_t clipped = 0;

  /// Runs a step after which, if it throws, nothing more can be done with the file.
  template <class Step>
  void attempt(Step step) {
    if (isBroken)
      throw Error(ErrorKind::Io, quoted(file.target()) + " could not be written earlier, so it is not kept");
    isBroken = true;
    step();
    isBroken = false;
  }

  void saveMetadata() {
    const bool isByTagLib = !keepsChunks(format.container);
    const std::string before = isByTagLib ? audioDigest(file.bytes(), format.container) : std::string();
    storeMetadata(file.bytes(), format.container, audio.sampleRate, metadata);
    if (isByTagLib && audioDigest(file.bytes(), format.container) != before)
      throw Error(ErrorKind::Io, quoted(file.target()) +
                                     " was not written, because tags could not be put into it "
                                     "without harm to its audio");
  }

  /// What was written is asked of the file, not of what wrote it.
  void checkFrames() const {
    if (frames == 0) return;
    const std::uint64_t found = describeFile(file.temporaryPath()).frames;
    if (found != frames)
      throw Error(ErrorKind::Io, quoted(file.target()) + " was not written, because only " + std::to_string(found) +
                                     " of its " + std::to_string(frames) + " frames can be read back");
  }
};

AudioWriter::AudioWriter(const std::filesystem::path& target, const FileFormat& format, const AudioFormat& audio,
                         const Metadata& metadata, Overwrite overwrite) {
  checkWritable(target, format, audio);
  state_ = std::make_unique<State>(target, format, audio, metadata, overwrite);
}

AudioWriter::~AudioWriter() = default;
AudioWriter::AudioWriter(AudioWriter&&) noexcept = default;
AudioWriter& AudioWriter::operator=(AudioWriter&&) noexcept = default;

void AudioWriter::write(ConstAudioView block) {
  assert(!state_->isEncoded && block.channels() == state_->audio.channels());
  state_->attempt([&] { state_->clipped += state_->encoder->write(block); });
  state_->frames += block.frames();
}

void AudioWriter::setMetadata(const Metadata& metadata) {
  state_->metadata = metadata;
  state_->isFinished = false;
}

void AudioWriter::finish() {
  if (state_->isFinished) return;
  state_->attempt([&] {
    if (!std::exchange(state_->isEncoded, true)) state_->encoder->finish();
    state_->saveMetadata();
    state_->checkFrames();
    state_->file.bytes().sync();
  });
  state_->isFinished = true;
}

const std::filesystem::path& AudioWriter::temporaryPath() const noexcept { return state_->file.temporaryPath(); }

void AudioWriter::commit() {
  finish();
  state_->attempt([&] { state_->file.commit(); });
}

std::uint64_t AudioWriter::framesWritten() const noexcept { return state_->frames; }
std::uint64_t AudioWriter::clippedSamples() const noexcept { return state_->clipped; }

}  // namespace lathe
