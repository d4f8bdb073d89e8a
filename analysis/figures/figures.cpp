// The analysers driven together.
// SPDX-License-Identifier: GPL-3.0-or-later WITH AdditionRef-Lathe-CUDA
// SPDX-FileCopyrightText: The Lathe authors
#include "analysis/figures/figures.h"

#include <algorithm>
#include <cmath>

#include "core/audio/exact_math.h"

namespace lathe::analysis {
namespace {

constexpr std::size_t kPiece = 4096;
constexpr double kReplayGainReference = -18;  // LUFS

std::optional<Decibels> rmsOf(const AverageSpectrum& spectrum) {
  double sum = 0;
  for (const auto& channel : spectrum.powers)
    for (const double power : channel) sum += power;
  if (sum <= 0) return {};
  return Decibels{10 * exact::log10(2 * sum / static_cast<double>(spectrum.powers.size()))};
}

}  // namespace

void FiguresMeter::begin(const AudioFormat& format) {
  format_ = format;
  finite_ = AudioBuffer(format.channels(), kPiece);
  range_.begin(format);
  bits_.begin(format);
  stereo_.begin(format);
  spectrum_.begin(format);
  defects_.begin(format);
  course_.begin(format);
  loudness_.begin(format);
}

void FiguresMeter::add(ConstAudioView block) {
  for (std::size_t start = 0; start < block.frames(); start += kPiece) {
    const auto piece = finite_.view().slice(0, std::min(kPiece, block.frames() - start));
    copy(block.slice(start, piece.frames()), piece);
    for (int c = 0; c < piece.channels(); ++c)
      for (float& sample : piece[c]) sample = std::isfinite(sample) ? sample : 0;
    range_.add(piece);
    bits_.add(piece);
    stereo_.add(piece);
    spectrum_.add(piece);
    defects_.add(piece);
    course_.add(piece);
    loudness_.add(piece);
  }
}

Figures FiguresMeter::result() const {
  Figures figures;
  figures.format = format_;
  figures.dynamicRange = range_.result();
  figures.usedBits = bits_.result();
  figures.stereo = stereo_.result();
  figures.defects = defects_.result();
  figures.course = course_.result();
  figures.psr = psrOverTime(figures.course, loudness_.bins(), format_.sampleRate);
  figures.peaks = course_.peaks();
  const AverageSpectrum spectrum = spectrum_.result();
  if (spectrum.powers.empty()) return figures;
  figures.correlations = correlationByBand(spectrum);
  figures.rmsAes17 = rmsOf(spectrum);
  figures.leqA = leqA(spectrum);
  figures.thirdOctaves = thirdOctaves(spectrum);
  figures.shape = shapeOf(spectrum);
  figures.cutOff = cutOff(spectrum);
  return figures;
}

Figures measureFigures(const AudioClip& clip, const Progress& progress) {
  FiguresMeter meter;
  meter.begin(clip.format());
  AudioBuffer block(clip.format().channels(), 4 * kPiece);
  const std::uint64_t frames = clip.frames();
  for (std::uint64_t done = 0; done < frames;) {
    progress.throwIfStopped();
    const auto view =
        block.view().slice(0, static_cast<std::size_t>(std::min<std::uint64_t>(frames - done, block.frames())));
    clip.read(done, view);
    meter.add(view);
    done += view.frames();
    progress.at(static_cast<double>(done) / static_cast<double>(frames), "measuring");
  }
  return meter.result();
}

Decibels kSystemLevel(Decibels rmsAes17, int scale) { return {rmsAes17.value + scale}; }

Decibels replayGain(Lufs integrated) { return {kReplayGainReference - integrated.value}; }

}  // namespace lathe::analysis
