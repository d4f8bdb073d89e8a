// Finding clicks tile by tile, deciding on the whole recording, and filling them.
// SPDX-License-Identifier: GPL-3.0-or-later WITH AdditionRef-Lathe-CUDA
// SPDX-FileCopyrightText: The Lathe authors
#include "core/restoration/declick/declick.h"

#include <algorithm>
#include <cmath>
#include <optional>
#include <tuple>

#include "core/audio/error.h"
#include "core/compute/backend.h"
#include "core/processors/patched_clip.h"
#include "core/restoration/declick/click_finder.h"
#include "core/restoration/declick/click_repair.h"
#include "core/restoration/declick/click_rule.h"
#include "core/restoration/declick/click_share.h"

namespace lathe {
namespace {

constexpr std::size_t kTile = 1u << 17, kMargin = 1u << 14;  ///< samples at 44.1 and 48 kHz
constexpr double kForgotten = -6;                            ///< log odds of candidates that are not even listed

/// A tile of one channel with its margins.
struct Tile {
  std::uint64_t from = 0;            ///< frame of samples[0]
  std::uint64_t start = 0, end = 0;  ///< what lies within, without margins
  std::vector<double> samples;
};

/// The device that the work is to be done on, if any.
std::unique_ptr<ClickDevice> deviceFor(const AudioClip& clip, const OfflineWork& work) {
  const std::size_t factor = rateFactor(clip.format().sampleRate);
  const std::uint64_t samples = clip.frames() * static_cast<std::uint64_t>(clip.format().channels());
  ClickDeviceOptions options;
  options.backends =
      chooseBackends(work.device, [&](const Backend& backend) { return backend.clickSeconds(samples, work.threads); });
  options.note = work.note;
  const std::uint64_t most = std::min<std::uint64_t>(clip.frames(), (kTile + 2 * kMargin) * factor);
  return std::make_unique<ClickDevice>(std::move(options), static_cast<std::size_t>(most), factor);
}

/// Calls work(tile) for every tile in which wants(start, end) holds.
template <class Wants, class Work>
void forEachTile(const AudioClip& clip, int channel, const OfflineWork& work, const Progress& progress,
                 std::string_view what, Wants wants, Work work2) {
  const std::size_t factor = rateFactor(clip.format().sampleRate);
  const std::uint64_t hop = kTile * factor, margin = kMargin * factor, frames = clip.frames();
  AudioBuffer buffer(clip.format().channels(), static_cast<std::size_t>(std::min(frames, hop + 2 * margin)));
  for (std::uint64_t start = 0; start < frames; start += hop) {
    work.progress.throwIfStopped();
    progress.at(static_cast<double>(start) / static_cast<double>(frames), what);
    Tile tile{start - std::min(start, margin), start, std::min(frames, start + hop), {}};
    if (!wants(tile.start, tile.end)) continue;
    const AudioView view =
        buffer.view().slice(0, static_cast<std::size_t>(std::min(frames, tile.end + margin) - tile.from));
    clip.read(tile.from, view);
    tile.samples.assign(view[channel].begin(), view[channel].end());
    for (double& sample : tile.samples)
      if (!std::isfinite(sample)) sample = 0;
    work2(tile);
  }
}

Progress channelProgress(const OfflineWork& work, int channel, int channels) {
  return work.progress.part(static_cast<double>(channel) / channels, static_cast<double>(channel + 1) / channels);
}

/// Adds what may be clicks in a tile.
void addCandidates(const Tile& tile, int channel, ClickFinder& find, const DeclickSettings& settings, double rate,
                   std::vector<ClickEvent>& events) {
  const auto widening = static_cast<std::size_t>(std::llround(settings.widening.value * rate));
  const auto from = static_cast<std::size_t>(tile.start - tile.from),
             to = static_cast<std::size_t>(tile.end - tile.from);
  for (const FoundClick& found : find(tile.samples, from, to, static_cast<std::size_t>(tile.from))) {
    const std::size_t first = found.span.start - std::min(found.span.start, widening);
    const std::size_t last = std::min(tile.samples.size(), found.span.end + widening);
    events.push_back({tile.from + first, last - first, channel, skewedOdds(found, settings.skew), false});
  }
}

void joinNeighbours(std::vector<ClickEvent>& events) {
  std::vector<ClickEvent> joined;
  for (const ClickEvent& event : events) {
    if (!joined.empty() && joined.back().channel == event.channel &&
        event.start <= joined.back().start + joined.back().length) {
      ClickEvent& last = joined.back();
      last.length = std::max(last.start + last.length, event.start + event.length) - last.start;
      last.odds = std::max(last.odds, event.odds);
    } else {
      joined.push_back(event);
    }
  }
  events = std::move(joined);
}

void checkEvents(const std::vector<ClickEvent>& events, const AudioClip& clip) {
  const auto most = static_cast<std::uint64_t>(clip.format().sampleRate / 20);
  for (const ClickEvent& event : events) {
    if (!event.isRepaired) continue;
    const bool isInside = event.channel < clip.format().channels() && event.start < clip.frames() &&
                          event.length <= clip.frames() - event.start;
    if (!isInside || event.length > most)
      throw Error(ErrorKind::Invalid, "a click at frame " + std::to_string(event.start) + " of channel " +
                                          std::to_string(event.channel + 1) +
                                          (isInside ? " is longer than 50 ms; fill it as a gap"
                                                    : " lies outside the recording; find the clicks again"));
  }
}

ClipPtr apply(const Settings& settings, const ClipPtr& input, bool, const OfflineWork& work) {
  const auto& s = settings.as<DeclickSettings>();
  OfflineWork finding = work, filling = work;
  finding.progress = work.progress.part(0, 0.7);
  filling.progress = work.progress.part(0.7, 1);
  const std::vector<ClickEvent> events =
      s.events.empty() ? findClicks(*input, s, finding) : readClickEvents(s.events, input->format().sampleRate);
  const auto count = std::ranges::count(events, true, &ClickEvent::isRepaired);
  if (work.note)
    work.note("de-click: " + std::to_string(count) + (count == 1 ? " click repaired" : " clicks repaired"));
  return repairClicks(input, events, filling);
}

}  // namespace

const SettingsType& DeclickSettings::type() {
  using S = DeclickSettings;
  static const SettingsType type = describe<S>(
      "declick", "De-click",
      "Finds clicks, crackle and pops and fills them; all other samples stay bit-identical. Latency 250 ms.",
      {
          bind<S>(&S::kind,
                  {"kind",
                   "Kind",
                   Unit::Choice,
                   0,
                   2,
                   "What is to be found.",
                   Scale::Linear,
                   {{"vinyl", "Vinyl (to 4 ms)"}, {"digital", "Digital (to 1 ms)"}, {"random", "Random (to 8 ms)"}}}),
          bind<S>(&S::sensitivity, {"sensitivity", "Sensitivity", Unit::Percent, 0, 100,
                                    "Low: only certain clicks; high: doubtful ones too."}),
          bind<S>(&S::widening,
                  {"widening", "Extend repair", Unit::Milliseconds, 0, 2, "Added to either end of each click."}),
          bind<S>(&S::skew, {"skew", "Frequency skew", Unit::Percent, -100, 100,
                             "Negative favours low pops, positive high ticks."}),
      },
      {
          bindText<S>(&S::events, {"events", "Clicks", TextParameter::Kind::InputFile,
                                   "A list of clicks to repair instead of those that are found.",
                                   "a list of clicks that was written before"}),
      });
  return type;
}

std::vector<ClickEvent> findClicks(const AudioClip& clip, const DeclickSettings& settings, const OfflineWork& work) {
  const double rate = clip.format().sampleRate;
  const std::size_t factor = rateFactor(clip.format().sampleRate);
  std::vector<ClickEvent> events;
  const int channels = clip.format().channels();
  const std::uint64_t most = std::min<std::uint64_t>(clip.frames(), (kTile + 2 * kMargin) * factor);
  ClickFinder find(static_cast<std::size_t>(most), settings.kind, clip.format().sampleRate);
  const auto device = deviceFor(clip, work);
  find.setScan([&](std::span<const double> x, ClickScan& scan) { return device->scan(x, scan); });
  for (int c = 0; c < channels; ++c)
    forEachTile(
        clip, c, work, channelProgress(work, c, channels), "finding clicks", [](auto, auto) { return true; },
        [&](const Tile& tile) { addCandidates(tile, c, find, settings, rate, events); });
  // A wish to find more or fewer clicks moves the odds by up to four; the recording's own share moves them too.
  ClickShare share;
  for (int round = 0; round < ClickShare::kRounds; ++round) {
    for (const ClickEvent& event : events) share.add(event.odds);
    share.settle();
  }
  const double shift = share.shift() + sensitivityShift(settings.sensitivity);
  for (ClickEvent& event : events) event.odds += shift;
  std::erase_if(events, [](const ClickEvent& event) { return event.odds < kForgotten; });
  joinNeighbours(events);
  for (ClickEvent& event : events) event.isRepaired = event.odds > 0;
  return events;
}

ClipPtr repairClicks(const ClipPtr& clip, const std::vector<ClickEvent>& events, const OfflineWork& work) {
  checkEvents(events, *clip);
  const std::size_t factor = rateFactor(clip->format().sampleRate);
  const int channels = clip->format().channels();
  const std::size_t longest = static_cast<std::size_t>(clip->format().sampleRate / 20);
  std::optional<ClickRepair> fill;
  const auto device = deviceFor(*clip, work);
  std::vector<std::vector<Patch>> patches(static_cast<std::size_t>(channels));
  for (int c = 0; c < channels; ++c) {
    std::vector<ClickEvent> wanted;
    std::ranges::copy_if(events, std::back_inserter(wanted),
                         [&](const ClickEvent& e) { return e.channel == c && e.isRepaired; });
    std::ranges::sort(wanted, {}, &ClickEvent::start);
    joinNeighbours(wanted);
    const auto from = [&](std::uint64_t frame) {
      return std::ranges::partition_point(wanted, [=](const ClickEvent& e) { return e.start < frame; });
    };
    const auto has = [&](std::uint64_t start, std::uint64_t end) { return from(start) != from(end); };
    forEachTile(*clip, c, work, channelProgress(work, c, channels), "filling clicks", has, [&](Tile& tile) {
      const std::uint64_t tileEnd = tile.from + tile.samples.size();
      std::vector<ClickSpan> spans;
      for (auto event = from(tile.from); event != wanted.end() && event->start + event->length <= tileEnd; ++event)
        spans.push_back({static_cast<std::size_t>(event->start - tile.from),
                         static_cast<std::size_t>(event->start + event->length - tile.from)});
      if (!fill) {
        fill.emplace((kTile + 2 * kMargin) * factor, longest, factor);
        fill->setDevice(device.get());
      }
      (*fill)(tile.samples, spans, static_cast<std::size_t>(tile.from));
      for (const ClickSpan& span : spans) {
        if (tile.from + span.start < tile.start || tile.from + span.start >= tile.end) continue;
        Patch patch{tile.from + span.start, {}};
        for (std::size_t n = span.start; n < span.end; ++n) patch.samples.push_back(repairedSample(tile.samples[n]));
        patches[static_cast<std::size_t>(c)].push_back(std::move(patch));
      }
    });
  }
  return patched(clip, std::move(patches));
}

OfflineForm declickOffline() { return {apply, nullptr}; }

}  // namespace lathe
