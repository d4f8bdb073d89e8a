// The built-in demo room: image sources for the early sound, decaying bands of noise for the late.
// SPDX-License-Identifier: GPL-3.0-or-later WITH AdditionRef-Lathe-CUDA
// SPDX-FileCopyrightText: The Lathe authors
#include "core/synth/demo_room.h"

#include <algorithm>
#include <cmath>
#include <span>
#include <vector>

#include "core/audio/random.h"
#include "core/synth/tone.h"

namespace lathe {
namespace {

using namespace synth;

constexpr std::size_t kFrames = 2 * 44100;
constexpr double kMetresPerSecond = 343;
constexpr double kSize[3] = {19, 13, 7};
constexpr double kSource[3] = {4.2, 7.1, 1.6};
constexpr double kEars[2][3] = {{12.4, 6.15, 1.7}, {12.4, 5.85, 1.7}};
constexpr double kMixingTime = 0.06;        ///< from here on there are too many reflections to tell apart, in seconds
constexpr int kOrder = 3;                   ///< mirrored rooms on either side
constexpr std::size_t kEarlyFrames = 5292;  ///< 0.12 s

/// Where the source appears in the `n`th mirrored room along one axis, as Allen and Berkley (JASA 1979) count them.
double image(int n, int axis) {
  return n % 2 == 0 ? n * kSize[axis] + kSource[axis] : (n + 1) * kSize[axis] - kSource[axis];
}

double distanceTo(const double (&ear)[3], const int (&rooms)[3]) {
  double sum = 0;
  for (int axis = 0; axis < 3; ++axis) {
    const double d = image(rooms[axis], axis) - ear[axis];
    sum += d * d;
  }
  return std::sqrt(sum);
}

/// What a wall takes away: a fifth of the level, and more of the treble.
void reflect(std::span<float> sound) {
  constexpr double kKept = 0.8;
  constexpr double kSmoothing = 0.62;
  double state = 0;
  for (float& sample : sound) {
    state += kSmoothing * (static_cast<double>(sample) - state);
    sample = static_cast<float>(kKept * state);
  }
}

/// One ear's direct sound and reflections, each weaker by its way and split between two samples, sorted by walls met.
std::vector<AudioBuffer> arrivalsAt(int ear) {
  std::vector<AudioBuffer> byWalls(3 * kOrder + 1, AudioBuffer(1, kEarlyFrames + 2));
  const int direct[3] = {0, 0, 0};
  const double first = std::min(distanceTo(kEars[0], direct), distanceTo(kEars[1], direct));
  for (int x = -kOrder; x <= kOrder; ++x)
    for (int y = -kOrder; y <= kOrder; ++y)
      for (int z = -kOrder; z <= kOrder; ++z) {
        const double way = distanceTo(kEars[ear], {x, y, z});
        const double position = (way - first) / kMetresPerSecond * kSampleRate;
        if (position > kEarlyFrames) continue;
        // The tail takes over little by little.
        const double level = first / way * swell(position / kEarlyFrames, 0, 0.3, 0.7);
        const auto frame = static_cast<std::size_t>(position);
        const double late = position - static_cast<double>(frame);
        const auto out = byWalls[static_cast<std::size_t>(std::abs(x) + std::abs(y) + std::abs(z))][0];
        out[frame] += static_cast<float>(level * (1 - late));
        out[frame + 1] += static_cast<float>(level * late);
      }
  return byWalls;
}

void addEarlySound(AudioView room) {
  for (int ear = 0; ear < 2; ++ear) {
    // From the most walls to none: whatever met n walls goes through reflect() n times.
    AudioBuffer sum(1, kEarlyFrames + 2);
    const std::vector<AudioBuffer> byWalls = arrivalsAt(ear);
    for (std::size_t walls = byWalls.size(); walls-- > 0;) {
      for (std::size_t i = 0; i < sum.frames(); ++i) sum[0][i] += byWalls[walls][0][i];
      if (walls > 0) reflect(sum[0]);
    }
    for (std::size_t i = 0; i < sum.frames(); ++i) room[ear][i] += sum[0][i];
  }
}

struct Band {
  double centre;  ///< Hz
  double decay;   ///< seconds to fall by 60 dB
};

constexpr Band kBands[] = {{125, 1.9},   {250, 1.8},   {500, 1.65},  {1000, 1.5},
                           {2000, 1.25}, {4000, 0.95}, {8000, 0.62}, {14000, 0.45}};

void addTail(AudioView room, const Progress& progress) {
  Random random(343);
  for (int c = 0; c < room.channels(); ++c)
    for (const Band& band : kBands) {
      progress.throwIfStopped();
      progress.at(static_cast<double>(c) / room.channels(), "making the room");
      Filter first(band.centre, 1.4), second(band.centre, 1.4);
      Decay decay(band.decay);
      // Equal power per band at the start, whatever its width.
      const double gain = 0.11 * std::sqrt(1000 / band.centre);
      for (std::size_t i = 0; i < room.frames(); ++i) {
        const double onset = swell(static_cast<double>(i) / kSampleRate, kMixingTime, 10, 1);
        const double noise = second.band(first.band(random.even()));
        room[c][i] += static_cast<float>(gain * onset * decay.next() * noise);
      }
    }
}

/// The last 100 ms fade to nothing.
void fadeOut(AudioView room) {
  const double length = static_cast<double>(room.frames()) / kSampleRate;
  for (int c = 0; c < room.channels(); ++c)
    for (std::size_t i = 0; i < room.frames(); ++i)
      room[c][i] *= static_cast<float>(swell(static_cast<double>(i) / kSampleRate, 0, length - 0.1, 0.1));
}

void normalise(AudioView room) {
  float peak = 0;
  for (int c = 0; c < room.channels(); ++c)
    for (const float sample : room[c]) peak = std::max(peak, std::abs(sample));
  const double gain = levelToGain(-1) / static_cast<double>(peak);
  for (int c = 0; c < room.channels(); ++c)
    for (float& sample : room[c]) sample = static_cast<float>(gain * static_cast<double>(sample));
}

}  // namespace

AudioBuffer makeDemoRoom(const Progress& progress) {
  AudioBuffer room(2, kFrames);
  addEarlySound(room.view());
  addTail(room.view(), progress);
  fadeOut(room.view());
  normalise(room.view());
  return room;
}

}  // namespace lathe
