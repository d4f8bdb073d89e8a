// How fast the window answers on an hour of 96 kHz stereo: first picture, frames of scrolling, zooming and playing, and
// the longest stall while a render and an analysis run.
// SPDX-License-Identifier: GPL-3.0-or-later WITH AdditionRef-Lathe-CUDA
// SPDX-FileCopyrightText: The Lathe authors
#include <fmt/core.h>
#include <sys/resource.h>

#include <QtCore/QElapsedTimer>
#include <QtCore/QThread>
#include <QtCore/QTimer>
#include <QtWidgets/QApplication>
#include <algorithm>
#include <array>
#include <cmath>
#include <cstdlib>
#include <filesystem>

#include "benchmarks/music.h"
#include "core/chain/chain_file.h"
#include "core/file/audio_file.h"
#include "gui/app/main_window.h"
#include "gui/dialogs/export_dialog.h"
#include "gui/panels/loudness_panel.h"
#include "gui/theme/lathe_style.h"
#include "gui/views/editor.h"
#include "gui/views/spectrogram_view.h"
#include "gui/views/waveform_view.h"

using namespace lathe;
using namespace lathe::gui;
namespace fs = std::filesystem;

namespace {

constexpr int kRate = 96000;

double cpuSeconds() {
  rusage usage{};
  getrusage(RUSAGE_SELF, &usage);
  const auto seconds = [](const timeval& t) {
    return static_cast<double>(t.tv_sec) + 1e-6 * static_cast<double>(t.tv_usec);
  };
  return seconds(usage.ru_utime) + seconds(usage.ru_stime);
}

void writeSound(const fs::path& path, double seconds) {
  const bench::LoopClip sound(bench::song(2, kRate, 30), kRate, static_cast<std::uint64_t>(seconds * kRate));
  AudioWriter writer(path, {Container::Wav, Encoding::Int24}, sound.format());
  AudioBuffer block(2, 65536);
  for (std::uint64_t at = 0; at < sound.frames(); at += block.frames()) {
    const auto count = static_cast<std::size_t>(std::min<std::uint64_t>(block.frames(), sound.frames() - at));
    sound.read(at, block.view().slice(0, count));
    writer.write(block.view().slice(0, count));
  }
  writer.finish();
  writer.commit();
}

/// Milliseconds of single events.
class Times {
 public:
  void add(double milliseconds) { all_.push_back(milliseconds); }
  void print(const char* what) {
    std::ranges::sort(all_);
    const auto at = [&](double share) {
      return all_[static_cast<std::size_t>(share * static_cast<double>(all_.size() - 1))];
    };
    fmt::print("{:<44} median {:6.2f} ms   95 % {:6.2f}   longest {:6.2f}\n", what, at(0.5), at(0.95), at(1));
    std::fflush(stdout);
  }

 private:
  std::vector<double> all_;
};

/// The window with its panels around an editor of 1400 x 800 pixels, and all it keeps in a folder of its own.
class Bench {
 public:
  explicit Bench(const fs::path& folder)
      : folder_(folder), workspace_(WorkspaceFolders{folder / "journals", folder / "peaks"}), window_(workspace_) {
    window_.resize(1400, 800);
    window_.show();
    QApplication::processEvents();
    spectrogram().installEventFilter(&paints_);
  }

  void open(const fs::path& file) {
    QElapsedTimer clock;
    clock.start();
    const double before = cpuSeconds();
    window_.openFiles({QString::fromStdString(file.string())});
    runUntil([&] { return hasPicture(); });
    fmt::print("first picture                                {:6.2f} s ({:.2f} CPU s)\n", seconds(clock),
               cpuSeconds() - before);
    runUntil([&] { return workspace_.sound.knownShare() == 1; });
    fmt::print("complete overview                            {:6.2f} s ({:.2f} CPU s)\n", seconds(clock),
               cpuSeconds() - before);
    runUntil([&] { return spectrogram().tiles().isIdle(); });
    fmt::print("spectrogram refined                          {:6.2f} s ({:.2f} CPU s)\n", seconds(clock),
               cpuSeconds() - before);
    const QSize around = window_.size() - window_.editor().size();
    window_.resize(around + QSize(1400, 800));
    settle();
    fmt::print("editor {} x {} pixels\n", window_.editor().width(), window_.editor().height());
    std::fflush(stdout);
  }

