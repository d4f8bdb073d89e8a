// One finder after the other; each gives a finding, and a stage where there is something to repair.
// SPDX-License-Identifier: GPL-3.0-or-later WITH AdditionRef-Lathe-CUDA
// SPDX-FileCopyrightText: The Lathe authors
#include "analysis/diagnosis/diagnosis.h"

#include <fmt/core.h>

#include <algorithm>
#include <cmath>

#include "core/restoration/channels/channel_figures.h"
#include "core/restoration/channels/channel_repair.h"
#include "core/restoration/declick/declick.h"
#include "core/restoration/declip/declip.h"
#include "core/restoration/dehum/hum_tracker.h"
#include "core/restoration/denoise/denoise.h"
#include "core/restoration/denoise/denoise_learn.h"
#include "core/restoration/gap_fill.h"
#include "core/restoration/speech/deess.h"
#include "core/restoration/speech/deplosive.h"
#include "core/restoration/speech/mouth_clicks.h"
#include "core/restoration/speech/speech_frames.h"

namespace lathe::analysis {
namespace {

constexpr double kLeastConfidence = 0.5;  // of what a remedy is proposed for

Severity graded(double value, double slight, double clear, double severe) {
  if (value >= severe) return Severity::Severe;
  if (value >= clear) return Severity::Clear;
  return value >= slight ? Severity::Slight : Severity::None;
}

/// 0 at `nothing`, 1 at `sure`.
double share(double value, double nothing, double sure) {
  return std::clamp((value - nothing) / (sure - nothing), 0.0, 1.0);
}

class Examination {
 public:
  Examination(ClipPtr clip, const Progress& progress, const std::filesystem::path& folder) : clip_(std::move(clip)) {
    work_.folder = folder;
    progress_ = progress;
    result_.seconds = static_cast<double>(clip_->frames()) / clip_->format().sampleRate;
  }

  Diagnosis run(Material material) {
    if (clip_->frames() == 0) return result_;
    at(0);
    speech_ = listenToSpeech(*clip_, work_);
    result_.isSpeech = material == Material::Speech || (material == Material::Automatic && soundsLikeSpeech());
    if (speech_.voiceLevel <= -199) return result_;
    at(0.1), lookForDropouts();
    at(0.15), lookForClipping();
    at(0.2), lookForClicks();
    at(0.6), lookAtChannels();
    at(0.7), lookForHum();
    at(0.8), lookForNoise();
    at(0.9);
    if (result_.isSpeech) {
      lookForMouthClicks();
      lookForPlosives();
      lookForSibilance();
    }
    return std::move(result_);
  }

 private:
  void at(double fraction) {
    progress_.throwIfStopped();
    progress_.at(fraction, "diagnosing");
    work_.progress = {{}, progress_.stop};
  }

  void add(Finding finding, const Settings* repair) {
    if (finding.severity == Severity::None) finding.confidence = 0;
    if (finding.severity != Severity::None && finding.confidence >= kLeastConfidence && repair) {
      finding.remedy = repair->type().id;
      const auto isIn = [&](const Stage& stage) { return stage.settings.type().id == finding.remedy; };
      if (!std::ranges::any_of(result_.remedy.stages, isIn)) result_.remedy.stages.push_back(Stage{*repair});
    }
    result_.findings.push_back(std::move(finding));
  }

  double perMinute(double count) const { return count * 60 / std::max(1.0, result_.seconds); }

  /// Pauses, voiced and unvoiced sounds in turn a few times a second, and sibilants, but few.
  bool soundsLikeSpeech() const {
    double pauses = 0, voiced = 0, sibilants = 0, turns = 0;
    int last = 0;
    for (const SpeechFrame& f : speech_.frames) {
      if (speechLevel(f.voice()) < speech_.voiceLevel - 25) {
        pauses += 1;
        continue;
      }
      const int kind = f.voicing > 0.6f ? 1 : f.voicing < 0.4f ? 2 : last;
      voiced += f.voicing > 0.6f ? 1 : 0;
      turns += kind != last ? 1 : 0;
      last = kind;
      sibilants += f.power[Sibilance] > f.voice() - f.power[Sibilance] ? 1 : 0;
    }
    const auto all = static_cast<double>(speech_.frames.size()), active = std::max(1.0, all - pauses);
    const double rate = turns / std::max(1e-9, speech_.seconds(speech_.frames.size()));
    return result_.seconds > 2 && pauses > 0.08 * all && voiced > 0.5 * active && voiced < 0.92 * active && rate > 2 &&
           rate < 9 && sibilants > 0.004 * active && sibilants < 0.35 * active;
  }

