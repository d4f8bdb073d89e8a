// Commands on the selection, the cursor and markers.
// SPDX-License-Identifier: GPL-3.0-or-later WITH AdditionRef-Lathe-CUDA
// SPDX-FileCopyrightText: The Lathe authors
#include "gui/app/selection_commands.h"

#include <algorithm>
#include <cmath>

#include "core/session/edits.h"
#include "core/session/spectral_edits.h"
#include "core/spectral/operators.h"

namespace lathe::gui {
namespace {

double cursorFrame(const Workspace& workspace) { return workspace.selection.cursor().value * workspace.axis.rate(); }

void setCursorFrame(Workspace& workspace, double frame) {
  const TimeAxis& axis = workspace.axis;
  workspace.selection.setCursor(Seconds{std::clamp(std::round(frame), 0.0, axis.frames()) / axis.rate()});
  workspace.axis.reveal(cursorFrame(workspace));
}

/// The frame of the nearest rising zero crossing, or the same frame.
double zeroCrossingNear(const AudioClip& clip, double frame) {
  const int reach = clip.format().sampleRate / 50;
  const auto start = static_cast<std::uint64_t>(std::max(0.0, frame - reach));
  AudioBuffer samples(clip.format().channels(), static_cast<std::size_t>(2 * reach + 2));
  clip.read(start, samples.view());
  double best = frame, least = reach + 1.0;
  for (std::size_t n = 1; n < samples.frames(); ++n) {
    const bool isRising = samples[0][n - 1] < 0 && samples[0][n] >= 0;
    const double at = static_cast<double>(start + n);
    if (!isRising || std::abs(at - frame) >= least) continue;
    least = std::abs(at - frame);
    best = at;
  }
  return best;
}

/// For what is typed or dragged: within what a session can hold.
std::uint64_t wholeFrame(double frame) {
  constexpr double kMostFrames = 9e15;
  return frame > 0 ? static_cast<std::uint64_t>(std::min(std::round(frame), kMostFrames)) : 0;
}

}  // namespace

bool applyToSelection(Workspace& workspace, const Settings& operation) {
  Document& document = workspace.document;
  if (!document.hasTrack() || workspace.selection.isEmpty()) {
    Q_EMIT document.failed(Document::tr("Nothing is selected: drag over the waveform or the spectrogram first"));
    return false;
  }
  SpectralEdit edit{workspace.selection.mask(), operation};
  edit.fftSize = std::clamp(workspace.view.values().fftSize, kSmallestFft, kLargestFft);
  return document.apply(addSpectralEdit(document.currentTrack(), std::move(edit)));
}

void selectAll(Workspace& workspace) {
  if (workspace.sound.clip())
    workspace.selection.selectTime({0.0_s, Seconds{workspace.axis.frames() / workspace.axis.rate()}});
}

void setSelectionEdge(Workspace& workspace, bool isStart) {
  const TimeAxis& axis = workspace.axis;
  const Seconds at =
      workspace.playhead.isShown() ? Seconds{workspace.playhead.frame() / axis.rate()} : workspace.selection.cursor();
  const Seconds end{axis.frames() / axis.rate()};
  TimeSpan span = workspace.selection.time().value_or(isStart ? TimeSpan{at, end} : TimeSpan{0.0_s, at});
  (isStart ? span.start : span.end) = at;
  if (span.end > span.start) workspace.selection.selectTime(span);
}

void nudge(Workspace& workspace, double pixels, bool extends) {
  const TimeAxis& axis = workspace.axis;
  const double step = pixels * std::max(1.0, axis.framesPerPixel());
  if (!extends) {
    setCursorFrame(workspace, cursorFrame(workspace) + step);
    return;
  }
  const double cursor = cursorFrame(workspace);
  const auto time = workspace.selection.time();
  double from = time ? time->start.value * axis.rate() : cursor, to = time ? time->end.value * axis.rate() : cursor;
  const bool movesEnd = !time || std::abs(from - cursor) < 1;
  (movesEnd ? to : from) += step;
  if (from > to) std::swap(from, to);
  from = std::max(from, 0.0);
  to = std::min(to, axis.frames());
  if (to > from) workspace.selection.selectTime({Seconds{from / axis.rate()}, Seconds{to / axis.rate()}});
}

void toZeroCrossing(Workspace& workspace) {
  const ClipPtr clip = workspace.sound.clip();
  if (!clip) return;
  const double rate = workspace.axis.rate();
  if (const auto time = workspace.selection.time()) {
    const double from = zeroCrossingNear(*clip, time->start.value * rate),
                 to = zeroCrossingNear(*clip, time->end.value * rate);
    if (to > from) workspace.selection.selectTime({Seconds{from / rate}, Seconds{to / rate}});
  }
  setCursorFrame(workspace, zeroCrossingNear(*clip, cursorFrame(workspace)));
}

void addMarkerAtCursor(Workspace& workspace) {
  Document& document = workspace.document;
  if (!document.hasTrack()) return;
  const double frame = workspace.playhead.isShown() ? workspace.playhead.frame() : cursorFrame(workspace);
  const std::string name = Document::tr("Marker %1").arg(document.track().markers.size() + 1).toStdString();
  document.apply(addMarker(document.currentTrack(), {wholeFrame(frame), 0, name}));
}

void goToMarker(Workspace& workspace, bool isNext) {
  if (!workspace.document.hasTrack()) return;
  const double cursor = cursorFrame(workspace);
  std::optional<double> best;
  for (const Marker& marker : workspace.document.track().markers) {
    const auto frame = static_cast<double>(marker.frame);
    if (isNext ? frame <= cursor + 0.5 : frame >= cursor - 0.5) continue;
    if (!best || (isNext ? frame < *best : frame > *best)) best = frame;
  }
  setCursorFrame(workspace, best.value_or(isNext ? workspace.axis.frames() : 0));
}

void trimToSelection(Workspace& workspace) {
  const auto time = workspace.selection.time();
  Document& document = workspace.document;
  if (!time || !document.hasTrack()) {
    Q_EMIT document.failed(Document::tr("Select the time to keep first"));
    return;
  }
  const double rate = workspace.axis.rate();
  if (document.apply(
          trimTrack(document.currentTrack(), wholeFrame(time->start.value * rate), wholeFrame(time->end.value * rate))))
    workspace.selection.clear();
}

void silenceSelection(Workspace& workspace) { applyToSelection(workspace, operationOf("delete")); }

void zoomToSelection(Workspace& workspace) {
  const auto time = workspace.selection.time();
  const TimeAxis& axis = workspace.axis;
  if (!time) return;
  const double from = time->start.value * axis.rate(), to = time->end.value * axis.rate();
  workspace.axis.show(from - 0.02 * (to - from), to + 0.02 * (to - from));
}

}  // namespace lathe::gui
