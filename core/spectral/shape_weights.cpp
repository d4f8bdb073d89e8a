// Spans, polygons and brush strokes by their geometry; wands by the sound.
// SPDX-License-Identifier: GPL-3.0-or-later WITH AdditionRef-Lathe-CUDA
// SPDX-FileCopyrightText: The Lathe authors
#include "core/spectral/shape_weights.h"

#include <algorithm>
#include <array>
#include <cmath>

#include "core/audio/exact_math.h"
#include "core/dsp/window.h"
#include "core/spectral/wand.h"

namespace lathe {
namespace {

/// 1 at the edge, 0 at a distance of one feather.
double falloff(double distance) noexcept { return raisedCosine(1 - distance); }

/// The weight of a cell of that size around `at` for the span from `low` to `high`: its covered share, or its feather.
double spanWeight(double at, double cell, double low, double high, double feather) noexcept {
  const double overlap = std::min(at + cell / 2, high) - std::max(at - cell / 2, low);
  const double covered = overlap > 0 ? std::min(1.0, overlap / std::min(cell, high - low)) : 0;
  if (feather <= 0) return covered;
  const double distance = std::max({low - at, at - high, 0.0});
  return std::max(covered, falloff(distance / feather));
}

/// A run of frames or bins that a span and its feather may touch.
struct Run {
  int first, last;  ///< last is one past the end
};

Run runOf(double low, double high, double cell, double offset, int count) noexcept {
  const auto clampTo = [&](double cellNumber) {
    return static_cast<int>(std::clamp(cellNumber, 0.0, static_cast<double>(count)));
  };
  return {clampTo(std::floor(low / cell - offset - 0.5)), clampTo(std::ceil(high / cell - offset + 0.5) + 1)};
}

Run framesOf(const SpectrogramGrid& grid, double start, double end) noexcept {
  return runOf(start, end, grid.cellSeconds(), static_cast<double>(grid.firstFrame), grid.frames);
}

Run binsOf(const SpectrogramGrid& grid, double low, double high) noexcept {
  return runOf(low, high, grid.cellHertz(), 0, grid.bins());
}

class ShapeWriter {
 public:
  ShapeWriter(const MaskPart& part, const SpectrogramGrid& grid, const AudioClip* sound, const Progress& progress,
              std::vector<float>& weights)
      : grid_(grid),
        sound_(sound),
        progress_(progress),
        weights_(weights),
        featherTime_(part.feather.time.value),
        featherFrequency_(part.feather.frequency.value) {}

  void operator()(const RectangleShape& s) const { box(s.time, s.frequency); }
  void operator()(const BandShape& s) const { box(std::nullopt, s.frequency); }
  void operator()(const PassageShape& s) const { box(s.time, std::nullopt); }
  void operator()(const PolygonShape& s) const { polygon(s.corners, 1); }
  void operator()(const MultipliedPolygonShape& s) const {
    for (int k = 1; k <= s.count; ++k) polygon(s.base.corners, k);
  }
  void operator()(const HarmonicsShape& s) const {
    for (int k = 1; k <= s.count; ++k) {
      const Hertz middle = s.base * k;
      box(s.time, FrequencySpan{middle - s.width / 2, middle + s.width / 2});
    }
  }
  void operator()(const BrushShape& s) const { brush(s); }
  void operator()(const WandShape& s) const {
    if (sound_) addWand(s, {{featherTime_}, {featherFrequency_}}, grid_, *sound_, progress_, weights_);
  }

 private:
  float& cell(int frame, int bin) const {
    return weights_[static_cast<std::size_t>(frame) * static_cast<std::size_t>(grid_.bins()) +
                    static_cast<std::size_t>(bin)];
  }
  void raise(int frame, int bin, double weight) const {
    float& was = cell(frame, bin);
    was = std::max(was, static_cast<float>(weight));
  }

  /// What begins at the first sample or at 0 Hz begins before it too, so that no cell there is covered by half.
  static double openBelow(double start) noexcept { return start <= 0 ? -1e6 : start; }