  void lookForDropouts() {
    const auto gaps = findDropouts(*clip_, work_);
    double length = 0;
    for (const Gap& gap : gaps) length += static_cast<double>(gap.length);
    const auto count = static_cast<double>(gaps.size());
    Finding f{"dropouts", "Dropouts", count, "",
              fmt::format("{} of digital silence amid sound, {:.0f} ms in all", gaps.size(),
                          1000 * length / clip_->format().sampleRate)};
    f.severity = graded(count, 1, 3, 20);
    f.confidence = 0.9;
    const Settings repair{GapFillSettings{}};
    add(std::move(f), &repair);
  }

  void lookForClipping() {
    const auto levels = findClippingLevels(*clip_, work_);
    std::uint64_t clipped = 0, runs = 0, longest = 0, upper = 0;
    AudioBuffer buffer(clip_->format().channels(), 65536);
    std::vector<std::uint64_t> open(levels.size(), 0);
    for (std::uint64_t at = 0; at < clip_->frames(); at += buffer.frames()) {
      clip_->read(at, buffer.view());
      for (std::size_t c = 0; c < levels.size(); ++c)
        for (const float x : std::as_const(buffer)[static_cast<int>(c)]) {
          const bool isUpper = levels[c].above > 0 && x >= levels[c].above;
          const bool isClipped = isUpper || (levels[c].below > 0 && -x >= levels[c].below);
          if (!isClipped) {
            open[c] = 0;
            continue;
          }
          ++clipped;
          upper += isUpper ? 1 : 0;
          runs += open[c] == 0 ? 1 : 0;
          longest = std::max(longest, ++open[c]);
        }
    }
    const double percent =
        100 * static_cast<double>(clipped) / static_cast<double>(clip_->frames()) / static_cast<double>(levels.size());
    Finding f{"clipping", "Clipping", percent, "%",
              clipped == 0
                  ? std::string("none")
                  : fmt::format("{:.3f} % of the samples in {} runs of up to {}, {:.0f} % of them positive", percent,
                                runs, longest, 100.0 * static_cast<double>(upper) / static_cast<double>(clipped))};
    // A full-scale peak or two that was only just touched makes no runs.
    if (longest >= 3) f.severity = graded(percent, 0.0005, 0.05, 1);
    f.confidence = share(static_cast<double>(clipped), 6, 40);
    const Settings repair{DeclipSettings{}};
    add(std::move(f), &repair);
  }

  void lookForClicks() {
    const auto clicks = findClicks(*clip_, DeclickSettings{}, work_);
    double count = 0, sure = 0;
    for (const ClickEvent& click : clicks)
      if (click.isRepaired) count += 1, sure += click.odds > 2 ? 1 : 0;
    const double rate = perMinute(count);
    Finding f{"clicks", "Clicks", rate, "per minute",
              fmt::format("{:.0f}, {:.1f} a minute, {:.0f} of them sure", count, rate, sure)};
    if (count >= 3) f.severity = graded(rate, 4, 30, 300);
    f.confidence = count > 0 ? share(sure / count, 0, 0.8) * share(sure, 0, 6) : 0;
    const Settings repair{DeclickSettings{}};
    add(std::move(f), &repair);
  }

