// A hundred spectral edits on an hour of stereo at 48 kHz: opening, one changed edit, the whole render, and the memory.
// SPDX-License-Identifier: GPL-3.0-or-later WITH AdditionRef-Lathe-CUDA
// SPDX-FileCopyrightText: The Lathe authors
#include <fmt/core.h>
#include <sys/resource.h>

#include <algorithm>
#include <filesystem>
#include <map>

#include "analysis/measurement/render_meter.h"
#include "benchmarks/music.h"
#include "core/audio/error.h"
#include "core/file/audio_file.h"
#include "core/render/session_renderer.h"
#include "core/render/track_clip.h"
#include "core/session/session.h"
#include "core/session/session_file.h"
#include "core/session/spectral_edits.h"
#include "core/spectral/edited_clip.h"
#include "core/spectral/operators.h"

using namespace lathe;
namespace fs = std::filesystem;

namespace {

constexpr int kRate = 48000;
constexpr std::uint64_t kFrames = 3600ull * kRate;
constexpr int kEdits = 100;

double cpuSeconds() {
  rusage usage{};
  getrusage(RUSAGE_SELF, &usage);
  const auto seconds = [](const timeval& t) {
    return static_cast<double>(t.tv_sec) + 1e-6 * static_cast<double>(t.tv_usec);
  };
  return seconds(usage.ru_utime) + seconds(usage.ru_stime);
}

double peakMegabytes() {
  rusage usage{};
  getrusage(RUSAGE_SELF, &usage);
  return static_cast<double>(usage.ru_maxrss) / 1024;
}

void writeHour(const fs::path& path) {
  const bench::LoopClip hour(bench::song(2, kRate, 30), kRate, kFrames);
  AudioWriter writer(path, {Container::Wav, Encoding::Int24}, hour.format());
  AudioBuffer block(2, 65536);
  for (std::uint64_t at = 0; at < kFrames; at += block.frames()) {
    const auto count = static_cast<std::size_t>(std::min<std::uint64_t>(block.frames(), kFrames - at));
    hour.read(at, block.view().slice(0, count));
    writer.write(block.view().slice(0, count));
  }
  writer.finish();
  writer.commit();
}

/// One every 35 s, of all operators in turn; and a hum line with its harmonics over the whole hour.
std::vector<SpectralEdit> hundredEdits() {
  std::vector<SpectralEdit> edits;
  const auto& operators = spectralOperators();
  for (int i = 0; i + 1 < kEdits; ++i) {
    const double at = 20 + 35.7 * i;
    SpectralEdit edit{{}, Settings(*operators[static_cast<std::size_t>(i) % operators.size()].settings)};
    const std::string& id = edit.operation.type().id;
    const bool isShort = id == "heal" || id == "partials" || id == "pattern";
    const double length = isShort ? 0.05 : 1.5;
    edit.mask.parts.push_back({RectangleShape{{{at}, {at + length}}, {{400}, {isShort ? 24000.0 : 4000.0}}}});
    edits.push_back(std::move(edit));
  }
  SpectralEdit hum{Mask{{{HarmonicsShape{50_Hz, 6, 6_Hz}, {}, {0.0_s, 10_Hz}}}}, operationOf("level")};
  hum.fftSize = 16384;
  edits.push_back(std::move(hum));
  return edits;
}

void writeSession(const fs::path& session, const fs::path& sound) {
  Session made;
  made.tracks.push_back(trackOf(makeSource(sound, false), kRate));
  made.tracks.front().spectralEdits = hundredEdits();
  made.delivery.format = {Container::Wav, Encoding::Int24};
  saveSession(session, History(made), Overwrite::Yes);
}

/// CPU seconds to open the session, change one edit and render all that it reaches, with all other edits in place.
double changedRegion(const fs::path& path, std::size_t index) {
  const double start = cpuSeconds();
  History history = loadSession(path);
  SpectralEdit edit = history.session().tracks.front().spectralEdits[index];
  edit.mask.parts.front().feather = {0.01_s, 50_Hz};
  history.apply(changeSpectralEdit(0, index, edit));
  const Track& track = history.session().tracks.front();
  const auto clip =
      std::make_shared<TrackClip>(track, kRate, [](const AudioSource& source) { return openClip(source.path); });
  const ClipPtr edited = withEdits(clip, track.spectralEdits);
  const SampleSpan reach = reachOf(edit, kRate, edited->frames());
  AudioBuffer out(2, static_cast<std::size_t>(reach.end - reach.start));
  edited->read(static_cast<std::uint64_t>(reach.start), out.view());
  return cpuSeconds() - start;
}

}  // namespace

int main(int count, char** arguments) try {
  const fs::path folder = count > 1 ? arguments[1] : fs::temp_directory_path() / "lathe-hundred-edits";
  fs::create_directories(folder);
  const fs::path sound = folder / "hour.wav", session = folder / "hour.lathe";
  if (!fs::exists(sound)) writeHour(sound);
  writeSession(session, sound);

  std::map<std::string, double> slowest;
  const auto edits = hundredEdits();
  for (std::size_t i = 0; i + 1 < 2 * spectralOperators().size() + 1; ++i) {
    double& seconds = slowest[edits[i].operation.type().id];
    seconds = std::max(seconds, changedRegion(session, i));
  }
  fmt::print("open, change one edit, render its region (CPU s, the slower of two):\n");
  for (const auto& [id, seconds] : slowest) fmt::print("  {:<12} {:.3f}\n", id, seconds);
  fmt::print("peak memory so far {:.0f} MB\n", peakMegabytes());
  std::fflush(stdout);

  RenderRequest request;
  request.folder = folder / "out";
  request.overwrite = Overwrite::Yes;
  fs::create_directories(request.folder);
  const double start = cpuSeconds();
  const auto outcomes = renderTasks(tasksOf(loadSession(session).session(), request), 1, analysis::renderMeters(), {});
  const double seconds = cpuSeconds() - start;
  if (outcomes.front().error) throw *outcomes.front().error;
  const auto& proof = outcomes.front().report.editProof;
  fmt::print("whole render {:.1f} CPU s, {:.0f} times real time; peak memory {:.0f} MB; {} samples outside changed\n",
             seconds, 3600 / seconds, peakMegabytes(), proof ? proof->changedOutside : 0);
  return 0;
} catch (const Error& error) {
  fmt::print(stderr, "{}\n", error.what());
  return 1;
}
