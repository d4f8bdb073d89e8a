// Signals on an integer grid and the formats to write them in, for the tests of files.
// SPDX-License-Identifier: GPL-3.0-or-later WITH AdditionRef-Lathe-CUDA
// SPDX-FileCopyrightText: The Lathe authors
#pragma once

#include <cmath>
#include <cstdint>
#include <random>
#include <string>
#include <vector>

#include "core/audio/audio_buffer.h"
#include "core/file/audio_file.h"

namespace lathe::testing {

/// Random values on the grid of `bits` bits (at most 24), both full scales included.
inline AudioBuffer gridNoise(int channels, std::size_t frames, int bits, unsigned seed) {
  AudioBuffer buffer(channels, frames);
  std::mt19937 random(seed);
  const std::int32_t most = (1 << (bits - 1)) - 1;
  std::uniform_int_distribution<std::int32_t> any(-most - 1, most);
  for (int c = 0; c < channels; ++c)
    for (float& sample : buffer[c]) sample = std::ldexp(static_cast<float>(any(random)), 1 - bits);
  for (int c = 0; c < channels && frames > 2; ++c) {
    buffer[c][0] = std::ldexp(static_cast<float>(most), 1 - bits);
    buffer[c][1] = -1.0f;
    buffer[c][2] = 0.0f;
  }
  return buffer;
}

/// A sine in every channel, louder in later channels.
inline AudioBuffer tones(int channels, std::size_t frames, double sampleRate) {
  AudioBuffer buffer(channels, frames);
  for (int c = 0; c < channels; ++c)
    for (std::size_t i = 0; i < frames; ++i)
      buffer[c][i] =
          static_cast<float>(0.05 * (c + 1) * std::sin(2 * M_PI * 440 * static_cast<double>(i) / sampleRate));
  return buffer;
}

inline void writeFile(const std::filesystem::path& path, const FileFormat& format, const AudioFormat& audio,
                      const AudioBuffer& samples, const Metadata& metadata = {}) {
  AudioWriter writer(path, format, audio, metadata, Overwrite::Yes);
  writer.write(samples.view());
  writer.commit();
}

inline AudioBuffer readAll(const AudioClip& clip) {
  AudioBuffer buffer(clip.format().channels(), static_cast<std::size_t>(clip.frames()));
  clip.read(0, buffer.view());
  return buffer;
}

/// Largest difference, over all channels; infinite when the shapes differ.
inline double largestDifference(const AudioBuffer& a, const AudioBuffer& b) {
  if (a.channels() != b.channels() || a.frames() != b.frames()) return INFINITY;
  double largest = 0;
  for (int c = 0; c < a.channels(); ++c)
    for (std::size_t i = 0; i < a.frames(); ++i)
      largest = std::max(largest, std::abs(double{a[c][i]} - double{b[c][i]}));
  return largest;
}

inline std::string extensionWord(Container container) {
  switch (container) {
    case Container::Wav:
      return "wav";
    case Container::Rf64:
      return "rf64";
    case Container::W64:
      return "w64";
    case Container::Aiff:
      return "aiff";
    case Container::Flac:
      return "flac";
    case Container::Caf:
      return "caf";
    case Container::OggVorbis:
      return "ogg";
    case Container::OggOpus:
      return "opus";
    default:
      return "mp3";
  }
}

inline const std::vector<Container> kContainers = {Container::Wav,       Container::Rf64,    Container::W64,
                                                   Container::Aiff,      Container::Flac,    Container::Caf,
                                                   Container::OggVorbis, Container::OggOpus, Container::Mp3};
inline const std::vector<Encoding> kEncodings = {Encoding::Int16,   Encoding::Int20,   Encoding::Int24, Encoding::Int32,
                                                 Encoding::Float32, Encoding::Float64, Encoding::Lossy};

/// Every combination that Lathe writes.
inline std::vector<FileFormat> writableFormats() {
  std::vector<FileFormat> formats;
  for (const Container container : kContainers)
    for (const Encoding encoding : kEncodings)
      if (isWritable({container, encoding})) formats.push_back({container, encoding});
  return formats;
}

inline Encoding losslessEncoding(Container container) {
  return isWritable({container, Encoding::Int24}) ? Encoding::Int24 : Encoding::Lossy;
}

}  // namespace lathe::testing