  void lookAtChannels() {
    const ChannelFigures figures = measureChannels(*clip_, work_);
    const Settings repair{ChannelRepairSettings{}};
    double offset = 0;
    for (const double x : figures.offset)
      if (std::abs(x) > std::abs(offset)) offset = x;
    Finding f{"offset", "DC offset", 100 * offset, "%",
              offset == 0 ? std::string("none")
                          : fmt::format("{:+.3f} % of full scale, {:.1f} dBFS", 100 * offset,
                                        toDecibels(std::abs(offset)).value)};
    // What is 20 dB below the noise of 16 bits in a loud recording is only worth mention where it is heard at cuts.
    f.severity = graded(std::abs(offset), 3e-4, 3e-3, 3e-2);
    f.confidence = 0.95;
    add(std::move(f), &repair);
    if (!figures.lag) return;
    const ChannelLag& lag = *figures.lag;
    const bool isOneSound = lag.confidence >= 0.6;
    Finding polarity{"polarity", "Polarity", lag.isInverted ? -1.0 : 1.0, "",
                     !isOneSound      ? fmt::format("can't be told: likeness {:.2f}", lag.likeness)
                     : lag.isInverted ? fmt::format("channels are opposite, likeness {:.2f}", lag.likeness)
                                      : std::string("alike")};
    polarity.severity = isOneSound && lag.isInverted ? Severity::Severe : Severity::None;
    polarity.confidence = lag.confidence;
    add(std::move(polarity), &repair);
    Finding delay{"delay", "Delay between channels", lag.delay, "frames",
                  isOneSound ? fmt::format("right channel {:.3f} frames ({:.1f} us) {}{}", std::abs(lag.delay),
                                           1e6 * std::abs(lag.delay) / clip_->format().sampleRate,
                                           lag.delay < 0 ? "early" : "late", lag.drifts ? ", drifting" : "")
                             : fmt::format("can't be told: likeness {:.2f}", lag.likeness)};
    if (isOneSound) delay.severity = lag.drifts ? Severity::Clear : graded(std::abs(lag.delay), 0.1, 1, 8);
    delay.confidence = lag.confidence;
    add(std::move(delay), &repair);
    const double difference = figures.level[0] - figures.level[1];
    Finding balance{"balance", "Balance", difference, "dB", fmt::format("left {:+.2f} dB against right", difference)};
    // Unlike channels may be so by intent.
    if (isOneSound && lag.likeness > 0.9) balance.severity = graded(std::abs(difference), 0.5, 2, 6);
    balance.confidence = share(lag.likeness, 0.8, 1) * lag.confidence;
    ChannelRepairSettings balanced;
    balanced.findsBalance = true;
    const Settings balancing{balanced};
    const bool isProposed = balance.severity != Severity::None && balance.confidence >= kLeastConfidence;
    if (isProposed)
      std::erase_if(result_.remedy.stages,
                    [](const Stage& s) { return s.settings.type().id == ChannelRepairSettings::type().id; });
    add(std::move(balance), &balancing);
  }

  void lookForHum() {
    const QuietPassages quiet = findQuietPassages(*clip_, work_.progress);
    const auto hum = findHum(*clip_, quiet.ranges, DehumValues{}, work_.progress);
    double level = -200;
    if (hum) {
      double power = 0;
      for (const HumHarmonic& h : hum->harmonics)
        for (const float a : h.amplitude)
          power += 2.0 * static_cast<double>(a) * static_cast<double>(a) / static_cast<double>(h.amplitude.size());
      level = speechLevel(power);
    }
    const double under = speech_.voiceLevel - level;
    const bool isFound = hum && !hum->harmonics.empty();
    Finding f{"hum", "Hum", isFound ? hum->base : 0, "Hz",
              isFound ? fmt::format("{:.2f} Hz with {} harmonics at {:.1f} dBFS, {:.0f} dB out of what is around them",
                                    hum->base, hum->harmonics.size(), level, hum->prominence)
                      : std::string("none")};
    if (isFound && level > -90) f.severity = graded(-under, -70, -50, -30);
    f.confidence =
        isFound ? share(hum->prominence, 9, 18) * share(static_cast<double>(hum->harmonics.size()), 0, 3) : 0;
    const Settings repair{DehumSettings{}};
    add(std::move(f), &repair);
  }

  void lookForNoise() {
    std::vector<TimeRange> ranges;
    const NoiseProfile profile = findProfile(*clip_, ranges, work_.progress);
    // Frames reach 23 ms beyond their place: those at the ends of a range hear what is beside it.
    std::vector<double> powers;
    const std::size_t edge = speech_.framesIn(30_ms);
    for (const TimeRange& range : ranges)
      for (std::size_t i = speech_.framesIn(range.start) + edge;
           i + edge < std::min(speech_.frames.size(), speech_.framesIn(range.end)); ++i)
        powers.push_back(static_cast<double>(speech_.frames[i].power[Presence] + speech_.frames[i].power[Sibilance]));
    const bool isFound = profile.channels() > 0 && !powers.empty();
    std::ranges::sort(powers);
    const double level = isFound ? speechLevel(powers[powers.size() / 2]) : -200, under = speech_.voiceLevel - level;
    Finding f{"noise", "Noise", isFound ? level : speech_.floorLevel, "dBFS",
              isFound ? fmt::format("{:.1f} dBFS from 1.5 to 11 kHz, {:.0f} dB below the programme", level, under)
                      : std::string("no steady noise that could be learned")};
    if (isFound && level > -85) f.severity = graded(-under, -50, -38, -24);
    f.confidence = isFound ? share(profile.seconds, 0.1, 0.8) * share(60 - under, 5, 15) : 0;
    Settings repair{DenoiseSettings{}};
    if (result_.isSpeech) repair.setText("mode", "dialogue");
    add(std::move(f), &repair);
  }

