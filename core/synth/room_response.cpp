// Makes room impulse responses: filtered noise for the tail, taps for the early sound.
// SPDX-License-Identifier: GPL-3.0-or-later WITH AdditionRef-Lathe-CUDA
// SPDX-FileCopyrightText: The Lathe authors
#include "core/synth/room_response.h"

#include <algorithm>
#include <cmath>
#include <string>
#include <vector>

#include "core/audio/error.h"
#include "core/audio/random.h"
#include "core/synth/exact_math.h"

namespace lathe {
namespace {

constexpr std::size_t kStopEvery = 16384;  ///< frames between two looks whether to stop

/// A second-order Butterworth-family section (trapezoidal state variable filter), low-pass or high-pass.
class Section {
 public:
  /// `damping` is 1 / Q.
  Section(double frequency, double damping, bool isHigh, double sampleRate) : isHigh_(isHigh), k_(damping) {
    const double turns = std::min(frequency / sampleRate, 0.49) / 2;
    g_ = synth::sine(turns) / synth::cosine(turns);
    a_ = 1 / (1 + g_ * (g_ + k_));
  }
  double operator()(double x) noexcept {
    const double high = (x - (k_ + g_) * s1_ - s2_) * a_;
    const double band = g_ * high + s1_, low = g_ * band + s2_;
    s1_ = g_ * high + band;
    s2_ = g_ * band + low;
    return isHigh_ ? high : low;
  }

 private:
  bool isHigh_;
  double k_, g_ = 0, a_ = 0, s1_ = 0, s2_ = 0;
};

/// An octave around `centre`, 48 dB per octave on either side; the first one reaches down to 20 Hz, the last up.
class Octave {
 public:
  Octave(int index, double sampleRate) {
    constexpr double kRootTwo = 1.4142135623730951;
    // 1 / Q of the four sections of an eighth-order Butterworth filter: 2 cos((2 n + 1) pi / 16).
    constexpr double kDamping[] = {1.9615705608064609, 1.6629392246050905, 1.1111404660392044, 0.3901806440322565};
    const double centre = kRoomBandCentres[static_cast<std::size_t>(index)];
    const double low = index == 0 ? 20 : centre / kRootTwo, high = centre * kRootTwo;
    for (const double damping : kDamping) {
      sections_.emplace_back(low, damping, true, sampleRate);
      if (high < 0.45 * sampleRate) sections_.emplace_back(high, damping, false, sampleRate);
    }
  }
  double operator()(double x) noexcept {
    for (Section& section : sections_) x = section(x);
    return x;
  }