  void box(const std::optional<TimeSpan>& time, const std::optional<FrequencySpan>& frequency) const {
    const Run frames =
        time ? framesOf(grid_, openBelow(time->start.value) - featherTime_, time->end.value + featherTime_)
             : Run{0, grid_.frames};
    const Run bins =
        frequency ? binsOf(grid_, frequency->low.value - featherFrequency_, frequency->high.value + featherFrequency_)
                  : Run{0, grid_.bins()};
    std::vector<double> column(static_cast<std::size_t>(std::max(0, bins.last - bins.first)), 1.0);
    if (frequency)
      for (int m = bins.first; m < bins.last; ++m)
        column[static_cast<std::size_t>(m - bins.first)] =
            spanWeight(grid_.frequencyOf(m), grid_.cellHertz(), openBelow(frequency->low.value), frequency->high.value,
                       featherFrequency_);
    for (int k = frames.first; k < frames.last; ++k) {
      progress_.throwIfStopped();
      const double inTime = time ? spanWeight(grid_.timeOf(k), grid_.cellSeconds(), openBelow(time->start.value),
                                              time->end.value, featherTime_)
                                 : 1;
      for (int m = bins.first; m < bins.last; ++m)
        raise(k, m, inTime * column[static_cast<std::size_t>(m - bins.first)]);
    }
  }

  /// Coverage by 4 x 4 points in each cell, and the feather by the distance to the nearest edge.
  void polygon(const std::vector<TimeFrequency>& corners, double multiple) const {
    const auto [t0, t1] = bounds(corners, [](const TimeFrequency& p) { return p.time.value; });
    const auto [f0, f1] = bounds(corners, [&](const TimeFrequency& p) { return p.frequency.value * multiple; });
    const Run frames = framesOf(grid_, t0 - featherTime_, t1 + featherTime_);
    const Run bins = binsOf(grid_, f0 - featherFrequency_, f1 + featherFrequency_);
    std::vector<double> crossings;
    for (int k = frames.first; k < frames.last; ++k) {
      std::vector<double> covered(static_cast<std::size_t>(std::max(0, bins.last - bins.first)));
      for (int sub = 0; sub < kSubs; ++sub) {
        const double time = grid_.timeOf(k) + ((sub + 0.5) / kSubs - 0.5) * grid_.cellSeconds();
        progress_.throwIfStopped();
        crossEdges(corners, multiple, time, crossings);
        for (std::size_t i = 0; i + 1 < crossings.size(); i += 2)
          addCoverage(crossings[i], crossings[i + 1], bins, covered);
      }
      for (int m = bins.first; m < bins.last; ++m) {
        progress_.throwIfStopped();  // each bin looks at every corner
        const double share = std::min(1.0, covered[static_cast<std::size_t>(m - bins.first)] / kSubs);
        raise(k, m, share < 1 ? std::max(share, polygonFeather(corners, multiple, k, m)) : 1);
      }
    }
    // However thin it is, the cells that its corners lie in belong to it.
    for (const TimeFrequency& p : corners) markCell(p.time.value, p.frequency.value * multiple);
  }

  void markCell(double time, double frequency) const {
    const double k = std::round(time / grid_.cellSeconds()) - static_cast<double>(grid_.firstFrame);
    const double m = std::round(frequency / grid_.cellHertz());
    if (k >= 0 && k < grid_.frames && m >= 0 && m < grid_.bins()) raise(static_cast<int>(k), static_cast<int>(m), 1);
  }

  template <class Get>
  static std::pair<double, double> bounds(const std::vector<TimeFrequency>& points, Get get) {
    double low = get(points.front()), high = low;
    for (const TimeFrequency& p : points) low = std::min(low, get(p)), high = std::max(high, get(p));
    return {low, high};
  }

  /// The frequencies at which a vertical line at `time` crosses the polygon, lowest first.
  static void crossEdges(const std::vector<TimeFrequency>& corners, double multiple, double time,
                         std::vector<double>& crossings) {
    crossings.clear();
    for (std::size_t i = 0, j = corners.size() - 1; i < corners.size(); j = i++) {
      const double a = corners[j].time.value, b = corners[i].time.value;
      if ((a <= time) == (b <= time)) continue;
      const double share = (time - a) / (b - a);
      crossings.push_back(multiple *
                          (corners[j].frequency.value + share * (corners[i].frequency - corners[j].frequency).value));
    }
    std::ranges::sort(crossings);
  }

