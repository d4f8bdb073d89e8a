// Rows C1 to C3: the weight of every channel, channel orders in files, mono.
// SPDX-License-Identifier: GPL-3.0-or-later WITH AdditionRef-Lathe-CUDA
// SPDX-FileCopyrightText: The Lathe authors
#include <fmt/core.h>
#include <sndfile.h>

#include <fstream>

#include "analysis/measurement/measurement.h"
#include "core/file/audio_file.h"
#include "tests/analysis/conformance/row.h"
#include "tests/support/temporary_folder.h"

namespace lathe::analysis::conformance {
namespace {

using test::kSilence;

bool isSurround(Speaker speaker) {
  using enum Speaker;
  return speaker == SideLeft || speaker == SideRight || speaker == WideLeft || speaker == WideRight;
}

Row eachChannel() {
  Row row{"C1", "997 Hz at -20 dBFS in one channel at a time: mono to 7.1, 5.1.4, 7.1.4, 9.1.6, 22.2",
          "I",  "-23.010; -21.518 at 60 to 120 degrees; LFE none",
          "",   0.01,
          "LU"};
  for (const int channels : {1, 2, 3, 5, 6, 7, 8, 10, 12, 16, 24}) {
    const ChannelLayout layout = ChannelLayout::usual(channels);
    for (int c = 0; c < channels; ++c) {
      std::vector<double> levels(static_cast<std::size_t>(channels), kSilence);
      levels[static_cast<std::size_t>(c)] = -20;
      const auto integrated = measured({48000, layout}, tones(48000, 1, 997, levels)).integrated;
      const std::string where = fmt::format("{} {}", layout.name(), speakerName(layout[c]));
      if (layout[c] == Speaker::Lfe || layout[c] == Speaker::Lfe2)
        row.addTruth(!integrated, where);
      else
        row.add(integrated, isSurround(layout[c]) ? -21.518 : -23.010, where);
    }
  }
  return row;
}

void put(std::ofstream& file, std::uint32_t value, int bytes) {
  for (int i = 0; i < bytes; ++i) file.put(static_cast<char>(value >> (8 * i)));
}

/// 24-bit WAV with this channel mask, or plain PCM without one.
void writeWave(const std::filesystem::path& path, const AudioBuffer& signal, std::optional<std::uint32_t> mask) {
  const auto channels = static_cast<std::uint32_t>(signal.channels()), align = channels * 3;
  const auto bytes = static_cast<std::uint32_t>(signal.frames()) * align;
  std::ofstream file(path, std::ios::binary);
  file.write("RIFF", 4);
  put(file, (mask ? 60 : 36) + bytes, 4);
  file.write("WAVEfmt ", 8);
  put(file, mask ? 40 : 16, 4);
  put(file, mask ? 0xFFFE : 1, 2);
  put(file, channels, 2);
  put(file, 48000, 4);
  put(file, 48000 * align, 4);
  put(file, align, 2);
  put(file, 24, 2);
  if (mask) {
    put(file, 22, 2);
    put(file, 24, 2);
    put(file, *mask, 4);
    file.write("\x01\x00\x00\x00\x00\x00\x10\x00\x80\x00\x00\xaa\x00\x38\x9b\x71", 16);
  }
  file.write("data", 4);
  put(file, bytes, 4);
  for (std::size_t i = 0; i < signal.frames(); ++i)
    for (int c = 0; c < signal.channels(); ++c)
      put(file, static_cast<std::uint32_t>(static_cast<std::int32_t>(std::lround(signal[c][i] * 8388607))), 3);
}

void writeOther(const std::filesystem::path& path, const AudioBuffer& signal, int format) {
  SF_INFO info{};
  info.samplerate = 48000;
  info.channels = signal.channels();
  info.format = format;
  SNDFILE* file = sf_open(path.c_str(), SFM_WRITE, &info);
  for (std::size_t i = 0; i < signal.frames(); ++i) {
    std::vector<float> frame;
    for (int c = 0; c < signal.channels(); ++c) frame.push_back(signal[c][i]);
    sf_writef_float(file, frame.data(), 1);
  }
  sf_close(file);
}

Row channelOrders() {
  Row row{"C2", "3341-6 in WAV with mask 0x3F, with 0x60F, without a mask; in FLAC; in CAF", "I", "-23.016", "", 0.01,
          "LU"};
  const testing::TemporaryFolder folder;
  const AudioBuffer signal = tones(48000, 2, 1000, {-28, -28, -24, -6, -30, -30});
  writeWave(folder / "3f.wav", signal, 0x3F);
  writeWave(folder / "60f.wav", signal, 0x60F);
  writeWave(folder / "plain.wav", signal, {});
  writeOther(folder / "a.flac", signal, SF_FORMAT_FLAC | SF_FORMAT_PCM_24);
  writeOther(folder / "a.caf", signal, SF_FORMAT_CAF | SF_FORMAT_PCM_24);
  for (const char* name : {"3f.wav", "60f.wav", "plain.wav", "a.flac", "a.caf"})
    row.add(measureClip(*openClip(folder / name)).integrated, -23.016, name);
  return row;
}

Row mono() {
  Row row{"C3", "mono 997 Hz at -20 dBFS, as mono and as dual mono", "I", "-23.010, -20.000", "", 0.01, "LU"};
  const AudioBuffer tone = test::sine(1, 48000, 5, 997, -20);
  row.add(measured({48000, ChannelLayout::mono()}, tone).integrated, -23.010, "mono");
  row.add(measured({48000, ChannelLayout::mono()}, tone, {.dualMono = true}).integrated, -20, "dual mono");
  return row;
}

}  // namespace

Rows channelRows() { return {eachChannel(), channelOrders(), mono()}; }

}  // namespace lathe::analysis::conformance