 private:
  std::vector<Section> sections_;
};

std::size_t framesOf(double seconds, double rate) { return static_cast<std::size_t>(seconds * rate + 0.5); }

double inRange(double value, double low, double high, const char* what) {
  if (value >= low && value <= high) return value;
  throw Error(ErrorKind::Invalid, std::string("a room's ") + what + " is out of range");
}

void check(const RoomSettings& s, int sampleRate) {
  if (sampleRate < 8000 || sampleRate > 768000)
    throw Error(ErrorKind::Invalid, "a room's sample rate is 8000 to 768000 Hz");
  for (const double seconds : s.decay) inRange(seconds, 0.02, 30, "reverberation time");
  inRange(s.preDelay, 0, 0.5, "pre-delay");
  inRange(s.reflections, 0, 64, "number of reflections");
  inRange(s.reflectionSpan, 0.001, 0.5, "span of reflections");
  inRange(s.reflectionLevel, -60, 12, "level of reflections");
  inRange(s.diffusion, 0, 1, "diffusion");
  inRange(s.attack, 0, 1, "attack");
  inRange(s.width, 0, 1, "width");
  inRange(s.directLevel, -60, 0, "direct level");
  inRange(s.tailLevel, -60, 40, "tail level");
}

/// White noise of mean square 1 whose pulses are rare at first: the echo density of a room that is not diffuse at once.
std::vector<double> excitation(std::size_t frames, double diffusion, double sampleRate, std::uint64_t seed,
                               const Progress& progress) {
  Random random(seed);
  std::vector<double> noise(frames);
  const double dense = (1 - diffusion) * 0.2 * sampleRate;
  for (std::size_t i = 0; i < frames; ++i) {
    if (i % kStopEvery == 0) progress.throwIfStopped();
    const double value = random.even() * 1.7320508075688772, chance = random.even() * 0.5 + 0.5;
    const double t = dense > 0 ? (static_cast<double>(i) + 1) / dense : 1;
    // The density of image sources grows with the square of time (Kuttruff, Room Acoustics, 4.1).
    const double density = t >= 1 ? 1 : std::max(t * t, 500 / sampleRate);
    if (density >= 1 || chance < density) noise[i] = value / std::sqrt(density);
  }
  return noise;
}

/// The decaying tail of one of two independent sides.
std::vector<double> makeTail(const RoomSettings& s, std::size_t frames, double sampleRate, std::uint64_t seed,
                             const Progress& progress) {
  std::vector<double> tail(frames);
  const double attack = s.attack * sampleRate;
  for (int band = 0; band < kRoomBands; ++band) {
    if (kRoomBandCentres[static_cast<std::size_t>(band)] >= 0.4 * sampleRate) break;
    progress.at(static_cast<double>(band) / kRoomBands, "making the room");
    const std::vector<double> noise =
        excitation(frames, s.diffusion, sampleRate, seed * 64 + static_cast<std::uint64_t>(band), progress);
    Octave filter(band, sampleRate);
    const double factor = synth::decayFactor(s.decay[static_cast<std::size_t>(band)], sampleRate);
    double gain = 1;
    for (std::size_t i = 0; i < frames && gain > 1e-7; ++i, gain *= factor) {
      if (i % kStopEvery == 0) progress.throwIfStopped();
      const double rise = static_cast<double>(i) < attack ? static_cast<double>(i) / attack : 1;
      tail[i] += filter(noise[i]) * gain * rise;
    }
  }
  return tail;
}

double energy(const std::vector<double>& x) {
  double sum = 0;
  for (const double v : x) sum += v * v;
  return sum;
}

/// One source heard by two ears: direct sound, reflections, tail.
struct Ears {
  std::vector<double> left, right;
};

void addReflections(const RoomSettings& s, double sampleRate, std::uint64_t seed, std::size_t start, Ears& ears) {
  Random random(seed * 64 + 63);
  const double direct = synth::levelToGain(s.directLevel);
  for (int i = 0; i < s.reflections; ++i) {
    const double place = (i + 0.5 + 0.4 * random.even()) / s.reflections;
    // Later ones come closer together, and each is weaker by the way it has gone.
    const double seconds = s.reflectionSpan * (0.12 + 0.88 * std::sqrt(place));
    const double gain = direct * synth::levelToGain(s.reflectionLevel - 9 * place) * (random.even() < 0 ? -1 : 1);
    const double pan = s.width * random.even() * 0.8;
    const double apart = s.width * random.even() * 0.0006;  // s between the ears
    const auto put = [&](std::vector<double>& ear, double time, double amount) {
      const std::size_t at = start + framesOf(std::max(time, 0.0), sampleRate);
      if (at + 1 >= ear.size()) return;
      ear[at] += amount * 0.7;  // two taps: walls take the highs
      ear[at + 1] += amount * 0.3;
    };
    put(ears.left, seconds + apart / 2, gain * std::sqrt((1 - pan) / 2));
    put(ears.right, seconds - apart / 2, gain * std::sqrt((1 + pan) / 2));
  }
}

Ears makeEars(const RoomSettings& s, int sampleRate, std::size_t frames, std::uint64_t seed, const Progress& progress) {
  const double rate = sampleRate;
  Ears ears{std::vector<double>(frames), std::vector<double>(frames)};
  addReflections(s, rate, seed, 0, ears);
  const std::size_t start = framesOf(s.preDelay, rate);
  const std::vector<double> first = makeTail(s, frames - start, rate, seed * 2, progress.part(0, 0.5)),
                            second = makeTail(s, frames - start, rate, seed * 2 + 1, progress.part(0.5, 1));
  const double wanted = synth::levelToGain(s.directLevel + s.tailLevel);
  const double scale = wanted / std::sqrt(std::max((energy(first) + energy(second)) / 2, 1e-30));
  // Sum and difference in the ratio of the width: 1 gives two independent sides of equal power.
  const double mid = std::sqrt(1 - s.width * s.width / 2), side = s.width * 0.7071067811865476;
  for (std::size_t i = start; i < frames; ++i) {
    ears.left[i] += scale * (mid * first[i - start] + side * second[i - start]);
    ears.right[i] += scale * (mid * first[i - start] - side * second[i - start]);
  }
  return ears;
}

void store(const std::vector<double>& from, std::span<float> to) {
  std::ranges::transform(from, to.begin(), [](double x) { return static_cast<float>(x); });
}

}  // namespace

AudioBuffer makeRoom(const RoomSettings& s, int sampleRate, const Progress& progress) {
  check(s, sampleRate);
  const double slowest = *std::ranges::max_element(s.decay);
  const std::size_t frames = framesOf(slowest * 70 / 60 + s.preDelay + s.reflectionSpan + s.attack, sampleRate) + 2;
  AudioBuffer result(s.isTrueStereo ? 4 : 2, frames);
  const int sources = s.isTrueStereo ? 2 : 1;
  for (int source = 0; source < sources; ++source) {
    const Ears ears = makeEars(s, sampleRate, frames, s.seed * 4 + static_cast<std::uint64_t>(source),
                               progress.part(static_cast<double>(source) / sources, (source + 1.0) / sources));
    store(ears.left, result[2 * source]);
    store(ears.right, result[2 * source + 1]);
    if (!s.hasDirect) continue;
    const auto direct = static_cast<float>(synth::levelToGain(s.directLevel));
    if (source == 0) result[0][0] += direct;
    if (source == 1 || sources == 1) result[2 * source + 1][0] += direct;
  }
  // The end comes softly: the last 5 ms.
  const std::size_t length = std::min(frames, framesOf(0.005, sampleRate));
  for (int c = 0; c < result.channels(); ++c)
    for (std::size_t i = 0; i < length; ++i)
      result[c][frames - 1 - i] *= static_cast<float>(static_cast<double>(i) / static_cast<double>(length));
  return result;
}

}  // namespace lathe