  void scroll(const char* what, double framesPerPixel, double pixels, bool isWarm) {
    show(framesPerPixel);
    if (isWarm) {
      for (int i = 0; i < 200; ++i) workspace_.axis.scrollBy(pixels * framesPerPixel), settle();
      show(framesPerPixel);
    }
    Times times;
    for (int i = 0; i < 200; ++i) times.add(frame([&] { workspace_.axis.scrollBy(pixels * framesPerPixel); }));
    times.print(what);
  }

  void zoom() {
    Times times;
    workspace_.axis.showAll();
    settle();
    for (int round = 0; round < 3; ++round) {
      while (workspace_.axis.framesPerPixel() > 0.1)
        times.add(frame([&] { workspace_.axis.zoom(std::pow(2, 0.25), 700); }));
      while (!workspace_.axis.showsAll()) times.add(frame([&] { workspace_.axis.zoom(std::pow(2, -0.25), 700); }));
    }
    times.print("zoom step, whole hour to samples and back");
  }

  void play(const char* what, double framesPerPixel) {
    show(framesPerPixel);
    Times times;
    const double start = workspace_.axis.start();
    for (int i = 0; i < 300; ++i)
      times.add(frame([&] { workspace_.playhead.moveTo(start + (100 + 2.0 * i) * framesPerPixel); }));
    workspace_.playhead.moveTo(-1);
    times.print(what);
  }

  /// Scrolls at 60 frames a second while `work` runs; every event of this thread is waited for by a timer.
  void stalls(const char* what, const std::function<void()>& start, double mostSeconds) {
    show(20000);
    Times gaps;
    QElapsedTimer since, clock;
    QTimer heart, screen;
    QObject::connect(&heart, &QTimer::timeout, [&] {
      gaps.add(static_cast<double>(since.nsecsElapsed()) * 1e-6);
      since.start();
    });
    QObject::connect(&screen, &QTimer::timeout, [&] {
      workspace_.axis.scrollBy(4 * workspace_.axis.framesPerPixel());
      if (workspace_.axis.end() >= workspace_.axis.frames()) workspace_.axis.scrollTo(0);
      workspace_.playhead.moveTo(workspace_.axis.frameAt(700));
    });
    since.start();
    clock.start();
    if (start) {
      start();
      fmt::print("  (begun in {:.1f} ms)\n", 1000 * seconds(clock));
    }
    heart.start(1);
    screen.start(16);
    do QApplication::processEvents(QEventLoop::WaitForMoreEvents);
    while ((workspace_.jobs.isBusy() || !start) && seconds(clock) < mostSeconds);
    heart.stop();
    screen.stop();
    workspace_.playhead.moveTo(-1);
    gaps.print(what);
    if (start && !workspace_.jobs.isBusy()) fmt::print("  (the work was done after {:.1f} s)\n", seconds(clock));
    workspace_.jobs.stopAll();
    workspace_.jobs.waitForAll();
    settle();
  }

  void analyse() { window_.loudnessPanel().analysis().measure(); }
  void render() {
    workspace_.document.apply({"Master chain", [](Session session) {
                                 session.masterChain = findPreset("loud").chain;
                                 return session;
                               }});
    RenderRequest request;
    request.folder = folder_;
    request.overwrite = Overwrite::Yes;
    startExport(workspace_, request, nullptr);
  }

 private:
  static double seconds(const QElapsedTimer& clock) { return static_cast<double>(clock.nsecsElapsed()) * 1e-9; }
  gui::SpectrogramView& spectrogram() { return window_.editor().spectrogram(); }
  gui::WaveformView& waveform() { return window_.editor().waveform(); }

