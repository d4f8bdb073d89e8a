// How well gaps are healed: signal-to-noise ratio and log-spectral distance beside interpolated STFT magnitudes.
// SPDX-License-Identifier: GPL-3.0-or-later WITH AdditionRef-Lathe-CUDA
// SPDX-FileCopyrightText: The Lathe authors
#include <fmt/core.h>

#include <algorithm>
#include <cmath>
#include <limits>
#include <map>
#include <numbers>

#include "benchmarks/spectral/gap_material.h"
#include "core/audio/error.h"
#include "core/spectral/edited_clip.h"
#include "core/spectral/operators.h"
#include "core/spectral/operators/levels.h"

using namespace lathe;

namespace {

constexpr int kPlaces = 6;  // in each material
constexpr double kQuiet = 1e-3;

struct Gap {
  std::string name;
  double seconds;
  FrequencySpan band;  ///< all of it: 0 to infinity
};

struct Score {
  double snr = 0, distance = 0;
};

AudioBuffer readWhole(const AudioClip& clip) {
  AudioBuffer out(clip.format().channels(), static_cast<std::size_t>(clip.frames()));
  clip.read(0, out.view());
  return out;
}

bool isWhole(const Gap& gap) { return gap.band.high.value > 1e6; }

std::size_t sampleAt(double seconds, const bench::GapMaterial& material) {
  return static_cast<std::size_t>(std::llround(seconds * material.sampleRate));
}

MaskPart maskOf(const Gap& gap, double start) {
  const TimeSpan time{{start}, {std::round((start + gap.seconds) * 44100) / 44100}};
  if (isWhole(gap)) return {PassageShape{time}};
  return {RectangleShape{time, gap.band}};
}

/// The baseline: in every frame that touches the gap, magnitudes on straight lines between the last frame before it and
/// the first behind it; each bin's phase goes on as it went between the last two frames before.
std::vector<float> interpolatedMagnitudes(const bench::GapMaterial& material, std::vector<float> damaged,
                                          const Gap& gap, double start) {
  const double rate = material.sampleRate;
  const auto from = static_cast<std::int64_t>(start * rate),
             to = static_cast<std::int64_t>((start + gap.seconds) * rate);
  SpectrogramGrid grid = gridOver(rate, 2048, 4, from, to);
  grid.firstFrame -= 2, grid.frames += 3;
  const auto at = static_cast<std::size_t>(windowStart(grid, 0));
  const std::span<float> part = std::span(damaged).subspan(at, samplesOf(grid));
  Spectrogram spectra = analyse(part, grid);
  const int last = grid.frames - 1;
  for (int m = 0; m < grid.bins(); ++m) {
    const double f = grid.frequencyOf(m);
    if (f < gap.band.low.value || f > gap.band.high.value) continue;
    const auto bin = static_cast<std::size_t>(m);
    const std::complex<double> a = spectra.frame(0)[bin], b = spectra.frame(1)[bin];
    const double turn = std::arg(b) - std::arg(a);
    const double first = std::abs(b), behind = std::abs(spectra.frame(last)[bin]);
    for (int k = 2; k < last; ++k) {
      const double share = (k - 1.0) / (last - 1.0);
      spectra.frame(k)[bin] =
          std::complex<float>(std::polar((1 - share) * first + share * behind, std::arg(b) + turn * (k - 1)));
    }
  }
  std::vector<bool> isUsed(static_cast<std::size_t>(grid.frames), true);
  std::vector<float> sound(part.size());
  synthesise(spectra, isUsed, sound);
  const auto outer = static_cast<std::size_t>(grid.fftSize);
  if (isWhole(gap)) {
    for (auto n = static_cast<std::size_t>(from); n < static_cast<std::size_t>(to); ++n) damaged[n] = sound[n - at];
  } else {
    for (std::size_t n = outer; n + outer < sound.size(); ++n) part[n] = sound[n];
  }
  return damaged;
}

/// Mean over frames of the root mean square difference of levels, dB; levels below the loudest by 80 dB count as that.
double logSpectralDistance(std::span<const float> truth, std::span<const float> other, double rate, const Gap& gap,
                           double start) {
  SpectrogramGrid grid = gridOver(rate, 2048, 4, static_cast<std::int64_t>(start * rate),
                                  static_cast<std::int64_t>((start + gap.seconds) * rate));
  // Frames whose middle lies in the gap.
  grid.firstFrame += 2, grid.frames -= 4;
  const auto at = static_cast<std::size_t>(windowStart(grid, 0));
  const Spectrogram a = analyse(truth.subspan(at, samplesOf(grid)), grid),
                    b = analyse(other.subspan(at, samplesOf(grid)), grid);
  float loudest = 0;
  for (const auto& cell : a.cells) loudest = std::max(loudest, std::norm(cell));
  double sum = 0;
  for (int k = 0; k < grid.frames; ++k) {
    double squares = 0;
    int count = 0;
    for (int m = 0; m < grid.bins(); ++m) {
      const double f = grid.frequencyOf(m);
      if (f < gap.band.low.value || f > gap.band.high.value) continue;
      const auto level = [&](const Spectrogram& s) {
        return 10 * std::log10(std::max<double>(std::norm(s.frame(k)[static_cast<std::size_t>(m)]), 1e-8 * loudest));
      };
      squares += std::pow(level(a) - level(b), 2);
      ++count;
    }
    sum += std::sqrt(squares / count);
  }
  return sum / grid.frames;
}

struct Scorer {
  const bench::GapMaterial& material;
  const Gap& gap;
  double start;
  const std::vector<float>& damaged;

