// Finding dropouts, interpolating short gaps, carrying sound across long ones.
// SPDX-License-Identifier: GPL-3.0-or-later WITH AdditionRef-Lathe-CUDA
// SPDX-FileCopyrightText: The Lathe authors
#include "core/restoration/gap_fill.h"

#include <algorithm>
#include <charconv>
#include <cmath>
#include <tuple>

#include "core/audio/error.h"
#include "core/dsp/ar_interpolation.h"
#include "core/dsp/window.h"
#include "core/processors/patched_clip.h"
#include "core/restoration/declick/ar_estimator.h"
#include "core/restoration/declick/click_detector.h"

namespace lathe {
namespace {

constexpr std::size_t kBlock = 65536, kStopEvery = 1024;
constexpr std::size_t kOrder = 1024, kWindow = 8192;
constexpr int kRounds = 3;
constexpr Seconds kInterpolated = 30_ms, kLongest = 1_s, kShortestDropout = 1_ms;
constexpr float kSound = 1e-3f;  ///< there is sound beside a dropout

struct Passage {
  double from, to;  ///< s
};

/// Throws Error (Invalid).
std::vector<Passage> parseGaps(const std::string& text) {
  std::vector<Passage> passages;
  const char* at = text.data();
  const char* const end = at + text.size();
  const auto skip = [&] {
    while (at != end && (*at == ' ' || *at == ',')) ++at;
  };
  for (skip(); at != end; skip()) {
    Passage p{};
    const auto first = std::from_chars(at, end, p.from);
    const bool hasDash = first.ec == std::errc{} && first.ptr != end && *first.ptr == '-';
    const auto second = hasDash ? std::from_chars(first.ptr + 1, end, p.to) : first;
    if (!hasDash || second.ec != std::errc{} || !(p.to > p.from) || p.from < 0)
      throw Error(ErrorKind::Invalid, "needs passages in seconds, as in 12.5-12.52 30-30.1");
    passages.push_back(p);
    at = second.ptr;
  }
  return passages;
}

std::vector<Gap> gapsOf(const std::string& text, const AudioFormat& format) {
  std::vector<Gap> gaps;
  for (int c = 0; c < format.channels(); ++c)
    for (const Passage& p : parseGaps(text)) {
      const auto start = static_cast<std::uint64_t>(std::llround(p.from * format.sampleRate));
      const auto end = static_cast<std::uint64_t>(std::llround(p.to * format.sampleRate));
      gaps.push_back({start, std::max<std::uint64_t>(1, end - start), c});
    }
  return gaps;
}

/// Continues `x` (known up to `start`) to `end` by prediction.
void carryOn(std::vector<double>& x, const ArModel& model, std::size_t start, std::size_t end,
             const Progress& progress) {
  const std::vector<double>& a = model.coefficients;
  const std::vector<double> turned(a.rbegin(), a.rend() - 1);  // ap .. a1
  const std::size_t order = turned.size();
  for (std::size_t n = start; n < end; ++n) {
    if (n % kStopEvery == 0) progress.throwIfStopped();
    const std::size_t known = std::min(order, n);
    x[n] = -dotProduct(turned.data() + (order - known), x.data() + (n - known), known);
  }
}

void crossFill(std::vector<double>& x, std::size_t start, std::size_t end, std::size_t window, std::size_t order,
               const Progress& progress) {
  // Models of either side alone: what lies in the gap and beyond it is left out.
  std::vector<double> before(x.begin(), x.begin() + static_cast<std::ptrdiff_t>(start)),
      after(x.rbegin(), x.rend() - static_cast<std::ptrdiff_t>(end));
  const auto carry = [&](std::vector<double>& side) {
    const std::size_t known = side.size(), used = std::min(window, known);
    const ArModel model = burg(std::span(side).last(used), std::min(order, used / 3));
    side.resize(known + end - start);
    carryOn(side, model, known, side.size(), progress);
  };
  carry(before);
  carry(after);
  const std::size_t length = end - start;
  for (std::size_t i = 0; i < length; ++i) {
    const double fade = 1 - raisedCosine(windowPosition(i, length, WindowPhase::Centred));
    x[start + i] = fade * before[start + i] + (1 - fade) * after[after.size() - 1 - i];
  }
}

void interpolateGap(std::vector<double>& x, std::size_t start, std::size_t end, std::size_t window, std::size_t order) {
  ArEstimator estimate(window);
  std::vector<std::size_t> places(end - start);
  for (std::size_t i = 0; i < places.size(); ++i) places[i] = start + i;
  std::vector<double> values(places.size());
  for (int round = 0; round < kRounds; ++round) {
    ArInterpolation interpolate(estimate(x, (start + end) / 2, order));
    if (!interpolate(x, places, {}, values)) return;
    std::ranges::copy(values, x.begin() + static_cast<std::ptrdiff_t>(start));
  }
}

ClipPtr apply(const Settings& settings, const ClipPtr& input, bool, const OfflineWork& work) {
  const auto& s = settings.as<GapFillSettings>();
  const std::vector<Gap> gaps = s.gaps.empty() ? findDropouts(*input, work) : gapsOf(s.gaps, input->format());
  if (work.note)
    work.note("gap fill: " + std::to_string(gaps.size()) + (gaps.size() == 1 ? " gap filled" : " gaps filled") +
              ", each channel counted");
  return fillGaps(input, gaps, work);
}

}  // namespace

const SettingsType& GapFillSettings::type() {
  using S = GapFillSettings;
  static const SettingsType type = describe<S>(
      "gap-fill", "Gap fill",
      "Fills missing passages of up to a second; works on whole recordings, all other samples stay as they are.", {},
      {bindText<S>(&S::gaps, {"gaps",
                              "Gaps",
                              TextParameter::Kind::Plain,
                              "Passages to fill; without any, dropouts are found.",
                              "passages in seconds as in 12.5-12.52 30-30.1",
                              {},
                              {},
                              {},
                              [](const std::string& text) { parseGaps(text); }})});
  return type;
}

std::vector<Gap> findDropouts(const AudioClip& clip, const OfflineWork& work) {
  const double rate = clip.format().sampleRate;
  const auto shortest = static_cast<std::uint64_t>(kShortestDropout.value * rate),
             longest = static_cast<std::uint64_t>(kLongest.value * rate);
  struct Run {
    std::uint64_t start = 0;
    bool isOpen = false;
    std::uint64_t lastSound = 0;
    bool hasSound = false;
  };
  std::vector<Run> runs(static_cast<std::size_t>(clip.format().channels()));
  std::vector<Gap> gaps;
  AudioBuffer buffer(clip.format().channels(), kBlock);
  const auto near = static_cast<std::uint64_t>(rate / 50);
  // A silence counts when there is sound within 20 ms of both of its ends.
  std::vector<Gap> waiting;
  for (std::uint64_t at = 0; at < clip.frames(); at += kBlock) {
    work.progress.throwIfStopped();
    const AudioView block =
        buffer.view().slice(0, static_cast<std::size_t>(std::min<std::uint64_t>(kBlock, clip.frames() - at)));
    clip.read(at, block);
    for (int c = 0; c < block.channels(); ++c) {
      Run& run = runs[static_cast<std::size_t>(c)];
      for (std::size_t n = 0; n < block.frames(); ++n) {
        const std::uint64_t frame = at + n;
        const float level = std::abs(block[c][n]);
        if (level == 0) {
          if (!run.isOpen) run.start = frame, run.isOpen = true;
          continue;
        }
        if (run.isOpen) {
          run.isOpen = false;
          const std::uint64_t length = frame - run.start;
          if (length >= shortest && length <= longest && run.hasSound && run.start - run.lastSound <= near)
            waiting.push_back({run.start, length, c});
        }
        if (level >= kSound) {
          run.lastSound = frame;
          run.hasSound = true;
          std::erase_if(waiting, [&](const Gap& gap) {
            if (gap.channel != c) return false;
            if (frame - (gap.start + gap.length) <= near) gaps.push_back(gap);
            return true;
          });
        }
      }
    }
  }
  std::ranges::sort(gaps, {}, [](const Gap& g) { return std::tuple(g.channel, g.start); });
  return gaps;
}

ClipPtr fillGaps(const ClipPtr& clip, std::vector<Gap> gaps, const OfflineWork& work) {
  const double rate = clip->format().sampleRate;
  const std::size_t factor = rateFactor(clip->format().sampleRate), scale = factor >= 4 ? 4 : factor >= 2 ? 2 : 1;
  std::ranges::sort(gaps, {}, [](const Gap& g) { return std::tuple(g.channel, g.start); });
  std::vector<std::vector<Patch>> patches(static_cast<std::size_t>(clip->format().channels()));
  std::size_t done = 0;
  for (const Gap& gap : gaps) {
    work.progress.throwIfStopped();
    work.progress.at(static_cast<double>(done++) / static_cast<double>(gaps.size()), "filling gaps");
    if (gap.channel < 0 || gap.channel >= clip->format().channels() || gap.start >= clip->frames() ||
        gap.length > clip->frames() - gap.start || static_cast<double>(gap.length) > kLongest.value * rate)
      throw Error(ErrorKind::Invalid, "a gap at frame " + std::to_string(gap.start) +
                                          " lies outside the recording or is longer than a second");
    const bool isShort = static_cast<double>(gap.length) <= kInterpolated.value * rate;
    const std::size_t window = kWindow * scale, margin = window;
    const std::uint64_t from = gap.start - std::min<std::uint64_t>(gap.start, margin);
    const std::uint64_t to = std::min<std::uint64_t>(clip->frames(), gap.start + gap.length + margin);
    AudioBuffer buffer(clip->format().channels(), static_cast<std::size_t>(to - from));
    clip->read(from, buffer.view());
    const auto heard = std::as_const(buffer)[gap.channel];
    std::vector<double> x(heard.begin(), heard.end());
    const auto start = static_cast<std::size_t>(gap.start - from), end = start + static_cast<std::size_t>(gap.length);
    // Neighbouring gaps that are filled already count as sound.
    for (const Patch& patch : patches[static_cast<std::size_t>(gap.channel)])
      for (std::size_t i = 0; i < patch.samples.size(); ++i)
        if (patch.start + i >= from && patch.start + i < to)
          x[static_cast<std::size_t>(patch.start + i - from)] = static_cast<double>(patch.samples[i]);
    std::fill(x.begin() + static_cast<std::ptrdiff_t>(start), x.begin() + static_cast<std::ptrdiff_t>(end), 0.0);
    crossFill(x, start, end, window, kOrder * scale, work.progress);
    if (isShort) {
      // Two ways with errors of their own: their mean has less.
      const std::vector<double> carried = x;
      interpolateGap(x, start, end, window, kOrder * scale);
      for (std::size_t n = start; n < end; ++n) x[n] = (x[n] + carried[n]) / 2;
    }
    Patch patch{gap.start, {}};
    for (std::size_t n = start; n < end; ++n) patch.samples.push_back(static_cast<float>(x[n]));
    patches[static_cast<std::size_t>(gap.channel)].push_back(std::move(patch));
  }
  return patched(clip, std::move(patches));
}

OfflineForm gapFillOffline() { return {apply, nullptr}; }

}  // namespace lathe