  /// Columns of the waveform and spectra all over the track are known, and have been drawn.
  bool hasPicture() {
    if (!workspace_.sound.clip()) return false;
    const TimeAxis& axis = workspace_.axis;
    for (int x = 0; x < waveform().width(); x += 10) {
      const double frame = axis.frameAt(x);
      if (frame < 0 || frame + axis.framesPerPixel() >= axis.frames()) continue;
      std::array<analysis::PeakPair, 1> column;
      std::array<bool, 1> isKnown{};
      workspace_.sound.peaks(0, frame, axis.framesPerPixel(), column, isKnown);
      if (!isKnown[0] || !spectrogram().levelAt(x, spectrogram().height() / 4.0)) return false;
    }
    window_.editor().repaint();
    return true;
  }

  void runUntil(const std::function<bool()>& isSo) {
    while (!isSo()) {
      QApplication::processEvents();
      QThread::msleep(1);
    }
  }
  void settle() {
    QElapsedTimer clock;
    clock.start();
    do QApplication::processEvents(QEventLoop::AllEvents, 5);
    while (!spectrogram().tiles().isIdle() && seconds(clock) < 5);
    QApplication::processEvents();
  }
  /// From the middle of the track on.
  void show(double framesPerPixel) {
    const double start = workspace_.axis.frames() / 2;
    workspace_.axis.show(start, start + framesPerPixel * workspace_.axis.width());
    settle();
  }
  /// What a change costs until it is on the screen, events that it caused included.
  double frame(const std::function<void()>& change) {
    const int before = paints_.count;
    QElapsedTimer clock;
    clock.start();
    change();
    do QApplication::processEvents();
    while (paints_.count == before);
    return static_cast<double>(clock.nsecsElapsed()) * 1e-6;
  }

  /// Counts how often a view was painted.
  struct Paints : QObject {
    int count = 0;
    bool eventFilter(QObject*, QEvent* event) override {
      count += event->type() == QEvent::Paint ? 1 : 0;
      return false;
    }
  };

  fs::path folder_;
  Workspace workspace_;
  MainWindow window_;
  Paints paints_;
};

}  // namespace

int main(int argc, char** argv) {
  if (argc < 2) {
    fmt::print(stderr,
               "lathe_frame_times FOLDER [SECONDS]: makes SECONDS (3600) of 96 kHz stereo there, and measures the "
               "window with it\n");
    return 2;
  }
  setenv("QT_QPA_PLATFORM", "offscreen", 0);
  const fs::path folder = argv[1];
  const double length = argc > 2 ? std::atof(argv[2]) : 3600;
  fs::create_directories(folder);
  const fs::path sound = folder / "sound.wav";
  fs::remove_all(folder / "peaks");
  fs::remove_all(folder / "journals");
  if (!fs::exists(sound)) writeSound(sound, length);
  QApplication application(argc, argv);
  applyTheme(application, Theme::dark());
  Bench bench(folder);
  bench.open(sound);
  bench.scroll("scroll 4 px, whole minutes (4096 frames/px)", 4096, 4, true);
  bench.scroll("scroll 4 px, 256 frames/px", 256, 4, true);
  bench.scroll("scroll 4 px, 256 frames/px, nothing known yet", 250, 4, false);
  bench.scroll("scroll 4 px, 0.1 frames/px (samples)", 0.1, 4, true);
  bench.zoom();
  bench.play("playhead, 2 px, 4096 frames/px", 4096);
  bench.play("playhead, 2 px, 256 frames/px", 256);
  bench.stalls("gaps of the event loop, scrolling, no work", {}, 5);
  bench.stalls(
      "the same while an analysis runs", [&] { bench.analyse(); }, 20);
  bench.stalls(
      "the same while a render runs", [&] { bench.render(); }, 20);
  bench.stalls(
      "the same while both run",
      [&] {
        bench.analyse();
        bench.render();
      },
      20);
  return 0;
}