  Score operator()(const std::vector<float>& healed) const {
    const double rate = material.sampleRate;
    const double around = isWhole(gap) ? 0 : 0.05;
    const auto from = static_cast<std::size_t>((start - around) * rate),
               to = static_cast<std::size_t>((start + gap.seconds + around) * rate);
    double removed = 0, error = 1e-20;
    for (std::size_t n = from; n < to; ++n) {
      removed += std::pow(static_cast<double>(material.samples[n]) - static_cast<double>(damaged[n]), 2);
      error += std::pow(static_cast<double>(material.samples[n]) - static_cast<double>(healed[n]), 2);
    }
    return {10 * std::log10(removed / error), logSpectralDistance(material.samples, healed, rate, gap, start)};
  }
};

std::vector<float> damagedBy(const bench::GapMaterial& material, const Gap& gap, double start) {
  if (isWhole(gap)) {
    std::vector<float> damaged = material.samples;
    for (auto n = sampleAt(start, material); n < sampleAt(start + gap.seconds, material); ++n) damaged[n] = 0;
    return damaged;
  }
  const AudioBuffer out = readWhole(*withEdit(bench::clipOf(material), {Mask{{maskOf(gap, start)}}, DeleteSettings{}}));
  return {out[0].begin(), out[0].end()};
}

std::vector<float> editedBy(const char* operation, const bench::GapMaterial& material, std::vector<float> damaged,
                            const Gap& gap, double start) {
  const ClipPtr clip = bench::clipOf({material.name, material.sampleRate, std::move(damaged)});
  const AudioBuffer out = readWhole(*withEdit(clip, {Mask{{maskOf(gap, start)}}, operationOf(operation)}));
  return {out[0].begin(), out[0].end()};
}

/// What is mixed into music: many sinusoids in a band (a cough), or two (a phone), with soft ends.
std::vector<double> disturbance(bool isCough, double seconds, double rate) {
  std::vector<double> sound(static_cast<std::size_t>(seconds * rate));
  const int count = isCough ? 400 : 2;
  for (int i = 0; i < count; ++i) {
    const double hertz = isCough ? 400 + 2600 * std::fmod(i * 0.6180339887, 1.0) : (i == 0 ? 2093 : 2637);
    for (std::size_t n = 0; n < sound.size(); ++n) {
      const double t = static_cast<double>(n) / rate, ends = std::min({t / 0.01, (seconds - t) / 0.01, 1.0});
      const double shape = isCough ? std::exp(-t / 0.1) : 1;
      sound[n] += shape * std::sin(std::numbers::pi / 2 * ends) * std::sin(2 * std::numbers::pi * hertz * t + i * i);
    }
  }
  return sound;
}

double powerOf(std::span<const float> sound) {
  double sum = 1e-20;
  for (const float x : sound) sum += static_cast<double>(x) * static_cast<double>(x);
  return sum;
}

/// A disturbance 6 dB above the music, healed: what is left of it, and what became of the music around it.
void printRemoval(const bench::GapMaterial& material, bool isCough) {
  const double rate = material.sampleRate, seconds = 0.2;
  const auto from = static_cast<std::size_t>(2.4 * rate);
  std::vector<double> added = disturbance(isCough, seconds, rate);
  double power = 0;
  for (const double x : added) power += x * x;
  const std::span<const float> music(material.samples);
  const double gain = 2 * std::sqrt(powerOf(music.subspan(from, added.size())) / power);
  bench::GapMaterial mixed = material;
  for (std::size_t n = 0; n < added.size(); ++n) mixed.samples[from + n] += static_cast<float>(added[n] *= gain);
  const double start = static_cast<double>(from) / rate;
  const FrequencySpan band = isCough ? FrequencySpan{250_Hz, 3200_Hz} : FrequencySpan{1950_Hz, 2800_Hz};
  const SpectralEdit edit{Mask{{{RectangleShape{{{start - 0.005}, {start + seconds + 0.005}}, band}}}},
                          operationOf("heal")};
  const ClipPtr clip = bench::clipOf(mixed);
  const AudioBuffer out = readWhole(*withEdit(clip, edit));
  const SampleSpan reach = reachOf(edit, rate, clip->frames());
  std::size_t changed = 0;
  for (std::size_t n = 0; n < mixed.samples.size(); ++n)
    if (static_cast<std::int64_t>(n) < reach.start || static_cast<std::int64_t>(n) >= reach.end)
      changed += out[0][n] != mixed.samples[n];
  double left = 0, all = 0;
  for (std::size_t n = 0; n < added.size(); ++n) {
    left += (static_cast<double>(out[0][from + n]) - static_cast<double>(music[from + n])) * added[n];
    all += added[n] * added[n];
  }
  const auto near = static_cast<std::size_t>(0.05 * rate);
  const auto change = [&](std::size_t at) {
    return 10 *
           std::log10(powerOf(std::span<const float>(out[0]).subspan(at, near)) / powerOf(music.subspan(at, near)));
  };
  fmt::print("| {} | {} | {:.1f} | {} | {:.2f} / {:.2f} |\n", material.name, isCough ? "cough" : "phone",
             20 * std::log10(std::abs(left / all)), changed, change(from - near), change(from + added.size()));
}

}  // namespace