  void lookForMouthClicks() {
    const auto clicks = findMouthClicks(*clip_, 0.5, work_);
    const double count = static_cast<double>(clicks.size()) / clip_->format().channels(), rate = perMinute(count);
    Finding f{"mouth-clicks", "Mouth clicks", rate, "per minute", fmt::format("{:.0f}, {:.0f} a minute", count, rate)};
    // Speech has a few that are nobody's fault; on clean recordings up to 80 a minute are taken for some.
    if (count >= 5) f.severity = graded(rate, 100, 150, 300);
    f.confidence = share(rate, 60, 160);
    const Settings repair{MouthClickSettings{}};
    add(std::move(f), &repair);
  }

  void lookForPlosives() {
    const auto bursts = findPlosives(speech_, 0.5);
    double strongest = 0;
    for (const SpeechSpan& burst : bursts) strongest = std::max(strongest, burst.level);
    const auto count = static_cast<double>(bursts.size());
    Finding f{"plosives", "Plosives", perMinute(count), "per minute",
              bursts.empty()
                  ? std::string("none")
                  : fmt::format("{} bursts, up to {:.0f} dB over the voice's bass", bursts.size(), strongest)};
    if (count >= 2) f.severity = graded(perMinute(count), 3, 10, 30);
    f.confidence = share(strongest, 6, 14);
    const Settings repair{DeplosiveSettings{}};
    add(std::move(f), &repair);
  }

  void lookForSibilance() {
    double power = 0, count = 0;
    for (const SpeechFrame& frame : speech_.frames)
      if (frame.power[Sibilance] > frame.voice() - frame.power[Sibilance] &&
          speechLevel(frame.voice()) > speech_.voiceLevel - 20)
        power += static_cast<double>(frame.power[Sibilance]), count += 1;
    const double level = count > 0 ? speechLevel(power / count) - speech_.voiceLevel : -99;
    Finding f{"sibilance", "Sibilance", level, "dB",
              count > 0 ? fmt::format("sibilants {:.1f} dB against the voice, {:.1f} s of them", level,
                                      speech_.seconds(static_cast<std::size_t>(count)))
                        : std::string("none")};
    f.severity = graded(level, -4, -1, 3);
    f.confidence = share(level, -6, -2);
    const Settings repair{DeessSettings{}};
    add(std::move(f), &repair);
  }

  ClipPtr clip_;
  OfflineWork work_;
  Progress progress_;
  SpeechFrames speech_;
  Diagnosis result_;
};

/// Where a stage stands in a chain of repairs: what needs samples as they were recorded comes first, noise last.
int placeOf(const Stage& stage) {
  const char* const order[] = {"gap-fill", "declip",      "declick",   "channel-repair", "dehum",
                               "denoise",  "mouth-click", "deplosive", "deess"};
  return static_cast<int>(std::ranges::find(order, stage.settings.type().id) - std::begin(order));
}

}  // namespace

std::string_view severityText(Severity severity) noexcept {
  switch (severity) {
    case Severity::None:
      return "none";
    case Severity::Slight:
      return "slight";
    case Severity::Clear:
      return "clear";
    case Severity::Severe:
      return "severe";
  }
  return "";
}

Diagnosis diagnose(const ClipPtr& clip, Material material, const Progress& progress,
                   const std::filesystem::path& folder) {
  Diagnosis diagnosis = Examination(clip, progress, folder).run(material);
  std::ranges::stable_sort(diagnosis.remedy.stages, {}, placeOf);
  return diagnosis;
}

}  // namespace lathe::analysis