  void addCoverage(double low, double high, const Run& bins, std::vector<double>& covered) const {
    const Run touched = binsOf(grid_, low, high);
    for (int m = std::max(touched.first, bins.first); m < std::min(touched.last, bins.last); ++m) {
      const double half = grid_.cellHertz() / 2, at = grid_.frequencyOf(m);
      const double overlap = std::min(at + half, high) - std::max(at - half, low);
      if (overlap > 0) covered[static_cast<std::size_t>(m - bins.first)] += overlap / grid_.cellHertz();
    }
  }

  double polygonFeather(const std::vector<TimeFrequency>& corners, double multiple, int k, int m) const {
    if (featherTime_ <= 0 && featherFrequency_ <= 0) return 0;
    const double reachTime = std::max(featherTime_, 1e-6), reachFrequency = std::max(featherFrequency_, 1e-3);
    const double x = grid_.timeOf(k) / reachTime, y = grid_.frequencyOf(m) / reachFrequency;
    double nearest = 1;
    for (std::size_t i = 0, j = corners.size() - 1; i < corners.size(); j = i++)
      nearest = std::min(nearest, distanceToSegment(x, y, corners[j].time.value / reachTime,
                                                    multiple * corners[j].frequency.value / reachFrequency,
                                                    corners[i].time.value / reachTime,
                                                    multiple * corners[i].frequency.value / reachFrequency));
    return falloff(nearest);
  }

  static double distanceToSegment(double x, double y, double ax, double ay, double bx, double by) noexcept {
    const double dx = bx - ax, dy = by - ay, length = dx * dx + dy * dy;
    const double share = length > 0 ? std::clamp(((x - ax) * dx + (y - ay) * dy) / length, 0.0, 1.0) : 0;
    return exact::hypot(x - ax - share * dx, y - ay - share * dy);
  }

  void brush(const BrushShape& s) const {
    const double halfWidth = s.width.value / 2, halfHeight = s.height.value / 2;
    const double outerWidth = halfWidth + featherTime_, outerHeight = halfHeight + featherFrequency_;
    for (std::size_t i = 0; i < s.points.size(); ++i) {
      const TimeFrequency &a = s.points[i], &b = s.points[std::min(i + 1, s.points.size() - 1)];
      if (i > 0 && i + 1 == s.points.size()) break;
      const Run frames =
          framesOf(grid_, std::min(a.time, b.time).value - outerWidth, std::max(a.time, b.time).value + outerWidth);
      const Run bins = binsOf(grid_, std::min(a.frequency, b.frequency).value - outerHeight,
                              std::max(a.frequency, b.frequency).value + outerHeight);
      const auto distance = [&](int k, int m, double width, double height) {
        return distanceToSegment(grid_.timeOf(k) / width, grid_.frequencyOf(m) / height, a.time.value / width,
                                 a.frequency.value / height, b.time.value / width, b.frequency.value / height);
      };
      for (int k = frames.first; k < frames.last; ++k) {
        progress_.throwIfStopped();
        for (int m = bins.first; m < bins.last; ++m) {
          const double inner = distance(k, m, halfWidth, halfHeight);
          raise(k, m, brushWeight(inner, inner <= 1 ? inner : distance(k, m, outerWidth, outerHeight), s.hardness));
        }
      }
    }
    for (const TimeFrequency& p : s.points) markCell(p.time.value, p.frequency.value);
  }

  /// `inner` is the distance in radii of the brush, `outer` in radii with the feather.
  double brushWeight(double inner, double outer, double hardness) const noexcept {
    if (inner <= hardness) return 1;
    const bool isFeathered = featherTime_ > 0 || featherFrequency_ > 0;
    if (inner <= 1 && isFeathered) return 1;
    if (inner <= 1) return falloff((inner - hardness) / (1 - hardness));
    if (!isFeathered || outer >= 1) return 0;
    return falloff((inner - 1) / (inner / outer - 1));
  }

  static constexpr int kSubs = 4;
  const SpectrogramGrid& grid_;
  const AudioClip* sound_;
  const Progress& progress_;
  std::vector<float>& weights_;
  double featherTime_;
  double featherFrequency_;
};

}  // namespace

void addShape(const MaskPart& part, const SpectrogramGrid& grid, const AudioClip* sound, const Progress& progress,
              std::vector<float>& weights) {
  std::visit(ShapeWriter(part, grid, sound, progress, weights), part.shape);
}

}  // namespace lathe