int main(int count, char** arguments) try {
  std::vector<bench::GapMaterial> materials;
  for (int i = 1; i < count; ++i) materials.push_back(bench::recordedMaterial(arguments[i]));
  if (materials.empty()) materials = bench::madeMaterial();
  constexpr double all = std::numeric_limits<double>::infinity();
  const Gap gaps[] = {{"20 ms", 0.02, {{0}, {all}}},
                      {"50 ms", 0.05, {{0}, {all}}},
                      {"100 ms", 0.1, {{0}, {all}}},
                      {"300 ms, 1 to 2 kHz", 0.3, {{1000}, {2000}}}};
  const char* const operations[] = {"heal", "partials", "pattern"};
  fmt::print("| sound | gap | heal | partials | pattern | interpolated magnitudes |\n|---|---|---|---|---|---|\n");
  for (const bench::GapMaterial& material : materials)
    for (const Gap& gap : gaps) {
      std::map<std::string, Score> sums;
      int used = 0;
      const double length = static_cast<double>(material.samples.size()) / material.sampleRate;
      for (int place = 0; place < kPlaces; ++place) {
        // On a sample, so that what is cut out and what is healed are the same samples.
        const double start =
            std::round((1.0 + (length - 2.5) * (place + 0.37) / kPlaces) * material.sampleRate) / material.sampleRate;
        double power = 0;
        for (auto n = sampleAt(start, material); n < sampleAt(start + gap.seconds, material); ++n)
          power = std::max<double>(power, std::abs(material.samples[n]));
        if (power < kQuiet) continue;
        const std::vector<float> damaged = damagedBy(material, gap, start);
        const Scorer score{material, gap, start, damaged};
        const auto add = [&](const std::string& name, const std::vector<float>& healed) {
          const Score one = score(healed);
          sums[name].snr += one.snr;
          sums[name].distance += one.distance;
        };
        for (const char* operation : operations) add(operation, editedBy(operation, material, damaged, gap, start));
        add("lines", interpolatedMagnitudes(material, damaged, gap, start));
        ++used;
      }
      fmt::print("| {} | {} |", material.name, gap.name);
      for (const char* name : {"heal", "partials", "pattern", "lines"})
        fmt::print(" {:.1f} / {:.1f} |", sums[name].snr / used, sums[name].distance / used);
      fmt::print("\n");
      std::fflush(stdout);
    }
  fmt::print(
      "\n| sound | mixed in | left of it, dB | samples changed outside | level 50 ms before / behind, dB |\n"
      "|---|---|---|---|---|\n");
  for (const bench::GapMaterial& material : materials)
    for (const bool isCough : {true, false}) printRemoval(material, isCough);
  return 0;
} catch (const Error& error) {
  fmt::print(stderr, "{}\n", error.what());
  return 1;
}
